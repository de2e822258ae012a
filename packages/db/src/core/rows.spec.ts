import { expect, test } from 'vitest';
import { z } from 'zod';
import { type Asks, BorderFault, bytes, execute, json, queryOne, queryRow, queryRows, word } from './rows.js';

const answering = (answer: unknown): Asks => ({ query: () => Promise.resolve(answer) });
const Found = z.object({
  id: z.string(),
  at: z.date(),
  count: z.number(),
  reason: z.string().nullable(),
  need: json<{ task: string }>(),
  status: word<'open' | 'closed'>(),
  tags: z.array(z.string()),
});
const good = {
  id: 'a',
  at: new Date(0),
  count: 3,
  reason: null,
  need: { task: 'detection' },
  status: 'open',
  tags: ['x'],
};
const sql = `SELECT id, at, count,
   reason FROM thing`;

test('rows come back as declared, without the columns nobody declared', async () => {
  expect(await queryRows(answering([{ ...good, secret: 's' }, good]), Found, sql)).toEqual([good, good]);
  expect(await queryRows(answering([]), Found, sql)).toEqual([]);
});

test.each([
  ['a column that was renamed', { ...good, id: undefined }, 'id'],
  ['a column that is not there and may be null', (({ reason: _, ...rest }) => rest)(good), 'reason'],
  ['null where none is expected', { ...good, at: null }, 'at'],
  ['a bigint, which node-postgres reads as text', { ...good, count: '3' }, 'count'],
  ['a day where text was cast', { ...good, at: '2026-01-01' }, 'at'],
  ['an empty document', { ...good, need: null }, 'need'],
  ['a number where a word is kept', { ...good, status: 7 }, 'status'],
  ['an array whose element is null', { ...good, tags: ['x', null] }, 'tags.1'],
  ['no object at all', 'row', 'row'],
])('a row with %s is a fault that names query and column', async (_, row, column) => {
  const fault: unknown = await queryRows(answering([good, row]), Found, sql).catch((error: unknown) => error);
  expect(fault).toBeInstanceOf(BorderFault);
  expect((fault as BorderFault).message).toContain(
    `the query “SELECT id, at, count, reason FROM thing” answered otherwise than declared: ${column}:`,
  );
});

test('the fault says nothing of what the row holds', async () => {
  const row = { ...good, count: 'PASSWORD-HASH', tags: [{ name: 'Wang' }] };
  const fault = (await queryRow(answering([row]), Found, sql).catch((error: unknown) => error)) as Error;
  expect(fault.message).not.toMatch(/PASSWORD|Wang/);
  expect(fault.stack).not.toMatch(/PASSWORD|Wang/);
});

test('a long query is named by its first words', async () => {
  const long = `SELECT ${'column, '.repeat(500)}id FROM thing`;
  const fault = (await queryRow(answering([{}]), Found, long).catch((error: unknown) => error)) as Error;
  expect(fault.message.length).toBeLessThan(400);
});

test('the first row, or none; exactly one, or a fault', async () => {
  expect(await queryRow(answering([good, good]), Found, sql)).toEqual(good);
  expect(await queryRow(answering([]), Found, sql)).toBeUndefined();
  expect(await queryOne(answering([good]), Found, sql)).toEqual(good);
  await expect(queryOne(answering([]), Found, sql)).rejects.toThrow('expected one, there was none');
});

test('what an UPDATE returns is read like what a SELECT does, and what it changed is counted', async () => {
  expect(await queryRows(answering([[good, good], 2]), Found, sql)).toEqual([good, good]);
  expect(await queryRow(answering([[], 0]), Found, sql)).toBeUndefined();
  expect(await execute(answering([[], 4]), sql)).toBe(4);
  expect(await execute(answering([good]), sql)).toBe(1);
  expect(await execute(answering(undefined), 'SET LOCAL lock_timeout = 1')).toBe(0);
});

test('two rows of a SELECT are not taken for an UPDATE and its count', async () => {
  expect(await queryRows(answering([good, good]), Found, sql)).toHaveLength(2);
});

test('bytes are bytes', async () => {
  const File = z.object({ content: bytes() });
  expect(await queryOne(answering([{ content: Buffer.from('a') }]), File, sql)).toEqual({
    content: Buffer.from('a'),
  });
  await expect(queryOne(answering([{ content: '\\x61' }]), File, sql)).rejects.toThrow(
    'content: expected bytes',
  );
});
