import type { Readable } from 'node:stream';

export type BlobSource = Readable | Buffer | { path: string };

/** What the caller already knows; a blob that differs is refused and leaves nothing behind. */
export interface ExpectedBlob {
  /** 64 lower-case hexadecimal digits. */
  sha256?: string;
  bytes?: number;
  /** Upper bound in bytes; the stream is cut at the first byte beyond it. */
  maxBytes?: number;
}

export interface BlobReceipt {
  sha256: string;
  bytes: number;
}

/** First and last byte, both inclusive, as in HTTP; without `end` up to the last byte. */
export interface ByteRange {
  start: number;
  end?: number;
}

/**
 * Content-addressed blobs. The address is the SHA-256 of the bytes, so a blob never changes and
 * putting the same bytes twice is one blob. All errors of the store's own making are `BlobFault`.
 */
export interface BlobStore {
  /** Streams in; the blob exists only after the promise has resolved, and then whole. */
  put(source: BlobSource, expected?: ExpectedBlob): Promise<BlobReceipt>;
  /** Throws `missing` or `bad_range`; a verifying store ends a full read with `corrupt` on damage. */
  get(sha256: string, range?: ByteRange): Promise<Readable>;
  /** `at`: when it was last put; putting it again makes it young, give or take a day. */
  stat(sha256: string): Promise<{ bytes: number; at: Date } | null>;
  /** Only a filesystem store has paths. */
  path?(sha256: string): string;
  /** Removing what is not there is no error. */
  remove(sha256: string): Promise<void>;
  /** Every blob in the store, in no promised order. */
  list(): AsyncIterable<BlobReceipt>;
}

export type BlobFaultCode =
  | 'bad_digest'
  | 'bad_range'
  | 'bad_source'
  | 'corrupt'
  | 'digest_mismatch'
  | 'exposed'
  | 'length_mismatch'
  | 'missing'
  | 'too_large';

export class BlobFault extends Error {
  readonly code: BlobFaultCode;

  constructor(code: BlobFaultCode, message: string) {
    super(message);
    this.name = 'BlobFault';
    this.code = code;
  }
}

const digestPattern = /^[0-9a-f]{64}$/;

export function isSha256(text: string): boolean {
  return digestPattern.test(text);
}

/** Every address passes here before it becomes part of a path or a key, so no path can be smuggled in. */
export function assertSha256(text: string): void {
  if (typeof text !== 'string' || !isSha256(text)) {
    throw new BlobFault('bad_digest', 'A blob is addressed by 64 lower-case hexadecimal digits');
  }
}

/** The range as both ends inclusive within `bytes`; throws `bad_range` where nothing would be left. */
export function withinBlob(range: ByteRange, bytes: number): { start: number; end: number } {
  const end = Math.min(range.end ?? bytes - 1, bytes - 1);
  const whole = Number.isSafeInteger(range.start) && Number.isSafeInteger(end);
  if (!whole || range.start < 0 || range.start > end) {
    throw new BlobFault(
      'bad_range',
      `Range ${range.start}-${range.end ?? ''} is not within a blob of ${bytes} bytes`,
    );
  }
  return { start: range.start, end };
}
