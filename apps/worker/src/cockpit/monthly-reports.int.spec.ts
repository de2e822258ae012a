import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { keyIdOf, verifyEnvelope } from '@scenario-lab/contracts/envelope';
import { monthDefinitions } from '@scenario-lab/contracts/month-figures';
import { openSystemDatabase, type SystemDatabase } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { recordEvent, transition } from '@scenario-lab/db/transition';
import { FilesystemStore } from '@scenario-lab/storage/filesystem-store';
import { type Cast, makeCast } from '@scenario-lab/testing/builders';
import { type TestDatabase, testDatabase } from '@scenario-lab/testing/database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openLabKey } from '../certificates/lab-key.js';
import { renderMonth } from '../certificates/month-page.js';
import type { About } from '../pdf/marks.js';
import { textOf } from '../pdf/test-pdf.js';
import { type MonthDesk, monthlyReportsOnce } from './monthly-reports.js';
import { rollUpOnce } from './rollups.js';

let database: TestDatabase;
let db: SystemDatabase;
let cast: Cast;
let folder: string;
let desk: MonthDesk;
let month: string;
/** What the page was told of the lab. */
const told: About[] = [];
beforeAll(async () => {
  database = await testDatabase();
  db = await openSystemDatabase(database.urls.score, 'test', 4, 'Asia/Shanghai');
  cast = await makeCast(database.owner);
  folder = await mkdtemp(join(tmpdir(), 'scenario-lab-month-'));
  desk = {
    db,
    blobs: await FilesystemStore.open({ dir: join(folder, 'blobs') }),
    key: await openLabKey(join(folder, 'key'), db),
    page: (statement, language, about) => {
      told.push(about);
      return renderMonth(statement, language, about);
    },
    publicUrl: 'https://lab.example/',
    timeZone: 'Asia/Shanghai',
  };
  const [row] = await sql<{ month: string }>(
    `SELECT to_char(current_date - interval '1 month', 'YYYY-MM') AS month`,
  );
  month = row?.month as string;
});
afterAll(async () => {
  await db?.close();
  await database?.drop();
  await rm(folder, { recursive: true, force: true });
});

const sql = async <Row>(text: string, values: unknown[] = []) =>
  (await database.owner.query(text, values)).rows as Row[];
const report = async () => {
  const [row] = await sql<{
    figures: { figure: string; slice: string | null; value: number | null; facts: number | null }[] | null;
    digest: string;
    issued_at: Date | null;
    envelope: string;
    pdf_zh_sha256: string;
    pdf_en_sha256: string;
  }>('SELECT * FROM monthly_report WHERE month = $1', [month]);
  return row;
};
const value = (
  figures: NonNullable<NonNullable<Awaited<ReturnType<typeof report>>>['figures']>,
  figure: string,
  slice: string | null,
) => figures.find((row) => row.figure === figure && row.slice === slice);

/** An engagement of which each step happened at a moment of the month, by its fraction; beyond 1 it is the next month. */
async function engaged(steps: ['propose' | 'accept' | 'decline', number][]): Promise<void> {
  const [scenario, solution, engagement] = [newId(), newId(), newId()];
  await sql(
    `INSERT INTO scenario (id, owner_id, status, need) VALUES ($1, $2, 'published', '{"criteria": []}')`,
    [scenario, cast.department.organisationId],
  );
  await sql(`INSERT INTO solution (id, owner_id, status, card) VALUES ($1, $2, 'draft', '{}')`, [
    solution,
    cast.vendor.organisationId,
  ]);
  await sql(
    'INSERT INTO engagement (id, scenario_id, solution_id, vendor_id, department_id) VALUES ($1, $2, $3, $4, $5)',
    [engagement, scenario, solution, cast.vendor.organisationId, cast.department.organisationId],
  );
  for (const [event, share] of steps) {
    const by = event === 'propose' ? cast.vendor : cast.department;
    const { eventId } = await db.asSystem((tx) => transition(tx, 'engagement', engagement, event, { by }));
    await sql(
      `UPDATE event SET at = ($2 || '-01')::date::timestamptz + $3 * (interval '1 month') WHERE id = $1`,
      [eventId, month, share],
    );
  }
}

it('says nothing of a month before the lab was there', async () => {
  await monthlyReportsOnce(desk);
  expect(await sql('SELECT * FROM monthly_report')).toEqual([]);
});

it('counts the month that has passed by itself, and what fell outside not at all', async () => {
  for (let count = 0; count < 4; count += 1)
    await engaged([
      ['propose', 0.1],
      ['accept', 0.2],
    ]);
  await engaged([
    ['propose', 0.2],
    ['decline', 0.9],
  ]);
  await engaged([
    ['propose', 0.9],
    ['accept', 1.01],
  ]);
  const listed = await db.asSystem((tx) =>
    recordEvent(tx, { thing: 'dataset', id: newId(), event: 'dataset.listed' }),
  );
  await sql(`UPDATE event SET at = ($2 || '-01')::date::timestamptz WHERE id = $1`, [listed, month]);
  const before = await db.asSystem((tx) =>
    recordEvent(tx, { thing: 'dataset', id: newId(), event: 'dataset.listed' }),
  );
  await sql(`UPDATE event SET at = ($2 || '-01')::date::timestamptz - interval '1 second' WHERE id = $1`, [
    before,
    month,
  ]);
  await sql(
    `INSERT INTO run_tally (run_id, state, ended_at, cpu_seconds) SELECT gen_random_uuid(), state,
      ($1 || '-01')::date::timestamptz + interval '20 days', 1800 FROM unnest(ARRAY['finished', 'algorithm_fault', 'cancelled']) state`,
    [month],
  );
  await rollUpOnce(db);
  await monthlyReportsOnce(desk);
  const figures = (await report())?.figures ?? [];
  expect([...new Set(figures.map(({ figure }) => figure))]).toEqual(
    monthDefinitions.map(({ figure }) => figure),
  );
  expect(value(figures, 'month.published', 'dataset.listed')?.value).toBe(1);
  expect(value(figures, 'month.entered', 'matching')?.value).toBe(6);
  expect(value(figures, 'month.here', 'matching')?.value).toBe(5);
  // Four in three days, one after the ten it had; the sixth is answered and due in the month after.
  expect(value(figures, 'month.buyer', 'response')).toMatchObject({ value: 0.8, facts: 5 });
  expect(value(figures, 'month.median_days', 'matching')).toMatchObject({ value: null, facts: 1 });
  expect(value(figures, 'month.runs', null)?.value).toBe(2);
  expect(value(figures, 'month.cpu_hours', null)?.value).toBe(1);
});

it('is sealed once two have signed these figures, and stays what it was', async () => {
  const drafted = await report();
  const sign = (personId: string, digest = drafted?.digest) =>
    sql('INSERT INTO monthly_signature (month, person_id, digest) VALUES ($1, $2, $3)', [
      month,
      personId,
      digest,
    ]);
  await sign(cast.operator.personId);
  await sign(cast.observer.personId, '0'.repeat(64));
  await monthlyReportsOnce(desk);
  expect((await report())?.issued_at).toBeNull();
  await sign(cast.reviewer.personId);
  await Promise.all([monthlyReportsOnce(desk), monthlyReportsOnce(desk)]);
  const sealed = await report();
  expect(sealed?.issued_at).not.toBeNull();
  const [key] = await sql<{ public_key: string }>('SELECT public_key FROM lab_key');
  const publicKey = key?.public_key as string;
  const trusted = { publicKey, from: null, until: null, compromisedSince: null };
  const verified = verifyEnvelope(String(sealed?.envelope), [trusted]);
  expect(verified).toMatchObject({ ok: true, keyId: keyIdOf(publicKey) });
  expect(
    JSON.parse(Buffer.from(JSON.parse(String(sealed?.envelope)).payload, 'base64').toString()),
  ).toMatchObject({
    subject: [{ name: `monthly-report/${month}`, digest: { sha256: drafted?.digest } }],
    predicate: { month, figures: drafted?.figures, signatures: [{}, {}] },
  });
  const forged = String(sealed?.envelope).replace(
    /"payload":"(.)/,
    (_, first) => `"payload":"${first === 'e' ? 'f' : 'e'}`,
  );
  expect(verifyEnvelope(forged, [trusted]).ok).toBe(false);
  for (const sha256 of [sealed?.pdf_zh_sha256, sealed?.pdf_en_sha256])
    expect((await desk.blobs.stat(sha256 as string))?.bytes).toBeGreaterThan(5_000);
  // By the lab's own name and clock, whatever the machine's is.
  const [lab] = await sql<{ name: { zh?: string; en?: string } }>(
    `SELECT name FROM organisation WHERE 'operate' = ANY(roles) ORDER BY created_at LIMIT 1`,
  );
  expect(told.map((about) => about.lab)).toEqual([lab?.name, lab?.name]);
  const printed = textOf(await buffer(await desk.blobs.get(String(sealed?.pdf_zh_sha256))));
  expect(printed).toContain('(UTC+8)');
  expect(printed).toContain((lab?.name.zh ?? lab?.name.en)?.replaceAll(' ', '').slice(0, 4));
  await monthlyReportsOnce(desk);
  expect(await report()).toEqual(sealed);
});
