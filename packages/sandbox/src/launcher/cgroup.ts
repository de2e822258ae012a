import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { CgroupKind, Limits } from '../types.js';
import type { Meter, MeterMaker, Sample } from './meter.js';
import { type MemoryLook, ProgramMemory } from './program-memory.js';

/** bwrap and catatonit live in the run's groups too and are not the program's. */
const CHAIN_PROCESSES = 2;

/** All runs live below this group of each hierarchy. */
const FAMILY = 'scenario-lab';

export interface CgroupMounts {
  /** Mount point of the unified hierarchy, if there is one. */
  unified: string | null;
  /** Mount point by v1 controller. */
  v1: Record<string, string>;
}

/** Reads mount points out of /proc/self/mountinfo (proc(5)). */
export function cgroupMounts(mountinfo: string): CgroupMounts {
  const mounts: CgroupMounts = { unified: null, v1: {} };
  for (const line of mountinfo.split('\n')) {
    const [left, right] = line.split(' - ');
    const point = left?.split(' ')[4];
    const [type, , options] = right?.split(' ') ?? [];
    if (point === undefined) continue;
    if (type === 'cgroup2') mounts.unified ??= point;
    if (type === 'cgroup') for (const option of options?.split(',') ?? []) mounts.v1[option] ??= point;
  }
  return mounts;
}

const text = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
};
const number = (file: string): number => Number(text(file).trim() || 0);
/** The figure after a word in files like `memory.events`. */
const field = (file: string, word: string): number =>
  Number(new RegExp(`^${word} (\\d+)$`, 'm').exec(text(file))?.[1] ?? 0);
const pidsIn = (dir: string): number[] =>
  text(join(dir, 'cgroup.procs')).split('\n').filter(Boolean).map(Number);
const writable = (file: string) => existsSync(file);

/** The kernel may answer EBUSY for a moment after the last process was reaped; whoever asks tries again. */
function removeGroup(dir: string): void {
  try {
    rmdirSync(dir);
  } catch (error) {
    if (existsSync(dir)) throw error;
  }
}

function killAll(pids: number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // Already gone.
    }
  }
}

/** What the group's files say: all of a sample but the memory, which they tell with the page cache in it. */
type Reading = Omit<Sample, 'peakProcesses' | 'peakMemoryBytes'> & {
  peakProcesses?: number;
  memory: MemoryLook;
};

abstract class CgroupMeter implements Meter {
  private readonly memory = new ProgramMemory();
  private peakTasks = 0;
  constructor(protected readonly dirs: string[]) {}
  get joinFiles(): string[] {
    return this.dirs.map((dir) => join(dir, 'cgroup.procs'));
  }
  attach(): void {}
  protected abstract read(): Reading;
  sample(): Sample {
    const { memory, ...now } = this.read();
    const peak = this.memory.peak(memory, this.pids());
    this.peakTasks = Math.max(this.peakTasks, now.processes, now.peakProcesses ?? 0);
    // Out of memory, it held all it was allowed, whatever it was made of.
    const peakMemoryBytes = now.oomKills > 0 ? Math.max(memory.highWater, memory.held) : peak;
    return { ...now, peakMemoryBytes, peakProcesses: this.peakTasks };
  }
  pids(): number[] {
    return [...new Set(this.dirs.flatMap(pidsIn))];
  }
  kill(): void {
    killAll(this.pids());
  }
  remove(): void {
    for (const dir of this.dirs) removeGroup(dir);
  }
}

/** A group of an earlier launcher: to be ended and removed, no longer measured. */
class Remains extends CgroupMeter {
  protected read(): Reading {
    const memory = { held: 0, shared: 0, cache: 0, kernel: 0, highWater: 0 };
    return { cpuSeconds: 0, processes: 0, oomKills: 0, processLimitHits: 0, memory };
  }
}

class UnifiedMeter extends CgroupMeter {
  private get dir(): string {
    return this.dirs[0]!;
  }
  protected read() {
    const at = (name: string) => join(this.dir, name);
    return {
      cpuSeconds: field(at('cpu.stat'), 'usage_usec') / 1e6,
      memory: {
        held: field(at('memory.stat'), 'anon') + field(at('memory.stat'), 'shmem'),
        // In version 2 shared memory counts as file, too.
        shared: field(at('memory.stat'), 'shmem'),
        cache: field(at('memory.stat'), 'file') - field(at('memory.stat'), 'shmem'),
        // Since Linux 5.18.
        kernel: field(at('memory.stat'), 'kernel'),
        // Since Linux 5.19; before it the samples' maximum has to do.
        highWater: number(at('memory.peak')),
      },
      processes: number(at('pids.current')),
      peakProcesses: number(at('pids.peak')),
      oomKills: field(at('memory.events'), 'oom_kill'),
      processLimitHits: field(at('pids.events'), 'max'),
    };
  }
  override kill(): void {
    const all = join(this.dir, 'cgroup.kill');
    if (writable(all)) writeFileSync(all, '1');
    else super.kill();
  }
}

class LegacyMeter extends CgroupMeter {
  constructor(
    private readonly by: Record<'memory' | 'pids' | 'cpuacct', string>,
    dirs: string[],
  ) {
    super(dirs);
  }
  protected read() {
    const memory = (name: string) => join(this.by.memory, name);
    const pids = (name: string) => join(this.by.pids, name);
    return {
      cpuSeconds: number(join(this.by.cpuacct, 'cpuacct.usage')) / 1e9,
      memory: {
        held: field(memory('memory.stat'), 'rss') + field(memory('memory.stat'), 'shmem'),
        // Shared memory counts as cache, too.
        shared: field(memory('memory.stat'), 'shmem'),
        cache: field(memory('memory.stat'), 'cache') - field(memory('memory.stat'), 'shmem'),
        kernel: number(memory('memory.kmem.usage_in_bytes')),
        highWater: number(memory('memory.max_usage_in_bytes')),
      },
      processes: number(pids('pids.current')),
      peakProcesses: number(pids('pids.peak')),
      oomKills: field(memory('memory.oom_control'), 'oom_kill'),
      processLimitHits: field(pids('pids.events'), 'max'),
    };
  }
}

abstract class CgroupMaker implements MeterMaker {
  readonly enforces = true;
  readonly chainProcesses = CHAIN_PROCESSES;
  abstract readonly kind: CgroupKind;
  protected abstract readonly families: string[];
  abstract make(name: string, limits: Limits): Meter;
  left(prefix: string): Meter[] {
    return this.families.flatMap((family) => {
      const names = existsSync(family) ? readdirSync(family) : [];
      const dirs = names.filter((name) => name.startsWith(prefix)).map((name) => join(family, name));
      return dirs.filter((dir) => statSync(dir).isDirectory()).map((dir) => new Remains([dir]));
    });
  }
}

export class UnifiedMaker extends CgroupMaker {
  readonly kind = 'v2';
  protected readonly families: string[];
  /** @throws if the controllers cannot be delegated to our family of groups. */
  constructor(mount: string) {
    super();
    const family = join(mount, FAMILY);
    this.families = [family];
    mkdirSync(family, { recursive: true });
    this.delegate(mount, family);
    writeFileSync(join(family, 'cgroup.subtree_control'), '+memory +pids +cpu');
  }
  private delegate(mount: string, family: string): void {
    const control = join(mount, 'cgroup.subtree_control');
    const present = text(control).split(/\s+/);
    if (['memory', 'pids', 'cpu'].every((controller) => present.includes(controller))) return;
    try {
      writeFileSync(control, '+memory +pids +cpu');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EBUSY') throw error;
      // In a container the top group holds processes, and only a leaf may: move them into one of their own.
      const leaf = `${family}-host`;
      mkdirSync(leaf, { recursive: true });
      for (const pid of pidsIn(mount)) {
        try {
          writeFileSync(join(leaf, 'cgroup.procs'), String(pid));
        } catch {
          // Ended meanwhile, or a kernel thread.
        }
      }
      writeFileSync(control, '+memory +pids +cpu');
    }
  }
  make(name: string, limits: Limits): Meter {
    const dir = join(this.families[0]!, name);
    mkdirSync(dir);
    writeFileSync(join(dir, 'memory.max'), String(limits.memoryBytes));
    // Absent where the kernel has no swap accounting; then there is no swap to use up either, or not ours to count.
    if (writable(join(dir, 'memory.swap.max'))) writeFileSync(join(dir, 'memory.swap.max'), '0');
    if (writable(join(dir, 'memory.oom.group'))) writeFileSync(join(dir, 'memory.oom.group'), '1');
    writeFileSync(join(dir, 'pids.max'), String(limits.processes + CHAIN_PROCESSES));
    return new UnifiedMeter([dir]);
  }
}

export class LegacyMaker extends CgroupMaker {
  protected readonly families: string[];
  constructor(
    private readonly mounts: Record<string, string>,
    readonly kind: 'v1' | 'hybrid',
  ) {
    super();
    // memory, pids and cpuacct are needed; cpu gives each run an equal share where it exists.
    const points = ['memory', 'pids', 'cpuacct', 'cpu'].flatMap((name) => mounts[name] ?? []);
    this.families = [...new Set(points)].map((point) => join(point, FAMILY));
    for (const family of this.families) mkdirSync(family, { recursive: true });
  }
  make(name: string, limits: Limits): Meter {
    const dirs = this.families.map((family) => join(family, name));
    for (const dir of dirs) mkdirSync(dir);
    const at = (controller: string) => join(this.mounts[controller]!, FAMILY, name);
    const by = { memory: at('memory'), pids: at('pids'), cpuacct: at('cpuacct') };
    writeFileSync(join(by.memory, 'memory.limit_in_bytes'), String(limits.memoryBytes));
    const swap = join(by.memory, 'memory.memsw.limit_in_bytes');
    if (writable(swap)) writeFileSync(swap, String(limits.memoryBytes));
    writeFileSync(join(by.pids, 'pids.max'), String(limits.processes + CHAIN_PROCESSES));
    return new LegacyMeter(by, dirs);
  }
}

/** The strongest maker this host offers, or null. Needs root (or a delegated tree). */
export function detectCgroups(mountinfo: string): MeterMaker | null {
  const { unified, v1 } = cgroupMounts(mountinfo);
  try {
    if (v1.memory && v1.pids && v1.cpuacct) return new LegacyMaker(v1, unified ? 'hybrid' : 'v1');
    const controllers = unified ? text(join(unified, 'cgroup.controllers')).split(/\s+/) : [];
    if (unified && ['memory', 'pids', 'cpu'].every((name) => controllers.includes(name)))
      return new UnifiedMaker(unified);
  } catch {
    return null;
  }
  return null;
}
