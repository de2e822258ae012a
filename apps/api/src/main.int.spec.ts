import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '@scenario-lab/db/embedded';
import { newId } from '@scenario-lab/db/ids';
import { type Cast, makeCast } from '@scenario-lab/testing/builders';
import { type TestDatabase, testDatabase } from '@scenario-lab/testing/database';
import { afterAll, beforeAll, expect, it } from 'vitest';

const compiled = join(dirname(fileURLToPath(import.meta.url)), '..', 'dist', 'main.js');

let database: TestDatabase;
let cast: Cast;
let folder: string;
let child: ChildProcess;
beforeAll(async () => {
  database = await testDatabase();
  cast = await makeCast(database.owner);
  folder = await mkdtemp(join(tmpdir(), 'lab-api-process-'));
});
afterAll(async () => {
  child?.kill('SIGKILL');
  await database?.drop();
  await rm(folder, { recursive: true, force: true });
});

/** The address the process says it listens on. */
async function start(): Promise<string> {
  const port = await freePort();
  child = spawn(process.execPath, [compiled], {
    env: {
      NODE_ENV: 'test',
      PORT: String(port),
      DATABASE_URL: database.urls.api,
      PUBLIC_DATABASE_URL: database.urls.public,
      BLOBS_DIR: join(folder, 'blobs'),
      UPLOADS_DIR: join(folder, 'uploads'),
      DRAIN_SECONDS: '1',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let words = '';
  await new Promise<void>((resolve, reject) => {
    child.once('exit', () => reject(new Error(`the API ended: ${words}`)));
    child.stdout?.on('data', (chunk: Buffer) => {
      words += chunk;
      if (words.includes('listening')) resolve();
    });
  });
  return `http://127.0.0.1:${port}/api`;
}

it('ends within its time, though a page listens and an upload never ends', async () => {
  const url = await start();
  const secret = `slt_${randomBytes(24).toString('base64url')}`;
  await database.owner.query(
    `INSERT INTO api_token (id, token_hash, person_id, organisation_id, name, expires_at)
     VALUES ($1, $2, $3, $4, 'test', now() + interval '1 day')`,
    [
      newId(),
      createHash('sha256').update(secret).digest('hex'),
      cast.vendor.personId,
      cast.vendor.organisationId,
    ],
  );
  const headers = { authorization: `Bearer ${secret}` };
  const tus = { ...headers, 'tus-resumable': '1.0.0' };
  const begun = await fetch(`${url}/uploads`, {
    method: 'POST',
    headers: {
      ...tus,
      'upload-length': '1000000',
      'upload-metadata': `filename ${btoa('a.zip')},purpose ${btoa('artifact')}`,
    },
  });
  const place = new URL(begun.headers.get('location') ?? '', url).href;
  const upload = request(place, {
    method: 'PATCH',
    headers: {
      ...tus,
      'content-type': 'application/offset+octet-stream',
      'upload-offset': '0',
      'content-length': '1000000',
    },
  });
  const cut = new Promise<string>((resolve) => {
    upload.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''));
  });
  // Sent, and then nothing more for ever.
  await new Promise<void>((resolve) => upload.write(Buffer.alloc(1_000), () => resolve()));
  const stream = await fetch(`${url}/live`, { headers });
  expect(stream.status).toBe(200);

  const since = Date.now();
  const ended = new Promise((resolve) => child.once('exit', (code) => resolve(code)));
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
  expect(Date.now() - since).toBeLessThan(10_000);
  expect(await cut).toBe('ECONNRESET');
  await stream.text().catch(() => '');
});
