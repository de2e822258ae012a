import { Controller } from '@nestjs/common';
import {
  editPilot,
  listPilots,
  pilotDeeds,
  pilotEnds,
  planPilot,
  readPilot,
  tickMilestone,
} from '@scenario-lab/contracts/pilots';
import type { Received } from '@scenario-lab/contracts/route';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { Who } from '../http/actor.decorator.js';
import { by, Deeds } from '../http/deeds.js';
import { Input, Route } from '../http/route.decorator.js';
import { Seen } from '../http/seen.decorator.js';
import { EndPilotService } from './end-pilot.service.js';
import { PilotsQuery } from './pilots.query.js';
import { PilotsService } from './pilots.service.js';
import { PlanService } from './plan.service.js';

const service = by(PilotsService);
const ends = by(EndPilotService);
const plans = by(PlanService);

@Deeds(pilotDeeds, {
  start: service('start'),
  pause: service('move', 'pause'),
  resume: service('move', 'resume'),
  evaluate: service('move', 'evaluate'),
})
@Deeds(pilotEnds, {
  accept: ends('accept'),
  reject: ends('fail', 'reject'),
  terminate: ends('fail', 'terminate'),
})
@Deeds({ planPilot }, { planPilot: plans('plan') })
@Controller()
export class PilotsController {
  constructor(
    private readonly plans: PlanService,
    private readonly query: PilotsQuery,
  ) {}

  @Route(editPilot)
  edit(
    @Who() actor: SignedIn,
    @Input() { params, body }: Received<typeof editPilot>,
    @Seen() seen: string | null,
  ) {
    return this.plans.edit(actor, params.id, body, seen);
  }

  @Route(tickMilestone)
  tick(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof tickMilestone>) {
    return this.plans.tick(actor, params.id, params.milestoneId, body.done);
  }

  @Route(listPilots)
  list(@Who() actor: SignedIn, @Input() { query }: Received<typeof listPilots>) {
    return this.query.list(actor, query);
  }

  @Route(readPilot)
  read(@Who() actor: SignedIn, @Input() { params }: Received<typeof readPilot>) {
    return this.query.read(actor, params.id);
  }
}
