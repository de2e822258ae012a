import type { CgroupKind, Limits } from '../types.js';

/** What a meter knows of a run so far. */
export interface Sample {
  cpuSeconds: number;
  /** Highest so far of what the program itself took, without page cache. */
  peakMemoryBytes: number;
  /** Now. */
  processes: number;
  peakProcesses: number;
  /** Processes the kernel killed because the run was out of memory. */
  oomKills: number;
  /** Times a process could not be made because the run had too many. */
  processLimitHits: number;
}

/** One run's meter and the power to end it. Only the cgroup meter can be trusted against the program itself. */
export interface Meter {
  /** `cgroup.procs` files the first process of the chain must enter; empty without cgroups. */
  readonly joinFiles: string[];
  /** Tells the meter which host process is the head of the chain. */
  attach(pid: number): void;
  sample(): Sample;
  /** Living processes of the run. */
  pids(): number[];
  /** SIGKILL to all of them; may have to be repeated until `pids()` is empty. */
  kill(): void;
  /** Gives back what the meter holds. Throws if the run still has processes, or the kernel needs a moment more. */
  remove(): void;
}

export interface MeterMaker {
  readonly kind: CgroupKind;
  /** True if the kernel itself enforces memory and process limits. */
  readonly enforces: boolean;
  /** Processes of the chain itself that its meters count. */
  readonly chainProcesses: number;
  make(name: string, limits: Limits): Meter;
  /** Whatever an earlier launcher with this prefix left, to be killed and removed. */
  left(prefix: string): Meter[];
}
