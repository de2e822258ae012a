import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exitOfRun } from './commands/run.js';
import { freeLabel } from './commands/submit.js';
import { labAddress } from './credentials.js';
import { codes } from './i18n/codes.js';
import { words } from './i18n/words.js';
import { numberText, tableLines } from './table.js';
import { runHere } from './testing/streams.js';

let room: string;
beforeAll(async () => {
  room = await mkdtemp(join(tmpdir(), 'cli-program-'));
});
afterAll(() => rm(room, { recursive: true, force: true }));

describe('exit codes', () => {
  test.each([
    ['executing', null, 0],
    ['finished', 'pass', 0],
    ['approved', 'pass', 0],
    ['finished', 'fail', 1],
    ['in_review', 'inconclusive', 3],
    ['in_review', null, 3],
    ['algorithm_fault', null, 1],
    ['platform_fault', null, 4],
    ['cancelled', null, 5],
    ['rejected', 'pass', 5],
    ['void', 'pass', 5],
  ] as const)('a run that is %s with verdict %s ends with %i', (status, verdict, code) => {
    expect(exitOfRun({ status, verdict, synthetic: false })).toBe(code);
  });

  test('a synthetic sample that ran is no failure of whoever watched it, and one that did not is', () => {
    expect(exitOfRun({ status: 'finished', verdict: null, synthetic: true })).toBe(0);
    expect(exitOfRun({ status: 'algorithm_fault', verdict: null, synthetic: true })).toBe(1);
    expect(exitOfRun({ status: 'platform_fault', verdict: null, synthetic: true })).toBe(4);
  });

  test.each([
    [['nonsense'], 'There is no command nonsense'],
    [['check'], 'Missing argument: path'],
    [['check', 'x', '--nonsense'], 'There is no option --nonsense'],
    [['submit', 'x', '--benchmark', 'b'], 'A required option is missing: --split <split>'],
    [['submit', 'x', '--benchmark', 'b', '--split', 'all'], 'Not an allowed value'],
    [['check', 'x', 'y'], 'Too many arguments'],
    [['check', '/nonexistent'], 'A file cannot be read'],
    [['init', 'cobol', '/tmp/x'], 'There is no kit cobol'],
    [['try', 'x', '--benchmark', 'b', '--sample', 's'], 'not both'],
    [['login', 'ftp://x'], 'Not a web address'],
    [['login', 'http://127.0.0.1:1', '--days', '0'], '--days'],
  ])('%j is a mistake of usage', async (argv, words) => {
    const { code, err } = await runHere(argv);
    expect(code).toBe(2);
    expect(err).toContain(words);
  });

  test('nobody signed in, and a lab that is not there, are 5', async () => {
    expect((await runHere(['runs'])).code).toBe(5);
    const dead = await runHere(['keys', 'http://127.0.0.1:1', '--json']);
    expect(dead.code).toBe(5);
    expect(JSON.parse(dead.out).error.code).toBe('unreachable');
  });

  test('help and version are no mistakes; nothing at all is', async () => {
    expect((await runHere(['--help'])).code).toBe(0);
    expect((await runHere(['--version'])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
    const help = await runHere(['submit', '--help', '--lang', 'zh']);
    expect(help.out).toContain('用法：');
    expect(help.out).toContain('划分');
    expect((await runHere([])).code).toBe(2);
  });
});

test('the locale decides on the language, --lang over it', async () => {
  expect((await runHere(['runs'], { locale: 'zh_CN.UTF-8' })).err).toContain('尚未登录');
  expect((await runHere(['runs', '--lang', 'en'], { locale: 'zh_CN.UTF-8' })).err).toContain('Not signed in');
  expect((await runHere(['runs'], { locale: 'de_DE' })).err).toContain('Not signed in');
});

test('both languages of a sentence take the same values, and Chinese is Chinese', () => {
  const holes = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
  for (const [key, [zh, en]] of Object.entries(words)) expect(holes(zh), key).toEqual(holes(en));
  for (const [code, [zh]] of Object.entries(codes)) expect(zh, code).toMatch(/\p{Script=Han}/u);
});

test('check names what is wrong with a bundle and packs a good one', async () => {
  const folder = join(room, 'algo');
  await mkdir(folder);
  const manifest = {
    schema: 'scenario-lab/1',
    runtime: 'python',
    mode: 'batch',
    command: ['python3', 'gone.py'],
  };
  await writeFile(join(folder, 'scenario-lab.json'), JSON.stringify(manifest));
  const bad = await runHere(['check', folder, '--json']);
  expect(bad.code).toBe(1);
  expect(JSON.parse(bad.out)).toMatchObject({
    ok: false,
    problems: [{ code: 'no_program', place: 'command[1]' }],
  });
  await writeFile(join(folder, 'gone.py'), 'pass\n');
  const zip = join(room, 'algo.zip');
  const good = await runHere(['check', folder, '--out', zip, '--json']);
  expect(good.code).toBe(0);
  const again = JSON.parse((await runHere(['check', zip, '--json'])).out);
  expect(again).toMatchObject({ ok: true, kind: 'bundle', files: 2, sha256: JSON.parse(good.out).sha256 });
  await writeFile(join(room, 'not.wasm'), 'not a module');
  expect((await runHere(['check', join(room, 'not.wasm')])).out).toContain('not a WebAssembly module');
});

test('score computes the lab’s figures on local files', async () => {
  const truth = join(room, 'truth.csv');
  const answers = join(room, 'predictions.csv');
  await writeFile(truth, 'id,truth\na,1\nb,2\nc,6\n');
  await writeFile(answers, 'id,prediction\nc,5\na,1\nb,4\n');
  const { code, out } = await runHere(['score', truth, answers, '--task', 'regression', '--json']);
  expect(code).toBe(0);
  const { figures } = JSON.parse(out).result as { figures: { metric: string; value: number }[] };
  // |1−1|, |2−4|, |6−5| → 1; signed errors 0, +2, −1 → 1/3.
  expect(figures.find(({ metric }) => metric === 'mae')?.value).toBeCloseTo(1, 12);
  expect(figures.find(({ metric }) => metric === 'bias')?.value).toBeCloseTo(1 / 3, 12);
  await writeFile(answers, 'id,prediction\na,1\nb,x\n');
  const bad = await runHere(['score', truth, answers, '--task', 'regression']);
  expect(bad.code).toBe(1);
  expect(bad.out).toContain('not a number');
  expect(bad.out).toContain('missing rows');
  await writeFile(truth, 'id,truth\na,1\na,2\n');
  expect((await runHere(['score', truth, answers, '--task', 'regression'])).code).toBe(2);
});

test('the address of a lab is taken as people type it', () => {
  expect(labAddress('lab.example.org/')).toBe('https://lab.example.org');
  expect(labAddress('http://127.0.0.1:8080/api')).toBe('http://127.0.0.1:8080');
  expect(labAddress('https://city.example/lab/')).toBe('https://city.example/lab');
  expect(() => labAddress('http://')).toThrow();
});

test('a label that is free is found', () => {
  expect(freeLabel([])).toBe('1.0');
  expect(freeLabel([{ label: '1.0' }, { label: '1.2' }, { label: '1.1' }])).toBe('1.3');
});

test('tables stand in columns with Chinese in them', () => {
  expect(
    tableLines(
      ['a', 'b'],
      [
        ['召回率', '1'],
        ['x', '2'],
      ],
    ),
  ).toEqual(['a       b', '召回率  1', 'x       2']);
  expect([0.123456, 12, -0.5, 0, null].map(numberText)).toEqual(['0.1235', '12', '-0.5', '0', '–']);
});

test('init never overwrites', async () => {
  const taken = join(room, 'taken');
  await mkdir(taken);
  await writeFile(join(taken, 'mine.txt'), 'mine');
  const { code } = await runHere(['init', 'python', taken]);
  // 4 where the kits are not built yet.
  expect([2, 4]).toContain(code);
  expect(await readdir(taken)).toEqual(['mine.txt']);
  expect(await readFile(join(taken, 'mine.txt'), 'utf8')).toBe('mine');
});
