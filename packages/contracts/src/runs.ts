import { z } from 'zod';
import { Split } from './benchmarks.js';
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
import { Kinship } from './control-groups.js';
import { deedsOf } from './deed.js';
import { ArtifactKind, Defect, Outcome } from './exam.js';
import { Criterion, TaskKind } from './metrics.js';
import { defineRoute } from './route.js';
import { runMachine } from './runs/run.machine.js';
import { Subject } from './scenarios.js';

export const runStatuses = runMachine.statuses;
export const RunStatus = z.enum(runStatuses);
export type RunStatus = z.infer<typeof RunStatus>;
export const Verdict = z.enum(['pass', 'fail', 'inconclusive']);
export type Verdict = z.infer<typeof Verdict>;

export const Interval = z.object({
  lower: z.number(),
  upper: z.number(),
  /** Two-sided confidence level, e.g. 0.95. */
  level: z.number(),
  /** See `docs/verdicts.md`; the last three stand in results scored before bounds were made without resampling. */
  method: z.enum(['clopper_pearson', 'one_more_unit', 'quantile', 'constant', 'wilson', 'bca', 'percentile']),
});

/** A measured figure; on the whole split or on a slice of it. */
export const Figure = z.object({
  metric: z.string(),
  /** Version of the metric's code. */
  version: z.string(),
  slice: z
    .object({
      column: z.string(),
      value: z.string(),
      /** What the part is called by the dictionary of the data; absent in results scored before there were names. */
      says: textOf(80).optional(),
    })
    .nullable(),
  value: z.number().nullable(),
  /** Why there is no value, or which convention filled a hole in it; see `Issue` of metrics. */
  cause: z.string().nullish(),
  interval: Interval.nullable(),
  /** One-sided bounds at the level each criterion is tested at. */
  bounds: z.object({ lower: z.number(), upper: z.number(), alpha: z.number() }).nullable(),
  rows: z.number().int(),
  units: z.number().int(),
});
export type Figure = z.infer<typeof Figure>;

export const CriterionVerdict = z.object({
  criterion: Criterion,
  value: z.number().nullable(),
  interval: Interval.nullable(),
  bound: z.number().nullable(),
  verdict: Verdict,
  /**
   * Why it is inconclusive where the figure alone does not say: `too_few_units`, `too_few_effective_units`,
   * `too_few_of_class`, `heavy_tail`, `undefined_metric`, `no_interval`,
   * `miss_within_chance` (missed by its own bound, not by the one shared among the musts); of resources `level_basic` (no true figures) and `not_measured`.
   */
  note: z.string().nullable(),
});
export type CriterionVerdict = z.infer<typeof CriterionVerdict>;

/** What may be drawn of a result; series are short enough for a page. */
export const Plots = z.object({
  confusion: z
    .object({ classes: z.array(z.string()), counts: z.array(z.array(z.number().int())) })
    .nullable(),
  reliability: z
    .array(
      z.object({
        from: z.number(),
        to: z.number(),
        mean: z.number(),
        observed: z.number(),
        count: z.number().int(),
      }),
    )
    .nullable(),
  horizon: z.array(z.object({ step: z.number().int(), mae: z.number(), count: z.number().int() })).nullable(),
  residuals: z.array(z.object({ from: z.number(), to: z.number(), count: z.number().int() })).nullable(),
});
export type Plots = z.infer<typeof Plots>;

export const Resources = z.object({
  cpuSeconds: z.number(),
  peakMemoryBytes: z.number(),
  wallSeconds: z.number().nullable(),
  executions: z.number().int(),
  /** What reading the answer took beyond what any answer costs; billed with the program's own. */
  readingCpuSeconds: z.number().optional(),
});

export const Result = z.object({
  /** Null on a synthetic sample, where nothing is judged. */
  overall: Verdict.nullable(),
  criteria: z.array(CriterionVerdict),
  figures: z.array(Figure),
  plots: Plots.nullable(),
  baseline: z.array(z.object({ metric: z.string(), value: z.number() })),
  /** SHA-256 over the canonical JSON of the full result: equal for equal inputs. */
  digest: Sha256.nullable(),
});
export type Result = z.infer<typeof Result>;

export const Attempt = z.object({
  number: z.number().int(),
  startedAt: Instant,
  endedAt: Instant.nullable(),
  end: z.string().nullable(),
  worker: z.string(),
  level: z.string().nullable(),
});

export const RunRow = z.object({
  id: Id,
  number: z.number().int(),
  status: RunStatus,
  split: Split,
  outcome: Outcome.nullable(),
  verdict: Verdict.nullable(),
  algorithm: z.object({ id: Id, title: Title, versionId: Id, label: z.string(), kind: ArtifactKind }),
  benchmark: z.object({ id: Id, title: Title, versionId: Id, number: z.number().int(), task: TaskKind }),
  vendor: OrganisationRef,
  engagementId: Id.nullable(),
  certificate: z.string().nullable(),
  submittedAt: Instant,
  endedAt: Instant.nullable(),
  allowed: Allowed,
});
export type RunRow = z.infer<typeof RunRow>;

/** Why a look is not charged. `withdrawn`: cancelled in the queue, so that nothing was looked at. */
export const LookCause = z.enum([
  'platform_fault',
  'cancelled',
  'grant_missing',
  'not_started',
  'runtime_changed',
  'withdrawn',
]);
export const LookEntry = z.object({
  runId: Id,
  number: z.number().int(),
  vendor: OrganisationRef,
  status: RunStatus,
  charged: z.boolean(),
  cause: LookCause.nullable(),
  /** The lab has agreed to it. */
  excused: z.boolean(),
  at: Instant,
});
export type LookEntry = z.infer<typeof LookEntry>;

export const Run = RunRow.extend({
  /** What the exam's need is about, in its own words; null where it has none the reader may see. */
  subject: Subject.nullable(),
  /** `owner` sees all, `vendor` the rounded edition (validation.md §4); a sample run shows its vendor everything. */
  edition: z.enum(['owner', 'vendor', 'public']),
  /** Place in the queue (1 is next) and estimated start; null once started. */
  position: z.number().int().nullable(),
  estimatedStart: Instant.nullable(),
  progress: z.object({ stage: z.string(), done: z.number().int(), of: z.number().int() }).nullable(),
  attempts: z.array(Attempt),
  level: z.enum(['hardened', 'basic']).nullable(),
  runtime: z
    .object({
      name: z.string(),
      versions: z.record(z.string(), z.string()),
      digest: z.string(),
      source: z.string(),
    })
    .nullable(),
  resources: Resources.nullable(),
  defects: z.array(Defect),
  result: Result.nullable(),
  look: z
    .object({
      number: z.number().int(),
      of: z.number().int(),
      charged: z.boolean(),
      cause: LookCause.nullable(),
      excused: z.boolean(),
    })
    .nullable(),
  /** The whole account the look belongs to: control group, artifact, rows hidden. The lab's alone. */
  ledger: z.array(LookEntry).nullable(),
  /** Beside the ledger: the vendor's control group, and proposals about it that nobody has answered yet. */
  kinship: Kinship.nullable(),
  digests: z.object({ artifact: Sha256, pack: Sha256.nullable(), benchmark: Sha256.nullable() }),
  truthPublic: z.boolean(),
  /** A sample run on a synthetic twin: its figures say that the program runs, not how well. */
  synthetic: z.boolean(),
  priorAccess: z.boolean(),
  review: z
    .object({
      decision: z.string(),
      statement: z.string(),
      reviewer: z.string(),
      at: Instant,
      /** By somebody with a hand in the exam or the run, for want of another. */ alone: z.boolean(),
    })
    .nullable(),
  report: z.object({ id: Id, ready: z.boolean() }).nullable(),
  /** Its predictions can be had row by row (`run.answers`): only the data's owner and the lab see any. */
  answers: z.boolean().optional(),
  /** Which rows its exam keeps back can be had (`run.hidden_rows`), by the same. */
  hiddenRows: z.boolean().optional(),
  log: z.object({ stdout: z.string(), stderr: z.string(), truncated: z.boolean() }).nullable(),
  platformFault: z.string().nullable(),
});
export type Run = z.infer<typeof Run>;

export const submitRun = defineRoute({
  name: 'run.submit',
  method: 'POST',
  status: 201,
  path: '/runs',
  access: 'run.submit',
  body: z.object({
    algorithmVersionId: Id,
    benchmarkVersionId: Id,
    split: Split,
    engagementId: Id.nullable().default(null),
    /** The vendor has had this data before (an incumbent); printed on the report. */
    priorAccess: z.boolean().default(false),
  }),
  reply: RunRow,
});
/** What stands in the way of a run, without submitting it: named mismatches, grant, looks, wallet. */
export const preflightRun = defineRoute({
  name: 'run.preflight',
  method: 'POST',
  path: '/runs-preflight',
  access: 'run.submit',
  body: z.object({ algorithmVersionId: Id, benchmarkVersionId: Id, split: Split }),
  reply: z.object({
    ok: z.boolean(),
    problems: z.array(z.object({ code: z.string(), place: z.string(), detail: z.string() })),
    looks: z.object({ used: z.number().int(), of: z.number().int() }).nullable(),
    cost: z.number(),
    balance: z.number(),
  }),
});
export const listRuns = defineRoute({
  name: 'run.browse',
  method: 'GET',
  path: '/runs',
  access: 'signed_in',
  query: ListQuery.extend({
    status: RunStatus.optional(),
    split: Split.optional(),
    benchmarkId: Id.optional(),
    algorithmId: Id.optional(),
    engagementId: Id.optional(),
    waiting: z.enum(['true']).optional(),
    /** Those of the reader's own organisation. */
    mine: z.enum(['true']).optional(),
  }),
  reply: pageOf(RunRow),
});
export const readRun = defineRoute({
  name: 'run.read',
  method: 'GET',
  path: '/runs/:id',
  access: 'signed_in',
  params: ById,
  reply: Run,
});
/**
 * Predictions row by row of a run on a real split, as CSV: case, id, line of the original table, prediction, scores.
 * For the data's owner and the lab, who recompute every figure from them; a reading is noted.
 */
export const downloadAnswers = defineRoute({
  name: 'run.answers',
  method: 'GET',
  path: '/runs/:id/answers.csv',
  access: 'run.read_internal',
  params: ById,
  reply: 'stream',
});
/**
 * Which rows the exam of a run keeps back, as CSV: split, digest, id, case, line of the normalised table, and what marking
 * knows of a row but its answer. For the data's owner and the lab; a reading is noted.
 */
export const downloadHiddenRows = defineRoute({
  name: 'run.hidden_rows',
  method: 'GET',
  path: '/runs/:id/hidden-rows.csv',
  access: 'run.read_internal',
  params: ById,
  reply: 'stream',
});
const deed = deedsOf('run', '/runs/:id');
export const runDeeds = {
  cancel: deed('cancel', Remark),
  requeue: deed('requeue', Remark),
  rerun: deed('rerun', Remark),
  /** The rounded edition of its report becomes public; not to be undone. */
  publish: deed('publish', Remark),
  /** The lab agrees that an uncharged look counts for nothing. */
  allow_look: deedsOf('run', '/runs/:id')('allow_look', Reason),
};
const Statement = z.object({ statement: z.string().trim().min(10).max(10_000) });
const decide = deedsOf('review', '/runs/:id/review');
/** Approve means «properly conducted»; it is not the verdict. */
export const reviewDeeds = {
  approve: decide('approve', Statement),
  reject: decide('reject', Statement),
  ask_info: decide('ask_info', Statement),
  give_info: decide('give_info', Statement),
  /** Goes on without the answer that was asked for. */
  resume: decide('resume', Statement),
  appeal: decide('appeal', Statement),
  void: decide('void', Statement),
};
/** Moves a threshold over stored figures; for owner and reviewer, logged, never changes a verdict. */
export const whatIf = defineRoute({
  name: 'run.what_if',
  method: 'POST',
  path: '/runs/:id/what-if',
  access: 'run.what_if',
  params: ById,
  body: z.object({ criterion: z.string().max(40), threshold: z.number() }),
  reply: z.object({ verdict: Verdict, overall: Verdict }),
});

export const runRoutes = [
  submitRun,
  preflightRun,
  listRuns,
  readRun,
  whatIf,
  downloadAnswers,
  downloadHiddenRows,
  ...Object.values(runDeeds),
  ...Object.values(reviewDeeds),
];
