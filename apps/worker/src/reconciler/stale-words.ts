import { execute, json, queryRows } from '@scenario-lab/db/core/rows';
import type { SystemDatabase, Tx } from '@scenario-lab/db/database';
import {
  algorithmWords,
  datasetWords,
  needWords,
  type OwnText,
  solutionWords,
  soughtAs,
} from '@scenario-lab/matching/card-words';
import { nameReadings, typedFor } from '@scenario-lab/matching/readings';
import { z } from 'zod';

const kinds = {
  solution: { said: 'coalesce(c.listed, c.card)', words: solutionWords },
  algorithm: { said: 'coalesce(c.listed, c.card)', words: algorithmWords },
  dataset: { said: 'coalesce(c.listed, c.card)', words: datasetWords },
  scenario: { said: 'c.need', words: needWords },
} as const;
type Kind = keyof typeof kinds;

const atOnce = 50;

/**
 * Words of cards whose organisation was renamed, or that were kept in an older form, worked out anew; for at most `time`
 * milliseconds, the rest the next time. Returns how many cards.
 */
export async function renewStaleWords(db: SystemDatabase, time = 3_000): Promise<number> {
  const until = performance.now() + time;
  let renewed = 0;
  for (let some = atOnce; some === atOnce && performance.now() < until; renewed += some) {
    some = await db.asSystem(readSome);
  }
  for (const kind of Object.keys(kinds) as Kind[]) {
    for (let some = atOnce; some === atOnce && performance.now() < until; renewed += some) {
      some = await db.asSystem((tx) => renewSome(tx, kind));
    }
  }
  return renewed;
}

const ReadSomeRow = z.object({
  id: z.string(),
  name: json<{ zh?: string; en?: string }>(),
});

async function readSome(tx: Tx): Promise<number> {
  const rows = await queryRows(
    tx,
    ReadSomeRow,
    `SELECT id, name FROM organisation WHERE words_stale ORDER BY id LIMIT ${atOnce} FOR UPDATE SKIP LOCKED`,
  );
  for (const { id, name } of rows) {
    const typed = nameReadings(name.zh ?? '').flatMap(typedFor);
    await execute(tx, 'UPDATE organisation SET read_as = $2, words_stale = false WHERE id = $1', [
      id,
      [...new Set(typed)],
    ]);
  }
  return rows.length;
}

const RenewSomeRow = z.object({
  id: z.string(),
  said: json<unknown>().nullable(),
  owner: json<{ zh?: string; en?: string }>(),
});

async function renewSome(tx: Tx, kind: Kind): Promise<number> {
  const { said, words } = kinds[kind];
  const rows = await queryRows(
    tx,
    RenewSomeRow,
    `SELECT c.id, ${said} AS said, (SELECT o.name FROM organisation o WHERE o.id = c.owner_id) AS owner
     FROM ${kind} c WHERE c.words_stale ORDER BY c.id LIMIT ${atOnce} FOR UPDATE OF c SKIP LOCKED`,
  );
  for (const row of rows) {
    const sought = soughtAs((words as (body: unknown) => OwnText)(row.said), row.owner);
    await execute(
      tx,
      `UPDATE ${kind} SET said = $2, words = $3::tsvector, words_stale = false WHERE id = $1`,
      [row.id, sought.said, sought.words],
    );
  }
  return rows.length;
}
