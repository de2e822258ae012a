import { studentBound } from './student.js';

interface Figure {
  value: number;
  interval: { lower: number; upper: number } | null;
}

export interface FieldEffect {
  method: 'difference_in_differences' | 'interrupted_series';
  effect: Figure;
  before: number;
  after: number;
  trendBefore: Figure | null;
  jump: Figure | null;
  slope: Figure | null;
  /** What would have been without it, of each day from the first in effect. */
  expected: Map<number, number>;
}

const confidence = 0.95;
/** Fewer say nothing of how much a week, or a day, scatters. */
export const effectRule = { weeks: 4, days: 14 } as const;

/**
 * Sites in effect against control sites, before and after `from` (a day): the daily difference is averaged by weeks
 * counted from that day both ways, for days close to each other are alike (Bertrand, Duflo & Mullainathan 2004), and the
 * weeks after are held against those before by Welch's t; its degrees of freedom are rounded down. It rests on the two
 * having gone alike without the version: `trendBefore` tells how the difference moved until then.
 * Null without both sites on both sides of the day.
 */
export function differenceInDifferences(
  days: readonly { day: number; value: number; control: number }[],
  from: number,
): FieldEffect | null {
  const weeks = new Map<number, number[]>();
  for (const { day, value, control } of days) {
    const week = Math.floor((day - from) / 7);
    weeks.set(week, [...(weeks.get(week) ?? []), value - control]);
  }
  const side = (after: boolean) =>
    [...weeks].filter(([week]) => week >= 0 === after).map(([, values]) => mean(values));
  const [before, after] = [side(false), side(true)];
  if (before.length === 0 || after.length === 0) return null;
  const earlier = days.filter(({ day }) => day < from);
  const apart = mean(earlier.map(({ value, control }) => value - control));
  return {
    method: 'difference_in_differences',
    effect: welch(before, after),
    before: before.length,
    after: after.length,
    trendBefore: trendOf(
      earlier.map(({ day, value, control }) => ({ day, value: value - control })),
      from,
    ),
    jump: null,
    slope: null,
    expected: new Map(
      days.filter(({ day }) => day >= from).map(({ day, control }) => [day, control + apart]),
    ),
  };
}

/**
 * One series broken at `from`: level and slope before, and by how much both changed (segmented regression), with standard
 * errors that allow for days being alike (Newey & West 1987, Bartlett weights, ⌊4(n/100)^(2/9)⌋ lags, n/(n − 4) for the
 * four terms) and Student's t. The effect is the mean of what the break explains over the days after it. It rests on
 * nothing else having changed then, and on the line before going on. Null with fewer than two days on a side.
 */
export function interruptedSeries(
  days: readonly { day: number; value: number }[],
  from: number,
): FieldEffect | null {
  const before = days.filter(({ day }) => day < from).length;
  const after = days.length - before;
  if (before < 2 || after < 2) return null;
  const weeks = (day: number) => (day - from) / 7;
  const fit = leastSquares(
    days.map(({ day }) => (day < from ? [1, weeks(day), 0, 0] : [1, weeks(day), 1, weeks(day)])),
    days.map(({ value }) => value),
  );
  if (!fit) return null;
  const [level = 0, trend = 0] = fit.terms;
  const enough = before >= effectRule.days && after >= effectRule.days;
  const figure = (weights: readonly number[]) => combined(fit, weights, enough);
  const middle = mean(days.filter(({ day }) => day >= from).map(({ day }) => weeks(day)));
  return {
    method: 'interrupted_series',
    effect: figure([0, 0, 1, middle]),
    before,
    after,
    trendBefore: figure([0, 1, 0, 0]),
    jump: figure([0, 0, 1, 0]),
    slope: figure([0, 0, 0, 1]),
    expected: new Map(
      days.filter(({ day }) => day >= from).map(({ day }) => [day, level + trend * weeks(day)]),
    ),
  };
}

function trendOf(days: readonly { day: number; value: number }[], from: number): Figure | null {
  if (days.length < effectRule.days) return null;
  const fit = leastSquares(
    days.map(({ day }) => [1, (day - from) / 7]),
    days.map(({ value }) => value),
  );
  return fit && combined(fit, [0, 1], true);
}

function welch(before: readonly number[], after: readonly number[]): Figure {
  const value = mean(after) - mean(before);
  if (before.length < effectRule.weeks || after.length < effectRule.weeks) return { value, interval: null };
  const [one, other] = [variance(before) / before.length, variance(after) / after.length];
  const sum = one + other;
  if (sum === 0) return { value, interval: { lower: value, upper: value } };
  const freedom = sum ** 2 / (one ** 2 / (before.length - 1) + other ** 2 / (after.length - 1));
  const reach = studentBound(confidence, Math.max(1, Math.floor(freedom + 1e-9))) * Math.sqrt(sum);
  return { value, interval: { lower: value - reach, upper: value + reach } };
}

interface Fit {
  terms: number[];
  covariance: number[][];
  freedom: number;
}

function combined({ terms, covariance, freedom }: Fit, weights: readonly number[], enough: boolean): Figure {
  const value = dot(terms, weights);
  if (!enough || freedom < 1) return { value, interval: null };
  const spread = Math.sqrt(
    Math.max(
      0,
      dot(
        weights,
        covariance.map((row) => dot(row, weights)),
      ),
    ),
  );
  const reach = studentBound(confidence, freedom) * spread;
  return { value, interval: { lower: value - reach, upper: value + reach } };
}

/** Least squares in order of time. Null where the terms cannot be told apart. */
function leastSquares(rows: readonly (readonly number[])[], values: readonly number[]): Fit | null {
  const width = rows[0]?.length ?? 0;
  const count = rows.length;
  const cross = table(width, (i, j) => rows.reduce((sum, row) => sum + at(row, i) * at(row, j), 0));
  const bread = inverse(cross);
  if (!bread || count <= width) return null;
  const right = Array.from({ length: width }, (_, i) =>
    rows.reduce((sum, row, n) => sum + at(row, i) * at(values, n), 0),
  );
  const terms = bread.map((row) => dot(row, right));
  const scores = rows.map((row, n) => {
    const error = at(values, n) - dot(row, terms);
    return row.map((x) => x * error);
  });
  const lags = Math.min(count - 1, Math.floor(4 * (count / 100) ** (2 / 9)));
  const meat = table(width, (i, j) => {
    let sum = 0;
    for (let lag = 0; lag <= lags; lag += 1) {
      const weight = 1 - lag / (lags + 1);
      for (let n = lag; n < count; n += 1) {
        const [now, then] = [scores[n] ?? [], scores[n - lag] ?? []];
        sum += weight * (at(now, i) * at(then, j) + (lag === 0 ? 0 : at(then, i) * at(now, j)));
      }
    }
    return (sum * count) / (count - width);
  });
  return { terms, covariance: product(product(bread, meat), bread), freedom: count - width };
}

/** By elimination with the largest pivot. Null for one that has none. */
function inverse(square: readonly (readonly number[])[]): number[][] | null {
  const size = square.length;
  const rows = square.map((row, i) => [...row, ...Array.from({ length: size }, (_, j) => (i === j ? 1 : 0))]);
  const scale = Math.max(...square.flat().map(Math.abs));
  for (let column = 0; column < size; column += 1) {
    let pivot = column;
    for (let i = column + 1; i < size; i += 1)
      if (Math.abs(at(rows[i] ?? [], column)) > Math.abs(at(rows[pivot] ?? [], column))) pivot = i;
    const chosen = rows[pivot] ?? [];
    const head = at(chosen, column);
    if (!(Math.abs(head) > scale * 1e-13)) return null;
    rows[pivot] = rows[column] ?? [];
    const clean = chosen.map((x) => x / head);
    rows[column] = clean;
    for (let i = 0; i < size; i += 1) {
      if (i === column) continue;
      const row = rows[i] ?? [];
      const factor = at(row, column);
      rows[i] = row.map((x, j) => x - factor * at(clean, j));
    }
  }
  return rows.map((row) => row.slice(size));
}

const at = (list: readonly number[], index: number): number => list[index] ?? 0;
const dot = (one: readonly number[], other: readonly number[]): number =>
  one.reduce((sum, x, i) => sum + x * at(other, i), 0);
const table = (size: number, of: (i: number, j: number) => number): number[][] =>
  Array.from({ length: size }, (_, i) => Array.from({ length: size }, (__, j) => of(i, j)));
const product = (one: number[][], other: number[][]): number[][] =>
  table(one.length, (i, j) =>
    dot(
      one[i] ?? [],
      other.map((row) => at(row, j)),
    ),
  );
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
function variance(values: readonly number[]): number {
  const centre = mean(values);
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1);
}
