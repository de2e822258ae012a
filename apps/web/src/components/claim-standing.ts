import { metricNames } from '@scenario-lab/contracts/metrics';
import type { Solution } from '@scenario-lab/contracts/solutions';

export type ClaimStanding = 'agrees' | 'above_measured' | 'unproven';

/**
 * A claim held against what was measured of the same metric. It agrees with an exam when the interval reaches it or lies
 * on its better side; better than everything the interval allows, it is contradicted, and one contradiction decides. A
 * figure without an interval stands for itself.
 */
export function claimStanding(
  claim: Solution['claims'][number],
  measured: Solution['measured'],
): ClaimStanding {
  const about = measured.filter(({ metric }) => metric === claim.metric);
  if (about.length === 0) return 'unproven';
  const higher = metricNames.find(({ id }) => id === claim.metric)?.better !== 'lower';
  const contradicted = about.some(({ value, lower, upper }) =>
    higher ? (upper ?? value) < claim.value : (lower ?? value) > claim.value,
  );
  return contradicted ? 'above_measured' : 'agrees';
}
