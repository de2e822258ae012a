import { z } from 'zod';
import { Inspection } from './algorithms.js';
import { Allowed, ById, Id, Instant, ListQuery, OrganisationRef, pageOf, Remark, Title } from './common.js';
import { dataJobMachine } from './data-jobs/data-job.machine.js';
import { deedsOf } from './deed.js';
import { outcomes } from './exam.js';
import { bodies, defineRoute } from './route.js';

export const dataJobStatuses = dataJobMachine.statuses;
export const DataJobStatus = z.enum(dataJobStatuses);
export type DataJobStatus = z.infer<typeof DataJobStatus>;

/** An ONNX model reads no table of its own and writes no file, so it is no program of a job. */
export const jobKinds = ['bundle', 'wasm'] as const;
export const JobKind = z.enum(jobKinds);

const some = z.number().int();
/** What looking through a file found; counts, never a cell. */
export const OutputScan = z.object({
  /** `text`: looked through as it is; `unpacked`: after it was decoded or decompressed; `opaque`: nobody can say what is in it. */
  form: z.enum(['text', 'unpacked', 'opaque', 'empty']),
  lines: some,
  /** Rows of the input of which at least two telling values stand on one line. */
  rowsCopied: some,
  rowsLookedFor: some,
  /** Telling values of the input (those of at most five rows) that stand in the file. */
  valuesCopied: some,
  /** Whole numbers from 1 to 9, which may count few people. */
  smallCounts: some,
  /** Kinds of personal data and how many places. */
  personal: z.record(z.string(), some),
  /** So many rows of the input would find room in it, compressed. */
  roomForRows: some,
});
export type OutputScan = z.infer<typeof OutputScan>;

export const outputDecisions = ['held', 'released', 'refused'] as const;
export const JobOutput = z.object({
  number: some,
  kind: z.enum(['file', 'log']),
  decision: z.enum(outputDecisions),
  /** Why it was refused. */
  reason: z.string().nullable(),
  /** Names are chosen by the program, so the grantee sees none but of what was released. */
  name: z.string().nullable(),
  bytes: some.nullable(),
  scan: OutputScan.nullable(),
  taken: z.boolean(),
});
export type JobOutput = z.infer<typeof JobOutput>;

export const DataJob = z.object({
  id: Id,
  title: z.string(),
  dataset: z.object({ id: Id, title: Title }),
  version: z.string(),
  grantee: OrganisationRef,
  owner: OrganisationRef,
  status: DataJobStatus,
  kind: JobKind,
  fileName: z.string(),
  /** What is computed. */
  purpose: z.string(),
  /** Which files are asked to be released, and what they hold. */
  wants: z.string(),
  createdAt: Instant,
  startedAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  decidedAt: Instant.nullable(),
  progress: z.object({ stage: z.enum(['preparing', 'executing', 'scanning']) }).nullable(),
  /** Jobs before it in turn, while it is queued. */
  ahead: some.nullable(),
  outcome: z.enum(outcomes).nullable(),
  /** Rows the program was handed. Of data to be computed on only, two significant figures for the grantee. */
  rows: some.nullable(),
  problems: Inspection.shape.problems,
  files: some,
  allowed: Allowed,
});
export type DataJob = z.infer<typeof DataJob>;

export const listDataJobs = defineRoute({
  name: 'data_job.browse',
  method: 'GET',
  path: '/data-jobs',
  access: 'signed_in',
  query: ListQuery.extend({
    datasetId: Id.optional(),
    status: DataJobStatus.optional(),
    /** `own`: submitted by the reader's organisation; `data`: on its data. */
    side: z.enum(['own', 'data']).optional(),
  }),
  reply: pageOf(DataJob),
});
export const readDataJob = defineRoute({
  name: 'data_job.read',
  method: 'GET',
  path: '/data-jobs/:id',
  access: 'signed_in',
  params: ById,
  reply: DataJob.extend({
    outputs: z.array(JobOutput),
    /** Versions of algorithms that are, or are said to be made of, what was released. */
    became: z.array(
      z.object({
        number: some,
        proven: z.boolean(),
        algorithmId: Id,
        title: Title,
        label: z.string(),
        at: Instant,
      }),
    ),
  }),
});
/**
 * Runs a program on the open rows of a version, under the organisation's grant. The program is an upload of purpose
 * `artifact`; it finds `/in/rows.jsonl` and `/in/columns.json` and writes to `/out`. Errors: `grant_missing`,
 * `quota_exhausted`, `rows_withheld` where the rows no exam hides cannot be told apart.
 */
export const submitDataJob = defineRoute({
  name: 'data_job.submit',
  method: 'POST',
  status: 201,
  path: '/dataset-versions/:id/data-jobs',
  access: 'data_job.submit',
  params: ById,
  bodyBytes: bodies.card,
  body: z.object({
    title: z.string().trim().min(1).max(120),
    kind: JobKind,
    uploadId: Id,
    purpose: z.string().trim().min(10).max(5_000),
    wants: z.string().trim().min(10).max(5_000),
  }),
  reply: z.object({ id: Id }),
});
const deed = deedsOf('data_job', '/data-jobs/:id');
export const dataJobDeeds = { cancel: deed('cancel', Remark) };

export const mostJobOutputs = 64;
/** The data's owner says of every held output whether it goes out. A refusal has its reason. */
export const decideDataJob = defineRoute({
  name: 'data_job.decide',
  method: 'PUT',
  path: '/data-jobs/:id/decision',
  access: 'data_job.decide',
  params: ById,
  body: z.object({
    decisions: z
      .array(
        z
          .object({
            number: z.number().int().min(1).max(1_000),
            release: z.boolean(),
            reason: z.string().trim().min(1).max(2_000).optional(),
          })
          .refine(({ release, reason }) => release || reason !== undefined, {
            error: 'reason_missing',
            path: ['reason'],
          }),
      )
      .min(1)
      .max(mostJobOutputs + 1),
  }),
  reply: 'none',
});
/** The owner looks at what is held; the grantee takes what was released, which is a line of the use log. */
export const readJobOutput = defineRoute({
  name: 'data_job.output',
  method: 'GET',
  path: '/data-jobs/:id/outputs/:number',
  access: 'signed_in',
  params: ById.extend({ number: z.coerce.number().int().min(1).max(1_000) }),
  reply: 'stream',
});

export const dataJobRoutes = [
  listDataJobs,
  readDataJob,
  submitDataJob,
  decideDataJob,
  readJobOutput,
  ...Object.values(dataJobDeeds),
];
