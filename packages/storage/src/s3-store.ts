import { randomUUID } from 'node:crypto';
import { type FileHandle, open, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import {
  assertSha256,
  BlobFault,
  type BlobReceipt,
  type BlobSource,
  type BlobStore,
  type ByteRange,
  type ExpectedBlob,
  isSha256,
  withinBlob,
} from './blob-store.js';
import { receive } from './receive.js';
import { verifying } from './verify.js';

export interface S3StoreConfig {
  bucket: string;
  /** Put before every key, for instance `vault/`. */
  prefix?: string;
  /** Without it Amazon's own; with it keys are addressed by path, as self-hosted servers want. */
  endpoint?: string;
  region?: string;
  credentials?: { accessKeyId: string; secretAccessKey: string };
  /** Folder where a blob waits until its digest is known. Default: the system's temporary folder. */
  spoolDir?: string;
  /** Bytes per part and per request, at least 5 MiB by the protocol. Default 8 MiB. */
  partBytes?: number;
  verifyOnRead?: boolean;
}

/** The protocol's limit of parts per upload. */
const maxParts = 10_000;
/** A blob put again within this time of its last putting is left as it is; see `FilesystemStore`. */
const youngFor = 86_400_000;

/**
 * Objects `<prefix><first two digits>/<sha256>`. The key is the digest, so a blob is spooled to disk first
 * and nothing unproven ever reaches the bucket; parts go up as buffers, which the client can retry.
 */
export class S3Store implements BlobStore {
  readonly #client: S3Client;
  readonly #bucket: string;
  readonly #prefix: string;
  readonly #spoolDir: string;
  readonly #partBytes: number;
  readonly #verify: boolean;

  constructor(config: S3StoreConfig) {
    this.#client = new S3Client({
      region: config.region ?? 'us-east-1',
      ...(config.endpoint ? { endpoint: config.endpoint, forcePathStyle: true } : {}),
      ...(config.credentials ? { credentials: config.credentials } : {}),
      // Trailing checksums are Amazon's own; other servers refuse them. We send SHA-256 ourselves.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    });
    this.#bucket = config.bucket;
    this.#prefix = config.prefix ?? '';
    this.#spoolDir = config.spoolDir ?? tmpdir();
    this.#partBytes = config.partBytes ?? 8 * 1024 * 1024;
    this.#verify = config.verifyOnRead ?? false;
  }

  async put(source: BlobSource, expected?: ExpectedBlob): Promise<BlobReceipt> {
    const spool = join(this.#spoolDir, `blob-${randomUUID()}`);
    const file = await open(spool, 'wx+', 0o600);
    try {
      // Unlinked while open: the spool goes away with the process, whatever ends it.
      await unlink(spool);
      const receipt = await receive(source, file, expected);
      const found = await this.stat(receipt.sha256);
      const young = found && found.at.getTime() > Date.now() - youngFor;
      if (young && found.bytes === receipt.bytes) return receipt;
      if (found && found.bytes !== receipt.bytes)
        throw new BlobFault('corrupt', `Blob ${receipt.sha256} holds ${found.bytes} bytes`);
      if (receipt.bytes <= this.#partBytes) await this.#putWhole(file, receipt);
      else await this.#putParts(file, receipt);
      return receipt;
    } finally {
      await file.close();
    }
  }

  async get(sha256: string, range?: ByteRange): Promise<Readable> {
    const at = this.#at(sha256);
    let bounds = '';
    if (range) {
      const found = await this.stat(sha256);
      if (!found) throw new BlobFault('missing', `No blob ${sha256}`);
      const { start, end } = withinBlob(range, found.bytes);
      bounds = `bytes=${start}-${end}`;
    }
    try {
      const answer = await this.#client.send(
        new GetObjectCommand({ ...at, ...(range ? { Range: bounds } : {}) }),
      );
      const body = answer.Body as Readable;
      return this.#verify && !range ? verifying(body, sha256) : body;
    } catch (error) {
      if (isAbsent(error)) throw new BlobFault('missing', `No blob ${sha256}`);
      throw error;
    }
  }

  async stat(sha256: string): Promise<{ bytes: number; at: Date } | null> {
    try {
      const head = await this.#client.send(new HeadObjectCommand(this.#at(sha256)));
      return { bytes: head.ContentLength ?? 0, at: head.LastModified ?? new Date() };
    } catch (error) {
      if (isAbsent(error)) return null;
      throw error;
    }
  }

  async remove(sha256: string): Promise<void> {
    await this.#client.send(new DeleteObjectCommand(this.#at(sha256)));
  }

  async *list(): AsyncIterable<BlobReceipt> {
    let token: string | undefined;
    do {
      const page = await this.#client.send(
        new ListObjectsV2Command({ Bucket: this.#bucket, Prefix: this.#prefix, ContinuationToken: token }),
      );
      for (const { Key = '', Size = 0 } of page.Contents ?? []) {
        const [shard, sha256 = '', ...rest] = Key.slice(this.#prefix.length).split('/');
        const ours = rest.length === 0 && isSha256(sha256) && shard === sha256.slice(0, 2);
        if (ours) yield { sha256, bytes: Size };
      }
      token = page.IsTruncated ? page.NextContinuationToken : undefined;
    } while (token);
  }

  /** Closes the idle connections. */
  close(): void {
    this.#client.destroy();
  }

  #at(sha256: string): { Bucket: string; Key: string } {
    assertSha256(sha256);
    return { Bucket: this.#bucket, Key: `${this.#prefix}${sha256.slice(0, 2)}/${sha256}` };
  }

  async #putWhole(file: FileHandle, { sha256, bytes }: BlobReceipt): Promise<void> {
    const checksum = Buffer.from(sha256, 'hex').toString('base64');
    const body = await readAt(file, 0, bytes);
    await this.#client.send(
      new PutObjectCommand({ ...this.#at(sha256), Body: body, ChecksumSHA256: checksum }),
    );
  }

  async #putParts(file: FileHandle, { sha256, bytes }: BlobReceipt): Promise<void> {
    const at = this.#at(sha256);
    const { UploadId } = await this.#client.send(new CreateMultipartUploadCommand(at));
    try {
      const size = Math.max(this.#partBytes, Math.ceil(bytes / maxParts));
      const parts: { ETag: string | undefined; PartNumber: number }[] = [];
      for (let from = 0; from < bytes; from += size) {
        const Body = await readAt(file, from, Math.min(size, bytes - from));
        const PartNumber = parts.length + 1;
        const { ETag } = await this.#client.send(
          new UploadPartCommand({ ...at, UploadId, PartNumber, Body }),
        );
        parts.push({ ETag, PartNumber });
      }
      await this.#client.send(
        new CompleteMultipartUploadCommand({ ...at, UploadId, MultipartUpload: { Parts: parts } }),
      );
    } catch (error) {
      await this.#client.send(new AbortMultipartUploadCommand({ ...at, UploadId })).catch(() => undefined);
      throw error;
    }
  }
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const part = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(part, filled, length - filled, position + filled);
    if (bytesRead === 0) throw new BlobFault('bad_source', 'The spooled file became shorter');
    filled += bytesRead;
  }
  return part;
}

function isAbsent(error: unknown): boolean {
  return (
    error instanceof S3ServiceException &&
    (error.name === 'NoSuchKey' || error.name === 'NotFound') &&
    error.$metadata.httpStatusCode === 404
  );
}
