import type { Text } from '@scenario-lab/contracts/common';
import { alphaFor } from '@scenario-lab/contracts/criterion-level';

export type Direction = 'at_least' | 'at_most';

/** Written once in the need, executed in the lab, measured again in the field. */
export interface Criterion {
  id: string;
  metric: string;
  direction: Direction;
  /** In the metric's own unit. */
  threshold: number;
  unit?: string;
  /** `says` is what people call the part; the rows are told by column and value alone. */
  slice?: { column: string; value: string; says?: Text | undefined };
  must: boolean;
  weight?: number;
  margin?: number;
}

/**
 * Level of the bound that shows a must to be missed: what one test may err is shared among the musts (Bonferroni), so
 * that a program which meets every one of them exactly fails no more often than one that has a single must. Passing
 * needs no correction: all of them must pass.
 */
export function failAlphaFor(looks: number, musts: number): number {
  return alphaFor(looks) / Math.max(1, musts);
}

/** What was measured for one criterion. */
export interface Measurement {
  /** Null where the metric is undefined on what was measured (an empty slice, one class only). */
  value: number | null;
  /** One-sided bounds, each at level `alphaFor()`; null for metrics that carry no interval. */
  oneSided: { lower: number; upper: number } | null;
  /** Resampling units behind the value: rows, groups or blocks. */
  units: number;
  /** Fewer units than the resampling rule asks for (20 groups or blocks). */
  tooFewUnits: boolean;
}

export const verdicts = ['pass', 'fail', 'inconclusive'] as const;
export type Verdict = (typeof verdicts)[number];

/**
 * Pass: even the unfavourable bound reaches the threshold. Fail: not even the favourable bound does. Otherwise
 * the data do not tell. A threshold met exactly is met. Without an interval the value itself is compared.
 */
export function verdictOf(criterion: Criterion, measured: Measurement): Verdict {
  const { value, oneSided, tooFewUnits } = measured;
  if (value === null || !Number.isFinite(value) || tooFewUnits) return 'inconclusive';
  const { lower, upper } = oneSided ?? { lower: value, upper: value };
  if (Number.isNaN(lower) || Number.isNaN(upper) || lower > upper) return 'inconclusive';
  const [unfavourable, favourable] = criterion.direction === 'at_least' ? [lower, upper] : [upper, lower];
  if (reaches(criterion, unfavourable)) return 'pass';
  return reaches(criterion, favourable) ? 'inconclusive' : 'fail';
}

/** A value on the right side of the threshold, or on it. */
export function reaches(criterion: Pick<Criterion, 'direction' | 'threshold'>, value: number): boolean {
  return criterion.direction === 'at_least' ? value >= criterion.threshold : value <= criterion.threshold;
}

/**
 * Fail if any must fails; pass if every must passes; else inconclusive. Without a single must nothing was
 * promised, so nothing can have passed: inconclusive.
 */
export function overallOf(results: readonly { must: boolean; verdict: Verdict }[]): Verdict {
  const musts = results.filter((result) => result.must).map((result) => result.verdict);
  if (musts.includes('fail')) return 'fail';
  return musts.length > 0 && musts.every((verdict) => verdict === 'pass') ? 'pass' : 'inconclusive';
}
