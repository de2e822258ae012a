import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { TaskFile } from '@scenario-lab/contracts/exam';
import { openSandbox } from '@scenario-lab/sandbox/sandbox';
import type { Sandbox } from '@scenario-lab/sandbox/types';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Checked, checkAnswers } from './check-answers.js';
import { readKept } from './kept-answers.js';
import { riverPlan } from './testing/data.js';
import { temporary } from './testing/places.js';

const work = await temporary();
let sandbox: Sandbox;
beforeAll(async () => {
  const workDir = join(work, 'sandbox');
  await mkdir(workDir);
  sandbox = await openSandbox({ workDir, slots: 1 });
  if (!sandbox.status.available) throw new Error(JSON.stringify(sandbox.status.reasons));
});
afterAll(() => sandbox.close());

const task: TaskFile = {
  schema: 'scenario-lab/task/1',
  task: 'regression',
  id: 'id',
  inputs: 'inputs.csv',
  columns: [],
  target: { name: 'y', type: 'number' },
  output: { file: 'predictions.csv', columns: ['id', 'prediction'] },
};
const plan = riverPlan();
const ids = ['r1', 'r2', 'r3'];

interface Wrote {
  name: string;
  content: string | Uint8Array | Iterable<string>;
}
/** What the reader in the sandbox makes of what programs wrote, one per case. */
async function check(...wrote: Wrote[]): Promise<{ checked: Checked; file: string }> {
  const packDir = await mkdtemp(join(work, 'pack-'));
  const folder = await mkdtemp(join(work, 'answers-'));
  const cases = wrote.map((_, at) => `000${at}`);
  const answers: { case: string; file: string; name: string }[] = [];
  for (const [at, { name, content }] of wrote.entries()) {
    const place = join(packDir, 'cases', cases[at]!);
    await mkdir(place, { recursive: true });
    const own = ids.map((id) => (at === 0 ? id : `${id}-${at}`));
    await writeFile(
      join(place, 'inputs.csv'),
      `id,note\n${own.map((id) => `${id},"a ""b"",\nc"`).join('\n')}\n`,
    );
    const file = `${cases[at]}.${name.split('.')[1]}`;
    if (typeof content === 'string' || content instanceof Uint8Array)
      await writeFile(join(folder, file), content);
    else await pipeline(Readable.from(content), createWriteStream(join(folder, file)));
    answers.push({ case: cases[at]!, file, name });
  }
  const file = join(folder, 'answers.bin');
  const checked = await checkAnswers({
    sandbox,
    id: 'test',
    plan,
    task,
    packDir,
    cases,
    folder,
    answers,
    file,
  });
  return { checked, file };
}
const csv = (content: Wrote['content']): Wrote => ({ name: 'predictions.csv', content });
async function told(...wrote: Wrote[]): Promise<string[]> {
  const { checked } = await check(...wrote);
  if (checked.kind === 'platform_fault') throw new Error(`${checked.reason}: ${checked.detail}`);
  return checked.defects.map(
    ({ class: kind, count, place, detail }) => `${kind} ${count} @ ${place}: ${detail}`,
  );
}

describe('thirteen ways to write predictions', () => {
  const three = 'id,prediction\nr1,1\nr2,2\nr3,3\n';
  it.each([
    ['shuffled', 'id,prediction\nr3,3\nr1,1\nr2,2\n'],
    ['with a mark and CRLF', `\ufeff${three.replaceAll('\n', '\r\n')}`],
  ])('%s: read', async (_, text) => {
    const { checked, file } = await check(csv(text));
    expect(checked).toMatchObject({ kind: 'checked', defects: [] });
    const expected = { task: plan.task, classes: [], ids, scoresNeeded: false };
    expect((await readKept(file, expected)).values).toEqual(Float64Array.from([1, 2, 3]));
  });

  const line1 = 'predictions.csv, line 1';
  it.each<[string, string | Uint8Array, string[]]>([
    ['an index column', ',id,prediction\n0,r1,1\n1,r2,2\n2,r3,3\n', [`unknown_column 1 @ ${line1}: ""`]],
    [
      'a space after id',
      three.replace('id,', 'id ,'),
      [`unknown_column 1 @ ${line1}: "id "`, `missing_column 1 @ ${line1}: id`],
    ],
    [
      'a header in capitals',
      three.replace('id,prediction', 'ID,Prediction'),
      [`unknown_column 2 @ ${line1}: ID`, `missing_column 2 @ ${line1}: id`],
    ],
    [
      'semicolons',
      three.replaceAll(',', ';'),
      [`unknown_column 1 @ ${line1}: id;prediction`, `missing_column 2 @ ${line1}: id`],
    ],
    [
      'no header',
      'r1,1\nr2,2\nr3,3\n',
      [`unknown_column 2 @ ${line1}: r1`, `missing_column 2 @ ${line1}: id`],
    ],
    ['NaN', three.replace('r2,2', 'r2,nan'), ['not_a_number 1 @ predictions.csv, line 3, id r2: nan']],
    ['a row missing', three.replace('r3,3\n', ''), ['missing_id 1 @ id r3: 1 of 3 rows are missing']],
    [
      'spaces around ids',
      three.replaceAll(/r\d/g, ' $& '),
      ['unknown_id 3 @ predictions.csv, line 2: " r1 "', 'missing_id 3 @ id r1: 3 of 3 rows are missing'],
    ],
    [
      'GBK',
      Buffer.concat([Buffer.from('id,prediction,'), Buffer.from([0xb1, 0xb8, 0xd7, 0xa2, 10])]),
      ['not_utf8 1 @ predictions.csv, line 1: bytes are no UTF-8'],
    ],
    [
      'a number too large',
      three.replace('r2,2', 'r2,1e308'),
      ['out_of_range 1 @ predictions.csv, line 3, id r2: 1e308, at most 1e+30'],
    ],
  ])('%s: told with its place', async (_, text, defects) => {
    expect(await told(csv(text))).toEqual(defects);
  });

  it('several cases: each with its own place', async () => {
    const second = { name: 'predictions.jsonl', content: '{"id":"r1-1","prediction":"x"}\n' };
    expect(await told(csv(three), second)).toEqual([
      'not_a_number 1 @ case 0001, predictions.jsonl, line 1, id r1-1: x',
      'missing_id 2 @ id r2-1: 2 of 6 rows are missing',
    ]);
  });
});

describe('answers that are large on purpose', () => {
  it('are read in bounded time and memory, apart from this process, and cost what they cost', async () => {
    const keys = function* () {
      for (let line = 0; line < 160; line += 1)
        yield `{${Array.from({ length: 10_000 }, (_, at) => `"k${line}-${at}":1`).join()}}\n`;
    };
    const flood = function* () {
      yield 'id,prediction\n';
      for (let at = 0; at < 850; at += 1) yield 'x,1\n'.repeat(25_000);
    };
    const before = process.memoryUsage().rss;
    const many = await told({ name: 'predictions.jsonl', content: keys() });
    expect(many[0]).toMatch(/^unknown_column \d+ @ predictions\.jsonl, line 1/);
    const rows = await told(csv(flood()));
    expect(rows[0]).toMatch(/^unknown_id 1004 @ predictions\.csv, line 2/);
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 2 ** 20);
  });

  it('bills a reader that works hard for what it reads', async () => {
    const wide = `{${Array.from({ length: 12_000 }, (_, at) => `"k${at}":1`).join()}}\n`;
    const heavy = function* () {
      for (let line = 0; line < 900; line += 1) yield `{"id":"r1","prediction":1}${' '.repeat(200_000)}\n`;
      yield wide;
    };
    const { checked } = await check({ name: 'predictions.jsonl', content: heavy() });
    expect(checked).toMatchObject({ kind: 'checked', defects: expect.arrayContaining([expect.anything()]) });
    const modest = await check(csv('id,prediction\nr1,1\nr2,2\nr3,3\n'));
    if (checked.kind !== 'checked' || modest.checked.kind !== 'checked') throw new Error('not read');
    expect(checked.cpuSeconds).toBeGreaterThan(modest.checked.cpuSeconds);
  });
});
