import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { ColumnEntry } from '@scenario-lab/contracts/datasets';
import { json, queryRow } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import { eachRecord } from '@scenario-lab/sandbox/harness/record-stream';
import { csvLine } from '@scenario-lab/tables/records';
import { z } from 'zod';
import { fetchBlob } from '../blobs/fetch.js';
import type { ExecuteDesk } from '../desk.js';

/** Values that a column's must be among: those of a column of other data. */
export interface Reference {
  /** Column of the table that is read. */
  column: string;
  target: { column: string; sha256: string } | null;
  /** Anybody may read the other data, so which rows miss them tells nobody anything. */
  open: boolean;
}

const Target = z.object({
  sha256: z.string().nullable(),
  columns: json<ColumnEntry[]>(),
  mode: z.string(),
  own: z.boolean(),
  listed: z.boolean(),
  examined: z.boolean(),
});

/**
 * What the declared references lead to, asked anew for every version: the newest usable version of data that are the owner's
 * own or open to everybody. `target` is null where that is no longer so, where an exam rests on the other data, or where
 * the column is gone; nothing is said then of why.
 */
export async function referencesOf(
  tx: Tx,
  datasetId: string,
  columns: readonly ColumnEntry[],
): Promise<Reference[]> {
  const found: Reference[] = [];
  for (const { name, rules } of columns) {
    if (!rules?.inData) continue;
    const target = await queryRow(
      tx,
      Target,
      `SELECT v.table_sha256 AS sha256, v.columns, d.access_mode AS mode, d.owner_id = own.owner_id AS own,
         d.status = 'listed' AND d.harvest IS NULL AS listed, EXISTS (SELECT 1 FROM benchmark_version b
           JOIN dataset_version w ON w.id = b.dataset_version_id WHERE w.dataset_id = d.id AND b.status <> 'draft') AS examined
       FROM dataset d JOIN dataset own ON own.id = $2 JOIN dataset_version v ON v.dataset_id = d.id AND v.status IN ('ready', 'deprecated')
       WHERE d.id = $1 ORDER BY v.status = 'ready' DESC, v.id DESC LIMIT 1`,
      [rules.inData.datasetId, datasetId],
    );
    const entry = target?.columns.find((one) => one.name === rules.inData?.column);
    const everybodys = target?.listed === true && target.mode === 'open' && entry?.sensitivity !== 'personal';
    const usable =
      target && entry && !target.examined && target.sha256 !== null && (target.own || everybodys);
    found.push({
      column: name,
      target: usable && target.sha256 ? { column: rules.inData.column, sha256: target.sha256 } : null,
      open: everybodys,
    });
  }
  return found;
}

const longestRecord = 4 * 2 ** 20;

/**
 * Lays the values of the column that a reference leads to at `to`, one a line, and nothing else of those data. False where they
 * are not to be had any more.
 */
export async function layReference(
  desk: ExecuteDesk,
  target: { column: string; sha256: string },
  to: string,
): Promise<boolean> {
  // An exam that was made meanwhile has taken them into the vault.
  if (!(await desk.blobs.stat(target.sha256))) return false;
  const whole = await fetchBlob(desk.blobs, target.sha256, `${to}.whole`);
  try {
    const out = createWriteStream(to, { mode: 0o644 });
    let at: number | null = null;
    let pending = csvLine(['v']);
    await eachRecord(createReadStream(whole), longestRecord, (cells) => {
      if (at === null) at = cells.indexOf(target.column);
      else if (at >= 0) {
        const cell = cells[at];
        if (cell) pending += csvLine([cell]);
      }
      if (pending.length > 65_536) {
        out.write(pending);
        pending = '';
      }
      return at >= 0;
    });
    out.end(pending);
    await once(out, 'finish');
    return (at ?? -1) >= 0;
  } finally {
    await rm(whole, { force: true });
  }
}
