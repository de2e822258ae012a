import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { build } from './testing/open-for-tests.js';

// A user without any right on this machine, as an unprivileged host would have.
const NOBODY = 65_533;
let home: string;

/** The compiled package and what it loads, where anybody may read it: the clone may lie in a private folder. */
beforeAll(() => {
  build();
  home = mkdtempSync(join(tmpdir(), 'basic-'));
  chmodSync(home, 0o755);
  const packageDir = dirname(dirname(fileURLToPath(import.meta.url)));
  const copy = { recursive: true, dereference: true } as const;
  cpSync(join(packageDir, 'dist'), join(home, 'dist'), copy);
  writeFileSync(join(home, 'package.json'), '{"type":"module"}');
  const require = createRequire(import.meta.url);
  const wanted = [
    'onnxruntime-node',
    'onnxruntime-common',
    'pngjs',
    'jpeg-js',
    'csv-parse',
    '@scenario-lab/tables',
    '@duckdb/node-api',
    '@duckdb/node-bindings',
    `@duckdb/node-bindings-linux-${process.arch}`,
  ];
  for (const name of wanted) {
    const from = (require.resolve.paths(name) ?? []).map((base) => join(base, name)).find(existsSync)!;
    cpSync(realpathSync(from), join(home, 'node_modules', name), {
      ...copy,
      filter: (path) => !/\/(darwin|win32)(\/|$)/.test(path),
    });
  }
  cpSync(process.execPath, join(home, 'node'));
  mkdirSync(join(home, 'own'));
  if (process.getuid?.() === 0) chownSync(join(home, 'own'), NOBODY, NOBODY);
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const script = `
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { openSandbox } from '../dist/sandbox.js';
import { defaultLimits } from '../dist/types.js';
const own = process.argv[2];
const sandbox = await openSandbox({ workDir: own + '/work', deployRoot: own + '/deploy', slots: 1 });
const answers = { status: sandbox.status };
mkdirSync(own + '/in');
const run = async (name, source, limits = {}) => {
  mkdirSync(own + '/' + name);
  writeFileSync(own + '/' + name + '/main.py', source);
  const result = await sandbox.run({ id: name, runtime: 'python', command: ['python3', 'main.py'], artifactDir: own + '/' + name, inputDir: own + '/in', limits: { ...defaultLimits, cpuSeconds: 5, wallSeconds: 8, memoryBytes: 2 ** 28, ...limits } });
  answers[name] = { ...result, read: (result.outputs ?? []).map(({ path }) => readFileSync(path, 'utf8')) };
};
await run('honest', "import numpy\\nopen('/out/predictions.csv', 'w').write('id,prediction\\\\n')\\nprint(numpy.__version__)");
await run('memory', 'x = []\\nwhile True: x.append(bytearray(1 << 24))');
await run('forks', 'import os, time\\nwhile True:\\n  try:\\n    if os.fork() == 0: time.sleep(60)\\n  except OSError: time.sleep(0.01)', { processes: 20 });
await run('spin', 'while True: pass', { cpuSeconds: 1 });
await run('sleep', 'import time; time.sleep(60)', { wallSeconds: 1 });
await run('burn', 'import time\\nwhile time.process_time() < 0.6: pass');
await run('output', "i = 0\\nwhile True:\\n  open(f'/out/{i % 40}', 'ab').write(bytes(1 << 16)); i += 1", { outBytes: 1 << 20 });
await run('link', "import os; os.symlink('/etc/passwd', '/out/x')");
await run('closed', "import os; os.mkdir('/out/d'); open('/out/d/f', 'w'); os.chmod('/out/d', 0)");
await run('look', "import os, socket\\nprint(sorted(int(n) for n in os.listdir('/proc/self/fd') if os.path.exists(f'/proc/self/fd/{n}')), os.path.exists('/etc/shadow'))\\nsocket.socket()");
await run('again', "open('/out/predictions.csv', 'w').write('id,prediction\\\\n')");
await sandbox.close();
answers.left = readdirSync(own + '/work/stage').concat(readdirSync(own + '/work/slots/0'));
console.log(JSON.stringify(answers));
`;

/** Runs a script as a user without rights. */
function asNobody(source: string, ...args: string[]): string {
  const file = join(home, 'own', 'try.mjs');
  writeFileSync(file, source);
  chmodSync(file, 0o644);
  const identity = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  const env = { HOME: join(home, 'own'), PATH: '/usr/bin:/bin' };
  const ran = spawnSync(join(home, 'node'), [file, ...args], {
    ...identity,
    env,
    encoding: 'utf8',
    timeout: 110_000,
  });
  expect([ran.status, ran.stderr]).toEqual([0, '']);
  return ran.stdout;
}

it('works without any privilege, says so, and types the outcomes as well as it can', () => {
  const own = join(home, 'own');
  const answers = JSON.parse(asNobody(script, own)) as Record<
    string,
    {
      outcome: string;
      level: string;
      read: string[];
      log: { stdout: string; stderr: string };
      resources: { cpuSeconds: number };
      collectDefect?: { class: string };
    }
  > & { left: unknown; status: unknown };
  expect(answers.status).toMatchObject({ available: true, level: 'basic', cgroup: 'none' });
  expect(answers.honest).toMatchObject({ outcome: 'ok', level: 'basic', read: ['id,prediction\n'] });
  const outcomes = Object.fromEntries(
    ['memory', 'forks', 'spin', 'sleep', 'burn', 'output', 'link', 'closed', 'again'].map((name) => [
      name,
      answers[name]!.outcome,
    ]),
  );
  expect(outcomes).toEqual({
    memory: 'memory_limit',
    forks: 'process_limit',
    spin: 'cpu_limit',
    sleep: 'wall_limit',
    burn: 'ok',
    output: 'output_limit',
    link: 'wrong_output',
    closed: 'wrong_output',
    again: 'ok',
  });
  expect(answers.link!.collectDefect?.class).toBe('symlink');
  expect(answers.burn!.resources.cpuSeconds).toBeGreaterThan(0.55);
  expect(answers.burn!.resources.cpuSeconds).toBeLessThan(0.9);
  expect(answers.look!.log.stdout).toBe('[0, 1, 2] False\n');
  expect(answers.look!.log.stderr).toContain('Operation not permitted');
  expect(answers.left).toEqual([]);
  // What was collected lasts as long as its reader; `read` above shows that it was there.
  expect(readdirSync(join(own, 'work/collect'))).toEqual([]);
}, 120_000);

const client = `
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { openSandbox } from '../dist/sandbox.js';
import { defaultLimits } from '../dist/types.js';
const [own, launcherSocket] = process.argv.slice(2);
const sandbox = await openSandbox({ workDir: own, launcherSocket });
mkdirSync(own + '/client/app', { recursive: true, mode: 0o700 });
writeFileSync(own + '/client/app/main.py', "import os\\nopen('/out/uid', 'w').write(str(os.getuid()))", { mode: 0o600 });
const result = await sandbox.run({ id: '1', runtime: 'python', command: ['python3', 'main.py'], artifactDir: own + '/client/app', inputDir: own + '/client/app', limits: defaultLimits });
const [output] = result.outputs;
const answer = { level: sandbox.status.level, outcome: result.outcome, text: readFileSync(output.path, 'utf8'), owner: statSync(output.path).uid };
await sandbox.discard(result);
await sandbox.close();
console.log(JSON.stringify(answer));
`;

it('lets a worker without rights have its runs done by the launcher that serves it, and nobody else', async () => {
  const work = join(home, 'served');
  const socket = join(home, 'served-socket');
  const own = join(home, 'own');
  const me = process.getuid?.() ?? 0;
  const allowed = me === 0 ? NOBODY : me;
  const args = [
    '--socket',
    socket,
    '--work',
    work,
    '--allow-uid',
    String(allowed),
    // As root the place all launchers share; else one of our own.
    ...(me === 0 ? [] : ['--deploy', join(own, 'deploy')]),
  ];
  const launcher = spawn(process.execPath, [join(home, 'dist/launcher/main.js'), ...args, '--slots', '1'], {
    env: {},
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = once(launcher, 'exit');
  try {
    await Promise.race([once(launcher.stdout, 'data'), gone]);
    const level = me === 0 ? 'hardened' : 'basic';
    expect(JSON.parse(asNobody(client, own, socket))).toEqual({
      level,
      outcome: 'ok',
      text: '65534',
      owner: allowed,
    });
    expect([statSync(socket).uid, statSync(socket).mode & 0o777]).toEqual([allowed, 0o600]);
  } finally {
    launcher.kill('SIGTERM');
    await gone;
  }
}, 60_000);
