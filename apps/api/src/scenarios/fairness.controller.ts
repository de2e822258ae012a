import { Controller } from '@nestjs/common';
import { offerFavour, readFairness, recordFavour } from '@scenario-lab/contracts/fairness';
import type { Received } from '@scenario-lab/contracts/route';
import type { Actor } from '@scenario-lab/domain/actor';
import { Caller } from '../http/actor.decorator.js';
import { by, Deeds } from '../http/deeds.js';
import { Input, Route } from '../http/route.decorator.js';
import { FairnessService } from './fairness.service.js';

const service = by(FairnessService);

@Deeds(
  { recordFavour, offerFavour },
  {
    recordFavour: service('record'),
    offerFavour: service('offer'),
  },
)
@Controller()
export class FairnessController {
  constructor(private readonly service: FairnessService) {}

  @Route(readFairness)
  read(@Caller() actor: Actor, @Input() { params }: Received<typeof readFairness>) {
    return this.service.read(actor, params.id);
  }
}
