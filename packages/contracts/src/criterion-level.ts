import type { Criterion } from './metrics.js';

/** Certifying looks per control group and hidden split. */
export const certifyingLooks = 3;

/**
 * Level of each one-sided test: 0.05 shared among K looks (Bonferroni), so that trying K times still
 * passes a program that misses the threshold in at most 5 % of cases. Throws RangeError unless K is an
 * integer ≥ 1.
 */
export function alphaFor(looks: number = certifyingLooks): number {
  if (!Number.isInteger(looks) || looks < 1) throw new RangeError('looks must be an integer of at least 1');
  return 0.05 / looks;
}

/**
 * What a program that is hoped for reaches: the threshold and the margin the department names; of a share, where it
 * names none, half way to the best. Null where nothing says how far.
 */
export function hopedFor(
  { direction, threshold, margin }: Pick<Criterion, 'direction' | 'threshold' | 'margin'>,
  isShare: boolean,
): number | null {
  if (margin === undefined && !isShare) return null;
  if (direction === 'at_least') {
    const hoped = threshold + (margin ?? (1 - threshold) / 2);
    return isShare ? Math.min(1, hoped) : hoped;
  }
  return Math.max(isShare ? 0 : Number.NEGATIVE_INFINITY, threshold - (margin ?? threshold / 2));
}
