import type { Plan } from '@scenario-lab/contracts/benchmarks';
import { alphaFor } from '@scenario-lab/contracts/criterion-level';
import { canonicalJson } from '@scenario-lab/contracts/envelope';
import { isResource } from '@scenario-lab/contracts/metrics';
import type { CriterionVerdict, Figure, Result } from '@scenario-lab/contracts/runs';
import { vendorResultOf } from '@scenario-lab/domain/runs/edition';
import { failAlphaFor, overallOf, verdictOf } from '@scenario-lab/domain/scenarios/criterion';
import type { EvaluateInput, Evaluation, MetricRequest, Slice } from '@scenario-lab/metrics/evaluate';
import { evaluate, withSlices } from '@scenario-lab/metrics/evaluate';
import type { NoBounds } from '@scenario-lab/metrics/interval';
import { metricById } from '@scenario-lab/metrics/registry';
import type { z } from 'zod';
import { frameOf, metricsOf, needsScores } from './frame.js';
import { judgeResource } from './judge-resource.js';
import { sha256 } from './keyed.js';
import { plotsOf } from './plots.js';
import type { FullResult, ScoreRequest, Truth } from './types.js';

/** Seed of the resampling from what is pinned (digests of pack and truth, say), so that it is the same every time. */
export const seedOf = (...digests: string[]): bigint =>
  BigInt(`0x${sha256(JSON.stringify(digests)).slice(0, 16)}`);

/**
 * Figures, verdicts and plots of one run; the same request gives the same result, to the digest.
 * Each criterion is tested one-sided at 0.05 / looks, shared among the musts where it is a miss that is to be shown;
 * one on a resource is compared with what was measured.
 * `bias` is judged by its distance from 0.
 * @throws RangeError where truth, predictions and plan do not fit together
 */
export function scoreRun(request: ScoreRequest): FullResult {
  const { plan, classes, truth, predictions, looks } = request;
  const frame = frameOf(plan, classes, truth, predictions);
  const slices = Object.fromEntries(plan.slices.map((name) => [name, cellsOf(truth, name)]));
  const computable = metricsOf(plan).filter((id) => predictions.scores !== null || !needsScores(id));
  const requests: MetricRequest[] = [
    ...withSlices(
      computable.map((id) => ({ id })),
      slices,
    ),
    ...criteriaSlices(plan, slices).flatMap((slice) => computable.map((id) => ({ id, slice }))),
  ];
  const input: EvaluateInput = {
    task: plan.task,
    frame,
    metrics: requests,
    slices,
    unit: truth.units ? { kind: unitKind(plan), ids: truth.units } : { kind: 'row' },
    alpha: alphaFor(looks),
  };
  const evaluations = evaluate(input);
  const single = plan.criteria.map((criterion) =>
    isResource(criterion.metric)
      ? judgeResource(criterion, request.measured, truth.ids.length)
      : verdictFor(criterion, evaluations),
  );
  const criteria = beyondChance(single, input, looks);
  const rest = { figures: evaluations.map(figureOf), plots: plotsOf(frame), baseline: request.baseline };
  const predicted = criteria.filter(({ criterion }) => !isResource(criterion.metric));
  const digest = sha256(canonicalJson({ ...judgedOf(predicted), ...rest }));
  // What parts are called is no part of what was measured.
  return { ...judgedOf(criteria), ...rest, figures: rest.figures.map((one) => named(one, plan)), digest };
}

/**
 * A must that one test alone calls missed is missed only if it still is at the level shared among the musts: of ten
 * that are met exactly, some single bound falls short in 15 % of runs.
 */
function beyondChance(criteria: readonly Verdict[], input: EvaluateInput, looks: number): Verdict[] {
  const musts = criteria.filter(({ criterion }) => criterion.must && !isResource(criterion.metric));
  const missed = musts.filter(({ verdict }) => verdict === 'fail');
  if (missed.length === 0 || musts.length === 1) return [...criteria];
  const strict = evaluate({
    ...input,
    metrics: missed.map(({ criterion: { metric, slice } }) => ({
      id: metricById(metric).id,
      ...(slice ? { slice } : {}),
    })),
    alpha: failAlphaFor(looks, musts.length),
  });
  return criteria.map((one) => {
    if (!missed.includes(one) || verdictFor(one.criterion, strict).verdict === 'fail') return one;
    return { ...one, verdict: 'inconclusive', note: 'miss_within_chance' };
  });
}

const judgedOf = (criteria: Verdict[]) => ({
  overall: overallOf(criteria.map(({ criterion, verdict }) => ({ must: criterion.must, verdict }))),
  criteria,
});

const unitKind = (plan: Plan): 'group' | 'block' =>
  plan.resamplingUnit.kind === 'block' ? 'block' : 'group';

function cellsOf(truth: Truth, name: string): string[] {
  const cells = truth.slices[name];
  if (!cells) throw new RangeError(`truth: no slices by ${name}`);
  return cells;
}

/** Slices that a criterion names and no row has: their figures say so instead of being absent. */
function criteriaSlices(plan: Plan, slices: Record<string, string[]>): Slice[] {
  const empty = new Map<string, Slice>();
  for (const { slice } of plan.criteria)
    if (slice && !slices[slice.column]?.includes(slice.value)) empty.set(JSON.stringify(slice), slice);
  return [...empty.values()];
}

/** A figure of a part with what the dictionary calls it. */
function named(figure: Figure, { partNames }: Plan): Figure {
  const { slice } = figure;
  const says = partNames?.find((one) => one.column === slice?.column && one.value === slice.value)?.says;
  return slice && says ? { ...figure, slice: { ...slice, says } } : figure;
}

function figureOf(one: Evaluation): Figure {
  return {
    metric: one.id,
    version: one.version,
    slice: one.slice,
    value: one.value,
    cause: one.issue,
    interval: intervalOf(one),
    bounds: one.oneSided,
    rows: one.rows,
    units: one.units,
  };
}

function intervalOf({ interval, method }: Evaluation): Figure['interval'] {
  return interval && method !== 'none' ? { ...interval, method } : null;
}

type Verdict = z.infer<typeof CriterionVerdict>;

function verdictFor(criterion: Plan['criteria'][number], evaluations: readonly Evaluation[]): Verdict {
  const measured = evaluations.find(
    ({ id, slice }) =>
      id === criterion.metric &&
      slice?.column === criterion.slice?.column &&
      slice?.value === criterion.slice?.value,
  );
  if (!measured || measured.value === null)
    return {
      criterion,
      value: null,
      interval: null,
      bound: null,
      verdict: 'inconclusive',
      note: 'undefined_metric',
    };
  const { value, noBounds, caution } = measured;
  // Only a metric that never has an interval is judged by its value alone.
  const unsure = noBounds !== null && noBounds !== 'no_method';
  const oneSided = judgedBounds(measured);
  const found = verdictOf(criterion, {
    value: judged(measured, value),
    oneSided,
    units: measured.units,
    tooFewUnits: unsure,
  });
  // Errors too rare to have shown would make a pass false; a fail they would only confirm.
  const verdict = caution !== null && found === 'pass' ? 'inconclusive' : found;
  const bound = oneSided && (criterion.direction === 'at_least' ? oneSided.lower : oneSided.upper);
  const note = unsure ? (told[noBounds] ?? 'no_interval') : verdict === found ? null : caution;
  return { criterion, value, interval: intervalOf(measured), bound, verdict, note };
}

/** Why there are no bounds, as a verdict says it. */
const told: Partial<Record<NoBounds, string>> = {
  too_few_units: 'too_few_units',
  too_few_effective_units: 'too_few_effective_units',
  too_few_of_class: 'too_few_of_class',
};

const aroundZero = (id: string): boolean => metricById(id).direction === 'zero';
const judged = ({ id }: Evaluation, value: number): number => (aroundZero(id) ? Math.abs(value) : value);

/** For a metric whose best value is 0, the bounds of its distance from 0. */
function judgedBounds({ id, oneSided }: Evaluation): { lower: number; upper: number } | null {
  if (!oneSided || !aroundZero(id)) return oneSided && { lower: oneSided.lower, upper: oneSided.upper };
  const { lower, upper } = oneSided;
  const nearest = lower <= 0 && upper >= 0 ? 0 : Math.min(Math.abs(lower), Math.abs(upper));
  return { lower: nearest, upper: Math.max(Math.abs(lower), Math.abs(upper)) };
}

/** What the vendor and the public see of a hidden run; see `domain/runs/edition`. */
export const vendorEdition = (result: FullResult): Result => vendorResultOf<Result>(result);
