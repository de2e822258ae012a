import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openSystemDatabase } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Lab, openLab } from '../lifecycle/lab.js';
import { sweepSpool } from '../runs/sweep-spool.js';
import { expireByDate, forgetOld, forgetSilent } from './clocks.js';

let lab: Lab;
beforeAll(async () => {
  lab = await openLab();
});
afterAll(() => lab.close());

const rows = async (sql: string) => (await lab.database.owner.query(sql)).rows;

it('ends grants the day after their last', async () => {
  const { otherVendor } = lab.cast;
  await lab.database.owner.query(
    'UPDATE access_grant SET expires = current_date - 1 WHERE organisation_id = $1',
    [otherVendor.organisationId],
  );
  await lab.database.owner.query(
    'UPDATE access_grant SET expires = current_date WHERE organisation_id = $1',
    [lab.cast.vendor.organisationId],
  );
  await expireByDate(lab.db);
  await expireByDate(lab.db);
  expect(await rows('SELECT status FROM access_grant ORDER BY expires')).toEqual([
    { status: 'expired' },
    { status: 'active' },
  ]);
  expect(await rows(`SELECT count(*)::int AS n FROM event WHERE event = 'grant.expired'`)).toEqual([
    { n: 1 },
  ]);
});

it('closes needs the day after their deadline and lets requests lapse whose period is over', async () => {
  const { department, otherVendor } = lab.cast;
  const need = async (deadline: string) => {
    const id = newId();
    await lab.database.owner.query(
      `INSERT INTO scenario (id, owner_id, status, need, deadline) VALUES ($1, $2, 'published', '{"criteria": []}', ${deadline})`,
      [id, department.organisationId],
    );
    return id;
  };
  const [past, today] = [await need('current_date - 1'), await need('current_date')];
  const asked = newId();
  await lab.database.owner.query(
    `INSERT INTO access_request (id, status, dataset_id, organisation_id, owner_id, person_id, purpose, until)
     SELECT $1, 'needs_info', id, $2, owner_id, $3, 'to train', current_date - 1 FROM dataset LIMIT 1`,
    [asked, otherVendor.organisationId, otherVendor.personId],
  );
  await expireByDate(lab.db);
  await expireByDate(lab.db);
  expect(
    await rows(`SELECT id, status FROM scenario WHERE id IN ('${past}', '${today}') ORDER BY id`),
  ).toEqual([
    { id: past, status: 'closed' },
    { id: today, status: 'published' },
  ]);
  expect(await rows(`SELECT status FROM access_request WHERE id = '${asked}'`)).toEqual([
    { status: 'lapsed' },
  ]);
});

it('ends a day at the midnight of the lab’s time zone, wherever process and cluster stand', async () => {
  // 26 hours lie between these two: when the last hour of a day has come in the west, it is over in the east.
  const [east, west] = ['Pacific/Kiritimati', 'Etc/GMT+12'];
  const { department } = lab.cast;
  const id = newId();
  await lab.database.owner.query(
    `INSERT INTO scenario (id, owner_id, status, need, deadline)
     VALUES ($1, $2, 'published', '{"criteria": []}', (now() AT TIME ZONE '${west}')::date)`,
    [id, department.organisationId],
  );
  const statusAfter = async (timeZone: string) => {
    const db = await openSystemDatabase(lab.database.urls.score, 'elsewhere', 1, timeZone);
    await expireByDate(db);
    await db.close();
    return (await rows(`SELECT status FROM scenario WHERE id = '${id}'`))[0]?.status;
  };
  const before = process.env.TZ;
  try {
    for (const tz of ['UTC', 'America/Los_Angeles', 'Asia/Tokyo']) {
      process.env.TZ = tz;
      expect(await statusAfter(west), tz).toBe('published');
    }
    process.env.TZ = 'America/Los_Angeles';
    expect(await statusAfter(east)).toBe('closed');
  } finally {
    if (before === undefined) delete process.env.TZ;
    else process.env.TZ = before;
  }
});

it('forgets workers nobody has heard of for a minute', async () => {
  await lab.database.owner.query(
    `INSERT INTO worker_state (id, sandbox, seen_at) VALUES ('gone', 'available', now() - interval '61 seconds'), ('here', 'none', now())`,
  );
  await forgetSilent(lab.db);
  expect(await rows('SELECT id FROM worker_state')).toEqual([{ id: 'here' }]);
});

it('forgets what was kept for a day, and windows that have passed', async () => {
  await lab.database.owner.query(
    `INSERT INTO idempotency_key (person_id, organisation_id, route, key, request, created_at)
     SELECT gen_random_uuid(), gen_random_uuid(), 'x', age, 'x', now() - age::interval
     FROM unnest(ARRAY['23 hours', '25 hours']) AS age`,
  );
  await lab.database.owner.query(
    `INSERT INTO rate_window (key, count, until) VALUES ('a', 1, now() - interval '1 second'), ('b', 1, now() + interval '1 minute')`,
  );
  await forgetOld(lab.db);
  expect(await rows('SELECT key FROM idempotency_key')).toEqual([{ key: '23 hours' }]);
  expect(await rows('SELECT key FROM rate_window')).toEqual([{ key: 'b' }]);
});

it('keeps logs, notices and mail as long as the lab says, and never shorter than it may', async () => {
  const log = (age: string) =>
    lab.database.owner.query(
      `INSERT INTO security_entry (id, at, kind, address, agent) VALUES (gen_random_uuid(), now() - $1::interval, 'refused', $1, '')`,
      [age],
    );
  const kept = async () =>
    (await rows('SELECT address FROM security_entry ORDER BY at DESC')).map(({ address }) => address);
  const say = (value: object) =>
    lab.database.owner.query(
      `INSERT INTO setting (key, value) VALUES ('retention.days', $1)
       ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value`,
      [JSON.stringify(value)],
    );
  for (const age of ['179 days', '181 days', '401 days']) await log(age);
  await say({ security_entry: 400 });
  await forgetOld(lab.db);
  expect(await kept()).toEqual(['179 days', '181 days']);
  // Written past the lab, below what the law asks for: the usual days hold.
  await say({ security_entry: 1 });
  await forgetOld(lab.db);
  expect(await kept()).toEqual(['179 days']);
});

it('sweeps predictions nobody will score, and no other', async () => {
  const live = await lab.submit();
  const ended = await lab.submit();
  await lab.database.owner.query(`UPDATE run SET status = 'cancelled' WHERE id = $1`, [ended]);
  const spool = join(lab.folder, 'spool');
  for (const name of [live, ended, newId(), 'not-a-run']) await mkdir(join(spool, name));
  expect(await sweepSpool(lab.db, spool)).toBe(2);
  expect((await readdir(spool)).sort()).toEqual([live, 'not-a-run'].sort());
});
