import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@scenario-lab/db/embedded';
import { migrate, type RoleUrls } from '@scenario-lab/db/migrate';
import { keepDatabase } from './database.js';
import { STORY } from './demo-data/story/story.js';
import type { Surroundings } from './env.js';
import { type Folders, groups, lock, makeFolders, refuseSecond, reset, secrets, users } from './folders.js';
import type { Options } from './options.js';
import { Processes, type Program, runToEnd } from './processes.js';
import { demonstrationPassword } from './seed/cast.js';

export interface Lab {
  /** Address for readers. */
  url: string;
  /** Address on this machine. */
  local: string;
  home: string;
  folders: Folders;
  ownerUrl: string;
  admin: { email: string; password: string };
  stop(): Promise<void>;
}

const adminEmail = 'admin@lab.example';

/** Starts every process of a lab on one machine and waits until the API answers. */
export async function startLab(
  options: Options,
  around: Surroundings,
  say: (line: string) => void,
  stopping?: AbortSignal,
): Promise<Lab> {
  const asRoot = process.getuid?.() === 0;
  const data = options.data ?? around.defaultData;
  refuseSecond(data);
  if (options.reset) await reset(data);
  const folders = await makeFolders(data, asRoot ? '/var/lib/scenario-lab' : join(data, 'deploy'), asRoot);
  const unlock = lock(data);
  const made = secrets(data);
  say(around.databaseUrl ? 'connecting to the database' : 'starting the embedded database');
  const cluster = around.databaseUrl
    ? null
    : await keepDatabase({ dataDir: folders.postgres, shelf: folders.deploy }, say).catch(
        (error: unknown) => {
          unlock();
          throw error;
        },
      );
  const processes = new Processes(folders.logs, say);
  try {
    stopping?.throwIfAborted();
    const { admin: ownPassword, ...passwords } = made;
    const roles = await migrate(
      cluster?.url ?? around.databaseUrl ?? '',
      passwords,
      around.days.LAB_TIME_ZONE,
    );
    stopping?.throwIfAborted();
    const app = (path: string) => join(around.home, path);
    const demonstration = around.mode === 'demonstration' && !options.empty;
    const adminPassword = demonstration ? demonstrationPassword : ownPassword;
    const name = STORY.organisations.find((one) => one.slug === 'lab')?.name;
    const named = demonstration && name ? ['--lab-name-zh', name.zh, '--lab-name-en', name.en] : [];
    const bootstrapArgs = ['--admin-email', adminEmail, '--password-stdin', ...named];
    await runToEnd({
      script: app('apps/worker/dist/migrate-queue.js'),
      env: { OWNER_DATABASE_URL: roles.owner },
    });
    await runToEnd({
      script: app('apps/api/dist/bootstrap.js'),
      args: bootstrapArgs,
      env: { OWNER_DATABASE_URL: roles.owner, SCENARIO_LAB_MODE: around.mode },
      stdin: adminPassword,
    });
    const port = await freePort(options.port);
    if (port !== options.port && options.port !== 0) say(`port ${options.port} is busy; using ${port}`);
    const host = options.host.includes(':') ? `[${options.host}]` : options.host;
    const url = around.publicUrl ?? `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}`;
    stopping?.throwIfAborted();
    say('starting api, workers and web');
    const programs = await programsOf({ around, options, folders, roles, port, url, asRoot, app });
    // The execute worker looks for the launcher once; it starts when the launcher listens.
    for (const program of programs.filter((one) => one.name !== 'execute')) processes.start(program);
    if (asRoot) await untilThere(join(folders.launcher, 'launcher.sock'), stopping);
    for (const program of programs.filter((one) => one.name === 'execute')) processes.start(program);
    const local = `http://${options.host === '0.0.0.0' || options.host === '::' ? '127.0.0.1' : host}:${port}`;
    await untilReady(`${local}/api/health/ready`, processes, stopping);
    return {
      url,
      local,
      home: around.home,
      ownerUrl: roles.owner,
      admin: { email: adminEmail, password: adminPassword },
      folders,
      stop: async () => {
        await processes.end(['execute', 'score']);
        await cluster?.stop();
        unlock();
      },
    };
  } catch (error) {
    await processes.end([]);
    await cluster?.stop();
    unlock();
    throw error;
  }
}

interface Plan {
  around: Surroundings;
  options: Options;
  folders: Folders;
  roles: RoleUrls;
  port: number;
  url: string;
  asRoot: boolean;
  app: (path: string) => string;
}

async function programsOf({
  around,
  options,
  folders,
  roles,
  port,
  url,
  asRoot,
  app,
}: Plan): Promise<Program[]> {
  const slots = Math.max(1, Math.min(4, availableParallelism()));
  const demonstration = around.mode === 'demonstration' && !options.empty ? 'yes' : '';
  const common = {
    LOG_LEVEL: around.logLevel,
    PUBLIC_URL: url,
    DEMONSTRATION: demonstration,
    SCENARIO_LAB_MODE: around.mode,
    ...around.days,
    ...around.s3,
    ...(around.s3.S3_BUCKET ? {} : { BLOBS_DIR: folders.blobs }),
  };
  const queue: Record<string, string> = around.redisUrl ? { REDIS_URL: around.redisUrl } : {};
  const socket = join(folders.launcher, 'launcher.sock');
  await rm(socket, { force: true });
  const as = (uid: number, ...shared: number[]) =>
    asRoot ? { as: { uid, gid: groups.blobs, groups: shared } } : {};
  const worker = app('apps/worker/dist/main.js');
  const id = randomBytes(3).toString('hex');
  return [
    ...(asRoot
      ? [
          {
            name: 'launcher',
            script: app('packages/sandbox/dist/launcher/main.js'),
            args: [
              '--socket',
              socket,
              '--work',
              folders.launcher,
              '--deploy',
              folders.deploy,
              '--slots',
              String(slots),
              '--tools',
              '1',
              '--allow-uid',
              String(users.execute),
            ],
            env: {},
          },
        ]
      : []),
    {
      name: 'api',
      script: app('apps/api/dist/main.js'),
      env: {
        ...common,
        ...around.limits,
        HOST: options.host,
        PORT: String(port),
        DATABASE_URL: roles.api,
        PUBLIC_DATABASE_URL: roles.public,
        MAIL: around.mail.SMTP_URL ? 'yes' : '',
        UPLOADS_DIR: folders.uploads,
        WEB_DIR: app('apps/web/dist'),
        CLI_TARBALL: app('apps/cli/dist/scenario-lab.tgz'),
      },
      ...as(users.api, groups.blobs),
    },
    {
      name: 'score',
      script: worker,
      env: {
        ...common,
        ...queue,
        ...around.mail,
        WORKER_ROLES: 'score,jobs',
        WORKER_ID: `score-${id}`,
        DATABASE_URL: roles.score,
        VAULT_DIR: folders.vault,
        SPOOL_DIR: folders.spool,
        KEY_DIR: folders.keys,
      },
      ...as(users.score, groups.blobs, groups.spool),
    },
    {
      name: 'execute',
      script: worker,
      env: {
        ...common,
        ...queue,
        WORKER_ROLES: 'execute',
        WORKER_ID: `execute-${id}`,
        DATABASE_URL: roles.execute,
        SPOOL_DIR: folders.spool,
        WORK_DIR: folders.work,
        DEPLOY_ROOT: folders.deploy,
        SLOTS: String(slots),
        ...(asRoot ? { LAUNCHER_SOCKET: socket } : {}),
      },
      ...as(users.execute, groups.blobs, groups.spool),
    },
  ];
}

/** The socket of a launcher that did not come up is not waited for longer: the worker then says what is missing. */
async function untilThere(path: string, stopping?: AbortSignal): Promise<void> {
  const until = Date.now() + 60_000;
  while (Date.now() < until && !existsSync(path)) {
    stopping?.throwIfAborted();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function untilReady(address: string, processes: Processes, stopping?: AbortSignal): Promise<void> {
  const until = Date.now() + 60_000;
  while (Date.now() < until) {
    stopping?.throwIfAborted();
    const ready = await fetch(address, { signal: AbortSignal.timeout(2_000) }).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) return;
    // Falling once may be bad luck; twice in a row it will not come up, and its words say why.
    if (processes.falls('api') > 1)
      throw new Error(`the API does not start:\n${await processes.lastWords('api')}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the API did not answer within 60 s; see the logs folder');
}
