import { serialize } from 'cookie';
import type { Response } from 'express';
import type { Env } from '../env.js';

export const sessionCookie = 'scenario_lab_session';
/** A session ends this long after it was last used. */
export const sessionDays = 30;

const attributes = (env: Pick<Env, 'PUBLIC_URL'>) => ({
  httpOnly: true,
  sameSite: 'lax' as const,
  path: '/',
  secure: env.PUBLIC_URL.startsWith('https:'),
});

export function setSessionCookie(response: Response, env: Pick<Env, 'PUBLIC_URL'>, secret: string): void {
  const maxAge = sessionDays * 86_400;
  response.append('set-cookie', serialize(sessionCookie, secret, { ...attributes(env), maxAge }));
}

export function clearSessionCookie(response: Response, env: Pick<Env, 'PUBLIC_URL'>): void {
  response.append('set-cookie', serialize(sessionCookie, '', { ...attributes(env), maxAge: 0 }));
}
