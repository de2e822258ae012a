import { Controller, Inject, Req, Res } from '@nestjs/common';
import {
  createSession,
  deleteSession,
  listSessions,
  readSession,
  signOutEverywhere,
  switchOrganisation,
} from '@scenario-lab/contracts/accounts';
import type { Received } from '@scenario-lab/contracts/route';
import type { Actor, SignedIn } from '@scenario-lab/domain/actor';
import type { Request, Response } from 'express';
import type { Env } from '../env.js';
import { Caller, type Identity, Proof, Who } from '../http/actor.decorator.js';
import { Input, Route } from '../http/route.decorator.js';
import { clearSessionCookie, cookieOf, setDeviceCookie, setSessionCookie } from '../http/session-cookie.js';
import { ENV } from '../http/tokens.js';
import { AccountsQuery } from './accounts.query.js';
import { SessionsService } from './sessions.service.js';

@Controller()
export class SessionsController {
  constructor(
    private readonly service: SessionsService,
    private readonly query: AccountsQuery,
    @Inject(ENV) private readonly env: Env,
  ) {}

  @Route(createSession)
  async create(
    @Input() { body }: Received<typeof createSession>,
    @Proof() proof: Identity,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ) {
    const device = cookieOf(request, this.env, 'device');
    const { secret, me, known } = await this.service.signIn(body, request, {
      device: device ?? null,
      sessionId: proof.sessionId,
    });
    setSessionCookie(response, this.env, secret);
    setDeviceCookie(response, this.env, known);
    return me;
  }

  /** Also what keeps the browser's cookie as long as the session it names. */
  @Route(readSession)
  async read(
    @Caller() actor: Actor,
    @Proof() proof: Identity,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ) {
    response.setHeader('cache-control', 'no-store');
    const secret = cookieOf(request, this.env, 'session');
    if (secret && proof.by === 'session') setSessionCookie(response, this.env, secret);
    else if (secret && actor === 'anonymous') clearSessionCookie(response, this.env);
    return this.query.session(actor);
  }

  @Route(deleteSession)
  async delete(
    @Who() actor: SignedIn,
    @Proof() proof: Identity,
    @Res({ passthrough: true }) response: Response,
  ) {
    await this.service.signOut(actor, proof.sessionId);
    clearSessionCookie(response, this.env);
  }

  @Route(switchOrganisation)
  switchTo(
    @Input() { body }: Received<typeof switchOrganisation>,
    @Who() actor: SignedIn,
    @Proof() proof: Identity,
  ) {
    return this.service.switchTo(actor, proof.sessionId, body.organisationId);
  }

  @Route(listSessions)
  list(@Who() actor: SignedIn, @Proof() proof: Identity) {
    return this.query.sessions(actor, proof.sessionId);
  }

  @Route(signOutEverywhere)
  async deleteAll(@Who() actor: SignedIn, @Res({ passthrough: true }) response: Response) {
    await this.service.signOutEverywhere(actor);
    clearSessionCookie(response, this.env);
  }
}
