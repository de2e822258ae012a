import type { ColumnEntry } from '@scenario-lab/contracts/datasets';
import type { Random } from '@scenario-lab/metrics/random';
import { type Marginal, QUANTILES, writeInstant } from './marginals.js';

const GROUPS = 20;
const DAY = 86_400_000;
/** Where nothing of a column's instants is told. */
export const untoldTimes = {
  kind: 'times',
  from: Date.UTC(2000, 0, 1),
  to: Date.UTC(2000, 0, 1) + 365 * DAY,
  step: DAY,
  form: { day: true, zone: '' },
  missing: 0,
} as const satisfies Marginal;

/** A text that nobody takes for a datum. */
export const placeholder = (number: number): string => `synthetic-${number}`;

/**
 * Draws cells of a column, row after row, each by itself: numbers between quantiles, values by their frequency,
 * instants on the grid over the time covered; of what is not told, placeholders of the declared type. Draws
 * nothing below the 1st or above the 99th percentile.
 */
export function drawer(
  entry: ColumnEntry | undefined,
  marginal: Marginal,
  random: Random,
): (row: number) => string {
  if (marginal.kind === 'untold') return untold(entry, random);
  const filled = filledDrawer(marginal, random);
  return () => {
    // Both are drawn always, so that a hole more or less does not move what follows.
    const [hole, cell] = [random.unit() < marginal.missing, filled()];
    return hole ? '' : cell;
  };
}

function filledDrawer(marginal: Exclude<Marginal, { kind: 'untold' }>, random: Random): () => string {
  if (marginal.kind === 'numbers') {
    const { quantiles, decimals } = marginal;
    return () => numberText(between(quantiles, random.unit()), decimals);
  }
  if (marginal.kind === 'times') {
    const { from, to, step, form } = marginal;
    const steps = Math.floor((to - from) / step) + 1;
    return () => writeInstant(from + Math.floor(random.unit() * steps) * step, form);
  }
  return weighted(marginal.values, random);
}

/** Values in proportion to their counts. @throws RangeError without values */
export function weighted(values: readonly { value: string; count: number }[], random: Random): () => string {
  const total = values.reduce((sum, { count }) => sum + count, 0);
  const last = values.at(-1);
  if (!last) throw new RangeError('values: none to draw from');
  return () => {
    let left = random.unit() * total;
    for (const { value, count } of values) {
      left -= count;
      if (left < 0) return value;
    }
    return last.value;
  };
}

/** Inverse of the distribution function, linear between the quantiles. @param unit in [0, 1) */
function between(quantiles: readonly number[], unit: number): number {
  const p = QUANTILES[0]! + unit * (QUANTILES.at(-1)! - QUANTILES[0]!);
  const at = Math.max(
    1,
    QUANTILES.findIndex((own) => own >= p),
  );
  const [low, high] = [QUANTILES[at - 1]!, QUANTILES[at]!];
  const share = (p - low) / (high - low);
  return quantiles[at - 1]! + share * (quantiles[at]! - quantiles[at - 1]!);
}

const numberText = (value: number, decimals: number): string => String(Number(value.toFixed(decimals)));

function untold(entry: ColumnEntry | undefined, random: Random): (row: number) => string {
  switch (entry?.type) {
    case 'number':
      return entry.role === 'id' ? (row) => String(row + 1) : () => numberText(random.unit(), 3);
    case 'boolean':
      return () => String(random.unit() < 0.5);
    case 'timestamp':
      return filledDrawer(untoldTimes, random);
    default:
      return entry?.role === 'group' || entry?.role === 'slice'
        ? () => placeholder(1 + random.below(GROUPS))
        : (row) => placeholder(row + 1);
  }
}
