import { dataSource } from '@scenario-lab/db/core/data-source';
import { readPage, Where } from '@scenario-lab/db/core/page';
import { newId } from '@scenario-lab/db/ids';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type TestDatabase, testDatabase } from './database.js';

let database: TestDatabase;
let source: ReturnType<typeof dataSource>;
beforeAll(async () => {
  database = await testDatabase();
  source = dataSource(database.urls.owner, { poolSize: 1 });
  await source.initialize();
  await source.query('CREATE TABLE thing (id uuid PRIMARY KEY, score numeric)');
  for (let n = 0; n < 40; n += 1)
    await source.query('INSERT INTO thing VALUES ($1, $2)', [newId(), n % 7 === 3 ? (n % 4) + 1 : null]);
});
afterAll(async () => {
  await source.destroy();
  await database.drop();
});

describe('a list of which few rows have a key of their own', () => {
  const key = { sql: 'coalesce(c.score, 0)', type: 'numeric' as const };
  const read = async (others: string | undefined, limit: number, where = () => new Where()) => {
    const ids: string[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < 60; page += 1) {
      const { rows, next, total } = await readPage(source.manager, {
        row: z.object({ id: z.string() }),
        select: 'c.id',
        from: 'thing c',
        id: 'c.id',
        where: where(),
        key: others ? { ...key, others } : key,
        page: { limit, cursor },
      });
      ids.push(...rows.map(({ id }) => id));
      expect(total).toBe(
        (await source.query(`SELECT count(*)::int AS n FROM thing c WHERE ${where().sql}`))[0].n,
      );
      if (next === null) return ids;
      cursor = next;
    }
    throw new Error('does not end');
  };

  it('is read in the order of all of it, page by page, none twice and none left out', async () => {
    const whole = await read(undefined, 100);
    expect(new Set(whole).size).toBe(40);
    for (const limit of [1, 2, 3, 5, 6, 7, 39, 40, 41])
      expect(await read('(c.score IS NOT NULL)', limit), `pages of ${limit}`).toEqual(whole);
  });

  it('also where none has one, and where all have', async () => {
    const none = () => new Where().and('c.score IS NULL');
    const all = () => new Where().and('c.score IS NOT NULL');
    for (const where of [none, all])
      expect(await read('(c.score IS NOT NULL)', 3, where)).toEqual(await read(undefined, 100, where));
  });
});
