import { mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plan } from '@scenario-lab/contracts/benchmarks';
import type { OnnxInputMap, OnnxOutputMap } from '@scenario-lab/contracts/exam';
import { openSandbox } from '@scenario-lab/sandbox/sandbox';
import * as make from '@scenario-lab/sandbox/testing/files';
import { build } from '@scenario-lab/sandbox/testing/open-for-tests';
import type { Sandbox } from '@scenario-lab/sandbox/types';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { executePack } from './execute.js';
import { expectedOf } from './expected.js';
import { readKept } from './kept-answers.js';
import { materialise } from './pack.js';
import { prepareArtifact } from './prepare.js';
import { scoreRun } from './score.js';
import { sealBenchmark } from './seal.js';
import { byDay, changed, machinePlan, machines, requestFor, riverPlan, rivers } from './testing/data.js';
import { temporary } from './testing/places.js';
import { readTruth } from './truth.js';
import { openSample, trySample } from './try.js';
import type { ExecuteRequest, Measured, Runnable, Sealed, SealRequest, SplitName } from './types.js';

const work = await temporary();
let sandbox: Sandbox;
beforeAll(async () => {
  build();
  sandbox = await openSandbox({ workDir: join(work, 'sandbox'), slots: 2 });
  if (!sandbox.status.available) throw new Error(JSON.stringify(sandbox.status.reasons));
});
afterAll(() => sandbox.close());

async function seal(
  made: Parameters<typeof requestFor>[1],
  more: Parameters<typeof requestFor>[2],
): Promise<Sealed> {
  const result = await sealBenchmark(await requestFor(work, made, more));
  if (!result.sealed) throw new Error(JSON.stringify(result.problems));
  return result;
}

async function handIn(kind: Runnable['kind'], bytes: Buffer, maps: object = {}): Promise<Runnable> {
  const dir = await mkdtemp(join(work, 'artifact-'));
  const file = join(dir, 'handed-in');
  await writeFile(file, bytes);
  const prepared = await prepareArtifact({
    sandbox,
    id: 'test',
    kind,
    file,
    memoryBytes: 2 ** 29,
    outDir: dir,
    ...maps,
  });
  if (prepared.kind !== 'prepared') throw new Error(JSON.stringify(prepared));
  return prepared.artifact;
}
const zipped = (runtime: 'python' | 'node', source: string): Buffer => {
  const [name, program] = runtime === 'python' ? ['main.py', 'python3'] : ['main.mjs', 'node'];
  const manifest = { schema: 'scenario-lab/1', runtime, mode: 'batch', command: [program, name] };
  return make.zip([
    { name: 'scenario-lab.json', data: JSON.stringify(manifest) },
    { name: name!, data: source },
  ]);
};

async function run(
  sealed: Sealed,
  plan: Plan,
  artifact: Runnable,
  split: SplitName,
  more: Partial<ExecuteRequest> = {},
) {
  const pack = sealed.packs.find((one) => one.split === split)!;
  return executePack({
    sandbox,
    id: 'test',
    artifact,
    packDir: await materialise(pack.file, pack.digest, join(work, 'packs')),
    plan,
    rows: pack.rows,
    outDir: await mkdtemp(join(work, 'out-')),
    seed: 7,
    ...more,
  });
}
async function executed(...args: Parameters<typeof run>) {
  const result = await run(...args);
  if (result.kind !== 'executed') throw new Error(`${result.reason}: ${result.detail}`);
  return result;
}
async function scored(
  sealed: Sealed,
  plan: Plan,
  predictions: string,
  split: SplitName,
  measured: Measured | null = null,
) {
  const truth = await readTruth(sealed.truths.find((one) => one.split === split)!.file);
  const read = await readKept(predictions, expectedOf(plan, sealed.task, truth));
  const classes = sealed.task.target.classes ?? [];
  const { baseline } = sealed;
  return scoreRun({
    plan,
    classes,
    truth,
    predictions: read,
    looks: 3,
    baseline,
    measured,
  });
}

const persistence = `
import csv, json
task = json.load(open('/in/task.json'))
last = {}
for row in csv.DictReader(open('/in/' + task['history'])):
    last[row['river']] = row[task['target']['name']]
with open('/out/predictions.csv', 'w') as out:
    out.write('id,prediction\\n')
    for row in csv.DictReader(open('/in/' + task['inputs'])):
        out.write(f"{row['id']},{last[row['river']]}\\n")
`;
const look = `
import os, sys
for root, folders, files in os.walk('/in'):
    for name in files:
        print(os.path.join(root, name))
for root, folders, files in os.walk('/'):
    folders[:] = [name for name in folders if os.path.join(root, name) not in ('/proc', '/usr', '/sys', '/dev')]
    for name in files:
        try:
            if b'SENTINEL' in open(os.path.join(root, name), 'rb').read():
                print('found in', os.path.join(root, name))
        except OSError:
            pass
`;
const crashing = `
import csv
rows = list(csv.DictReader(open('/in/inputs.csv')))
history = open('/in/history.csv').read().count('\\n')
print('history', history)
if history > LIMIT:
    raise SystemExit(3)
with open('/out/predictions.csv', 'w') as out:
    out.write('id,prediction\\n')
    for row in rows:
        out.write(row['id'] + ',0\\n')
`;

describe('a forecast by rolling origins', () => {
  const plan = riverPlan();
  let sealed: Sealed;
  beforeAll(async () => {
    sealed = await seal(rivers(), { plan, split: byDay });
  });

  it('scores persistence as exactly as good as itself, case by case in the true chain', async () => {
    const artifact = await handIn('bundle', zipped('python', persistence));
    const progress: number[] = [];
    let started = 0;
    const result = await executed(sealed, plan, artifact, 'validation', {
      onStarted: async () => {
        started += 1;
      },
      onProgress: (done) => progress.push(done),
    });
    const { executions } = sealed.packs.find(({ split }) => split === 'validation')!;
    expect(result).toMatchObject({
      outcome: 'ok',
      failedCase: null,
      defects: [],
      level: sandbox.status.available && sandbox.status.level,
    });
    expect(result.resources.executions).toBe(executions);
    expect(progress).toEqual(Array.from({ length: executions }, (_, at) => at + 1));
    expect(started).toBe(1);
    const { figures } = await scored(sealed, plan, result.predictions!, 'validation');
    const skill = figures.find(({ metric, slice }) => metric === 'skill_persistence' && slice === null)!;
    expect(skill.value).toBe(0);
  });

  it('stops at the first case that fails, and says which', async () => {
    const history = 2 * 230;
    const artifact = await handIn('bundle', zipped('python', crashing.replace('LIMIT', String(history))));
    const result = await executed(sealed, plan, artifact, 'hidden');
    expect(result).toMatchObject({ outcome: 'runtime_error', predictions: null, failedCase: '0002' });
    expect(result.resources.executions).toBe(3);
    expect(result.log.stdout.trim().split('\n')).toHaveLength(3);
  });

  it('ends as a fault of nobody when the caller calls it off', async () => {
    const artifact = await handIn('bundle', zipped('python', 'import time\ntime.sleep(60)'));
    const caller = new AbortController();
    const result = run(sealed, plan, artifact, 'hidden', {
      signal: caller.signal,
      onStarted: async () => {
        setTimeout(() => caller.abort(), 50);
      },
    });
    expect(await result).toMatchObject({ kind: 'platform_fault', reason: 'cancelled' });
  });

  it('runs a WebAssembly module on the sample', async () => {
    const made = rivers();
    const one = { ...made, records: made.records.filter((record) => record[1] !== 'west') };
    const single = await seal(one, { plan, split: { ...byDay, sample: 0.0125, validation: 0.2 } });
    const truth = await readTruth(single.truths.find(({ split }) => split === 'sample')!.file);
    expect(truth.ids).toHaveLength(5);
    const answer = `id,prediction\n${truth.ids.map((id) => `${id},50\n`).join('')}`;
    const module = make.wasm({
      body: [
        ...make.openPath(4, 15, true),
        ...make.drop,
        ...make.writeData(15, answer.length),
        ...make.exitWithTop,
      ],
      data: `predictions.csv${answer}`,
    });
    const result = await executed(single, plan, await handIn('wasm', module), 'sample');
    expect(result).toMatchObject({ outcome: 'ok', defects: [] });
    const { figures } = await scored(single, plan, result.predictions!, 'sample');
    const mae = truth.values!.reduce((sum, value) => sum + Math.abs(value - 50), 0) / 5;
    expect(figures[0]!.value).toBeCloseTo(mae, 9);
  });
});

describe('an exam of rows', () => {
  const plan = machinePlan();
  let sealed: Sealed;
  const sealWith = (made: Parameters<typeof requestFor>[1], more: Partial<SealRequest> = {}) =>
    seal(made, { plan, ...more });
  beforeAll(async () => {
    sealed = await sealWith(machines());
  });

  it('runs an ONNX model over inputs and maps alone', async () => {
    const inputMap: z.infer<typeof OnnxInputMap> = { x: { columns: ['load', 'heat'], dtype: 'float32' } };
    const outputMap: z.infer<typeof OnnxOutputMap> = {
      output: 'p',
      prediction: 'argmax',
      classes: ['faulty', 'sound'],
      scores: true,
    };
    const artifact = await handIn('onnx', make.classifierModel(), { inputMap, outputMap });
    const result = await executed(sealed, plan, artifact, 'hidden');
    expect(result).toMatchObject({ outcome: 'ok', defects: [] });
    const { figures } = await scored(sealed, plan, result.predictions!, 'hidden');
    // The model says "faulty" with softmax(heat, load)₁: heat is always the larger, so every row is faulty to it.
    expect(figures.find(({ metric }) => metric === 'recall')!.value).toBe(1);
  });

  it('judges what a program cost by its control group: 200 MB held are over 128 and under 384', async () => {
    const truth = await readTruth(sealed.truths.find(({ split }) => split === 'hidden')!.file);
    const holding = `
import csv
held = bytearray(200 * 2 ** 20)
held[::4096] = b'x' * len(held[::4096])
with open('/out/predictions.csv', 'w') as out:
    out.write('id,prediction,score\\n')
    for row in csv.DictReader(open('/in/inputs.csv')):
        out.write(row['id'] + ',sound,0.1\\n')
`;
    const result = await executed(sealed, plan, await handIn('bundle', zipped('python', holding)), 'hidden');
    const limit = (id: string, metric: string, threshold: number) =>
      ({ id, metric, direction: 'at_most', threshold, must: true }) as const;
    const criteria = [
      limit('low', 'peak_memory_mib', 128),
      limit('high', 'peak_memory_mib', 384),
      limit('cpu', 'cpu_seconds_per_1k', 1e6),
      limit('no-cpu', 'cpu_seconds_per_1k', 1e-6),
    ];
    const costly = { ...plan, criteria };
    const judged = await scored(sealed, costly, result.predictions!, 'hidden', result);
    expect(judged.criteria.map(({ verdict }) => verdict)).toEqual(
      result.level === 'hardened' ? ['fail', 'pass', 'pass', 'fail'] : Array(4).fill('inconclusive'),
    );
    expect(judged.criteria[2]!.value).toBeCloseTo(
      (result.resources.cpuSeconds * 1_000) / truth.ids.length,
      9,
    );
  });

  it('shows a program its own inputs and no answer, wherever it looks', async () => {
    const planted = changed(machines(), 'machine', (old) => `SENTINEL-${old}`);
    const secret = await sealWith(planted);
    const hidden = await readTruth(secret.truths.find(({ split }) => split === 'hidden')!.file);
    expect(hidden.units).not.toBeNull();
    const result = await executed(secret, plan, await handIn('bundle', zipped('python', look)), 'hidden');
    // The word itself stands in the program's own source.
    expect(result.log.stdout.trim().split('\n').toSorted()).toEqual([
      '/in/inputs.csv',
      '/in/task.json',
      'found in /app/main.py',
    ]);
    expect(result).toMatchObject({ outcome: 'wrong_output', failedCase: '0000', predictions: null });
    expect(result.defects.map((defect) => defect.class)).toEqual(['no_output']);
  });

  it.each([
    ['a link', "import os; os.symlink('/in/inputs.csv', '/out/predictions.csv')", 'not_a_regular_file'],
    ['a pipe', "import os; os.mkfifo('/out/predictions.csv')", 'not_a_regular_file'],
    ['a folder', "import os; os.mkdir('/out/predictions.csv')", 'not_a_regular_file'],
  ])('does not take %s for an answer', async (_, source, defect) => {
    const result = await executed(sealed, plan, await handIn('bundle', zipped('python', source)), 'hidden');
    expect(result).toMatchObject({ outcome: 'wrong_output', predictions: null });
    expect(result.defects.map((one) => one.class)).toEqual([defect]);
  });

  it('refuses artifacts that cannot be run, before anything runs', async () => {
    const prepare = async (kind: Runnable['kind'], bytes: Buffer) => {
      const file = join(await mkdtemp(join(work, 'artifact-')), 'x');
      await writeFile(file, bytes);
      const prepared = await prepareArtifact({
        sandbox,
        id: 'x',
        kind,
        file,
        memoryBytes: 2 ** 29,
        outDir: work,
      });
      return prepared.kind === 'refused' ? prepared.problems.map(({ code }) => code) : prepared.kind;
    };
    expect(await prepare('bundle', Buffer.from('no archive'))).toEqual(['not_archive']);
    expect(await prepare('wasm', Buffer.from('no module at all'))).toEqual(['not_wasm']);
    expect(await prepare('onnx', make.classifierModel())).toEqual(['maps_missing']);
  });
});

describe('the vendor’s own exam', () => {
  const guess = `
import { readFileSync, writeFileSync } from 'node:fs';
const [, ...rows] = readFileSync('/in/inputs.csv', 'utf8').trim().split('\\n').map((line) => line.split(','));
const answers = rows.map(([id, load, heat]) => {
  const score = Math.min(1, Math.max(0, (Number(heat) - 20) / 50));
  return JSON.stringify({ id, prediction: score > 0.5 ? 'faulty' : 'sound', score });
});
writeFileSync('/out/predictions.jsonl', answers.join('\\n'));
console.log('rows', rows.length);
`;
  async function tried(source: string) {
    const plan = machinePlan();
    const sealed = await seal(machines(), { plan });
    const place = await mkdtemp(join(work, 'try-'));
    const file = join(place, 'mine.zip');
    await writeFile(file, zipped('node', source));
    const sample = await openSample(sealed.sampleZip!, place);
    const result = await trySample({ sandbox, sample, kind: 'bundle', file, outDir: place, seed: 1 });
    if (result.kind !== 'tried') throw new Error(JSON.stringify(result));
    return { ...result, rows: sample.truth.ids.length, left: await readdir(join(place, 'try')) };
  }

  it('scores the sample as the lab would, to the digest', async () => {
    const first = await tried(guess);
    expect(first.execution.log.stdout).toBe(`rows ${first.rows}\n`);
    expect(first.left).toEqual(['answers.bin']);
    if (!first.scored?.ok) throw new Error(JSON.stringify(first.scored));
    expect(first.scored.result.figures.find(({ metric }) => metric === 'roc_auc')!.value).toBeGreaterThan(
      0.7,
    );
    expect(first.scored.result.criteria).toHaveLength(1);
    const again = await tried(guess);
    expect(again.scored).toEqual(first.scored);
  });

  it('shows where an answer is wrong', async () => {
    const result = await tried(guess.replace("'faulty' : 'sound'", "'broken' : 'sound'"));
    expect(result.execution.outcome).toBe('wrong_output');
    expect(result.scored).toMatchObject({ ok: false });
    const [defect] = result.execution.defects;
    expect(defect).toMatchObject({ class: 'unknown_class', detail: 'broken' });
    expect(defect!.place).toMatch(/^predictions\.jsonl, line \d+, id r[0-9a-f]{16}$/);
  });
});
