import { Controller } from '@nestjs/common';
import {
  awardEngagement,
  engagementDeeds,
  inviteEngagement,
  listEngagements,
  postMessage,
  proposeEngagement,
  readEngagement,
} from '@scenario-lab/contracts/engagements';
import { inviteSeveral, listLetters } from '@scenario-lab/contracts/letters';
import type { Received } from '@scenario-lab/contracts/route';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { Who } from '../http/actor.decorator.js';
import { by, Deeds } from '../http/deeds.js';
import { Input, Route } from '../http/route.decorator.js';
import { EngagementsQuery } from './engagements.query.js';
import { EngagementsService } from './engagements.service.js';
import { LettersService } from './letters.service.js';
import { OpeningService } from './opening.service.js';

type Opening = Received<typeof proposeEngagement>;

const service = by(EngagementsService);
const letters = by(LettersService);

@Deeds(engagementDeeds, {
  accept: service('move', 'accept'),
  decline: service('end', 'decline'),
  withdraw: service('end', 'withdraw'),
  shortlist: service('move', 'shortlist'),
  validate: service('validate'),
  not_select: service('end', 'not_select'),
  fail_validation: service('end', 'fail_validation'),
  accept_field: service('move', 'accept_field'),
  reject_field: service('end', 'reject_field'),
  enable: service('move', 'enable'),
  complete: service('move', 'complete'),
})
@Deeds({ inviteSeveral }, { inviteSeveral: letters('send') })
@Controller()
export class EngagementsController {
  constructor(
    private readonly openings: OpeningService,
    private readonly letters: LettersService,
    private readonly service: EngagementsService,
    private readonly query: EngagementsQuery,
  ) {}

  @Route(proposeEngagement)
  propose(@Who() actor: SignedIn, @Input() { body }: Opening) {
    return this.openings.open(actor, 'propose', body);
  }

  @Route(inviteEngagement)
  invite(@Who() actor: SignedIn, @Input() { body }: Opening) {
    return this.openings.open(actor, 'invite', body);
  }

  @Route(listLetters)
  lettersOf(@Who() actor: SignedIn, @Input() { params }: Received<typeof listLetters>) {
    return this.letters.list(actor, params.id);
  }

  @Route(listEngagements)
  list(@Who() actor: SignedIn, @Input() { query }: Received<typeof listEngagements>) {
    return this.query.list(actor, query);
  }

  @Route(readEngagement)
  read(@Who() actor: SignedIn, @Input() { params }: Received<typeof readEngagement>) {
    return this.query.read(actor, params.id);
  }

  @Route(postMessage)
  message(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof postMessage>) {
    return this.service.message(actor, params.id, body.text, body.mentions);
  }

  @Route(awardEngagement)
  award(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof awardEngagement>) {
    return this.service.award(actor, params.id, body.procurementNumber);
  }
}
