/** What a vendor, or the public, may see of a run on a hidden split: coarse enough that figures carry no rows out. */

const memoryStepBytes = 64 * 1024 * 1024;
/** Rows a slice needs before its figure is shown. */
export const sliceRows = 100;
/** Robustness figures move in steps of five points (of a metric on 0…1). */
const robustnessStep = 0.05;

export interface Interval {
  lower: number;
  upper: number;
}
export interface Figure {
  value: number | null;
  interval: Interval | null;
}
export interface SliceFigure extends Figure {
  column: string;
  /** The column's value that makes the slice. */
  of: string;
  rows: number;
}
export interface FullResult {
  outcome: string;
  cpuSeconds: number;
  peakMemoryBytes: number;
  /** All rows the metrics were computed on. */
  rows: number;
  metrics: Readonly<Record<string, Figure>>;
  /** In the order the benchmark declares them. */
  slices: Readonly<Record<string, readonly SliceFigure[]>>;
  robustness: Readonly<Record<string, number | null>>;
  defects: readonly { kind: string; count: number }[];
}

export const countBuckets = ['1', '2-9', '10-99', '100-999', '1000+'] as const;
export type CountBucket = (typeof countBuckets)[number];

export interface VendorEdition {
  outcome: string;
  cpuSeconds: number;
  peakMemoryBytes: number;
  metrics: Record<string, Figure>;
  slices: Record<string, SliceFigure[]>;
  robustness: Record<string, number | null>;
  defects: { kind: string; count: CountBucket }[];
}

/** The vendor and public edition of a hidden run. Defects that did not occur are left out. */
export function vendorEditionOf(result: FullResult): VendorEdition {
  return {
    outcome: result.outcome,
    cpuSeconds: significant(result.cpuSeconds, 2),
    peakMemoryBytes: coarseMemory(result.peakMemoryBytes),
    metrics: mapValues(result.metrics, coarseFigure),
    slices: mapValues(result.slices, (slices) =>
      visibleSlices(slices, result.rows).map((slice) => ({ ...slice, ...coarseFigure(slice) })),
    ),
    robustness: mapValues(result.robustness, (value) =>
      value === null ? null : toStep(value, robustnessStep),
    ),
    defects: result.defects
      .filter(({ count }) => count > 0)
      .map(({ kind, count }) => ({ kind, count: bucketOf(count) })),
  };
}

/** `value` to so many significant figures; 0 and what is not finite stay as they are. */
export function significant(value: number, figures: number): number {
  return Number.isFinite(value) ? Number(value.toPrecision(figures)) : value;
}

/** Bytes, rounded up to the next 64 MiB. */
export function coarseMemory(bytes: number): number {
  return Math.ceil(bytes / memoryStepBytes) * memoryStepBytes;
}

/**
 * The value rounded to half the interval's half-width, the interval widened outward to the same step. The
 * step is itself rounded up to one significant figure: an exact step would tell the exact width, and with it
 * more than the rounding hides. Without an interval of positive width: two significant figures.
 */
export function coarseFigure({ value, interval }: Figure): Figure {
  if (value === null || !Number.isFinite(value)) return { value: null, interval: null };
  const step = interval ? oneFigureUp((interval.upper - interval.lower) / 4) : 0;
  if (!interval || !(step > 0)) return { value: significant(value, 2), interval: null };
  return {
    value: toStep(value, step),
    interval: {
      lower: toStep(interval.lower, step, Math.floor),
      upper: toStep(interval.upper, step, Math.ceil),
    },
  };
}

/** Throws RangeError for a count below 1 or not whole. */
export function bucketOf(count: number): CountBucket {
  if (!Number.isInteger(count) || count < 1) throw new RangeError('a defect count is a whole number from 1');
  if (count === 1) return '1';
  if (count < 10) return '2-9';
  if (count < 100) return '10-99';
  return count < 1000 ? '100-999' : '1000+';
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

function oneFigureUp(width: number): number {
  if (!Number.isFinite(width) || width <= 0) return 0;
  const exponent = Math.floor(Math.log10(width));
  const magnitude = Number(`1e${exponent}`);
  // The tolerance keeps 0.3 / 0.1 = 2.9999999999999996 from becoming 4 the other way round.
  return Number(`${Math.ceil(width / magnitude - 1e-9)}e${exponent}`);
}

function toStep(value: number, step: number, rounded: (quotient: number) => number = Math.round): number {
  // Fifteen figures drop the binary dust of the multiplication and nothing else.
  return Number((rounded(Number((value / step).toPrecision(15))) * step).toPrecision(15)) + 0;
}

function mapValues<A, B>(from: Readonly<Record<string, A>>, to: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(from).map(([key, value]) => [key, to(value)]));
}
