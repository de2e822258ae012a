import type { setUpkeep, Upkeep } from '@scenario-lab/contracts/fetches';
import type { Received } from '@scenario-lab/contracts/route';
import type { Tx } from '@scenario-lab/db/database';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { isLate } from '@scenario-lab/domain/datasets/upkeep';

interface Row {
  every: Upkeep['every'] | null;
  last: Date | null;
  address: string | null;
  next_at: Date | null;
  failures: number | null;
  problem: NonNullable<Upkeep['source']>['problem'];
}

/** What is expected of the data; row-level security shows the address to the owner's organisation alone. */
export async function upkeepOf(tx: Tx, datasetId: string): Promise<Upkeep | null> {
  const [row]: Row[] = await tx.query(
    `SELECT expected_every($1) AS every, u.address, u.next_at, u.failures,
       (SELECT max(created_at) FROM dataset_version v WHERE v.dataset_id = $1 AND v.status IN ('ready', 'deprecated')) AS last,
       (SELECT f.problem FROM dataset_fetch f WHERE f.dataset_id = $1 AND f.scheduled AND f.ended_at IS NOT NULL
        ORDER BY f.id DESC LIMIT 1) AS problem
     FROM (SELECT 1) one LEFT JOIN dataset_upkeep u ON u.dataset_id = $1`,
    [datasetId],
  );
  if (!row?.every) return null;
  return {
    every: row.every,
    last: row.last?.toISOString() ?? null,
    late: row.last !== null && isLate(row.every, row.last, new Date()),
    source:
      row.address === null
        ? null
        : {
            address: row.address,
            nextAt: row.next_at?.toISOString() ?? null,
            failures: row.failures ?? 0,
            problem: row.problem,
          },
  };
}

/** Said anew it begins anew: the first fetch is due at once. */
export async function saveUpkeep(
  tx: Tx,
  actor: SignedIn,
  datasetId: string,
  { every, address }: Received<typeof setUpkeep>['body'],
  most: { upload: number; quota: number },
): Promise<void> {
  await tx.query('DELETE FROM dataset_upkeep WHERE dataset_id = $1', [datasetId]);
  if (every === null) return;
  await tx.query(
    `INSERT INTO dataset_upkeep (dataset_id, organisation_id, person_id, every, address, most, quota, next_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, CASE WHEN $5::text IS NULL THEN NULL ELSE now() END)`,
    [datasetId, actor.organisationId, actor.personId, every, address, most.upload, most.quota],
  );
}
