import { JobKind } from '@scenario-lab/contracts/data-jobs';
import { queryRow } from '@scenario-lab/db/core/rows';
import { transition } from '@scenario-lab/db/transition';
import { z } from 'zod';
import { type Inspected, withInspection } from '../blobs/inspection.js';
import type { ExecuteDesk } from '../desk.js';
import { onceAtATime } from '../once-at-a-time.js';
import type { WakeUp } from '../queue/jobs.js';
import { tryJob } from '../queue/try-job.js';

const InspectDataJobRow = z.object({
  kind: z.string(),
  sha256: z.string(),
});

/** Opens a job's program in the sandbox as any vendor's; one that can be run waits for its turn. */
export async function inspectDataJob(desk: ExecuteDesk, { thingId }: WakeUp): Promise<void> {
  if (!desk.sandbox.status.available) return;
  await onceAtATime(desk.db, `inspect-data-job:${thingId}`, () =>
    tryJob(desk, 'inspect-data-job', thingId, async () => {
      const job = await desk.db.asSystem((tx) =>
        queryRow(
          tx,
          InspectDataJobRow,
          `SELECT kind, sha256 FROM data_job WHERE id = $1 AND status = 'submitted'`,
          [thingId],
        ),
      );
      if (!job) return;
      const artifact = { kind: JobKind.parse(job.kind), sha256: job.sha256 as string };
      await withInspection(desk, thingId, artifact, (found) => conclude(desk, thingId, found));
    }),
  );
}

const ConcludeRow = z.object({
  status: z.string(),
});

const conclude = (desk: ExecuteDesk, id: string, { inspection, kept }: Inspected): Promise<void> =>
  desk.db.asSystem(async (tx) => {
    const job = await queryRow(tx, ConcludeRow, 'SELECT status FROM data_job WHERE id = $1 FOR UPDATE', [id]);
    // Cancelled or revoked meanwhile.
    if (job?.status !== 'submitted') return;
    await transition(tx, 'data_job', id, inspection.ok ? 'pass' : 'fail', {
      set: {
        inspection,
        unpacked_sha256: kept?.sha256 ?? null,
        ...(inspection.ok ? {} : { ended_at: new Date() }),
      },
      deliver: inspection.ok ? ['run-data-job'] : [],
    });
  });
