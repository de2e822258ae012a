import { Controller } from '@nestjs/common';
import { offerFavour, readFairness, recordFavour } from '@scenario-lab/contracts/fairness';
import type { Received } from '@scenario-lab/contracts/route';
import type { Actor, SignedIn } from '@scenario-lab/domain/actor';
import { Caller, Who } from '../http/actor.decorator.js';
import { Input, Route } from '../http/route.decorator.js';
import { FairnessService } from './fairness.service.js';

@Controller()
export class FairnessController {
  constructor(private readonly service: FairnessService) {}

  @Route(readFairness)
  read(@Caller() actor: Actor, @Input() { params }: Received<typeof readFairness>) {
    return this.service.read(actor, params.id);
  }

  @Route(recordFavour)
  record(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof recordFavour>) {
    return this.service.record(actor, params.id, body);
  }

  @Route(offerFavour)
  offer(@Who() actor: SignedIn, @Input() { params }: { params: { id: string } }) {
    return this.service.offer(actor, params.id);
  }
}
