import { Controller } from '@nestjs/common';
import { decideQuarantine, listQuarantine } from '@scenario-lab/contracts/pilot-quarantine';
import type { Received } from '@scenario-lab/contracts/route';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { Who } from '../http/actor.decorator.js';
import { by, Deeds } from '../http/deeds.js';
import { Input, Route } from '../http/route.decorator.js';
import { QuarantineQuery } from './quarantine.query.js';
import { QuarantineService } from './quarantine.service.js';

const service = by(QuarantineService);

@Deeds({ decideQuarantine }, { decideQuarantine: service('decide') })
@Controller()
export class QuarantineController {
  constructor(private readonly query: QuarantineQuery) {}

  @Route(listQuarantine)
  list(@Who() actor: SignedIn, @Input() { params, query: filter }: Received<typeof listQuarantine>) {
    return this.query.list(actor, params.id, filter);
  }
}
