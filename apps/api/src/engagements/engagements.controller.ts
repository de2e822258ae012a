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
import { remarkOf } from '../http/remark.js';
import { Input, Route } from '../http/route.decorator.js';
import { EngagementsQuery } from './engagements.query.js';
import { EngagementsService } from './engagements.service.js';
import { LettersService } from './letters.service.js';
import { OpeningService } from './opening.service.js';

type Deed = Received<typeof engagementDeeds.accept>;
type Opening = Received<typeof proposeEngagement>;

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

  @Route(inviteSeveral)
  inviteSeveral(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof inviteSeveral>) {
    return this.letters.send(actor, params.id, body);
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

  @Route(engagementDeeds.accept)
  accept(@Who() actor: SignedIn, @Input() { params, body }: Deed) {
    return this.service.move(actor, params.id, 'accept', remarkOf(body));
  }

  @Route(engagementDeeds.decline)
  decline(@Who() actor: SignedIn, @Input() { params, body }: Deed) {
    return this.service.end(actor, params.id, 'decline', remarkOf(body));
  }

  @Route(engagementDeeds.withdraw)
  withdraw(@Who() actor: SignedIn, @Input() { params, body }: Deed) {
    return this.service.end(actor, params.id, 'withdraw', remarkOf(body));
  }

  @Route(engagementDeeds.shortlist)
  shortlist(@Who() actor: SignedIn, @Input() { params, body }: Deed) {
    return this.service.move(actor, params.id, 'shortlist', remarkOf(body));
  }

  @Route(engagementDeeds.validate)
  validate(@Who() actor: SignedIn, @Input() { params, body }: Deed) {
    return this.service.validate(actor, params.id, remarkOf(body));
  }

  @Route(engagementDeeds.not_select)
  notSelect(@Who() actor: SignedIn, @Input() { params, body }: Deed) {
    return this.service.end(actor, params.id, 'not_select', remarkOf(body));
  }

  @Route(engagementDeeds.fail_validation)
  failValidation(@Who() actor: SignedIn, @Input() { params, body }: Deed) {
    return this.service.end(actor, params.id, 'fail_validation', remarkOf(body));
  }

  @Route(engagementDeeds.accept_field)
  acceptField(@Who() actor: SignedIn, @Input() { params, body }: Deed) {
    return this.service.move(actor, params.id, 'accept_field', remarkOf(body));
  }

  @Route(engagementDeeds.reject_field)
  rejectField(@Who() actor: SignedIn, @Input() { params, body }: Deed) {
    return this.service.end(actor, params.id, 'reject_field', remarkOf(body));
  }

  @Route(engagementDeeds.enable)
  enable(@Who() actor: SignedIn, @Input() { params, body }: Deed) {
    return this.service.move(actor, params.id, 'enable', remarkOf(body));
  }

  @Route(engagementDeeds.complete)
  complete(@Who() actor: SignedIn, @Input() { params, body }: Deed) {
    return this.service.move(actor, params.id, 'complete', remarkOf(body));
  }
}
