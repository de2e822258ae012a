import { Controller, Inject, Req, Res } from '@nestjs/common';
import { acceptInvitation, createInvitation, readInvitation } from '@scenario-lab/contracts/accounts';
import { agreeInvitation, withdrawInvitation } from '@scenario-lab/contracts/members';
import type { Received } from '@scenario-lab/contracts/route';
import type { Actor, SignedIn } from '@scenario-lab/domain/actor';
import type { Request, Response } from 'express';
import type { Env } from '../env.js';
import { Caller, type Identity, Proof, Who } from '../http/actor.decorator.js';
import { by, Deeds } from '../http/deeds.js';
import { Input, Route } from '../http/route.decorator.js';
import { setSessionCookie } from '../http/session-cookie.js';
import { ENV } from '../http/tokens.js';
import { InvitationsService } from './invitations.service.js';
import { OrganisationsQuery } from './organisations.query.js';

const service = by(InvitationsService);

@Deeds({ createInvitation }, { createInvitation: service('create') })
@Controller()
export class InvitationsController {
  constructor(
    private readonly service: InvitationsService,
    private readonly query: OrganisationsQuery,
    @Inject(ENV) private readonly env: Env,
  ) {}

  @Route(agreeInvitation)
  agree(@Input() { params, body }: Received<typeof agreeInvitation>, @Who() actor: SignedIn) {
    return this.service.agree(actor, params.id, params.invitationId, body.agreed);
  }

  @Route(withdrawInvitation)
  withdraw(@Input() { params }: Received<typeof withdrawInvitation>, @Who() actor: SignedIn) {
    return this.service.withdraw(actor, params.id, params.invitationId);
  }

  @Route(readInvitation)
  read(@Input() { params }: Received<typeof readInvitation>) {
    return this.query.invitation(params.token);
  }

  @Route(acceptInvitation)
  async accept(
    @Input() { params, body }: Received<typeof acceptInvitation>,
    @Caller() actor: Actor,
    @Proof() proof: Identity,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ) {
    const agent = request.headers['user-agent'] ?? '';
    const { secret, me } = await this.service.accept(params.token, body, { actor, proof, agent });
    if (secret) setSessionCookie(response, this.env, secret);
    return me;
  }
}
