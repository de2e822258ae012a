import { Controller } from '@nestjs/common';
import { readPilotLive } from '@scenario-lab/contracts/pilot-live';
import type { Received } from '@scenario-lab/contracts/route';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { Who } from '../http/actor.decorator.js';
import { Input, Route } from '../http/route.decorator.js';
import { LiveQuery } from './live.query.js';

@Controller()
export class LiveController {
  constructor(private readonly query: LiveQuery) {}

  @Route(readPilotLive)
  read(@Who() actor: SignedIn, @Input() { params }: Received<typeof readPilotLive>) {
    return this.query.read(actor, params.id);
  }
}
