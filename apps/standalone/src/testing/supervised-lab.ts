import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@scenario-lab/db/embedded';
import pg from 'pg';
import { deployedHome } from './deployed-home.js';
import { familyOf, frozen, killed, parentOf, processes, stateOf } from './proc.js';

export type Part = 'launcher' | 'api' | 'score' | 'execute' | 'postgres';

/** How each part of a lab is known among the supervisor's children, by its command line and surroundings. */
const marks: Record<Part, (line: string, env: string) => boolean> = {
  launcher: (line) => line.includes('sandbox/dist/launcher/main.js'),
  api: (line) => line.includes('api/dist/main.js'),
  score: (line, env) => line.includes('worker/dist/main.js') && env.includes('WORKER_ROLES=score,jobs'),
  execute: (line, env) => line.includes('worker/dist/main.js') && env.includes('WORKER_ROLES=execute'),
  postgres: (line) => line.includes('bin/postgres'),
};

/** One life of a supervisor. */
export class Supervisor {
  words = '';
  readonly ended: Promise<number | null>;

  constructor(readonly child: ChildProcess) {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.words += chunk.toString('utf8');
      });
    }
    this.ended = new Promise((resolve) => child.once('close', resolve));
  }
}

/** A lab of the built apps under a supervisor of its own, on a data folder that outlives it. */
export class SupervisedLab {
  readonly #lives: Supervisor[] = [];
  url = '';

  private constructor(
    readonly folder: string,
    private readonly home: { node: string; home: string },
    readonly port: number,
  ) {}

  static async open(): Promise<SupervisedLab> {
    const folder = await mkdtemp(join(tmpdir(), 'scenario-lab-faults-'));
    // Started as root, the lab's users must get through.
    await chmod(folder, 0o755);
    return new SupervisedLab(folder, await deployedHome(folder), await freePort());
  }

  get data(): string {
    return join(this.folder, 'data');
  }
  get api(): string {
    return `${this.url}/api`;
  }
  get #now(): Supervisor {
    const now = this.#lives.at(-1);
    if (!now) throw new Error('the lab was never started');
    return now;
  }
  get pid(): number {
    return this.#now.child.pid ?? 0;
  }
  /** What the supervisors said, over all their lives. */
  get words(): string {
    return this.#lives.map(({ words }) => words).join('');
  }
  get ended(): Promise<number | null> {
    return this.#now.ended;
  }

  /** Starts the supervisor without waiting for the lab. `env` beside the few variables it needs. */
  spawn(args: readonly string[] = [], env: Record<string, string> = {}): void {
    this.#lives.push(this.beside(args, env));
  }

  /** Starts another supervisor on the same data, which this lab's own must not mind. */
  beside(args: readonly string[] = [], env: Record<string, string> = {}): Supervisor {
    const { node, home } = this.home;
    const main = join(home, 'apps/standalone/dist/main.js');
    const argv = [main, '--empty', '--port', String(this.port), '--data', this.data, ...args];
    const child = spawn(node, argv, {
      cwd: '/',
      detached: true,
      env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', SCENARIO_LAB_HOME: home, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return new Supervisor(child);
  }

  /** Starts the lab and waits for its address. Errors: the supervisor's words when it ends instead. */
  async start(args: readonly string[] = [], env: Record<string, string> = {}): Promise<void> {
    const from = this.words.length;
    this.spawn(args, env);
    let over = false;
    void this.ended.then(() => {
      over = true;
    });
    for (;;) {
      const ready = /Scenario Lab is ready: (\S+)/.exec(this.words.slice(from));
      if (ready?.[1]) {
        this.url = ready[1];
        return;
      }
      if (over) throw new Error(`the lab did not start:\n${this.words.slice(from)}`);
      await pause(50);
    }
  }

  /** In good order; the supervisor's exit code. */
  async stop(): Promise<number | null> {
    this.#now.child.kill('SIGTERM');
    return this.ended;
  }
  /** What a terminal does: the signal goes to the supervisor's whole group. Its exit code. */
  async interrupt(): Promise<number | null> {
    process.kill(-this.pid, 'SIGINT');
    return this.ended;
  }

  /** The supervisor's child that plays this part now; null while it is down. */
  find(part: Part): number | null {
    const found = processes().find(
      ({ pid, line, env }) => marks[part](line, env()) && parentOf(pid) === this.pid,
    );
    return found?.pid ?? null;
  }

  /** Kills a part and waits until it is gone. Answers whether it was there. Postgres stops at once, without a checkpoint. */
  async kill(part: Part): Promise<boolean> {
    const pid = this.find(part);
    return pid === null ? false : killed([pid], part === 'postgres' ? 'SIGQUIT' : 'SIGKILL');
  }

  /**
   * Stops a part for `ms` without killing it; the database with all its connections. Answers whether it was there.
   */
  async freeze(part: Part, ms: number): Promise<boolean> {
    const pid = this.find(part);
    if (pid === null) return false;
    await frozen(part === 'postgres' ? familyOf(pid) : [pid], ms);
    return true;
  }

  /** Kills the supervisor alone. */
  async killSupervisor(): Promise<void> {
    this.#now.child.kill('SIGKILL');
    await this.ended;
  }

  /** The supervisor and everything it started, at one blow. */
  async killEverything(): Promise<void> {
    const parts = (['execute', 'score', 'api', 'launcher'] as const).flatMap((part) => this.find(part) ?? []);
    const postgres = this.find('postgres');
    this.#now.child.kill('SIGKILL');
    await Promise.all([
      killed(parts, 'SIGKILL'),
      postgres === null ? null : killed([postgres], 'SIGQUIT'),
      this.ended,
    ]);
  }

  /** The owner's address of the database as it runs now. Errors: while there is none. */
  async databaseUrl(): Promise<string> {
    const cluster = join(this.data, 'postgres', 'cluster');
    const password = (await readFile(`${cluster}.secret`, 'utf8')).trim();
    const port = (await readFile(join(cluster, 'postmaster.pid'), 'utf8')).split('\n')[3];
    return `postgres://lab_owner:${password}@127.0.0.1:${port}/scenario_lab`;
  }

  /** One question to the database as its owner, on a connection of its own: any other may be gone by now. */
  async sql<Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> {
    const client = new pg.Client({ connectionString: await this.databaseUrl() });
    // A server that ends while it is asked rejects the question; the connection's own cry adds nothing.
    client.on('error', () => {});
    await client.connect();
    try {
      return (await client.query<Row>(text, values)).rows;
    } finally {
      await client.end().catch(() => {});
    }
  }

  /** The administrator's password of an empty lab. */
  async adminPassword(): Promise<string> {
    return (JSON.parse(await readFile(join(this.data, 'secrets.json'), 'utf8')) as { admin: string }).admin;
  }

  /** Processes, mounts and cgroups that belong to this data folder, one word each. */
  leftovers(): string[] {
    const work = join(this.data, 'launcher');
    const prefix = `${createHash('sha256').update(work).digest('hex').slice(0, 12)}-`;
    return [
      ...processes()
        .filter(
          ({ line, env }) =>
            line.includes(this.data) || (line.includes('/dist/') && env().includes(this.data)),
        )
        .map(({ pid, line, env }) => {
          const role = /WORKER_ROLES=([a-z,]+)/.exec(env())?.[1] ?? '';
          return `process ${pid} of ${parentOf(pid)} ${stateOf(pid)} ${role} ${line.slice(0, 200)}`;
        }),
      ...readFileSync('/proc/self/mountinfo', 'utf8')
        .split('\n')
        .filter((line) => line.includes(this.data))
        .map((line) => `mount ${line.split(' ')[4]}`),
      ...cgroups(prefix).map((dir) => `cgroup ${dir}`),
    ];
  }

  /** Those of the sandbox's runs alone, while the lab is running: the slots' grounds stay as long as it does. */
  sandboxLeftovers(): string[] {
    const grounds = `mount ${join(this.data, 'launcher', 'grounds')}/`;
    return this.leftovers().filter((one) => !one.startsWith('process') && !one.startsWith(grounds));
  }

  async remove(): Promise<void> {
    // Those that ended long ago mind no signal.
    for (const { child } of this.#lives) child.kill('SIGTERM');
    await Promise.all(this.#lives.map(({ ended }) => ended));
    await rm(this.folder, { recursive: true, force: true });
  }
}

function cgroups(prefix: string): string[] {
  const list = (dir: string): string[] => {
    try {
      return readdirSync(dir).map((name) => join(dir, name));
    } catch {
      return [];
    }
  };
  const families = ['/sys/fs/cgroup', ...list('/sys/fs/cgroup')].map((dir) => join(dir, 'scenario-lab'));
  return families.flatMap(list).filter((dir) => dir.includes(`/scenario-lab/${prefix}`));
}

export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
