import { Controller, Inject, Req, Res } from '@nestjs/common';
import {
  editOrganisation,
  listOrganisations,
  readOrganisation,
  registerOrganisation,
  verifyOrganisation,
} from '@scenario-lab/contracts/accounts';
import { agreeMember, changeMember, removeMember } from '@scenario-lab/contracts/members';
import type { Received } from '@scenario-lab/contracts/route';
import type { SignedIn } from '@scenario-lab/domain/actor';
import type { Request, Response } from 'express';
import type { Env } from '../env.js';
import { type Identity, Proof, Who } from '../http/actor.decorator.js';
import { by, Deeds } from '../http/deeds.js';
import { Input, Route } from '../http/route.decorator.js';
import { setSessionCookie } from '../http/session-cookie.js';
import { ENV } from '../http/tokens.js';
import { MembersService } from './members.service.js';
import { OrganisationsQuery } from './organisations.query.js';
import { OrganisationsService } from './organisations.service.js';

const service = by(OrganisationsService);

@Deeds(
  { editOrganisation, verifyOrganisation },
  {
    editOrganisation: service('edit'),
    verifyOrganisation: service('verify'),
  },
)
@Controller()
export class OrganisationsController {
  constructor(
    private readonly service: OrganisationsService,
    private readonly members: MembersService,
    private readonly query: OrganisationsQuery,
    @Inject(ENV) private readonly env: Env,
  ) {}

  @Route(registerOrganisation)
  async register(
    @Input() { body }: Received<typeof registerOrganisation>,
    @Proof() proof: Identity,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ) {
    const { secret, me } = await this.service.register(body, {
      address: request.ip ?? '',
      agent: request.headers['user-agent'] ?? '',
      sessionId: proof.sessionId,
    });
    setSessionCookie(response, this.env, secret);
    return me;
  }

  @Route(listOrganisations)
  list(@Input() { query }: Received<typeof listOrganisations>, @Who() actor: SignedIn) {
    return this.query.list(actor, query);
  }

  @Route(readOrganisation)
  read(@Input() { params }: Received<typeof readOrganisation>, @Who() actor: SignedIn) {
    return this.query.read(actor, params.id);
  }

  @Route(removeMember)
  remove(@Input() { params }: Received<typeof removeMember>, @Who() actor: SignedIn) {
    return this.members.remove(actor, params.id, params.personId);
  }

  @Route(agreeMember)
  agree(@Input() { params, body }: Received<typeof agreeMember>, @Who() actor: SignedIn) {
    return this.members.agree(actor, params.id, params.personId, body.agreed);
  }

  @Route(changeMember)
  change(@Input() { params, body }: Received<typeof changeMember>, @Who() actor: SignedIn) {
    return this.members.change(actor, params.id, params.personId, body.roles);
  }
}
