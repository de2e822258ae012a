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
import { by, Deeds } from '../http/deeds.js';
import { Input, Route } from '../http/route.decorator.js';
import { ConsortiaQuery } from './consortia.query.js';
import { ConsortiaService } from './consortia.service.js';

const service = by(ConsortiaService);

@Deeds(
  { saveConsortium, confirmPlace, leaveConsortium, dissolveConsortium },
  {
    saveConsortium: service('save'),
    confirmPlace: service('confirm'),
    leaveConsortium: service('leave'),
    dissolveConsortium: service('dissolve'),
  },
)
@Controller()
export class ConsortiaController {
  constructor(private readonly query: ConsortiaQuery) {}

  @Route(listConsortia)
  list(@Who() actor: SignedIn, @Input() { params }: Received<typeof listConsortia>) {
    return this.query.list(actor, params.id);
  }
}
