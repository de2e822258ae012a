import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';
import type { ProbeFacts } from './harness/probe.js';
import { defaultLimits, type Limits, type Outcome, type SandboxLevel, type SandboxResult } from './types.js';

type RunProbe = (probe: string, limits: Limits) => Promise<SandboxResult>;

const MiB = 1024 * 1024;
const CHAIN = 'chain: ';
/** What a bomb of harness/probe.ts writes once it has gone beyond every limit it is given. */
const WENT_OFF = 'went off';
const environment = new Set([
  ...[
    'PATH',
    'HOME',
    'LANG',
    'TZ',
    'PWD',
    'PYTHONDONTWRITEBYTECODE',
    'PYTHONHASHSEED',
    'ORT_DISABLE_TELEMETRY',
  ],
]);

/** One line for every way in which what a program found differs from what it must find. */
export function judgeFacts(facts: ProbeFacts): string[] {
  const checks: [boolean, string][] = [
    [
      facts.environment.every((name) => environment.has(name)),
      `environment holds ${facts.environment.join(', ')}`,
    ],
    [
      facts.initEnvironment
        .split('\0')
        .every((entry) => entry === '' || environment.has(entry.split('=')[0]!)),
      'the init process shows a foreign environment',
    ],
    [facts.initCommand.startsWith('/usr/bin/catatonit\0'), 'the init process is not ours'],
    [
      facts.descriptors.every((fd) => ['0', '1', '2'].includes(fd)),
      `inherited descriptors ${facts.descriptors.join(', ')}`,
    ],
    [facts.seccomp === '2', 'the system call filter is not active'],
    [facts.noNewPrivileges === '1', 'new privileges can be gained'],
    [/^0+$/.test(facts.capabilities), `capabilities ${facts.capabilities}`],
    [facts.uid === 65534, `uid ${facts.uid}`],
    [facts.interfaces.every((name) => name === 'lo'), `network interfaces ${facts.interfaces.join(', ')}`],
    [['EPERM', 'EACCES'].includes(facts.network), `a connection attempt gave ${facts.network}`],
    [facts.hostFiles.length === 0, `host files ${facts.hostFiles.join(', ')}`],
    [facts.writable.length === 0, `can write to ${facts.writable.join(', ')}`],
    [facts.visibleProcesses <= 3, `sees ${facts.visibleProcesses} processes`],
  ];
  return checks.filter(([fine]) => !fine).map(([, complaint]) => complaint);
}

const limits: Limits = { ...defaultLimits, cpuSeconds: 20, memoryBytes: 512 * MiB };

/** What a probe showed: nothing wrong, something wrong, or nothing at all because its time was up. */
interface Trial {
  complaints: string[];
  late: boolean;
}
const sound: Trial = { complaints: [], late: false };
const wrong = (...complaints: string[]): Trial => ({ complaints, late: false });
const late = (probe: string, seconds: number): Trial => ({
  complaints: [`the ${probe} probe was not done within ${Math.ceil(seconds)} s`],
  late: true,
});

async function factsProbe(run: RunProbe, wallSeconds: number): Promise<Trial> {
  const result = await run('facts', { ...limits, wallSeconds });
  if (result.kind === 'platform_fault')
    return result.reason === 'late' ? late('facts', wallSeconds) : wrong(`${CHAIN}${result.detail}`);
  if (result.outcome === 'wall_limit') return late('facts', wallSeconds);
  const file = result.outputs.find((output) => output.name === 'facts.json');
  if (result.outcome !== 'ok' || !file)
    return wrong(`probe ended with ${result.outcome}: ${result.log.stderr}`);
  return wrong(...judgeFacts(JSON.parse(await readFile(file.path, 'utf8')) as ProbeFacts));
}

/** A bomb that says it went off was not held; one that was still at it when its time was up shows nothing. */
function bombProbe(probe: string, given: Partial<Limits>, expected: Outcome[]) {
  return async (run: RunProbe, wallSeconds: number): Promise<Trial> => {
    const result = await run(probe, { ...limits, wallSeconds, ...given });
    if (result.kind === 'platform_fault')
      return result.reason === 'late'
        ? late(probe, wallSeconds)
        : wrong(`the ${probe} probe gave ${result.reason}: ${result.detail}`);
    if (expected.includes(result.outcome)) return sound;
    if (result.log.stdout.startsWith(WENT_OFF))
      return wrong(`the ${probe} probe went beyond its limit (${result.outcome})`);
    return result.outcome === 'wall_limit'
      ? late(probe, wallSeconds)
      : wrong(`the ${probe} probe gave ${result.outcome}`);
  };
}

/** Seconds the same machine takes at the same moment to bring up a bare process of the kind the probes are. */
export async function bareStart(): Promise<number> {
  const began = performance.now();
  const child = spawn(process.execPath, ['-e', '0'], { env: {}, stdio: 'ignore' });
  await Promise.race([once(child, 'exit'), once(child, 'error')]);
  return (performance.now() - began) / 1000;
}

const TRIES = 4;
/** A bare start takes 0.05 s on a machine at rest, a probe less than 2 s; it is given the tenfold of what that gives. */
const STARTS_PER_PROBE = 400;
const SHORTEST = 20;
const LONGEST = 300;

/** Again with twice the time while a probe is late; a busy machine is no unsound one. */
async function patiently(
  trial: (run: RunProbe, wallSeconds: number) => Promise<Trial>,
  run: RunProbe,
  measure: () => Promise<number>,
): Promise<Trial> {
  let found = sound;
  for (let time = 0; time < TRIES; time += 1) {
    const needed = Math.max(SHORTEST, STARTS_PER_PROBE * (await measure())) * 2 ** time;
    found = await trial(run, Math.min(LONGEST, needed));
    if (!found.late) return found;
  }
  return found;
}

export interface SelfTest {
  /** null: sound. `busy`: nothing wrong was seen, but not everything either. */
  code: 'chain_failed' | 'probe_failed' | 'busy' | null;
  complaints: string[];
}

/**
 * Tries to break out and to go beyond the limits, as a program would. How long a probe may take follows what the
 * machine can do meanwhile.
 * @param measure seconds a bare process takes to start now.
 */
export async function selfTest(
  run: RunProbe,
  level: SandboxLevel,
  measure: () => Promise<number> = bareStart,
): Promise<SelfTest> {
  const first = await patiently(factsProbe, run, measure);
  if (first.complaints.length > 0) return verdict([first]);
  const memory: Outcome[] = level === 'hardened' ? ['memory_limit'] : ['memory_limit', 'runtime_error'];
  const bombs = [
    bombProbe('memory', { memoryBytes: 160 * MiB }, memory),
    bombProbe('processes', { processes: 40 }, ['process_limit']),
    bombProbe('clock', { wallSeconds: 0.3 }, ['wall_limit']),
  ];
  return verdict(await Promise.all(bombs.map((bomb) => patiently(bomb, run, measure))));
}

function verdict(trials: Trial[]): SelfTest {
  const broken = trials.filter((trial) => !trial.late).flatMap(({ complaints }) => complaints);
  const chain = broken.filter((complaint) => complaint.startsWith(CHAIN));
  if (chain.length > 0)
    return { code: 'chain_failed', complaints: chain.map((text) => text.slice(CHAIN.length)) };
  if (broken.length > 0) return { code: 'probe_failed', complaints: broken };
  const complaints = trials.flatMap((trial) => trial.complaints);
  return { code: complaints.length > 0 ? 'busy' : null, complaints };
}
