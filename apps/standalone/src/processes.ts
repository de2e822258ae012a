import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, copyFileSync, fchmodSync, openSync, renameSync, statSync, truncateSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface Program {
  name: string;
  script: string;
  args?: string[];
  env: Record<string, string>;
  /** Started as root: the user and groups it runs under. */
  as?: { uid: number; gid: number; groups: readonly number[] };
}

/** Seconds a process is given to end by itself before it is killed. */
const patience = 15_000;

/**
 * Starts our own programs, writes what they say to a log file each, starts them again when they fall (with
 * growing pauses) and ends them in reverse order. Each is a group of its own: the terminal's Ctrl-C reaches
 * only the supervisor.
 */
export class Processes {
  private readonly running = new Map<string, { program: Program; child: ChildProcess; falls: number }>();
  private ending = false;
  private readonly rotation: NodeJS.Timeout;

  constructor(
    private readonly logDir: string,
    private readonly say: (line: string) => void,
  ) {
    this.rotation = setInterval(() => {
      for (const name of this.running.keys()) rotate(join(this.logDir, `${name}.log`));
    }, 60_000).unref();
  }

  start(program: Program, falls = 0): void {
    const argv = [program.script, ...(program.args ?? [])];
    const [command, args] = guarded(program.as, argv);
    // A file and no pipe of ours: a program that outlives us for a moment would wait for ever to write its last words.
    const log = openSync(join(this.logDir, `${program.name}.log`), 'a', 0o640);
    fchmodSync(log, 0o640);
    const child = spawn(command, args, {
      cwd: '/',
      env: {
        PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
        LANG: 'C.UTF-8',
        ...program.env,
      },
      detached: true,
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    const startedAt = Date.now();
    this.running.set(program.name, { program, child, falls });
    child.on('error', (error) => this.say(`${program.name} could not be started: ${error.message}`));
    child.on('exit', (code, signal) => {
      if (this.ending) return;
      const again = Date.now() - startedAt > 60_000 ? 0 : falls + 1;
      const pause = Math.min(15_000, 250 * 2 ** again);
      this.say(
        `${program.name} ended (${signal ?? code}); started again in ${pause / 1000} s, see ${program.name}.log`,
      );
      setTimeout(() => {
        if (!this.ending) this.start(program, again);
      }, pause);
    });
  }

  /** How often a program fell in a row before it was started as it is now. */
  falls(name: string): number {
    return this.running.get(name)?.falls ?? 0;
  }

  /** The end of what a program wrote to its log. */
  async lastWords(name: string): Promise<string> {
    const log = await readFile(join(this.logDir, `${name}.log`), 'utf8').catch(() => '');
    return log.slice(-1_500);
  }

  async end(order: readonly string[]): Promise<void> {
    this.ending = true;
    clearInterval(this.rotation);
    for (const group of [order, [...this.running.keys()].filter((name) => !order.includes(name))]) {
      await Promise.all(group.map((name) => this.endOne(name)));
    }
  }

  private async endOne(name: string): Promise<void> {
    const held = this.running.get(name);
    if (!held || held.child.exitCode !== null || held.child.signalCode !== null || !held.child.pid) return;
    const { child } = held;
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), patience);
    await gone;
    clearTimeout(timer);
  }
}

/** Bytes after which a log is put aside, and how many are kept. */
const largestLog = 32 * 2 ** 20;
const logsKept = 5;

/**
 * Puts a log aside when it has grown large. Its program goes on writing into the same file, at its end: what stood in
 * it is copied and the file cut.
 */
export function rotate(log: string, largest = largestLog): void {
  const bytes = statSync(log, { throwIfNoEntry: false })?.size ?? 0;
  if (bytes < largest) return;
  for (let n = logsKept - 1; n >= 1; n -= 1)
    if (statSync(`${log}.${n}`, { throwIfNoEntry: false })) renameSync(`${log}.${n}`, `${log}.${n + 1}`);
  copyFileSync(log, `${log}.1`);
  truncateSync(log);
}

/** Ends with the supervisor however that ends (`--pdeathsig`), as the user it is meant for. */
function guarded(as: Program['as'], argv: string[]): [string, string[]] {
  const identity = as
    ? [
        `--reuid=${as.uid}`,
        `--regid=${as.gid}`,
        `--groups=${as.groups.join(',')}`,
        '--inh-caps=-all',
        '--no-new-privs',
      ]
    : [];
  return ['setpriv', ['--pdeathsig=TERM', ...identity, '--', process.execPath, ...argv]];
}

/** Runs a program of ours to its end. Errors: rejects with its last words. */
export function runToEnd(program: Omit<Program, 'name' | 'as'> & { stdin?: string }): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program.script, ...(program.args ?? [])], {
      env: { PATH: '/usr/bin:/bin', LANG: 'C.UTF-8', ...program.env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let output = '';
    let words = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk;
    });
    child.stderr.on('data', (chunk: Buffer) => {
      words = (words + chunk).slice(-4_000);
    });
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve(output) : reject(new Error(`${program.script} failed: ${words || output}`)),
    );
    child.stdin.end(program.stdin ?? '');
  });
}
