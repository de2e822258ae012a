import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { execute, queryRow } from '@scenario-lab/db/core/rows';
import {
  beginJob,
  type JobFacts,
  jobStands,
  revokeJob,
  rowsStillOpen,
} from '@scenario-lab/db/data-jobs/begin-job';
import { transition } from '@scenario-lab/db/transition';
import { dataJobLimits } from '@scenario-lab/domain/data-jobs/data-job-limits';
import { defectOf, programOf } from '@scenario-lab/evaluation/program';
import type { FinishedRun, SandboxRequest } from '@scenario-lab/sandbox/types';
import { z } from 'zod';
import { fetchBlob } from '../blobs/fetch.js';
import { runnable } from '../blobs/runnable.js';
import type { ExecuteDesk } from '../desk.js';
import { onceAtATime } from '../once-at-a-time.js';
import type { WakeUp } from '../queue/jobs.js';
import { SandboxFault, tryJob } from '../queue/try-job.js';
import { type Held, holdOutputs } from './hold-outputs.js';
import { watchJob } from './watch-job.js';

/**
 * Runs a grantee's program on the open rows of a dataset version, in the sandbox like any other, and holds what it wrote.
 * A worker that dies gives the job back: it is begun again from its rows, and one line of the use log stands for it.
 */
export async function runDataJob(desk: ExecuteDesk, { thingId }: WakeUp): Promise<void> {
  if (!desk.sandbox.status.available) return;
  await onceAtATime(desk.db, `run-data-job:${thingId}`, () =>
    tryJob(desk, 'run-data-job', thingId, async () => {
      const facts = await desk.db.asSystem((tx) => beginJob(tx, thingId, desk.host, desk.workerId));
      if (!facts) return;
      const place = join(desk.workDir, 'jobs', randomUUID());
      const watch = watchJob(desk, thingId);
      try {
        await mkdir(join(place, 'in'), { recursive: true, mode: 0o711 });
        await attempt(desk, facts, place, watch);
      } finally {
        watch.stop();
        await desk.db.asSystem((tx) =>
          execute(tx, 'UPDATE data_job SET left_at = now() WHERE id = $1', [thingId]),
        );
        await rm(place, { recursive: true, force: true });
      }
    }),
  );
}

async function attempt(
  desk: ExecuteDesk,
  facts: JobFacts,
  place: string,
  watch: ReturnType<typeof watchJob>,
): Promise<void> {
  const input = join(place, 'in', 'rows.jsonl');
  await fetchBlob(desk.blobs, facts.rowsSha256, input);
  const handed = new Set(Object.keys(await firstRow(input)));
  const columns = facts.columns.filter(({ name }) => handed.has(name));
  await writeFile(join(place, 'in', 'columns.json'), JSON.stringify(columns));
  const artifact = await runnable(desk.blobs, facts.artifact, join(place, 'app'));
  const request: SandboxRequest = {
    id: facts.id,
    artifactDir: artifact.dir,
    inputDir: join(place, 'in'),
    limits: dataJobLimits,
    seed: 1,
    ...programOf(artifact, dataJobLimits.memoryBytes, 1),
  };
  await watch.tell('executing');
  const result = await desk.sandbox.run(request, { signal: watch.signal });
  try {
    // Cancelled or revoked: what it wrote until then goes, too.
    if (watch.gone()) return;
    if (result.kind === 'platform_fault') throw new SandboxFault(result.reason, result.detail);
    await watch.tell('scanning');
    const held = await holdOutputs(desk, facts.id, result, input, join(place, 'scan'), watch.signal);
    if (!watch.gone()) await collect(desk, facts.id, result, held);
  } finally {
    await desk.sandbox.discard(result);
  }
}

const CollectRow = z.object({
  status: z.string(),
});

/** Asked once more in the transaction that keeps anything: a grant revoked meanwhile leaves nothing behind. */
const collect = (desk: ExecuteDesk, id: string, result: FinishedRun, held: readonly Held[]): Promise<void> =>
  desk.db.asSystem(async (tx) => {
    const job = await queryRow(tx, CollectRow, 'SELECT status FROM data_job WHERE id = $1 FOR UPDATE', [id]);
    if (job?.status !== 'executing') return;
    if (!(await jobStands(tx, id))) {
      await revokeJob(tx, id);
      return;
    }
    // An exam was sealed meanwhile: nothing of it is kept, and it is begun again with the rows that are left.
    if (!(await rowsStillOpen(tx, id))) return;
    await execute(tx, 'DELETE FROM data_job_output WHERE data_job_id = $1', [id]);
    for (const [at, one] of held.entries())
      await execute(
        tx,
        `INSERT INTO data_job_output (data_job_id, number, kind, name, bytes, sha256, scan) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [id, at + 1, one.kind, one.name, one.bytes, one.sha256, one.scan ? JSON.stringify(one.scan) : null],
      );
    const { outcome, collectDefect } = result;
    await transition(tx, 'data_job', id, 'collect', {
      set: {
        outcome: collectDefect ? 'wrong_output' : outcome,
        defect: collectDefect ? defectOf[collectDefect.class] : null,
        resources: result.resources,
        progress: null,
        ended_at: new Date(),
      },
    });
  });

async function firstRow(file: string): Promise<Record<string, unknown>> {
  const lines = createInterface({ input: createReadStream(file) });
  try {
    for await (const line of lines) return JSON.parse(line) as Record<string, unknown>;
    return {};
  } finally {
    lines.close();
  }
}
