import { createHash } from 'node:crypto';
import type { Plan } from '@scenario-lab/contracts/benchmarks';
import { canonicalJson } from '@scenario-lab/contracts/envelope';
import type { Sealed } from '@scenario-lab/evaluation/types';
import { metricById } from '@scenario-lab/metrics/registry';

/** SHA-256 over plan, packs and the versions of the metric code, hex: what a report means by "this benchmark". */
export function versionDigest(plan: Plan, sealed: Pick<Sealed, 'packs' | 'hiddenDigest'>): string {
  const pinned = {
    plan,
    hidden: sealed.hiddenDigest,
    packs: Object.fromEntries(sealed.packs.map(({ split, digest }) => [split, digest])),
    metrics: Object.fromEntries(plan.metrics.map((id) => [id, metricById(id).version])),
  };
  return createHash('sha256').update(canonicalJson(pinned)).digest('hex');
}
