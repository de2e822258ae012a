import { Controller } from '@nestjs/common';
import {
  accessRequestDeeds,
  listAccessRequests,
  requestAccess,
  revokeGrant,
} from '@scenario-lab/contracts/datasets';
import type { Received } from '@scenario-lab/contracts/route';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { Who } from '../http/actor.decorator.js';
import { Input, Route } from '../http/route.decorator.js';
import { AccessQuery } from './access.query.js';
import { AccessService, type RequestDeed } from './access.service.js';

type Deed = { params: { id: string }; body: { remark?: string; reason?: string } };

@Controller()
export class AccessController {
  constructor(
    private readonly service: AccessService,
    private readonly query: AccessQuery,
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
  approve(@Who() actor: SignedIn, @Input() input: Deed) {
    return this.deed(actor, input, 'approve');
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

  private deed(actor: SignedIn, { params, body }: Deed, deed: RequestDeed) {
    return this.service.deed(actor, params.id, deed, body.reason ?? body.remark);
  }
}
