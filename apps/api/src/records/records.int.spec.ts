import { readCockpit } from '@scenario-lab/contracts/cockpit';
import { engagementMachine } from '@scenario-lab/contracts/engagements/engagement.machine';
import type { EventOf } from '@scenario-lab/contracts/machine';
import {
  judgeReply,
  listFigures,
  publishFigure,
  type RecordFigure,
  readRecord,
  readRecordBoard,
  readRecordFacts,
  readReplies,
  recordFigures,
  replyToFigure,
  takeBackReply,
  vendorFigures,
} from '@scenario-lab/contracts/records';
import { keepRollups } from '@scenario-lab/db/cockpit/keep-rollups';
import { makeSnapshot } from '@scenario-lab/db/cockpit/make-snapshot';
import { openSystemDatabase, type SystemDatabase } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { keepRecords } from '@scenario-lab/db/records/keep-records';
import { transition } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../http/test-app.js';
import { statusOf } from '../http/test-browser.js';

let app: TestApp;
let system: SystemDatabase;
beforeAll(async () => {
  app = await testApp();
  system = await openSystemDatabase(app.database.urls.score, 'test', 2, 'Asia/Shanghai');
});
afterAll(async () => {
  await system?.close();
  await app?.close();
});

const sql = (text: string, values: unknown[] = []) => app.database.owner.query(text, values);
const look = async () => {
  while ((await system.asSystem(keepRollups)) > 0);
  await system.asSystem(keepRecords);
  await system.asSystem(makeSnapshot);
};
const today = async () =>
  (await sql(`SELECT (now() AT TIME ZONE 'Asia/Shanghai')::date::text AS day`)).rows[0].day as string;

type Step = [event: EventOf<typeof engagementMachine>, by: SignedIn, daysAgo: number];

/** An engagement of a vendor with department A, walked through its machine so many days ago. */
async function engagement(vendor: SignedIn, ...steps: Step[]): Promise<string> {
  const { department } = app.cast;
  const [scenario, solution, id] = [newId(), newId(), newId()];
  const criteria = [{ id: 'mae', metric: 'mae', direction: 'at_most', threshold: 12, must: true }];
  await sql(
    `INSERT INTO scenario (id, owner_id, status, need, field) VALUES ($1, $2, 'published', $3, 'public_services')`,
    [scenario, department.organisationId, JSON.stringify({ title: { en: 'A need' }, criteria })],
  );
  await sql(`INSERT INTO solution (id, owner_id, status, card) VALUES ($1, $2, 'draft', '{}')`, [
    solution,
    vendor.organisationId,
  ]);
  await sql(
    `INSERT INTO engagement (id, scenario_id, solution_id, vendor_id, department_id, predictions) VALUES ($1, $2, $3, $4, $5, $6)`,
    [
      id,
      scenario,
      solution,
      vendor.organisationId,
      department.organisationId,
      JSON.stringify([{ criterion: 'mae', value: 10 }]),
    ],
  );
  for (const [event, by, ago] of steps) {
    const { eventId } = await system.asSystem((tx) => transition(tx, 'engagement', id, event, { by }));
    await sql('UPDATE event SET at = now() - make_interval(days => $2) WHERE id = $1', [eventId, ago]);
  }
  await sql(
    `INSERT INTO rollup_due (event_id, thing, thing_id, event, at)
     SELECT id, thing, thing_id, event, at FROM event WHERE thing_id = $1 ON CONFLICT DO NOTHING`,
    [id],
  );
  return id;
}

const figureOf = async (who: SignedIn | null, of: SignedIn, figure: RecordFigure) => {
  const record = await app.as(who)(readRecord, { params: { id: of.organisationId } });
  return record.figures.find((one) => one.figure === figure);
};

beforeAll(async () => {
  const { vendor, otherVendor, department, operator } = app.cast;
  // Answered in time, late, and not at all; one stayed, one left, one was turned down.
  await engagement(vendor, ['invite', department, 90], ['accept', vendor, 88], ['withdraw', vendor, 80]);
  await engagement(vendor, ['invite', department, 90], ['accept', vendor, 30]);
  await engagement(vendor, ['invite', department, 90]);
  await engagement(
    vendor,
    ['propose', vendor, 90],
    ['accept', department, 88],
    ['not_select', department, 85],
  );
  await engagement(vendor, ['propose', vendor, 90], ['withdraw', vendor, 89]);
  await engagement(
    otherVendor,
    ['propose', otherVendor, 90],
    ['accept', department, 40],
    ['withdraw', operator, 39],
  );
  await training();
  await look();
});

/** Two of a vendor's people came through a camp, one of them lost the certificate; a third only waited. */
async function training(): Promise<void> {
  const { vendor, otherVendor, operator } = app.cast;
  const camp = newId();
  await sql(
    `INSERT INTO camp (id, status, organisation_id, title, about, seats, sign_up_until, sessions, tasks, rule)
     VALUES ($1, 'finished', $2, '{"zh": "实训"}', '{"zh": "x"}', 9, '2999-01-01', '[]', '[]', '{}')`,
    [camp, operator.organisationId],
  );
  const seats: [SignedIn, ('sign_up' | 'queue' | 'certify' | 'revoke' | 'fall_short' | 'release')[]][] = [
    [vendor, ['sign_up', 'certify']],
    [otherVendor, ['sign_up', 'certify', 'revoke']],
    [operator, ['queue', 'release']],
  ];
  for (const [number, [who, events]] of seats.entries()) {
    const id = newId();
    await sql(
      'INSERT INTO trainee (id, camp_id, person_id, organisation_id, number, name) VALUES ($1, $2, $3, $4, $5, $6)',
      [id, camp, who.personId, vendor.organisationId, number + 1, '王小明'],
    );
    for (const event of events) await system.asSystem((tx) => transition(tx, 'trainee', id, event, {}));
  }
}

describe('a record', () => {
  it('counts what the histories say, with what is left out and why', async () => {
    const { vendor, otherVendor, department } = app.cast;
    expect(await figureOf(vendor, vendor, 'vendor.answers')).toMatchObject({
      tally: { met: 1, facts: 3, excluded: {} },
    });
    expect(await figureOf(vendor, vendor, 'vendor.kept')).toMatchObject({
      tally: { met: 1, facts: 2, share: 0.5 },
      prior: { share: 0.5, ofTheLab: false },
    });
    expect(await figureOf(vendor, vendor, 'vendor.training')).toMatchObject({
      tally: { met: 1, facts: 2, excluded: {} },
    });
    // Seats without the names of who had them.
    const seats = await app.as(vendor)(readRecordFacts, {
      params: { id: vendor.organisationId },
      query: { figure: 'vendor.training' },
    });
    expect(seats.map(({ thing, met }) => [thing, met]).toSorted()).toEqual([
      ['camp', false],
      ['camp', true],
    ]);
    expect(JSON.stringify(seats)).not.toContain('王');
    expect(await figureOf(vendor, vendor, 'vendor.prediction')).toMatchObject({
      tally: { met: 0, facts: 0, share: null, estimate: null, excluded: { not_measured: 5 } },
    });
    expect(await figureOf(otherVendor, otherVendor, 'vendor.kept')).toMatchObject({
      tally: { facts: 0, excluded: { ended_by_others: 1 } },
    });
    expect(await figureOf(department, department, 'department.response')).toMatchObject({
      tally: { met: 1, facts: 2, excluded: { withdrawn: 1 } },
    });
  });

  it('has a fact for every one it counts, whose page its owner can open', async () => {
    const { vendor, operator } = app.cast;
    const { organisationId: id } = vendor;
    const record = await app.as(vendor)(readRecord, { params: { id } });
    expect(record.figures.map(({ figure }) => figure)).toEqual(
      recordFigures.filter((figure) => figure.startsWith('vendor.')),
    );
    for (const who of [vendor, operator])
      for (const { figure, tally } of record.figures) {
        const facts = await app.as(who)(readRecordFacts, { params: { id }, query: { figure } });
        const told = facts.filter(({ excluded }) => excluded === null);
        expect(told.reduce((sum, { weight }) => sum + weight, 0)).toBe(tally.facts);
        expect(told.filter(({ met }) => met).reduce((sum, { weight }) => sum + weight, 0)).toBe(tally.met);
        expect(facts.length - told.length).toBe(
          Object.values(tally.excluded).reduce((sum, count) => sum + (count ?? 0), 0),
        );
      }
    const { rows } = await sql(
      `SELECT t.* FROM record_tally t LEFT JOIN record_fact f USING (organisation_id, figure) WHERE f.figure IS NULL`,
    );
    expect(rows).toEqual([]);
  });

  it('says of departments what the cockpit says', async () => {
    const { department, operator } = app.cast;
    const { buyers } = await app.as(operator)(readCockpit, {});
    for (const rate of ['response', 'decision', 'conversion'] as const) {
      const own = await figureOf(department, department, `department.${rate}`);
      const told = buyers.departments.find((one) => one.department.id === department.organisationId);
      expect(own?.tally.facts).toBe(told?.rates[rate].facts);
      expect(own?.tally.excluded.withdrawn ?? 0).toBe(told?.rates[rate].excluded);
    }
  });

  it('made again is the same, and loses what is no fact any more', async () => {
    const { vendor } = app.cast;
    const before = await sql(
      'SELECT xmin, * FROM record_fact ORDER BY organisation_id, figure, thing_id, part',
    );
    await look();
    const after = await sql(
      'SELECT xmin, * FROM record_fact ORDER BY organisation_id, figure, thing_id, part',
    );
    expect(after.rows).toEqual(before.rows);
    const gone = await engagement(vendor, ['propose', vendor, 50], ['accept', app.cast.department, 49]);
    await look();
    const { rows } = await sql('SELECT 1 FROM record_fact WHERE thing_id = $1', [gone]);
    expect(rows).toHaveLength(3);
    await sql(`UPDATE engagement SET predictions = '[]' WHERE id = $1`, [gone]);
    await sql(`DELETE FROM buyer_fact WHERE engagement_id = $1`, [gone]);
    await sql(`UPDATE event SET to_status = NULL WHERE thing_id = $1`, [gone]);
    await look();
    expect((await sql('SELECT 1 FROM record_fact WHERE thing_id = $1', [gone])).rows).toEqual([]);
  });
});

describe('who reads it', () => {
  it('is the organisation itself and the lab, nobody else, by route or by SQL', async () => {
    const { vendor, otherVendor, department, observer } = app.cast;
    const params = { id: vendor.organisationId };
    expect((await app.as(observer)(readRecord, { params })).figures).toHaveLength(vendorFigures.length);
    for (const who of [otherVendor, department, null]) {
      expect((await app.as(who)(readRecord, { params })).figures).toEqual([]);
      const board = app.as(who)(readRecordBoard, { query: { figure: 'vendor.kept' } });
      expect(await statusOf(board)).toBe('404 not_found');
      const mine = `organisation_id = '${vendor.organisationId}'`;
      expect(await app.sqlAs(who, `SELECT 1 FROM record_tally WHERE ${mine}`)).toEqual([]);
    }
    for (const who of [otherVendor, department]) {
      expect(
        await app.sqlAs(who, `SELECT 1 FROM record_fact WHERE organisation_id = '${params.id}'`),
      ).toEqual([]);
      const theirs = await statusOf(app.as(who)(readRecordFacts, { params, query: {} }));
      const nobodys = await statusOf(app.as(who)(readRecordFacts, { params: { id: newId() }, query: {} }));
      expect(theirs).toBe('404 not_found');
      expect(nobodys).toBe(theirs);
    }
    await expect(app.sqlAs(null, 'SELECT 1 FROM record_fact')).rejects.toThrow(/permission denied/);
    for (const [who, statement] of [
      [vendor, `UPDATE record_tally SET met = facts`],
      [vendor, `DELETE FROM record_fact`],
      [vendor, `UPDATE record_figure SET prior_share = 1`],
    ] as const)
      await expect(app.sqlAs(who, statement), statement).rejects.toThrow(/permission denied/);
    await app.sqlAs(vendor, `UPDATE record_figure SET published_from = current_date`);
    expect((await app.as(null)(listFigures, {})).figures.some(({ published }) => published)).toBe(false);
  });

  it('is everybody from the day the lab has set, and what is behind it still is not', async () => {
    const { vendor, otherVendor, operator, reviewer } = app.cast;
    const figure = 'vendor.kept';
    const publish = (who: SignedIn, from: string | null) =>
      statusOf(app.as(who)(publishFigure, { body: { figure, from } }));
    expect(await publish(vendor, await today())).toBe('403 role_missing');
    expect(await publish(reviewer, await today())).toBe('403 role_missing');
    expect(await publish(operator, '2020-01-01')).toMatch(/^422|^400/);
    await app.as(operator)(publishFigure, { body: { figure, from: '2099-01-01' } });
    expect(await figureOf(null, vendor, figure)).toBeUndefined();
    await app.as(operator)(publishFigure, { body: { figure, from: await today() } });
    for (const who of [otherVendor, null]) {
      expect(await figureOf(who, vendor, figure)).toMatchObject({ tally: { facts: 2 }, reply: null });
      expect(await figureOf(who, vendor, 'vendor.answers')).toBeUndefined();
      const { rows } = await app.as(who)(readRecordBoard, { query: { figure } });
      expect(rows.map(({ organisation }) => organisation.id)).toEqual([vendor.organisationId]);
    }
    const facts = app.as(otherVendor)(readRecordFacts, {
      params: { id: vendor.organisationId },
      query: { figure },
    });
    expect(await statusOf(facts)).toBe('404 not_found');
    const { rows: told } = await sql(
      `SELECT count(*)::int AS n FROM event WHERE event = 'organisation.figure_published' AND thing_id = $1`,
      [vendor.organisationId],
    );
    expect(told).toEqual([{ n: 2 }]);
  });
});

describe('a reply', () => {
  const figure = 'vendor.kept';
  it('is the organisation’s own, one to a figure, and shown once the lab has read it', async () => {
    const { vendor, otherVendor, operator, reviewer } = app.cast;
    const params = { id: vendor.organisationId };
    const say = (who: SignedIn, text: string) =>
      statusOf(app.as(who)(replyToFigure, { params, body: { figure, text } }));
    expect(await say(otherVendor, 'They are bad')).toBe('404 not_found');
    expect(await say(operator, 'The lab’s words')).toBe('403 role_missing');
    expect(await say(vendor, ' ')).toMatch(/^4/);
    await app.as(vendor)(replyToFigure, {
      params,
      body: { figure, text: '<script>alert(1)</script> 停电改期' },
    });
    expect((await figureOf(vendor, vendor, figure))?.reply).toMatchObject({ state: 'waiting' });
    expect((await figureOf(otherVendor, vendor, figure))?.reply).toBeNull();
    expect(await app.sqlAs(otherVendor, 'SELECT 1 FROM record_reply')).toEqual([]);

    const [line] = await app.as(reviewer)(readReplies, {});
    expect(line?.allowed).toEqual([]);
    const at = line?.reply.at ?? '';
    const judge = (who: SignedIn, when: string, reason: string | null) =>
      statusOf(app.as(who)(judgeReply, { params, body: { figure, at: when, reason } }));
    expect(await judge(vendor, at, null)).toBe('403 role_missing');
    await app.as(vendor)(replyToFigure, { params, body: { figure, text: '停电改期，双方有约定' } });
    // Other words stand there than the lab has read.
    expect(await judge(operator, at, null)).toBe('412 changed_meanwhile');
    const [now] = await app.as(operator)(readReplies, {});
    await app.as(operator)(judgeReply, { params, body: { figure, at: now?.reply.at ?? '', reason: null } });
    expect((await figureOf(null, vendor, figure))?.reply).toMatchObject({
      text: '停电改期，双方有约定',
      state: 'shown',
    });
    const { rows } = await app.as(null)(readRecordBoard, { query: { figure } });
    expect(rows[0]?.reply).toBe('停电改期，双方有约定');

    await app.as(operator)(judgeReply, {
      params,
      body: { figure, at: now?.reply.at ?? '', reason: '含他人姓名' },
    });
    expect((await figureOf(vendor, vendor, figure))?.reply).toMatchObject({
      state: 'refused',
      reason: '含他人姓名',
    });
    expect((await figureOf(null, vendor, figure))?.reply).toBeNull();
    await app.as(vendor)(takeBackReply, { params, query: { figure } });
    expect((await figureOf(vendor, vendor, figure))?.reply).toBeNull();
    expect(await statusOf(app.as(vendor)(takeBackReply, { params, query: { figure } }))).toBe(
      '409 wrong_status',
    );
  });

  it('cannot be shown by whoever wrote it, nor written by the lab in another’s name', async () => {
    const { vendor, operator } = app.cast;
    const params = { id: vendor.organisationId };
    await app.as(vendor)(replyToFigure, { params, body: { figure, text: 'ours' } });
    await expect(
      app.sqlAs(vendor, 'UPDATE record_reply SET shown_at = now(), judged_by = app_person()'),
    ).rejects.toThrow(/row-level security/);
    await expect(app.sqlAs(operator, `UPDATE record_reply SET text = 'the lab’s'`)).rejects.toThrow(
      /row-level security/,
    );
  });
});
