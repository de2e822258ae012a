import { z } from 'zod';
import { PurposeKind } from './access.js';
import { Day, Id, Instant, ListQuery, OrganisationRef, pageOf, Title } from './common.js';
import { defineRoute } from './route.js';

export const contractStates = ['active', 'expired', 'revoked'] as const;
export const contractSorts = ['newest', 'ending', 'used'] as const;

/** One contract as a line of the list. */
export const ContractLine = z.object({
  id: Id,
  dataset: z.object({ id: Id, title: Title }),
  owner: OrganisationRef,
  grantee: OrganisationRef,
  status: z.enum(contractStates),
  purposeKind: PurposeKind,
  until: Day,
  /** Days to its last one; null once it has ended. */
  left: z.number().int().nullable(),
  /** Takings that count against `uses`; runs do not, and are in the ledger all the same. */
  used: z.number().int(),
  /** As many as were agreed on; null: as many as they like. */
  uses: z.number().int().nullable(),
  /** Lines in its ledger, runs too. */
  logged: z.number().int(),
  lastUsedAt: Instant.nullable(),
  /** The last day it would have by the addendum that waits for an answer. */
  renewalUntil: Day.nullable(),
});
export type ContractLine = z.infer<typeof ContractLine>;

/** The contracts one's organisation is a side of; whoever supervises the lab reads all of them. */
export const listContracts = defineRoute({
  name: 'grant.browse',
  method: 'GET',
  path: '/grants',
  access: 'signed_in',
  query: ListQuery.extend({
    /** `given`: on the reader's own data; `held`: on others'. */
    side: z.enum(['given', 'held']).optional(),
    status: z.enum(contractStates).optional(),
    purposeKind: PurposeKind.optional(),
    /** `waiting`: an addendum waits for an answer; `soon`: it ends within thirty days. */
    due: z.enum(['waiting', 'soon']).optional(),
    sort: z.enum(contractSorts).default('newest'),
  }),
  reply: pageOf(ContractLine),
});
export const contractListRoutes = [listContracts];
