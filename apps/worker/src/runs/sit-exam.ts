import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { executePack } from '@scenario-lab/evaluation/execute';
import { materialise } from '@scenario-lab/evaluation/pack';
import type { Sandbox } from '@scenario-lab/sandbox/types';
import type { BlobStore } from '@scenario-lab/storage/blob-store';
import { fetchBlob } from '../blobs/fetch.js';
import { runnable } from '../blobs/runnable.js';
import type { Exam } from './exam.js';

/** The real exam: artifact and pack from the blob store, the program in the sandbox. */
export function sitExam(desk: { sandbox: Sandbox; blobs: BlobStore; workDir: string }): Exam {
  return async ({ runId, facts, place, signal, onStarted, onProgress }) => {
    const outDir = join(place, 'out');
    const packs = join(desk.workDir, 'packs');
    await mkdir(outDir);
    await mkdir(packs, { recursive: true });
    const { pack } = facts;
    const tar = await fetchBlob(desk.blobs, pack.sha256, join(place, 'pack.tar'));
    return executePack({
      sandbox: desk.sandbox,
      id: runId,
      artifact: await runnable(desk.blobs, facts.artifact, join(place, 'app')),
      packDir: await materialise(tar, pack.sha256, packs),
      plan: facts.plan,
      rows: pack.rows,
      outDir,
      seed: facts.number % 2 ** 32,
      signal,
      onStarted,
      onProgress,
    });
  };
}
