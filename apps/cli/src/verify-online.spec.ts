import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { envelopeText, keyIdOf, sealEnvelope, verifyEnvelope } from '@scenario-lab/contracts/envelope';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runHere } from './testing/streams.js';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const key = Buffer.from(publicKey.export({ format: 'jwk' }).x!, 'base64url').toString('base64');
const number = 'SL-2026-000007';
const report = {
  edition: 'vendor',
  issuedAt: '2026-11-23T08:00:00.000Z',
  vendor: { name: { en: 'Guanlan' } },
  algorithm: { title: { en: 'Boosted trees' }, label: '1.0' },
  benchmark: { title: { en: 'Pump alarm' }, number: 1 },
  dataset: { truthPublic: false },
  digests: { artifact: 'ab'.repeat(32) },
  certificateObstacles: [],
  overall: 'pass',
  criteria: [],
  figures: [],
};
const signed = (certificate: { number: string; expiresAt: string } | null) =>
  envelopeText(
    sealEnvelope(
      {
        _type: 'https://in-toto.io/Statement/v1',
        predicateType: 'urn:scenario-lab:validation-report:1',
        predicate: { ...report, certificate },
      },
      keyIdOf(key),
      (message) => sign(null, message, privateKey),
    ),
  );
const dates = { from: '2026-01-01T00:00:00.000Z', until: null, compromisedSince: null };
const labKey = { keyId: keyIdOf(key), alg: 'Ed25519', publicKey: key, current: true, ...dates };

/** What the lab answers, and what it was asked. */
let keys: object[];
let record: { known: boolean; certificate: { number: string; status: string } | null };
let asked: string[];
let room: string;
let server: ReturnType<typeof createServer>;
beforeEach(async () => {
  keys = [labKey];
  record = { known: true, certificate: null };
  asked = [];
  room = await mkdtemp(join(tmpdir(), 'cli-online-'));
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const answer = request.url === '/api/keys' ? keys : record;
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
});
afterEach(async () => {
  await new Promise((done) => server.close(done).closeAllConnections());
  await rm(room, { recursive: true, force: true });
});

const verifying = async (
  text: string,
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
) => {
  const file = join(room, 'report.json');
  await writeFile(file, text);
  return runHere(['verify', file, '--key', key, '--online', url]);
};

test('the lab is asked for its keys and for the digest of the very report, and says it has it', async () => {
  const text = signed(null);
  const verified = verifyEnvelope(text, [key]);
  const { code, out } = await verifying(text);
  expect([code, out]).toEqual([0, expect.stringContaining('The lab has this report on record')]);
  expect(asked).toEqual(['/api/keys', `/api/report-digests/${verified.ok ? verified.digest : ''}`]);
});

test('a signature that holds is not believed where the lab knows nothing of the report', async () => {
  record = { known: false, certificate: null };
  const { code, out } = await verifying(signed(null));
  expect(code).toBe(1);
  expect(out).not.toContain('on record');
});

test('the certificate a report names must rest on it', async () => {
  const text = signed({ number, expiresAt: '2027-11-23T08:00:00.000Z' });
  expect((await verifying(text)).code).toBe(1);
  record = { known: true, certificate: { number: 'SL-2026-000008', status: 'valid' } };
  expect((await verifying(text)).code).toBe(1);
  record = { known: true, certificate: { number, status: 'valid' } };
  expect((await verifying(text)).code).toBe(0);
  expect(asked.at(-1)).toMatch(new RegExp(`number=${number}$`));
  for (const status of ['suspended', 'revoked']) {
    record = { known: true, certificate: { number, status } };
    expect((await verifying(text)).code).toBe(1);
  }
});

test('a key the lab does not have, had put away, or lost is not its key', async () => {
  const text = signed(null);
  const lists = [
    [],
    [{ ...labKey, until: '2026-11-01T00:00:00.000Z' }],
    [{ ...labKey, compromisedSince: '2026-11-20T00:00:00.000Z' }],
  ];
  for (const list of lists) {
    keys = list;
    asked = [];
    expect((await verifying(text)).code).toBe(1);
    expect(asked).toEqual(['/api/keys']);
  }
});

test('the lab takes belief away and never gives it: a bad signature is refused unasked', async () => {
  const text = signed(null);
  const { code } = await verifying(text.replace(/"sig":"./, (found) => `${found.slice(0, -1)}_`));
  expect([code, asked]).toEqual([1, []]);
});

test('where the lab cannot be reached nothing is called good', async () => {
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done).closeAllConnections());
  server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { code, out } = await verifying(signed(null), `http://127.0.0.1:${port}`);
  expect(code).not.toBe(0);
  expect(out).not.toContain('on record');
});
