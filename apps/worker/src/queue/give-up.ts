import { noteGivenUp } from '@scenario-lab/db/core/job-tries';
import { execute, queryRow, queryRows } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import { recordEvent, transition } from '@scenario-lab/db/transition';
import type { CappedJob } from '@scenario-lab/domain/jobs/tries';
import { z } from 'zod';

/** What the owner of a thing reads: it is the lab that failed, whatever stands in its log. */
const problems = [{ code: 'lab_failed', place: 'file', detail: '' }];

const SealedData = z.object({ data: z.string() });

const StatusOfRow = z.object({
  status: z.string(),
});

async function statusOf(tx: Tx, table: string, id: string): Promise<string | undefined> {
  const row = await queryRow(tx, StatusOfRow, `SELECT status FROM ${table} WHERE id = $1 FOR UPDATE`, [id]);
  return row?.status;
}

const EndsRow = z.object({
  dataset_version_id: z.string(),
});

/** Where a thing is left when the lab has failed at it too often: in a state that waits for nobody's job. */
const ends: Record<CappedJob, (tx: Tx, id: string) => Promise<unknown>> = {
  'inspect-artifact': async (tx, id) => {
    const status = await statusOf(tx, 'algorithm_version', id);
    if (status === 'uploaded') await transition(tx, 'algorithm_version', id, 'inspect');
    if (status === 'uploaded' || status === 'inspecting')
      await transition(tx, 'algorithm_version', id, 'refuse', {
        set: { inspection: { ok: false, problems } },
      });
  },
  'profile-dataset': async (tx, id) => {
    const status = await statusOf(tx, 'dataset_version', id);
    if (status === 'uploading') await transition(tx, 'dataset_version', id, 'profile');
    if (status === 'uploading' || status === 'profiling')
      await transition(tx, 'dataset_version', id, 'refuse', { set: { problems: JSON.stringify(problems) } });
  },
  'mask-dataset': async (tx, id) => {
    const rows = await queryRows(
      tx,
      EndsRow,
      `UPDATE dataset_masking SET problems = $2 WHERE dataset_version_id = $1 AND sha256 IS NULL AND problems IS NULL
       RETURNING dataset_version_id`,
      [id, JSON.stringify(problems)],
    );
    const event = 'dataset_version.masking_refused';
    if (rows.length > 0) await recordEvent(tx, { thing: 'dataset_version', id, event });
  },
  'seal-benchmark': async (tx, id) => {
    const status = await statusOf(tx, 'benchmark_version', id);
    if (status === 'sealing' || status === 'baseline')
      await transition(tx, 'benchmark_version', id, 'refuse', {
        set: { problems: JSON.stringify(problems) },
      });
  },
  'profile-open-rows': async (tx, id) => {
    const row = await queryRow(
      tx,
      SealedData,
      'SELECT dataset_version_id AS data FROM benchmark_version WHERE id = $1',
      [id],
    );
    if (row)
      await recordEvent(tx, {
        thing: 'dataset_version',
        id: row.data,
        event: 'dataset_version.open_rows_failed',
      });
  },
  'prepare-download': (tx, id) =>
    recordEvent(tx, { thing: 'dataset_version', id, event: 'dataset_version.download_failed' }),
  'compare-runs': (tx, id) => recordEvent(tx, { thing: 'run', id, event: 'run.comparison_failed' }),
  'issue-report': (tx, id) => recordEvent(tx, { thing: 'run', id, event: 'run.report_failed' }),
  'watch-certificate': (tx, id) =>
    recordEvent(tx, { thing: 'certificate', id, event: 'certificate.watch_failed' }),
  'sign-acceptance': (tx, id) => recordEvent(tx, { thing: 'pilot', id, event: 'pilot.signing_failed' }),
  'read-list': (tx, id) =>
    execute(tx, 'UPDATE list_import SET problems = $2 WHERE id = $1 AND read_at IS NULL', [
      id,
      JSON.stringify(problems),
    ]),
  'read-medium': (tx, id) =>
    execute(
      tx,
      'UPDATE solution_medium SET read_at = now(), problem = $2 WHERE id = $1 AND read_at IS NULL',
      [id, JSON.stringify({ code: 'lab_failed', detail: '' })],
    ),
  // Not asked again by this choice: the directory's suggestion stands alone.
  'suggest-routing': (tx, id) =>
    execute(
      tx,
      `SELECT routing_note(h.id, $1, NULL, NULL, NULL, 'lab_failed') FROM routing_choice h WHERE h.active`,
      [id],
    ),
  'read-ticket-file': (tx, id) =>
    execute(
      tx,
      'UPDATE ticket_file SET read_at = now(), source_sha256 = NULL, problem = $2 WHERE id = $1 AND read_at IS NULL',
      [id, JSON.stringify({ code: 'lab_failed', detail: '' })],
    ),
  'read-need-paper': (tx, id) =>
    execute(
      tx,
      'UPDATE need_paper SET read_at = now(), source_sha256 = NULL, problem = $2 WHERE id = $1 AND read_at IS NULL',
      [id, JSON.stringify({ code: 'lab_failed', detail: '' })],
    ),
  'inspect-data-job': giveUpJob,
  'run-data-job': giveUpJob,
  'write-edition': (tx, id) => recordEvent(tx, { thing: 'edition', id, event: 'edition.files_failed' }),
};

async function giveUpJob(tx: Tx, id: string): Promise<void> {
  const status = await statusOf(tx, 'data_job', id);
  if (status === 'submitted' || status === 'queued' || status === 'executing')
    await transition(tx, 'data_job', id, 'give_up', {
      set: { inspection: { ok: false, problems }, progress: null, ended_at: new Date() },
    });
}

export async function giveUp(tx: Tx, job: CappedJob, thingId: string): Promise<void> {
  await noteGivenUp(tx, job, thingId);
  await ends[job](tx, thingId);
}
