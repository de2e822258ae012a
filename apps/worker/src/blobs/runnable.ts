import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type ArtifactKind,
  BundleManifest,
  type OnnxInputMap,
  type OnnxOutputMap,
} from '@scenario-lab/contracts/exam';
import type { Runnable } from '@scenario-lab/evaluation/types';
import type { BlobStore } from '@scenario-lab/storage/blob-store';
import type { z } from 'zod';
import { fetchBlob, unpackBlob } from './fetch.js';

export interface KeptArtifact {
  kind: ArtifactKind;
  sha256: string;
  /** A bundle as inspection has repacked it. */
  unpackedSha256: string | null;
  manifest: unknown;
  onnx?: { inputMap: z.infer<typeof OnnxInputMap>; outputMap: z.infer<typeof OnnxOutputMap> } | null;
}

/** Lays an inspected artifact into a new folder. Errors: as `fetchBlob`; a bundle or model that was never inspected. */
export async function runnable(blobs: BlobStore, artifact: KeptArtifact, dir: string): Promise<Runnable> {
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
