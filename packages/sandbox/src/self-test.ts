import { readFile } from 'node:fs/promises';
import type { ProbeFacts } from './harness/probe.js';
import { defaultLimits, type Limits, type Outcome, type SandboxLevel, type SandboxResult } from './types.js';

type RunProbe = (probe: string, limits: Limits) => Promise<SandboxResult>;

const MiB = 1024 * 1024;
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

const limits: Limits = { ...defaultLimits, cpuSeconds: 20, wallSeconds: 20, memoryBytes: 512 * MiB };

async function factsProbe(run: RunProbe): Promise<string[]> {
  const result = await run('facts', limits);
  if (result.kind === 'platform_fault') return [`chain: ${result.detail}`];
  const file = result.outputs.find((output) => output.name === 'facts.json');
  if (result.outcome !== 'ok' || !file) return [`probe ended with ${result.outcome}: ${result.log.stderr}`];
  return judgeFacts(JSON.parse(await readFile(file.path, 'utf8')) as ProbeFacts);
}

async function bombProbe(
  run: RunProbe,
  probe: string,
  given: Limits,
  expected: Outcome[],
): Promise<string[]> {
  const result = await run(probe, given);
  const got = result.kind === 'finished' ? result.outcome : `${result.reason}: ${result.detail}`;
  return expected.includes(got as Outcome) ? [] : [`the ${probe} probe gave ${got}`];
}

/**
 * Tries to break out and to go beyond the limits, as a program would.
 * @returns complaints; empty means sound. The first belongs to the chain itself if that did not come up.
 */
export async function selfTest(run: RunProbe, level: SandboxLevel): Promise<string[]> {
  const first = await factsProbe(run);
  if (first.length > 0) return first;
  const memory: Outcome[] = level === 'hardened' ? ['memory_limit'] : ['memory_limit', 'runtime_error'];
  const complaints = await Promise.all([
    bombProbe(run, 'memory', { ...limits, memoryBytes: 160 * MiB }, memory),
    bombProbe(run, 'processes', { ...limits, processes: 40, wallSeconds: 8 }, ['process_limit']),
    bombProbe(run, 'clock', { ...limits, wallSeconds: 0.3 }, ['wall_limit']),
  ]);
  return complaints.flat();
}
