import { endTry } from '@scenario-lab/db/core/job-tries';
import { execute, queryOne, queryRows } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { isIntact } from '@scenario-lab/storage/verify';
import { z } from 'zod';
import { assertIntact } from '../blobs/fetch.js';
import type { ScoreDesk } from '../desk.js';
import { onceAtATime } from '../once-at-a-time.js';

type Shelf = Pick<ScoreDesk, 'db' | 'blobs' | 'vault'>;

/** Their file is still to be opened, by the execute side. */
const unread = `('uploading', 'profiling')`;

/** An exam was sealed on this very version. */
const examined = `EXISTS (SELECT 1 FROM truth t JOIN benchmark_version b ON b.id = t.benchmark_version_id
  WHERE b.dataset_version_id = v.id)`;

const lately = `EXISTS (SELECT 1 FROM dataset_version o JOIN event e ON e.thing_id = o.id
  WHERE o.dataset_id = v.dataset_id AND e.at > now() - interval '10 minutes')`;

const MoveSourcesRow = z.object({
  sha256: z.string(),
});

/**
 * What lies in the blob store is read by every process that runs programs; what an exam rests on must not be. Takes
 * the file, the table and the pictures of every version of a dataset that has been read into the vault, then out of
 * the blob store: in this order, so that an attempt that breaks off finds them again. Left while another version of
 * the same bytes has still to be read (the next look takes them), and where the same bytes are something else that
 * is handed out, a sample or an artifact. Answers how many went. Errors: `BlobFault('corrupt')`.
 */
export async function moveSources({ db, blobs, vault }: Shelf, datasetId: string): Promise<number> {
  const found = await db.asSystem((tx) =>
    queryRows(
      tx,
      MoveSourcesRow,
      `SELECT DISTINCT s.sha256 FROM dataset_version v, unnest(ARRAY[v.sha256, v.table_sha256, v.files_sha256]) s(sha256)
       WHERE v.dataset_id = $1 AND v.status NOT IN ${unread} AND s.sha256 IS NOT NULL`,
      [datasetId],
    ),
  );
  let moved = 0;
  for (const { sha256 } of found) {
    if (!(await blobs.stat(sha256))) continue;
    if (await vault.stat(sha256)) await assertIntact(vault, sha256);
    else await vault.put(await blobs.get(sha256), { sha256 });
    if (await db.asSystem((tx) => isWanted(tx, sha256))) continue;
    await blobs.remove(sha256);
    moved += 1;
  }
  return moved;
}

const IsWantedRow = z.object({
  wanted: z.boolean(),
});

/** `or named`: also where a version names it as its own, read or not. */
async function isWanted(tx: Tx, sha256: string, or: '' | 'or named' = ''): Promise<boolean> {
  const { wanted } = await queryOne(
    tx,
    IsWantedRow,
    `SELECT EXISTS (SELECT 1 FROM dataset_version WHERE ($1 = sha256 AND status IN ${unread})
         ${or && 'OR $1 IN (sha256, table_sha256, files_sha256)'})
       OR EXISTS (SELECT 1 FROM pack WHERE sha256 = $1)
       OR EXISTS (SELECT 1 FROM benchmark_version WHERE sample_sha256 = $1)
       OR EXISTS (SELECT 1 FROM algorithm_version WHERE $1 IN (sha256, unpacked_sha256))
       OR EXISTS (SELECT 1 FROM dataset_masking WHERE sha256 = $1)
       OR EXISTS (SELECT 1 FROM dataset_download WHERE $1 IN (csv_sha256, jsonl_sha256))
       OR EXISTS (SELECT 1 FROM report WHERE $1 IN (pdf_zh_sha256, pdf_en_sha256)) AS wanted`,
    [sha256],
  );
  return wanted;
}

/**
 * Removes files of rows that nothing names any more, withdrawn downloads and tables read anew: rows in them may be
 * hidden by now, and what lies in the blob store is read by every process that runs programs. The caller holds
 * `seal-dataset:`, under which downloads are written. Answers how many went.
 */
export async function sweepRowFiles({ db, blobs }: Shelf, datasetId: string): Promise<number> {
  const left = await db.asSystem((tx) =>
    queryRows(tx, MoveSourcesRow, `SELECT b.sha256 FROM row_file b WHERE b.dataset_id = $1 AND ${unnamed}`, [
      datasetId,
    ]),
  );
  for (const { sha256 } of left) {
    // Another data set of the same rows may still offer, or rest on, the same bytes.
    if (!(await db.asSystem((tx) => isWanted(tx, sha256, 'or named')))) await blobs.remove(sha256);
    await db.asSystem((tx) =>
      execute(tx, 'DELETE FROM row_file WHERE dataset_id = $1 AND sha256 = $2', [datasetId, sha256]),
    );
  }
  return left.length;
}

const unnamed = `NOT EXISTS (SELECT 1 FROM dataset_version v LEFT JOIN dataset_download o ON o.dataset_version_id = v.id
  WHERE v.dataset_id = b.dataset_id AND b.sha256 IN (v.table_sha256, v.files_sha256, o.csv_sha256, o.jsonl_sha256))`;

const SweepAllRowFilesRow = z.object({
  id: z.string(),
});

/** The same for all data sets; one that is being sealed is left to the sealing. */
export async function sweepAllRowFiles(desk: Shelf): Promise<number> {
  const datasets = await desk.db.asSystem((tx) =>
    queryRows(tx, SweepAllRowFilesRow, `SELECT DISTINCT b.dataset_id AS id FROM row_file b WHERE ${unnamed}`),
  );
  let gone = 0;
  for (const { id } of datasets)
    await onceAtATime(desk.db, `seal-dataset:${id}`, async () => {
      gone += await sweepRowFiles(desk, id);
    });
  return gone;
}

/**
 * Figures and rows told of a dataset before it was known which of them are hidden are told no more, of none of its
 * versions. Rows shown stay where the sealing has seen to it that none of them is hidden.
 */
export async function withdrawTold(tx: Tx, datasetId: string, rows: 'rows too' | 'figures'): Promise<void> {
  await execute(
    tx,
    `DELETE FROM dataset_profile WHERE edition = 'open' AND counts = 'all_rows'
       AND dataset_version_id IN (SELECT id FROM dataset_version WHERE dataset_id = $1)`,
    [datasetId],
  );
  if (rows === 'figures') return;
  await execute(tx, `UPDATE dataset_version SET sample = '[]' WHERE dataset_id = $1 AND sample <> '[]'`, [
    datasetId,
  ]);
}

const ShelterSourcesRow = z.object({
  id: z.string(),
  earlier: z.boolean(),
});

/**
 * Goes through all datasets that exams rest on: versions that were read after the sealing, bytes that were handed in
 * again, labs whose exams were sealed before sources were moved. A dataset that is being sealed is left to the sealing.
 * `lately` looks only where something has become of a version within ten minutes.
 */
export async function shelterSources(desk: Shelf, which: 'all' | 'lately' = 'all'): Promise<number> {
  const datasets = await desk.db.asSystem((tx) =>
    queryRows(
      tx,
      ShelterSourcesRow,
      `SELECT v.dataset_id AS id, bool_or(v.sealed_at IS NULL) AS earlier FROM dataset_version v
       WHERE ${examined} ${which === 'lately' ? `AND ${lately}` : ''} GROUP BY v.dataset_id`,
    ),
  );
  let moved = 0;
  for (const { id, earlier } of datasets) {
    await onceAtATime(desk.db, `seal-dataset:${id}`, async () => {
      moved += await moveSources(desk, id);
      if (!earlier) return;
      await desk.db.asSystem(async (tx) => {
        await withdrawTold(tx, id, 'rows too');
        await execute(
          tx,
          `UPDATE dataset_version v SET sealed_at = now() WHERE dataset_id = $1 AND sealed_at IS NULL AND ${examined}`,
          [id],
        );
      });
    });
  }
  return moved;
}

/**
 * Puts files out again that have to be read and lie in the vault alone: another version, or another dataset, of bytes
 * that an exam rests on. Once read they go back. Answers how many.
 */
export async function lendSources({ db, blobs, vault }: Shelf): Promise<number> {
  const waiting = await db.asSystem((tx) =>
    queryRows(tx, MoveSourcesRow, `SELECT DISTINCT sha256 FROM dataset_version WHERE status IN ${unread}`),
  );
  let lent = 0;
  for (const { sha256 } of waiting) {
    if ((await blobs.stat(sha256)) || !(await vault.stat(sha256))) continue;
    if (!(await isIntact(vault, sha256))) continue;
    await blobs.put(await vault.get(sha256), { sha256 });
    await db.asSystem((tx) => readNow(tx, sha256));
    lent += 1;
  }
  return lent;
}

/** That the file was not there was no fault of its version: it waits for no pause and counts no try. */
async function readNow(tx: Tx, sha256: string): Promise<void> {
  const waiting = await queryRows(
    tx,
    SweepAllRowFilesRow,
    `SELECT id FROM dataset_version WHERE sha256 = $1 AND status IN ${unread}`,
    [sha256],
  );
  for (const { id } of waiting) {
    await endTry(tx, 'profile-dataset', id);
    await execute(
      tx,
      `INSERT INTO delivery (id, event_id, job, thing_id)
       SELECT $1, id, 'profile-dataset', $2 FROM event WHERE thing_id = $2 ORDER BY seq DESC LIMIT 1
       ON CONFLICT DO NOTHING`,
      [newId(), id],
    );
  }
}
