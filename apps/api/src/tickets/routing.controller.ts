import { Controller } from '@nestjs/common';
import type { Received } from '@scenario-lab/contracts/route';
import { chooseRouting, endRouting, readRouting } from '@scenario-lab/contracts/ticket-routing';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { Who } from '../http/actor.decorator.js';
import { Input, Route } from '../http/route.decorator.js';
import { RoutingService } from './routing.service.js';

@Controller()
export class RoutingController {
  constructor(private readonly service: RoutingService) {}

  @Route(readRouting)
  read(@Who() actor: SignedIn) {
    return this.service.read(actor);
  }

  @Route(chooseRouting)
  choose(@Who() actor: SignedIn, @Input() { body }: Received<typeof chooseRouting>) {
    return this.service.choose(actor, body);
  }

  @Route(endRouting)
  end(@Who() actor: SignedIn) {
    return this.service.end(actor);
  }
}
