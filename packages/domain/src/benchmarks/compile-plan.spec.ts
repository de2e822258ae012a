import { Plan } from '@scenario-lab/contracts/benchmarks';
import { ColumnEntry, type Profile } from '@scenario-lab/contracts/datasets';
import { metricNames, taskKinds } from '@scenario-lab/contracts/metrics';
import { describe, expect, it } from 'vitest';
import { type CompiledData, compilePlan, type Need } from './compile-plan.js';
import { durationText, stepOf } from './time-step.js';

const id = '0190d9a0-0000-7000-8000-000000000000';
const column = (name: string, type: string, role: string, more = {}) =>
  ColumnEntry.parse({ name, type, role, ...more });
const profiled = (name: string, more: object): Profile['columns'][number] => ({
  name,
  type: 'string',
  count: 0,
  nulls: 0,
  distinct: 0,
  min: null,
  max: null,
  mean: null,
  deviation: null,
  quantiles: [],
  histogram: [],
  top: [],
  personal: {},
  ...more,
});
const profile = (...columns: Profile['columns']): Profile => ({
  rows: 1,
  duplicates: 0,
  files: 0,
  timeCoverage: null,
  columns,
});

const pump: CompiledData = {
  id,
  rows: 40_000,
  split: { by: 'hash', sample: 0.1, validation: 0.4, hidden: 0.5 },
  columns: [
    column('row', 'string', 'id'),
    column('current', 'number', 'feature'),
    column('season', 'string', 'slice'),
    column('owner_phone', 'string', 'feature', { sensitivity: 'personal' }),
    column('repair', 'string', 'feature', { knownAt: 'never' }),
    column('load', 'number', 'feature', { knownAt: 'origin' }),
    column('note', 'string', 'ignored'),
    column('state', 'string', 'target'),
  ],
  profile: profile(
    profiled('state', {
      top: [
        { value: 'fine', count: 900 },
        { value: 'fault', count: 100 },
      ],
    }),
  ),
};
const recall = { id: 'recall', metric: 'recall', direction: 'at_least' as const, threshold: 0.8, must: true };
const need: Need = {
  task: 'binary',
  criteria: [
    recall,
    { ...recall, id: 'winter', metric: 'roc_auc', slice: { column: 'season', value: 'winter' } },
  ],
};
const planOf = (asked: Need, data: CompiledData): Plan => {
  const compiled = compilePlan(asked, data);
  if (!compiled.ok) throw new Error(compiled.code);
  // As strict as the route that takes it.
  return Plan.parse(compiled.plan);
};

describe('compilePlan', () => {
  it('asks for the rare class from what is known in time and concerns nobody', () => {
    expect(planOf(need, pump)).toMatchObject({
      target: 'state',
      positive: 'fault',
      features: ['current', 'season'],
      slices: ['season'],
      criteria: need.criteria,
      resamplingUnit: { kind: 'row' },
      forecast: null,
      looks: 3,
      baseline: 'majority',
      limits: { cpuSeconds: 40, wallSeconds: 600, memoryBytes: 2 ** 30, processes: 64, outBytes: 2 ** 24 },
    });
  });

  it('measures what the criteria name and what belongs beside it, each once and all of the task', () => {
    for (const task of taskKinds) {
      const target = task === 'regression' || task === 'forecasting' ? 'number' : 'string';
      const data = {
        ...pump,
        columns: [
          column('t', 'timestamp', 'time'),
          column('y', target, 'target'),
          column('x', 'number', 'feature'),
        ],
      };
      const { metrics } = planOf({ task, criteria: [] }, data);
      expect(new Set(metrics).size).toBe(metrics.length);
      for (const metric of metrics) {
        expect(metricNames.find((row) => row.id === metric)?.tasks).toContain(task);
      }
    }
    expect(planOf(need, pump).metrics.slice(0, 2)).toEqual(['recall', 'roc_auc']);
  });

  it('pins a limit on what a run may cost as a criterion, and asks for no metric of that name', () => {
    const memory = {
      id: 'memory',
      metric: 'peak_memory_mib',
      direction: 'at_most' as const,
      threshold: 512,
      must: true,
    };
    const plan = planOf({ ...need, criteria: [recall, memory] }, pump);
    expect(plan.criteria).toEqual([recall, memory]);
    expect(plan.metrics).not.toContain('peak_memory_mib');
    expect(plan.metrics[0]).toBe('recall');
  });

  it('never asks for scores on its own account', () => {
    const scored = ['roc_auc', 'pr_auc', 'log_loss', 'brier', 'ece', 'top_k_accuracy'];
    const plan = planOf({ ...need, criteria: [recall] }, pump);
    expect(plan.metrics.filter((metric) => scored.includes(metric))).toEqual([]);
  });

  it('takes groups, blocks of time or rows for independent, as the data say', () => {
    const byGroup = { ...pump, split: { ...pump.split, by: 'group' as const, column: 'season' } };
    expect(planOf(need, byGroup).resamplingUnit).toEqual({ kind: 'group', column: 'season' });
    const grouped = { ...pump, columns: [...pump.columns, column('station', 'string', 'group')] };
    expect(planOf(need, grouped).resamplingUnit).toEqual({ kind: 'group', column: 'station' });
    const byTime = {
      ...pump,
      columns: [...pump.columns, column('at', 'timestamp', 'time')],
      split: { ...pump.split, by: 'time' as const, column: 'at' },
    };
    expect(planOf(need, byTime).resamplingUnit).toEqual({ kind: 'block', duration: 'P7D' });
  });

  it('reads step, horizon and season of a series off its time column, blocks no shorter than either', () => {
    const series = {
      ...pump,
      split: { by: 'time' as const, column: 'hour', sample: 0.2, validation: 0.3, hidden: 0.5 },
      columns: [
        column('hour', 'timestamp', 'time'),
        column('rain', 'number', 'feature', { knownAt: 'origin' }),
        column('level', 'number', 'target'),
      ],
      profile: profile(
        profiled('hour', { min: '2024-01-01T00:00:00', max: '2024-12-31T23:00:00', distinct: 8_700 }),
      ),
    };
    expect(planOf({ task: 'forecasting', criteria: [] }, series)).toMatchObject({
      features: ['hour', 'rain'],
      forecast: { time: 'hour', frequency: 'PT1H', horizon: 24, every: 24, seasonality: 24 },
      resamplingUnit: { kind: 'block', duration: 'P1D' },
      baseline: 'seasonal_naive',
    });
  });

  it('says what the data lack', () => {
    const without = (role: string) => ({ ...pump, columns: pump.columns.filter((one) => one.role !== role) });
    expect(compilePlan(need, without('target'))).toEqual({ ok: false, code: 'target_missing' });
    expect(compilePlan({ ...need, task: 'regression' }, pump)).toEqual({ ok: false, code: 'target_missing' });
    const bare = {
      ...pump,
      columns: [column('state', 'string', 'target'), column('n', 'string', 'ignored')],
    };
    expect(compilePlan(need, bare)).toEqual({ ok: false, code: 'features_missing' });
    const numeric = { ...pump, columns: [column('x', 'number', 'feature'), column('y', 'number', 'target')] };
    expect(compilePlan({ task: 'forecasting', criteria: [] }, numeric)).toEqual({
      ok: false,
      code: 'time_missing',
    });
  });
});

describe('steps of time', () => {
  it('are guessed through gaps and default to the hour', () => {
    expect(stepOf('2024-01-01', '2024-12-31', 366).frequency).toBe('P1D');
    expect(stepOf('2024-01-01', '2024-12-31', 340).frequency).toBe('P1D');
    expect(stepOf('2020-01-01', '2024-01-01', 49).frequency).toBe('P1M');
    expect(stepOf(null, null, 0).frequency).toBe('PT1H');
    expect(stepOf('x', 'y', 10).frequency).toBe('PT1H');
  });

  it('add up to one duration', () => {
    expect(durationText('PT1H', 24)).toBe('P1D');
    expect(durationText('PT15M', 97)).toBe('PT1455M');
    expect(durationText('PT1H', 25)).toBe('PT25H');
    expect(durationText('P1M', 12)).toBe('P12M');
    expect(durationText('P7D', 52)).toBe('P364D');
  });
});
