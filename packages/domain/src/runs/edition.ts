import { isResource } from '@scenario-lab/contracts/metrics';

/**
 * What its vendor, or the public, may see of a run on a hidden split: coarse enough that the figures carry no rows
 * out. The owner and lab edition is the result as it was scored.
 */

const mebibyte = 1024 * 1024;
const memoryStepMiB = 64;
/** Rows a slice needs before its figure is shown. */
export const sliceRows = 100;
const robustnessStep = 0.05;

export interface Interval {
  lower: number;
  upper: number;
}
export interface Slice {
  column: string;
  value: string;
}
export interface FigureRow {
  metric: string;
  slice: Slice | null;
  value: number | null;
  interval: Interval | null;
  /** One-sided bounds at the level of the test. */
  bounds: Interval | null;
  rows: number;
}
export interface CriterionRow {
  criterion: { metric: string; slice?: Slice | undefined };
  value: number | null;
  interval: Interval | null;
  bound: number | null;
}
export interface ScoredResult {
  criteria: CriterionRow[];
  figures: FigureRow[];
  plots: unknown;
  digest: string | null;
}

/**
 * The result in the vendor and public edition. Verdicts stay; figures are rounded and small or overlapping
 * slices left out; plots go, because their bins count rows, and so does the digest, because it would confirm
 * a guess at the unrounded figures.
 */
export function vendorResultOf<R extends ScoredResult>(result: R): R {
  const shown = shownSlices(result.figures);
  const figures = result.figures
    .filter(({ slice }) => slice === null || shown.has(keyOf(slice)))
    .map((row) => ({ ...row, ...coarseFigure(row), bounds: null }));
  const rows = Math.max(0, ...result.figures.filter(({ slice }) => slice === null).map((row) => row.rows));
  const criteria = result.criteria.map((row) => {
    const { metric, slice } = row.criterion;
    const visible = !slice || shown.has(keyOf(slice));
    const figure = !visible
      ? { value: null, interval: null }
      : isResource(metric)
        ? { value: coarseResource(metric, row.value, rows), interval: null }
        : coarseFigure(row);
    return { ...row, ...figure, bound: null };
  });
  return { ...result, criteria, figures, plots: null, digest: null };
}

/** CPU seconds to 2 significant figures, memory in bytes rounded up to 64 MiB, no wall time. */
export function vendorResourcesOf<
  R extends {
    cpuSeconds: number;
    peakMemoryBytes: number;
    wallSeconds: number | null;
    readingCpuSeconds?: number | undefined;
  },
>(resources: R): R {
  const { readingCpuSeconds: reading } = resources;
  return {
    ...resources,
    ...(reading === undefined ? {} : { readingCpuSeconds: significant(reading, 2) }),
    cpuSeconds: significant(resources.cpuSeconds, 2),
    peakMemoryBytes: coarseMemoryMiB(resources.peakMemoryBytes / mebibyte) * mebibyte,
    wallSeconds: null,
  };
}

/**
 * What a criterion on a resource was measured as, told no finer than `vendorResourcesOf` tells the same run:
 * memory (MiB) up to 64 MiB; CPU per 1,000 rows from the rounded seconds of the whole run, for two roundings of
 * one figure would narrow it; no wall time. `rows`: of the split, which are public.
 */
export function coarseResource(metric: string, value: number | null, rows: number): number | null {
  if (value === null || !Number.isFinite(value)) return null;
  if (metric === 'peak_memory_mib') return coarseMemoryMiB(value);
  if (metric !== 'cpu_seconds_per_1k' || rows <= 0) return null;
  const seconds = significant(significant((value * rows) / 1_000, 15), 2);
  return significant((seconds * 1_000) / rows, 15);
}

const minuteMs = 60_000;

/**
 * An instant of a run, down to its minute: to the millisecond, how long a program takes may be what it read. Takes and
 * gives an ISO 8601 instant in UTC. Errors: RangeError for what is no instant.
 */
export function vendorInstantOf(instant: string): string {
  const at = Date.parse(instant);
  return new Date(at - (((at % minuteMs) + minuteMs) % minuteMs)).toISOString();
}

/**
 * The id of something that came about while a run was under way, told no finer than its instant: a UUIDv7 begins with
 * the millisecond it was made in (RFC 9562 §5.7). The rest, which is random, keeps it one of its own.
 */
export function vendorIdOf(id: string): string {
  if (id[14] !== '7') return id;
  const at = Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
  const hex = (at - (at % minuteMs)).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}${id.slice(13)}`;
}

export const countBuckets = ['1', '2-9', '10-99', '100-999', '1000+'] as const;
export type CountBucket = (typeof countBuckets)[number];

/** Class and count bucket of each defect, never its place. Defects that did not occur are left out. */
export function vendorDefectsOf<C extends string>(
  defects: readonly { class: C; count: number }[],
): { class: C; count: CountBucket }[] {
  return defects
    .filter(({ count }) => count > 0)
    .map((defect) => ({ class: defect.class, count: bucketOf(defect.count) }));
}

/** Throws RangeError for a count below 1 or not whole. */
export function bucketOf(count: number): CountBucket {
  if (!Number.isInteger(count) || count < 1) throw new RangeError('a defect count is a whole number from 1');
  if (count === 1) return '1';
  if (count < 10) return '2-9';
  if (count < 100) return '10-99';
  return count < 1000 ? '100-999' : '1000+';
}

/** A metric on perturbed data (0…1), in steps of five points. */
export function vendorRobustnessOf(value: number): number {
  return toStep(value, robustnessStep);
}

/** `value` to so many significant figures; what is not finite stays as it is. */
export function significant(value: number, figures: number): number {
  return Number.isFinite(value) ? Number(value.toPrecision(figures)) : value;
}

/**
 * The value rounded to half the interval's half-width, the interval widened outward to the same step. The step
 * is itself rounded up to one significant figure: an exact step would tell the exact width, and with it more
 * than the rounding hides. Without an interval of positive width: memory as a run's memory, anything else to
 * two significant figures.
 */
export function coarseFigure<I extends Interval>({
  value,
  interval,
}: {
  value: number | null;
  interval: I | null;
}): { value: number | null; interval: I | null } {
  if (value === null || !Number.isFinite(value)) return { value: null, interval: null };
  const step = interval ? oneFigureUp((interval.upper - interval.lower) / 4) : 0;
  if (!interval || step === 0) return { value: significant(value, 2), interval: null };
  return {
    value: toStep(value, step),
    interval: {
      ...interval,
      lower: toStep(interval.lower, step, Math.floor),
      upper: toStep(interval.upper, step, Math.ceil),
    },
  };
}

/**
 * The slices that may be shown: of one column (values of one column never overlap, those of two do), each of
 * at least 100 rows. Where the rows left over are fewer than 100, their figure could be worked out from the
 * total, so the smallest slice is kept back as well.
 */
export function visibleSlices<S extends { column: string; rows: number }>(
  slices: readonly S[],
  totalRows: number,
): S[] {
  const column = slices.find((slice) => slice.rows >= sliceRows)?.column;
  const shown = slices.filter((slice) => slice.column === column && slice.rows >= sliceRows);
  const rest = totalRows - shown.reduce((sum, slice) => sum + slice.rows, 0);
  if (rest <= 0 || rest >= sliceRows) return shown;
  const smallest = Math.min(...shown.map((slice) => slice.rows));
  const kept = shown.findIndex((slice) => slice.rows === smallest);
  return shown.filter((_slice, index) => index !== kept);
}

/** Keys of the slices shown. A slice's rows are the most any of its figures rests on; so are the split's. */
function shownSlices(figures: readonly FigureRow[]): Set<string> {
  const slices = new Map<string, { key: string; column: string; rows: number }>();
  let total = 0;
  for (const { slice, rows } of figures) {
    if (slice === null) {
      total = Math.max(total, rows);
      continue;
    }
    const key = keyOf(slice);
    const known = slices.get(key)?.rows ?? 0;
    slices.set(key, { key, column: slice.column, rows: Math.max(known, rows) });
  }
  return new Set(visibleSlices([...slices.values()], total).map(({ key }) => key));
}

function keyOf(slice: Slice): string {
  return JSON.stringify([slice.column, slice.value]);
}

function coarseMemoryMiB(mib: number): number {
  return Math.ceil(mib / memoryStepMiB) * memoryStepMiB;
}

function oneFigureUp(width: number): number {
  if (!Number.isFinite(width) || width <= 0) return 0;
  const exponent = Math.floor(Math.log10(width));
  // The tolerance keeps 0.3 / 0.1 = 2.9999999999999996, the other way round, from becoming 4.
  return Number(`${Math.ceil(width / Number(`1e${exponent}`) - 1e-9)}e${exponent}`);
}

function toStep(value: number, step: number, rounded: (quotient: number) => number = Math.round): number {
  // Fifteen figures drop the binary dust of division and multiplication and nothing else.
  return Number((rounded(Number((value / step).toPrecision(15))) * step).toPrecision(15)) + 0;
}
