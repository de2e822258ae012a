import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { envelopeText, keyIdOf, sealEnvelope } from '@scenario-lab/contracts/envelope';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runHere } from './testing/streams.js';

const rawOf = (key: KeyObject): string =>
  Buffer.from(key.export({ format: 'jwk' }).x!, 'base64url').toString('base64');
const lab = generateKeyPairSync('ed25519');
const other = generateKeyPairSync('ed25519');
const key = rawOf(lab.publicKey);

const statement = {
  _type: 'https://in-toto.io/Statement/v1',
  predicateType: 'urn:scenario-lab:validation-report:1',
  predicate: {
    edition: 'vendor',
    issuedAt: '2026-11-23T08:00:00.000Z',
    vendor: { name: { zh: '观澜知泵', en: 'Guanlan' } },
    algorithm: { title: { en: 'Boosted trees' }, label: '1.0' },
    benchmark: { title: { en: 'Pump alarm' }, number: 1 },
    dataset: { truthPublic: true },
    digests: { artifact: 'ab'.repeat(32) },
    certificate: null,
    certificateObstacles: ['verdict'],
    overall: 'fail',
    criteria: [
      {
        criterion: { id: 'recall', metric: 'recall', direction: 'at_least', threshold: 0.8, must: true },
        value: 0.5,
        interval: { lower: 0.4, upper: 0.6, level: 0.95, method: 'bca' },
        bound: 0.4,
        verdict: 'fail',
        note: null,
      },
    ],
    figures: [],
  },
};
const signedBy = ({ privateKey, publicKey }: typeof lab, what: unknown = statement) =>
  envelopeText(sealEnvelope(what, keyIdOf(rawOf(publicKey)), (message) => sign(null, message, privateKey)));

let room: string;
let file: string;
const good = signedBy(lab);
beforeAll(async () => {
  room = await mkdtemp(join(tmpdir(), 'cli-verify-'));
  file = join(room, 'report.json');
});
afterAll(() => rm(room, { recursive: true, force: true }));
const verifying = async (text: string, trusted = key, ...more: string[]) => {
  await writeFile(file, text);
  return runHere(['verify', file, '--key', trusted, ...more]);
};

test('a good report verifies and is told, whatever its verdict', async () => {
  const { code, out } = await verifying(good);
  expect(code).toBe(0);
  expect(out).toContain(keyIdOf(key));
  expect(out).toContain('Guanlan');
  expect(out).toContain('Boosted trees 1.0');
  expect(out).toMatch(/Recall +yes +0\.5 +\[0\.4, 0\.6\] +≥ 0\.8 +fail/);
  expect(out).toContain('Overall: fail');
  const chinese = await verifying(good, key, '--lang', 'zh');
  expect(chinese.out).toContain('验证成立');
  expect(chinese.out).toContain('观澜知泵');
});

test('the key may lie in a file', async () => {
  const keyFile = join(room, 'lab.key');
  await writeFile(keyFile, `${rawOf(other.publicKey)}\n${key}\n`);
  expect((await verifying(good, keyFile)).code).toBe(0);
});

test('a changed byte is refused, wherever it is', async () => {
  for (let at = 0; at < good.length; at += Math.ceil(good.length / 25)) {
    const swapped = good[at] === 'A' ? 'B' : 'A';
    const { code } = await verifying(good.slice(0, at) + swapped + good.slice(at + 1));
    expect(code, `byte ${at}`).toBe(1);
  }
  const { out } = await verifying(good.replace(/"sig":"./, (found) => `${found.slice(0, -1)}_`));
  expect(out).toContain('every byte counts');
});

test('a report that an editor or mail re-formatted is whole, and said to be re-formatted', async () => {
  const pretty = JSON.stringify(JSON.parse(good), null, 2);
  for (const text of [good.trimEnd(), good.replace('\n', '\r\n'), `${good}\n`, `\uFEFF${good}`, pretty]) {
    const { code, out } = await verifying(text);
    expect(code).toBe(0);
    expect(out).toContain('the file was re-formatted');
  }
  await writeFile(file, Buffer.from(`\uFEFF${good}`, 'utf16le'));
  expect((await runHere(['verify', file, '--key', key])).code).toBe(0);
  expect((await verifying(good)).out).not.toContain('re-formatted');
  const json = await verifying(pretty.replace('eyJ', 'eyK'), key, '--json');
  expect([json.code, JSON.parse(json.out).ok]).toEqual([1, false]);
});

test('the list of keys as the lab gives it holds the date of a report against them, offline', async () => {
  const list = join(room, 'keys.json');
  const told = async (dates: { from: string; until: string | null; compromisedSince: string | null }) => {
    const one = { keyId: keyIdOf(key), alg: 'Ed25519', publicKey: key, ...dates };
    await writeFile(list, JSON.stringify([one]));
    return verifying(good, list);
  };
  const open = { from: '2026-01-01T00:00:00Z', until: null, compromisedSince: null };
  expect((await told(open)).code).toBe(0);
  // Signed with the key after the lab had put it away.
  const late = await told({ ...open, until: '2026-11-01T00:00:00Z' });
  expect(late.code).toBe(1);
  expect(late.out).toContain('did not sign with this key');
  const lost = await told({ ...open, compromisedSince: '2026-11-20T00:00:00Z' });
  expect(lost.code).toBe(1);
  expect(lost.out).toContain('after the key was compromised');
  const before = await told({ ...open, compromisedSince: '2026-11-24T00:00:00Z' });
  expect(before.code).toBe(0);
  expect(before.out).toContain('ask the lab with --online');
});

test('signed again with another key it is not trusted', async () => {
  const forged = signedBy(other);
  const { code, out } = await verifying(forged);
  expect(code).toBe(1);
  expect(out).toContain('not signed by the key you trust');
  // The name of the trusted key on another's signature.
  const named = forged.replace(keyIdOf(rawOf(other.publicKey)), keyIdOf(key));
  const json = await verifying(named, key, '--json');
  expect(json.code).toBe(1);
  expect(JSON.parse(json.out)).toEqual({ ok: false, code: 'signature_invalid' });
});

test('no key, or something that is none, is a mistake of usage', async () => {
  await writeFile(file, good);
  expect((await runHere(['verify', file])).code).toBe(2);
  expect((await runHere(['verify', file, '--key', 'AAAA'])).code).toBe(2);
  expect((await runHere(['verify', join(room, 'none.json'), '--key', key])).code).toBe(2);
});

test('what steers a terminal is shown, not obeyed', async () => {
  const { predicate } = statement;
  const nasty = { ...statement, predicate: { ...predicate, vendor: { name: { en: 'a\u001b[2Jb' } } } };
  const { code, out } = await verifying(signedBy(lab, nasty));
  expect(code).toBe(0);
  expect(out).toContain('a\\u001b[2Jb');
});

const badgeOf = (number: string) => ({
  _type: 'https://in-toto.io/Statement/v1',
  predicateType: 'urn:scenario-lab:badge:1',
  predicate: {
    issuedAt: '2026-11-23T08:00:00.000Z',
    badge: { number, kind: 'data_partner', expiresAt: '2027-11-23T15:59:59.000Z' },
    holder: { id: '00000000-0000-4000-8000-000000000001', name: { en: 'Drainage' } },
    subject: {
      thing: 'organisation',
      id: '00000000-0000-4000-8000-000000000001',
      title: { en: 'Drainage' },
    },
    rules: [],
  },
});
const trainingOf = (number: string) => ({
  _type: 'https://in-toto.io/Statement/v1',
  predicateType: 'urn:scenario-lab:training:1',
  predicate: {
    issuedAt: '2026-11-23T08:00:00.000Z',
    training: { number },
    holder: {
      name: '王小明',
      organisation: { id: '00000000-0000-4000-8000-000000000001', name: { en: 'A' } },
    },
    camp: {
      id: '00000000-0000-4000-8000-000000000002',
      title: { en: 'Camp' },
      by: { id: '00000000-0000-4000-8000-000000000003', name: { en: 'Lab' } },
      from: '2026-11-20T08:00:00.000Z',
      until: '2026-11-21T08:00:00.000Z',
    },
    rule: { sessions: 1, tasks: 0 },
    done: { sessions: [], hours: 2, tasks: [] },
  },
});
const listOf = (entries: { kind: string; number: string; status: string }[]) => ({
  _type: 'https://in-toto.io/Statement/v1',
  predicateType: 'urn:scenario-lab:status-list:1',
  predicate: {
    issuedAt: '2026-11-25T08:00:00.000Z',
    entries: entries.map((entry) => ({ ...entry, at: '2026-11-24T08:00:00.000Z' })),
  },
});

test('what the signed list says was taken back does not verify, offline; the same number of another kind does', async () => {
  const list = join(room, 'status.json');
  const against = async (what: object, entries: Parameters<typeof listOf>[0], by = lab) => {
    await writeFile(list, signedBy(by, listOf(entries)));
    return verifying(signedBy(lab, what), key, '--status', list);
  };
  const revoked = { kind: 'badge', number: 'SB-2026-0001', status: 'revoked' };
  const taken = await against(badgeOf('SB-2026-0001'), [revoked]);
  expect([taken.code, taken.out]).toEqual([1, expect.stringContaining('the lab has revoked it')]);
  expect(taken.out).not.toContain('This verifies');
  const lost = await against(badgeOf('SB-2026-0001'), [{ ...revoked, status: 'lost' }]);
  expect([lost.code, lost.out]).toEqual([1, expect.stringContaining('the badge was lost')]);
  const training = { kind: 'training', number: 'ST-2026-0001', status: 'revoked' };
  expect((await against(trainingOf('ST-2026-0001'), [training])).code).toBe(1);
  const certificate = { number: 'SL-2026-000007', expiresAt: '2027-11-23T08:00:00.000Z' };
  const report = { ...statement, predicate: { ...statement.predicate, certificate } };
  const suspended = { kind: 'certificate', number: certificate.number, status: 'suspended' };
  expect((await against(report, [suspended])).code).toBe(1);

  const other2 = await against(badgeOf('SB-2026-0002'), [revoked, training]);
  expect([other2.code, other2.out]).toEqual([0, expect.stringContaining('not on the list')]);
  expect((await against(badgeOf('SB-2026-0001'), [{ ...revoked, kind: 'training' }])).code).toBe(0);
  // A report without a certificate can be taken back by no list, and says nothing of one.
  expect((await against(statement, [suspended])).out).not.toContain('not on the list');
});

test('a list older than what is checked says so, and clears nothing; the list itself is told', async () => {
  const list = join(room, 'status.json');
  const later = badgeOf('SB-2026-0009');
  const signed = { ...later, predicate: { ...later.predicate, issuedAt: '2026-11-25T08:00:01.000Z' } };
  const entry = { kind: 'badge', number: 'SB-2026-0001', status: 'revoked' };
  await writeFile(list, signedBy(lab, listOf([entry])));
  const told = await verifying(signedBy(lab, signed), key, '--status', list);
  expect([told.code, told.out]).toEqual([0, expect.stringContaining('is older than SB-2026-0009')]);
  expect(told.out).not.toContain('is not on the list');
  const itself = await verifying(signedBy(lab, listOf([entry])), key);
  expect(itself.code).toBe(0);
  expect(itself.out).toContain('as of 2026-11-25T08:00:00.000Z; entries: 1');
  expect(itself.out).toContain('SB-2026-0001: the lab has revoked it, since 2026-11-24T08:00:00.000Z');
});

test('a list that is not the lab’s clears nothing', async () => {
  const list = join(room, 'status.json');
  const badge = signedBy(lab, badgeOf('SB-2026-0001'));
  const empty = signedBy(other, listOf([]));
  const changed = signedBy(lab, listOf([])).replace(/"sig":"./, (found) => `${found.slice(0, -1)}_`);
  for (const text of [empty, changed, 'none', badge]) {
    await writeFile(list, text);
    expect((await verifying(badge, key, '--status', list)).code).toBe(2);
  }
  expect((await verifying(badge, key, '--status', join(room, 'nothing.json'))).code).toBe(2);
});

test('a badge verifies like a report and is told with the figures of its day; one letter more and it is not', async () => {
  const badge = {
    _type: 'https://in-toto.io/Statement/v1',
    predicateType: 'urn:scenario-lab:badge:1',
    predicate: {
      issuedAt: '2026-11-23T08:00:00.000Z',
      badge: { number: 'SB-2026-0001', kind: 'data_partner', expiresAt: '2027-11-23T15:59:59.000Z' },
      holder: { id: '00000000-0000-4000-8000-000000000001', name: { zh: '排水中心', en: 'Drainage' } },
      subject: {
        thing: 'organisation',
        id: '00000000-0000-4000-8000-000000000001',
        title: { zh: '排水中心', en: 'Drainage' },
      },
      rules: [{ rule: 'users', bound: 'at_least', threshold: 2, value: 3, holds: true }],
    },
  };
  const { code, out } = await verifying(signedBy(lab, badge));
  expect(code).toBe(0);
  expect(out).toContain('SB-2026-0001');
  expect((await verifying(signedBy(other, badge))).code).toBe(1);
  const forged = JSON.parse(signedBy(lab, badge));
  const payload = Buffer.from(forged.payload, 'base64').toString().replace('0001', '0002');
  forged.payload = Buffer.from(payload).toString('base64');
  expect((await verifying(`${JSON.stringify(forged)}\n`)).code).toBe(1);
});
