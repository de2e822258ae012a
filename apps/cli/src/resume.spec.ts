import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { begunUploads } from './begun-uploads.js';
import { fakeLab, ids, secret } from './testing/fake-lab.js';

const compiled = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const CHUNK = 8 * 2 ** 20;

let room: string;
let lab: Awaited<ReturnType<typeof fakeLab>>;
beforeEach(async () => {
  room = await mkdtemp(join(tmpdir(), 'cli-resume-'));
  lab = await fakeLab('pass', 'ready');
});
afterEach(async () => {
  await lab.close();
  await rm(room, { recursive: true, force: true });
});

const submit = (folder: string) =>
  spawn(process.execPath, [compiled, 'submit', folder, '--benchmark', ids.benchmark, '--split', 'sample'], {
    env: {
      PATH: process.env.PATH,
      HOME: room,
      LANG: 'C',
      SCENARIO_LAB_CONFIG: join(room, 'config', 'credentials.json'),
      SCENARIO_LAB_URL: lab.url,
      SCENARIO_LAB_TOKEN: secret,
    },
    stdio: 'ignore',
  });

it('goes on after kill -9 where the lab’s count stands, and sends nothing twice', async () => {
  const folder = join(room, 'algorithm');
  await mkdir(folder);
  const manifest = {
    schema: 'scenario-lab/1',
    runtime: 'python',
    mode: 'batch',
    command: ['python3', 'main.py'],
  };
  await writeFile(join(folder, 'scenario-lab.json'), JSON.stringify(manifest));
  await writeFile(join(folder, 'main.py'), 'pass\n');
  await writeFile(join(folder, 'weights.bin'), randomBytes(2.5 * CHUNK));

  lab.silence.from = CHUNK;
  const first = submit(folder);
  const gone = new Promise((resolve) => first.once('exit', (_, signal) => resolve(signal)));
  while (lab.uploaded().length < CHUNK) await setTimeout(20);
  first.kill('SIGKILL');
  expect(await gone).toBe('SIGKILL');
  const book = join(room, 'config', 'uploads.json');
  expect((await stat(book)).mode & 0o777).toBe(0o600);

  lab.silence.from = Number.POSITIVE_INFINITY;
  const before = lab.calls.length;
  const second = submit(folder);
  expect(await new Promise((resolve) => second.once('exit', resolve))).toBe(0);
  const sent = lab.calls.slice(before).filter(({ line }) => line.includes('/uploads'));
  expect(sent[0]?.line).toBe(`HEAD /uploads/${ids.upload}`);
  expect(sent.some(({ line }) => line === 'POST /uploads')).toBe(false);
  const packed = lab.uploaded();
  const bytes = sent.reduce((sum, { body }) => sum + Number(body), 0);
  expect(bytes).toBe(packed.length - CHUNK);
  const copy = join(room, 'packed.zip');
  const check = spawn(process.execPath, [compiled, 'check', folder, '--out', copy], { stdio: 'ignore' });
  await new Promise((resolve) => check.once('exit', resolve));
  expect(packed.equals(await readFile(copy))).toBe(true);
  expect(JSON.parse(await readFile(book, 'utf8'))).toEqual({});
}, 60_000);

it('remembers by lab and content, for a week, and reads over a broken book', async () => {
  const credentialsFile = join(room, 'config', 'credentials.json');
  const env = { credentialsFile, locale: 'C' };
  const one = begunUploads(env, 'http://a/api', 'aa');
  expect(await one.address()).toBeUndefined();
  await one.remember('http://a/api/uploads/1');
  expect(await one.address()).toBe('http://a/api/uploads/1');
  expect(await begunUploads(env, 'http://b/api', 'aa').address()).toBeUndefined();
  expect(await begunUploads(env, 'http://a/api', 'bb').address()).toBeUndefined();
  const file = join(room, 'config', 'uploads.json');
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace(/"since": \d+/, `"since": ${Date.now() - 8 * 86_400_000}`));
  expect(await one.address()).toBeUndefined();
  await writeFile(file, '{');
  expect(await one.address()).toBeUndefined();
  await one.forget();
  expect(existsSync(file)).toBe(true);
});
