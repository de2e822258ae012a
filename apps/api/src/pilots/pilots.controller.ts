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
import { remarkOf } from '../http/remark.js';
import { Input, Route } from '../http/route.decorator.js';
import { Seen } from '../http/seen.decorator.js';
import { EndPilotService } from './end-pilot.service.js';
import { PilotsQuery } from './pilots.query.js';
import { PilotsService } from './pilots.service.js';
import { PlanService } from './plan.service.js';

type Deed = Received<typeof pilotDeeds.start>;

@Controller()
export class PilotsController {
  constructor(
    private readonly plans: PlanService,
    private readonly service: PilotsService,
    private readonly ends: EndPilotService,
    private readonly query: PilotsQuery,
  ) {}

  @Route(planPilot)
  plan(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof planPilot>) {
    return this.plans.plan(actor, params.id, body);
  }

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

  @Route(pilotDeeds.start)
  start(@Who() actor: SignedIn, @Input() { params, body }: Deed) {
    return this.service.start(actor, params.id, remarkOf(body));
  }

  @Route(pilotDeeds.pause)
  pause(@Who() actor: SignedIn, @Input() { params, body }: Deed) {
    return this.service.move(actor, params.id, 'pause', remarkOf(body));
  }

  @Route(pilotDeeds.resume)
  resume(@Who() actor: SignedIn, @Input() { params, body }: Deed) {
    return this.service.move(actor, params.id, 'resume', remarkOf(body));
  }

  @Route(pilotDeeds.evaluate)
  evaluate(@Who() actor: SignedIn, @Input() { params, body }: Deed) {
    return this.service.move(actor, params.id, 'evaluate', remarkOf(body));
  }

  @Route(pilotEnds.accept)
  accept(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof pilotEnds.accept>) {
    return this.ends.accept(actor, params.id, body);
  }

  @Route(pilotEnds.reject)
  reject(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof pilotEnds.reject>) {
    return this.ends.fail(actor, params.id, 'reject', body);
  }

  @Route(pilotEnds.terminate)
  terminate(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof pilotEnds.terminate>) {
    return this.ends.fail(actor, params.id, 'terminate', body);
  }
}
