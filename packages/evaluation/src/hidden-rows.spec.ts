import { execFileSync, spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Predictions } from '@scenario-lab/sandbox/harness/answers';
import { describe, expect, it } from 'vitest';
import { answersCsv } from './answers-csv.js';
import { flawless } from './decidable.js';
import { recompute } from './hidden-rows.js';
import { markPredictions } from './mark.js';
import { sealBenchmark } from './seal.js';
import { byDay, type Made, machinePlan, machines, requestFor, riverPlan, rivers } from './testing/data.js';
import { temporary } from './testing/places.js';
import { readTruth } from './truth.js';
import type { SealRequest } from './types.js';

const work = await temporary();

/** Now and then wrong, in an order that nothing else has. */
function mistaken({ codes, values, scores }: Predictions, classes: number): Predictions {
  return {
    codes: codes === null ? null : codes.map((code, at) => (at % 5 === 2 ? (code + 1) % classes : code)),
    values: values === null ? null : values.map((value, at) => value + (((at * 7_919) % 13) - 6) / 7),
    scores: scores === null ? null : scores.map((score, at) => (at % 7 === 3 ? 1 - score : score)),
  };
}

async function ownersFiles(name: string, made: Made, over: Pick<SealRequest, 'plan'> & Partial<SealRequest>) {
  const request = await requestFor(work, made, over);
  const sealed = await sealBenchmark(request);
  if (!sealed.sealed) throw new Error(JSON.stringify(sealed.problems));
  const truth = await readTruth(sealed.truths.find(({ split }) => split === 'hidden')!.file);
  const { plan } = request;
  const classes = sealed.task.target.classes ?? [];
  const exam = { plan, task: sealed.task, truth, baseline: sealed.baseline, synthetic: false };
  const marked = markPredictions(exam, mistaken(flawless(plan, classes, truth), classes.length), null);
  if (!marked.ok) throw new Error(JSON.stringify(marked.defects));
  const files = {
    hiddenRows: join(work, `${name}-hidden-rows.csv`),
    answers: join(work, `${name}-answers.csv`),
    table: request.tableFile,
  };
  await writeFile(files.hiddenRows, gunzipSync(await readFile(sealed.hiddenRows!.file)));
  await writeFile(files.answers, [...answersCsv(exam, marked.predictions)].join(''));
  return { plan, sealed, files, result: marked.result };
}

const cases: [string, () => Promise<Awaited<ReturnType<typeof ownersFiles>>>][] = [
  ['classes', () => ownersFiles('classes', machines(), { plan: machinePlan() })],
  ['a forecast', () => ownersFiles('forecast', rivers(), { plan: riverPlan(), split: byDay })],
];

it.each(cases)(
  'works every figure, interval and verdict of %s out anew from what the owner has',
  async (_, make) => {
    const { plan, sealed, files, result } = await make();
    const asked = { plan, ...files, split: 'hidden' as const, baseline: sealed.baseline };
    const again = await recompute(asked);
    expect(result.figures.length).toBeGreaterThan(2);
    expect(again.result).toEqual(result);
    // The sorted digests of the hidden rows are what the report calls its hidden split.
    expect(again.hiddenSplit).toBe(sealed.hiddenDigest);
    const [head, ...lines] = (await readFile(files.hiddenRows, 'utf8')).trimEnd().split('\n');
    expect(lines).toHaveLength(sealed.hiddenRows!.rows);
    expect(head!.split(',').slice(0, 5)).toEqual(['split', 'digest', 'id', 'case', 'row']);
    expect(head).not.toMatch(/label|value/);
  },
);

it('says by the script which figure is not the report’s', async () => {
  const { plan, sealed, files, result } = await ownersFiles('script', machines(), { plan: machinePlan() });
  const [report, version] = [join(work, 'report.json'), join(work, 'version.json')];
  const predicate = {
    run: { split: 'hidden' },
    digests: { hiddenSplit: sealed.hiddenDigest },
    figures: result.figures,
  };
  const envelope = (about: object) =>
    JSON.stringify({ payload: Buffer.from(JSON.stringify({ predicate: about })).toString('base64') });
  await writeFile(version, JSON.stringify({ plan }));
  await writeFile(report, envelope(predicate));
  const script = join(import.meta.dirname, '../../../scripts/recompute.mjs');
  const given = { report, plan: version, rows: files.hiddenRows, answers: files.answers, table: files.table };
  const args = [script, ...Object.entries(given).flatMap(([name, file]) => [`--${name}`, file])];
  expect(execFileSync(process.execPath, args, { encoding: 'utf8' })).toContain(
    'every figure is the report’s',
  );
  const [first, ...others] = result.figures;
  await writeFile(report, envelope({ ...predicate, figures: [{ ...first, value: 0.5 }, ...others] }));
  const other = spawnSync(process.execPath, args, { encoding: 'utf8' });
  expect([other.status, other.stdout]).toEqual([1, expect.stringContaining(`OTHER  ${first!.metric}`)]);
});

describe('a script of nothing but Python', () => {
  const script = join(import.meta.dirname, '../../../scripts/recompute.py');
  const classification = {
    metrics: [
      'recall',
      'precision',
      'f1',
      'accuracy',
      'balanced_accuracy',
      'mcc',
      'cohen_kappa',
      'roc_auc',
      'pr_auc',
      'log_loss',
      'brier',
    ],
  };
  const values = {
    metrics: [
      'mae',
      'rmse',
      'bias',
      'r2',
      'smape',
      'mape',
      'median_ae',
      'max_error',
      'mase',
      'skill_persistence',
      'skill_seasonal',
    ],
  };
  const exams: [string, () => ReturnType<typeof ownersFiles>][] = [
    ['two classes', () => ownersFiles('python', machines(), { plan: machinePlan(classification as object) })],
    [
      'a forecast',
      () => ownersFiles('python-forecast', rivers(), { plan: riverPlan(values as object), split: byDay }),
    ],
  ];

  type Owned = Awaited<ReturnType<typeof ownersFiles>>;

  /** The script over the owner's files, with what the report tells as figures. */
  async function run({ plan, sealed, files }: Owned, figures: readonly object[], verdicts: object = {}) {
    const [report, version] = [join(work, 'python-report.json'), join(work, 'python-version.json')];
    const digests = { hiddenSplit: sealed.hiddenDigest };
    await writeFile(version, JSON.stringify({ plan }));
    await writeFile(
      report,
      JSON.stringify({ predicate: { run: { split: 'hidden' }, digests, figures, ...verdicts } }),
    );
    const given = {
      report,
      plan: version,
      rows: files.hiddenRows,
      answers: files.answers,
      table: files.table,
      draws: '2000',
    };
    const args = [script, ...Object.entries(given).flatMap(([name, file]) => [`--${name}`, file])];
    return spawnSync('/usr/bin/python3', args, { encoding: 'utf8', env: { LANG: 'C.UTF-8' } });
  }

  it.each(exams)('works out the figures of %s, which knows nothing of ours', async (_, make) => {
    const owned = await make();
    const { figures } = owned.result;
    const bare = figures.map((figure) => ({ ...figure, interval: null, bounds: null }));
    const once = await run(owned, bare);
    expect([once.status, once.stderr]).toEqual([0, '']);
    expect(once.stdout).not.toContain('not worked out');
    expect(once.stdout.match(/^same /gm)).toHaveLength(figures.length + 1);
    const [first, ...others] = bare;
    const other = await run(owned, [{ ...first, value: first!.value! + 1e-6 }, ...others]);
    expect([other.status, other.stdout]).toEqual([1, expect.stringContaining(`OTHER ${first!.metric}`)]);
  });

  const byRow = { kind: 'row' } as const;
  const labels = ['accuracy', 'precision', 'recall', 'brier', 'log_loss'];
  const regression = {
    task: 'regression',
    forecast: undefined,
    features: ['forecast'],
    metrics: ['mae', 'rmse', 'bias', 'smape'],
    resamplingUnit: byRow,
    baseline: 'mean',
  } satisfies Parameters<typeof riverPlan>[0];
  const judged: [string, () => Promise<Owned>, RegExp][] = [
    [
      'proportions and means over rows',
      () =>
        ownersFiles('interval-rows', machines(), {
          plan: machinePlan({ metrics: labels, slices: [], resamplingUnit: byRow }),
        }),
      /^same {2}accuracy interval, by the binomial distribution$/m,
    ],
    [
      'proportions and means over groups',
      () =>
        ownersFiles('interval-groups', machines(), { plan: machinePlan({ metrics: labels, slices: [] }) }),
      /^same {2}accuracy interval, by drawing$/m,
    ],
    [
      'means of errors',
      () => ownersFiles('interval-values', rivers(), { plan: riverPlan({ ...regression, slices: [] }) }),
      /^same {2}bias interval, by drawing$/m,
    ],
  ];

  it.each(judged)('judges the intervals of %s by a way of its own', async (_, make, line) => {
    const owned = await make();
    const { figures } = owned.result;
    const once = await run(owned, figures);
    expect([once.status, once.stderr]).toEqual([0, '']);
    expect(once.stdout).toMatch(line);
    expect(once.stdout).not.toContain('not worked out');
    expect(once.stdout.match(/ interval, by /g)).toHaveLength(figures.length);
    // An interval that is too narrow by a third of its upper half is found, whichever figure it belongs to.
    const narrowed = figures.map(({ interval, value, ...figure }) => ({
      ...figure,
      value,
      interval: interval && { ...interval, upper: value! + (2 / 3) * (interval.upper - value!) },
      bounds: null,
    }));
    const other = await run(owned, narrowed);
    expect(other.status).toBe(1);
    expect(other.stdout.match(/^OTHER \w+ interval, by /gm)).toHaveLength(
      figures.filter(({ interval }) => interval).length,
    );
  });

  it('finds a verdict that its bound does not bear, and an overall that its musts do not', async () => {
    const wanted = (id: string, threshold: number) =>
      ({ id, metric: 'accuracy', direction: 'at_least', threshold, must: true }) as const;
    const owned = await ownersFiles('verdicts', machines(), {
      plan: machinePlan({
        metrics: ['accuracy'],
        slices: [],
        resamplingUnit: byRow,
        criteria: [wanted('low', 0.6), wanted('near', 0.8), wanted('high', 0.95)],
        powerAnswer: 'A test of the script; nothing is decided by it.',
      }),
    });
    const { figures, criteria, overall } = owned.result;
    expect(criteria.map(({ verdict }) => verdict)).toEqual(['pass', 'inconclusive', 'fail']);
    const once = await run(owned, figures, { criteria, overall });
    expect([once.status, once.stderr]).toEqual([0, '']);
    expect(once.stdout).toMatch(/^same {2}overall fail$/m);
    const raised = criteria.map((one) => ({ ...one, verdict: 'pass' }));
    const other = await run(owned, figures, { criteria: raised, overall: 'inconclusive' });
    expect(other.status).toBe(1);
    expect(other.stdout.match(/^OTHER (criterion|overall) \w+/gm)).toEqual([
      'OTHER criterion near',
      'OTHER criterion high',
      'OTHER overall inconclusive',
    ]);
  });
});
