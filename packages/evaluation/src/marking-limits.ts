import type { Plan } from '@scenario-lab/contracts/benchmarks';
import { alphaFor } from '@scenario-lab/contracts/criterion-level';
import { type Criterion, isResource } from '@scenario-lab/contracts/metrics';
import { effectiveUnits, FEWEST_EFFECTIVE } from '@scenario-lab/metrics/effective-units';
import { type Evaluation, evaluate } from '@scenario-lab/metrics/evaluate';
import { proposedBlock } from '@scenario-lab/metrics/memory';
import { randomFrom } from '@scenario-lab/metrics/random';
import { metricById } from '@scenario-lab/metrics/registry';
import type { Predictions } from '@scenario-lab/sandbox/harness/answers';
import { flawless, rowsOf } from './decidable.js';
import { frameOf } from './frame.js';
import type { Problem, Truth } from './types.js';

export interface MarkingLimits {
  /** Of a must (place: the criterion): `too_few_of_class`, `too_few_effective_units`, `heavy_tail`. */
  problems: Problem[];
  /** The same of what decides nothing, and `long_memory`: what a program errs may remember itself for too long. */
  warnings: Problem[];
}

/**
 * What marking would say of every program, asked of marking itself before anybody spends a look: the rows of a class
 * and the effective units that `evaluate` wants, and the rows under which a sum of squares never passes. Asked of a
 * program that is right (classes) or off by a little at random (numbers), so that nothing hangs on how good it is.
 */
export function markingLimits(plan: Plan, classes: readonly string[], truth: Truth): MarkingLimits {
  const found: MarkingLimits = { problems: [], warnings: [] };
  const criteria = plan.criteria.filter(({ metric }) => !isResource(metric));
  const marks = marked(
    plan,
    classes,
    truth,
    criteria,
    truth.labels ? flawless(plan, classes, truth) : near(truth),
  );
  const remembered = truth.labels ? null : marked(plan, classes, truth, criteria, plain(truth));
  criteria.forEach((criterion, at) => {
    const { id, metric, must } = criterion;
    const { caution, noBounds, rows } = marks[at]!;
    const cause = causeOf(noBounds, caution, plan, unitSizes(truth, criterion));
    if (cause)
      found[must ? 'problems' : 'warnings'].push({
        code: cause,
        place: id,
        detail: `${metric}, ${rows} rows`,
      });
    else if (
      remembered?.[at]?.noBounds === 'too_few_effective_units' &&
      plan.resamplingUnit.kind === 'block'
    ) {
      const errors = plain(truth).values!.map((value, row) => value - truth.values![row]!);
      const steps = proposedBlock(errors);
      found.warnings.push({ code: 'long_memory', place: id, detail: `${metric}, ${steps} steps` });
    }
  });
  return found;
}

function marked(
  plan: Plan,
  classes: readonly string[],
  truth: Truth,
  criteria: readonly Criterion[],
  predictions: Predictions,
): Evaluation[] {
  return evaluate({
    task: plan.task,
    frame: frameOf(plan, classes, truth, predictions),
    unit: truth.units
      ? { kind: plan.resamplingUnit.kind === 'block' ? 'block' : 'group', ids: truth.units }
      : { kind: 'row' },
    metrics: criteria.map(({ metric, slice }) => ({
      id: metricById(metric).id,
      ...(slice ? { slice } : {}),
    })),
    slices: truth.slices,
    alpha: alphaFor(plan.looks),
  });
}

function causeOf(
  noBounds: Evaluation['noBounds'],
  caution: Evaluation['caution'],
  plan: Plan,
  sizes: readonly number[],
): string | null {
  if (noBounds === 'too_few_of_class') return noBounds;
  // Of blocks only their sizes speak here: what looks like memory in errors of our making is chance.
  const uneven = plan.resamplingUnit.kind === 'group' || effectiveUnits(sizes) < FEWEST_EFFECTIVE;
  if (noBounds === 'too_few_effective_units') return uneven ? noBounds : null;
  return caution;
}

/** Rows of each unit that a criterion is of. */
function unitSizes(truth: Truth, { slice }: Criterion): number[] {
  const sizes = new Map<number, number>();
  for (const row of rowsOf(truth, slice)) {
    const unit = truth.units?.[row] ?? row;
    sizes.set(unit, (sizes.get(unit) ?? 0) + 1);
  }
  return [...sizes.values()];
}

/** Off by up to a tenth of the spread, at random and always the same: errors without memory. */
function near({ values }: Truth): Predictions {
  const [least, most] = values!.reduce(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)] as const,
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY] as const,
  );
  const random = randomFrom(1n);
  const off = (most - least || 1) / 10;
  return { codes: null, scores: null, values: values!.map((value) => value + off * (2 * random.unit() - 1)) };
}

/** The better of the naive forecasts; the mean where there is none. */
function plain({ values, naive, seasonalNaive }: Truth): Predictions {
  const mean = values!.reduce((sum, value) => sum + value, 0) / Math.max(1, values!.length);
  const sorts = [naive, seasonalNaive].filter((one) => one !== null);
  const missed = (one: Float64Array) =>
    one.reduce((sum, value, row) => sum + Math.abs(value - values![row]!), 0);
  const best = sorts.sort((a, b) => missed(a) - missed(b))[0] ?? new Float64Array(values!.length).fill(mean);
  return { codes: null, scores: null, values: best };
}
