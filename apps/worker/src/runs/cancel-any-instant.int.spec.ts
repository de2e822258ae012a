import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { transition } from '@scenario-lab/db/transition';
import { Refusal } from '@scenario-lab/domain/refusal';
import { executePack } from '@scenario-lab/evaluation/execute';
import type { RunHooks, Sandbox, SandboxRequest, SandboxResult } from '@scenario-lab/sandbox/types';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ExecuteDesk } from '../desk.js';
import { executed, type Lab, openLab, soundSandbox, task } from '../lifecycle/lab.js';
import { settleCancelled } from '../reconciler/leases.js';
import type { Exam } from './exam.js';
import { executeRun } from './execute-run.js';

let lab: Lab;
let desk: ExecuteDesk;
const unheard: unknown[] = [];
const hear = (reason: unknown) => unheard.push(reason);
beforeAll(async () => {
  lab = await openLab();
  desk = await lab.executeDesk();
  process.on('unhandledRejection', hear);
});
afterAll(async () => {
  process.off('unhandledRejection', hear);
  await lab.close();
});

const stages = ['queued', 'fetching', 'waiting', 'starting', 'running', 'collecting'] as const;
type At = (stage: (typeof stages)[number], runId: string) => Promise<unknown>;

/** A chain that takes its time at every stage and keeps the contract of the real one. */
class Timed implements Sandbox {
  readonly status = soundSandbox.status;
  readonly began = new Set<string>();
  constructor(
    private readonly answers: string,
    private readonly at: At,
  ) {}
  async run(
    { id: name, runtime }: SandboxRequest,
    { beforeStart, signal }: RunHooks = {},
  ): Promise<SandboxResult> {
    const cancelled = { kind: 'platform_fault', reason: 'cancelled', detail: '' } as const;
    const id = name.slice(0, 36);
    // Our own reader of the answer: no program of anybody's.
    if (runtime === 'check')
      return signal?.aborted ? cancelled : this.finished(['report.json', 'answers.bin']);
    await this.at('waiting', id);
    await this.at('starting', id);
    try {
      await beforeStart?.();
    } catch {
      return cancelled;
    }
    if (signal?.aborted) return cancelled;
    this.began.add(id);
    await this.at('running', id);
    if (signal?.aborted) return cancelled;
    await this.at('collecting', id);
    return this.finished(['predictions.csv']);
  }
  private finished(names: string[]): SandboxResult {
    const { outcome, resources, log, level, runtimeRoot } = executed(null);
    const outputs = names.map((name) => ({ name, bytes: 1, path: join(this.answers, name) }));
    return {
      kind: 'finished',
      outcome,
      exitCode: 0,
      signal: null,
      resources: { ...resources, peakProcesses: 1 },
      log,
      outputs,
      level,
      runtimeRoot,
    };
  }
  async discard(): Promise<void> {}
  async close(): Promise<void> {}
}

async function timedExam(at: At): Promise<{ exam: Exam; sandbox: Timed }> {
  const packDir = join(lab.folder, 'pack');
  await mkdir(join(packDir, 'cases', '0000'), { recursive: true });
  const written: [string, string][] = [
    ['pack/pack.json', JSON.stringify({ schema: 'scenario-lab/pack/1', cases: ['0000'] })],
    ['pack/cases/0000/task.json', JSON.stringify(task)],
    ['pack/cases/0000/inputs.csv', 'id,x\n1,1\n'],
    ['predictions.csv', 'id,prediction\n1,2\n'],
    ['report.json', '{"ok":true}'],
    ['answers.bin', 'normal form'],
  ];
  for (const [name, text] of written) await writeFile(join(lab.folder, name), text);
  const sandbox = new Timed(lab.folder, at);
  const exam: Exam = async ({ runId, facts, place, signal, onStarted, onProgress }) => {
    await at('fetching', runId);
    return executePack({
      sandbox,
      id: runId,
      artifact: { kind: 'wasm', dir: place, file: 'a.wasm' },
      packDir,
      plan: facts.plan,
      rows: facts.pack.rows,
      outDir: place,
      seed: 1,
      signal,
      onStarted,
      onProgress,
    });
  };
  return { exam, sandbox };
}

/** As the API does it. Returns whether the run could still be cancelled. */
const cancel = (id: string) =>
  lab.db
    .asSystem((tx) => transition(tx, 'run', id, 'cancel', { set: { progress: null, ended_at: new Date() } }))
    .then(
      () => true,
      (error: unknown) => {
        if (error instanceof Refusal && error.code === 'wrong_status') return false;
        throw error;
      },
    );

const charged = async (id: string) =>
  (await lab.database.owner.query('SELECT charged FROM look WHERE run_id = $1', [id])).rows[0]?.charged;

/** One run is cancelled while the same worker executes a stranger's; what holds whenever that is. */
async function cancelledBeside(at: At, when: (mine: string) => Promise<boolean>) {
  const { exam, sandbox } = await timedExam(at);
  const own = { ...desk, exam };
  const mine = await lab.submit(lab.cast.vendor);
  const theirs = await lab.submit(lab.cast.otherVendor);
  const work = Promise.all([executeRun(own), executeRun(own)]);
  const took = await when(mine);
  await work;
  // A run cancelled before it was claimed leaves its turn to the next wake-up.
  for (const id of [mine, theirs]) while ((await lab.run(id)).status === 'queued') await executeRun(own);
  await settleCancelled(lab.db);
  const run = await lab.run(mine);
  expect(await lab.run(theirs)).toMatchObject({ status: 'scoring', execute_attempts: 1, outcome: 'ok' });
  expect(run).toMatchObject({ lease_until: null, platform_fault: null });
  // A program that began was announced first; the look follows what was announced.
  if (sandbox.began.has(mine)) expect(run.program_started).toBe(true);
  if (took) {
    expect(run).toMatchObject({ status: 'cancelled', held: 0 });
    expect(await charged(mine)).toBe(run.program_started);
  } else expect(run).toMatchObject({ status: 'scoring', execute_attempts: 1 });
  expect(unheard).toEqual([]);
  return run;
}

it.each(stages)('a cancel at the stage %s ends its own run alone', async (wanted) => {
  let mine = '';
  let done: (took: boolean) => void = () => {};
  const cancelled = new Promise<boolean>((resolve) => {
    done = resolve;
  });
  const at: At = async (stage, id) => {
    if (stage === wanted && id === mine) done(await cancel(id));
  };
  const run = await cancelledBeside(at, async (id) => {
    mine = id;
    return wanted === 'queued' ? cancel(id) : cancelled;
  });
  const started = wanted === 'running' || wanted === 'collecting';
  expect(run).toMatchObject({ status: 'cancelled', program_started: started });
});

it('a cancel at any instant ends its own run alone', async () => {
  const at: At = () => pause(8);
  const began = performance.now();
  await cancelledBeside(at, async () => false);
  const usual = performance.now() - began;
  for (let time = 0; time < 30; time += 1) {
    await cancelledBeside(at, async (mine) => {
      await pause(Math.random() * usual);
      return cancel(mine);
    });
  }
}, 120_000);
