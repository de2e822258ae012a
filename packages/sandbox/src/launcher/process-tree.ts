import { readdirSync, readFileSync, statSync } from 'node:fs';
import type { Limits } from '../types.js';
import type { Meter, MeterMaker, Sample } from './meter.js';

// Linux reports CPU time to user space in hundredths of a second (USER_HZ) on every architecture we support.
const TICKS_PER_SECOND = 100;
const PAGE = 4096;

interface Task {
  pid: number;
  parent: number;
  cpuSeconds: number;
  threads: number;
  residentBytes: number;
}

/** One line of /proc/PID/stat (proc(5)); the name in brackets may hold anything, so count from the last bracket. */
export function parseStat(line: string): Task | null {
  const end = line.lastIndexOf(')');
  const rest = line.slice(end + 2).split(' ');
  if (end < 0 || rest.length < 22) return null;
  const at = (field: number) => Number(rest[field - 3]);
  return {
    pid: Number.parseInt(line, 10),
    parent: at(4),
    cpuSeconds: (at(14) + at(15) + at(16) + at(17)) / TICKS_PER_SECOND,
    threads: at(20),
    residentBytes: at(24) * PAGE,
  };
}

/** The tasks named by `heads` and all their descendants. */
export function descendants(tasks: Task[], heads: number[]): Task[] {
  const children = new Map<number, Task[]>();
  for (const task of tasks) {
    const siblings = children.get(task.parent);
    if (siblings) siblings.push(task);
    else children.set(task.parent, [task]);
  }
  const found = new Set(tasks.filter((task) => heads.includes(task.pid)));
  for (const task of found) for (const child of children.get(task.pid) ?? []) found.add(child);
  return [...found];
}

function allTasks(): Task[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      return parseStat(readFileSync(`/proc/${name}/stat`, 'utf8')) ?? [];
    } catch {
      return [];
    }
  });
}

/** Threads of all processes of one user, as RLIMIT_NPROC counts them. */
export function tasksOf(uid: number): number {
  return allTasks().reduce((total, task) => {
    try {
      return statSync(`/proc/${task.pid}`).uid === uid ? total + task.threads : total;
    } catch {
      return total;
    }
  }, 0);
}

/**
 * Without cgroups: adds up /proc over the process tree. Resident pages shared between processes count twice,
 * files in /tmp do not count, and a short-lived process may be missed. Good enough for level `basic` only.
 */
class TreeMeter implements Meter {
  readonly joinFiles: string[] = [];
  private readonly heads: number[] = [];
  private readonly peak = { cpuSeconds: 0, peakMemoryBytes: 0, peakProcesses: 0 };
  attach(pid: number): void {
    this.heads.push(pid);
  }
  sample(): Sample {
    const tasks = descendants(allTasks(), this.heads);
    const sum = (of: (task: Task) => number) => tasks.reduce((total, task) => total + of(task), 0);
    const processes = sum((task) => task.threads);
    this.peak.cpuSeconds = Math.max(
      this.peak.cpuSeconds,
      sum((task) => task.cpuSeconds),
    );
    this.peak.peakMemoryBytes = Math.max(
      this.peak.peakMemoryBytes,
      sum((task) => task.residentBytes),
    );
    this.peak.peakProcesses = Math.max(this.peak.peakProcesses, processes);
    return { ...this.peak, processes, oomKills: 0, processLimitHits: 0 };
  }
  pids(): number[] {
    return descendants(allTasks(), this.heads).map((task) => task.pid);
  }
  kill(): void {
    // The init of the pid namespace takes all others with it, so the order does not matter.
    for (const pid of this.pids()) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // Already gone.
      }
    }
  }
  remove(): void {}
}

export class TreeMaker implements MeterMaker {
  readonly kind = 'none';
  readonly enforces = false;
  /** The timing shell, bwrap and catatonit. */
  readonly chainProcesses = 3;
  make(_name: string, _limits: Limits): Meter {
    return new TreeMeter();
  }
  left(): Meter[] {
    return [];
  }
}
