import type { upkeepPaces } from '@scenario-lab/contracts/fetches';
import { uploadRoom } from '@scenario-lab/db/catalogue/upload-room';
import { execute, queryRow, queryRows, word } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { transition } from '@scenario-lab/db/transition';
import { nextFetch } from '@scenario-lab/domain/datasets/upkeep';
import { z } from 'zod';

const Due = z.object({
  dataset_id: z.string(),
  organisation_id: z.string(),
  person_id: z.string(),
  address: z.string(),
  most: z.number(),
  quota: z.number(),
  against: z.string().nullable(),
});

/** Asks for what the clock says is due, as its owner would; what is still on its way is not asked for twice. */
export async function askDue(tx: Tx): Promise<void> {
  const due = await queryRows(
    tx,
    Due,
    `SELECT u.dataset_id, u.organisation_id, u.person_id, u.address, u.most::float8 AS most,
       u.quota::float8 AS quota, (SELECT v.id FROM dataset_version v
       WHERE v.dataset_id = u.dataset_id AND v.status IN ('ready', 'deprecated') ORDER BY v.id DESC LIMIT 1) AS against
     FROM dataset_upkeep u JOIN dataset d ON d.id = u.dataset_id
     WHERE u.next_at <= now() AND u.address IS NOT NULL AND d.owner_id = u.organisation_id
       AND NOT EXISTS (SELECT 1 FROM dataset_fetch f WHERE f.dataset_id = u.dataset_id AND f.scheduled AND f.ended_at IS NULL)
     ORDER BY u.next_at LIMIT 20 FOR UPDATE OF u SKIP LOCKED`,
  );
  for (const one of due) {
    // What is given up on the way, or stopped by its owner, comes again at its pace.
    await settleUpkeep(tx, one.dataset_id, false, true);
    const { bytes } = await uploadRoom(tx, one.organisation_id);
    const room = Math.floor(Math.min(one.most, one.quota - bytes));
    if (room < 1) {
      await settleUpkeep(tx, one.dataset_id, true);
      continue;
    }
    await execute(
      tx,
      `INSERT INTO dataset_fetch (id, dataset_id, organisation_id, person_id, address, against_id, most, scheduled)
       VALUES ($1, $2, $3, $4, $5, $6, $7, true)`,
      [newId(), one.dataset_id, one.organisation_id, one.person_id, one.address, one.against, room],
    );
  }
}

const SettleUpkeepRow = z.object({
  every: word<(typeof upkeepPaces)[number]>(),
  failures: z.number(),
});

/** When it is next, by how it went; `under`: it is on its way, and nothing is known of it yet. */
export async function settleUpkeep(tx: Tx, datasetId: string, failed: boolean, under = false): Promise<void> {
  const row = await queryRow(
    tx,
    SettleUpkeepRow,
    'SELECT every, failures FROM dataset_upkeep WHERE dataset_id = $1 AND address IS NOT NULL FOR UPDATE',
    [datasetId],
  );
  if (!row) return;
  const failures = under ? row.failures : failed ? row.failures + 1 : 0;
  await execute(tx, 'UPDATE dataset_upkeep SET failures = $2, next_at = $3 WHERE dataset_id = $1', [
    datasetId,
    failures,
    nextFetch(row.every, failures, new Date()),
  ]);
}

const TakeScheduledRow = z.object({
  dataset_id: z.string(),
  upload_id: z.string(),
  person_id: z.string(),
  organisation_id: z.string(),
});

/** Makes what came a version with the columns, splits and reading of the one before; the profile says whether it fits them. */
export async function takeScheduled(tx: Tx, fetchId: string): Promise<void> {
  const came = await queryRow(
    tx,
    TakeScheduledRow,
    'SELECT dataset_id, upload_id, person_id, organisation_id FROM dataset_fetch WHERE id = $1 AND scheduled AND upload_id IS NOT NULL',
    [fetchId],
  );
  if (!came) return;
  const id = newId();
  const made = await queryRow(
    tx,
    z.unknown(),
    `INSERT INTO dataset_version (id, dataset_id, label, file_name, bytes, sha256, columns, split, reading, releases_sample)
     SELECT $1, v.dataset_id, (SELECT day || CASE WHEN n = 1 THEN '' ELSE '-' || n END
         FROM (SELECT to_char(now(), 'YYYY-MM-DD') AS day) d, generate_series(1, 1000) n
         WHERE NOT EXISTS (SELECT 1 FROM dataset_version w WHERE w.dataset_id = v.dataset_id
           AND w.label = day || CASE WHEN n = 1 THEN '' ELSE '-' || n END) ORDER BY n LIMIT 1),
       u.file_name, u.bytes, u.sha256, v.columns, v.split, v.reading, v.releases_sample
     FROM dataset_version v, upload u WHERE v.dataset_id = $2 AND u.id = $3 AND v.status IN ('ready', 'deprecated')
     ORDER BY v.id DESC LIMIT 1 RETURNING id`,
    [id, came.dataset_id, came.upload_id],
  );
  if (!made) return;
  await execute(tx, 'UPDATE upload SET used = true WHERE id = $1', [came.upload_id]);
  await execute(tx, 'UPDATE dataset_fetch SET dataset_version_id = $2 WHERE id = $1', [fetchId, id]);
  await transition(tx, 'dataset_version', id, 'upload', {
    by: { personId: came.person_id, organisationId: came.organisation_id },
    deliver: ['profile-dataset'],
  });
}
