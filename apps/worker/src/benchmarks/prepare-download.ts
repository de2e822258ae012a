import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ColumnEntry, SplitRule } from '@scenario-lab/contracts/datasets';
import { execute, json, queryRow } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import { sha256OfFile } from '@scenario-lab/evaluation/keyed';
import type { OpenEdition } from '@scenario-lab/evaluation/open-edition';
import { z } from 'zod';
import type { ScoreDesk } from '../desk.js';
import { onceAtATime, oneAfterAnother } from '../once-at-a-time.js';
import type { WakeUp } from '../queue/jobs.js';
import { tryJob } from '../queue/try-job.js';
import { keysOf, secretFor } from './secrets.js';
import { tableOf } from './source.js';

const Facts = z.object({
  id: z.string(),
  datasetId: z.string(),
  tableSha256: z.string(),
  columns: z.array(ColumnEntry),
  /** Columns in which personal data were found. */
  personal: z.array(z.string()),
  /** Everybody may read them: what the owner gave a reason for is handed out. */
  open: z.boolean(),
  sealed: z.array(z.object({ columns: z.array(ColumnEntry), split: SplitRule })),
});
type Facts = z.infer<typeof Facts>;

/**
 * Writes what may be downloaded of a data set's version (`thingId`): the rows no exam has ever hidden, from the
 * normalised table. Only the score role knows which these are. Sealing withdraws what was there (`withdrawDownloads`) and
 * has it written anew.
 */
export async function prepareDownload(desk: ScoreDesk, { thingId }: WakeUp): Promise<void> {
  await onceAtATime(desk.db, `prepare-download:${thingId}`, () =>
    tryJob(desk, 'prepare-download', thingId, async () => {
      const waits = await desk.db.asSystem((tx) => factsOf(tx, thingId));
      if (!waits) return;
      // While an exam is being sealed nobody knows yet which rows it hides.
      await oneAfterAnother(desk.db, `seal-dataset:${waits.datasetId}`, async () => {
        const facts = await desk.db.asSystem((tx) => factsOf(tx, thingId));
        if (facts) await prepare(desk, facts);
      });
    }),
  );
}

const FactsOfRow = z.object({
  id: z.string(),
  datasetId: z.string(),
  tableSha256: z.string().nullable(),
  columns: json<unknown>().nullable(),
  personal: z.array(z.string()),
  open: z.boolean().nullable(),
  sealed: json<unknown>().nullable(),
});

/** Null when it is there already, or nothing may be downloaded. */
async function factsOf(tx: Tx, id: string): Promise<Facts | null> {
  const row = await queryRow(
    tx,
    FactsOfRow,
    `SELECT v.id, v.dataset_id AS "datasetId", v.table_sha256 AS "tableSha256", v.columns,
       ARRAY(SELECT c->>'name' FROM dataset_profile p, jsonb_array_elements(p.body->'columns') c
         WHERE p.dataset_version_id = v.id AND p.edition = 'owner' AND c->'personal' <> '{}') AS personal,
       (SELECT d.access_mode = 'open' FROM dataset d WHERE d.id = v.dataset_id) AS open,
       coalesce((SELECT jsonb_agg(DISTINCT jsonb_build_object('columns', w.columns, 'split', w.split))
         FROM dataset_version w JOIN benchmark_version b ON b.dataset_version_id = w.id
         WHERE w.dataset_id = v.dataset_id AND b.hidden_digest IS NOT NULL), '[]') AS sealed
     FROM dataset_version v WHERE v.id = $1 AND ${downloadable}`,
    [id],
  );
  return row ? Facts.parse(row) : null;
}

/**
 * Versions (`v`) that wait for their download. Of data to be computed on only it is what jobs are handed, and nobody
 * downloads it. Pictures are not handed out yet, and a table without them
 * is of no use.
 */
export const downloadable = `v.status IN ('ready', 'deprecated') AND v.table_sha256 IS NOT NULL AND v.files_sha256 IS NULL
  AND NOT EXISTS (SELECT 1 FROM dataset_download o WHERE o.dataset_version_id = v.id)`;

async function prepare(desk: ScoreDesk, facts: Facts): Promise<void> {
  const place = join(desk.vaultDir, 'downloads', facts.id);
  await rm(place, { recursive: true, force: true });
  await mkdir(place, { recursive: true, mode: 0o700 });
  try {
    const { datasetId, columns } = facts;
    const keys = await Promise.all(
      (['hidden', 'closed'] as const).map((list) => keysOf(desk.vaultDir, list, datasetId)),
    );
    const edition = await desk.edition({
      tableFile: await tableOf(desk, facts.tableSha256, join(place, 'table.csv')),
      columns,
      sealed: facts.sealed,
      closed: new Set(keys.flatMap((list) => [...list])),
      datasetSalt: await secretFor(desk.vaultDir, `dataset:${datasetId}`),
      without: columns
        .filter(({ name, sensitivity }) => sensitivity === 'personal' || facts.personal.includes(name))
        .filter(({ openReason }) => !(facts.open && openReason))
        .map(({ name }) => name)
        .concat(facts.personal.filter((name) => !columns.some((column) => column.name === name))),
      outDir: place,
    });
    await keep(desk, facts, edition);
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

/** Noted before it is put: what is withdrawn, or was never offered, is found and removed. */
async function put(desk: ScoreDesk, datasetId: string, path: string) {
  const sha256 = await sha256OfFile(path);
  await desk.db.asSystem((tx) =>
    execute(tx, 'INSERT INTO row_file (dataset_id, sha256) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
      datasetId,
      sha256,
    ]),
  );
  return desk.blobs.put({ path }, { sha256 });
}

async function keep(
  desk: ScoreDesk,
  { id, datasetId, tableSha256 }: Facts,
  edition: OpenEdition | null,
): Promise<void> {
  const [csv, jsonl] = edition
    ? [await put(desk, datasetId, edition.csv), await put(desk, datasetId, edition.jsonl)]
    : [null, null];
  await desk.db.asSystem((tx) =>
    execute(
      tx,
      `INSERT INTO dataset_download (dataset_version_id, rows, whole, csv_sha256, csv_bytes, jsonl_sha256, jsonl_bytes)
       -- Nothing of a version that is being read again, otherwise, meanwhile.
       SELECT id, $2, $3, $4, $5, $6, $7 FROM dataset_version
         WHERE id = $1 AND table_sha256 = $8 AND status IN ('ready', 'deprecated') FOR SHARE
       ON CONFLICT (dataset_version_id) DO NOTHING`,
      [
        id,
        edition?.rows ?? null,
        edition?.whole ?? false,
        csv?.sha256 ?? null,
        csv?.bytes ?? null,
        jsonl?.sha256 ?? null,
        jsonl?.bytes ?? null,
        tableSha256,
      ],
    ),
  );
}
