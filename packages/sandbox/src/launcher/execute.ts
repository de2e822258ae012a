import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, lstatSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { FinishedRun, RuntimeRoot, SandboxLevel, SandboxResult, Stage } from '../types.js';
import { cannotStart } from './cannot-start.js';
import type { ChainParts } from './chain.js';
import { classify } from './classify.js';
import { collect, isFull, type OpenOutput } from './collect.js';
import type { Ground } from './ground.js';
import type { Meter, MeterMaker } from './meter.js';
import type { RunSpec } from './protocol.js';
import { type Supervised, supervise } from './supervise.js';

const execute = promisify(execFile);

export interface Slot {
  index: number;
  dir: string;
  /** null at level `basic`. */
  uid: number | null;
  ground: Ground;
}

export interface Workshop {
  parts: ChainParts;
  meters: MeterMaker;
  level: SandboxLevel;
  root: RuntimeRoot;
  mount: string;
  umount: string;
  /** Takes care that a control group without processes goes, at once or as soon as the kernel lets it. */
  bury(meter: Meter): void;
  /** Start of the names of this launcher's cgroups. */
  prefix: string;
}

export interface ExecuteHooks {
  signal: AbortSignal;
  onStage: (stage: Stage) => void;
  /** Resolves when the program may start, or once `signal` is aborted. */
  letGo: () => Promise<void>;
  /** Takes the bytes of one output; the descriptor is closed for it. */
  onFile: (output: OpenOutput) => Promise<void>;
}

const fault = (
  reason: 'cancelled' | 'chain_failed' | 'cleanup_failed' | 'late',
  detail: string,
): SandboxResult => ({
  kind: 'platform_fault',
  reason,
  detail: detail.slice(0, 1000),
});

/** Total size of the plain files in /out, for level `basic`, where nothing else limits it. */
function sizeOf(dir: string): number {
  try {
    return readdirSync(dir).reduce((total, name) => total + lstatSync(join(dir, name)).size, 0);
  } catch {
    return 0;
  }
}

async function openOut(shop: Workshop, slot: Slot, spec: RunSpec): Promise<string> {
  const out = join(slot.dir, 'out');
  await closeOut(shop, slot);
  mkdirSync(out, { mode: 0o700 });
  if (slot.uid === null) return out;
  // Room for a page and an inode more than allowed: only going beyond the limit uses up the last one.
  const size = spec.limits.outBytes + 4096;
  const options = `size=${size},nr_inodes=${spec.limits.outFiles + 2},mode=0700,uid=${slot.uid},gid=${slot.uid}`;
  await execute(shop.mount, ['-t', 'tmpfs', '-o', `${options},nosuid,nodev,noexec,nosymfollow`, 'out', out], {
    env: {},
  });
  return out;
}

const isMountPoint = (dir: string) => lstatSync(dir).dev !== lstatSync(join(dir, '..')).dev;

async function closeOut(shop: Workshop, slot: Slot): Promise<void> {
  const out = join(slot.dir, 'out');
  if (!existsSync(out)) return;
  if (slot.uid === null) await execute('/bin/chmod', ['-R', 'u+rwX', '--', out], { env: {} });
  else if (isMountPoint(out)) {
    // Detached, it is out of everybody's reach at once and goes with the last descriptor, whoever still holds one.
    await execute(shop.umount, ['--', out], { env: {} }).catch(() =>
      execute(shop.umount, ['-l', '--', out], { env: {} }),
    );
  }
  rmSync(out, { recursive: true, force: true });
}

function finished(shop: Workshop, run: Supervised, rest: Partial<FinishedRun>): FinishedRun {
  const signals: Record<number, string> = {
    4: 'SIGILL',
    6: 'SIGABRT',
    7: 'SIGBUS',
    8: 'SIGFPE',
    9: 'SIGKILL',
  };
  Object.assign(signals, { 11: 'SIGSEGV', 15: 'SIGTERM', 24: 'SIGXCPU', 25: 'SIGXFSZ', 31: 'SIGSYS' });
  const number = run.exitCode !== null && run.exitCode > 128 ? run.exitCode - 128 : 0;
  return {
    kind: 'finished',
    outcome: 'ok',
    exitCode: run.exitCode,
    signal: number === 0 || number > 64 ? null : (signals[number] ?? `SIG${number}`),
    resources: run.resources,
    log: run.log,
    outputs: [],
    level: shop.level,
    runtimeRoot: shop.root,
    ...rest,
  };
}

async function judge(shop: Workshop, out: string, run: Supervised, spec: RunSpec, hooks: ExecuteHooks) {
  const outFull = shop.level === 'hardened' ? isFull(out) : sizeOf(out) > spec.limits.outBytes;
  const { outputs, defect } = collect(out, spec.limits);
  const { exitCode, killedFor } = run;
  const { oomKills, processLimitHits } = run.last;
  // At level basic the rlimit strikes, and it counts whole ticks of a clock: the true time was seen to be a fifth less.
  const share = shop.level === 'hardened' ? 1 : 0.5;
  const cpuUsedUp = run.resources.cpuSeconds >= share * spec.limits.cpuSeconds;
  const outcome = classify({ exitCode, killedFor, oomKills, processLimitHits, cpuUsedUp, outFull, defect });
  try {
    for (const output of outputs) await hooks.onFile(output);
  } finally {
    // All of them, also when the first already had nobody to go to: one left open holds the mount for ever.
    for (const { fd } of outputs) closeSync(fd);
  }
  return finished(shop, run, { outcome, ...(defect ? { collectDefect: defect } : {}) });
}

async function inSlot(shop: Workshop, slot: Slot, meter: Meter, spec: RunSpec, hooks: ExecuteHooks) {
  const out = await openOut(shop, slot, spec);
  await hooks.letGo();
  if (hooks.signal.aborted) return fault('cancelled', 'cancelled by the caller');
  const chainRun = {
    spec,
    outDir: out,
    ground: slot.ground,
    uid: slot.uid,
    joinFiles: meter.joinFiles,
  };
  const run = await supervise(shop.parts, chainRun, {
    meter,
    enforced: shop.meters.enforces,
    overhead: shop.meters.chainProcesses,
    outBytes: slot.uid === null ? () => sizeOf(out) : null,
    signal: hooks.signal,
    onRunning: () => hooks.onStage('running'),
  });
  if (!run.emptied) return fault('cleanup_failed', 'processes of the run survived SIGKILL');
  if (run.cancelled) return fault('cancelled', 'cancelled by the caller');
  if (!run.started && run.killedFor === 'wall') return fault('late', 'the chain was not up in time');
  const told = run.exitCode !== null || run.killedFor !== null || run.last.oomKills > 0;
  if (!told || (!run.started && run.last.oomKills === 0))
    return fault('chain_failed', `the chain ended without an exit code: ${run.log.stderr.trim()}`);
  hooks.onStage('collecting');
  return judge(shop, out, run, spec, hooks);
}

export interface Executed {
  result: SandboxResult;
  /** Settles once no process, no mount and no file of the run is left, however often that has to be tried. */
  tidied: Promise<void>;
}

const LONGEST_PAUSE_MS = 2_000;

async function tidy(shop: Workshop, slot: Slot, meter: Meter): Promise<void> {
  let done = false;
  for (let pause = 10, told = false; !done; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
    try {
      meter.kill();
      const alive = meter.pids();
      if (alive.length > 0) throw new Error(`processes ${alive.join(', ')} are still there`);
      await closeOut(shop, slot);
      done = true;
    } catch (error) {
      if (pause === LONGEST_PAUSE_MS && !told) {
        told = true;
        console.error(`launcher: slot ${slot.index} is not tidy yet: ${String(error)}`);
      }
      await sleep(pause);
    }
  }
  shop.bury(meter);
}

/**
 * Runs one request in one slot. Resolves once no process of it is left and its outputs are handed on; the slot
 * may be used again when `tidied` has settled. Never rejects: what goes wrong with us is a `platform_fault`.
 */
export async function executeRun(
  shop: Workshop,
  slot: Slot,
  spec: RunSpec,
  hooks: ExecuteHooks,
): Promise<Executed> {
  const only = (result: SandboxResult): Executed => ({ result, tidied: Promise.resolve() });
  if (hooks.signal.aborted) return only(fault('cancelled', 'cancelled by the caller'));
  hooks.onStage('starting');
  const hindrance = cannotStart(spec, slot.ground);
  if (hindrance !== null) return only(neverStarted(shop, spec, hindrance));
  let meter: Meter;
  try {
    // Never a name that an earlier launcher, or one whose group is still to go, has used.
    meter = shop.meters.make(`${shop.prefix}${slot.index}-${randomBytes(6).toString('hex')}`, spec.limits);
  } catch (error) {
    return only(fault('chain_failed', `no control group: ${String(error)}`));
  }
  let result: SandboxResult;
  try {
    result = await inSlot(shop, slot, meter, spec, hooks);
  } catch (error) {
    result = fault('chain_failed', String(error));
  }
  return { result, tidied: tidy(shop, slot, meter) };
}

function neverStarted(shop: Workshop, spec: RunSpec, why: string): FinishedRun {
  const resources = { cpuSeconds: 0, peakMemoryBytes: 0, wallSeconds: 0, peakProcesses: 0 };
  const log = { stdout: '', stderr: `${spec.command[0]}: ${why}\n`, truncated: false };
  return {
    kind: 'finished',
    outcome: 'runtime_error',
    neverStarted: true,
    exitCode: 127,
    signal: null,
    resources,
    log,
    outputs: [],
    level: shop.level,
    runtimeRoot: shop.root,
  };
}
