import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Limits, Resources, RunLog } from '../types.js';
import { type Chain, type ChainParts, type ChainRun, startChain } from './chain.js';
import type { KilledFor } from './classify.js';
import { LogCapture } from './log-capture.js';
import type { Meter, Sample } from './meter.js';

const POLL_MS = 40;
/** A short program's first moments are looked at more often: there may be no others. */
const EARLY_POLL_MS = 5;
const EARLY_MS = 200;
const EMPTY_WITHIN_MS = 60_000;
/** The chain takes 10 ms on a machine at rest, and has been seen to take seconds on a busy one. */
const START_WITHIN_MS = 120_000;

export interface Supervised {
  /** null: bwrap reported none, because we killed it or because the chain is broken. */
  exitCode: number | null;
  /** The program really began. */
  started: boolean;
  killedFor: KilledFor | null;
  cancelled: boolean;
  last: Sample;
  resources: Resources;
  log: RunLog;
  /** False if processes of the run could not be ended. */
  emptied: boolean;
}

/** Seconds out of the children's line of the shell's `times`: `0m0.120000s 0m0.030000s`. */
export function childSeconds(times: string): number {
  const line = times.trim().split('\n')[1] ?? '';
  const spans = [...line.matchAll(/(\d+)m([\d.]+)s/g)];
  return spans.reduce((total, [, minutes, seconds]) => total + Number(minutes) * 60 + Number(seconds), 0);
}

/** Collects a small trusted stream (ours, not the program's) as text. */
function textOf(stream: NodeJS.ReadableStream | null, onText?: (text: string) => void): () => string {
  let text = '';
  stream?.on('data', (chunk: Buffer) => {
    text += chunk.toString('utf8');
    onText?.(text);
  });
  stream?.on('error', () => {});
  return () => text;
}

/** Seconds the scheduler gave one process itself, without its children (Documentation/scheduler/sched-stats). */
function ownSeconds(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e9 || 0;
  } catch {
    return 0;
  }
}

/** More than the chain was ever seen to take; what a program makes the init process do beyond it is the program's. */
const CHAIN_SECONDS_AT_MOST = 0.5;

/**
 * CPU time of the chain itself: of the process that becomes bwrap and of the one it makes the init process of.
 * Neither is ever the program, whose processes are children of the second.
 */
class ChainCost {
  private readonly spent = new Map<number, number>();
  /** @param before seconds the first of them had taken when it entered the group: the group's meter never had them. */
  look(pids: readonly (number | null | undefined)[], before: number): number {
    for (const pid of pids) if (pid) this.spent.set(pid, Math.max(this.spent.get(pid) ?? 0, ownSeconds(pid)));
    const total = [...this.spent.values()].reduce((sum, seconds) => sum + seconds, 0);
    return Math.min(Math.max(0, total - before), CHAIN_SECONDS_AT_MOST);
  }
}

function overLimit(sample: Sample, limits: Limits, { enforced, overhead }: Watch): KilledFor | null {
  if (sample.oomKills > 0) return 'memory';
  if (sample.cpuSeconds > limits.cpuSeconds) return 'cpu';
  if (enforced) return null;
  // First: a fork bomb's pages, counted once per process, would look like a memory bomb.
  if (sample.processes - overhead > limits.processes) return 'processes';
  return sample.peakMemoryBytes > limits.memoryBytes ? 'memory' : null;
}

async function empty(meter: Meter): Promise<boolean> {
  for (const deadline = performance.now() + EMPTY_WITHIN_MS; performance.now() < deadline; ) {
    if (meter.pids().length === 0) return true;
    meter.kill();
    await sleep(5);
  }
  return meter.pids().length === 0;
}

export interface Watch {
  meter: Meter;
  /** The kernel holds memory and process limits; otherwise the samples have to. */
  enforced: boolean;
  /** Processes of the chain itself that the meter counts. */
  overhead: number;
  /** Bytes in /out, for file systems that cannot hold a limit themselves. */
  outBytes: (() => number) | null;
  signal: AbortSignal;
  onRunning: () => void;
}

/** Starts a chain and stays with it until its last process is gone. */
export async function supervise(parts: ChainParts, run: ChainRun, watch: Watch): Promise<Supervised> {
  const { limits } = run.spec;
  const { meter } = watch;
  const log = new LogCapture(limits.logBytes);
  const began = performance.now();
  let killedFor: KilledFor | null = null;
  let cancelled = false;
  const chain: Chain = startChain(parts, run);
  const kill = (why: KilledFor | null) => {
    killedFor ??= why;
    meter.kill();
    try {
      if (chain.process.pid !== undefined) process.kill(-chain.process.pid, 'SIGKILL');
    } catch {
      // The group is gone already.
    }
  };
  const cancel = () => {
    cancelled = true;
    kill(null);
  };
  if (chain.process.pid !== undefined) meter.attach(chain.process.pid);
  let inner: number | null = null;
  let running = began;
  let over = false;
  // The program's clock begins with the program: what a busy machine needs to bring up the chain is not its time.
  let wall = setTimeout(() => kill('wall'), START_WITHIN_MS);
  const status = textOf(chain.status, (text) => {
    const pid = /"child-pid": *(\d+)/.exec(text)?.[1];
    if (pid === undefined || inner !== null) return;
    inner = Number(pid);
    running = performance.now();
    clearTimeout(wall);
    // A program that was quicker than this word of it: there is nobody left to be stopped.
    if (!over) wall = setTimeout(() => kill('wall'), limits.wallSeconds * 1000);
    meter.attach(inner);
    watch.onRunning();
  });
  const before = () => Number(/"before": *(\d+)/.exec(status())?.[1] ?? 0) / 1e9;
  const times = textOf(chain.times);
  for (const name of ['stdout', 'stderr'] as const) {
    chain[name].on('data', (chunk: Buffer) => {
      if (!log.take(name, chunk)) kill('output');
    });
    chain[name].on('error', () => {});
  }
  const exited = new Promise<void>((resolve) => {
    chain.process.once('exit', () => resolve());
    chain.process.once('error', () => resolve());
  });
  const closed = once(chain.process, 'close').catch(() => {});
  const cost = new ChainCost();
  const sample = (): Sample => {
    const whole = meter.sample();
    // Without a kernel's meter the shell's `times` knows the whole alone.
    const chainSeconds = watch.enforced ? cost.look([chain.process.pid, inner], before()) : 0;
    return { ...whole, cpuSeconds: Math.max(0, whole.cpuSeconds - chainSeconds) };
  };
  let poll: NodeJS.Timeout;
  const look = () => {
    const why = overLimit(sample(), limits, watch);
    if (why) kill(why);
    else if (watch.outBytes && watch.outBytes() > limits.outBytes) kill('output');
    poll = setTimeout(look, performance.now() - running < EARLY_MS ? EARLY_POLL_MS : POLL_MS);
  };
  poll = setTimeout(look, EARLY_POLL_MS);
  watch.signal.addEventListener('abort', cancel, { once: true });
  if (watch.signal.aborted) cancel();
  await exited;
  over = true;
  const wallSeconds = (performance.now() - running) / 1000;
  clearTimeout(poll);
  clearTimeout(wall);
  watch.signal.removeEventListener('abort', cancel);
  const emptied = await empty(meter);
  // With every process gone the pipes end by themselves; never wait for one that somebody holds open.
  await Promise.race([closed, sleep(10_000, undefined, { ref: false })]);
  const last = sample();
  const code = /"exit-code": *(\d+)/.exec(status())?.[1];
  return {
    exitCode: code === undefined ? null : Number(code),
    started: inner !== null,
    killedFor,
    cancelled,
    last,
    resources: {
      cpuSeconds: Math.max(last.cpuSeconds, childSeconds(times())),
      peakMemoryBytes: last.peakMemoryBytes,
      wallSeconds,
      peakProcesses: Math.max(0, last.peakProcesses - watch.overhead),
    },
    log: log.log(),
    emptied,
  };
}
