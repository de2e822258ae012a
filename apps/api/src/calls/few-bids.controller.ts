import { Controller } from '@nestjs/common';
import { noteLook, readFewBids, reopenCall, sayWhyNot } from '@scenario-lab/contracts/few-bids';
import type { Received } from '@scenario-lab/contracts/route';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { Who } from '../http/actor.decorator.js';
import { by, Deeds } from '../http/deeds.js';
import { Input, Route } from '../http/route.decorator.js';
import { FewBidsService } from './few-bids.service.js';

const service = by(FewBidsService);

@Deeds({ reopenCall }, { reopenCall: service('reopen') })
@Controller()
export class FewBidsController {
  constructor(private readonly service: FewBidsService) {}

  @Route(noteLook)
  note(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof noteLook>) {
    return this.service.note(actor, params.id, body.started);
  }

  @Route(readFewBids)
  read(@Who() actor: SignedIn, @Input() { params }: Received<typeof readFewBids>) {
    return this.service.read(actor, params.id);
  }

  @Route(sayWhyNot)
  say(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof sayWhyNot>) {
    return this.service.say(actor, params.id, body.reasons);
  }
}
