import { z } from 'zod';
import { benchmarkVersionMachine } from './benchmarks/benchmark-version.machine.js';
import {
  Allowed,
  ById,
  Id,
  Instant,
  ListQuery,
  OrganisationRef,
  pageOf,
  Reason,
  Remark,
  Sha256,
  Title,
  textOf,
} from './common.js';
import { ColumnEntry } from './datasets.js';
import { deedsOf } from './deed.js';
import { Limits, TaskFile } from './exam.js';
import { Criterion, MetricId, NewCriterion, TaskKind } from './metrics.js';
import { bodies, defineRoute } from './route.js';
import { Subject } from './scenarios.js';
import { Field } from './taxonomies.js';

export const splits = ['sample', 'validation', 'hidden'] as const;
export const Split = z.enum(splits);
export type Split = z.infer<typeof Split>;

/** What is drawn anew when an interval is computed; series refuse `row`. `duration` is ISO 8601, e.g. `P7D`. */
export const ResamplingUnit = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('row') }),
  z.object({ kind: z.literal('group'), column: z.string().max(200) }),
  z.object({ kind: z.literal('block'), duration: z.string().max(20) }),
]);
export type ResamplingUnit = z.infer<typeof ResamplingUnit>;

export const Forecast = z.object({
  time: z.string().max(200),
  /** ISO 8601 duration of one step: `PT1H`, `P1D`. */
  frequency: z.string().max(20),
  horizon: z.number().int().min(1).max(1_000),
  /** Steps between two origins. */
  every: z.number().int().min(1).max(1_000),
  seasonality: z.number().int().min(1).max(10_000),
});
export type Forecast = z.infer<typeof Forecast>;

export const baselineKinds = ['majority', 'mean', 'persistence', 'seasonal_naive'] as const;

/** The test plan itself; pinned when the version is sealed. */
export const Plan = z.object({
  task: TaskKind,
  datasetVersionId: Id,
  target: z.string().max(200),
  positive: z.string().max(200).nullable().default(null),
  features: z.array(z.string().max(200)).min(1).max(2_000),
  slices: z.array(z.string().max(200)).max(10).default([]),
  metrics: z.array(MetricId).min(1).max(40),
  criteria: z.array(Criterion).max(20),
  resamplingUnit: ResamplingUnit,
  forecast: Forecast.nullable().default(null),
  limits: Limits,
  /** Certifying looks per control group and hidden-split digest. */
  looks: z.number().int().min(1).max(10).default(3),
  baseline: z.enum(baselineKinds),
  /** Why a quick model's nearly perfect score is no leak; asked for by sealing, printed where the exam's limits are. */
  leakAnswer: z.string().trim().min(10).max(2_000).optional(),
  /** The department opens an exam that a program as good as it hopes for would pass in fewer than 4 of 5 cases. */
  powerAnswer: z.string().trim().min(10).max(2_000).optional(),
  /** What parts of the rows are called, by the dictionary of the data; written by the lab. */
  partNames: z
    .array(z.object({ column: z.string().max(200), value: z.string().max(200), says: textOf(80) }))
    .max(1_000)
    .optional(),
});
export type Plan = z.infer<typeof Plan>;
/** As it is written: thresholds that decide nothing are refused at their field, not at sealing. */
const SavePlan = Plan.extend({ criteria: z.array(NewCriterion).max(20) });

/** A column that programs are given; `gaps`: cells of it may be empty. */
export const SealedColumn = ColumnEntry.extend({ gaps: z.boolean().optional() });
export type SealedColumn = z.infer<typeof SealedColumn>;

/**
 * Largest chance that one of so many independent tries passes although none is better than the threshold: each does
 * in 0.05 / looks of cases.
 */
export const chanceByLuck = (tries: number, looks: number): number => 1 - (1 - 0.05 / looks) ** tries;

export const PackRef = z.object({
  split: Split,
  rows: z.number().int(),
  executions: z.number().int(),
  digest: Sha256,
});

/** Where an exam asks something else than its need. */
export const NeedDifference = z.object({
  criterion: z.string(),
  kind: z.enum(['dropped', 'added', 'changed']),
  parts: z.array(z.enum(['metric', 'direction', 'threshold', 'unit', 'slice', 'must'])),
  need: Criterion.nullable(),
  exam: Criterion.nullable(),
});
export type NeedDifference = z.infer<typeof NeedDifference>;

export const BenchmarkVersion = z.object({
  id: Id,
  benchmarkId: Id,
  number: z.number().int(),
  status: z.enum(benchmarkVersionMachine.statuses),
  plan: Plan,
  columns: z.array(SealedColumn),
  packs: z.array(PackRef),
  digest: Sha256.nullable(),
  /** Why sealing was refused: codes with places, translated as `sealing.<code>`. */
  problems: z.array(z.object({ code: z.string(), place: z.string(), detail: z.string() })),
  baselineResult: z
    .object({
      metrics: z.array(z.object({ metric: z.string(), value: z.number() })),
      /** Smallest number of resampling units with which each criterion can pass at all. */
      needed: z.array(
        z.object({
          criterion: z.string(),
          units: z.number().int().nullable(),
          have: z.number().int(),
          /** Chance to pass of a program better than the threshold by the criterion's margin; where it can be told. */
          power: z.number().nullish(),
          /** Units with which that chance is 80 %; null: no number suffices. */
          unitsForPower: z.number().int().nullish(),
        }),
      ),
    })
    .nullable(),
  /** The sample is a synthetic twin: no row of it is real, its truth neither, and it needs nobody's grant. */
  twin: z.object({ method: z.string(), seed: z.string() }).nullable(),
  truthPublic: z.boolean(),
  /** Why the data it is made of should not be used any more; null while they stand. */
  dataWarning: z
    .object({ status: z.enum(['deprecated', 'retired']), reason: z.string().nullable() })
    .nullable(),
  /** How it differs from its need, and what the department says to that; null where it has none the reader may see. */
  need: z
    .object({
      differences: z.array(NeedDifference),
      agreed: z.object({ at: Instant, reason: z.string() }).nullable(),
    })
    .nullable(),
  openedAt: Instant.nullable(),
  allowed: Allowed,
});
export type BenchmarkVersion = z.infer<typeof BenchmarkVersion>;

export const ScoreboardRow = z.object({
  runId: Id.nullable(),
  algorithm: z.object({ id: Id, title: Title }).nullable(),
  vendor: OrganisationRef.nullable(),
  /** Null until the run has been compared in pairs with the others, and where it cannot be. */
  tier: z.number().int().nullable(),
  metric: z.string(),
  value: z.number(),
  lower: z.number().nullable(),
  upper: z.number().nullable(),
  verdict: z.string(),
  certificate: z.string().nullable(),
  /** The report, where it is public. */
  reportId: Id.nullable(),
  cpuSeconds: z.number().nullable(),
  baseline: z.boolean(),
});

export const BenchmarkRow = z.object({
  id: Id,
  title: Title,
  owner: OrganisationRef,
  /** With what it is about, in the need's own words: criteria are told with them. */
  scenario: z.object({ id: Id, title: Title, subject: Subject.nullable() }).nullable(),
  field: Field.nullable(),
  task: TaskKind,
  status: z.string(),
  versionId: Id,
  criteria: z.array(Criterion),
  runs: z.number().int(),
  rows: z.number().int().nullable(),
  truthPublic: z.boolean(),
  updatedAt: Instant,
});
export type BenchmarkRow = z.infer<typeof BenchmarkRow>;
export const Benchmark = BenchmarkRow.extend({
  dataset: z.object({ id: Id, title: Title, accessMode: z.string() }),
  versions: z.array(BenchmarkVersion),
  scoreboard: z.array(ScoreboardRow),
  /** The reader's own standing: what submitting a hidden run would need. */
  mine: z
    .object({
      looksUsed: z.number().int(),
      looks: z.number().int(),
      grant: z.enum(['not_needed', 'active', 'missing']),
    })
    .nullable(),
  allowed: Allowed,
});
export type Benchmark = z.infer<typeof Benchmark>;

export const listBenchmarks = defineRoute({
  name: 'benchmark.browse',
  method: 'GET',
  path: '/benchmarks',
  access: 'public',
  query: ListQuery.extend({
    task: TaskKind.optional(),
    status: z.string().max(20).optional(),
    mine: z.enum(['true']).optional(),
  }),
  reply: pageOf(BenchmarkRow),
});
export const readBenchmark = defineRoute({
  name: 'benchmark.read',
  method: 'GET',
  path: '/benchmarks/:id',
  access: 'public',
  params: ById,
  reply: Benchmark,
  versioned: true,
});
/** A benchmark without a scenario (the lab's own), or a further version of one (`benchmarkId`). */
export const createBenchmark = defineRoute({
  name: 'benchmark.create',
  method: 'POST',
  status: 201,
  path: '/benchmarks',
  access: 'benchmark.create',
  bodyBytes: bodies.card,
  body: z.object({
    title: Title,
    scenarioId: Id.nullable().default(null),
    benchmarkId: Id.nullable().default(null),
    plan: SavePlan,
  }),
  reply: z.object({ benchmarkId: Id, benchmarkVersionId: Id }),
});
/** The department's word for an exam that asks something else than its need; it holds for the difference as it stands. */
export const agreeToDifference = defineRoute({
  name: 'benchmark.agree',
  method: 'POST',
  path: '/benchmark-versions/:id/agree',
  access: 'benchmark.agree',
  params: ById,
  body: Reason,
  reply: 'none',
});
export const editBenchmark = defineRoute({
  name: 'benchmark.edit',
  method: 'PUT',
  path: '/benchmark-versions/:id',
  access: 'benchmark.edit',
  params: ById,
  bodyBytes: bodies.card,
  body: z.object({ title: Title.optional(), plan: SavePlan }),
  reply: 'none',
  versioned: true,
});
const deed = deedsOf('benchmark', '/benchmark-versions/:id');
export const benchmarkDeeds = {
  seal: deed('seal', Remark),
  close: deed('close', Reason),
  retire: deed('retire', Reason),
};

/** The published sample, real or a synthetic twin (`twin`): task.json, inputs and truth of the sample split, as a zip, for the vendor's own desk. */
export const downloadSample = defineRoute({
  name: 'benchmark.sample',
  method: 'GET',
  path: '/benchmark-versions/:id/sample.zip',
  access: 'signed_in',
  params: ById,
  reply: 'stream',
});
/** The task as a program will find it at /in/task.json. */
export const readTask = defineRoute({
  name: 'benchmark.task',
  method: 'GET',
  path: '/benchmark-versions/:id/task',
  access: 'public',
  params: ById,
  reply: TaskFile,
});

export const benchmarkRoutes = [
  listBenchmarks,
  readBenchmark,
  createBenchmark,
  editBenchmark,
  agreeToDifference,
  downloadSample,
  readTask,
  ...Object.values(benchmarkDeeds),
];
