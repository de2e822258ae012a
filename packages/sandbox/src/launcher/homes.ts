import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, mkdirSync, readdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);
const NAME = /^[0-9a-f]{24}$/;
/** Longer than a client takes to find its launcher begun anew. */
const GRACE_MS = 60_000;
const AGAIN_MS = 5_000;

export interface Home {
  name: string;
  stageDir: string;
  collectDir: string;
}

/**
 * Each client's own folders for stages and collected files. They last as long as the client's connection: what a
 * client that was killed had staged or not yet read goes with it. A launcher begun anew keeps the homes of those who
 * come back to it.
 */
export class Homes {
  private readonly here = new Map<string, number>();
  private readonly kinds: string[];
  private readonly leaving = new Set<Promise<void>>();

  constructor(
    readonly stage: string,
    readonly collect: string,
    private readonly owner: number,
    /** Removes a folder's contents with the owner's rights: it is full of the owner's names, and links may lead anywhere. */
    private readonly setpriv: string,
  ) {
    this.kinds = [stage, collect];
    // Slots must be able to pass, nobody to look; the names inside are random.
    for (const dir of this.kinds) {
      mkdirSync(dir, { recursive: true, mode: 0o711 });
      chownSync(dir, process.getuid?.() ?? owner, -1);
      chmodSync(dir, 0o711);
    }
    const left = this.names();
    if (left.length > 0) this.later(left, GRACE_MS);
  }

  /** @param wanted the home of before, if the client had one. */
  enter(wanted: unknown): Home {
    const name = typeof wanted === 'string' && NAME.test(wanted) ? wanted : randomBytes(12).toString('hex');
    this.here.set(name, (this.here.get(name) ?? 0) + 1);
    const [stageDir, collectDir] = this.kinds.map((kind) => {
      const dir = join(kind, name);
      mkdirSync(dir, { recursive: true, mode: 0o711 });
      chownSync(dir, this.owner, -1);
      chmodSync(dir, 0o711);
      return dir;
    }) as [string, string];
    return { name, stageDir, collectDir };
  }

  leave(home: Home): Promise<void> {
    const left = this.depart(home);
    this.leaving.add(left);
    return left.finally(() => this.leaving.delete(left));
  }

  /** Resolves once those that left are gone. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.leaving);
  }

  private async depart({ name }: Home): Promise<void> {
    const others = (this.here.get(name) ?? 1) - 1;
    if (others > 0) this.here.set(name, others);
    else this.here.delete(name);
    if (others === 0 && !(await this.remove(name))) this.later([name], AGAIN_MS);
  }

  private names(): string[] {
    return [...new Set(this.kinds.flatMap((kind) => readdirSync(kind)))];
  }

  private later(names: string[], ms: number): void {
    const again = async () => {
      const left: string[] = [];
      for (const name of names) if (!this.here.has(name) && !(await this.remove(name))) left.push(name);
      if (left.length > 0) this.later(left, AGAIN_MS);
    };
    setTimeout(() => void again(), ms).unref();
  }

  /** @returns whether nothing is left. */
  private async remove(name: string): Promise<boolean> {
    const outcomes = this.kinds.map(async (kind) => {
      const dir = join(kind, name);
      const rm = ['/bin/rm', '-rf', '--', dir];
      const argv =
        process.getuid?.() === 0 && this.owner !== 0
          ? [
              this.setpriv,
              `--reuid=${this.owner}`,
              '--regid=65534',
              '--clear-groups',
              '--inh-caps=-all',
              '--',
              ...rm,
            ]
          : rm;
      const [file, ...args] = argv as [string, ...string[]];
      // The folder itself lies in one of ours: its owner cannot take it away, and says so.
      await execute(file, args, { env: {} }).catch(() => {});
      try {
        rmdirSync(dir);
        return true;
      } catch (error) {
        return (error as NodeJS.ErrnoException).code === 'ENOENT';
      }
    });
    return (await Promise.all(outcomes)).every(Boolean);
  }
}
