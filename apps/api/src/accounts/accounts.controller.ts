import { Controller } from '@nestjs/common';
import {
  changePassword,
  createToken,
  listTokens,
  resetPassword,
  revokeToken,
} from '@scenario-lab/contracts/accounts';
import type { Received } from '@scenario-lab/contracts/route';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { type Identity, Proof, Who } from '../http/actor.decorator.js';
import { by, Deeds } from '../http/deeds.js';
import { Input, Route } from '../http/route.decorator.js';
import { AccountsQuery } from './accounts.query.js';
import { AccountsService } from './accounts.service.js';

const service = by(AccountsService);

@Deeds({ revokeToken }, { revokeToken: service('revokeToken') })
@Controller()
export class AccountsController {
  constructor(
    private readonly service: AccountsService,
    private readonly query: AccountsQuery,
  ) {}

  @Route(changePassword)
  changePassword(
    @Input() { body }: Received<typeof changePassword>,
    @Who() actor: SignedIn,
    @Proof() proof: Identity,
  ) {
    return this.service.changePassword(actor, proof.sessionId, body);
  }

  @Route(resetPassword)
  reset(@Input() { body }: Received<typeof resetPassword>) {
    return this.service.reset(body);
  }

  @Route(listTokens)
  tokens(@Who() actor: SignedIn) {
    return this.query.tokens(actor);
  }

  @Route(createToken)
  createToken(
    @Input() { body }: Received<typeof createToken>,
    @Who() actor: SignedIn,
    @Proof() proof: Identity,
  ) {
    return this.service.createToken(actor, proof, body);
  }
}
