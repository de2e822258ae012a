import { writeFileSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type {
  FinishedRun,
  RunHooks,
  Sandbox,
  SandboxRequest,
  SandboxResult,
} from '@scenario-lab/sandbox/types';
import { describe, expect, it } from 'vitest';
import { executePack } from './execute.js';
import { limits, machinePlan } from './testing/data.js';
import { temporary } from './testing/places.js';
import type { ExecuteRequest } from './types.js';

const work = await temporary();
const plan = { ...machinePlan(), limits };
const task = {
  schema: 'scenario-lab/task/1',
  task: 'binary',
  id: 'id',
  inputs: 'inputs.csv',
  columns: [],
  target: { name: 'state', type: 'string', classes: ['sound', 'faulty'], positive: 'faulty' },
  output: { file: 'predictions.csv', columns: ['id', 'prediction', 'score'] },
};

/** What a sandbox would say, in turn; remembers what it was asked. */
class Scripted implements Sandbox {
  readonly status = { available: false as const, reasons: [] };
  readonly asked: SandboxRequest[] = [];
  began = 0;
  discarded = 0;
  constructor(private readonly script: SandboxResult[]) {}
  /** What the reader in the sandbox answers; what it was given is kept. */
  reading: SandboxResult = checked({ ok: true }, 'normal form');
  read: { request: SandboxRequest; expected: unknown } | null = null;
  async run(request: SandboxRequest, hooks: RunHooks = {}): Promise<SandboxResult> {
    if (request.runtime === 'check') {
      const expected = JSON.parse(await readFile(join(request.inputDir, 'expected.json'), 'utf8'));
      this.read = { request, expected };
      return this.reading;
    }
    this.asked.push(request);
    const next = this.script[this.asked.length - 1]!;
    if (next.kind === 'finished' && next.neverStarted) return next;
    try {
      await hooks.beforeStart?.();
    } catch {
      return { kind: 'platform_fault', reason: 'cancelled', detail: 'cancelled by the caller' };
    }
    this.began += 1;
    return next;
  }
  async discard(): Promise<void> {
    this.discarded += 1;
  }
  async close(): Promise<void> {}
}

const dir = await mkdtemp(join(work, 'made-'));
await writeFile(join(dir, 'predictions.csv'), 'id,prediction\nr1,1\n');
const finished = (more: Partial<FinishedRun> = {}): FinishedRun => ({
  kind: 'finished',
  outcome: 'ok',
  exitCode: 0,
  signal: null,
  resources: { cpuSeconds: 1.5, peakMemoryBytes: 100, wallSeconds: 2, peakProcesses: 3 },
  log: { stdout: 'out ', stderr: 'err ', truncated: false },
  outputs: [{ name: 'predictions.csv', bytes: 19, path: join(dir, 'predictions.csv') }],
  level: 'hardened',
  runtimeRoot: { name: 'root', source: 'debian-packages', versions: {}, digest: 'sha256:0' },
  ...more,
});

let made = 0;
/** What the reader hands over: its report, and bytes that nobody looks at here. */
function checked(report: object, normal: string | null, more: Partial<FinishedRun> = {}): FinishedRun {
  made += 1;
  const at = (name: string) => join(dir, `${made}-${name}`);
  writeFileSync(at('report.json'), JSON.stringify(report));
  if (normal !== null) writeFileSync(at('answers.bin'), normal);
  const output = (name: string) => ({ name, bytes: 100, path: at(name) });
  const outputs = [output('report.json'), ...(normal === null ? [] : [output('answers.bin')])];
  const resources = { cpuSeconds: 2.5, peakMemoryBytes: 900, wallSeconds: 3, peakProcesses: 1 };
  return finished({ outputs, resources, ...more });
}

async function execute(script: SandboxResult[], more: Partial<ExecuteRequest> = {}, reading?: SandboxResult) {
  const packDir = await mkdtemp(join(work, 'pack-'));
  const cases = script.map((_, at) => `000${at}`);
  for (const name of cases) {
    await mkdir(join(packDir, 'cases', name), { recursive: true });
    await writeFile(join(packDir, 'cases', name, 'task.json'), JSON.stringify(task));
    await writeFile(join(packDir, 'cases', name, 'inputs.csv'), `id,x\nr${name},"1,\n2"\nq${name},3\n`);
  }
  await writeFile(join(packDir, 'pack.json'), JSON.stringify({ schema: 'scenario-lab/pack/1', cases }));
  const sandbox = new Scripted(script);
  if (reading) sandbox.reading = reading;
  const result = await executePack({
    sandbox,
    id: 'run',
    artifact: { kind: 'wasm', dir: '/artifact', file: 'program.wasm' },
    packDir,
    plan,
    rows: 2 * script.length,
    outDir: work,
    seed: 11,
    ...more,
  });
  return { result, sandbox, packDir };
}

describe('executePack', () => {
  it('adds up CPU and wall time, takes the largest memory, joins the logs', async () => {
    const { result, sandbox } = await execute([
      finished(),
      finished({ resources: { cpuSeconds: 2, peakMemoryBytes: 300, wallSeconds: 1, peakProcesses: 1 } }),
      finished(),
    ]);
    expect(result).toMatchObject({
      outcome: 'ok',
      resources: { cpuSeconds: 5, peakMemoryBytes: 300, wallSeconds: 5, executions: 3 },
      log: { stdout: 'out out out ', stderr: 'err err err ', truncated: false },
      predictions: join(work, 'answers.bin'),
    });
    expect(sandbox.discarded).toBe(4);
  });

  it('binds one case at a time and hands the harness its options', async () => {
    const { sandbox, packDir } = await execute([finished(), finished()]);
    expect(sandbox.asked.map(({ inputDir }) => inputDir)).toEqual(
      ['0000', '0001'].map((name) => join(packDir, 'cases', name)),
    );
    expect(sandbox.asked[0]).toMatchObject({
      runtime: 'wasm',
      artifactDir: '/artifact',
      options: { file: 'program.wasm', limits: { memoryBytes: limits.memoryBytes }, seed: 11 },
      seed: 11,
      limits: { ...limits, outFiles: 64 },
    });
  });

  it('says of a program that could not start that it did not, and only of its first case', async () => {
    let told = 0;
    const onStarted = async () => {
      told += 1;
    };
    const never = finished({ outcome: 'runtime_error', exitCode: 127, neverStarted: true, outputs: [] });
    const { result } = await execute([never, finished()], { onStarted });
    expect(result).toMatchObject({ outcome: 'runtime_error', detail: 'not_started', failedCase: '0000' });
    expect(told).toBe(0);
    const later = await execute([finished(), never], { onStarted });
    expect(later.result).toMatchObject({ outcome: 'runtime_error', failedCase: '0001' });
    expect(later.result).not.toHaveProperty('detail');
    const exited = await execute([finished({ outcome: 'runtime_error', exitCode: 127 })]);
    expect(exited.result).not.toHaveProperty('detail');
  });

  it('starts a native program of the bundle where it lies, however its command is written', async () => {
    const started = async (...command: string[]) => {
      const manifest = { schema: 'scenario-lab/1', runtime: 'native', mode: 'batch', command } as const;
      const artifact = { kind: 'bundle', dir: '/artifact', manifest } as const;
      return (await execute([finished()], { artifact } as Partial<ExecuteRequest>)).sandbox.asked[0]!.command;
    };
    expect(await started('run.sh', 'a')).toEqual(['./run.sh', 'a']);
    expect(await started('/app/run.sh')).toEqual(['/app/run.sh']);
  });

  it('cuts what the cases log together, not within a character', async () => {
    const log = { stdout: '漢'.repeat(300), stderr: '', truncated: false };
    const { result } = await execute([finished({ log }), finished({ log })], {
      plan: { ...plan, limits: { ...limits, logBytes: 1_000 } },
    });
    if (result.kind !== 'executed') throw new Error(result.detail);
    expect(result.log).toEqual({ stdout: '漢'.repeat(333), stderr: '', truncated: true });
  });

  it('passes the fault of the platform on, whatever ran before', async () => {
    const fault = { kind: 'platform_fault' as const, reason: 'chain_failed' as const, detail: 'no bwrap' };
    const { result, sandbox } = await execute([finished(), fault, finished()]);
    expect(result).toEqual(fault);
    expect([sandbox.asked.length, sandbox.discarded]).toEqual([2, 1]);
  });

  it('waits for the word to start, once, and lets nothing begin where it is refused', async () => {
    let asked = 0;
    let heard = false;
    const { sandbox } = await execute([finished(), finished()], {
      onStarted: async () => {
        asked += 1;
        await new Promise((resolve) => setTimeout(resolve, 5));
        heard = true;
      },
      onProgress: () => expect(heard).toBe(true),
    });
    expect([asked, sandbox.began]).toEqual([1, 2]);
    const refusal = new Error('cancelled meanwhile');
    const refused = execute([finished(), finished()], { onStarted: () => Promise.reject(refusal) });
    await expect(refused).rejects.toBe(refusal);
  });

  it.each([
    ['symlink', 'wrong_output', 'not_a_regular_file'],
    ['hard_link', 'wrong_output', 'not_a_regular_file'],
    ['too_big', 'output_limit', 'too_large'],
    ['too_many', 'output_limit', 'too_large'],
  ] as const)('names the defect of a collected %s', async (kind, outcome, defect) => {
    const collectDefect = { class: kind, name: 'a\u202eb' };
    const { result } = await execute([finished({ outcome, collectDefect, outputs: [] })]);
    expect(result).toMatchObject({
      outcome,
      failedCase: '0000',
      predictions: null,
      defects: [{ class: defect, count: 1, place: '/out/a\\u202eb', detail: kind }],
    });
  });

  it('calls a missing answer wrong output, but leaves another outcome as it is', async () => {
    const other = [{ name: 'notes.txt', bytes: 1, path: '/nowhere' }];
    const { result } = await execute([finished({ outputs: other })]);
    expect(result).toMatchObject({ outcome: 'wrong_output', defects: [{ class: 'no_output' }] });
    const { result: killed } = await execute([finished({ outcome: 'cpu_limit', outputs: [] })]);
    expect(killed).toMatchObject({ outcome: 'cpu_limit', defects: [] });
  });

  it('says so when the pack is none', async () => {
    const { result } = await execute([], { packDir: work });
    expect(result).toMatchObject({ kind: 'platform_fault', reason: 'pack_broken' });
  });

  it('has the answers read in the sandbox, against ids from the pack and nothing of the truth', async () => {
    const { result, sandbox } = await execute([finished(), finished()]);
    expect(sandbox.read!.expected).toEqual({
      task: 'binary',
      classes: ['sound', 'faulty'],
      ids: ['r0000', 'q0000', 'r0001', 'q0001'],
      scoresNeeded: expect.any(Boolean),
    });
    expect(sandbox.read!.request.options).toEqual({
      answers: ['0000', '0001'].map((name) => ({
        file: `${name}.csv`,
        display: `case ${name}, predictions.csv`,
      })),
    });
    if (result.kind !== 'executed') throw new Error(result.detail);
    expect(await readFile(result.predictions!, 'utf8')).toBe('normal form');
    // The program's own figures stay its own; what its answer cost to read is beside them.
    expect(result.resources).toMatchObject({ cpuSeconds: 3, peakMemoryBytes: 100, readingCpuSeconds: 2 });
  });

  const told = { class: 'bad_score', count: 3, place: 'predictions.csv, line 2', detail: 'score = 7' };
  it.each([
    ['a defect', checked({ ok: false, defects: [told] }, null), 'bad_score'],
    ['a reader that ran out of memory', finished({ outcome: 'memory_limit', outputs: [] }), 'too_costly'],
    ['a reader that ran out of time', finished({ outcome: 'cpu_limit', outputs: [] }), 'too_costly'],
    ['a reader that broke', finished({ outcome: 'runtime_error', outputs: [] }), 'too_costly'],
    ['no report', finished({ outputs: [] }), 'unmarkable'],
    ['a report of something else', checked({ ok: true, more: 1 }, 'x'), 'unmarkable'],
    ['a defect nobody knows', checked({ ok: false, defects: [{ ...told, class: 'x' }] }, null), 'unmarkable'],
    ['a report without an answer', checked({ ok: true }, null), 'unmarkable'],
  ])('is the answer’s fault: %s', async (_, reading, kind) => {
    const { result } = await execute([finished()], {}, reading);
    expect(result).toMatchObject({ outcome: 'wrong_output', predictions: null, defects: [{ class: kind }] });
  });

  it('is ours where the machine gave the reader no time, or the sandbox failed', async () => {
    const late = await execute([finished()], {}, finished({ outcome: 'wall_limit', outputs: [] }));
    expect(late.result).toMatchObject({ kind: 'platform_fault', reason: 'reader_late' });
    const gone = { kind: 'platform_fault' as const, reason: 'launcher_lost' as const, detail: '' };
    expect((await execute([finished()], {}, gone)).result).toEqual(gone);
  });
});
