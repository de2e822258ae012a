import { csvForSpreadsheets } from '@scenario-lab/contracts/csv-text';
import type { EditionContent, EditionFormat } from '@scenario-lab/contracts/editions';
import { canonicalJson } from '@scenario-lab/contracts/envelope';
import { execute, json, queryRow } from '@scenario-lab/db/core/rows';
import { editionRows, type Language, textOf } from '@scenario-lab/domain/editions/edition-sheet';
import { workbookOf } from '@scenario-lab/tables/workbook';
import { z } from 'zod';
import type { JobsDesk } from '../desk.js';
import { labHead } from '../lab-name.js';
import { onceAtATime } from '../once-at-a-time.js';
import type { WakeUp } from '../queue/jobs.js';
import { tryJob } from '../queue/try-job.js';
import type { PrintedEdition } from './render-edition.js';

const Published = z.object({
  content: json<EditionContent>(),
  number: z.number(),
  digest: z.string(),
  published_at: z.date(),
  /** In the lab's calendar. */
  day: z.string(),
});
type Published = z.output<typeof Published>;
interface Written {
  format: EditionFormat;
  language: Language | '';
  bytes: Uint8Array;
}

const languages = ['zh', 'en'] as const;

/** Editions that were published and have no files yet. */
export const unwrittenEditions = `SELECT d.id, d.published_at AS since FROM edition d
  WHERE d.number IS NOT NULL AND NOT EXISTS (SELECT 1 FROM edition_file f WHERE f.edition_id = d.id)`;

/** Writes the files of a published edition, once and all together: the same content gives the same bytes. */
export async function writeEdition(desk: JobsDesk, { thingId }: WakeUp): Promise<void> {
  await onceAtATime(desk.db, `write-edition:${thingId}`, () =>
    tryJob(desk, 'write-edition', thingId, async () => {
      const edition = await unwritten(desk, thingId);
      if (!edition) return;
      const files = await filesOf(desk, thingId, edition);
      const kept: unknown[][] = [];
      for (const { format, language, bytes } of files) {
        const { sha256 } = await desk.blobs.put(Buffer.from(bytes));
        kept.push([thingId, format, language, sha256, bytes.length]);
      }
      await desk.db.asSystem(async (tx) => {
        for (const file of kept) {
          await execute(
            tx,
            `INSERT INTO edition_file (edition_id, format, language, sha256, bytes) VALUES ($1, $2, $3, $4, $5)`,
            file,
          );
        }
      });
    }),
  );
}

async function unwritten(desk: JobsDesk, id: string): Promise<Published | null> {
  const row = await desk.db.asSystem((tx) =>
    queryRow(
      tx,
      Published,
      `SELECT content, number, digest, published_at, published_at::date::text AS day FROM edition d WHERE d.id IN (SELECT id FROM (${unwrittenEditions}) u)
         AND d.id = $1`,
      [id],
    ),
  );
  return row ?? null;
}

async function filesOf(desk: JobsDesk, id: string, edition: Published): Promise<Written[]> {
  const { content, number, digest, day } = edition;
  const at = edition.published_at.toISOString();
  const address = `${desk.publicUrl.replace(/\/+$/, '')}/editions/${id}`;
  const printed: PrintedEdition = {
    content,
    number,
    digest,
    at,
    day,
    address,
    lab: await desk.db.asSystem((tx) => labHead(tx, desk.blobs)),
  };
  const files: Written[] = [
    {
      format: 'json',
      language: '',
      bytes: Buffer.from(`${canonicalJson({ address, content, digest, number, publishedAt: at })}\n`),
    },
  ];
  for (const language of languages) {
    const rows = editionRows(content, language);
    const name = textOf(content.title, language);
    files.push(
      { format: 'csv', language, bytes: Buffer.from(csvForSpreadsheets(rows)) },
      { format: 'xlsx', language, bytes: workbookOf([{ name, rows, head: 1 }]) },
      { format: 'pdf', language, bytes: await desk.list(printed, language) },
    );
  }
  return files;
}
