import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { S3Store } from './s3-store.js';
import { isIntact } from './verify.js';

const digest = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');
const faultCode = (code: string) => expect.objectContaining({ name: 'BlobFault', code });

/** As much of the protocol as the store speaks, checked as strictly as a real server would. */
class FakeS3 {
  readonly objects = new Map<string, Buffer>();
  readonly uploads = new Map<string, Map<number, Buffer>>();
  readonly seen: string[] = [];
  /** Answers 500 to this many coming part uploads. */
  brokenParts = 0;
  #server: Server | undefined;

  async listen(): Promise<string> {
    this.#server = createServer((request, reply) => {
      this.#answer(request, reply).catch((error: unknown) => reply.writeHead(500).end(String(error)));
    });
    await new Promise<void>((ready) => this.#server?.listen(0, '127.0.0.1', ready));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server?.closeAllConnections();
    this.#server?.close();
  }

  async #answer(request: IncomingMessage, reply: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', 'http://s3');
    const key = decodeURIComponent(url.pathname.split('/').slice(2).join('/'));
    const query = url.searchParams;
    const body = await buffer(request);
    this.seen.push(`${request.method} ${[...query.keys()].filter((name) => name !== 'x-id').join(',')}`);
    const xml = (text: string) => reply.writeHead(200, { 'content-type': 'application/xml' }).end(text);
    const refuse = (status: number, code: string) =>
      reply
        .writeHead(status, { 'content-type': 'application/xml' })
        .end(`<Error><Code>${code}</Code></Error>`);
    if (!request.headers.authorization?.includes('Credential=key/')) return void refuse(403, 'AccessDenied');
    if (request.headers['x-amz-content-sha256'] !== digest(body)) return void refuse(400, 'BadDigest');

    const upload = this.uploads.get(query.get('uploadId') ?? '');
    if (request.method === 'POST' && query.has('uploads')) {
      const id = `u${this.uploads.size + 1}`;
      this.uploads.set(id, new Map());
      return void xml(
        `<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`,
      );
    }
    if (request.method === 'PUT' && upload) {
      if (this.brokenParts-- > 0) return void refuse(500, 'InternalError');
      upload.set(Number(query.get('partNumber')), body);
      return void reply.writeHead(200, { etag: `"${digest(body)}"` }).end();
    }
    if (request.method === 'POST' && upload) {
      const named = [...body.toString().matchAll(/<PartNumber>(\d+)</g)].map((hit) => Number(hit[1]));
      this.objects.set(key, Buffer.concat(named.map((number) => upload.get(number) ?? Buffer.from('hole'))));
      this.uploads.delete(query.get('uploadId') ?? '');
      return void xml('<CompleteMultipartUploadResult><ETag>"x"</ETag></CompleteMultipartUploadResult>');
    }
    if (request.method === 'DELETE') {
      if (query.has('uploadId')) this.uploads.delete(query.get('uploadId') ?? '');
      else this.objects.delete(key);
      return void reply.writeHead(204).end();
    }
    if (request.method === 'PUT') {
      const sum = createHash('sha256').update(body).digest('base64');
      if (request.headers['x-amz-checksum-sha256'] !== sum) return void refuse(400, 'BadDigest');
      this.objects.set(key, body);
      return void reply.writeHead(200, { etag: '"x"' }).end();
    }
    if (request.method === 'GET' && query.has('list-type')) return void xml(this.#page(query));
    const found = this.objects.get(key);
    if (!found) return void refuse(404, request.method === 'HEAD' ? 'NotFound' : 'NoSuchKey');
    const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '');
    const part = range ? found.subarray(Number(range[1]), Number(range[2]) + 1) : found;
    reply.writeHead(range ? 206 : 200, { 'content-length': part.length });
    reply.end(request.method === 'HEAD' ? undefined : part);
  }

  #page(query: URLSearchParams): string {
    const keys = [...this.objects.keys()].filter((key) => key.startsWith(query.get('prefix') ?? '')).sort();
    const from = Number(query.get('continuation-token') ?? 0);
    const rows = keys
      .slice(from, from + 2)
      .map((key) => `<Contents><Key>${key}</Key><Size>${this.objects.get(key)?.length}</Size></Contents>`);
    const more = from + 2 < keys.length;
    const next = more ? `<NextContinuationToken>${from + 2}</NextContinuationToken>` : '';
    return `<ListBucketResult><IsTruncated>${more}</IsTruncated>${next}${rows.join('')}</ListBucketResult>`;
  }
}

let fake: FakeS3;
let store: S3Store;
let spoolDir: string;
let endpoint: string;

beforeEach(async () => {
  fake = new FakeS3();
  endpoint = await fake.listen();
  spoolDir = await mkdtemp(join(tmpdir(), 'spool-'));
  store = open({});
});
afterEach(async () => {
  store.close();
  fake.close();
  expect(await readdir(spoolDir)).toEqual([]);
  await rm(spoolDir, { recursive: true });
});

function open(more: { verifyOnRead?: boolean }): S3Store {
  const credentials = { accessKeyId: 'key', secretAccessKey: 'secret' };
  return new S3Store({
    bucket: 'lab',
    prefix: 'blobs/',
    endpoint,
    credentials,
    spoolDir,
    partBytes: 5 << 20,
    ...more,
  });
}

it('keeps a small blob under its digest and serves it whole, in part and by stat', async () => {
  const receipt = await store.put(Readable.from([Buffer.from('01234'), Buffer.from('56789')]));
  const sha256 = digest('0123456789');
  expect(receipt).toEqual({ sha256, bytes: 10 });
  expect([...fake.objects.keys()]).toEqual([`blobs/${sha256.slice(0, 2)}/${sha256}`]);
  expect((await buffer(await store.get(sha256))).toString()).toBe('0123456789');
  expect((await buffer(await store.get(sha256, { start: 3, end: 5 }))).toString()).toBe('345');
  await expect(store.get(sha256, { start: 10 })).rejects.toEqual(faultCode('bad_range'));
  expect(await store.stat(sha256)).toEqual({ bytes: 10, at: expect.any(Date) });
  expect(await isIntact(store, sha256)).toBe(true);
});

it('sends a large blob in parts, repeating one that failed', async () => {
  const bytes = randomBytes(11 << 20);
  fake.brokenParts = 1;
  const { sha256 } = await store.put(Readable.from([bytes.subarray(0, 3 << 20), bytes.subarray(3 << 20)]));
  expect(fake.objects.get(`blobs/${sha256.slice(0, 2)}/${sha256}`)?.equals(bytes)).toBe(true);
  expect(fake.seen.filter((line) => line.startsWith('PUT')).length).toBe(4);
});

it('does not send what is already there', async () => {
  await store.put(Buffer.from('once'));
  fake.seen.length = 0;
  await store.put(Buffer.from('once'));
  expect(fake.seen).toEqual(['HEAD ']);
});

it('lists over pages, only its own keys, and removes', async () => {
  const receipts = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((text) => store.put(Buffer.from(text))));
  fake.objects.set('blobs/readme.txt', Buffer.from('not ours'));
  fake.objects.set(`other/aa/${'a'.repeat(64)}`, Buffer.from('not ours'));
  const listed = [];
  for await (const blob of store.list()) listed.push(blob);
  expect(listed).toHaveLength(5);
  expect(listed).toEqual(expect.arrayContaining(receipts));
  await store.remove(receipts[0]!.sha256);
  expect(await store.stat(receipts[0]!.sha256)).toBeNull();
  await expect(store.get(receipts[0]!.sha256)).rejects.toEqual(faultCode('missing'));
  await expect(store.get(receipts[0]!.sha256, { start: 0 })).rejects.toEqual(faultCode('missing'));
  await expect(store.get('../secret')).rejects.toEqual(faultCode('bad_digest'));
});

describe('refusals send nothing', () => {
  it('on a wrong digest or a source that fails', async () => {
    await expect(store.put(Buffer.from('x'), { sha256: digest('y') })).rejects.toEqual(
      faultCode('digest_mismatch'),
    );
    async function* halfway() {
      yield Buffer.from('half');
      throw new Error('line cut');
    }
    await expect(store.put(Readable.from(halfway()))).rejects.toThrow('line cut');
    expect(fake.seen).toEqual([]);
  });

  it('and an upload that keeps failing is withdrawn', async () => {
    fake.brokenParts = 100;
    await expect(store.put(randomBytes(6 << 20))).rejects.toThrow();
    expect([fake.objects.size, fake.uploads.size]).toEqual([0, 0]);
  });
});

it('ends a verified read in corrupt when the bucket was tampered with', async () => {
  const careful = open({ verifyOnRead: true });
  const { sha256 } = await careful.put(Buffer.from('truth'));
  expect((await buffer(await careful.get(sha256))).toString()).toBe('truth');
  fake.objects.set(`blobs/${sha256.slice(0, 2)}/${sha256}`, Buffer.from('trush'));
  await expect(buffer(await careful.get(sha256))).rejects.toEqual(faultCode('corrupt'));
  careful.close();
});
