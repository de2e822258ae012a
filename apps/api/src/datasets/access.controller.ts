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
import { Input, Route } from '../http/route.decorator.js';
import { ENV } from '../http/tokens.js';
import { AccessQuery } from './access.query.js';
import { AccessService, type RequestDeed } from './access.service.js';

type Deed = { params: { id: string }; body: { remark?: string; reason?: string } };
type Approve = { params: { id: string }; body: { remark?: string; methods?: string[]; uses?: number } };

@Controller()
export class AccessController {
  constructor(
    private readonly service: AccessService,
    private readonly query: AccessQuery,
    @Inject(ENV) private readonly env: Env,
  ) {}

  @Route(requestAccess)
  request(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof requestAccess>) {
    return this.service.request(actor, params.id, body);
  }

  @Route(listAccessRequests)
  list(@Who() actor: SignedIn, @Input() { query }: Received<typeof listAccessRequests>) {
    return this.query.list(actor, query);
  }

  @Route(accessRequestDeeds.approve)
  approve(@Who() actor: SignedIn, @Input() { params, body }: Approve) {
    return this.service.deed(actor, params.id, 'approve', body.remark, body);
  }

  @Route(accessRequestDeeds.refuse)
  refuse(@Who() actor: SignedIn, @Input() input: Deed) {
    return this.deed(actor, input, 'refuse');
  }

  @Route(accessRequestDeeds.ask_info)
  askInfo(@Who() actor: SignedIn, @Input() input: Deed) {
    return this.deed(actor, input, 'ask_info');
  }

  @Route(accessRequestDeeds.give_info)
  giveInfo(@Who() actor: SignedIn, @Input() input: Deed) {
    return this.deed(actor, input, 'give_info');
  }

  @Route(accessRequestDeeds.withdraw)
  withdraw(@Who() actor: SignedIn, @Input() input: Deed) {
    return this.deed(actor, input, 'withdraw');
  }

  @Route(revokeGrant)
  revoke(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof revokeGrant>) {
    return this.service.revoke(actor, params.id, body.reason);
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

  private deed(actor: SignedIn, { params, body }: Deed, deed: RequestDeed) {
    return this.service.deed(actor, params.id, deed, body.reason ?? body.remark);
  }
}
