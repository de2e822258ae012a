import { Controller } from '@nestjs/common';
import { askMasking, readMasking, takeMasking } from '@scenario-lab/contracts/masking';
import type { Received } from '@scenario-lab/contracts/route';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { Who } from '../http/actor.decorator.js';
import { Input, Route } from '../http/route.decorator.js';
import { MaskingService } from './masking.service.js';

@Controller()
export class MaskingController {
  constructor(private readonly service: MaskingService) {}

  @Route(askMasking)
  ask(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof askMasking>) {
    return this.service.ask(actor, params.id, body.masks);
  }

  @Route(readMasking)
  read(@Who() actor: SignedIn, @Input() { params }: Received<typeof readMasking>) {
    return this.service.read(actor, params.id);
  }

  @Route(takeMasking)
  async take(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof takeMasking>) {
    return { id: await this.service.take(actor, params.id, body) };
  }
}
