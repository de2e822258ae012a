import { readFileSync } from 'node:fs';

/** What one look at a run's control group and processes tells of its memory; bytes. */
export interface MemoryLook {
  /** Anonymous and shared memory of the whole group now: tmpfs files, memfds and shared mappings are shared memory. */
  held: number;
  /** The shared memory in it. */
  shared: number;
  /** Page cache charged to the group now: not the program's doing but the machine's weather. */
  cache: number;
  /** Memory of the kernel itself on behalf of the group now; 0 where the kernel does not tell. */
  kernel: number;
  /** The group's own high-water mark of all three together; 0 where the kernel keeps none. */
  highWater: number;
}

const status = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return '';
  }
};
const kibibytes = (text: string, name: string): number =>
  Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(text)?.[1] ?? 0) * 1024;

/**
 * The peak of what a program itself takes, the same whatever lies in the page cache: anonymous and shared memory of
 * all its processes together, and the largest part that one of them has mapped from files (its libraries), which is
 * what getrusage(2) calls ru_maxrss where there is one process. Samples alone would miss what lasts less than their
 * pace, so what the kernel keeps is used too: each process' own high-water mark, and the group's less the page cache.
 */
export class ProgramMemory {
  private sampled = 0;
  private mapped = 0;
  private cache = 0;
  private kernel = 0;

  /** @returns bytes, never less than before. */
  peak(look: MemoryLook, pids: readonly number[]): number {
    let processPeak = 0;
    for (const text of pids.map(status)) {
      // Libraries lie in a root in memory, which is nobody's but the launcher's: mapped, they are shared pages.
      const foreign = Math.max(0, kibibytes(text, 'RssShmem') - look.shared);
      this.mapped = Math.max(this.mapped, kibibytes(text, 'RssFile') + foreign);
      processPeak = Math.max(processPeak, kibibytes(text, 'VmHWM'));
    }
    this.cache = Math.max(this.cache, look.cache);
    this.kernel = Math.max(this.kernel, look.kernel);
    const unseen = look.highWater - this.cache - this.kernel;
    this.sampled = Math.max(this.sampled, Math.max(look.held, unseen) + this.mapped, processPeak);
    return this.sampled;
  }
}
