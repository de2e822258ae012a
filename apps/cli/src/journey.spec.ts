import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fakeLab, ids, secret } from './testing/fake-lab.js';
import { runHere } from './testing/streams.js';

let room: string;
let credentialsFile: string;
let lab: Awaited<ReturnType<typeof fakeLab>> | null = null;
beforeEach(async () => {
  room = await mkdtemp(join(tmpdir(), 'cli-journey-'));
  credentialsFile = join(room, 'config', 'credentials.json');
});
afterEach(async () => {
  await lab?.close();
  lab = null;
  await rm(room, { recursive: true, force: true });
});
const desk = (argv: string[], stdin = '') => runHere(argv, { credentialsFile }, stdin);
const signIn = (url: string, password = 'right-password') =>
  desk(['login', url, '--email', 'owner@guanlan.example'], `${password}\n`);

async function algorithm(): Promise<string> {
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
  return folder;
}
const submitting = (folder: string, ...more: string[]) =>
  desk(['submit', folder, '--benchmark', ids.benchmark, '--split', 'sample', ...more]);

test('a login keeps a token for its owner alone, and never the password', async () => {
  lab = await fakeLab('pass', 'ready');
  const { code, out } = await signIn(lab.url);
  expect(code).toBe(0);
  expect(out).toContain('程漱石 (Guanlan)');
  expect((await stat(credentialsFile)).mode & 0o777).toBe(0o600);
  expect((await stat(join(room, 'config'))).mode & 0o777).toBe(0o700);
  const text = await readFile(credentialsFile, 'utf8');
  expect(JSON.parse(text)).toMatchObject({ url: lab.url, token: secret, tokenId: ids.token });
  expect(text).not.toContain('right-password');
  // The session served to make the token and is ended with it.
  const lines = lab.calls.map(({ line, cookie, bearer }) => [line, cookie ?? bearer ?? 'nobody']);
  expect(lines).toEqual([
    ['POST /session', 'nobody'],
    ['POST /tokens', 'scenario_lab_session=abc'],
    ['DELETE /session', 'scenario_lab_session=abc'],
    ['GET /session', `Bearer ${secret}`],
  ]);
});

test('a wrong password or token keeps nothing', async () => {
  lab = await fakeLab('pass', 'ready');
  const wrong = await signIn(lab.url, 'wrong');
  expect(wrong.code).toBe(5);
  expect(wrong.err).toContain('e-mail or password is not right');
  const token = await desk(['login', lab.url, '--token', '-'], 'slp_ffffffffffffffffffffffff\n');
  expect(token.code).toBe(5);
  await expect(stat(credentialsFile)).rejects.toThrow();
});

test('logging out revokes the token and forgets it', async () => {
  lab = await fakeLab('pass', 'ready');
  await signIn(lab.url);
  const { code, out } = await desk(['logout']);
  expect(code).toBe(0);
  expect(out).toContain('revoked');
  expect(lab.calls.at(-1)).toMatchObject({ line: `DELETE /tokens/${ids.token}`, bearer: `Bearer ${secret}` });
  await expect(stat(credentialsFile)).rejects.toThrow();
  expect((await desk(['whoami'])).code).toBe(5);
});

test.each([
  ['pass', 0],
  ['fail', 1],
  ['inconclusive', 3],
] as const)(
  'a run followed to its end whose verdict is %s ends with %i',
  async (verdict, code) => {
    lab = await fakeLab(verdict, 'ready');
    await signIn(lab.url);
    const ended = await submitting(await algorithm(), '--watch');
    expect(ended.code).toBe(code);
    expect(ended.err).toContain('upload 100 %');
    expect(ended.err).toContain('place 1 in the queue');
    expect(ended.out).toContain('Run #7 (sample): finished');
    const asked = (line: string) => lab?.calls.find((call) => call.line === line)?.body;
    expect(asked(`POST /algorithms/${ids.algorithm}/versions`)).toEqual({
      uploadId: ids.upload,
      label: '1.0',
      kind: 'bundle',
      sockets: { task: 'binary', inputs: [] },
    });
    expect(asked('POST /runs')).toEqual({
      algorithmVersionId: ids.version,
      benchmarkVersionId: ids.exam,
      split: 'sample',
      engagementId: null,
      priorAccess: false,
    });
    const packed = join(room, 'packed.zip');
    await desk(['check', join(room, 'algorithm'), '--out', packed]);
    expect(lab.uploaded().equals(await readFile(packed))).toBe(true);
  },
  20_000,
);

test('the same files are not sent twice', async () => {
  lab = await fakeLab('pass', 'ready');
  await signIn(lab.url);
  const folder = await algorithm();
  expect((await submitting(folder)).code).toBe(0);
  const again = await submitting(folder, '--algorithm', ids.algorithm, '--json');
  expect(again.code).toBe(0);
  expect(JSON.parse(again.out)).toMatchObject({ number: 7 });
  expect(again.err).toBe('');
  expect(lab.calls.filter(({ line }) => line === 'POST /uploads')).toHaveLength(1);
  expect(lab.calls.filter(({ line }) => line === 'POST /runs')).toHaveLength(2);
}, 20_000);

test('what the inspection finds is named with its place, and nothing is submitted', async () => {
  lab = await fakeLab('pass', 'refused');
  await signIn(lab.url);
  const { code, err } = await submitting(await algorithm(), '--watch');
  expect(code).toBe(1);
  expect(err).toContain('command[1]: the program the command names is not in the bundle (main.py)');
  expect(lab.calls.some(({ line }) => line === 'POST /runs')).toBe(false);
}, 20_000);

test('a bundle that does not hold is not sent at all', async () => {
  lab = await fakeLab('pass', 'ready');
  await signIn(lab.url);
  const folder = await algorithm();
  await rm(join(folder, 'main.py'));
  const before = lab.calls.length;
  const { code, err } = await submitting(folder);
  expect(code).toBe(1);
  expect(err).toContain('command[1]');
  expect(lab.calls.length).toBe(before);
});

test('without a grant nothing is made and nothing sent', async () => {
  lab = await fakeLab('pass', 'ready', 'missing');
  await signIn(lab.url);
  const { code, err } = await submitting(await algorithm());
  expect(code).toBe(5);
  expect(err).toContain('/datasets/');
  expect(lab.calls.some(({ line }) => line === 'POST /algorithms' || line === 'POST /uploads')).toBe(false);
});

test('a synthetic twin is tried without a grant, and said to be one; other splits are not', async () => {
  lab = await fakeLab('pass', 'ready', 'missing', { method: 'clipped-marginals/1', seed: '5eed' });
  await signIn(lab.url);
  const folder = await algorithm();
  const { code, out } = await submitting(folder);
  expect(code).toBe(0);
  expect(out).toContain('Synthetic twin');
  expect(lab.calls.some(({ line }) => line === 'POST /runs')).toBe(true);
  expect((await desk(['submit', folder, '--benchmark', ids.benchmark, '--split', 'validation'])).code).toBe(
    5,
  );
});
