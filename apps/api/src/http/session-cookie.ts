import { parse, serialize } from 'cookie';
import type { Request, Response } from 'express';
import type { Env } from '../env.js';

type Address = Pick<Env, 'PUBLIC_URL'>;
type Name = 'session' | 'device';

const secure = (env: Address) => env.PUBLIC_URL.startsWith('https:');

/** `__Host-`: set by this very host, over TLS, for all of it; no neighbour domain can plant one. */
export const cookieName = (env: Address, name: Name): string =>
  `${secure(env) ? '__Host-' : ''}scenario_lab_${name}`;

export const cookieOf = (request: Request, env: Address, name: Name): string | undefined =>
  parse(request.headers.cookie ?? '')[cookieName(env, name)];

/** How long a browser is known; the session it holds ends on the server, long before. */
const deviceDays = 180;

export function setSessionCookie(
  response: Response,
  env: Address & Pick<Env, 'SESSION_DAYS'>,
  secret: string,
): void {
  set(response, env, 'session', secret, env.SESSION_DAYS);
}

export function setDeviceCookie(response: Response, env: Address, secret: string): void {
  set(response, env, 'device', secret, deviceDays);
}

export function clearSessionCookie(response: Response, env: Address): void {
  set(response, env, 'session', '', 0);
}

function set(response: Response, env: Address, name: Name, secret: string, days: number): void {
  response.append(
    'set-cookie',
    serialize(cookieName(env, name), secret, {
      httpOnly: true,
      sameSite: 'lax',
      path: '/',
      secure: secure(env),
      maxAge: days * 86_400,
    }),
  );
}
