import { describe, expect, it } from 'vitest';
import { read, readCases, summary, usesAnswers } from '../testing/read-answers.js';
import { type Expected, LARGEST_VALUE } from './answers.js';

usesAnswers();

const ids = ['r1', 'r2', 'r3'];
const level: Expected = { task: 'regression', classes: [], ids, scoresNeeded: false };
const v = (rows: string) => `id,prediction\n${rows}`;
const lines = (first: string) => `${first}\n{"id":"r2","prediction":1}\n{"id":"r3","prediction":2}\n`;

describe('the first defect', () => {
  // A reader that stops early once ended in "premature close", from the second chunk of a file on.
  const many = Array.from({ length: 20_000 }, (_, at) => `r${at}`);
  const large: Expected = { ...level, ids: many };
  const body = (cell = (_: number) => '1') => many.map((id, at) => `${id},${cell(at)}`).join('\n');
  const jsonBody = (cell = (_: number) => '1') =>
    many.map((id, at) => `{"id":"${id}","prediction":${cell(at)}}`).join('\n');
  const big: [string, 'csv' | 'jsonl', string, string][] = [
    ['another name for a column', 'csv', `id,pred\n${body()}`, 'missing_column 1 @ predictions.csv, line 1'],
    ['no header', 'csv', body(), 'missing_column 2 @ predictions.csv, line 1'],
    [
      'a lone quote',
      'csv',
      v(body((at) => (at === 9_000 ? '1"2' : '1'))),
      'not_csv 1 @ predictions.csv, line 9002',
    ],
    ['a quote never closed', 'csv', v(`r0,"1\n${body()}`), 'not_csv 1 @ predictions.csv'],
    [
      'too many rows',
      'csv',
      v(`${body()}\n${'r0,1\n'.repeat(50_000)}`),
      'duplicate_id 1001 @ predictions.csv',
    ],
    [
      'an over-long line at the end',
      'csv',
      v(`${body()}\nr0,${'1'.repeat(300_000)}`),
      'not_csv 1 @ predictions.csv, line 20002',
    ],
    [
      'ragged rows',
      'csv',
      v(body((at) => (at === 19_000 ? '1,2' : '1'))),
      'not_csv 1 @ predictions.csv, line 19002',
    ],
    [
      'another name for a key',
      'jsonl',
      jsonBody().replaceAll('prediction', 'pred'),
      'unknown_column 1 @ predictions.jsonl',
    ],
    [
      'no JSON somewhere',
      'jsonl',
      jsonBody((at) => (at === 9_000 ? '1"' : '1')),
      'not_csv 1 @ predictions.jsonl, line 9001',
    ],
    [
      'an over-long line at the end of JSON lines',
      'jsonl',
      `${jsonBody()}\n{"id":"${'r'.repeat(300_000)}"}`,
      'not_csv 1 @ predictions.jsonl, line 20001',
    ],
    [
      'too many rows of JSON',
      'jsonl',
      `${jsonBody()}\n${'{"id":"r0","prediction":1}\n'.repeat(50_000)}`,
      'duplicate_id 1001 @ predictions.jsonl',
    ],
    ['NUL at the end', 'csv', `id,prediction\n${body()}\n\u0000`, 'not_csv 1 @ predictions.csv, line 20002'],
  ];
  it.each(big)('told from files of many chunks: %s', async (_, ending, text, first) => {
    expect(text.length).toBeGreaterThan(160_000);
    const told = summary(await read(text, large, ending));
    expect(told).not.toBe('ok');
    expect((told as string[]).some((one) => one.startsWith(first))).toBe(true);
    const second = await readCases({ [`0000.${ending}`]: text, '0001.csv': v('r5,x\n') }, large);
    expect(summary(second)).toEqual(expect.arrayContaining([expect.stringContaining('case 0000')]));
  });

  it('stops at a thousand keys nobody asked for, however many follow', async () => {
    const keys = (from: number) =>
      `{${Array.from({ length: 10_000 }, (_, at) => `"k${from + at}":1`).join()}}`;
    const text = Array.from({ length: 20 }, (_, line) => keys(line * 10_000)).join('\n');
    expect(summary(await read(text, level, 'jsonl'))).toEqual([
      'unknown_column 10000 @ predictions.jsonl, line 1',
      'missing_column 2 @ predictions.jsonl, line 1',
    ]);
  });

  it.each(['1e308', '1e160', '-1e200', '1.0000001e30', '1e31'])('a number too large: %s', async (value) => {
    expect(summary(await read(v(`r1,${value}\nr2,0\nr3,0\n`), level))).toEqual([
      'out_of_range 1 @ predictions.csv, line 2, id r1',
    ]);
    const number = await read(lines(`{"id":"r1","prediction":${value}}`), level, 'jsonl');
    expect(summary(number)).toEqual(['out_of_range 1 @ predictions.jsonl, line 1, id r1']);
  });
  it('and one that is just not', async () => {
    const text = v(`r1,${LARGEST_VALUE}\nr2,-1e30\nr3,5e-324\n`);
    expect(summary(await read(text, level))).toBe('ok');
  });

  it('shows names and spaces that nobody sees', async () => {
    const details = async (text: string) => {
      const result = await read(text, level);
      return result.ok ? [] : result.defects.map(({ detail }) => detail);
    };
    expect(await details(',id,prediction\n0,r1,1\n1,r2,1\n2,r3,1\n')).toEqual(['""']);
    expect(await details('id ,prediction\nr1,1\n')).toEqual(['"id "', 'id']);
    expect(await details('id,\u3000prediction\nr1,1\n')).toEqual(['"\\u3000prediction"', 'prediction']);
    expect(await details(v('r1 ,1\nr2,1\nr3,1\n'))).toEqual(['"r1 "', '1 of 3 rows are missing']);
  });
});
