import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Inspection } from '@scenario-lab/contracts/algorithms';
import { ArtifactKind, OnnxInputMap, OnnxOutputMap } from '@scenario-lab/contracts/exam';
import { transition } from '@scenario-lab/db/transition';
import { type SandboxResult, toolLimits } from '@scenario-lab/sandbox/types';
import { z } from 'zod';
import { fetchBlob } from '../blobs/fetch.js';
import type { ExecuteDesk } from '../desk.js';
import { onceAtATime } from '../once-at-a-time.js';
import type { WakeUp } from '../queue/jobs.js';
import { SandboxFault, tryJob } from '../queue/try-job.js';

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
  const place = join(desk.workDir, 'inspections', randomUUID());
  await mkdir(join(place, 'in'), { recursive: true, mode: 0o711 });
  try {
    await fetchBlob(desk.blobs, artifact.sha256, join(place, 'in', 'artifact'));
    const result = await desk.sandbox.run(
      {
        id: thingId,
        runtime: 'inspect',
        inputDir: join(place, 'in'),
        limits: toolLimits,
        options: {
          kind: artifact.kind,
          ...(artifact.onnx ?? {}),
          ...(artifact.task ? { task: artifact.task } : {}),
        },
      },
      { signal: desk.ending },
    );
    try {
      await conclude(desk, thingId, result);
    } finally {
      await desk.sandbox.discard(result);
    }
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

async function begin(desk: ExecuteDesk, id: string): Promise<Artifact | null> {
  return desk.db.asSystem(async (tx) => {
    const [row] = await tx.query(
      `SELECT status, kind, sha256, sockets->>'task' AS task, onnx FROM algorithm_version WHERE id = $1`,
      [id],
    );
    if (row?.status !== 'uploaded' && row?.status !== 'inspecting') return null;
    if (row.status === 'uploaded') await transition(tx, 'algorithm_version', id, 'inspect');
    return Artifact.parse(row);
  });
}

async function conclude(desk: ExecuteDesk, id: string, result: SandboxResult): Promise<void> {
  // Ours to mend; the reconciler wakes the job again, as often as `tryJob` lets it.
  if (result.kind === 'platform_fault') throw new SandboxFault(result.reason, result.detail);
  const inspection = await reportOf(result);
  const repacked = result.outputs.find(({ name }) => name === 'app.tar');
  const kept = inspection.ok && repacked ? await desk.blobs.put({ path: repacked.path }) : null;
  await desk.db.asSystem((tx) =>
    transition(tx, 'algorithm_version', id, inspection.ok ? 'pass' : 'refuse', {
      set: { inspection, unpacked_sha256: kept?.sha256 ?? null, unpacked_bytes: kept?.bytes ?? null },
    }),
  );
}

/** What the tool found. A file that ends the tool itself is the file's fault, for nothing else was in there. */
async function reportOf(
  result: Extract<SandboxResult, { kind: 'finished' }>,
): Promise<z.infer<typeof Inspection>> {
  const refused = (detail: string) => ({
    ok: false,
    problems: [{ code: 'not_inspectable', place: 'file', detail }],
  });
  const report = result.outputs.find(({ name }) => name === 'report.json');
  if (result.outcome !== 'ok' || !report) return refused(result.outcome);
  const parsed = Inspection.safeParse({
    problems: [],
    ...(JSON.parse(await readFile(report.path, 'utf8')) as Record<string, unknown>),
  });
  return parsed.success ? parsed.data : refused('report');
}
