import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LauncherHello, RunSpec } from './launcher/protocol.js';
import { requestRun, Standing } from './launcher-client.js';
import { reason } from './reasons.js';
import { type SelfTest, selfTest } from './self-test.js';
import { Stage } from './stage.js';
import type {
  OpenSandbox,
  RunHooks,
  Sandbox,
  SandboxRequest,
  SandboxResult,
  SandboxStatus,
} from './types.js';

const root = () => process.getuid?.() === 0;
const fault = (why: 'unavailable' | 'bad_request' | 'launcher_lost', detail: string): SandboxResult => ({
  kind: 'platform_fault',
  reason: why,
  detail,
});

/** Seen from src/ (tests) and dist/ alike: the launcher and the harness run compiled. */
const compiled = join(dirname(fileURLToPath(import.meta.url)), '..', 'dist', 'launcher', 'main.js');

/** They only read what was handed in. WASM and ONNX files do run. */
const runsNothingForeign: ReadonlySet<string> = new Set(['inspect', 'profile', 'probe']);

const START_WITHIN_MS = 120_000;

/** A launcher of our own, started as a child and started again if it dies. */
class OwnLauncher {
  private child: ChildProcess | null = null;
  private starting: Promise<void> | null = null;
  private constructor(
    readonly socket: string,
    private readonly args: string[],
  ) {}

  static async prepare({ workDir, slots = 2, tools = 0, deployRoot }: OpenSandbox): Promise<OwnLauncher> {
    await mkdir(workDir, { recursive: true });
    const near = join(workDir, `launcher-${randomBytes(4).toString('hex')}`);
    // A socket's path may have 107 bytes at most.
    const socket =
      Buffer.byteLength(near) < 100 ? near : join(await mkdtemp(join(tmpdir(), 'sl-')), 'launcher');
    const deploy =
      deployRoot ??
      (root() ? '/var/lib/scenario-lab/sandbox' : join(homedir(), '.cache/scenario-lab/sandbox'));
    const where = ['--socket', socket, '--work', workDir, '--deploy', deploy];
    const room = ['--slots', String(slots), '--tools', String(tools)];
    return new OwnLauncher(socket, [compiled, ...where, ...room, '--child']);
  }

  /** @throws if the launcher ends before it listens. */
  async ensure(): Promise<void> {
    if (this.child !== null) return;
    this.starting ??= this.start().finally(() => {
      this.starting = null;
    });
    await this.starting;
  }

  private start(): Promise<void> {
    const child = spawn(process.execPath, this.args, {
      env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/' },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let complaint = '';
    child.stderr.on('data', (chunk: Buffer) => {
      complaint = (complaint + chunk.toString('utf8')).slice(-2000);
    });
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => child.kill('SIGKILL'), START_WITHIN_MS);
      child.stdout.once('data', () => {
        clearTimeout(late);
        this.child = child;
        resolve();
      });
      child.once('exit', () => {
        clearTimeout(late);
        this.child = null;
        reject(new Error(complaint || 'the launcher ended at once'));
      });
      child.once('error', reject);
    });
  }

  async stop(): Promise<void> {
    const { child } = this;
    if (child !== null) {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.stdin?.end();
      const late = setTimeout(() => child.kill('SIGKILL'), 15_000);
      await gone;
      clearTimeout(late);
    }
    await rm(this.socket, { force: true });
    if (basename(dirname(this.socket)).startsWith('sl-')) await rm(dirname(this.socket), { recursive: true });
  }
}

class LauncherSandbox implements Sandbox {
  private readonly stopped = new AbortController();
  private readonly running = new Set<Promise<unknown>>();
  /** Folders of outputs that somebody may still read. */
  private readonly collected = new Set<string>();
  constructor(
    readonly status: SandboxStatus,
    private readonly standing: Standing,
    private readonly socket: string,
    private readonly own: OwnLauncher | null,
  ) {}

  run(request: SandboxRequest, hooks: RunHooks = {}): Promise<SandboxResult> {
    if (!this.status.available)
      return Promise.resolve(fault('unavailable', 'there is no sound sandbox here'));
    if (this.status.runtimes[request.runtime] === undefined)
      return Promise.resolve(fault('unavailable', `no ${request.runtime} on this machine`));
    const job = this.perform(request, request.runtime, hooks);
    this.running.add(job);
    return job.finally(() => this.running.delete(job));
  }

  /** @throws if there is no launcher, or none that gives us a place. */
  async home(): Promise<NonNullable<LauncherHello['home']>> {
    await this.own?.ensure();
    if (this.standing.hello === null) await this.standing.enter();
    const home = this.standing.hello?.home;
    if (!home) throw new Error('the launcher gives no place to put a run');
    return home;
  }

  async perform(
    request: SandboxRequest,
    runtime: RunSpec['runtime'],
    hooks: RunHooks,
  ): Promise<SandboxResult> {
    const name = randomBytes(12).toString('hex');
    let home: Awaited<ReturnType<LauncherSandbox['home']>>;
    try {
      home = await this.home();
    } catch (error) {
      return fault('launcher_lost', String(error));
    }
    let stage: Stage | null = null;
    try {
      stage = new Stage(join(home.stageDir, name), runsNothingForeign.has(runtime));
      const spec = await this.prepare(stage, request, runtime);
      const signal = AbortSignal.any([this.stopped.signal, ...(hooks.signal ? [hooks.signal] : [])]);
      const collectDir = join(home.collectDir, name);
      const result = await requestRun(this.socket, spec, collectDir, { ...hooks, signal });
      if (result.kind !== 'finished') await rm(collectDir, { recursive: true, force: true });
      else if (result.outputs.length > 0) this.collected.add(collectDir);
      return result;
    } catch (error) {
      return fault('bad_request', String(error));
    } finally {
      await stage?.remove();
    }
  }

  private async prepare(
    stage: Stage,
    request: SandboxRequest,
    runtime: RunSpec['runtime'],
  ): Promise<RunSpec> {
    const { command = [], artifactDir, inputDir, limits, options = {}, seed } = request;
    return {
      runtime,
      command,
      inputDir: await stage.add(inputDir, 'in'),
      ...(artifactDir === undefined ? {} : { artifactDir: await stage.add(artifactDir, 'app') }),
      limits,
      options: JSON.stringify({ ...options, limits, ...(seed === undefined ? {} : { seed }) }),
      ...(seed === undefined ? {} : { seed }),
    };
  }

  async discard(result: SandboxResult): Promise<void> {
    if (result.kind !== 'finished') return;
    const dirs = new Set(result.outputs.map((output) => dirname(output.path)));
    for (const dir of dirs) {
      if (!this.collected.delete(dir)) continue;
      await rm(dir, { recursive: true, force: true });
    }
  }

  async close(): Promise<void> {
    this.stopped.abort();
    await Promise.allSettled(this.running);
    this.standing.end();
    await this.own?.stop();
  }
}

async function greet(
  standing: Standing,
  own: OwnLauncher | null,
): Promise<{ hello: LauncherHello } | { status: SandboxStatus }> {
  const unavailable = (code: string, detail: string) => ({
    status: { available: false as const, reasons: [reason(code, detail)] },
  });
  try {
    await own?.ensure();
    const answer = await standing.enter();
    if (answer.type === 'hello') return { hello: answer.hello };
    if (answer.type === 'unavailable') return unavailable(answer.code, answer.detail);
    return unavailable('launcher_failed', `unexpected answer ${answer.type}`);
  } catch (error) {
    return unavailable('launcher_failed', String(error));
  }
}

async function test(hello: LauncherHello, sandbox: LauncherSandbox): Promise<SelfTest> {
  const empty = join((await sandbox.home()).stageDir, `probe-${randomBytes(6).toString('hex')}`);
  await mkdir(empty);
  const made: SandboxResult[] = [];
  try {
    return await selfTest(async (probe, limits) => {
      const request: SandboxRequest = {
        id: probe,
        runtime: 'inspect',
        inputDir: empty,
        limits,
        options: { probe },
      };
      const result = await sandbox.perform(request, 'probe', {});
      made.push(result);
      return result;
    }, hello.level);
  } finally {
    await rm(empty, { recursive: true, force: true });
    for (const result of made) await sandbox.discard(result);
  }
}

/**
 * Opens the sandbox and lets it prove itself. Fails closed: a machine without a sound sandbox gives
 * one whose `status` says why and whose `run` answers `platform_fault` / `unavailable`.
 */
export async function openSandbox(how: OpenSandbox): Promise<Sandbox> {
  const own = how.launcherSocket === undefined ? await OwnLauncher.prepare(how) : null;
  const socket = how.launcherSocket ?? own!.socket;
  const standing = new Standing(socket);
  const met = await greet(standing, own);
  const as = (status: SandboxStatus) => new LauncherSandbox(status, standing, socket, own);
  if ('status' in met) return as(met.status);
  const { hello } = met;
  const unproven = as({ available: false, reasons: [] });
  const { code, complaints } = await test(hello, unproven);
  if (code !== null) {
    const reasons = complaints.map((complaint) => reason(code, complaint));
    return as({ available: false, reasons });
  }
  const { level, cgroup, runtimes, digest, slots } = hello;
  const status: SandboxStatus = { available: true, level, cgroup, runtimes, digest, root: hello.root, slots };
  return as(status);
}
