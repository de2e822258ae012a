import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
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
import { limitsFor } from './limits.js';
import { limits } from './testing/data.js';
import { temporary } from './testing/places.js';
import type { ExecuteRequest } from './types.js';

const work = await temporary();

/** What a sandbox would say, in turn; remembers what it was asked. */
class Scripted implements Sandbox {
  readonly status = { available: false as const, reasons: [] };
  readonly asked: SandboxRequest[] = [];
  began = 0;
  discarded = 0;
  constructor(private readonly script: SandboxResult[]) {}
  async run(request: SandboxRequest, hooks: RunHooks = {}): Promise<SandboxResult> {
    this.asked.push(request);
    try {
      await hooks.beforeStart?.();
    } catch {
      return { kind: 'platform_fault', reason: 'cancelled', detail: 'cancelled by the caller' };
    }
    this.began += 1;
    return this.script[this.asked.length - 1]!;
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

async function execute(script: SandboxResult[], more: Partial<ExecuteRequest> = {}) {
  const packDir = await mkdtemp(join(work, 'pack-'));
  const cases = script.map((_, at) => `000${at}`);
  for (const name of cases) await mkdir(join(packDir, 'cases', name), { recursive: true });
  await writeFile(join(packDir, 'pack.json'), JSON.stringify({ schema: 'scenario-lab/pack/1', cases }));
  const sandbox = new Scripted(script);
  const result = await executePack({
    sandbox,
    id: 'run',
    artifact: { kind: 'wasm', dir: '/artifact', file: 'program.wasm' },
    packDir,
    limits,
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
      predictions: join(work, 'predictions.tar'),
    });
    expect(sandbox.discarded).toBe(3);
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

  it('cuts what the cases log together, not within a character', async () => {
    const log = { stdout: '漢'.repeat(300), stderr: '', truncated: false };
    const { result } = await execute([finished({ log }), finished({ log })], {
      limits: { ...limits, logBytes: 1_000 },
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
});

describe('limitsFor', () => {
  it('grows with the rows and never falls below the plan', () => {
    expect(limitsFor({ limits }, 1_000)).toEqual(limits);
    expect(limitsFor({ limits }, 100_000)).toMatchObject({ cpuSeconds: 200, wallSeconds: 400 });
    expect(limitsFor({ limits }, 100_000, 50).outBytes).toBe(100_000 * (64 + 50 * 24));
    expect(limitsFor({ limits }, 1e9)).toMatchObject({
      cpuSeconds: 3_600,
      wallSeconds: 7_200,
      outBytes: 2 ** 30,
    });
    expect(limitsFor({ limits: { ...limits, cpuSeconds: 5 } }, 10).cpuSeconds).toBe(5);
  });
});
