import { Controller, Inject, Res } from '@nestjs/common';
import {
  accessRequestDeeds,
  listAccessRequests,
  readContract,
  requestAccess,
  revokeGrant,
} from '@scenario-lab/contracts/access';
import type { Received } from '@scenario-lab/contracts/route';
import type { SignedIn } from '@scenario-lab/domain/actor';
import type { Response } from 'express';
import type { Env } from '../env.js';
import { Who } from '../http/actor.decorator.js';
import { by, Deeds } from '../http/deeds.js';
import { Input, Route } from '../http/route.decorator.js';
import { ENV } from '../http/tokens.js';
import { AccessQuery } from './access.query.js';
import { AccessService } from './access.service.js';

const service = by(AccessService);

@Deeds(accessRequestDeeds, {
  approve: service('approve'),
  refuse: service('deed', 'refuse'),
  ask_info: service('deed', 'ask_info'),
  give_info: service('deed', 'give_info'),
  withdraw: service('deed', 'withdraw'),
})
@Deeds(
  { requestAccess, revokeGrant },
  {
    requestAccess: service('request'),
    revokeGrant: service('revoke'),
  },
)
@Controller()
export class AccessController {
  constructor(
    private readonly query: AccessQuery,
    @Inject(ENV) private readonly env: Env,
  ) {}

  @Route(listAccessRequests)
  list(@Who() actor: SignedIn, @Input() { query }: Received<typeof listAccessRequests>) {
    return this.query.list(actor, query);
  }

  @Route(readContract)
  async contract(
    @Who() actor: SignedIn,
    @Input() { params }: Received<typeof readContract>,
    @Res() response: Response,
  ): Promise<void> {
    const contract = await this.query.contract(actor, params.id, this.env.PUBLIC_URL);
    response.setHeader('content-type', 'application/ld+json; charset=utf-8');
    response.setHeader('content-disposition', `attachment; filename="contract-${params.id}.jsonld"`);
    response.end(JSON.stringify(contract, null, 2));
  }
}
