import { isAbsolute } from 'node:path';
import {
  type CgroupKind,
  type Limits,
  maximumLimits,
  type Runtime,
  type RuntimeInfo,
  type RuntimeRoot,
  type SandboxLevel,
  type SandboxResult,
  type Stage,
} from '../types.js';

/** `probe` is the self-test's own tool. */
export type ChainRuntime = Runtime | 'probe';

export const ownTools: readonly ChainRuntime[] = ['wasm', 'onnx', 'inspect', 'profile', 'check', 'probe'];
/** Open what was handed in, while no run waits for it. */
export const readers: readonly ChainRuntime[] = ['inspect', 'profile'];

export interface RunSpec {
  runtime: ChainRuntime;
  command: string[];
  artifactDir?: string;
  inputDir: string;
  limits: Limits;
  options: string;
  seed?: number;
}

export type ToLauncher =
  | { op: 'hello' }
  /** As `hello`, and the connection then stands for the client: its folders last as long. `home`: those of before. */
  | { op: 'enter'; home?: string }
  | { op: 'run'; spec: RunSpec }
  | { op: 'go' }
  | { op: 'cancel' };

/** What the launcher found and prepared; the client runs the self-test before it believes it. */
export interface LauncherHello {
  level: SandboxLevel;
  cgroup: CgroupKind;
  slots: number;
  /** Where a client that entered puts directories to be bound, and where it may collect; null for a mere greeting. */
  home: { name: string; stageDir: string; collectDir: string } | null;
  root: RuntimeRoot;
  runtimes: Partial<Record<Runtime, RuntimeInfo>>;
  digest: string;
}

/** One JSON line each; `file` is followed by exactly `bytes` raw bytes. */
export type FromLauncher =
  | { type: 'hello'; hello: LauncherHello }
  | { type: 'unavailable'; code: string; detail: string }
  | { type: 'stage'; stage: Stage }
  /** Everything stands; the program starts once the client says `go`. */
  | { type: 'ready' }
  /** Every few seconds while there is a run: the launcher is at it. */
  | { type: 'alive' }
  | { type: 'file'; name: string; bytes: number }
  | { type: 'done'; result: SandboxResult };

export class BadRequest extends Error {}

const runtimes: readonly string[] = ['python', 'node', 'native', ...ownTools];
const limitNames = Object.keys(maximumLimits) as (keyof Limits)[];
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parseLimits(raw: unknown): Limits {
  if (!isRecord(raw)) throw new BadRequest('limits: not an object');
  const parsed = {} as Limits;
  for (const name of limitNames) {
    const value = raw[name];
    const fraction = name === 'cpuSeconds' || name === 'wallSeconds';
    const least = name === 'tmpBytes' || name === 'logBytes' ? 0 : Number.MIN_VALUE;
    if (typeof value !== 'number' || !(value >= least) || (!fraction && !Number.isSafeInteger(value)))
      throw new BadRequest(`limits.${name}: not a positive ${fraction ? 'number' : 'whole number'}`);
    if (value > maximumLimits[name]) throw new BadRequest(`limits.${name}: above ${maximumLimits[name]}`);
    parsed[name] = value;
  }
  return parsed;
}

function parseCommand(raw: unknown, needed: boolean): string[] {
  const fine = Array.isArray(raw) && raw.length <= 256 && (!needed || raw.length > 0);
  if (!fine) throw new BadRequest('command: not a list of 1 to 256 arguments');
  return raw.map((argument: unknown, index) => {
    if (typeof argument !== 'string' || argument.includes('\0') || Buffer.byteLength(argument) > 4096)
      throw new BadRequest(`command[${index}]: not a text of at most 4096 bytes without NUL`);
    if (index === 0 && argument === '') throw new BadRequest('command[0]: empty');
    return argument;
  });
}

function parseDir(raw: unknown, name: string): string {
  if (typeof raw !== 'string' || !isAbsolute(raw) || raw.includes('\0') || raw.split('/').includes('..'))
    throw new BadRequest(`${name}: not an absolute path`);
  return raw;
}

/**
 * Reads a run as the client describes it.
 * @throws {BadRequest} naming the first field that breaks the contract.
 */
export function parseRunSpec(raw: unknown): RunSpec {
  if (!isRecord(raw)) throw new BadRequest('request: not an object');
  const { runtime, command, artifactDir, inputDir, limits, options, seed } = raw;
  if (typeof runtime !== 'string' || !runtimes.includes(runtime)) throw new BadRequest('runtime: unknown');
  const own = (ownTools as readonly string[]).includes(runtime);
  if (own && Array.isArray(command) && command.length > 0)
    throw new BadRequest('command: built by the chain for this runtime');
  if (typeof options !== 'string' || options.length > 4 * 1024 * 1024)
    throw new BadRequest('options: not a text of at most 4 MiB');
  if (seed !== undefined && !(Number.isInteger(seed) && (seed as number) >= 0 && (seed as number) < 2 ** 32))
    throw new BadRequest('seed: not a whole number from 0 to 4294967295');
  return {
    runtime: runtime as ChainRuntime,
    command: parseCommand(command, !own),
    ...(artifactDir === undefined ? {} : { artifactDir: parseDir(artifactDir, 'artifactDir') }),
    inputDir: parseDir(inputDir, 'inputDir'),
    limits: parseLimits(limits),
    options,
    ...(seed === undefined ? {} : { seed: seed as number }),
  };
}
