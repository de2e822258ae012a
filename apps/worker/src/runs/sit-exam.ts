import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { BundleManifest } from '@scenario-lab/contracts/exam';
import { executePack } from '@scenario-lab/evaluation/execute';
import { materialise } from '@scenario-lab/evaluation/pack';
import type { Runnable } from '@scenario-lab/evaluation/types';
import type { Sandbox } from '@scenario-lab/sandbox/types';
import type { BlobStore } from '@scenario-lab/storage/blob-store';
import { fetchBlob, unpackBlob } from '../blobs/fetch.js';
import type { Exam } from './exam.js';
import type { ExecuteFacts } from './execute-facts.js';

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
      artifact: await runnable(desk.blobs, facts, join(place, 'app')),
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

async function runnable(blobs: BlobStore, facts: ExecuteFacts, dir: string): Promise<Runnable> {
  const { artifact } = facts;
  if (artifact.kind === 'bundle') {
    if (artifact.unpackedSha256 === null) throw new Error('the bundle has not been inspected');
    await unpackBlob(blobs, artifact.unpackedSha256, dir);
    return { kind: 'bundle', dir, manifest: BundleManifest.parse(artifact.manifest) };
  }
  await mkdir(dir);
  const file = artifact.kind === 'wasm' ? 'module.wasm' : 'model.onnx';
  await fetchBlob(blobs, artifact.sha256, join(dir, file));
  if (artifact.kind === 'wasm') return { kind: 'wasm', dir, file };
  if (!artifact.onnx) throw new Error('the model has no input and output map');
  return { kind: 'onnx', dir, file, ...artifact.onnx };
}
