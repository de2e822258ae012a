import { type ChildProcess, spawn } from 'node:child_process';
import type { Filters } from '../seccomp.js';
import type { Limits } from '../types.js';
import type { Ground } from './ground.js';
import { tasksOf } from './process-tree.js';
import { ownTools, type RunSpec } from './protocol.js';

/** What every run of one launcher shares. */
export interface ChainParts {
  bwrap: string;
  catatonit: string;
  setpriv: string;
  prlimit: string;
  filters: Filters;
  /** Directory of the node binary inside. */
  nodeDir: string;
}

/** What one run adds. */
export interface ChainRun {
  spec: RunSpec;
  outDir: string;
  ground: Ground;
  /** Unprivileged uid of the slot; null at level `basic`, where the chain keeps the caller's. */
  uid: number | null;
  joinFiles: string[];
}

const FILTER_FD = 3;
const STATUS_FD = 4;
const ARGS_FD = 5;
// No number may be taken without need: bwrap closes none, so the program would inherit it.
const OPTIONS_FD = 6;
const timesFd = (own: boolean) => (own ? 7 : 6);

/** Arguments after `--`: the program as pid 2 of its namespace sees it. */
function programArguments(spec: RunSpec, nodeDir: string): string[] {
  const heap = Math.max(32, Math.floor(spec.limits.memoryBytes / (1024 * 1024) / 2));
  if (ownTools.includes(spec.runtime))
    return [
      `${nodeDir}/node`,
      `--max-old-space-size=${heap}`,
      '--no-warnings',
      `/kit/harness/${spec.runtime}.js`,
    ];
  return spec.command;
}

function bwrapArguments(parts: ChainParts, { spec, outDir, ground }: ChainRun): string[] {
  const { limits } = spec;
  const own = ownTools.includes(spec.runtime);
  const environment: Record<string, string> = {
    PATH: [...new Set([parts.nodeDir, '/usr/bin', '/bin'])].join(':'),
    HOME: '/tmp',
    LANG: 'C.UTF-8',
    TZ: 'UTC',
    PYTHONDONTWRITEBYTECODE: '1',
    PYTHONHASHSEED: String(spec.seed ?? 0),
    ORT_DISABLE_TELEMETRY: '1',
    ...(spec.seed === undefined ? {} : { SCENARIO_LAB_SEED: String(spec.seed) }),
  };
  return [
    ['--unshare-all', '--unshare-user', '--uid', '65534', '--gid', '65534', '--disable-userns'],
    ['--hostname', 'sandbox', '--die-with-parent', '--new-session', '--as-pid-1', '--cap-drop', 'ALL'],
    ['--clearenv', ...Object.entries(environment).flatMap(([name, value]) => ['--setenv', name, value])],
    ['--ro-bind', `${ground.rootDir === '/' ? '' : ground.rootDir}/usr`, '/usr'],
    ['--symlink', 'usr/lib', '/lib', '--symlink', 'usr/lib64', '/lib64', '--symlink', 'usr/bin', '/bin'],
    ground.rootBinds.flatMap(([from, to]) => ['--ro-bind', from, to]),
    ['--proc', '/proc', '--dev', '/dev', '--size', '8388608', '--tmpfs', '/dev/shm'],
    ground.masks.flatMap(([from, to]) => ['--ro-bind', from, to]),
    ground.devices.flatMap(([from, to]) => ['--dev-bind', from, to]),
    ['--remount-ro', '/dev'],
    // tmpfs takes size 0 for no limit at all.
    ['--size', String(Math.max(limits.tmpBytes, 4096)), '--tmpfs', '/tmp'],
    ['--ro-bind', spec.inputDir, '/in', '--bind', outDir, '/out'],
    spec.artifactDir === undefined ? ['--dir', '/app'] : ['--ro-bind', spec.artifactDir, '/app'],
    own ? ['--ro-bind', ground.kitDir, '/kit', '--ro-bind', ground.modulesDir, '/kit/node_modules'] : [],
    own ? ['--file', String(OPTIONS_FD), '/options.json'] : [],
    ['--chdir', own ? '/tmp' : '/app', '--remount-ro', '/'],
    ['--seccomp', String(FILTER_FD), '--json-status-fd', String(STATUS_FD)],
  ].flat();
}

/** The user's other processes count too, and may grow in number meanwhile; the samples hold the real limit. */
const basicProcesses = (limits: Limits) => tasksOf(process.getuid?.() ?? 0) + limits.processes + 256;

/** rlimits(7) of every process; the cgroup, where there is one, stands above them. */
function prlimitArguments(limits: Limits, basic: boolean): string[] {
  // A page more than /out and /tmp hold: reaching it is seen there, so its signal need not be told from an exit code.
  const file = Math.max(limits.outBytes, limits.tmpBytes) + 4096;
  const cpu = Math.ceil(limits.cpuSeconds) + (basic ? 0 : 2);
  return [
    '--core=0',
    '--nofile=256',
    '--memlock=65536',
    '--msgqueue=0',
    `--fsize=${file}`,
    `--cpu=${cpu}:${cpu + 1}`,
    // Writable private memory, not address space: V8 and WebAssembly reserve far more than they use.
    ...(basic
      ? [`--data=${limits.memoryBytes + 512 * 1024 * 1024}`, `--nproc=${basicProcesses(limits)}`]
      : []),
  ];
}

// Enters the cgroups named by the first arguments, says what it had taken until then (nanoseconds, which no cgroup counts),
// then becomes the rest. Exit 97: could not enter.
const JOIN = `n=$1; shift; while [ "$n" -gt 0 ]; do echo $$ > "$1" || exit 97; shift; n=$((n-1)); done
read -r before _ < /proc/$$/schedstat && echo "{ \\"before\\": $before }" >&${STATUS_FD}; exec "$@"`;
// Basic level: `times` tells the CPU time of the children waited for, which nobody else counts there.
const timed = (fd: number) => `"$@" ${fd}>&-; code=$?; times >&${fd}; exit $code`;

/** @returns argv of the whole chain, bwrap's own options apart (they travel by descriptor). */
export function chainCommand(parts: ChainParts, run: ChainRun): string[] {
  const basic = run.uid === null;
  const drop = basic
    ? ['/bin/sh', '-c', timed(timesFd(ownTools.includes(run.spec.runtime))), 'sh']
    : [
        ...[parts.setpriv, `--reuid=${run.uid}`, `--regid=${run.uid}`, '--clear-groups', '--inh-caps=-all'],
        ...['--bounding-set=-all', '--no-new-privs', '--'],
      ];
  const enter = ['/bin/sh', '-c', JOIN, 'sh', String(run.joinFiles.length), ...run.joinFiles];
  return [
    ...(basic ? [parts.setpriv, '--pdeathsig', 'KILL', '--no-new-privs', '--'] : enter),
    ...drop,
    ...[parts.prlimit, ...prlimitArguments(run.spec.limits, basic)],
    ...[parts.bwrap, '--args', String(ARGS_FD), '--', parts.catatonit, '--'],
    ...programArguments(run.spec, parts.nodeDir),
  ];
}

export interface Chain {
  process: ChildProcess;
  stdout: NodeJS.ReadableStream;
  stderr: NodeJS.ReadableStream;
  /** bwrap's JSON lines: child-pid, exit-code. */
  status: NodeJS.ReadableStream;
  /** Output of `times`, at level `basic` only. */
  times: NodeJS.ReadableStream | null;
}

/**
 * Starts the chain with an empty environment, in a process group of its own.
 * The program inherits nothing but descriptors 0 to 2.
 */
export function startChain(parts: ChainParts, run: ChainRun): Chain {
  const [file, ...args] = chainCommand(parts, run) as [string, ...string[]];
  const own = ownTools.includes(run.spec.runtime);
  const basic = run.uid === null;
  const pipes = 5 + (own ? 1 : 0) + (basic ? 1 : 0);
  const child = spawn(file, args, {
    env: {},
    cwd: '/',
    detached: true,
    // No /dev/null for stdin: its inode is the machine's, and anybody may set its times to now.
    stdio: Array<'pipe'>(pipes + 1).fill('pipe'),
  });
  const ends: readonly unknown[] = child.stdio;
  const feed = (fd: number, bytes: string | Buffer) => {
    const pipe = ends[fd] as NodeJS.WritableStream;
    // The chain may be gone before it has read everything; its exit says so, not this pipe.
    pipe.on('error', () => {});
    pipe.end(bytes);
  };
  feed(0, '');
  feed(FILTER_FD, own ? parts.filters.tool : parts.filters.program);
  feed(
    ARGS_FD,
    bwrapArguments(parts, run)
      .map((argument) => `${argument}\0`)
      .join(''),
  );
  if (own) feed(OPTIONS_FD, run.spec.options);
  return {
    process: child,
    stdout: child.stdout!,
    stderr: child.stderr!,
    status: ends[STATUS_FD] as NodeJS.ReadableStream,
    times: basic ? (ends[timesFd(own)] as NodeJS.ReadableStream) : null,
  };
}
