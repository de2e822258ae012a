import type { CollectDefect, Outcome } from '../types.js';

/** Why the launcher itself ended a run. */
export type KilledFor = 'cpu' | 'wall' | 'memory' | 'output' | 'processes';

export interface RunFacts {
  exitCode: number | null;
  killedFor: KilledFor | null;
  oomKills: number;
  processLimitHits: number;
  /** The meter says that the run used all the CPU time it had. */
  cpuUsedUp: boolean;
  /** /out has no byte or no inode left, or more than it may have. */
  outFull: boolean;
  defect: CollectDefect | undefined;
}

const SIGXCPU = 128 + 24;

/**
 * Names the cause of a run's end. The kernel's counters come before what the program shows of itself:
 * a fork bomb that ends by the clock hit the process limit, a SIGKILL without an OOM kill is its own doing. Exit codes prove nothing: a program may return
 * 152 (SIGXCPU) or 153 (SIGXFSZ) as it likes.
 */
export function classify(facts: RunFacts): Outcome {
  const { exitCode, killedFor, oomKills, processLimitHits, cpuUsedUp, outFull, defect } = facts;
  if (oomKills > 0 || killedFor === 'memory') return 'memory_limit';
  if (killedFor === 'output') return 'output_limit';
  if (killedFor === 'processes') return 'process_limit';
  if (killedFor !== null || exitCode !== 0) {
    if (processLimitHits > 0) return 'process_limit';
    if (killedFor === 'cpu' || (exitCode === SIGXCPU && cpuUsedUp)) return 'cpu_limit';
    if (killedFor === 'wall') return 'wall_limit';
    return outFull ? 'output_limit' : 'runtime_error';
  }
  if (outFull || defect?.class === 'too_big' || defect?.class === 'too_many') return 'output_limit';
  return defect ? 'wrong_output' : 'ok';
}
