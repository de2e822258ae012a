import type { Plan } from '@scenario-lab/contracts/benchmarks';
import type { Text } from '@scenario-lab/contracts/common';
import { type Criterion, isResource } from '@scenario-lab/contracts/metrics';
import type { Issue } from '../../app/problems.js';
import { type SliceFields, sliceFields, sliceOf } from '../../components/criterion-slice.js';
import { writtenText } from '../../components/written-text.js';

const mib = 2 ** 20;

export interface CriterionLine extends SliceFields {
  id?: string;
  metric?: string | null;
  direction?: 'at_least' | 'at_most';
  threshold?: number | null;
  unit?: string;
  must?: string;
  weight?: number | null;
  margin?: number | null;
}

/** What the editor's fields hold; sizes in MiB. */
export interface PlanValues {
  title: Text;
  datasetId: string | null;
  datasetVersionId: string | null;
  task: Plan['task'] | null;
  target: string | null;
  positive: string;
  features: string[];
  slices: string[];
  metrics: string[];
  criteria: CriterionLine[];
  unit: { kind: 'row' | 'group' | 'block'; column: string | null; duration: string };
  forecast: Partial<NonNullable<Plan['forecast']>>;
  runLimits: Record<keyof Plan['limits'], number | null>;
  looks: number | null;
  baseline: string | null;
  leakAnswer: string;
  powerAnswer: string;
}

export const emptyPlan: PlanValues = {
  title: {},
  datasetId: null,
  datasetVersionId: null,
  task: null,
  target: null,
  positive: '',
  features: [],
  slices: [],
  metrics: [],
  criteria: [],
  unit: { kind: 'row', column: null, duration: 'P7D' },
  forecast: { frequency: 'PT1H', horizon: 24, every: 24, seasonality: 24 },
  runLimits: {
    cpuSeconds: 120,
    wallSeconds: 600,
    memoryBytes: 1024,
    processes: 64,
    tmpBytes: 64,
    outBytes: 16,
    logBytes: 1,
  },
  looks: 3,
  baseline: null,
  leakAnswer: '',
  powerAnswer: '',
};

const sizes = ['memoryBytes', 'tmpBytes', 'outBytes', 'logBytes'] as const;

export function valuesOfPlan(title: Text, datasetId: string, plan: Plan): PlanValues {
  const { resamplingUnit: unit, forecast, limits, criteria, positive, ...rest } = plan;
  const inMib = Object.fromEntries(sizes.map((name) => [name, limits[name] / mib]));
  return {
    ...emptyPlan,
    ...rest,
    title,
    datasetId,
    positive: positive ?? '',
    criteria: criteria.map(({ slice, must, ...one }) => ({
      ...one,
      ...sliceFields(slice),
      must: must ? 'must' : 'nice',
    })),
    unit: { ...emptyPlan.unit, ...unit },
    forecast: forecast ?? emptyPlan.forecast,
    runLimits: { ...limits, ...inMib },
  };
}

/** A line as a criterion, as far as it is written; the row's schema says what is missing. */
export function criterionOfLine(line: CriterionLine): Partial<Criterion> {
  const { id, metric, direction, threshold, unit, must, weight, margin } = line;
  const resource = !!metric && isResource(metric);
  return {
    id,
    metric: metric ?? undefined,
    direction: resource ? 'at_most' : direction,
    threshold: threshold ?? undefined,
    must: must !== 'nice',
    ...(unit?.trim() && !resource ? { unit: unit.trim() } : {}),
    ...(resource ? {} : sliceOf(line)),
    ...(typeof weight === 'number' ? { weight } : {}),
    ...(typeof margin === 'number' && !resource ? { margin } : {}),
  };
}

/** The fields → title and plan of the row's body. */
export function planBodyOf(values: PlanValues) {
  const {
    title,
    datasetId: _,
    unit,
    forecast,
    runLimits,
    positive,
    criteria,
    leakAnswer,
    powerAnswer,
    ...rest
  } = values;
  const inBytes = Object.fromEntries(
    sizes.map((name) => [name, runLimits[name] === null ? null : Math.round(runLimits[name] * mib)]),
  );
  return {
    title: writtenText(title) ?? undefined,
    plan: {
      ...rest,
      ...(leakAnswer.trim() ? { leakAnswer: leakAnswer.trim() } : {}),
      ...(powerAnswer.trim() ? { powerAnswer: powerAnswer.trim() } : {}),
      positive: values.task === 'binary' ? positive.trim() || null : null,
      criteria: criteria.map(criterionOfLine),
      resamplingUnit:
        unit.kind === 'row'
          ? { kind: 'row' }
          : unit.kind === 'group'
            ? { kind: 'group', column: unit.column ?? undefined }
            : { kind: 'block', duration: unit.duration.trim() },
      forecast: values.task === 'forecasting' ? forecast : null,
      limits: { ...runLimits, ...inBytes },
    },
  };
}

const sliceFieldOf: Record<string, string> = { value: 'sliceValue', says: 'sliceSays' };

/** The field a place of the body stands in, with the bound in the field's unit. */
export function fieldOfPlan({ path, values, ...issue }: Issue): Issue {
  const [first, second, ...rest] = path[0] === 'plan' ? path.slice(1) : path;
  if (first === undefined) return { ...issue, path, ...(values ? { values } : {}) };
  const inMib = first === 'limits' && sizes.some((name) => name === second);
  const field = { limits: 'runLimits', resamplingUnit: 'unit' }[first] ?? first;
  const within =
    rest[0] === 'slice' ? [second, sliceFieldOf[String(rest[1])] ?? 'sliceColumn'] : [second, ...rest];
  return {
    ...issue,
    path: [field, ...within].filter((part) => part !== undefined),
    ...(values
      ? {
          values: inMib
            ? Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Number(value) / mib]))
            : values,
        }
      : {}),
  };
}

/** A name no other line has. */
export function freeId(lines: readonly (CriterionLine | undefined)[]): string {
  const taken = new Set(lines.map((line) => line?.id));
  let number = lines.length + 1;
  while (taken.has(`c${number}`)) number += 1;
  return `c${number}`;
}
