import { matchParts } from '@scenario-lab/contracts/match-weights';
import type { Reason, ReasonCode } from './reason.js';
import { weights } from './weights.js';

/** What a score is made of, as far as outcomes may teach how much each is worth. */
export const parts = matchParts;
export type Part = (typeof parts)[number];

/** By how much each part's points are multiplied. One for all: the prior, as `weights.ts` states it. */
export type Factors = Readonly<Record<Part, number>>;
export const priorFactors: Factors = Object.fromEntries(parts.map((part) => [part, 1])) as Record<
  Part,
  number
>;

/** What a vendor writes about itself: outcomes may make it weigh less than the prior says, and never more. */
const written: readonly Part[] = ['claims', 'words', 'subject'];

/** Within what a factor is looked for. Measured evidence never weighs less than the prior says. */
export function boundsOf(part: Part): { low: number; high: number } {
  if (part === 'evidence') return { low: 1, high: 3 };
  return written.includes(part) ? { low: 0.25, high: 1 } : { low: 0.25, high: 3 };
}

/** The most points a part can give, of the hundred. Claims share what evidence leaves. */
const most: Readonly<Record<Part, number>> = {
  evidence: weights.evidence,
  claims: 0,
  words: weights.lexical,
  sockets: weights.sockets,
  task: weights.task,
  site: weights.siteFit + weights.xinchuang,
  certificates: weights.qualifications,
  subject: weights.field + weights.technologies,
  terms: weights.region + weights.budget + weights.cooperation,
  maturity: weights.maturity,
};

const partOfCode: Readonly<Record<ReasonCode, Part>> = {
  evidence_pass: 'evidence',
  evidence_inconclusive: 'evidence',
  evidence_fail: 'evidence',
  evidence_general: 'evidence',
  evidence_missing: 'evidence',
  must_failed_cap: 'evidence',
  criteria_missing: 'evidence',
  claim_meets: 'claims',
  claim_misses: 'claims',
  certificate_revoked: 'evidence',
  certificate_suspended: 'evidence',
  words_shared: 'words',
  words_near: 'words',
  words_none: 'words',
  task_match: 'task',
  task_mismatch: 'task',
  task_unknown: 'task',
  sockets_fit: 'sockets',
  sockets_mapping: 'sockets',
  sockets_missing: 'sockets',
  sockets_unknown: 'sockets',
  gpu_missing: 'site',
  network_missing: 'site',
  site_fit: 'site',
  site_mismatch: 'site',
  site_unknown: 'site',
  xinchuang_ready: 'site',
  xinchuang_missing: 'site',
  qualification_held: 'certificates',
  qualification_missing: 'certificates',
  qualification_expired: 'certificates',
  field_match: 'subject',
  technologies_shared: 'subject',
  region_match: 'terms',
  region_other: 'terms',
  within_budget: 'terms',
  over_budget: 'terms',
  price_unknown: 'terms',
  cooperation_match: 'terms',
  cooperation_other: 'terms',
  maturity: 'maturity',
  immature_for_purchase: 'maturity',
};

/** Points of each part, as the prior gives them: what fitting reads. */
export function pointsByPart(reasons: readonly Reason[]): Record<Part, number> {
  const points = Object.fromEntries(parts.map((part) => [part, 0])) as Record<Part, number>;
  for (const { code, contribution } of reasons) points[partOfCode[code]] += contribution;
  return points;
}

/**
 * The same reasons with each part's points multiplied, all of them so that the greatest possible sum stays 100. Every
 * reason is multiplied by a number above zero: none changes its side, and what is better measured stays better.
 */
export function reweigh(reasons: readonly Reason[], factors: Factors): Reason[] {
  if (parts.every((part) => factors[part] === 1)) return [...reasons];
  const sum = parts.reduce((all, part) => all + most[part] * factors[part], 0);
  const whole = parts.reduce((all, part) => all + most[part], 0);
  return reasons.map((reason) => {
    const factor = (factors[partOfCode[reason.code]] * whole) / sum;
    const points = Math.round(reason.contribution * factor * 1e4) / 1e4;
    return {
      ...reason,
      weight: Math.round(reason.weight * factor * 1e4) / 1e4,
      contribution: points === 0 ? 0 : points,
    };
  });
}
