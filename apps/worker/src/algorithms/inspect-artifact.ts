import { ArtifactKind, OnnxInputMap, OnnxOutputMap } from '@scenario-lab/contracts/exam';
import { json, queryRow } from '@scenario-lab/db/core/rows';
import { transition } from '@scenario-lab/db/transition';
import { z } from 'zod';
import { type Inspected, withInspection } from '../blobs/inspection.js';
import type { ExecuteDesk } from '../desk.js';
import { onceAtATime } from '../once-at-a-time.js';
import type { WakeUp } from '../queue/jobs.js';
import { tryJob } from '../queue/try-job.js';

const Artifact = z.object({
  status: z.string(),
  kind: ArtifactKind,
  sha256: z.string(),
  task: z.string().nullable(),
  onnx: z.object({ inputMap: OnnxInputMap, outputMap: OnnxOutputMap }).nullable(),
});
type Artifact = z.infer<typeof Artifact>;

/** Opens a vendor's artifact in the sandbox, says everything that is wrong with it, keeps a bundle as it was repacked. */
export async function inspectArtifact(desk: ExecuteDesk, { thingId }: WakeUp): Promise<void> {
  if (!desk.sandbox.status.available) return;
  await onceAtATime(desk.db, `inspect-artifact:${thingId}`, () =>
    tryJob(desk, 'inspect-artifact', thingId, async () => {
      const artifact = await begin(desk, thingId);
      if (artifact) await inspect(desk, thingId, artifact);
    }),
  );
}

async function inspect(desk: ExecuteDesk, thingId: string, artifact: Artifact): Promise<void> {
  const { sha256, kind, task, onnx } = artifact;
  await withInspection(
    desk,
    thingId,
    { sha256, kind, ...(task ? { task } : {}), ...(onnx ? { onnx } : {}) },
    (found) => conclude(desk, thingId, found),
  );
}

const BeginRow = z.object({
  status: z.string(),
  kind: z.string(),
  sha256: z.string(),
  task: z.string().nullable(),
  onnx: json<unknown>().nullable(),
});

async function begin(desk: ExecuteDesk, id: string): Promise<Artifact | null> {
  return desk.db.asSystem(async (tx) => {
    const row = await queryRow(
      tx,
      BeginRow,
      `SELECT status, kind, sha256, sockets->>'task' AS task, onnx FROM algorithm_version WHERE id = $1`,
      [id],
    );
    if (row?.status !== 'uploaded' && row?.status !== 'inspecting') return null;
    if (row.status === 'uploaded') await transition(tx, 'algorithm_version', id, 'inspect');
    return Artifact.parse(row);
  });
}

async function conclude(desk: ExecuteDesk, id: string, { inspection, kept }: Inspected): Promise<void> {
  await desk.db.asSystem((tx) =>
    transition(tx, 'algorithm_version', id, inspection.ok ? 'pass' : 'refuse', {
      set: { inspection, unpacked_sha256: kept?.sha256 ?? null, unpacked_bytes: kept?.bytes ?? null },
    }),
  );
}
