import { Envelope } from '@scenario-lab/contracts/envelope';
import { execute, queryRow, queryRows } from '@scenario-lab/db/core/rows';
import type { SystemDatabase, Tx } from '@scenario-lab/db/database';
import type { BlobStore } from '@scenario-lab/storage/blob-store';
import { z } from 'zod';
import { labIdentity, labName, labSign } from '../lab-name.js';
import type { HungPaper, renderHung } from './hung-paper.js';

export interface PrintDesk {
  db: SystemDatabase;
  blobs: BlobStore;
  publicUrl: string;
  timeZone: string;
  hang: typeof renderHung;
}
/** What a signed statement says as a page, and where the public page of it stands; null of a form it does not know. */
export type PaperOf = (statement: unknown, zone: string) => { paper: HungPaper; path: string } | null;

const PrintPapersRow = z.object({
  id: z.string(),
});

/** Prints what was signed and has no page yet, in both languages: nothing that is signed waits for its paper. */
export async function printPapers(
  desk: PrintDesk,
  table: 'trainee' | 'badge',
  paperOf: PaperOf,
): Promise<void> {
  const due = await desk.db.asSystem((tx) =>
    queryRows(
      tx,
      PrintPapersRow,
      `SELECT id FROM ${table} WHERE envelope IS NOT NULL AND pdf_zh_sha256 IS NULL ORDER BY issued_at LIMIT 50`,
    ),
  );
  for (const { id } of due) await desk.db.asSystem((tx) => print(tx, desk, table, id, paperOf));
}

const PrintRow = z.object({
  envelope: z.string().nullable(),
  key_id: z.string().nullable(),
});

async function print(
  tx: Tx,
  desk: PrintDesk,
  table: 'trainee' | 'badge',
  id: string,
  paperOf: PaperOf,
): Promise<void> {
  const row = await queryRow(
    tx,
    PrintRow,
    `SELECT envelope, key_id FROM ${table} WHERE id = $1 AND pdf_zh_sha256 IS NULL FOR UPDATE SKIP LOCKED`,
    [id],
  );
  if (!row?.envelope) return;
  const { payload } = Envelope.parse(JSON.parse(row.envelope));
  const made = paperOf(JSON.parse(Buffer.from(payload, 'base64').toString('utf8')), desk.timeZone);
  if (!made) return;
  const identity = await labIdentity(tx);
  const about = {
    address: `${desk.publicUrl.replace(/\/+$/, '')}/${made.path}`,
    keyId: row.key_id as string,
    lab: await labName(tx),
    identity,
    sign: await labSign(tx, desk.blobs, identity),
    timeZone: desk.timeZone,
  };
  const put = async (language: 'zh' | 'en') =>
    (await desk.blobs.put(await desk.hang(made.paper, language, about))).sha256;
  await execute(tx, `UPDATE ${table} SET pdf_zh_sha256 = $2, pdf_en_sha256 = $3 WHERE id = $1`, [
    id,
    await put('zh'),
    await put('en'),
  ]);
}
