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
import { Input, Route } from '../http/route.decorator.js';
import { ClarificationsService } from './clarifications.service.js';

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

  @Route(withdrawClarification)
  withdraw(@Who() actor: SignedIn, @Input() { params }: Received<typeof withdrawClarification>) {
    return this.service.withdraw(actor, params.id);
  }

  @Route(removeClarification)
  remove(
    @Who() actor: SignedIn,
    @Input() { params, body }: { params: { id: string }; body: { reason?: string } },
  ) {
    return this.service.remove(actor, params.id, body.reason ?? '');
  }

  @Route(revealAsker)
  reveal(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof revealAsker>) {
    return this.service.reveal(actor, params.id, body.reason);
  }
}
