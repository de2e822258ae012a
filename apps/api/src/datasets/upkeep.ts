import type { setUpkeep, Upkeep } from '@scenario-lab/contracts/fetches';
import type { Received } from '@scenario-lab/contracts/route';
import { execute, json, queryRow, word } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import type { Actor, SignedIn } from '@scenario-lab/domain/actor';
import { isLate } from '@scenario-lab/domain/datasets/upkeep';
import { z } from 'zod';

const Told = z.object({
  every: word<Upkeep['every']>().nullable(),
  last: z.date().nullable(),
});
const SourceRow = z.object({
  address: z.string(),
  next_at: z.date().nullable(),
  failures: z.number(),
  problem: json<NonNullable<NonNullable<Upkeep['source']>['problem']>>().nullable(),
});

/** What is expected of the data, for everybody who reads them. */
export async function upkeepOf(tx: Tx, actor: Actor, datasetId: string): Promise<Upkeep | null> {
  const told = await queryRow(
    tx,
    Told,
    `SELECT expected_every($1) AS every, (SELECT max(created_at) FROM dataset_version v
       WHERE v.dataset_id = $1 AND v.status IN ('ready', 'deprecated')) AS last`,
    [datasetId],
  );
  if (!told?.every) return null;
  return {
    every: told.every,
    last: told.last?.toISOString() ?? null,
    late: told.last !== null && isLate(told.every, told.last, new Date()),
    source: actor === 'anonymous' ? null : await sourceOf(tx, datasetId),
  };
}

/** Row-level security shows the address to the owner's organisation alone. */
async function sourceOf(tx: Tx, datasetId: string): Promise<Upkeep['source']> {
  const row = await queryRow(
    tx,
    SourceRow,
    `SELECT u.address, u.next_at, u.failures, (SELECT f.problem FROM dataset_fetch f
       WHERE f.dataset_id = $1 AND f.scheduled AND f.ended_at IS NOT NULL ORDER BY f.id DESC LIMIT 1) AS problem
     FROM dataset_upkeep u WHERE u.dataset_id = $1 AND u.address IS NOT NULL`,
    [datasetId],
  );
  if (!row) return null;
  const { address, next_at, failures, problem } = row;
  return { address, nextAt: next_at?.toISOString() ?? null, failures, problem };
}

/** Said anew it begins anew: the first fetch is due at once. */
export async function saveUpkeep(
  tx: Tx,
  actor: SignedIn,
  datasetId: string,
  { every, address }: Received<typeof setUpkeep>['body'],
  most: { upload: number; quota: number },
): Promise<void> {
  await execute(tx, 'DELETE FROM dataset_upkeep WHERE dataset_id = $1', [datasetId]);
  if (every === null) return;
  await execute(
    tx,
    `INSERT INTO dataset_upkeep (dataset_id, organisation_id, person_id, every, address, most, quota, next_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, CASE WHEN $5::text IS NULL THEN NULL ELSE now() END)`,
    [datasetId, actor.organisationId, actor.personId, every, address, most.upload, most.quota],
  );
}
