import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { readUpload } from '@scenario-lab/contracts/uploads';
import { makeExam } from '@scenario-lab/testing/exam';
import { Upload, type UploadOptions } from 'tus-js-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../http/test-app.js';
import { statusOf } from '../http/test-browser.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app?.close());

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const encode = (text: string) => Buffer.from(text).toString('base64');
const bearer = async (who: TestApp['cast']['vendor']) => ({
  authorization: `Bearer ${await app.tokenOf(who)}`,
});

interface Raw {
  method: 'POST' | 'HEAD' | 'PATCH' | 'DELETE';
  id?: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array<ArrayBuffer>;
  as?: TestApp['cast']['vendor'] | null;
}
const raw = async ({ method, id, headers, body, as = app.cast.vendor }: Raw) =>
  fetch(`${app.baseUrl}/uploads${id ? `/${id}` : ''}`, {
    method,
    headers: { 'tus-resumable': '1.0.0', ...(as ? await bearer(as) : {}), ...headers },
    ...(body === undefined ? {} : { body }),
  });
const announce = (bytes: number, filename = 'a.csv', purpose = 'dataset') => ({
  'upload-length': String(bytes),
  'upload-metadata': `filename ${encode(filename)},purpose ${encode(purpose)}`,
});
const begin = async (bytes: number) => {
  const response = await raw({ method: 'POST', headers: announce(bytes) });
  expect(response.status).toBe(201);
  return response.headers.get('location')?.split('/').at(-1) ?? '';
};
const patch = (id: string, offset: number, body: Buffer, as?: Raw['as']) =>
  raw({
    method: 'PATCH',
    id,
    as,
    headers: { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
    body: new Uint8Array(body),
  });

const tus = async (bytes: Buffer, options: Partial<UploadOptions>) => {
  const headers = await bearer(app.cast.vendor);
  return new Promise<string>((resolve, reject) => {
    const upload = new Upload(bytes, {
      endpoint: `${app.baseUrl}/uploads`,
      headers,
      metadata: { filename: '空气质量.csv', purpose: 'dataset' },
      retryDelays: null,
      onError: reject,
      onSuccess: () => resolve(upload.url?.split('/').at(-1) ?? ''),
      ...options,
    });
    upload.start();
  });
};

describe('an upload', () => {
  it('arrives piece by piece and ends as a blob named by its digest', async () => {
    const bytes = randomBytes(300_000);
    const id = await tus(bytes, { chunkSize: 100_000 });
    expect(await app.as(app.cast.vendor)(readUpload, { params: { id } })).toMatchObject({
      id,
      fileName: '空气质量.csv',
      purpose: 'dataset',
      bytes: 300_000,
      received: 300_000,
      sha256: sha256(bytes),
    });
    // Nothing of it is left among the unfinished ones.
    expect((await readdir(app.folders.uploads)).filter((name) => name.startsWith(id))).toEqual([]);
    expect(await readdir(`${app.folders.blobs}/objects/${sha256(bytes).slice(0, 2)}`)).toContain(
      sha256(bytes),
    );
  });

  it('goes on where it broke off, and a repeated last request changes nothing', async () => {
    const bytes = randomBytes(50_000);
    const id = await begin(bytes.length);
    expect((await patch(id, 0, bytes.subarray(0, 20_000))).status).toBe(204);
    expect(await app.as(app.cast.vendor)(readUpload, { params: { id } })).toMatchObject({
      received: 20_000,
      sha256: null,
    });
    const head = await raw({ method: 'HEAD', id });
    expect(head.headers.get('upload-offset')).toBe('20000');
    expect((await patch(id, 10_000, bytes.subarray(10_000))).status).toBe(409);
    const twice = await Promise.all([
      patch(id, 20_000, bytes.subarray(20_000)),
      patch(id, 20_000, bytes.subarray(20_000)),
    ]);
    expect(twice.map((response) => response.status)).toContain(204);
    expect(await app.as(app.cast.vendor)(readUpload, { params: { id } })).toMatchObject({
      sha256: sha256(bytes),
    });
    const again = await raw({ method: 'HEAD', id });
    expect([again.status, again.headers.get('upload-offset'), again.headers.get('upload-length')]).toEqual([
      200,
      '50000',
      '50000',
    ]);
    expect((await patch(id, 50_000, Buffer.alloc(0))).status).toBe(204);
    expect((await patch(id, 20_000, bytes.subarray(20_000))).status).toBe(409);
    expect((await raw({ method: 'DELETE', id })).status).toBe(409);
  });

  it('resumes after the line broke in the middle of a piece', async () => {
    const bytes = randomBytes(400_000);
    const id = await begin(bytes.length);
    const token = await app.tokenOf(app.cast.vendor);
    const { request } = await import('node:http');
    await new Promise<void>((resolve) => {
      const broken = request(`${app.baseUrl}/uploads/${id}`, {
        method: 'PATCH',
        headers: {
          authorization: `Bearer ${token}`,
          'tus-resumable': '1.0.0',
          'upload-offset': '0',
          'content-type': 'application/offset+octet-stream',
          'content-length': String(bytes.length),
        },
      });
      broken.on('error', () => resolve());
      broken.write(bytes.subarray(0, 150_000), () => setTimeout(() => broken.destroy(), 100));
    });
    const url = `${app.baseUrl}/uploads/${id}`;
    expect(await tus(bytes, { uploadUrl: url, retryDelays: [50, 200, 1_000] })).toBe(id);
    expect(await app.as(app.cast.vendor)(readUpload, { params: { id } })).toMatchObject({
      sha256: sha256(bytes),
    });
  });

  it('is finished by the next look when the process died between the last byte and the row', async () => {
    const bytes = randomBytes(1_000);
    const id = await begin(bytes.length);
    await patch(id, 0, bytes.subarray(0, 400));
    const { appendFile } = await import('node:fs/promises');
    await appendFile(`${app.folders.uploads}/${id}`, bytes.subarray(400));
    expect((await raw({ method: 'HEAD', id })).headers.get('upload-offset')).toBe('1000');
    expect(await app.as(app.cast.vendor)(readUpload, { params: { id } })).toMatchObject({
      sha256: sha256(bytes),
    });
  });

  it('can be given up while unfinished', async () => {
    const id = await begin(10);
    expect((await raw({ method: 'DELETE', id })).status).toBe(204);
    expect(await statusOf(app.as(app.cast.vendor)(readUpload, { params: { id } }))).toBe('404 not_found');
    expect((await readdir(app.folders.uploads)).filter((name) => name.startsWith(id))).toEqual([]);
  });

  it('belongs to whoever began it', async () => {
    const id = await begin(10);
    for (const as of [app.cast.otherVendor, app.cast.department, app.cast.operator]) {
      expect((await raw({ method: 'HEAD', id, as })).status).toBe(404);
      expect((await patch(id, 0, Buffer.from('0123456789'), as)).status).toBe(404);
      expect((await raw({ method: 'DELETE', id, as })).status).toBe(404);
      expect(await statusOf(app.as(as)(readUpload, { params: { id } }))).toBe('404 not_found');
    }
    expect((await raw({ method: 'HEAD', id, as: null })).status).toBe(401);
    expect((await raw({ method: 'POST', as: null, headers: announce(10) })).status).toBe(401);
    const held = await app.sqlAs(app.cast.otherVendor, 'SELECT id FROM upload WHERE id = $1', [id]);
    expect(held).toEqual([]);
  });

  it('is refused with a reason when its announcement is wrong', async () => {
    const answer = async (headers: Record<string, string>) => {
      const response = await raw({ method: 'POST', headers });
      const problem = (await response.json()) as { code: string; errors?: { path: string }[] };
      return [response.status, problem.code, ...(problem.errors ?? []).map((one) => one.path)];
    };
    expect(await answer({})).toEqual([422, 'invalid_input', 'filename', 'purpose', 'upload-length']);
    expect(await answer(announce(0))).toEqual([422, 'invalid_input', 'upload-length']);
    expect(await answer(announce(10, '..', 'loot'))).toEqual([422, 'invalid_input', 'filename', 'purpose']);
    expect(await answer(announce(5 * 2 ** 30))).toEqual([413, 'too_large']);
    expect(await answer({ ...announce(10), 'tus-resumable': '0.2.2' })).toEqual([412, 'bad_request']);
    const more = await begin(10);
    expect((await patch(more, 0, Buffer.alloc(11))).status).toBe(413);
    const type = { 'upload-offset': '0', 'content-type': 'text/csv' };
    expect((await raw({ method: 'PATCH', id: more, headers: type, body: 'x' })).status).toBe(400);
    expect((await raw({ method: 'HEAD', id: 'not-a-uuid' })).status).toBe(404);
    expect((await raw({ method: 'HEAD', id: '..%2f..%2fetc%2fpasswd' })).status).toBe(404);
  });

  it('cannot be begun without end', async () => {
    await app.database.owner.query(
      `INSERT INTO upload (id, organisation_id, person_id, file_name, purpose, bytes)
       SELECT gen_random_uuid(), $1, $2, 'x', 'file', 1 FROM generate_series(1, 50)`,
      [app.cast.otherVendor.organisationId, app.cast.otherVendor.personId],
    );
    const response = await raw({ method: 'POST', as: app.cast.otherVendor, headers: announce(10) });
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([
      409,
      'upload_quota',
    ]);
  });

  it('is the one its address names, whatever else stands in the address', async () => {
    const as = app.cast.department;
    const theirs = await begin(10);
    const begun = await raw({ method: 'POST', as, headers: announce(10) });
    const mine = begun.headers.get('location')?.split('/').at(-1) ?? '';
    const before = await readFile(`${app.folders.uploads}/${theirs}`);
    for (const address of [`${mine}?/${theirs}`, `${mine}?x=/${theirs}/`, `${mine}?%2f${theirs}`]) {
      const head = await raw({ method: 'HEAD', id: address, as });
      expect([head.status, head.headers.get('upload-offset')]).toEqual([200, '0']);
    }
    expect((await patch(`${mine}?/${theirs}`, 0, Buffer.from('01234'), as)).status).toBe(204);
    expect(await readFile(`${app.folders.uploads}/${theirs}`)).toEqual(before);
    expect((await raw({ method: 'HEAD', id: mine, as })).headers.get('upload-offset')).toBe('5');
    for (const address of [`${mine}/${theirs}`, `${mine}/../${theirs}`, `${mine}%2f${theirs}`])
      expect((await raw({ method: 'HEAD', id: address, as })).status).toBe(404);
    expect((await raw({ method: 'DELETE', id: `${mine}?/${theirs}`, as })).status).toBe(204);
    expect((await raw({ method: 'HEAD', id: theirs })).status).toBe(200);
    expect((await raw({ method: 'HEAD', id: mine, as })).status).toBe(404);
    // A method told in a header must not become another deed than the one asked about.
    const override = { 'x-http-method-override': 'DELETE' };
    await raw({ method: 'HEAD', id: `${mine}?/${theirs}`, as, headers: override });
    expect((await raw({ method: 'HEAD', id: theirs })).status).toBe(200);
  });

  it('of 256 MiB leaves the memory of the API where it was', async () => {
    const bytes = 2 ** 28;
    const warm = await begin(2 ** 24);
    await sendFromOutside(warm, 2 ** 24);
    const id = await begin(bytes);
    // What is held, not what lies about until a busy machine comes to collecting it.
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const held = () => {
      collect();
      const { heapUsed, external } = process.memoryUsage();
      return heapUsed + external;
    };
    const before = held();
    let most = before;
    let looks = 0;
    let watch: NodeJS.Timeout;
    // Collecting stops everything else: it has a tenth of the time at most.
    const look = () => {
      const began = performance.now();
      most = Math.max(most, held());
      looks += 1;
      watch = setTimeout(look, 100 + 10 * (performance.now() - began));
    };
    watch = setTimeout(look, 0);
    await sendFromOutside(id, bytes);
    clearTimeout(watch);
    expect(looks).toBeGreaterThan(0);
    const zeros = createHash('sha256');
    for (let part = 0; part < 16; part += 1) zeros.update(Buffer.alloc(bytes / 16));
    expect(await app.as(app.cast.vendor)(readUpload, { params: { id } })).toMatchObject({
      sha256: zeros.digest('hex'),
    });
    expect((most - before) / 2 ** 20).toBeLessThan(64);
  });
});

describe('room for uploads', () => {
  const answer = async (response: Response) => [
    response.status,
    response.status === 201 ? '' : ((await response.json()) as { code: string }).code,
  ];

  it('is counted in bytes, and many at once do not find the same room', async () => {
    const small = await testApp({ UPLOAD_QUOTA_BYTES: '1000' });
    try {
      const token = await small.tokenOf(small.cast.vendor);
      const headers = { 'tus-resumable': '1.0.0', authorization: `Bearer ${token}`, ...announce(300) };
      const post = () => fetch(`${small.baseUrl}/uploads`, { method: 'POST', headers });
      const answers = await Promise.all(Array.from({ length: 10 }, async () => answer(await post())));
      expect(answers.filter(([status]) => status === 201)).toHaveLength(3);
      expect(answers.filter(([, code]) => code === 'upload_quota')).toHaveLength(7);
      // A bundle of a few bytes that is kept as many counts as many, once however often it was handed in.
      await small.database.owner.query('DELETE FROM upload');
      await makeExam(small.database.owner, small.cast);
      await small.database.owner.query(
        `UPDATE algorithm_version SET unpacked_sha256 = repeat('ab', 32), unpacked_bytes = 600`,
      );
      expect(await answer(await post())).toEqual([201, '']);
      expect(await answer(await post())).toEqual([409, 'upload_quota']);
    } finally {
      await small.close();
    }
  });

  it('ends at the disk mark, and says so', async () => {
    const full = await testApp({ MIN_FREE_BYTES: String(2 ** 52) });
    try {
      const token = await full.tokenOf(full.cast.vendor);
      const headers = { 'tus-resumable': '1.0.0', authorization: `Bearer ${token}`, ...announce(300) };
      expect(await answer(await fetch(`${full.baseUrl}/uploads`, { method: 'POST', headers }))).toEqual([
        507,
        'storage_full',
      ]);
    } finally {
      await full.close();
    }
  });
});

/** Zeros in one request, from a process of its own, so that the sender's memory is not ours. */
async function sendFromOutside(id: string, bytes: number): Promise<void> {
  const script = `
    const [url, token, bytes] = process.argv.slice(1);
    const piece = Buffer.alloc(2 ** 20);
    const request = require('node:http').request(url, { method: 'PATCH', headers: {
      authorization: 'Bearer ' + token, 'tus-resumable': '1.0.0', 'upload-offset': '0',
      'content-type': 'application/offset+octet-stream', 'content-length': bytes } },
      (response) => process.exit(response.statusCode === 204 ? 0 : 1));
    require('node:stream').Readable.from((function* () { for (let n = bytes / piece.length; n > 0; n -= 1) yield piece; })())
      .pipe(request);`;
  const token = await app.tokenOf(app.cast.vendor);
  const url = `${app.baseUrl}/uploads/${id}`;
  await promisify(execFile)(process.execPath, ['-e', script, url, token, String(bytes)]);
}
