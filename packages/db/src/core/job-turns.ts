import { z } from 'zod';
import type { Tx } from '../database.js';
import { execute, queryRow, queryRows } from './rows.js';

export interface Turn {
  job: string;
  thingId: string;
}

const looked = 100;

/** What came from somebody without an account, or waits for the lab itself, takes turns as one organisation does. */
const nobody = '00000000-0000-0000-0000-000000000000';

const TakeTurnRow = z.object({
  job: z.string(),
  id: z.string(),
  organisation: z.string(),
});

const TakeTurnRow2 = z.object({
  got: z.boolean().nullable(),
});

/**
 * The thing whose turn it is of those that `waiting` finds (SQL: job, id, organisation, since), held by the session of
 * `tx` until that lets go of its locks: of the organisation whose last turn in this queue lies furthest back; of its
 * things those that were never taken up first, so that one of which nothing comes holds up none of the others; then by
 * age. Null when nothing waits that nobody is at.
 */
export async function takeTurn(tx: Tx, queue: string, waiting: string): Promise<Turn | null> {
  // Two at once would both find the same organisation's turn.
  await execute(tx, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`turns:${queue}`]);
  const found = await queryRows(
    tx,
    TakeTurnRow,
    `SELECT w.job, w.id, coalesce(w.organisation, '${nobody}') AS organisation FROM (${waiting}) w
     LEFT JOIN job_turn own ON own.job = w.job AND own.thing_id = w.id
     LEFT JOIN LATERAL (SELECT max(begun_at) AS at FROM job_turn t
       WHERE t.queue = $1 AND t.organisation_id = coalesce(w.organisation, '${nobody}')) turn ON true
     ORDER BY turn.at NULLS FIRST, own.begun_at NULLS FIRST, w.since LIMIT ${looked}`,
    [queue],
  );
  for (const { job, id, organisation } of found) {
    const row = await queryRow(
      tx,
      TakeTurnRow2,
      'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS got',
      [`turn:${job}:${id}`],
    );
    if (row?.got !== true) continue;
    await execute(
      tx,
      `INSERT INTO job_turn (job, thing_id, queue, organisation_id, begun_at) VALUES ($1, $2, $3, $4, clock_timestamp())
       ON CONFLICT (job, thing_id) DO UPDATE SET queue = $3, organisation_id = $4, begun_at = clock_timestamp()`,
      [job, id, queue, organisation],
    );
    return { job, thingId: id };
  }
  return null;
}
