import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AccessMode, ColumnEntry, FileProblem, Profile } from '@scenario-lab/contracts/datasets';
import { transition } from '@scenario-lab/db/transition';
import { type SandboxResult, toolLimits } from '@scenario-lab/sandbox/types';
import { z } from 'zod';
import { fetchBlob } from '../blobs/fetch.js';
import type { ExecuteDesk } from '../desk.js';
import { onceAtATime } from '../once-at-a-time.js';
import type { WakeUp } from '../queue/jobs.js';
import { misfits, qualityOf } from './quality.js';
import { type SampleRow, sampleRows } from './sample-rows.js';
import { withoutHiddenValues } from './shield.js';

const Uploaded = z.object({
  status: z.string(),
  sha256: z.string(),
  columns: z.array(ColumnEntry),
  accessMode: AccessMode,
});
type Uploaded = z.infer<typeof Uploaded>;

const Report = z.union([
  Profile.extend({ ok: z.literal(true) }),
  z.object({ ok: z.literal(false), problems: z.array(FileProblem) }),
]);

/** Opens a dataset's file in the sandbox: profile, normalised table, what is wrong with it and where. */
export async function profileDataset(desk: ExecuteDesk, { thingId }: WakeUp): Promise<void> {
  if (!desk.sandbox.status.available) return;
  await onceAtATime(desk.db, `profile-dataset:${thingId}`, async () => {
    const uploaded = await begin(desk, thingId);
    if (!uploaded) return;
    const place = join(desk.workDir, 'profiles', randomUUID());
    await mkdir(join(place, 'in'), { recursive: true, mode: 0o711 });
    try {
      await fetchBlob(desk.blobs, uploaded.sha256, join(place, 'in', 'table'));
      const result = await desk.sandbox.run(
        { id: thingId, runtime: 'profile', inputDir: join(place, 'in'), limits: toolLimits, options: {} },
        { signal: desk.ending },
      );
      try {
        await conclude(desk, thingId, uploaded, result);
      } finally {
        await desk.sandbox.discard(result);
      }
    } finally {
      await rm(place, { recursive: true, force: true });
    }
  });
}

async function begin(desk: ExecuteDesk, id: string): Promise<Uploaded | null> {
  return desk.db.asSystem(async (tx) => {
    const [row] = await tx.query(
      `SELECT v.status, v.sha256, v.columns, d.access_mode AS "accessMode"
       FROM dataset_version v JOIN dataset d ON d.id = v.dataset_id WHERE v.id = $1`,
      [id],
    );
    if (row?.status !== 'uploading' && row?.status !== 'profiling') return null;
    if (row.status === 'uploading') await transition(tx, 'dataset_version', id, 'profile');
    return Uploaded.parse(row);
  });
}

async function conclude(
  desk: ExecuteDesk,
  id: string,
  uploaded: Uploaded,
  result: SandboxResult,
): Promise<void> {
  // Ours to mend; the reconciler wakes the job again.
  if (result.kind === 'platform_fault') throw new Error(`${result.reason}: ${result.detail}`);
  const report = await reportOf(result);
  const fileNamed = (wanted: string) => result.outputs.find(({ name }) => name === wanted)?.path;
  const table = fileNamed('table.csv');
  const problems = report.ok ? misfits(uploaded.columns, report) : report.problems;
  if (!report.ok || !table || problems.length > 0) {
    await desk.db.asSystem((tx) =>
      transition(tx, 'dataset_version', id, 'refuse', {
        set: { problems, profile: report.ok ? profileOf(report, uploaded) : null },
      }),
    );
    return;
  }
  const files = fileNamed('files.tar');
  // A row that is shown can never be hidden afterwards, so rows are shown of open data alone.
  const sample: SampleRow[] =
    uploaded.accessMode === 'open' ? await sampleRows(table, uploaded.columns, report) : [];
  const kept = {
    table_sha256: (await desk.blobs.put({ path: table })).sha256,
    files_sha256: files ? (await desk.blobs.put({ path: files })).sha256 : null,
  };
  await desk.db.asSystem((tx) =>
    transition(tx, 'dataset_version', id, 'pass', {
      set: {
        ...kept,
        rows: report.rows,
        profile: profileOf(report, uploaded),
        quality: qualityOf(uploaded.columns, report),
        sample,
        problems: [],
      },
    }),
  );
}

const profileOf = (
  { rows, duplicates, files, timeCoverage, columns }: z.infer<typeof Profile>,
  uploaded: Uploaded,
): z.infer<typeof Profile> => ({
  rows,
  duplicates,
  files,
  timeCoverage,
  columns: uploaded.accessMode === 'sandbox_only' ? withoutHiddenValues(columns, uploaded.columns) : columns,
});

/** What the tool found. A file that ends the tool itself is the file's fault, for nothing else was in there. */
async function reportOf(
  result: Extract<SandboxResult, { kind: 'finished' }>,
): Promise<z.infer<typeof Report>> {
  const refused = (detail: string) => ({
    ok: false as const,
    problems: [{ code: 'not_readable', place: 'file', detail }],
  });
  const report = result.outputs.find(({ name }) => name === 'profile.json');
  if (result.outcome !== 'ok' || !report) return refused(result.outcome);
  const parsed = Report.safeParse(JSON.parse(await readFile(report.path, 'utf8')));
  return parsed.success ? parsed.data : refused('report');
}
