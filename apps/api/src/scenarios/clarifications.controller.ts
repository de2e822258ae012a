import { Controller } from '@nestjs/common';
import {
  answerClarification,
  askClarification,
  listClarifications,
  removeClarification,
  revealAsker,
  withdrawClarification,
} from '@scenario-lab/contracts/clarifications';
import type { Received } from '@scenario-lab/contracts/route';
import type { Actor, SignedIn } from '@scenario-lab/domain/actor';
import { Caller, Who } from '../http/actor.decorator.js';
import { by, Deeds } from '../http/deeds.js';
import { Input, Route } from '../http/route.decorator.js';
import { ClarificationsService } from './clarifications.service.js';

const service = by(ClarificationsService);

@Deeds(
  { withdrawClarification, removeClarification, revealAsker },
  {
    withdrawClarification: service('withdraw'),
    removeClarification: service('remove'),
    revealAsker: service('reveal'),
  },
)
@Controller()
export class ClarificationsController {
  constructor(private readonly service: ClarificationsService) {}

  @Route(listClarifications)
  list(@Caller() actor: Actor, @Input() { params }: Received<typeof listClarifications>) {
    return this.service.list(actor, params.id);
  }

  @Route(askClarification)
  ask(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof askClarification>) {
    return this.service.ask(actor, params.id, body.question);
  }

  @Route(answerClarification)
  answer(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof answerClarification>) {
    return this.service.answer(actor, params.id, body.answer);
  }
}
