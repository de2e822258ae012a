import { createHash } from 'node:crypto';
import { pipeline, type Readable, Transform } from 'node:stream';
import { BlobFault, type BlobStore } from './blob-store.js';

/** The same bytes; the stream fails with `corrupt` instead of ending when they do not hash to `sha256`. */
export function verifying(source: Readable, sha256: string): Readable {
  const hash = createHash('sha256');
  const check = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
    flush(done) {
      done(hash.digest('hex') === sha256 ? null : new BlobFault('corrupt', `Blob ${sha256} is damaged`));
    },
  });
  // The reader of `check` sees the error; the callback only keeps it from being thrown a second time.
  pipeline(source, check, () => undefined);
  return check;
}

/** Reads a blob through and tells whether it still is what its address says. Throws `missing`. */
export async function isIntact(store: BlobStore, sha256: string): Promise<boolean> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of await store.get(sha256)) hash.update(chunk as Buffer);
  } catch (error) {
    if (error instanceof BlobFault && error.code === 'corrupt') return false;
    throw error;
  }
  return hash.digest('hex') === sha256;
}
