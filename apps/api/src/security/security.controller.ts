import { Controller } from '@nestjs/common';
import { listAudit } from '@scenario-lab/contracts/audit';
import type { Received } from '@scenario-lab/contracts/route';
import { listSecurityLog } from '@scenario-lab/contracts/security';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { Who } from '../http/actor.decorator.js';
import { Input, Route } from '../http/route.decorator.js';
import { AuditQuery } from './audit.query.js';
import { SecurityQuery } from './security.query.js';

@Controller()
export class SecurityController {
  constructor(
    private readonly query: SecurityQuery,
    private readonly history: AuditQuery,
  ) {}

  @Route(listSecurityLog)
  list(@Input() { query }: Received<typeof listSecurityLog>, @Who() actor: SignedIn) {
    return this.query.list(actor, query);
  }

  @Route(listAudit)
  audit(@Input() { query }: Received<typeof listAudit>, @Who() actor: SignedIn) {
    return this.history.list(actor, query);
  }
}
