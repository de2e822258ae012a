import { queryRow } from '@scenario-lab/db/core/rows';
import { transition } from '@scenario-lab/db/transition';
import { z } from 'zod';
import type { JobsDesk } from '../desk.js';
import type { WakeUp } from '../queue/jobs.js';
import { tryJob } from '../queue/try-job.js';

const WatchCertificateRow = z.object({
  status: z.string(),
});

/** The field has drifted from what was certified: the certificate is watched. Suspending it is the lab's word. */
export async function watchCertificate(desk: JobsDesk, { thingId }: WakeUp): Promise<void> {
  await tryJob(desk, 'watch-certificate', thingId, () =>
    desk.db.asSystem(async (tx) => {
      const certificate = await queryRow(
        tx,
        WatchCertificateRow,
        'SELECT status FROM certificate WHERE id = $1 FOR UPDATE',
        [thingId],
      );
      if (certificate?.status !== 'valid') return;
      await transition(tx, 'certificate', thingId, 'watch', {
        set: { status_at: new Date(), reason: 'field_drift' },
      });
    }),
  );
}
