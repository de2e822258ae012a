import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { TokenScope } from '@scenario-lab/contracts/accounts';
import type { Actor, SignedIn } from '@scenario-lab/domain/actor';
import { Refusal } from '@scenario-lab/domain/refusal';
import type { Request } from 'express';

export interface Identity {
  actor: Actor;
  /** How it was proved; a cookie needs the Origin check, a token does not. */
  by: 'nobody' | 'session' | 'token' | 'site_token';
  sessionId?: string;
  /** What a token may be used for. */
  scope?: TokenScope;
  /** The pilot and site a site token stands for. */
  site?: { tokenId: string; pilotId: string; site: string };
}

export type Identified = Request & {
  identity?: Identity;
  /** Name of the contract row, once the guard has found it. */
  row?: string;
};

/** Whoever calls, a visitor included. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  return context.switchToHttp().getRequest<Identified>().identity?.actor ?? 'anonymous';
});

/** Somebody who has signed in; the guard has seen to it. */
export const Who = createParamDecorator((_: unknown, context: ExecutionContext): SignedIn => {
  const actor = context.switchToHttp().getRequest<Identified>().identity?.actor ?? 'anonymous';
  if (actor === 'anonymous') throw new Refusal('sign_in_required');
  return actor;
});

/** How the caller proved who it is. */
export const Proof = createParamDecorator((_: unknown, context: ExecutionContext): Identity => {
  return context.switchToHttp().getRequest<Identified>().identity ?? { actor: 'anonymous', by: 'nobody' };
});
