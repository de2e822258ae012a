import type { BlobStore } from './blob-store.js';
import { FilesystemStore, type FilesystemStoreConfig } from './filesystem-store.js';
import type { S3StoreConfig } from './s3-store.js';

export type BlobStoreConfig =
  | ({ kind: 'filesystem' } & FilesystemStoreConfig)
  | ({ kind: 's3' } & S3StoreConfig);

/** The blob store and the vault are both opened here; they differ in configuration only. */
export async function openBlobStore(config: BlobStoreConfig): Promise<BlobStore> {
  if (config.kind === 'filesystem') return FilesystemStore.open(config);
  // Loaded on demand: the S3 client is large, and most laboratories keep their blobs on disk.
  const { S3Store } = await import('./s3-store.js');
  return new S3Store(config);
}
