import { z } from 'zod';
import { accessRequestMachine } from './access/access-request.machine.js';
import { grantMachine } from './access/grant.machine.js';
import {
  Allowed,
  ById,
  Day,
  Id,
  Instant,
  ListQuery,
  OrganisationRef,
  pageOf,
  Reason,
  Remark,
  Title,
} from './common.js';
import { ControlGroup } from './control-groups.js';
import { deedsOf } from './deed.js';
import { defineRoute } from './route.js';

/** `compute`: programs may be run on the data. `examine`: exams of one's own may be made of them, too. */
export const AccessScope = z.enum(['compute', 'examine']);
export type AccessScope = z.infer<typeof AccessScope>;
/** `download`: the open rows as a file. `compute`: test runs in the sandbox. `data_job`: programs of one's own, outputs reviewed. `psi`: how many keys both have in common, each question agreed to by the owner. */
export const accessMethods = ['download', 'compute', 'data_job', 'psi'] as const;
/** What is asked for where nothing is said. */
export const usualMethods = ['download', 'compute', 'data_job'] as const;
export const AccessMethod = z.enum(accessMethods);
export type AccessMethod = z.infer<typeof AccessMethod>;
/** What the data are to serve, beside the words of the request. */
export const purposeKinds = ['development', 'evaluation', 'public_service', 'research', 'product'] as const;
export const PurposeKind = z.enum(purposeKinds);
export type PurposeKind = z.infer<typeof PurposeKind>;
/** What a grant allows, agreed on by both sides: the asker named it, the owner gave it or less. */
const Terms = z.object({
  methods: z.array(AccessMethod),
  /** Downloads and data jobs in all; null: as many as they like. */
  uses: z.number().int().nullable(),
  used: z.number().int(),
});
export const AccessRequest = z.object({
  id: Id,
  dataset: z.object({ id: Id, title: Title }),
  organisation: OrganisationRef.extend({ verified: z.boolean() }),
  /** Whose group the asker belongs to, for whoever decides and for the lab. */
  group: ControlGroup.nullable(),
  scope: AccessScope,
  purposeKind: PurposeKind,
  methods: z.array(AccessMethod),
  purpose: z.string(),
  until: Day,
  status: z.enum(accessRequestMachine.statuses),
  remark: z.string().nullable(),
  createdAt: Instant,
  grant: Terms.extend({ id: Id, status: z.enum(grantMachine.statuses), expires: Day }).nullable(),
  allowed: Allowed,
});
export type AccessRequest = z.infer<typeof AccessRequest>;
export const requestAccess = defineRoute({
  name: 'access_request.create',
  method: 'POST',
  status: 201,
  path: '/datasets/:id/access-requests',
  access: 'access_request.create',
  params: ById,
  body: z.object({
    purpose: z.string().trim().min(10).max(5_000),
    until: Day,
    scope: AccessScope.default('compute'),
    purposeKind: PurposeKind.default('development'),
    methods: z
      .array(AccessMethod)
      .min(1)
      .max(accessMethods.length)
      .default([...usualMethods]),
  }),
  reply: z.object({ id: Id }),
});
/** Requests of the reader's own organisation and those that wait for it as the owner. */
export const listAccessRequests = defineRoute({
  name: 'access_request.browse',
  method: 'GET',
  path: '/access-requests',
  access: 'signed_in',
  query: ListQuery.extend({ datasetId: Id.optional(), status: z.string().max(20).optional() }),
  reply: pageOf(AccessRequest),
});
const Approval = Remark.extend({
  methods: z.array(AccessMethod).min(1).max(accessMethods.length).optional(),
  uses: z.number().int().min(1).max(100_000).optional(),
});
const requestDeed = deedsOf('access_request', '/access-requests/:id');
export const accessRequestDeeds = {
  /** The owner may give less than was asked for. Errors: `invalid_input` for a method nobody asked for. */
  approve: deedsOf('access_request', '/access-requests/:id')('approve', Approval),
  refuse: requestDeed('refuse', Reason),
  ask_info: requestDeed('ask_info', Reason),
  give_info: requestDeed('give_info', Reason),
  withdraw: requestDeed('withdraw', Remark),
};
export const revokeGrant = defineRoute({
  name: 'grant.revoke',
  method: 'POST',
  path: '/grants/:id/revoke',
  access: 'grant.revoke',
  params: ById,
  body: Reason,
  reply: 'none',
});

/** The contract behind a grant as ODRL 2.2 (JSON-LD), for both sides and the lab. */
export const readContract = defineRoute({
  name: 'grant.contract',
  method: 'GET',
  path: '/grants/:id/contract',
  access: 'signed_in',
  params: ById,
  reply: 'stream',
});
