import { z } from 'zod';
import { listAudit } from './audit.js';
import { Id, Instant, ListQuery, pageOf } from './common.js';
import { defineRoute } from './route.js';

/** What happened at the lab's doors. */
export const securityKinds = [
  'signed_in',
  'sign_in_failed',
  'sign_in_held',
  'password_changed',
  'password_reset',
  'token_created',
  'key_compromised',
  'refused',
  'too_many_requests',
  'done_alone',
] as const;

export const SecurityEntry = z.object({
  id: Id,
  at: Instant,
  kind: z.enum(securityKinds),
  /** Of the account, or what was typed where there is none. */
  email: z.string().nullable(),
  person: z.object({ id: Id, name: z.string() }).nullable(),
  address: z.string(),
  agent: z.string(),
  /** Name of the contract row and code of the refusal, where it was one. */
  route: z.string().nullable(),
  code: z.string().nullable(),
});
export type SecurityEntry = z.infer<typeof SecurityEntry>;

/** Sign-ins, failed ones, and what was refused to whom; kept for 180 days, newest first. */
export const listSecurityLog = defineRoute({
  name: 'security.list',
  method: 'GET',
  path: '/security-log',
  access: 'security.list',
  query: ListQuery.extend({ kind: z.enum(securityKinds).optional() }),
  reply: pageOf(SecurityEntry),
});

export const securityRoutes = [listSecurityLog, listAudit];
