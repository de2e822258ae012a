import { Controller } from '@nestjs/common';
import {
  drawSample,
  endRule,
  listSamples,
  readRules,
  readSample,
  saveRule,
} from '@scenario-lab/contracts/dispatch';
import type { Received } from '@scenario-lab/contracts/route';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { Who } from '../http/actor.decorator.js';
import { by, Deeds } from '../http/deeds.js';
import { Input, Route } from '../http/route.decorator.js';
import { DispatchService } from './dispatch.service.js';

const service = by(DispatchService);

@Deeds({ endRule }, { endRule: service('end') })
@Controller()
export class DispatchController {
  constructor(private readonly service: DispatchService) {}

  @Route(readRules)
  rules(@Who() actor: SignedIn) {
    return this.service.rules(actor);
  }

  @Route(saveRule)
  save(@Who() actor: SignedIn, @Input() { body }: Received<typeof saveRule>) {
    return this.service.save(actor, body);
  }

  @Route(listSamples)
  samples(@Who() actor: SignedIn) {
    return this.service.samples(actor);
  }

  @Route(drawSample)
  draw(@Who() actor: SignedIn, @Input() { body }: Received<typeof drawSample>) {
    return this.service.draw(actor, body);
  }

  @Route(readSample)
  sample(@Who() actor: SignedIn, @Input() { params }: Received<typeof readSample>) {
    return this.service.sample(actor, params.id);
  }
}
