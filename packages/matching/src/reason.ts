export type Polarity = 'for' | 'against' | 'unknown';

export const reasonCodes = [
  'evidence_pass',
  'evidence_inconclusive',
  'evidence_fail',
  'evidence_general',
  'evidence_missing',
  'must_failed_cap',
  'criteria_missing',
  'claim_meets',
  'claim_misses',
  'certificate_revoked',
  'certificate_suspended',
  'words_shared',
  'words_near',
  'words_none',
  'task_match',
  'task_mismatch',
  'task_unknown',
  'sockets_fit',
  'sockets_mapping',
  'sockets_missing',
  'sockets_unknown',
  'gpu_missing',
  'network_missing',
  'site_fit',
  'site_mismatch',
  'site_unknown',
  'xinchuang_ready',
  'xinchuang_missing',
  'qualification_held',
  'qualification_missing',
  'qualification_expired',
  'field_match',
  'technologies_shared',
  'region_match',
  'region_other',
  'within_budget',
  'over_budget',
  'price_unknown',
  'cooperation_match',
  'cooperation_other',
  'maturity',
  'immature_for_purchase',
] as const;
export type ReasonCode = (typeof reasonCodes)[number];

export type Param = string | number | boolean | null | readonly string[];

/** One thing that speaks for or against a pair, or that nobody has said yet. */
export interface Reason {
  code: ReasonCode;
  /** Most points this could have moved the score, for drawing a bar. */
  weight: number;
  /** Points it did move, to four decimals, negative where against. */
  contribution: number;
  polarity: Polarity;
  params: Readonly<Record<string, Param>>;
}

/** Polarity follows from the sign; zero is unknown unless said otherwise. */
export function reason(
  code: ReasonCode,
  weight: number,
  contribution: number,
  params: Reason['params'] = {},
  polarity?: Polarity,
): Reason {
  const points = Math.round(contribution * 1e4) / 1e4;
  const implied = points > 0 ? 'for' : points < 0 ? 'against' : 'unknown';
  return { code, weight, contribution: points === 0 ? 0 : points, polarity: polarity ?? implied, params };
}

/** Largest effect first; equal ones by code and parameters, so that the order never depends on the input's. */
export function byEffect(one: Reason, other: Reason): number {
  const effect = Math.abs(other.contribution) - Math.abs(one.contribution);
  if (effect !== 0) return effect;
  const key = (it: Reason) => `${it.code} ${JSON.stringify(it.params)}`;
  return key(one) < key(other) ? -1 : 1;
}
