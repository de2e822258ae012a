import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Inspection } from '@scenario-lab/contracts/algorithms';
import type { ArtifactKind } from '@scenario-lab/contracts/exam';
import { type SandboxResult, toolLimits } from '@scenario-lab/sandbox/types';
import type { BlobReceipt } from '@scenario-lab/storage/blob-store';
import type { z } from 'zod';
import type { ExecuteDesk } from '../desk.js';
import { SandboxFault } from '../queue/try-job.js';
import { fetchBlob } from './fetch.js';

export interface Inspected {
  inspection: z.infer<typeof Inspection>;
  /** The bundle as it was repacked: regular files only. */
  kept: BlobReceipt | null;
}

/**
 * Opens somebody's program in the sandbox, keeps a bundle as it was repacked and hands on what was found. Errors: a fault
 * of ours, for the job to be woken again.
 */
export async function withInspection(
  desk: ExecuteDesk,
  id: string,
  artifact: { sha256: string; kind: ArtifactKind; task?: string; onnx?: Record<string, unknown> },
  use: (found: Inspected) => Promise<void>,
): Promise<void> {
  const place = join(desk.workDir, 'inspections', randomUUID());
  await mkdir(join(place, 'in'), { recursive: true, mode: 0o711 });
  try {
    await fetchBlob(desk.blobs, artifact.sha256, join(place, 'in', 'artifact'));
    const { kind, task, onnx } = artifact;
    const result = await desk.sandbox.run(
      {
        id,
        runtime: 'inspect',
        inputDir: join(place, 'in'),
        limits: toolLimits,
        options: { kind, ...(onnx ?? {}), ...(task ? { task } : {}) },
      },
      { signal: desk.ending },
    );
    try {
      if (result.kind === 'platform_fault') throw new SandboxFault(result.reason, result.detail);
      const inspection = await reportOf(result);
      const repacked = result.outputs.find(({ name }) => name === 'app.tar');
      const kept = inspection.ok && repacked ? await desk.blobs.put({ path: repacked.path }) : null;
      await use({ inspection, kept });
    } finally {
      await desk.sandbox.discard(result);
    }
  } finally {
    await rm(place, { recursive: true, force: true });
  }
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
