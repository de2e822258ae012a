import type {
  CertificateStatus,
  Criterion,
  Evidence,
  ScenarioFeatures,
  Slice,
  SolutionFeatures,
  Verdict,
} from './features.js';
import { byEffect, type Reason, reason } from './reason.js';
import { caps, evidenceRules, penalties, strength, weights } from './weights.js';

/** Nearness of the data a figure was measured on: this need's benchmark, the same data lineage, the same task. */
export type Tier = 'own' | 'similar' | 'task';
const tiers: readonly Tier[] = ['own', 'similar', 'task'];

export interface EvidenceResult {
  reasons: Reason[];
  /** Upper bound of the score where a must-criterion was measured as failing. */
  cap: number | null;
}

interface Judged {
  evidence: Evidence;
  tier: Tier;
  verdict: Verdict;
  /** Share of the criterion's part, −1 to 1. */
  grade: number;
}

export function tierOf(evidence: Evidence, scenario: ScenarioFeatures): Tier | null {
  if (evidence.scenarioId === scenario.id) return 'own';
  if (evidence.benchmarkVersionId && scenario.benchmarkVersionIds.includes(evidence.benchmarkVersionId))
    return 'own';
  if (scenario.task !== null && evidence.taskKind !== scenario.task) return null;
  if (scenario.datasetLineageIds.includes(evidence.datasetLineageId)) return 'similar';
  return scenario.task === null ? null : 'task';
}

/**
 * Measured evidence first, claims second. Per criterion the best pass counts; a failure silences what was
 * measured on less similar data and what is merely claimed. Figures under a revoked certificate count nothing.
 */
export function weighEvidence(scenario: ScenarioFeatures, solution: SolutionFeatures): EvidenceResult {
  const placed = solution.evidence
    .filter(({ value }) => Number.isFinite(value))
    .map((evidence) => ({ evidence, tier: tierOf(evidence, scenario) }))
    .filter((row): row is { evidence: Evidence; tier: Tier } => row.tier !== null);
  const standing = placed.filter(({ evidence }) => evidence.certificateStatus !== 'revoked');
  const reasons = flagged(placed);
  if (scenario.criteria.length === 0)
    return { reasons: [...reasons, ...withoutCriteria(standing)], cap: null };

  const total = scenario.criteria.reduce((sum, criterion) => sum + shareOf(criterion), 0);
  let cap: number | null = null;
  let unproven = 0;
  for (const criterion of scenario.criteria) {
    const points = (weights.evidence * shareOf(criterion)) / total;
    const judged = standing.map((row) => judge(row, criterion)).filter((row): row is Judged => row !== null);
    const measured = decide(judged);
    const claimed = measured?.verdict === 'fail' ? null : claimGrade(criterion, solution);
    if (measured && (claimed === null || measured.grade >= claimed.grade)) {
      reasons.push(measuredReason(measured, criterion, points));
    } else if (claimed) {
      const code = claimed.grade > 0 ? 'claim_meets' : 'claim_misses';
      const params = { ...criterionParams(criterion), value: claimed.value };
      reasons.push(reason(code, points, points * claimed.grade, params));
    }
    if (!measured) unproven += 1;
    if (
      measured?.verdict === 'fail' &&
      criterion.must &&
      !measured.evidence.demonstration &&
      measured.tier !== 'task'
    ) {
      cap = Math.min(cap ?? 100, caps[measured.tier]);
    }
  }
  if (unproven > 0)
    reasons.push(
      reason('evidence_missing', weights.evidence, 0, { count: unproven, of: scenario.criteria.length }),
    );
  if (cap !== null) reasons.push(reason('must_failed_cap', 100 - cap, 0, { cap }, 'against'));
  return { reasons, cap };
}

/** Weight of zero would divide by nothing when it is the only one; it counts as hardly anything instead. */
function shareOf(criterion: Criterion): number {
  return Math.max(criterion.weight ?? 1, 1e-6) * (criterion.must ? weights.mustFactor : 1);
}

function decide(judged: readonly Judged[]): Judged | null {
  const failed = judged.filter(({ verdict }) => verdict === 'fail');
  const nearestFailure = Math.min(...failed.map(({ tier }) => tiers.indexOf(tier)), tiers.length);
  const standing = judged.filter(({ tier, verdict }) => {
    const distance = tiers.indexOf(tier);
    return verdict === 'pass'
      ? distance <= nearestFailure
      : verdict === 'inconclusive' && distance < nearestFailure;
  });
  if (standing.length > 0) return best(standing);
  const nearest = failed.filter(({ tier }) => tiers.indexOf(tier) === nearestFailure);
  const real = nearest.filter(({ evidence }) => !evidence.demonstration);
  return best(real.length > 0 ? real : nearest);
}

function best(judged: readonly Judged[]): Judged | null {
  const key = (it: Judged) => JSON.stringify([it.tier, it.evidence]);
  return judged.reduce<Judged | null>((top, it) => {
    if (top === null || it.grade > top.grade) return it;
    return it.grade === top.grade && key(it) < key(top) ? it : top;
  }, null);
}

function judge({ evidence, tier }: { evidence: Evidence; tier: Tier }, criterion: Criterion): Judged | null {
  if (evidence.metric !== criterion.metric) return null;
  const exactSlice = sameSlice(evidence.slice, criterion.slice);
  if (!exactSlice && evidence.slice) return null;
  const { verdict, margin, beyond } = compare(evidence, criterion);
  // The whole passing or failing proves little about a part of it, and a failure nothing.
  if (!exactSlice && verdict === 'fail') return null;
  const scale = Math.abs(criterion.threshold) * 0.1 || 0.1;
  const headroom = margin / (margin + scale);
  const { low, high } = evidenceRules.inconclusive;
  const worth = strength[tier][standingOf(evidence.certificateStatus)];
  const grades = {
    pass: worth * (1 - evidenceRules.headroom + evidenceRules.headroom * headroom),
    inconclusive: worth * (low + (high - low) * beyond),
    fail: evidenceRules.failed[tier] * (0.8 + 0.2 * headroom),
  };
  const discount =
    (evidence.demonstration ? evidenceRules.demonstration : 1) * (exactSlice ? 1 : evidenceRules.otherSlice);
  return { evidence, tier, verdict, grade: grades[verdict] * discount };
}

function standingOf(status: CertificateStatus | null): keyof (typeof strength)['own'] {
  return status === null || status === 'revoked' ? 'finished' : status;
}

/** Against today's threshold, since a need may have changed after the run. `beyond`: share of the interval that meets it. */
function compare(
  evidence: Evidence,
  criterion: Criterion,
): { verdict: Verdict; margin: number; beyond: number } {
  const sign = criterion.direction === 'at_least' ? 1 : -1;
  const ends = [evidence.lower ?? evidence.value, evidence.upper ?? evidence.value].map((end) => sign * end);
  const worst = Math.min(...ends);
  const top = Math.max(...ends);
  const threshold = sign * criterion.threshold;
  const computed = worst >= threshold ? 'pass' : top < threshold ? 'fail' : 'inconclusive';
  const verdict =
    evidence.verdict !== null && evidence.threshold === criterion.threshold ? evidence.verdict : computed;
  const margin = Math.max(0, verdict === 'fail' ? threshold - top : worst - threshold);
  const beyond = top > worst ? Math.min(1, Math.max(0, (top - threshold) / (top - worst))) : 0;
  return { verdict, margin, beyond };
}

function sameSlice(one: Slice | undefined, other: Slice | undefined): boolean {
  return one?.column === other?.column && one?.value === other?.value;
}

function claimGrade(
  criterion: Criterion,
  solution: SolutionFeatures,
): { grade: number; value: number } | null {
  if (criterion.slice) return null;
  const sign = criterion.direction === 'at_least' ? 1 : -1;
  const values = solution.claims
    .filter(({ metric }) => metric === criterion.metric)
    .map(({ value }) => value);
  const value = values.sort((one, other) => sign * (other - one))[0];
  if (value === undefined) return null;
  const meets = sign * value >= sign * criterion.threshold;
  return { value, grade: meets ? evidenceRules.claim : evidenceRules.claimMissed };
}

function criterionParams(criterion: Criterion): Reason['params'] {
  const { metric, direction, threshold, unit, must, slice } = criterion;
  return {
    metric,
    direction,
    threshold,
    unit: unit ?? null,
    must,
    slice: slice ? `${slice.column} = ${slice.value}` : null,
  };
}

function measuredReason(
  { evidence, tier, verdict, grade }: Judged,
  criterion: Criterion,
  points: number,
): Reason {
  const { value, lower, upper, demonstration } = evidence;
  const status = standingOf(evidence.certificateStatus);
  const params = { ...criterionParams(criterion), tier, status, value, lower, upper, demonstration };
  const polarity = verdict === 'inconclusive' ? 'unknown' : undefined;
  return reason(`evidence_${verdict}`, points, points * grade, params, polarity);
}

/** Only the gravest stain counts: a second one says nothing new about the vendor's care. */
function flagged(placed: readonly { evidence: Evidence; tier: Tier }[]): Reason[] {
  const stains = (['revoked', 'suspended'] as const).flatMap((status) => {
    const touched = placed
      .filter(({ evidence }) => evidence.certificateStatus === status)
      .map(({ tier }) => tier);
    const tier = tiers.find((it) => touched.includes(it));
    return tier
      ? [reason(`certificate_${status}`, penalties[status].own, -penalties[status][tier], { tier })]
      : [];
  });
  return stains.sort(byEffect).slice(0, 1);
}

function withoutCriteria(standing: readonly { evidence: Evidence; tier: Tier }[]): Reason[] {
  const missing = reason('criteria_missing', weights.evidence, 0);
  const proven = standing
    .filter(({ evidence }) => evidence.verdict === 'pass')
    .map(({ evidence, tier }): Judged => {
      const worth = strength[tier][standingOf(evidence.certificateStatus)] * evidenceRules.withoutCriteria;
      return {
        evidence,
        tier,
        verdict: 'pass',
        grade: worth * (evidence.demonstration ? evidenceRules.demonstration : 1),
      };
    });
  const top = best(proven);
  if (!top) return [missing];
  const params = {
    tier: top.tier,
    status: standingOf(top.evidence.certificateStatus),
    metric: top.evidence.metric,
    value: top.evidence.value,
  };
  return [missing, reason('evidence_general', weights.evidence, weights.evidence * top.grade, params)];
}
