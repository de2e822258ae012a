import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { BlobReceipt } from '@scenario-lab/storage/blob-store';
import { FilesystemStore, type FilesystemStoreConfig } from '@scenario-lab/storage/filesystem-store';

/**
 * Predictions between the execute and the score phase. A store per run: two runs may well predict the same
 * bytes, and scoring the one must not take away what the other still needs.
 */
export interface Spool {
  put(runId: string, file: string): Promise<BlobReceipt>;
  /** Path of a collected file. */
  path(runId: string, sha256: string): Promise<string>;
  remove(runId: string): Promise<void>;
}

const idPattern = /^[0-9a-f-]{36}$/;

export function openSpool(dir: string, mode: NonNullable<FilesystemStoreConfig['mode']>): Spool {
  const home = (runId: string) => {
    if (!idPattern.test(runId)) throw new Error('a spool is addressed by a run’s id');
    return join(dir, runId);
  };
  const open = (runId: string) => FilesystemStore.open({ dir: home(runId), mode });
  return {
    put: async (runId, file) => (await open(runId)).put({ path: file }),
    path: async (runId, sha256) => (await open(runId)).path(sha256),
    remove: (runId) => rm(home(runId), { recursive: true, force: true }),
  };
}
