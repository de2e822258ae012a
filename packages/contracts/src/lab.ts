import { z } from 'zod';
import { Case, CaseRow } from './cases.js';
import { Certificate } from './certificates.js';
import { Id, Instant, OrganisationRef, Title } from './common.js';
import { defineRoute } from './route.js';
import { ScenarioRow } from './scenarios.js';
import { SolutionRow } from './solutions.js';
import { Stage } from './taxonomies.js';

/** One row of a thing's history. */
export const Happening = z.object({
  id: Id,
  at: Instant,
  thing: z.string(),
  thingId: Id,
  /** Named by what became true: `run.queued`, translated as `event.<name>`. */
  event: z.string(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  actor: z.string().nullable(),
  organisation: OrganisationRef.nullable(),
  remark: z.string().nullable(),
});
export type Happening = z.infer<typeof Happening>;

export const things = [
  'organisation',
  'solution',
  'algorithm',
  'algorithm_version',
  'dataset',
  'dataset_version',
  'scenario',
  'access_request',
  'grant',
  'benchmark_version',
  'engagement',
  'run',
  'certificate',
  'pilot',
  'case',
  'replication',
  'edition',
  'call',
  'data_job',
  'data_request',
  'joint_need',
  'catalogue_source',
  'ticket',
  'badge',
  'camp',
  'trainee',
  'meeting_seat',
] as const;
export const Thing = z.enum(things);
export type Thing = z.infer<typeof Thing>;

export const readTimeline = defineRoute({
  name: 'event.timeline',
  method: 'GET',
  path: '/timeline/:thing/:id',
  access: 'public',
  params: z.object({ thing: Thing, id: Id }),
  reply: z.array(Happening),
});
/**
 * Server-sent events. `things` are `thing:id` pairs the reader may see; each change of one is sent as
 * `{thing, id, event}`, to be read anew through its own route. `*` sends all the reader may see. An event of
 * type `resync` says that changes may have been missed: everything shown is to be read anew.
 */
export const live = defineRoute({
  name: 'event.live',
  method: 'GET',
  path: '/live',
  access: 'signed_in',
  query: z.object({ things: z.string().max(4_000).default('*') }),
  reply: 'stream',
});

export const InboxItem = z.object({
  thing: Thing,
  id: Id,
  /** What the thing's page is addressed by: a benchmark's id, a certificate's number, else the thing's own id. */
  page: z.string(),
  title: Title,
  /** The deed that is waited for, e.g. `review.approve`. */
  waitsFor: z.string(),
  since: Instant,
  due: Instant.nullable(),
});
/** What waits for the reader, of everything or of one thing. */
export const readInbox = defineRoute({
  name: 'inbox.read',
  method: 'GET',
  path: '/inbox',
  access: 'signed_in',
  query: z.object({ thing: Thing.optional(), id: Id.optional() }),
  reply: z.array(InboxItem),
});

/** Whose midnight the lab's days, deadlines and pilots begin and end at. */
export const readDays = defineRoute({
  name: 'lab.days',
  method: 'GET',
  path: '/lab/days',
  access: 'public',
  reply: z.object({ timeZone: z.string() }),
});

/** What the front page tells from need to adoption, all of it public. Without a case: how far a certificate came. */
export const Story = z.object({
  case: CaseRow.extend({ numbers: Case.shape.numbers }).nullable(),
  scenario: Case.shape.scenario,
  solution: Case.shape.solution,
  certificate: Certificate.nullable(),
});
export type Story = z.infer<typeof Story>;

export const readShowcase = defineRoute({
  name: 'showcase.read',
  method: 'GET',
  path: '/showcase',
  access: 'public',
  reply: z.object({
    counts: z.object({
      solutions: z.number().int(),
      algorithms: z.number().int(),
      datasets: z.number().int(),
      scenarios: z.number().int(),
      benchmarks: z.number().int(),
      runs: z.number().int(),
      /** Those in force; watched ones have a list of their own. */
      certificates: z.number().int(),
      cases: z.number().int(),
      organisations: z.number().int(),
      pilots: z.number().int(),
      replications: z.number().int(),
    }),
    funnel: z.array(z.object({ stage: Stage, engagements: z.number().int() })),
    fields: z.array(
      z.object({ field: z.string(), scenarios: z.number().int(), solutions: z.number().int() }),
    ),
    /** Needs on show by region, as the needs' list counts them. */
    regions: z.array(z.object({ region: z.string(), scenarios: z.number().int() })),
    story: Story.nullable(),
    certificates: z.array(Certificate),
    scenarios: z.array(ScenarioRow),
    solutions: z.array(SolutionRow),
    cases: z.array(CaseRow),
  }),
});

export const sandboxReason = z.object({
  code: z.string(),
  zh: z.string(),
  en: z.string(),
  remedy: z.object({ zh: z.string(), en: z.string() }),
});
/** Whether code can be run here now, and if not, why and how to mend it. */
export const readSandboxState = defineRoute({
  name: 'sandbox.read',
  method: 'GET',
  path: '/sandbox',
  access: 'public',
  reply: z.object({
    available: z.boolean(),
    level: z.enum(['hardened', 'basic']).nullable(),
    cgroup: z.string().nullable(),
    workers: z.number().int(),
    reasons: z.array(sandboxReason),
  }),
});

/** A benchmark that could not be sealed is a draft again, and is sealed from its own page. */
export const givenUpJobs = [
  'inspect-artifact',
  'profile-dataset',
  'profile-open-rows',
  'prepare-download',
  'compare-runs',
  'issue-report',
  'watch-certificate',
  'sign-acceptance',
  'write-edition',
] as const;
export const GivenUpJob = z.enum(givenUpJobs);
export type GivenUpJob = z.infer<typeof GivenUpJob>;

export const readConsole = defineRoute({
  name: 'lab.read_console',
  method: 'GET',
  path: '/lab/console',
  access: 'lab.read_console',
  reply: z.object({
    paused: z.boolean(),
    workers: z.array(
      z.object({
        id: z.string(),
        roles: z.array(z.string()),
        slots: z.number().int(),
        busy: z.number().int(),
        level: z.string().nullable(),
        sandbox: z.string(),
        reasons: z.array(sandboxReason),
        startedAt: Instant,
        seenAt: Instant,
        alive: z.boolean(),
      }),
    ),
    backlog: z.array(
      z.object({
        vendor: OrganisationRef,
        queued: z.number().int(),
        running: z.number().int(),
        oldest: Instant.nullable(),
      }),
    ),
    phases: z.record(z.string(), z.number().int()),
    failures: z.array(z.object({ kind: z.string(), count: z.number().int() })),
    deliveries: z.object({ pending: z.number().int(), oldest: Instant.nullable() }),
    /** Jobs that failed too often and wait for the lab's word. */
    givenUp: z.array(z.object({ job: GivenUpJob, thingId: Id, detail: z.string().nullable(), at: Instant })),
  }),
});
/** One of them is begun again, from nothing. Errors: `not_found` where it has not been given up. */
export const retryJob = defineRoute({
  name: 'lab.retry_job',
  method: 'POST',
  path: '/lab/console/retry',
  access: 'lab.retry_job',
  body: z.object({ job: GivenUpJob, thingId: Id }),
  reply: 'none',
});
export const pauseQueue = defineRoute({
  name: 'lab.pause_queue',
  method: 'POST',
  path: '/lab/console/pause',
  access: 'lab.pause_queue',
  body: z.object({ paused: z.boolean() }),
  reply: 'none',
});

export const labRoutes = [
  readTimeline,
  live,
  readInbox,
  readDays,
  readShowcase,
  readSandboxState,
  readConsole,
  pauseQueue,
  retryJob,
];
