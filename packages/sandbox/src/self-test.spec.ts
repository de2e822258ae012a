import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { ProbeFacts } from './harness/probe.js';
import { reason } from './reasons.js';
import { selfTest } from './self-test.js';
import type { FinishedRun, Limits, Outcome, SandboxResult } from './types.js';

const facts: ProbeFacts = {
  environment: ['PATH'],
  initEnvironment: '',
  initCommand: '/usr/bin/catatonit\0--\0',
  descriptors: ['0', '1', '2'],
  seccomp: '2',
  noNewPrivileges: '1',
  capabilities: '0000',
  uid: 65534,
  interfaces: ['lo'],
  network: 'EPERM',
  hostFiles: [],
  writable: [],
  visibleProcesses: 2,
};
const dir = mkdtempSync(join(tmpdir(), 'self-test-'));
const path = join(dir, 'facts.json');
writeFileSync(path, JSON.stringify(facts));
afterAll(() => rmSync(dir, { recursive: true }));

const finished = (outcome: Outcome, stdout = ''): FinishedRun => ({
  kind: 'finished',
  outcome,
  exitCode: 0,
  signal: null,
  resources: { cpuSeconds: 0, peakMemoryBytes: 0, wallSeconds: 0, peakProcesses: 0 },
  log: { stdout, stderr: '', truncated: false },
  outputs: outcome === 'ok' ? [{ name: 'facts.json', bytes: 1, path }] : [],
  level: 'hardened',
  runtimeRoot: { name: 'x', source: 'host-usr', versions: {}, digest: '' },
});
const fault = (reason: 'late' | 'chain_failed', detail = ''): SandboxResult => ({
  kind: 'platform_fault',
  reason,
  detail,
});
const sound: Record<string, SandboxResult> = {
  facts: finished('ok'),
  memory: finished('memory_limit'),
  processes: finished('process_limit'),
  clock: finished('wall_limit'),
};

/** A machine on which every probe needs so many seconds. */
const machine = (seconds: number, answers: Partial<Record<string, SandboxResult>> = {}) => {
  const given: [string, number][] = [];
  const run = (probe: string, { wallSeconds }: Limits) => {
    given.push([probe, wallSeconds]);
    // The chain is up late or the program is late: either may be what a busy machine shows.
    const slow = probe === 'facts' ? fault('late') : finished('wall_limit');
    return Promise.resolve(
      answers[probe] ?? (probe !== 'clock' && wallSeconds < seconds ? slow : sound[probe]!),
    );
  };
  return { run, given };
};
const bare = (seconds: number) => () => Promise.resolve(seconds);

describe('the self-test', () => {
  it('finds a quiet machine sound at the first try', async () => {
    const { run, given } = machine(1);
    expect(await selfTest(run, 'hardened', bare(0.04))).toEqual({ code: null, complaints: [] });
    expect(given.map(([probe]) => probe).sort()).toEqual(['clock', 'facts', 'memory', 'processes']);
  });

  it('gives a busy machine the time it needs', async () => {
    const { run } = machine(200);
    expect(await selfTest(run, 'hardened', bare(0.5))).toEqual({ code: null, complaints: [] });
  });

  it('tries again what is late although the machine looked quiet a moment before', async () => {
    const { run, given } = machine(60);
    expect((await selfTest(run, 'hardened', bare(0.04))).code).toBeNull();
    expect(given.filter(([probe]) => probe === 'facts').map(([, wall]) => wall)).toEqual([20, 40, 80]);
  });

  it('calls a probe that is never done late, and nobody is told that the machine is unsound', async () => {
    const { run } = machine(1e6);
    const found = await selfTest(run, 'hardened', bare(1));
    expect(found).toEqual({ code: 'busy', complaints: ['the facts probe was not done within 300 s'] });
    const words = reason('busy', found.complaints[0]!);
    expect(words.zh).toContain('负载过高');
    expect(words.remedy.en).not.toMatch(/do not run/i);
  });

  it('calls a bomb that went off unsound however slow the machine is', async () => {
    const { run } = machine(1, { processes: finished('wall_limit', 'went off\n') });
    expect(await selfTest(run, 'hardened', bare(3))).toEqual({
      code: 'probe_failed',
      complaints: ['the processes probe went beyond its limit (wall_limit)'],
    });
    const memory = machine(1, { memory: finished('ok', 'went off\n') });
    expect((await selfTest(memory.run, 'hardened', bare(3))).code).toBe('probe_failed');
  });

  it('lets what is unsound outweigh what is late', async () => {
    const { run } = machine(1, { memory: finished('wall_limit'), clock: finished('ok') });
    expect(await selfTest(run, 'hardened', bare(0.04))).toEqual({
      code: 'probe_failed',
      complaints: ['the clock probe gave ok'],
    });
  });

  it('tells a chain that does not come up from one that is late', async () => {
    const { run } = machine(1, { facts: fault('chain_failed', 'No permissions to create new namespace') });
    expect(await selfTest(run, 'hardened', bare(0.04))).toEqual({
      code: 'chain_failed',
      complaints: ['No permissions to create new namespace'],
    });
  });
});
