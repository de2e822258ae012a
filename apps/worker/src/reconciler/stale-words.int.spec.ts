import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Lab, openLab } from '../lifecycle/lab.js';
import { renewStaleWords } from './stale-words.js';

let lab: Lab;
beforeAll(async () => {
  lab = await openLab();
});
afterAll(() => lab.close());

const rows = async (sql: string, values: unknown[] = []) =>
  (await lab.database.owner.query(sql, values)).rows;

it('gives the cards of a renamed organisation its new name, and leaves their day as it was', async () => {
  const [{ owner_id: owner }] = await rows('SELECT owner_id FROM dataset LIMIT 1');
  await rows(
    `INSERT INTO scenario (id, owner_id, status, need, said)
     SELECT gen_random_uuid(), $1, 'published', '{"title": {"zh": "积水预警"}, "criteria": []}', '旧' FROM generate_series(1, 120)`,
    [owner],
  );
  while ((await renewStaleWords(lab.db, 60_000)) > 0);
  const before = await rows('SELECT id, updated_at FROM dataset ORDER BY id');
  await rows(`UPDATE organisation SET name = '{"zh": "水务发展集团", "en": "Waterworks"}' WHERE id = $1`, [
    owner,
  ]);
  expect(await renewStaleWords(lab.db, 60_000)).toBeGreaterThan(120);
  expect(await renewStaleWords(lab.db, 60_000)).toBe(0);
  const of = (table: string, holds: string) =>
    rows(
      `SELECT count(*) FILTER (WHERE ${holds})::int AS yes, count(*) FILTER (WHERE NOT ${holds})::int AS no FROM ${table} WHERE owner_id = $1`,
      [owner],
    );
  for (const table of ['dataset', 'scenario']) {
    expect(
      (await of(table, `words @@ '''waterwork'''::tsquery AND said LIKE '%水务发展集团%'`))[0],
    ).toMatchObject({ no: 0 });
  }
  expect(await rows('SELECT id, updated_at FROM dataset ORDER BY id')).toEqual(before);
  // The name is found as it is typed without a Chinese keyboard.
  const [{ read_as: typed }] = await rows('SELECT read_as FROM organisation WHERE id = $1', [owner]);
  expect(typed).toEqual(expect.arrayContaining(['shuiwu', 'shuiwufazhanjituan', 'swfzjt']));
  // What is public is counted under its new words.
  const [{ cards }] = await rows(
    `SELECT cards FROM search_word WHERE thing = 'scenario' AND word = '=waterworks'`,
  );
  expect(cards).toBe(120);
});
