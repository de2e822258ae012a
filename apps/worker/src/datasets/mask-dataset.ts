import { randomBytes } from 'node:crypto';
import { ColumnEntry, Reading } from '@scenario-lab/contracts/datasets';
import { ColumnMask, type MaskPreview } from '@scenario-lab/contracts/masking';
import { execute, json, queryOne, queryRow, queryRows } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import { recordEvent } from '@scenario-lab/db/transition';
import { z } from 'zod';
import { fetchBlob } from '../blobs/fetch.js';
import type { ExecuteDesk } from '../desk.js';
import { onceAtATime } from '../once-at-a-time.js';
import type { WakeUp } from '../queue/jobs.js';
import { tryJob } from '../queue/try-job.js';
import { type TableReport, withTableReport } from './table-report.js';

/** Versions whose masking was asked for and not written yet. */
export const unmaskedVersions = `SELECT m.dataset_version_id AS id, m.asked_at AS since, d.owner_id AS organisation
  FROM dataset_masking m JOIN dataset d ON d.id = m.dataset_id WHERE m.sha256 IS NULL AND m.problems IS NULL`;

const Asked = z.object({
  id: z.string(),
  datasetId: z.string(),
  /** To the microsecond, as text: what is asked for anew meanwhile is not answered with this. */
  asked: z.string(),
  masks: z.array(ColumnMask),
  sha256: z.string(),
  columns: z.array(ColumnEntry),
  reading: Reading,
  mode: z.string(),
});
type Asked = z.infer<typeof Asked>;

/**
 * Reads a version's file in the sandbox and writes its table masked as its owner chose (`thingId` is the version's): what came of
 * it is looked at before anything is made of it.
 */
export async function maskDataset(desk: ExecuteDesk, { thingId }: WakeUp): Promise<void> {
  if (!desk.sandbox.status.available) return;
  await onceAtATime(desk.db, `mask-dataset:${thingId}`, () =>
    tryJob(desk, 'mask-dataset', thingId, async () => {
      const begun = await desk.db.asSystem((tx) => begin(tx, thingId));
      if (!begun) return;
      const { asked, key } = begun;
      // Cells of data to be computed on only are shown to nobody, and not to their owner through the lab.
      const masking = { masks: asked.masks, key, examples: asked.mode !== 'sandbox_only' };
      await withTableReport(
        desk,
        thingId,
        { declared: asked.columns, reading: asked.reading, masking },
        (path) => fetchBlob(desk.blobs, asked.sha256, path),
        (found) => conclude(desk, asked, found),
      );
    }),
  );
}

const BeginRow = z.object({
  id: z.string(),
  datasetId: z.string(),
  asked: z.string().nullable(),
  masks: json<unknown>().nullable(),
  sha256: z.string(),
  columns: json<unknown>().nullable(),
  reading: json<unknown>().nullable(),
  mode: z.string(),
});

const BeginRow2 = z.object({
  key: z.string(),
});

async function begin(tx: Tx, id: string): Promise<{ asked: Asked; key: string } | null> {
  const row = await queryRow(
    tx,
    BeginRow,
    `SELECT v.id, v.dataset_id AS "datasetId", m.asked_at::text AS asked, m.masks, v.sha256, v.columns, v.reading,
       d.access_mode AS mode FROM dataset_masking m JOIN dataset_version v ON v.id = m.dataset_version_id
       JOIN dataset d ON d.id = v.dataset_id
     WHERE v.id = $1 AND v.id IN (SELECT id FROM (${unmaskedVersions}) u)`,
    [id],
  );
  if (!row) return null;
  const asked = Asked.parse(row);
  await execute(
    tx,
    'INSERT INTO mask_key (dataset_id, key) VALUES ($1, $2) ON CONFLICT (dataset_id) DO NOTHING',
    [asked.datasetId, randomBytes(32).toString('base64url')],
  );
  const { key } = await queryOne(tx, BeginRow2, 'SELECT key FROM mask_key WHERE dataset_id = $1', [
    asked.datasetId,
  ]);
  return { asked, key };
}

async function conclude(desk: ExecuteDesk, asked: Asked, { report, written }: TableReport): Promise<void> {
  const table = written('masked.csv');
  if (!report.ok || !report.masked || !table) {
    const problems = report.ok
      ? [{ code: 'not_readable', place: 'file', detail: 'masked' }]
      : report.problems;
    await keep(desk, asked, 'masking_refused', 'problems = $3', [JSON.stringify(problems)]);
    return;
  }
  const preview: MaskPreview = {
    rows: report.rows,
    columns: report.masked,
    left: report.columns.flatMap(({ name, personal }) =>
      Object.entries(personal).map(([kind, cells]) => ({ column: name, kind, cells })),
    ),
  };
  const { sha256, bytes } = await desk.blobs.put({ path: table });
  const set = 'preview = $3, sha256 = $4, bytes = $5';
  await keep(desk, asked, 'masked', set, [JSON.stringify(preview), sha256, bytes]);
}

const KeepRow = z.object({
  dataset_version_id: z.string(),
});

/** What was chosen otherwise meanwhile waits for its own answer. */
const keep = (
  desk: ExecuteDesk,
  { id, asked }: Asked,
  became: 'masked' | 'masking_refused',
  set: string,
  values: unknown[],
) =>
  desk.db.asSystem(async (tx) => {
    const rows = await queryRows(
      tx,
      KeepRow,
      `UPDATE dataset_masking SET ${set} WHERE dataset_version_id = $1 AND asked_at = $2::timestamptz
       RETURNING dataset_version_id`,
      [id, asked, ...values],
    );
    const event = `dataset_version.${became}`;
    if (rows.length > 0) await recordEvent(tx, { thing: 'dataset_version', id, event });
  });
