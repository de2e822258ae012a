import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { get, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { createSolution, solutionDeeds } from '@scenario-lab/contracts/solutions';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from './test-app.js';

let app: TestApp;
let folder: string;
const script = `export const words = ${JSON.stringify('井盖位移监测 '.repeat(2_000))};`;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scenario-lab-web-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>lab</title>');
  await writeFile(join(folder, 'assets', 'main-1a2b.js'), script);
  await writeFile(join(folder, 'assets', 'face-1a2b.woff2'), Buffer.alloc(4_000, 7));
  await writeFile(join(folder, 'secret.js'), 'outside the assets');
  app = await testApp({ WEB_DIR: folder });
  const { vendor, operator } = app.cast;
  for (let n = 0; n < 5; n += 1) {
    const { id } = await app.as(vendor)(createSolution, {
      body: {
        title: { zh: `井盖位移监测 ${n}` },
        summary: { zh: '倾角传感器' },
        fields: ['public_services'],
        trl: 6,
      },
    });
    await app.as(vendor)(solutionDeeds.submit, { params: { id }, body: {} });
    await app.as(operator)(solutionDeeds.approve, { params: { id }, body: {} });
  }
});
afterAll(async () => {
  await app?.close();
  await rm(folder, { recursive: true, force: true });
});

interface Raw {
  status: number;
  headers: IncomingHttpHeaders;
  bytes: Buffer;
}
/** As it comes over the line: `fetch` would unpack it. */
const raw = (path: string, accepts?: string, method = 'GET') =>
  new Promise<Raw>((resolve, reject) => {
    const url = new URL(app.baseUrl);
    const headers = accepts === undefined ? {} : { 'accept-encoding': accepts };
    get({ host: url.hostname, port: url.port, path, headers, method }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          bytes: Buffer.concat(parts),
        }),
      );
    }).on('error', reject);
  });

describe('what is sent', () => {
  it('is compressed as the reader takes it, and says the same', async () => {
    const plain = await raw('/api/solutions');
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(plain.headers.vary).toMatch(/accept-encoding/i);
    const br = await raw('/api/solutions', 'gzip, deflate, br');
    expect(br.headers['content-encoding']).toBe('br');
    expect(brotliDecompressSync(br.bytes).equals(plain.bytes)).toBe(true);
    const zipped = await raw('/api/solutions', 'gzip, br;q=0');
    expect(zipped.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(zipped.bytes).equals(plain.bytes)).toBe(true);
    for (const answer of [br, zipped]) {
      expect(answer.bytes.length * 4).toBeLessThan(plain.bytes.length * 2);
      expect(answer.headers['content-length']).toBe(String(answer.bytes.length));
      expect(answer.headers.etag).toBe(plain.headers.etag);
    }
  });

  it('goes as it is where it is short, a head or not asked for', async () => {
    const short = await raw('/api/health/live', 'br');
    expect(short.headers['content-encoding']).toBeUndefined();
    expect((await raw('/api/solutions', 'zstd, identity')).headers['content-encoding']).toBeUndefined();
    const head = await raw('/api/solutions', 'br', 'HEAD');
    expect(head.bytes.length).toBe(0);
  });

  it('of the web’s files comes compressed, for good, and from nowhere else', async () => {
    const asset = await raw('/assets/main-1a2b.js', 'br');
    expect(asset.headers).toMatchObject({
      'content-encoding': 'br',
      'cache-control': 'public, max-age=31536000, immutable',
    });
    expect(asset.headers['content-type']).toMatch(/^(text|application)\/javascript/);
    expect(brotliDecompressSync(asset.bytes).toString()).toBe(script);
    const again = await raw('/assets/main-1a2b.js', 'gzip');
    expect(gunzipSync(again.bytes).toString()).toBe(script);
    expect((await raw('/assets/main-1a2b.js')).bytes.toString()).toBe(script);
    const face = await raw('/assets/face-1a2b.woff2', 'br');
    expect(face.headers['content-encoding']).toBeUndefined();
    expect(face.bytes.length).toBe(4_000);
    for (const path of ['/assets/..%2fsecret.js', '/assets/../secret.js/..%2f..', '/assets/none.js'])
      expect((await raw(path, 'br')).bytes.toString()).not.toContain('outside the assets');
  });
});
