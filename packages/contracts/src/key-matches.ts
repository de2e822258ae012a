import { z } from 'zod';
import { ById, Id, Instant, OrganisationRef, Reason } from './common.js';
import { deedsOf } from './deed.js';
import { leastKeys, mostKeys, pointShape } from './key-match-protocol.js';
import { bodies, defineRoute } from './route.js';

/** Counts of one data set's keys in a year, whoever asks: each tells a little. */
export const mostMatches = 5;

export const matchStates = ['asked', 'agreed', 'blinded', 'counted', 'declined'] as const;
const HandedIn = z.object({ first: z.boolean(), second: z.boolean() });
/**
 * How many keys two organisations have in common, without either showing its keys to anybody. `blinded`: both have handed in the
 * first round, and each blinds the other's.
 */
export const KeyMatch = z.object({
  id: Id,
  grantId: Id,
  state: z.enum(matchStates),
  version: z.object({ id: Id, label: z.string() }),
  owner: OrganisationRef,
  grantee: OrganisationRef,
  /** Which column of the data, and which list of the asker's. */
  column: z.string(),
  list: z.string(),
  askedAt: Instant,
  agreedAt: Instant.nullable(),
  /** Null for the lab. */
  side: z.enum(['owner', 'grantee']).nullable(),
  ownerIn: HandedIn,
  granteeIn: HandedIn,
  /** To the nearest 10, with noise; told to both sides alike. */
  count: z.number().int().nullable(),
  countedAt: Instant.nullable(),
  reason: z.string().nullable(),
});
export type KeyMatch = z.infer<typeof KeyMatch>;

export const listKeyMatches = defineRoute({
  name: 'grant.matches',
  method: 'GET',
  path: '/grants/:id/key-matches',
  access: 'signed_in',
  params: ById,
  reply: z.object({
    items: z.array(KeyMatch),
    /** Versions that may be asked about: no count of this pair stands or is under way. */
    versions: z.array(z.object({ id: Id, label: z.string(), columns: z.array(z.string()) })),
    budget: z.object({ used: z.number().int(), of: z.number().int() }),
    mayAsk: z.boolean(),
  }),
});
/** By the grantee, under a contract that names it. Errors: `grant_missing`, `duplicate`, `quota_exhausted`. */
export const askKeyMatch = defineRoute({
  name: 'grant.ask_match',
  method: 'POST',
  path: '/grants/:id/key-matches',
  access: 'grant.ask_match',
  params: ById,
  body: z.object({
    versionId: Id,
    column: z.string().trim().min(1).max(200),
    list: z.string().trim().min(3).max(500),
  }),
  reply: z.object({ id: Id }),
});
/** The other side approves this one question. */
export const agreeKeyMatch = defineRoute({
  name: 'grant.agree_match',
  method: 'POST',
  path: '/key-matches/:id/agree',
  access: 'grant.agree_match',
  params: ById,
  reply: 'none',
});
/** By either side, until it is counted; what was handed in goes. */
export const declineKeyMatch = deedsOf('grant', '/key-matches/:id')('decline_match', Reason);
const Points = z.array(z.string().regex(pointShape)).min(leastKeys).max(mostKeys);
/**
 * One's own blinded keys (first), then the other side's blinded again (second). The last one in has it counted. Errors:
 * `wrong_status` out of turn, `invalid_input` where points repeat or are not as many as the other side's.
 */
export const handInPoints = defineRoute({
  name: 'grant.hand_in_match',
  method: 'PUT',
  path: '/key-matches/:id/points/:round',
  access: 'grant.hand_in_match',
  params: ById.extend({ round: z.enum(['first', 'second']) }),
  bodyBytes: bodies.table,
  body: z.object({ points: Points }),
  reply: 'none',
});
/** The other side's blinded keys, once one's own are in. Errors: `wrong_status` before. */
export const readPoints = defineRoute({
  name: 'grant.match_points',
  method: 'GET',
  path: '/key-matches/:id/points',
  access: 'signed_in',
  params: ById,
  reply: z.object({ points: z.array(z.string()) }),
});

export const keyMatchRoutes = [
  listKeyMatches,
  askKeyMatch,
  agreeKeyMatch,
  declineKeyMatch,
  handInPoints,
  readPoints,
];
