import { z } from 'zod';
import {
  Allowed,
  ById,
  Id,
  Instant,
  ListQuery,
  OrganisationRef,
  Prose,
  pageOf,
  Reason,
  Remark,
  Title,
} from './common.js';
import { deedsOf } from './deed.js';
import { replicationMachine } from './replications/replication.machine.js';
import { bodies, defineRoute } from './route.js';
import { RunRow } from './runs.js';
import { Field } from './taxonomies.js';

export const failureReasons = [
  'data',
  'environment',
  'integration',
  'performance',
  'cost',
  'organisation',
  'regulation',
  'other',
] as const;

export const CaseRow = z.object({
  id: Id,
  title: Title,
  outcome: z.enum(['accepted', 'failed']),
  reasonCode: z.enum(failureReasons).nullable(),
  field: Field.nullable(),
  region: z.string().nullable(),
  department: OrganisationRef.nullable(),
  vendor: OrganisationRef.nullable(),
  published: z.boolean(),
  replications: z.number().int(),
  updatedAt: Instant,
});
export type CaseRow = z.infer<typeof CaseRow>;
export const leakKinds = ['organisation', 'person', 'site', 'title', 'amount', 'contact'] as const;
export type LeakKind = (typeof leakKinds)[number];
/** Something left in the words of a case without names that would tell whose it was. */
export const CaseLeak = z.object({
  field: z.enum(['title', 'lesson']),
  language: z.enum(['zh', 'en']),
  kind: z.enum(leakKinds),
  /** Its place in the text, in UTF-16 units; `text` as it stands there. */
  start: z.number().int(),
  text: z.string(),
});
export type CaseLeak = z.infer<typeof CaseLeak>;
export const Case = CaseRow.extend({
  lesson: Prose.nullable(),
  scenario: z.object({ id: Id, title: Title }).nullable(),
  solution: z.object({ id: Id, title: Title }).nullable(),
  pilotId: Id.nullable(),
  /** The numbers, copied when the pilot ended. */
  numbers: z.array(
    z.object({
      criterion: z.string(),
      name: Title,
      unit: z.string(),
      baseline: z.number().nullable(),
      target: z.number(),
      lab: z.number().nullable(),
      field: z.number().nullable(),
      gap: z.number().nullable(),
      observations: z.number().int(),
    }),
  ),
  certificate: z.string().nullable(),
  /** It is published without names. */
  anonymous: z.boolean(),
  /** Of a case without names that is not published yet, for whoever may write or publish it. */
  leaks: z.array(CaseLeak),
  replicationList: z.array(z.object({ id: Id, adopter: OrganisationRef, status: z.string() })),
  allowed: Allowed,
});
export type Case = z.infer<typeof Case>;

export const listCases = defineRoute({
  name: 'case.browse',
  method: 'GET',
  path: '/cases',
  access: 'public',
  query: ListQuery.extend({
    outcome: z.enum(['accepted', 'failed']).optional(),
    reasonCode: z.enum(failureReasons).optional(),
    field: Field.optional(),
  }),
  reply: pageOf(CaseRow),
});
/** A case worth reading before one begins something like it. */
export const CaseToRead = CaseRow.pick({
  id: true,
  title: true,
  outcome: true,
  reasonCode: true,
  field: true,
}).extend({
  /** The beginning of its lesson. */
  lesson: Title.nullable(),
  /** Likeness of the words, 0 to 1; null where only the field is the same. */
  likeness: z.number().nullable(),
});
export type CaseToRead = z.infer<typeof CaseToRead>;
/** Published cases nearest to what is being written, failed ones first; of the same field where words are few. */
export const similarCases = defineRoute({
  name: 'case.similar',
  method: 'POST',
  path: '/cases-similar',
  access: 'signed_in',
  body: z.object({ text: z.string().trim().max(5_000), field: Field.nullable().default(null) }),
  reply: z.array(CaseToRead),
});
export const readCase = defineRoute({
  name: 'case.read',
  method: 'GET',
  path: '/cases/:id',
  access: 'public',
  params: ById,
  reply: Case,
  versioned: true,
});
export const writeCase = defineRoute({
  name: 'case.write',
  method: 'PUT',
  path: '/cases/:id',
  access: 'case.write',
  params: ById,
  bodyBytes: bodies.card,
  body: z.object({
    title: Title,
    lesson: Prose,
    reasonCode: z.enum(failureReasons).nullable(),
    anonymous: z.boolean().default(false),
  }),
  reply: 'none',
  versioned: true,
});
export const publishCase = defineRoute({
  name: 'case.publish',
  method: 'POST',
  path: '/cases/:id/publish',
  access: 'case.publish',
  params: ById,
  /** Words that tell whose it was may stay with a reason. Errors: `names_left`. */
  body: Remark,
  reply: 'none',
});

export const ReplicationStatus = z.enum(replicationMachine.statuses);
export const Replication = z.object({
  id: Id,
  status: ReplicationStatus,
  /** Of what worked in another lab: the pack it came in, by the id it has here. */
  case: z.object({ id: Id, title: Title }),
  foreignPackId: Id.nullable(),
  adopter: OrganisationRef,
  /** Null to the adopter of a case without names until department and vendor agreed that it learns them. */
  vendor: OrganisationRef.nullable(),
  /** False while the case is without names and one of the two has not agreed yet. */
  namesTold: z.boolean(),
  /** The reader's own organisation has agreed. */
  namesAgreed: z.boolean(),
  purpose: z.string(),
  /** Differences between the origin and the adopter, stated by the adopter. */
  contextDifference: Prose.nullable(),
  /** The adopter's own benchmark the certified algorithm is run on. */
  benchmark: z.object({ id: Id, versionId: Id, title: Title }).nullable(),
  algorithmVersionId: Id.nullable(),
  transferRuns: z.array(RunRow),
  origin: z.array(z.object({ metric: z.string(), value: z.number() })),
  updatedAt: Instant,
  allowed: Allowed,
});
export type Replication = z.infer<typeof Replication>;
export const requestReplication = defineRoute({
  name: 'replication.request',
  method: 'POST',
  path: '/cases/:id/replications',
  access: 'replication.request',
  params: ById,
  body: z.object({ purpose: z.string().trim().min(10).max(5_000) }),
  reply: z.object({ id: Id }),
});
export const listReplications = defineRoute({
  name: 'replication.browse',
  method: 'GET',
  path: '/replications',
  access: 'signed_in',
  query: ListQuery.extend({ status: ReplicationStatus.optional() }),
  reply: pageOf(Replication),
});
export const readReplication = defineRoute({
  name: 'replication.read',
  method: 'GET',
  path: '/replications/:id',
  access: 'signed_in',
  params: ById,
  reply: Replication,
});
export const assessReplication = defineRoute({
  name: 'replication.assess',
  method: 'POST',
  path: '/replications/:id/assess',
  access: 'replication.assess',
  params: ById,
  bodyBytes: bodies.card,
  body: z.object({ contextDifference: Prose }),
  reply: 'none',
});
/** Runs the case's certified algorithm version on the hidden split of the adopter's own benchmark. */
export const startTransferTest = defineRoute({
  name: 'replication.start_transfer_test',
  method: 'POST',
  path: '/replications/:id/transfer-test',
  access: 'replication.start_transfer_test',
  params: ById,
  body: z.object({ benchmarkVersionId: Id }),
  reply: z.object({ runId: Id }),
});
const deed = deedsOf('replication', '/replications/:id');
export const replicationDeeds = {
  tell_names: deed('tell_names', Remark),
  reassess: deed('reassess', Reason),
  adopt: deed('adopt', Remark),
  decline: deed('decline', Reason),
  withdraw: deed('withdraw', Reason),
};

export const caseRoutes = [
  listCases,
  similarCases,
  readCase,
  writeCase,
  publishCase,
  requestReplication,
  listReplications,
  readReplication,
  assessReplication,
  startTransferTest,
  ...Object.values(replicationDeeds),
];
