import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import {
  assertSha256,
  BlobFault,
  type BlobReceipt,
  type BlobSource,
  type ExpectedBlob,
} from './blob-store.js';

/**
 * Writes a source into an open file, hashing on the way. Memory is one chunk. Throws `too_large`,
 * `length_mismatch`, `digest_mismatch`, `bad_source`, or whatever the source itself fails with.
 */
export async function receive(
  source: BlobSource,
  into: FileHandle,
  expected: ExpectedBlob = {},
): Promise<BlobReceipt> {
  if (expected.sha256 !== undefined) assertSha256(expected.sha256);
  const ceiling = Math.min(
    expected.bytes ?? Number.POSITIVE_INFINITY,
    expected.maxBytes ?? Number.POSITIVE_INFINITY,
  );
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of await chunksOf(source)) {
    const part = asBytes(chunk);
    bytes += part.length;
    if (bytes > ceiling) throw tooLong(expected, ceiling);
    hash.update(part);
    await writeWhole(into, part);
  }
  if (expected.bytes !== undefined && bytes !== expected.bytes) {
    throw new BlobFault('length_mismatch', `Expected ${expected.bytes} bytes, received ${bytes}`);
  }
  const sha256 = hash.digest('hex');
  if (expected.sha256 !== undefined && sha256 !== expected.sha256) {
    throw new BlobFault('digest_mismatch', `Expected ${expected.sha256}, received ${sha256}`);
  }
  return { sha256, bytes };
}

async function chunksOf(source: BlobSource): Promise<AsyncIterable<unknown> | Iterable<unknown>> {
  if (Buffer.isBuffer(source)) return [source];
  if (source instanceof Readable) {
    // A stream that already failed or was already read would otherwise look like an empty blob.
    if (source.destroyed || source.readableEnded) {
      throw source.errored ?? new BlobFault('bad_source', 'The stream was already consumed or destroyed');
    }
    return source;
  }
  // Not blocking and not following: a path may name a FIFO or a link that somebody else planted.
  const file = await open(source.path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  if (!(await file.stat()).isFile()) {
    await file.close();
    throw new BlobFault('bad_source', 'Only a regular file can be stored');
  }
  return file.createReadStream({ highWaterMark: 1 << 20 });
}

function asBytes(chunk: unknown): Uint8Array {
  if (chunk instanceof Uint8Array) return chunk;
  if (typeof chunk === 'string') return Buffer.from(chunk, 'utf8');
  throw new BlobFault('bad_source', 'The stream yields something other than bytes');
}

async function writeWhole(file: FileHandle, part: Uint8Array): Promise<void> {
  let offset = 0;
  while (offset < part.length) {
    const { bytesWritten } = await file.write(part, offset, part.length - offset);
    offset += bytesWritten;
  }
}

function tooLong(expected: ExpectedBlob, ceiling: number): BlobFault {
  return ceiling === expected.bytes
    ? new BlobFault('length_mismatch', `More than the expected ${ceiling} bytes`)
    : new BlobFault('too_large', `More than the permitted ${ceiling} bytes`);
}
