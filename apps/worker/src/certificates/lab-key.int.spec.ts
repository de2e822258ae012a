import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { envelopeText, misdated, sealEnvelope, verifyEnvelope } from '@scenario-lab/contracts/envelope';
import { openSystemDatabase, type SystemDatabase } from '@scenario-lab/db/database';
import { makeCast } from '@scenario-lab/testing/builders';
import { type TestDatabase, testDatabase } from '@scenario-lab/testing/database';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { openLabKey, rotateLabKey } from './lab-key.js';

let database: TestDatabase;
let db: SystemDatabase;
let dir: string;
beforeAll(async () => {
  database = await testDatabase();
  await makeCast(database.owner);
  db = await openSystemDatabase(database.urls.score, 'test', 4);
});
afterAll(async () => {
  await db?.close();
  await database?.drop();
});
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'lab-key-'));
  await database.owner.query('DELETE FROM lab_key');
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const listed = async (): Promise<
  { key_id: string; public_key: string; valid_from: Date; valid_until: Date | null }[]
> => (await database.owner.query('SELECT * FROM lab_key ORDER BY valid_from')).rows;

it('signs with the new key after a rotation, and the old reports still verify', async () => {
  const key = await openLabKey(dir, db);
  const report = (text: string) =>
    db.asSystem(async (tx) => {
      const pair = await key(tx);
      return envelopeText(sealEnvelope({ text }, pair.keyId, pair.sign));
    });
  const before = await report('before');
  const [first] = await listed();
  const { opened, closed } = await rotateLabKey(dir, db);
  expect(closed).toEqual([first?.key_id]);
  const after = await report('after');

  const keys = await listed();
  expect(keys.map(({ key_id, valid_until }) => [key_id, valid_until === null])).toEqual([
    [first?.key_id, false],
    [opened, true],
  ]);
  const trusted = keys.map(({ public_key }) => public_key);
  // The old key ends where the new one begins, to the moment: what is dated later was not signed by the lab.
  const [closing, opening] = await listed();
  const dates = { publicKey: closing?.public_key ?? '', from: null, compromisedSince: null };
  const until = closing?.valid_until?.toISOString() ?? null;
  expect(Date.parse(until ?? '')).toBeGreaterThanOrEqual(opening?.valid_from.getTime() ?? Number.NaN);
  const dated = (issuedAt: Date) => misdated({ ...dates, until }, issuedAt.toISOString());
  expect(dated(new Date(Date.parse(until ?? '') - 1))).toBeNull();
  expect(dated(new Date(Date.parse(until ?? '') + 1))).toBe('outside_key_period');
  expect(verifyEnvelope(before, trusted)).toMatchObject({ ok: true, keyId: first?.key_id });
  expect(verifyEnvelope(after, trusted)).toMatchObject({ ok: true, keyId: opened });
  expect(verifyEnvelope(after, [first?.public_key ?? ''])).toEqual({ ok: false, code: 'no_trusted_key' });
  expect(await readdir(dir)).toEqual(['lab-key.pem']);
  expect((await stat(join(dir, 'lab-key.pem'))).mode & 0o777).toBe(0o600);
  const { rows } = await database.owner.query(
    `SELECT r.text FROM event e JOIN remark r ON r.event_id = e.id WHERE e.event = 'organisation.key_rotated'`,
  );
  expect(rows).toEqual([{ text: opened }]);
});

it('waits for a report that is being signed, which keeps its key', async () => {
  const key = await openLabKey(dir, db);
  const [first] = await listed();
  let rotated = false;
  let rotation: Promise<unknown> = Promise.resolve();
  await db.asSystem(async (tx) => {
    const pair = await key(tx);
    rotation = rotateLabKey(dir, db).then(() => {
      rotated = true;
    });
    // The rotation is at its lock by now.
    for (let waiting = 0; waiting === 0; ) {
      const { rows } = await database.owner.query(
        `SELECT count(*)::int AS waiting FROM pg_stat_activity
         WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%lab_key%'`,
      );
      waiting = rows[0].waiting;
    }
    expect(rotated).toBe(false);
    expect(pair.keyId).toBe(first?.key_id);
  });
  await rotation;
  expect((await listed()).filter(({ valid_until }) => valid_until === null)).toHaveLength(1);
});

it('refuses a key that was closed, wherever it came back from', async () => {
  await openLabKey(dir, db);
  const old = await readFile(join(dir, 'lab-key.pem'));
  const { closed } = await rotateLabKey(dir, db);
  await writeFile(join(dir, 'lab-key.pem'), old, { mode: 0o600 });
  await expect(openLabKey(dir, db)).rejects.toThrow(`the signing key ${closed[0]} was closed`);
});

it('closes every open key, as an interrupted rotation leaves two', async () => {
  await openLabKey(dir, db);
  await rm(join(dir, 'lab-key.pem'));
  await openLabKey(dir, db);
  expect(await listed()).toHaveLength(2);
  const { opened, closed } = await rotateLabKey(dir, db);
  expect(closed).toHaveLength(2);
  const open = (await listed()).filter(({ valid_until }) => valid_until === null);
  expect(open.map(({ key_id }) => key_id)).toEqual([opened]);
});

it('signs nothing with a key that others may have, until it is rotated', async () => {
  const key = await openLabKey(dir, db);
  const [open] = await listed();
  await database.owner.query('UPDATE lab_key SET compromised_since = now()');
  await expect(db.asSystem(key)).rejects.toThrow(`the signing key ${open?.key_id} was closed or compromised`);
  const { opened } = await rotateLabKey(dir, db);
  expect((await db.asSystem(key)).keyId).toBe(opened);
});
