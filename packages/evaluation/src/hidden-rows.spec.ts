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

  it.each(exams)('works out the figures of %s, which knows nothing of ours', async (_, make) => {
    const { plan, sealed, files, result } = await make();
    const [report, version] = [join(work, 'python-report.json'), join(work, 'python-version.json')];
    const predicate = {
      run: { split: 'hidden' },
      digests: { hiddenSplit: sealed.hiddenDigest },
      figures: result.figures,
    };
    await writeFile(version, JSON.stringify({ plan }));
    await writeFile(report, JSON.stringify({ predicate }));
    const given = {
      report,
      plan: version,
      rows: files.hiddenRows,
      answers: files.answers,
      table: files.table,
    };
    const args = [script, ...Object.entries(given).flatMap(([name, file]) => [`--${name}`, file])];
    const run = () => spawnSync('/usr/bin/python3', args, { encoding: 'utf8', env: { LANG: 'C.UTF-8' } });
    const once = run();
    expect([once.status, once.stderr]).toEqual([0, '']);
    expect(once.stdout).not.toContain('not worked out');
    expect(once.stdout.match(/^same /gm)).toHaveLength(result.figures.length + 1);
    const [first, ...others] = result.figures;
    await writeFile(
      report,
      JSON.stringify({
        predicate: { ...predicate, figures: [{ ...first, value: first!.value! + 1e-6 }, ...others] },
      }),
    );
    const other = run();
    expect([other.status, other.stdout]).toEqual([1, expect.stringContaining(`OTHER ${first!.metric}`)]);
  });
});
