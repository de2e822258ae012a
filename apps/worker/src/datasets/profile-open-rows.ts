import { copyFile } from 'node:fs/promises';
import { ColumnEntry } from '@scenario-lab/contracts/datasets';
import { execute, json, queryRow } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import { z } from 'zod';
import type { ExecuteDesk } from '../desk.js';
import { onceAtATime } from '../once-at-a-time.js';
import type { WakeUp } from '../queue/jobs.js';
import { tryJob } from '../queue/try-job.js';
import { defectsOf } from './defects.js';
import { qualityOf } from './quality.js';
import { outsideProfile } from './shield.js';
import { type TableReport, withTableReport } from './table-report.js';

const Sealed = z.object({
  id: z.string(),
  columns: z.array(ColumnEntry),
  open: z.object({ sha256: z.string(), rows: z.number(), duplicates: z.number(), spool: z.string() }),
});
type Sealed = z.infer<typeof Sealed>;

/**
 * Profiles the open rows that the sealing of a benchmark version (`thingId`) left in the spool: from then on
 * whoever may not read the data sees figures of these rows alone. Done once; an attempt that broke off is
 * repeated from the same file.
 */
export async function profileOpenRows(desk: ExecuteDesk, { thingId }: WakeUp): Promise<void> {
  if (!desk.sandbox.status.available) return;
  await onceAtATime(desk.db, `profile-open-rows:${thingId}`, async () => {
    const sealed = await desk.db.asSystem((tx) => waiting(tx, thingId));
    if (sealed) {
      await tryJob(desk, 'profile-open-rows', thingId, async () => {
        const file = await desk.spool.path(thingId, sealed.open.sha256);
        await withTableReport(
          desk,
          thingId,
          { declared: sealed.columns, asIs: true },
          (path) => copyFile(file, path),
          (found) => conclude(desk, sealed, found),
        );
      });
      // What was given up may be begun again by the lab: its rows stay.
      if (await desk.db.asSystem((tx) => waiting(tx, thingId))) return;
    }
    await desk.spool.remove(thingId);
  });
}

const WaitingRow = z.object({
  id: z.string(),
  columns: json<unknown>().nullable(),
  open: json<unknown>().nullable(),
});

/** What is to be profiled; null where it has been, or a later sealing has left other rows. */
async function waiting(tx: Tx, benchmarkVersionId: string): Promise<Sealed | null> {
  const row = await queryRow(
    tx,
    WaitingRow,
    `SELECT v.id, v.columns, v.open_rows AS open FROM dataset_version v
       JOIN benchmark_version b ON b.dataset_version_id = v.id
     WHERE b.id = $1 AND v.open_rows->>'spool' = b.id::text AND NOT EXISTS (SELECT 1 FROM dataset_profile p
       WHERE p.dataset_version_id = v.id AND p.edition = 'open' AND p.table_sha256 = v.open_rows->>'sha256')`,
    [benchmarkVersionId],
  );
  return row ? Sealed.parse(row) : null;
}

async function conclude(
  desk: ExecuteDesk,
  { id, columns, open }: Sealed,
  { report }: TableReport,
): Promise<void> {
  // The lab wrote this table itself.
  if (!report.ok) throw new Error(`open rows of ${id}: ${JSON.stringify(report.problems)}`);
  // Rows are told apart before columns are shuffled, pictures are no cells.
  const pictures = new Set(columns.flatMap(({ name, type }) => (type === 'image' ? [name] : [])));
  const own = report.columns.map((column) =>
    pictures.has(column.name) ? { ...column, type: 'image' } : column,
  );
  const files = own.reduce((sum, column) => sum + (column.type === 'image' ? column.count : 0), 0);
  const { rows, timeCoverage, extent } = report;
  const facts = {
    rows,
    duplicates: open.duplicates,
    files,
    timeCoverage,
    columns: own,
    ...(extent ? { extent } : {}),
  };
  const outside = outsideProfile(facts, columns, 'open_rows');
  const now = new Date();
  await desk.db.asSystem((tx) =>
    execute(
      tx,
      `INSERT INTO dataset_profile (dataset_version_id, edition, counts, body, quality, table_sha256)
       SELECT $1, 'open', 'open_rows', $2, $3, $4 FROM dataset_version WHERE id = $1 AND open_rows->>'sha256' = $4
       ON CONFLICT (dataset_version_id, edition) DO UPDATE SET counts = 'open_rows', body = $2, quality = $3, table_sha256 = $4`,
      [
        id,
        JSON.stringify({ ...outside, defects: defectsOf(columns, outside, now) }),
        JSON.stringify(qualityOf(columns, outside, now)),
        open.sha256,
      ],
    ),
  );
}
