import { Controller } from '@nestjs/common';
import {
  confirmPlace,
  dissolveConsortium,
  leaveConsortium,
  listConsortia,
  saveConsortium,
} from '@scenario-lab/contracts/consortia';
import type { Received } from '@scenario-lab/contracts/route';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { Who } from '../http/actor.decorator.js';
import { Input, Route } from '../http/route.decorator.js';
import { ConsortiaQuery } from './consortia.query.js';
import { ConsortiaService } from './consortia.service.js';

@Controller()
export class ConsortiaController {
  constructor(
    private readonly query: ConsortiaQuery,
    private readonly service: ConsortiaService,
  ) {}

  @Route(listConsortia)
  list(@Who() actor: SignedIn, @Input() { params }: Received<typeof listConsortia>) {
    return this.query.list(actor, params.id);
  }

  @Route(saveConsortium)
  save(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof saveConsortium>) {
    return this.service.save(actor, params.id, body);
  }

  @Route(confirmPlace)
  confirm(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof confirmPlace>) {
    return this.service.confirm(actor, params.id, body);
  }

  @Route(leaveConsortium)
  leave(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof leaveConsortium>) {
    return this.service.leave(actor, params.id, body.reason);
  }

  @Route(dissolveConsortium)
  dissolve(@Who() actor: SignedIn, @Input() { params }: Received<typeof dissolveConsortium>) {
    return this.service.dissolve(actor, params.id);
  }
}
