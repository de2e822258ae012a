import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { ProblemError } from '@scenario-lab/contracts/call';
import { compromiseKey, listKeys, lookUpReport } from '@scenario-lab/contracts/certificates';
import {
  envelopeText,
  keyIdOf,
  sealEnvelope,
  signedDigest,
  verifyEnvelope,
} from '@scenario-lab/contracts/envelope';
import { listSecurityLog } from '@scenario-lab/contracts/security';
import { newId } from '@scenario-lab/db/ids';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestApp, testApp } from '../http/test-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app?.close());

const rawOf = (key: KeyObject) =>
  Buffer.from(key.export({ format: 'jwk' }).x!, 'base64url').toString('base64');

/** A key of the lab's with its dates, and reports signed with it. */
async function labKey(from: string, until: string | null) {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const raw = rawOf(publicKey);
  const keyId = keyIdOf(raw);
  await app.database.owner.query(
    'INSERT INTO lab_key (key_id, public_key, valid_from, valid_until) VALUES ($1, $2, $3, $4)',
    [keyId, raw, from, until],
  );
  const report = (issuedAt: string) =>
    sealEnvelope({ predicate: { issuedAt, nonce: newId() } }, keyId, (text) => sign(null, text, privateKey));
  return { keyId, report };
}
const trusted = () => app.as(null)(listKeys, {});
const told = async (text: string) => {
  const verified = verifyEnvelope(text, await trusted());
  return verified.ok ? (verified.askTheLab ? 'ask the lab' : 'genuine') : verified.code;
};
const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => 'went through',
    (error: ProblemError) => error.problem.code,
  );

it('a report forged with a key that was put away is not genuine, and the lab knows none of its digest', async () => {
  const { keyId, report } = await labKey('2026-01-01T00:00:00Z', '2026-06-01T00:00:00Z');
  expect(await told(envelopeText(report('2026-05-01T00:00:00Z')))).toBe('genuine');
  expect(await told(envelopeText(report('2026-07-01T00:00:00Z')))).toBe('outside_key_period');
  // Dated back it holds by its signature alone: the one thing its forger cannot have is a record.
  const back = report('2026-05-02T00:00:00Z');
  expect(await told(envelopeText(back))).toBe('genuine');
  const lookUp = (digest: string, number?: string) =>
    app.as(null)(lookUpReport, { params: { digest }, query: { number } });
  expect(await lookUp(signedDigest(back))).toEqual({
    known: false,
    certificate: null,
    badge: null,
    training: null,
  });

  // One that the lab signed and nobody published is known by its digest, and nothing of it is told.
  const { owner } = app.database;
  await owner.query('SET session_replication_role = replica');
  await owner.query(
    `INSERT INTO report (id, report_id, run_id, edition, key_id, statement, envelope, digest)
     VALUES ($1, $1, $1, 'owner', $2, '{}', $3, $4)`,
    [newId(), keyId, envelopeText(back), signedDigest(back)],
  );
  await owner.query('SET session_replication_role = origin');
  expect(await lookUp(signedDigest(back))).toEqual({
    known: true,
    certificate: null,
    badge: null,
    training: null,
  });
  expect(await lookUp(signedDigest(back), 'SL-2026-000001')).toEqual({
    known: true,
    certificate: null,
    badge: null,
    training: null,
  });
  expect(await app.sqlAs(null, 'SELECT 1 FROM report WHERE key_id = $1', [keyId])).toEqual([]);
});

it('the admin marks a key compromised, which is told, logged and never taken back', async () => {
  const { admin, operator, vendor } = app.cast;
  const { keyId, report } = await labKey('2026-01-01T00:00:00Z', null);
  const mark = (who: typeof admin | null, since: string, key = keyId) =>
    app.as(who)(compromiseKey, {
      params: { keyId: key },
      body: { since, reason: 'A laptop with a copy was stolen.' },
    });
  const before = envelopeText(report('2026-02-01T00:00:00Z'));
  const after = envelopeText(report('2026-04-01T00:00:00Z'));
  expect([await told(before), await told(after)]).toEqual(['genuine', 'genuine']);
  const since = '2026-03-01T00:00:00.000Z';
  expect(await refusal(mark(null, since))).toBe('sign_in_required');
  for (const who of [operator, vendor]) expect(await refusal(mark(who, since))).toBe('role_missing');
  expect(await refusal(mark(admin, '2999-01-01T00:00:00Z'))).toBe('invalid_input');
  expect(await refusal(mark(admin, since, 'ed25519-0000000000000000'))).toBe('not_found');
  await expect(app.sqlAs(vendor, 'SELECT compromise_key($1, now())', [keyId])).rejects.toThrow(
    /marks its keys/,
  );
  await expect(
    app.sqlAs(admin, 'UPDATE lab_key SET compromised_since = NULL WHERE key_id = $1', [keyId]),
  ).rejects.toThrow(/permission denied/);

  await mark(admin, since);
  expect([await told(before), await told(after)]).toEqual(['ask the lab', 'key_compromised']);
  const dateOf = async () => (await trusted()).find((key) => key.keyId === keyId)?.compromisedSince;
  // A later moment changes nothing, an earlier one does.
  await mark(admin, '2026-05-01T00:00:00Z');
  expect(await dateOf()).toBe(since);
  await mark(admin, '2026-01-15T00:00:00Z');
  expect(await dateOf()).toBe('2026-01-15T00:00:00.000Z');
  expect(await told(before)).toBe('key_compromised');

  const said = `SELECT count(*)::int AS n FROM event WHERE event = 'organisation.key_compromised' AND thing_id = $1`;
  expect((await app.database.owner.query(said, [admin.organisationId])).rows).toEqual([{ n: 3 }]);
  await expect
    .poll(async () => (await app.as(admin)(listSecurityLog, { query: { kind: 'key_compromised' } })).items)
    .toMatchObject([{ code: keyId }, { code: keyId }, { code: keyId }]);
});
