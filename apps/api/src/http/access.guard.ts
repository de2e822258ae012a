import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { Route as Row } from '@scenario-lab/contracts/route';
import { scopeAdmits } from '@scenario-lab/domain/organisations/token-scope';
import { type Action, whoMay } from '@scenario-lab/domain/policies';
import { admits } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import type { Response } from 'express';
import type { Identified } from './actor.decorator.js';
import { IdentityService } from './identity.service.js';
import { rowKey } from './route.decorator.js';
import { Throttle } from './throttle.js';

/** Answers the coarse half of every permission before a handler runs; the policy with the facts has the last word. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly identities: IdentityService,
    private readonly throttle: Throttle,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const row = Reflect.getMetadata(rowKey, context.getHandler()) as Row | undefined;
    if (!row) throw new Error(`${context.getClass().name}.${context.getHandler().name} has no contract row`);
    const request = context.switchToHttp().getRequest<Identified>();
    request.row = row.name;
    await this.throttle.address(request);
    const identity = await this.identities.identify(request);
    await this.throttle.caller(row, request, identity);
    request.identity = identity;
    // What is one's own is nobody's to keep on the way.
    if (identity.by !== 'nobody')
      context.switchToHttp().getResponse<Response>().setHeader('cache-control', 'no-store');
    if (identity.scope && !scopeAdmits(identity.scope, row))
      throw new Refusal('token_scope', { scope: identity.scope });
    if (identity.by === 'session' && request.method !== 'GET' && request.method !== 'HEAD')
      sameOrigin(request);
    if (row.access === 'site_token') {
      if (identity.by !== 'site_token') throw new Refusal('sign_in_required');
      return true;
    }
    // A site token opens the one door made for it and no other.
    const actor = identity.by === 'site_token' ? 'anonymous' : identity.actor;
    if (identity.by === 'site_token') request.identity = { actor: 'anonymous', by: 'nobody' };
    if (row.access === 'public') return true;
    if (row.access === 'signed_in') {
      if (actor === 'anonymous') throw new Refusal('sign_in_required');
      return true;
    }
    const answer = admits(whoMay[row.access as Action], actor);
    if (!answer.ok) throw new Refusal(answer.code, { action: row.access });
    return true;
  }
}

/** A cookie proves only that the browser has it; the Origin says whose page asked. */
function sameOrigin(request: Identified): void {
  const origin = request.headers.origin;
  if (origin === undefined) {
    if (request.headers['sec-fetch-site'] && request.headers['sec-fetch-site'] !== 'same-origin') {
      throw new Refusal('cross_origin');
    }
    return;
  }
  const host = request.headers.host;
  let theirs: string;
  try {
    theirs = new URL(origin).host;
  } catch {
    throw new Refusal('cross_origin');
  }
  if (theirs !== host) throw new Refusal('cross_origin');
}
