import { type ChildProcess, spawn } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openSandbox } from './sandbox.js';
import { build, leftovers } from './testing/open-for-tests.js';
import { defaultLimits, type Sandbox, type SandboxRequest } from './types.js';

const main = fileURLToPath(new URL('../dist/launcher/main.js', import.meta.url));
const SECRET = 'SENTINEL-0815';

let home: string;
let workDir: string;
let socket: string;
let launcher: ChildProcess;
let sandbox: Sandbox;

/** Starts a launcher as a careless supervisor might: secrets in its environment, an open file passed on. */
async function startLauncher(slots = 2): Promise<void> {
  const secret = join(home, 'secret');
  writeFileSync(secret, SECRET);
  launcher = spawn(
    process.execPath,
    [main, '--socket', socket, '--work', workDir, '--slots', String(slots)],
    {
      env: { PATH: '/usr/bin:/bin', DATABASE_PASSWORD: SECRET },
      stdio: ['ignore', 'pipe', 'inherit', openSync(secret, 'r')],
    },
  );
  await new Promise((resolve, reject) => {
    launcher.stdout?.once('data', resolve);
    launcher.once('exit', () => reject(new Error('the launcher ended')));
  });
}

beforeAll(build);
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'launcher-test-'));
  chmodSync(home, 0o711);
  workDir = join(home, 'work');
  socket = join(home, 'socket');
  await startLauncher();
  sandbox = await openSandbox({ workDir, launcherSocket: socket });
});
afterEach(async () => {
  await sandbox.close();
  const gone = new Promise((resolve) => launcher.once('exit', resolve));
  if (launcher.exitCode === null && launcher.signalCode === null) {
    launcher.kill('SIGTERM');
    await gone;
  }
  expect(await leftovers(workDir)).toEqual([]);
  rmSync(home, { recursive: true, force: true });
});

let made = 0;
function request(source: string, wallSeconds = 20): SandboxRequest {
  made += 1;
  const dir = join(home, `request-${made}`);
  mkdirSync(join(dir, 'app'), { recursive: true });
  mkdirSync(join(dir, 'in'));
  writeFileSync(join(dir, 'app/main.py'), source);
  return {
    id: String(made),
    runtime: 'python',
    command: ['python3', 'main.py'],
    artifactDir: join(dir, 'app'),
    inputDir: join(dir, 'in'),
    limits: { ...defaultLimits, wallSeconds },
  };
}

/** Host processes whose command line holds a word only this test uses. */
const processesWith = (word: string) =>
  readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(word);
    } catch {
      return false;
    }
  });

async function untilRunning(source: string): Promise<{ result: Promise<unknown>; abort: AbortController }> {
  const abort = new AbortController();
  let running = () => {};
  const started = new Promise<void>((resolve) => {
    running = resolve;
  });
  const result = sandbox.run(request(source), {
    signal: abort.signal,
    onStage: (stage) => {
      if (stage === 'running') running();
    },
  });
  await started;
  return { result, abort };
}

const lasting = (word: string) =>
  `import os, time\nif os.fork() == 0:\n  os.setpgid(0, 0)\n  os.execv('/usr/bin/python3', ['python3', '-c', 'import time; time.sleep(60) # ${word}'])\ntime.sleep(60)`;

async function until(condition: () => boolean, milliseconds: number): Promise<void> {
  for (const end = performance.now() + milliseconds; !condition(); await sleep(20))
    if (performance.now() > end) throw new Error('it did not come to pass in time');
}

describe('a launcher', () => {
  it('that is told to end while it still lays its grounds leaves none of them', async () => {
    const other = join(home, 'other');
    const early = spawn(
      process.execPath,
      [main, '--socket', join(home, 'early'), '--work', other, '--slots', '8'],
      { env: { PATH: '/usr/bin:/bin' }, stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const ended = new Promise<unknown[]>((resolve) => early.once('exit', (...how) => resolve(how)));
    let listening = false;
    early.stdout.once('data', () => {
      listening = true;
    });
    const mounted = () => readFileSync('/proc/self/mountinfo', 'utf8').includes(`${other}/grounds/0`);
    // Without root there is nothing to lay; it is told to end once it listens.
    while (!mounted() && !listening) await setImmediate();
    early.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
    expect(mounted()).toBe(false);
  });

  it('passes on nothing of its parent', async () => {
    const result = await sandbox.run(
      request(`
import os
seen = [open(f'/proc/{p}/environ').read() for p in os.listdir('/proc') if p.isdigit()]
seen += [open(f'/proc/self/fd/{n}').read() for n in os.listdir('/proc/self/fd') if int(n) > 2 and os.path.exists(f'/proc/self/fd/{n}')]
print(repr(seen))`),
    );
    if (result.kind !== 'finished') throw new Error(result.detail);
    expect([result.outcome, result.log.stderr]).toEqual(['ok', '']);
    expect(result.log.stdout).not.toContain(SECRET);
    expect(statSync(socket).mode & 0o777).toBe(0o600);
  });

  it('tells how far a run has come, and lets the others wait their turn', async () => {
    const stages: string[][] = [[], [], []];
    const results = await Promise.all(
      stages.map((list) => sandbox.run(request('print(1)'), { onStage: (stage) => list.push(stage) })),
    );
    expect(results.map((result) => result.kind === 'finished' && result.outcome)).toEqual(['ok', 'ok', 'ok']);
    for (const list of stages) expect(list).toEqual(['waiting', 'starting', 'running', 'collecting']);
  });

  it('ends a run that is cancelled', async () => {
    const { result, abort } = await untilRunning(lasting('cancel-me'));
    await until(() => processesWith('cancel-me').length > 0, 5000);
    abort.abort();
    expect(await result).toMatchObject({ kind: 'platform_fault', reason: 'cancelled' });
    expect(processesWith('cancel-me')).toEqual([]);
    expect(await leftovers(workDir)).toEqual([]);
  });

  it('starts no program before its caller lets it, and none that its caller refuses', async () => {
    const stages: string[] = [];
    const onStage = (stage: string) => {
      stages.push(stage);
    };
    let seen: string[] = [];
    const beforeStart = async () => {
      await sleep(150);
      seen = [...stages, ...processesWith('held-back')];
    };
    const held = lasting('held-back').replace('time.sleep(60)', 'pass').replace('time.sleep(60)', 'pass');
    expect(await sandbox.run(request(held), { onStage, beforeStart })).toMatchObject({ outcome: 'ok' });
    expect(seen).toEqual(['waiting', 'starting']);
    const refused = await sandbox.run(request(lasting('refused')), {
      onStage,
      beforeStart: () => Promise.reject(new Error('no longer wanted')),
    });
    expect(refused).toMatchObject({ kind: 'platform_fault', reason: 'cancelled' });
    expect(stages.filter((stage) => stage === 'running')).toHaveLength(1);
    expect(processesWith('refused')).toEqual([]);
    expect(await leftovers(workDir)).toEqual([]);
  });

  it('is free again at once when its caller goes away or calls off while being asked', async () => {
    const abort = new AbortController();
    const beforeStart = async () => {
      abort.abort();
      await sleep(50);
    };
    const asked = await sandbox.run(request(lasting('called-off')), { signal: abort.signal, beforeStart });
    expect(asked).toMatchObject({ kind: 'platform_fault', reason: 'cancelled' });
    expect(processesWith('called-off')).toEqual([]);
    expect(await leftovers(workDir)).toEqual([]);
  });

  it('ends a run whose client is gone', async () => {
    const { inputDir, artifactDir, limits } = request(lasting('orphan'));
    const home = join(workDir, 'stage', 'f'.repeat(24));
    const stage = join(home, 'run');
    mkdirSync(stage, { recursive: true });
    for (const [from, to] of [
      [inputDir, 'in'],
      [artifactDir!, 'app'],
    ] as const) {
      mkdirSync(join(stage, to));
      for (const name of readdirSync(from))
        writeFileSync(join(stage, to, name), readFileSync(join(from, name)));
    }
    const client = connect(socket);
    const spec = {
      runtime: 'python',
      command: ['python3', 'main.py'],
      inputDir: join(stage, 'in'),
      artifactDir: join(stage, 'app'),
      limits,
      options: '{}',
    };
    client.write(`${JSON.stringify({ op: 'run', spec })}\n`);
    client.on('data', (chunk) => {
      if (chunk.toString().includes('"ready"')) client.write(`${JSON.stringify({ op: 'go' })}\n`);
    });
    await until(() => processesWith('orphan').length > 0, 5000);
    client.destroy();
    await until(() => processesWith('orphan').length === 0, 1500);
    rmSync(home, { recursive: true });
    expect(await leftovers(workDir)).toEqual([]);
  });

  it('takes its runs along when it is killed, and its successor cleans up', async () => {
    const { result } = await untilRunning(lasting('killed-launcher'));
    await until(() => processesWith('killed-launcher').length > 0, 5000);
    launcher.kill('SIGKILL');
    expect(await result).toMatchObject({ kind: 'platform_fault', reason: 'launcher_lost' });
    await until(() => processesWith('killed-launcher').length === 0, 1000);
    await startLauncher();
    expect(await leftovers(workDir)).toEqual([]);
    expect(await sandbox.run(request('print(1)'))).toMatchObject({ kind: 'finished', outcome: 'ok' });
  });

  it('binds nothing from outside its stage', async () => {
    const ask = (spec: object) =>
      new Promise<string>((resolve) => {
        const client = connect(socket);
        let text = '';
        client.on('data', (chunk) => {
          text += chunk.toString();
        });
        client.on('close', () => resolve(text));
        client.write(`${JSON.stringify({ op: 'run', spec })}\n`);
      });
    const base = { runtime: 'python', command: ['python3'], limits: defaultLimits, options: '{}' };
    for (const inputDir of [
      '/etc',
      '/root',
      workDir,
      join(workDir, 'stage'),
      `${workDir}/stage/../../../etc`,
    ])
      expect(await ask({ ...base, inputDir })).toContain('"bad_request"');
    expect(await ask({ ...base, inputDir: 7 })).toContain('"bad_request"');
  });

  it('survives nonsense', async () => {
    for (const nonsense of [
      '{}\n',
      'GET / HTTP/1.1\r\n\r\n',
      '\0\0\0\n',
      '[]\n',
      'null\n',
      'x'.repeat(9_000_000),
    ]) {
      const client = connect(socket);
      await new Promise((resolve) => {
        client.on('error', () => {});
        client.on('close', resolve);
        client.write(nonsense);
        client.setTimeout(2000, () => client.destroy());
      });
    }
    expect(await sandbox.run(request('print(1)'))).toMatchObject({ kind: 'finished', outcome: 'ok' });
  });
});

describe('no sandbox', () => {
  it('is said with the reason and the remedy in both languages, and takes no runs', async () => {
    const closed = mkdtempSync(join(tmpdir(), 'closed-'));
    chmodSync(closed, 0o700);
    const none = await openSandbox({ workDir: join(closed, 'work') });
    try {
      if (none.status.available) throw new Error('available below a private folder');
      const [why] = none.status.reasons;
      expect(why?.code).toBe('unreachable_work_dir');
      expect(why?.zh).toMatch(/[\u4e00-\u9fff]/);
      expect(why?.remedy.en).toMatch(/0755/);
      expect(await none.run(request('print(1)'))).toMatchObject({
        kind: 'platform_fault',
        reason: 'unavailable',
      });
    } finally {
      await none.close();
      rmSync(closed, { recursive: true });
    }
  });

  it('is also said when the launcher cannot be reached', async () => {
    const none = await openSandbox({ workDir, launcherSocket: join(home, 'nobody') });
    expect(none.status).toMatchObject({ available: false, reasons: [{ code: 'launcher_failed' }] });
    await none.close();
  });
});

describe('a broken request', () => {
  it('is nobody else’s fault', async () => {
    const missing = await sandbox.run({ ...request(''), inputDir: join(home, 'nowhere') });
    expect(missing).toMatchObject({ kind: 'platform_fault', reason: 'bad_request' });
    const greedy = request('');
    greedy.limits = { ...greedy.limits, memoryBytes: 2 ** 50 };
    expect(await sandbox.run(greedy)).toMatchObject({ kind: 'platform_fault', reason: 'bad_request' });
  });
});
