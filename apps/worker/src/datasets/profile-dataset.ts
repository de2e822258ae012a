import { dirname, join } from 'node:path';
import { ColumnEntry, type Profile, type ReadAs, Reading } from '@scenario-lab/contracts/datasets';
import { holdMode } from '@scenario-lab/db/catalogue/dataset-mode';
import { execute, json, queryOne, queryRow } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import { transition } from '@scenario-lab/db/transition';
import { z } from 'zod';
import { fetchBlob } from '../blobs/fetch.js';
import type { ExecuteDesk } from '../desk.js';
import { onceAtATime } from '../once-at-a-time.js';
import type { WakeUp } from '../queue/jobs.js';
import { tryJob } from '../queue/try-job.js';
import { defectsOf } from './defects.js';
import { misfits, personalColumns, qualityOf } from './quality.js';
import { layReference, type Reference, referencesOf } from './references.js';
import { type SampleRow, sampleRows } from './sample-rows.js';
import { outsideProfile } from './shield.js';
import { type TableReport, withTableReport } from './table-report.js';

type ProfileFacts = Omit<Profile, 'defects'>;

const Uploaded = z.object({
  id: z.string(),
  datasetId: z.string(),
  sha256: z.string(),
  columns: z.array(ColumnEntry),
  reading: Reading,
});
type Uploaded = z.infer<typeof Uploaded>;

/** Opens a dataset's file in the sandbox: profile, normalised table, what is wrong with it and where. */
export async function profileDataset(desk: ExecuteDesk, { thingId }: WakeUp): Promise<void> {
  if (!desk.sandbox.status.available) return;
  await onceAtATime(desk.db, `profile-dataset:${thingId}`, () =>
    tryJob(desk, 'profile-dataset', thingId, async () => {
      const uploaded = await begin(desk, thingId);
      if (!uploaded) return;
      const references = await desk.db.asSystem((tx) =>
        referencesOf(tx, uploaded.datasetId, uploaded.columns),
      );
      const files = references.map(({ column, target }, at) => ({
        column,
        file: target ? `among-${at}` : (null as string | null),
      }));
      await withTableReport(
        desk,
        thingId,
        { declared: uploaded.columns, reading: uploaded.reading, references: files },
        async (path) => {
          await fetchBlob(desk.blobs, uploaded.sha256, path);
          for (const [at, { target }] of references.entries()) {
            const one = files[at];
            if (one && target && !(await layReference(desk, target, join(dirname(path), `among-${at}`))))
              one.file = null;
          }
        },
        (found) => conclude(desk, uploaded, found, references),
      );
    }),
  );
}

const BeginRow = z.object({
  id: z.string(),
  datasetId: z.string(),
  status: z.string(),
  sha256: z.string(),
  columns: json<unknown>().nullable(),
  reading: json<unknown>().nullable(),
});

async function begin(desk: ExecuteDesk, id: string): Promise<Uploaded | null> {
  return desk.db.asSystem(async (tx) => {
    const row = await queryRow(
      tx,
      BeginRow,
      `SELECT id, dataset_id AS "datasetId", status, sha256, columns, reading FROM dataset_version WHERE id = $1`,
      [id],
    );
    if (row?.status !== 'uploading' && row?.status !== 'profiling') return null;
    if (row.status === 'uploading') await transition(tx, 'dataset_version', id, 'profile');
    return Uploaded.parse(row);
  });
}

async function conclude(
  desk: ExecuteDesk,
  uploaded: Uploaded,
  { report, written }: TableReport,
  references: readonly Reference[],
): Promise<void> {
  const { id, columns } = uploaded;
  const table = written('table.csv');
  const problems = report.ok ? misfits(columns, report) : report.problems;
  if (!report.ok || !table || problems.length > 0) {
    await desk.db.asSystem(async (tx) => {
      await transition(tx, 'dataset_version', id, 'refuse', { set: { problems } });
      if (report.ok) await keepProfile(tx, uploaded, report, null);
    });
    return;
  }
  const files = written('files.tar');
  const kept = {
    table_sha256: (await desk.blobs.put({ path: table })).sha256,
    files_sha256: files ? (await desk.blobs.put({ path: files })).sha256 : null,
  };
  const firstRows = await sampleRows(table, columns, report);
  await desk.db.asSystem(async (tx) => {
    // Asked now and held: the card may have been opened to everybody since the file came.
    const mode = await holdMode(tx, uploaded.datasetId);
    const personal = mode === 'open' ? personalColumns(columns, report) : [];
    if (personal.length > 0) {
      await transition(tx, 'dataset_version', id, 'refuse', { set: { problems: personal } });
      await keepProfile(tx, uploaded, report, null);
      return;
    }
    const told = (await isExamined(tx, uploaded.datasetId)) ? 'nothing' : mode;
    // A row that is shown can never be hidden afterwards, so rows are shown of open data alone.
    const sample: SampleRow[] = told === 'open' ? firstRows : [];
    await transition(tx, 'dataset_version', id, 'pass', {
      set: { ...kept, rows: report.rows, sample, problems: [] },
      deliver: ['prepare-download'],
    });
    await keepProfile(tx, uploaded, report, mode, told, references);
  });
}

const IsExaminedRow = z.object({
  examined: z.boolean(),
});

/**
 * Whether some version of a dataset is or was asked about in an exam: a later one holds rows that are hidden there, so
 * nothing is told of it before it is sealed itself.
 */
async function isExamined(tx: Tx, datasetId: string): Promise<boolean> {
  const { examined } = await queryOne(
    tx,
    IsExaminedRow,
    `SELECT EXISTS (SELECT 1 FROM benchmark_version b JOIN dataset_version v ON v.id = b.dataset_version_id
       WHERE v.dataset_id = $1 AND b.status <> 'draft') AS examined`,
    [datasetId],
  );
  return examined;
}

/** What a file was read as, without a cell of it: data to be computed on only are read by nobody. */
const unread = (readAs: ReadAs): ReadAs => ({
  ...readAs,
  columns: readAs.columns.map((column) => ({ ...column, examples: [] })),
  notes: readAs.notes.map((note) => (note.code === 'digits_grouped' ? { ...note, detail: '' } : note)),
});

/**
 * The owner's edition, and the one for everybody else as the access mode allows: of data that may be read all of
 * it; on request without what could tell single hidden values; of data to be computed on only, and of what comes after an
 * exam (`told`), none before it is known which rows are hidden.
 */
async function keepProfile(
  tx: Tx,
  { id, columns }: Uploaded,
  report: ProfileFacts & { readAs: ReadAs },
  mode: string | null,
  told = mode,
  references: readonly Reference[] = [],
): Promise<void> {
  const { rows, duplicates, files, timeCoverage, columns: found, extent, violations } = report;
  const now = new Date();
  const whole = {
    rows,
    duplicates,
    files,
    timeCoverage,
    columns: found,
    ...(extent ? { extent } : {}),
    ...(violations ? { violations } : {}),
  };
  const keep = (edition: string, body: ProfileFacts & { readAs?: ReadAs }) =>
    execute(
      tx,
      `INSERT INTO dataset_profile (dataset_version_id, edition, counts, body, quality) VALUES ($1, $2, 'all_rows', $3, $4)`,
      // Defects and scores say no more than the edition they go with.
      [
        id,
        edition,
        JSON.stringify({ ...body, defects: defectsOf(columns, body, now) }),
        JSON.stringify(qualityOf(columns, body, now)),
      ],
    );
  await keep('owner', {
    ...whole,
    readAs: mode === 'open' || mode === 'on_request' ? report.readAs : unread(report.readAs),
  });
  // Which values miss data that not everybody may read is the owner's to know.
  const closed = new Set(references.filter(({ open }) => !open).map(({ column }) => column));
  const everybodys = violations?.filter(({ column, rule }) => rule !== 'reference' || !closed.has(column));
  if (told === 'open') await keep('open', { ...whole, ...(everybodys ? { violations: everybodys } : {}) });
  if (told === 'on_request') await keep('open', outsideProfile(whole, columns, 'all_rows'));
}
