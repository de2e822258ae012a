import { z } from 'zod';
import { grantMachine } from './access/grant.machine.js';
import { AccessMethod, accessMethods, PurposeKind } from './access.js';
import {
  Allowed,
  ById,
  Day,
  Id,
  Instant,
  ListQuery,
  OrganisationRef,
  pageOf,
  Remark,
  Title,
} from './common.js';
import { DataUse, useKinds } from './data-uses.js';
import { deedsOf } from './deed.js';
import { defineRoute } from './route.js';

/** What both sides agree on; an addendum states all of it anew. */
const terms = {
  until: Day,
  purposeKind: PurposeKind,
  purpose: z.string().nullable(),
  methods: z.array(AccessMethod),
  /** Downloads and data jobs in all, those before the addendum included; null: as many as they like. */
  uses: z.number().int().nullable(),
};
/** 0 is the contract as it was given, each addendum one more; what was not agreed on keeps its number. */
export const GrantTerms = z.object({
  number: z.number().int(),
  ...terms,
  state: z.enum(['in_force', 'replaced', 'proposed', 'declined', 'withdrawn']),
  proposedBy: OrganisationRef.nullable(),
  proposedAt: Instant,
  reason: z.string().nullable(),
  answeredAt: Instant.nullable(),
  answer: z.string().nullable(),
  /** Lines of the ledger under these terms. */
  taken: z.number().int(),
});
export type GrantTerms = z.infer<typeof GrantTerms>;
export const stopCauses = ['revoked', 'expired', 'narrowed'] as const;
export const Grant = z.object({
  id: Id,
  dataset: z.object({ id: Id, title: Title }),
  owner: OrganisationRef,
  grantee: OrganisationRef,
  status: z.enum(grantMachine.statuses),
  ...terms,
  terms: z.number().int(),
  used: z.number().int(),
  /** Days to its last one; null once it has ended. */
  left: z.number().int().nullable(),
  /** The grantee's own side, the owner's, or a look from the lab. */
  side: z.enum(['grantee', 'owner', 'lab']),
  versions: z.array(GrantTerms),
  /** What ended because the contract, or a method of it, did. */
  stopped: z.array(
    z.object({ kind: z.enum(['run', 'data_job']), id: Id, cause: z.enum(stopCauses), at: Instant }),
  ),
  allowed: Allowed,
});
export type Grant = z.infer<typeof Grant>;
/** For its two sides and the lab. */
export const readGrant = defineRoute({
  name: 'grant.read',
  method: 'GET',
  path: '/grants/:id',
  access: 'signed_in',
  params: ById,
  reply: Grant,
});
/** By either side, in force once the other has agreed. Errors: `wrong_status` while another waits for its answer. */
export const proposeTerms = defineRoute({
  name: 'grant.propose',
  method: 'POST',
  path: '/grants/:id/addenda',
  access: 'grant.propose',
  params: ById,
  body: z.object({
    until: Day,
    purposeKind: PurposeKind,
    purpose: z.string().trim().min(10).max(5_000),
    methods: z.array(AccessMethod).min(1).max(accessMethods.length),
    uses: z.number().int().min(1).max(100_000).nullable(),
    reason: z.string().trim().min(1).max(2_000),
  }),
  reply: z.object({ number: z.number().int() }),
});
/** Which addendum is meant, so that nobody agrees to another than they have read. */
const Which = Remark.extend({ number: z.number().int().min(1) });
const deed = deedsOf('grant', '/grants/:id');
export const grantDeeds = {
  agree: deed('agree', Which),
  decline: deed('decline', Which),
  take_back: deed('take_back', Which),
};

const UseFilter = z.object({
  kind: z.enum(useKinds).optional(),
  from: Day.optional(),
  until: Day.optional(),
  terms: z.coerce.number().int().min(0).optional(),
});
export const GrantUse = DataUse.extend({
  /** The terms in force at this use. */
  terms: z.number().int().nullable(),
});
export type GrantUse = z.infer<typeof GrantUse>;
/** The ledger of one contract: every use under it, newest first. */
export const listGrantUses = defineRoute({
  name: 'grant.uses',
  method: 'GET',
  path: '/grants/:id/uses',
  access: 'signed_in',
  params: ById,
  query: ListQuery.extend(UseFilter.shape),
  reply: pageOf(GrantUse),
});
/** The same as a CSV for spreadsheets, at most 100,000 lines. */
export const exportGrantUses = defineRoute({
  name: 'grant.export_uses',
  method: 'GET',
  path: '/grants/:id/uses.csv',
  access: 'signed_in',
  params: ById,
  query: UseFilter.extend({ q: ListQuery.shape.q }),
  reply: 'stream',
});

export const grantRoutes = [
  readGrant,
  proposeTerms,
  ...Object.values(grantDeeds),
  listGrantUses,
  exportGrantUses,
];
