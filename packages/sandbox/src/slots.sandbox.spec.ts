import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openSandbox } from './sandbox.js';
import { build, leftovers } from './testing/open-for-tests.js';
import { defaultLimits, type Sandbox, type SandboxRequest, toolLimits } from './types.js';

const compiled = (name: string) => fileURLToPath(new URL(`../dist/${name}`, import.meta.url));
let home: string;
let workDir: string;
let socket: string;
let launcher: ChildProcess;
let sandbox: Sandbox;

async function startLauncher(): Promise<void> {
  const room = ['--slots', '1', '--tools', '1'];
  const args = [compiled('launcher/main.js'), '--socket', socket, '--work', workDir, ...room];
  launcher = spawn(process.execPath, args, { env: {}, stdio: ['ignore', 'pipe', 'inherit'] });
  await once(launcher.stdout!, 'data');
}

beforeAll(async () => {
  build();
  home = mkdtempSync(join(tmpdir(), 'slots-'));
  chmodSync(home, 0o711);
  workDir = join(home, 'work');
  socket = join(home, 'socket');
  await startLauncher();
  sandbox = await openSandbox({ workDir, launcherSocket: socket });
});
afterAll(async () => {
  await sandbox.close();
  launcher.kill('SIGTERM');
  await once(launcher, 'exit');
  rmSync(home, { recursive: true, force: true });
});

async function until(what: string, condition: () => boolean): Promise<void> {
  for (const end = performance.now() + 30_000; !condition(); await sleep(20))
    if (performance.now() > end) throw new Error(`not in time: ${what}`);
}

let made = 0;
function request(source: string): SandboxRequest {
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
    limits: { ...defaultLimits, wallSeconds: 30, outBytes: 64 * 2 ** 20 },
  };
}
const works = async () =>
  expect(await sandbox.run(request('print(1)'))).toMatchObject({ kind: 'finished', outcome: 'ok' });

/** A client that stages by hand, so that it can hang up at any word. */
function stageByHand(source: string): { spec: object; remove: () => void } {
  const { inputDir: _, artifactDir, limits } = request(source);
  const own = join(workDir, 'stage', 'e'.repeat(24));
  mkdirSync(join(own, 'in'), { recursive: true });
  mkdirSync(join(own, 'app'));
  writeFileSync(join(own, 'app/main.py'), source);
  const command = ['python3', 'main.py'];
  const dirs = { inputDir: join(own, 'in'), artifactDir: join(own, 'app') };
  expect(existsSync(artifactDir!)).toBe(true);
  return {
    spec: { runtime: 'python', command, ...dirs, limits, options: '{}' },
    remove: () => rmSync(own, { recursive: true }),
  };
}

it('come back when the client dies while its outputs are handed over, as often as it likes', async () => {
  const files = `for name in ['a', 'b', 'c']: open(f'/out/{name}', 'wb').write(bytes(20 << 20))`;
  for (let time = 0; time < 3; time += 1) {
    const { spec, remove } = stageByHand(files);
    const client = connect(socket);
    client.write(`${JSON.stringify({ op: 'run', spec })}\n`);
    let seen = 0;
    for await (const chunk of client) {
      seen += (chunk as Buffer).length;
      if ((chunk as Buffer).includes('{"type":"ready"}')) client.write('{"op":"go"}\n');
      // In the middle of the first file; two more were open.
      if (seen > 2_000_000) break;
    }
    client.destroy();
    remove();
    expect(await leftovers(workDir)).toEqual([]);
  }
  await works();
});

it('come back when somebody holds a file of the outputs open', async () => {
  const running = sandbox.run(
    request(`import time\nopen('/out/held', 'w').write('x')\nopen('/out/ready', 'w')\ntime.sleep(1)`),
  );
  const out = join(workDir, 'slots', '0', 'out');
  await until('the program wrote', () => existsSync(join(out, 'ready')));
  const fd = openSync(join(out, 'held'), 'r');
  try {
    expect(await running).toMatchObject({ kind: 'finished', outcome: 'ok' });
    expect(await leftovers(workDir)).toEqual([]);
    await works();
  } finally {
    closeSync(fd);
  }
});

const client = (then: string) => `
import { openSandbox } from ${JSON.stringify(compiled('sandbox.js'))};
import { defaultLimits } from ${JSON.stringify(compiled('types.js'))};
const sandbox = await openSandbox({ workDir: 'unused', launcherSocket: ${JSON.stringify('SOCKET')} });
const run = (source, hooks) => sandbox.run({ id: 'x', runtime: 'python', command: ['python3', '-c', source], inputDir: process.argv[1], limits: { ...defaultLimits, wallSeconds: 60 } }, hooks);
${then}
`;
const startClient = (then: string) =>
  spawn(
    process.execPath,
    ['--input-type=module', '-e', client(then).replace('SOCKET', socket), join(home, 'request-1/in')],
    { stdio: ['ignore', 'pipe', 'inherit'], env: {} },
  );
const homes = () => [
  ...readdirSync(join(workDir, 'stage')),
  ...readdirSync(join(workDir, 'collect')).map((name) => `collect ${name}`),
];

it('are not all: what a killed client had staged and collected goes with it', async () => {
  const before = homes().sort();
  const other = startClient(`
    await run("open('/out/kept', 'w').write('x')");
    void run('import time; time.sleep(60)', { onStage: (stage) => stage === 'running' && console.log('running') });`);
  await once(other.stdout!, 'data');
  expect(homes().length).toBe(before.length + 2);
  other.kill('SIGKILL');
  await until('its folders are gone', () => homes().length === before.length);
  expect(homes().sort()).toEqual(before);
  expect(await leftovers(workDir)).toEqual([]);
  await works();
});

it('are kept for a client whose launcher is begun anew, with what it has not read yet', async () => {
  const result = await sandbox.run(request(`open('/out/kept', 'w').write('still here')`));
  if (result.kind !== 'finished') throw new Error(result.detail);
  const before = homes().sort();
  launcher.kill('SIGKILL');
  await once(launcher, 'exit');
  await startLauncher();
  await works();
  expect(homes().sort()).toEqual(before);
  expect(existsSync(result.outputs[0]!.path)).toBe(true);
  await sandbox.discard(result);
  expect(existsSync(result.outputs[0]!.path)).toBe(false);
});

it('of programs are never taken by what opens files, nor the other way round', async () => {
  const forever = `import time\nopen('/out/ready', 'w')\ntime.sleep(60)`;
  const ending = new AbortController();
  const busy = sandbox.run(request(forever), { signal: ending.signal });
  await until('the program wrote', () => existsSync(join(workDir, 'slots', '0', 'out', 'ready')));
  const { inputDir } = request('');
  writeFileSync(join(inputDir, 'artifact'), 'no archive');
  const open = () =>
    sandbox.run({ id: 'x', runtime: 'inspect', inputDir, limits: toolLimits, options: { kind: 'bundle' } });
  // One after the other in the one slot that is theirs, however many come.
  for (const opened of await Promise.all([open(), open(), open()]))
    expect(opened).toMatchObject({ kind: 'finished', outcome: 'ok' });
  ending.abort();
  expect(await busy).toMatchObject({ kind: 'platform_fault', reason: 'cancelled' });
  const inspections = [open(), open(), open()];
  let left = inspections.length;
  for (const one of inspections) void one.then(() => (left -= 1));
  await works();
  expect(left).toBeGreaterThan(0);
  await Promise.all(inspections);
});
