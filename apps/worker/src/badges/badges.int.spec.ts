import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { badgeIn } from '@scenario-lab/contracts/badges';
import { verifyEnvelope } from '@scenario-lab/contracts/envelope';
import { openSystemDatabase, type SystemDatabase } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { transition } from '@scenario-lab/db/transition';
import { type Cast, makeCast } from '@scenario-lab/testing/builders';
import { type TestDatabase, testDatabase } from '@scenario-lab/testing/database';
import { makePartner } from '@scenario-lab/testing/partner';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openLabKey } from '../certificates/lab-key.js';
import { type BadgeDesk, badgesOnce } from './badges.js';

let database: TestDatabase;
let db: SystemDatabase;
let cast: Cast;
let desk: BadgeDesk;
let dir: string;
let datasets: [string, string];
beforeAll(async () => {
  database = await testDatabase();
  db = await openSystemDatabase(database.urls.score, 'test', 2, 'Asia/Shanghai');
  cast = await makeCast(database.owner);
  dir = await mkdtemp(join(tmpdir(), 'scenario-lab-badges-'));
  desk = { db, key: await openLabKey(dir, db) };
  datasets = await makePartner(database.owner, cast.department, [cast.vendor, cast.otherVendor]);
});
afterAll(async () => {
  await db?.close();
  await database?.drop();
  await rm(dir, { recursive: true, force: true });
});

const sql = async <Row>(text: string, values: unknown[] = []) =>
  (await database.owner.query(text, values)).rows as Row[];
interface Row {
  status: string;
  number: string | null;
  envelope: string | null;
  digest: string | null;
  reason: string | null;
  mend_by: Date | null;
}
const badge = async (id: string) => (await sql<Row>('SELECT * FROM badge WHERE id = $1', [id]))[0] as Row;

async function granted(kind = 'data_partner', thing = cast.department.organisationId): Promise<string> {
  const id = newId();
  const { organisationId, personId } = cast.department;
  await sql(
    `INSERT INTO badge (id, kind, holder_id, thing, thing_id, title, words, applied_by, rules) VALUES ($1, $2, $3, 'organisation', $4, '{"en": "A"}', '', $5, '[]')`,
    [id, kind, organisationId, thing, personId],
  );
  await sql(`INSERT INTO party (thing, thing_id, organisation_id, "right") VALUES ('badge', $1, $2, 'own')`, [
    id,
    organisationId,
  ]);
  for (const [event, by] of [
    ['apply', cast.department],
    ['recommend', cast.reviewer],
    ['grant', cast.operator],
  ] as const)
    await db.asSystem((tx) => transition(tx, 'badge', id, event, { by }));
  return id;
}
/** As if ten minutes had passed since it was looked at. */
const later = (id: string) =>
  sql(`UPDATE badge SET measured_at = measured_at - interval '11 minutes' WHERE id = $1`, [id]);
const listed = (id: string, status: string) =>
  sql('UPDATE dataset SET status = $2 WHERE id = $1', [id, status]);

it('is signed by the lab’s key with the figures of its day, and not by anybody else’s', async () => {
  const id = await granted();
  await badgesOnce(desk);
  const { status, number, envelope, digest } = await badge(id);
  expect(status).toBe('valid');
  expect(number).toMatch(/^SB-\d{4}-0001$/);
  const { publicKey } = await db.asSystem(desk.key);
  const verified = verifyEnvelope(envelope ?? '', [publicKey]);
  if (!verified.ok) throw new Error(verified.code);
  expect(verified.digest).toBe(digest);
  expect(badgeIn(verified.statement)).toMatchObject({
    badge: { number, kind: 'data_partner' },
    holder: { id: cast.department.organisationId },
    rules: [
      { rule: 'datasets_listed', value: 2, holds: true },
      { rule: 'users', value: 2, holds: true },
      { rule: 'requests_overdue', value: 0, holds: true },
    ],
  });
  // Forged: another number under the same signature, and the same words under another key.
  const forged = JSON.parse(envelope ?? '');
  const payload = Buffer.from(forged.payload, 'base64')
    .toString()
    .replace(number ?? '', 'SB-2026-9999');
  expect(
    verifyEnvelope(`${JSON.stringify({ ...forged, payload: Buffer.from(payload).toString('base64') })}\n`, [
      publicKey,
    ]).ok,
  ).toBe(false);
  expect(verifyEnvelope(envelope ?? '', [Buffer.alloc(32, 7).toString('base64')]).ok).toBe(false);
  const known = await sql('SELECT * FROM badge_known($1)', [digest]);
  expect(known).toEqual([{ number, status: 'valid' }]);
  expect(await sql('SELECT * FROM badge_known($1)', ['0'.repeat(64)])).toEqual([]);
  // Made again it signs nothing a second time.
  await badgesOnce(desk);
  expect((await badge(id)).envelope).toBe(envelope);
});

it('goes to watch with the rule named when a rule breaks, is cleared when it holds again, and is lost otherwise', async () => {
  const [{ id } = { id: '' }] = await sql<{ id: string }>(`SELECT id FROM badge WHERE status = 'valid'`);
  await listed(datasets[0], 'delisted');
  // Not looked at again so soon.
  await badgesOnce(desk);
  expect((await badge(id)).status).toBe('valid');
  await later(id);
  await badgesOnce(desk);
  expect(await badge(id)).toMatchObject({ status: 'watch', reason: 'datasets_listed' });
  const { mend_by } = await badge(id);
  expect(Math.round(((mend_by?.getTime() ?? 0) - Date.now()) / 86_400_000)).toBe(30);

  await listed(datasets[0], 'listed');
  await later(id);
  await badgesOnce(desk);
  expect(await badge(id)).toMatchObject({ status: 'valid', reason: null, mend_by: null });

  await listed(datasets[0], 'delisted');
  await later(id);
  await badgesOnce(desk);
  await later(id);
  await badgesOnce(desk);
  expect((await badge(id)).status).toBe('watch');
  await sql(`UPDATE badge SET mend_by = now() - interval '1 minute' WHERE id = $1`, [id]);
  await badgesOnce(desk);
  expect(await badge(id)).toMatchObject({ status: 'lost', reason: 'datasets_listed' });
  const events = await sql<{ event: string }>(
    `SELECT event FROM event WHERE thing_id = $1 AND person_id IS NULL ORDER BY seq`,
    [id],
  );
  expect(events.map(({ event }) => event)).toEqual([
    'badge.issued',
    'badge.watched',
    'badge.cleared',
    'badge.watched',
    'badge.lost',
  ]);
});

it('is handed back unsigned when a rule broke before the signature, and expires by its date', async () => {
  const id = await granted();
  await badgesOnce(desk);
  expect(await badge(id)).toMatchObject({ status: 'applied', envelope: null, number: null });
  await sql(`UPDATE badge SET status = 'withdrawn' WHERE id = $1`, [id]);
  await listed(datasets[0], 'listed');
  const second = await granted();
  await badgesOnce(desk);
  expect((await badge(second)).number).toMatch(/-0002$/);
  await sql(`UPDATE badge SET expires_at = now() - interval '1 second' WHERE id = $1`, [second]);
  await badgesOnce(desk);
  expect((await badge(second)).status).toBe('expired');
});

it('is judged by the thresholds it was given under; what is not signed yet by those of today', async () => {
  const id = await granted();
  await badgesOnce(desk);
  expect((await badge(id)).status).toBe('valid');
  const version = {
    ...{ number: 2, at: new Date().toISOString(), note: '提高', changes: [] },
    thresholds: { data_partner: { datasets_listed: 50 } },
  };
  await sql(`INSERT INTO setting (key, value) VALUES ('badge.thresholds', $1)`, [JSON.stringify([version])]);
  await later(id);
  await badgesOnce(desk);
  expect((await badge(id)).status).toBe('valid');
  await listed(datasets[0], 'delisted');
  await later(id);
  await badgesOnce(desk);
  expect(await badge(id)).toMatchObject({ status: 'watch', reason: 'datasets_listed' });
  await sql(`UPDATE badge SET status = 'expired' WHERE id = $1`, [id]);
  await listed(datasets[0], 'listed');
  const second = await granted();
  await badgesOnce(desk);
  expect(await badge(second)).toMatchObject({ status: 'applied', number: null });
});
