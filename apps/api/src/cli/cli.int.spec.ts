import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestApp, testApp } from '../http/test-app.js';

let app: TestApp;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lab-cli-'));
  app = await testApp({ CLI_TARBALL: join(folder, 'scenario-lab.tgz') });
});
afterAll(async () => {
  await app?.close();
  await rm(folder, { recursive: true, force: true });
});

it('serves the packed command line to anybody, and says so where there is none', async () => {
  const read = () => fetch(`${app.baseUrl}/cli/scenario-lab.tgz`);
  expect((await read()).status).toBe(404);
  await writeFile(join(folder, 'scenario-lab.tgz'), 'packed');
  const answer = await read();
  expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([
    200,
    'application/gzip',
    'packed',
  ]);
  expect(answer.headers.get('content-disposition')).toMatch(/filename="scenario-lab-\d+\.\d+\.\d+\.tgz"/);
});
