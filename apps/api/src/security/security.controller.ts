import { Controller } from '@nestjs/common';
import type { Received } from '@scenario-lab/contracts/route';
import { listSecurityLog } from '@scenario-lab/contracts/security';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { Who } from '../http/actor.decorator.js';
import { Input, Route } from '../http/route.decorator.js';
import { SecurityQuery } from './security.query.js';

@Controller()
export class SecurityController {
  constructor(private readonly query: SecurityQuery) {}

  @Route(listSecurityLog)
  list(@Input() { query }: Received<typeof listSecurityLog>, @Who() actor: SignedIn) {
    return this.query.list(actor, query);
  }
}
