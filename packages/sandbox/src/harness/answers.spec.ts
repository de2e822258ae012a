import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { describe, expect, it } from 'vitest';
import { read, readCases, summary, usesAnswers, work } from '../testing/read-answers.js';
import { type Expected, readPredictions } from './answers.js';

usesAnswers();
const ids = ['r1', 'r2', 'r3'];
const binary: Expected = {
  task: 'binary',
  classes: ['sound', 'faulty'],
  ids,
  scoresNeeded: true,
};
const digits: Expected = {
  task: 'multiclass',
  classes: ['0', '1', '2'],
  ids,
  scoresNeeded: false,
};
const level: Expected = { task: 'regression', classes: [], ids, scoresNeeded: false };

describe('good answers', () => {
  const wanted = { codes: Int32Array.from([1, 0, 1]), values: null, scores: Float64Array.from([0.9, 0, 1]) };
  const csv = 'id,prediction,score\nr3,faulty,1\nr1,faulty,0.9\nr2,sound,0e0\n';
  it.each([
    ['in any order', csv],
    ['with a BOM and CRLF', `\ufeff${csv.replaceAll('\n', '\r\n')}`],
    [
      'with quotes and columns in another order',
      '"score","id","prediction"\n"1","r3",faulty\n.9,r1,"faulty"\n0,r2,sound',
    ],
    ['with empty lines', `\n${csv.replaceAll('\n', '\n\n')}`],
  ])('are read %s', async (_, text) => {
    expect(await read(text, binary)).toEqual({ ok: true, predictions: wanted });
  });
  it('are read from JSON lines', async () => {
    const lines = [
      '{"id":"r2","prediction":"sound","score":0}',
      '{"score":1.0,"prediction":"faulty","id":"r3"}',
      '{"id":"r1","prediction":"faulty","score":"0.9"}',
    ];
    expect(await read(lines.join('\r\n'), binary, 'jsonl')).toEqual({ ok: true, predictions: wanted });
  });
  it('may name classes by number in JSON', async () => {
    const lines = ids.map((id, at) => JSON.stringify({ id, prediction: at }));
    expect(await read(lines.join('\n'), digits, 'jsonl')).toMatchObject({
      predictions: { codes: Int32Array.from([0, 1, 2]), scores: null },
    });
  });
  it('may do without scores where no metric needs them', async () => {
    const text = 'id,prediction\nr1,0\nr2,1\nr3,2\n';
    expect(await read(text, digits)).toMatchObject({ ok: true, predictions: { scores: null } });
    const half = 'id,prediction,score:0,score:2\nr1,0,1,0\nr2,1,0,0\nr3,2,0,1\n';
    expect(await read(half, digits)).toMatchObject({ ok: true, predictions: { scores: null } });
    const all = 'id,prediction,score:2,score:0,score:1\nr1,0,.1,.7,.2\nr2,1,0,0,1\nr3,2,1,0,0\n';
    expect(await read(all, digits)).toMatchObject({
      predictions: { scores: Float64Array.from([0.7, 0.2, 0.1, 0, 1, 0, 0, 0, 1]) },
    });
  });
  it('are collected over cases', async () => {
    const cases = {
      '0000.csv': 'id,prediction\nr2,-5\n',
      '0001.jsonl': '{"id":"r1","prediction":2.5}\n{"id":"r3","prediction":1e2}',
    };
    expect(await readCases(cases, level)).toMatchObject({
      ok: true,
      predictions: { values: Float64Array.from([2.5, -5, 100]) },
    });
  });
});

const b = (rows: string) => `id,prediction,score\n${rows}`;
const good = 'r2,sound,0\nr3,faulty,1\n';
const v = (rows: string) => `id,prediction\n${rows}`;
const hostile: [string, Expected, string | Uint8Array, string[]][] = [
  ['nothing', binary, '', ['not_csv 1 @ predictions.csv, line 1']],
  ['a header alone', binary, 'id,prediction,score\n', ['missing_id 3 @ id r1']],
  [
    'no header',
    binary,
    'r1,faulty,1\n',
    ['unknown_column 3 @ predictions.csv, line 1', 'missing_column 3 @ predictions.csv, line 1'],
  ],
  ['a missing column', binary, 'id,score\nr1,1\n', ['missing_column 1 @ predictions.csv, line 1']],
  ['missing scores', binary, 'id,prediction\nr1,faulty\n', ['missing_column 1 @ predictions.csv, line 1']],
  [
    'an unknown column',
    level,
    'id,prediction,note\nr1,1,x\nr2,2,x\nr3,3,x\n',
    ['unknown_column 1 @ predictions.csv, line 1'],
  ],
  [
    'a column called __proto__',
    level,
    'id,prediction,__proto__\nr1,1,x\nr2,2,x\nr3,3,x\n',
    ['unknown_column 1 @ predictions.csv, line 1'],
  ],
  [
    'a column twice',
    level,
    'id,prediction,prediction\nr1,1,2\nr2,2,3\nr3,3,4\n',
    ['not_csv 1 @ predictions.csv, line 1'],
  ],
  ['a missing row', binary, b(good), ['missing_id 1 @ id r1']],
  [
    'an unknown row',
    binary,
    b(`r1,sound,0\n${good}r9,sound,0\n`),
    ['too_many_rows 1 @ predictions.csv, line 5', 'unknown_id 1 @ predictions.csv, line 5'],
  ],
  [
    'a row twice',
    binary,
    b(`r2,sound,0\n${good}`),
    ['duplicate_id 1 @ predictions.csv, line 3', 'missing_id 1 @ id r1'],
  ],
  [
    'ids with spaces, other case or a zero',
    binary,
    b(`R1,sound,0\n r2,sound,0\nr03,sound,0\n`),
    ['unknown_id 3 @ predictions.csv, line 2', 'missing_id 3 @ id r1'],
  ],
  [
    'an unknown class',
    binary,
    b(`r1,Faulty,1\n${good}`),
    ['unknown_class 1 @ predictions.csv, line 2, id r1'],
  ],
  [
    'a class of prototypes',
    binary,
    b(`r1,constructor,1\n${good}`),
    ['unknown_class 1 @ predictions.csv, line 2, id r1'],
  ],
  ['no class at all', binary, b(`r1,,1\n${good}`), ['unknown_class 1 @ predictions.csv, line 2, id r1']],
  ['a ragged row', binary, b(`r1,faulty\n${good}`), ['not_csv 1 @ predictions.csv, line 2']],
  ['a lone quote', binary, b(`r1,fau"lty,1\n${good}`), ['not_csv 1 @ predictions.csv, line 2']],
  ['a quote never closed', binary, b(`r1,"faulty,1\n${good}`), ['not_csv 1 @ predictions.csv, line 4']],
  ['NUL', binary, b(`r1,faulty\0,1\n${good}`), ['not_csv 1 @ predictions.csv, line 2']],
  [
    'no UTF-8',
    binary,
    Buffer.from([...Buffer.from(b('r1,')), 0xff, 0xfe, 10]),
    ['not_utf8 1 @ predictions.csv, line 2'],
  ],
  ['UTF-16', binary, Buffer.from(`\ufeff${b(good)}`, 'utf16le'), ['not_utf8 1 @ predictions.csv, line 1']],
  [
    'an endless line',
    binary,
    b(`r1,${'x'.repeat(300_000)},1\n${good}`),
    ['not_csv 1 @ predictions.csv, line 2'],
  ],
  [
    'a thousand columns',
    level,
    `${Array.from({ length: 1_000 }, (_, at) => `c${at}`).join()}\n`,
    ['unknown_column 1000 @ predictions.csv, line 1', 'missing_column 2 @ predictions.csv, line 1'],
  ],
  [
    'a flood of rows',
    level,
    v('r1,1\n'.repeat(50_000)),
    ['duplicate_id 1003 @ predictions.csv, line 3', 'too_many_rows 1001 @ predictions.csv, line 5'],
  ],
  [
    'binary rubbish',
    binary,
    Buffer.from(Array.from({ length: 5_000 }, (_, at) => (at * 7_919) % 256)),
    ['not_utf8 1 @ predictions.csv, line 1'],
  ],
];

describe('hostile answers', () => {
  it.each(hostile)('%s', async (_, expected, content, defects) => {
    expect(summary(await read(content, expected))).toEqual(defects);
  });

  const notNumbers = [
    'NaN',
    'nan',
    'Infinity',
    '-inf',
    '1e999',
    '-1e999',
    '',
    ' ',
    '0x10',
    '1,5',
    '1_000',
    '１',
    '1e',
    '--1',
    'null',
    '[1]',
    '1e99999',
    '9'.repeat(500),
  ];
  it.each(notNumbers)('the value %j', async (value) => {
    expect(summary(await read(v(`r1,"${value}"\nr2,0\nr3,0\n`), level))).toEqual([
      'not_a_number 1 @ predictions.csv, line 2, id r1',
    ]);
  });
  const badScores = ['NaN', 'inf', '-0.0001', '1.0001', '50', '', 'high', '1e999'];
  it.each(badScores)('the score %j', async (score) => {
    expect(summary(await read(b(`r1,faulty,${score}\n${good}`), binary))).toEqual([
      'bad_score 1 @ predictions.csv, line 2, id r1',
    ]);
  });
  it.each(['0', '1', '0.5', '1e-300', '+.5', '1.', '5E-1'])('but not the score %j', async (score) => {
    expect(summary(await read(b(`r1,faulty,${score}\n${good}`), binary))).toBe('ok');
  });

  const lines = (first: string) => `${first}\n{"id":"r2","prediction":1}\n{"id":"r3","prediction":2}\n`;
  const json: [string, string, string[]][] = [
    ['no JSON', 'r1,1', ['not_csv 1 @ predictions.jsonl, line 1']],
    ['an array', '["r1",1]', ['not_csv 1 @ predictions.jsonl, line 1']],
    ['null', 'null', ['not_csv 1 @ predictions.jsonl, line 1']],
    ['a nested value', '{"id":"r1","prediction":{"valueOf":1}}', ['not_csv 1 @ predictions.jsonl, line 1']],
    ['true', '{"id":"r1","prediction":true}', ['not_csv 1 @ predictions.jsonl, line 1']],
    [
      'great depth',
      `{"id":"r1","prediction":${'['.repeat(100_000)}`,
      ['not_csv 1 @ predictions.jsonl, line 1'],
    ],
    ['an endless line', `{"id":"${'r'.repeat(300_000)}`, ['not_csv 1 @ predictions.jsonl, line 1']],
    [
      '__proto__ as a key',
      '{"id":"r1","prediction":0,"__proto__":{"id":"r2"}}',
      ['not_csv 1 @ predictions.jsonl, line 1'],
    ],
    [
      '__proto__ as a column',
      '{"id":"r1","prediction":0,"__proto__":"x"}',
      ['unknown_column 1 @ predictions.jsonl, line 1'],
    ],
    [
      'no prediction',
      '{"id":"r1"}',
      ['missing_column 1 @ predictions.jsonl, line 1', 'not_a_number 1 @ predictions.jsonl, line 1, id r1'],
    ],
    [
      'null for a value',
      '{"id":"r1","prediction":null}',
      ['not_a_number 1 @ predictions.jsonl, line 1, id r1'],
    ],
    ['1e999', '{"id":"r1","prediction":1e999}', ['not_a_number 1 @ predictions.jsonl, line 1, id r1']],
    ['NaN', '{"id":"r1","prediction":NaN}', ['not_csv 1 @ predictions.jsonl, line 1']],
    [
      'a number for an id',
      '{"id":1,"prediction":1}',
      ['unknown_id 1 @ predictions.jsonl, line 1', 'missing_id 1 @ id r1'],
    ],
  ];
  it.each(json)('JSON lines: %s', async (_, first, defects) => {
    expect(summary(await read(lines(first), level, 'jsonl'))).toEqual(defects);
  });

  it('says which case, and goes on with the next after one that floods', async () => {
    const cases = {
      '0000.csv': v('r1,1\n'.repeat(5_000)),
      '0001.csv': v('r2,x\n'),
      '0002.csv': v('r3,3\n'),
    };
    const result = await readCases(cases, level);
    expect(summary(result)).toContain('not_a_number 1 @ case 0001, predictions.csv, line 2, id r2');
  });

  it('escapes what it quotes', async () => {
    const result = await read(v('r1,"\u001b[31m\u202e<script>\u2028"\nr2,0\nr3,0\n'), level);
    const [defect] = result.ok ? [] : result.defects;
    expect(defect!.detail).toBe('"\\u001b[31m\\u202e<script>\\u2028"');
  });

  it('reads a million rows of somebody else’s file in bounded memory', async () => {
    const file = join(work, 'flood.csv');
    const out = createWriteStream(file);
    out.write('id,prediction\n');
    for (let at = 0; at < 200; at += 1) if (!out.write('x,1\n'.repeat(50_000))) await once(out, 'drain');
    out.end();
    await finished(out);
    const before = process.memoryUsage().rss;
    const result = await readPredictions(file, level);
    expect(result.ok).toBe(false);
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 2 ** 20);
  });
});
