import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sealBenchmark } from './seal.js';
import {
  byDay,
  changed,
  entry,
  type Made,
  machinePlan,
  machines,
  requestFor,
  riverPlan,
  rivers,
} from './testing/data.js';
import { temporary } from './testing/places.js';
import type { SealRequest } from './types.js';

const work = await temporary();
type More = Partial<SealRequest>;

async function outcome(made: Made, plan: SealRequest['plan'], more: More = {}) {
  const result = await sealBenchmark(await requestFor(work, made, { plan, ...more }));
  return result.sealed
    ? { problems: [], warnings: result.warnings.map(({ code }) => code) }
    : { problems: result.problems.map(({ code, place }) => `${code} @ ${place}`), warnings: [] };
}

const row = { kind: 'row' as const };
const accuracy = (threshold: number, more: object = {}) => [
  { id: 'a', metric: 'accuracy', direction: 'at_least' as const, threshold, must: true, ...more },
];
const withState = (cell: (old: string, row: number) => string) => changed(machines(), 'state', cell);

const refusals: [string, () => [Made, SealRequest['plan'], More?], string[]][] = [
  ['no such target', () => [machines(), machinePlan({ target: 'nothing' })], ['target_missing @ nothing']],
  [
    'the target among the features',
    () => [machines(), machinePlan({ features: ['load', 'state'] })],
    ['target_among_features @ state', 'feature_known_too_late @ state'],
  ],
  ['no such feature', () => [machines(), machinePlan({ features: ['load', 'x'] })], ['feature_missing @ x']],
  [
    'a feature in the dictionary that the table lacks',
    () => [{ ...machines(), columns: [...machines().columns, entry('x')] }, machinePlan({ features: ['x'] })],
    ['column_not_in_table @ x'],
  ],
  [
    'a feature known too late',
    () => {
      const made = machines();
      const columns = made.columns.map((one) =>
        one.name === 'heat' ? { ...one, knownAt: 'origin' as const } : one,
      );
      return [{ ...made, columns }, machinePlan()];
    },
    ['feature_known_too_late @ heat'],
  ],
  [
    'a criterion on a slice nobody declared',
    () => [
      machines(),
      machinePlan({
        criteria: accuracy(0.5, { slice: { column: 'machine', value: 'M1' } }),
        metrics: ['accuracy'],
      }),
    ],
    ['slice_not_declared @ a'],
  ],
  [
    'a criterion on a slice without rows',
    () => [
      machines(),
      machinePlan({ criteria: accuracy(0.5, { slice: { column: 'district', value: 'moon' } }) }),
    ],
    ['slice_empty @ a'],
  ],
  [
    'a slice that is too fine',
    () => [machines(), machinePlan({ slices: ['load'] })],
    ['slice_too_fine @ load'],
  ],
  ['a metric of another task', () => [machines(), machinePlan({ metrics: ['mae'] })], ['metric_unfit @ mae']],
  [
    'a baseline of another task',
    () => [machines(), machinePlan({ baseline: 'mean' })],
    ['baseline_unfit @ mean'],
  ],
  ['no positive class', () => [machines(), machinePlan({ positive: null })], ['positive_missing @ positive']],
  [
    'an unknown positive class',
    () => [machines(), machinePlan({ positive: 'x' })],
    ['positive_missing @ state'],
  ],
  [
    'three classes in a binary task',
    () => [withState((old, at) => (at % 9 === 0 ? 'odd' : old)), machinePlan()],
    ['not_two_classes @ state'],
  ],
  ['a constant target', () => [withState(() => 'sound'), machinePlan()], ['target_constant @ state']],
  ['an empty target', () => [withState(() => ''), machinePlan()], ['target_empty @ state']],
  [
    'a target that is no number',
    () => [machines(), machinePlan({ task: 'regression', metrics: ['mae'], criteria: [], baseline: 'mean' })],
    ['target_not_numeric @ state, row 1'],
  ],
  ['too few rows', () => [machines(25), machinePlan()], ['too_few_rows @ hidden']],
  [
    'more rows needed than there are',
    () => [
      machines(300),
      machinePlan({ resamplingUnit: row, criteria: accuracy(0.99), metrics: ['accuracy'] }),
    ],
    ['criterion_needs_more_rows @ a'],
  ],
  [
    'a threshold nothing can reach',
    () => [machines(), machinePlan({ criteria: accuracy(1.01) })],
    ['criterion_cannot_pass @ a'],
  ],
  [
    'a threshold of certainty over independent rows',
    () => [machines(), machinePlan({ resamplingUnit: row, criteria: accuracy(1) })],
    ['criterion_cannot_pass @ a'],
  ],
  [
    'the target under another name',
    () => {
      const made = machines();
      const copy = made.records.map((record, at) => [
        ...record,
        at === 0 ? 'code' : record[6] === 'faulty' ? '1' : '0',
      ]);
      return [
        { records: copy, columns: [...made.columns, entry('code')] },
        machinePlan({ features: ['load', 'code'] }),
      ];
    },
    ['column_determines_target @ code'],
  ],
  [
    'no such resampling unit',
    () => [machines(), machinePlan({ resamplingUnit: { kind: 'group', column: 'x' } })],
    ['unit_missing @ x'],
  ],
  [
    'single rows of a series',
    () => [rivers(), riverPlan({ resamplingUnit: row }), { split: byDay }],
    ['row_unit_for_series @ resamplingUnit'],
  ],
  [
    'single rows where the latest are hidden',
    () => [machines(), machinePlan({ resamplingUnit: row }), { split: { ...byDay, column: 'seen_at' } }],
    ['row_unit_for_series @ resamplingUnit'],
  ],
  [
    'a block shorter than the season',
    () => [rivers(), riverPlan({ resamplingUnit: { kind: 'block', duration: 'P6D' } }), { split: byDay }],
    ['block_too_short @ P6D'],
  ],
  [
    'a block that is no duration',
    () => [rivers(), riverPlan({ resamplingUnit: { kind: 'block', duration: 'a week' } }), { split: byDay }],
    ['bad_duration @ resamplingUnit.duration'],
  ],
  [
    'a forecast whose hidden part is not the latest',
    () => [rivers(), riverPlan(), {}],
    ['forecast_needs_time_split @ split'],
  ],
  [
    'a forecast without its particulars',
    () => [rivers(), riverPlan({ forecast: null }), { split: byDay }],
    ['forecast_missing @ forecast'],
  ],
  [
    'a time that is none',
    () => [changed(rivers(), 'day', (old, at) => (at === 20 ? 'later' : old)), riverPlan(), { split: byDay }],
    ['time_broken @ row 21'],
  ],
  [
    'an unsteady rhythm',
    () => [
      changed(rivers(), 'day', (old, at) => (at === 20 ? `${old}T05:00:00Z` : old)),
      riverPlan(),
      { split: byDay },
    ],
    ['off_grid @ row 21'],
  ],
  [
    'too few groups for any verdict on a must',
    () => [changed(machines(), 'machine', (_, at) => `M${at % 12}`), machinePlan()],
    ['too_few_units @ recall'],
  ],
  [
    'a split by a missing column',
    () => [machines(), machinePlan(), { split: { ...byDay, column: 'x' } }],
    ['split_column_missing @ x'],
  ],
];

describe('sealBenchmark refuses', () => {
  it.each(refusals)('%s', async (_, make, expected) => {
    expect((await outcome(...make())).problems).toEqual(expected);
  });

  it('a table that is none, and names the line', async () => {
    const request = await requestFor(work, machines(), { plan: machinePlan() });
    const codeOf = async (text: string | Uint8Array) => {
      await writeFile(request.tableFile, text);
      const result = await sealBenchmark(request);
      return result.sealed ? null : `${result.problems[0]!.code} @ ${result.problems[0]!.place}`;
    };
    expect(await codeOf('')).toBe('table_empty @ file');
    expect(await codeOf('load,heat,state\n')).toBe('table_empty @ file');
    expect(await codeOf('load,heat,load\n1,2,3\n')).toBe('duplicate_column @ load');
    expect(await codeOf('load,heat,state\n1,2,3\n1,2\n')).toBe('table_ragged @ line 3');
    expect(await codeOf(Buffer.from([97, 10, 0xff, 10]))).toBe('table_broken @ line 2');
    expect(await codeOf('a\n1\n"2')).toMatch(/^table_broken @ line/);
  });

  it('pictures that are not there or lead elsewhere', async () => {
    const made = machines(60);
    const columns = made.columns.map((one) =>
      one.name === 'load' ? { ...one, type: 'image' as const } : one,
    );
    const filesDir = join(work, 'pictures');
    await mkdir(filesDir, { recursive: true });
    await writeFile(join(filesDir, 'a.png'), 'picture');
    await writeFile(join(work, 'outside.png'), 'secret');
    const plan = machinePlan({ features: ['load', 'heat'] });
    const pictured = (cell: (row: number) => string) => ({
      ...changed(made, 'load', (_, at) => cell(at)),
      columns,
    });
    const problems = async (cell: (row: number) => string, more: More = { filesDir }) =>
      (await outcome(pictured(cell), plan, more)).problems;
    expect(await problems(() => 'a.png', {})).toEqual(['file_missing @ load']);
    expect(await problems((at) => (at === 3 ? 'b.png' : 'a.png'))).toEqual(['file_missing @ row 4']);
    for (const bad of ['../outside.png', '/etc/passwd', '', 'a/../../outside.png', 'files/../../outside.png'])
      expect(await problems((at) => (at === 0 ? bad : 'files/a.png'))).toEqual(['file_missing @ row 1']);
  });

  it('a seed that could be guessed', async () => {
    const request = await requestFor(work, machines(60), { plan: machinePlan(), secretSeed: 'short' });
    await expect(sealBenchmark(request)).rejects.toThrow(RangeError);
  });
});

describe('sealBenchmark warns', () => {
  it('of too few groups for any verdict on what need not be met', async () => {
    const few = changed(machines(), 'machine', (_, at) => `M${at % 12}`);
    const plan = machinePlan({ criteria: machinePlan().criteria.map((one) => ({ ...one, must: false })) });
    expect((await outcome(few, plan)).warnings).toContain('too_few_units');
  });
  it('of a plan in which nothing must be met', async () => {
    expect((await outcome(machines(), machinePlan({ criteria: [] }))).warnings).toContain('nothing_required');
  });
  it('of rows without a target', async () => {
    const holes = withState((old, at) => (at % 50 === 0 ? '' : old));
    expect(await outcome(holes, machinePlan())).toMatchObject({
      problems: [],
      warnings: ['rows_without_target', 'group_across_splits'],
    });
  });
  it('of rows without a time where time splits', async () => {
    const holes = changed(machines(), 'seen_at', (old, at) => (at % 50 === 0 ? '' : old));
    const split = { ...byDay, column: 'seen_at' };
    expect(await outcome(holes, machinePlan(), { split })).toMatchObject({
      problems: [],
      warnings: ['rows_without_time'],
    });
  });
  it('of groups on both sides and among the features', async () => {
    const plan = machinePlan({ features: ['load', 'machine'] });
    expect((await outcome(machines(), plan)).warnings).toEqual([
      'group_among_features',
      'group_across_splits',
    ]);
    const grouped = { by: 'group' as const, column: 'machine', sample: 0.1, validation: 0.3, hidden: 0.6 };
    expect((await outcome(machines(), machinePlan(), { split: grouped })).warnings).toEqual([]);
  });
});
