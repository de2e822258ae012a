import { z } from 'zod';
import { Id, Instant, OrganisationRef, Title } from './common.js';
import { TaskKind } from './metrics.js';
import { defineRoute } from './route.js';
import { Field } from './taxonomies.js';

/**
 * What is public of a certified program on one district's data. `transferred`: tried there for an adoption;
 * `measured`: tried there and not certified; `untried`: no result is public.
 */
const matrixStates = ['certified', 'watch', 'transferred', 'measured', 'untried'] as const;
export const MatrixState = z.enum(matrixStates);
export type MatrixState = z.infer<typeof MatrixState>;

/**
 * What stands between an untried pair and a result. `test`: nothing, it can be tried today; `columns`: the data
 * lack what the program reads; `closed`: the exam is not open.
 */
const matrixGaps = ['test', 'columns', 'closed'] as const;
const MatrixGap = z.enum(matrixGaps);

export const MatrixColumn = z.object({
  benchmarkId: Id,
  /** The version its figures are of: the newest open one, else the newest. */
  versionId: Id,
  number: z.number().int(),
  open: z.boolean(),
  title: Title,
  department: OrganisationRef,
  field: Field.nullable(),
  region: z.string().nullable(),
  /** The need it tests, where that is public. */
  scenarioId: Id.nullable(),
  dataset: z.object({ title: Title, rows: z.number().int().nullable() }).nullable(),
  metric: z.string(),
  /** Of the metric on the whole of the rows, where the plan asks one. */
  threshold: z.number().nullable(),
  certified: z.number().int(),
});
export type MatrixColumn = z.infer<typeof MatrixColumn>;

export const MatrixCell = z.object({
  benchmarkId: Id,
  state: MatrixState,
  value: z.number().nullable(),
  lower: z.number().nullable(),
  upper: z.number().nullable(),
  /** As on the exam's scoreboard; null where it was not compared. */
  tier: z.number().int().nullable(),
  verdict: z.string().nullable(),
  certificate: z.string().nullable(),
  reportId: Id.nullable(),
  /** Of another version of the exam, on other rows: its figure is not compared with the column's. */
  earlier: z.number().int().nullable(),
  gap: MatrixGap.nullable(),
  /** Columns the data lack, of a gap of that kind. */
  missing: z.array(z.string()),
});
export type MatrixCell = z.infer<typeof MatrixCell>;

export const MatrixRow = z.object({
  versionId: Id,
  label: z.string(),
  /** A certificate outlives its algorithm's place in the catalogue: only a listed one has a page for everybody. */
  algorithm: z.object({ id: Id, title: Title, listed: z.boolean() }),
  vendor: OrganisationRef,
  /** On how many of the columns it is certified. */
  certified: z.number().int(),
  /** A published case under its names that an adoption can be asked from. */
  caseId: Id.nullable(),
  /** One for each column, in their order. */
  cells: z.array(MatrixCell),
});
export type MatrixRow = z.infer<typeof MatrixRow>;

export const IndustryMatrix = z.object({
  at: Instant,
  /** Null of a lab where nothing is certified. */
  task: TaskKind.nullable(),
  /** Every task in which anything is certified, the fullest first. */
  tasks: z.array(z.object({ task: TaskKind, programs: z.number().int() })),
  columns: z.array(MatrixColumn),
  rows: z.array(MatrixRow),
  /** Of how many the shown ones are. */
  total: z.object({ columns: z.number().int(), rows: z.number().int() }),
  counts: z.object({ certified: z.number().int(), tried: z.number().int(), gaps: z.number().int() }),
});
export type IndustryMatrix = z.infer<typeof IndustryMatrix>;

const chosen = { task: TaskKind.optional(), field: Field.optional() };
/** Certified programs by departments' data. Counted of what is public alone, so that everybody reads the same. */
export const readMatrix = defineRoute({
  name: 'industry.matrix',
  method: 'GET',
  path: '/industry/matrix',
  access: 'public',
  query: z.object(chosen),
  reply: IndustryMatrix,
});
export const downloadMatrix = defineRoute({
  name: 'industry.matrix_csv',
  method: 'GET',
  path: '/industry/matrix.csv',
  access: 'public',
  query: z.object({ ...chosen, lang: z.enum(['zh', 'en']).default('zh') }),
  reply: 'stream',
});

export const matrixRoutes = [readMatrix, downloadMatrix];
