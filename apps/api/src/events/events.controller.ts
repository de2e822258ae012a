import { Controller, Req, Res } from '@nestjs/common';
import { live, readTimeline } from '@scenario-lab/contracts/lab';
import type { Received } from '@scenario-lab/contracts/route';
import type { Actor, SignedIn } from '@scenario-lab/domain/actor';
import type { Response } from 'express';
import { Caller, type Identified, Who } from '../http/actor.decorator.js';
import { Input, Route } from '../http/route.decorator.js';
import { EventsQuery } from './events.query.js';
import { LiveService } from './live.service.js';
import { wantedThings } from './wanted-things.js';

@Controller()
export class EventsController {
  constructor(
    private readonly query: EventsQuery,
    private readonly live: LiveService,
  ) {}

  @Route(readTimeline)
  timeline(@Input() { params }: Received<typeof readTimeline>, @Caller() actor: Actor) {
    return this.query.timeline(actor, params.thing, params.id);
  }

  @Route(live)
  async open(
    @Input() { query }: Received<typeof live>,
    @Who() actor: SignedIn,
    @Req() request: Identified,
    @Res() response: Response,
  ) {
    await this.live.open({ actor, request, response, wants: wantedThings(query.things) });
  }
}
