import { openSystemDatabase, type SystemDatabase } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { keepHiddenRows } from '@scenario-lab/db/runs/hidden-rows';
import { type TestDatabase, testDatabase } from '@scenario-lab/testing/database';
import { afterAll, beforeAll, expect, it } from 'vitest';

let database: TestDatabase;
let score: SystemDatabase;
beforeAll(async () => {
  database = await testDatabase();
  score = await openSystemDatabase(database.urls.score, 'score', 3);
});
afterAll(async () => {
  await score.close();
  await database.drop();
});

const digests = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, at) =>
    String(BigInt.asIntN(64, BigInt(from + at) * 0x9e3779b97f4a7c15n)),
  );
const keep = (hiddenDigest: string, content: string[], place: string[] = []) =>
  score.asSystem((tx) => keepHiddenRows(tx, { hiddenDigest, datasetId: newId(), content, place }));
const kin = async (of: string) =>
  (
    await database.owner.query(
      'SELECT other_digest AS other, round(share::numeric, 3)::float8 AS share FROM hidden_kin WHERE hidden_digest = $1 ORDER BY 1',
      [of],
    )
  ).rows;

it('tells how much of a split of a hundred thousand rows another one hides, both ways', async () => {
  await keep('old', digests(0, 100_000));
  await keep('six more', digests(0, 100_006));
  await keep('a tenth', digests(90_000, 100_000));
  await keep('apart', digests(500_000, 501_000));
  expect(await kin('six more')).toEqual([
    { other: 'a tenth', share: 0.1 },
    { other: 'old', share: 1 },
  ]);
  expect(await kin('a tenth')).toEqual([
    { other: 'old', share: 1 },
    { other: 'six more', share: 1 },
  ]);
  expect(await kin('apart')).toEqual([]);
});

it('takes the greater of what contents and places share, and nothing twice', async () => {
  await keep('one', digests(600_000, 600_100), digests(700_000, 700_100));
  await keep('two', digests(600_090, 600_190), digests(700_050, 700_150));
  await keep('two', digests(0, 10));
  expect(await kin('two')).toEqual([{ other: 'one', share: 0.5 }]);
});

it('misses none of two that are sealed at once', async () => {
  await Promise.all([keep('left', digests(800_000, 801_000)), keep('right', digests(800_500, 801_500))]);
  expect(await kin('left')).toEqual([{ other: 'right', share: 0.5 }]);
});

it('shows digests and who shares them to the score side alone', async () => {
  for (const role of ['api', 'execute', 'public'] as const) {
    const door = await openSystemDatabase(database.urls[role], role, 1);
    for (const table of ['hidden_row', 'hidden_split', 'hidden_kin']) {
      await expect(
        door.asSystem((tx) => tx.query(`SELECT 1 FROM ${table}`)),
        `${role} ${table}`,
      ).rejects.toThrow('permission denied');
    }
    await door.close();
  }
});
