import {
  makeCalendarAddress,
  readCalendar,
  readDates,
  revokeCalendarAddress,
  subscribeCalendar,
} from '@scenario-lab/contracts/calendar';
import { call } from '@scenario-lab/contracts/call';
import { follow } from '@scenario-lab/contracts/follows';
import { newId } from '@scenario-lab/db/ids';
import { hashOf } from '@scenario-lab/db/organisations/sessions.queries';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { makeActor } from '@scenario-lab/testing/builders';
import { makeCertificate } from '@scenario-lab/testing/certify';
import { makeRun } from '@scenario-lab/testing/evidence';
import { type Exam, giveParty, makeExam } from '@scenario-lab/testing/exam';
import ICAL from 'ical.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../http/test-app.js';
import { statusOf } from '../http/test-browser.js';

let app: TestApp;
let exam: Exam;
beforeAll(async () => {
  app = await testApp();
  exam = await makeExam(app.database.owner, app.cast);
});
afterAll(() => app?.close());

const sql = (text: string, values: unknown[] = []) => app.database.owner.query(text, values);
/** What ends lines, fields and files in calendars and pages. */
const hostile = `BEGIN:VALARM\r\nEND:VEVENT,;\\ "<script>"\u0000 𠮷 ${'长标题'.repeat(40)}`;

beforeEach(async () => {
  for (const table of ['calendar_address', 'follow', 'open_call']) await sql(`DELETE FROM ${table}`);
  await sql(
    `UPDATE scenario SET status = 'published', deadline = '2099-03-31',
       need = need || '{"questionsUntil": "2099-03-20", "decisionDate": "2099-05-01", "title": {"zh": "积水"}}' WHERE id = $1`,
    [exam.scenarioId],
  );
});

/** But for what waits, which every new organisation has something of. */
const datesOf = async (who: SignedIn) =>
  (await app.as(who)(readCalendar, {})).items
    .filter(({ kind }) => kind !== 'task')
    .map(({ kind, day, at }) => `${kind} ${day ?? at}`);
const addressOf = async (who: SignedIn, language: 'zh' | 'en' = 'zh') => {
  const { address } = await app.as(who)(makeCalendarAddress, { body: { language } });
  return address.match(/\/api\/calendars\/(slc_[\w-]{43})\/dates\.ics$/)?.[1] ?? '';
};
const fileAt = async (token: string) => {
  const response = await app.as(null)(subscribeCalendar, { params: { token } });
  return response.text();
};
/** Read by another's reader, not by what wrote it. */
const eventsIn = (text: string) =>
  new ICAL.Component(ICAL.parse(text) as unknown[])
    .getAllSubcomponents('vevent')
    .map((one) => new ICAL.Event(one));

describe('dates', () => {
  it('are those of needs one owns, follows or is engaged on, and of nobody else', async () => {
    const { vendor, otherVendor, department, otherDepartment, operator, observer } = app.cast;
    const three = ['questions_end 2099-03-20', 'need_deadline 2099-03-31', 'need_decision 2099-05-01'];
    expect(await datesOf(department)).toEqual(expect.arrayContaining(three));
    for (const who of [vendor, otherVendor, otherDepartment, operator, observer])
      expect((await datesOf(who)).filter((one) => three.includes(one))).toEqual([]);
    await app.as(otherVendor)(follow, { params: { thing: 'scenario', id: exam.scenarioId } });
    expect(await datesOf(otherVendor)).toEqual(three);
    const engagement = newId();
    await giveParty(app.database.owner, 'engagement', engagement, vendor.organisationId, 'own');
    await sql(
      `INSERT INTO engagement (id, status, scenario_id, solution_id, vendor_id, department_id) VALUES ($1, 'proposed', $2, $3, $4, $5)`,
      [engagement, exam.scenarioId, exam.solutionId, vendor.organisationId, department.organisationId],
    );
    expect(await datesOf(vendor)).toEqual(expect.arrayContaining(three));
    await sql(`UPDATE engagement SET status = 'declined' WHERE id = $1`, [engagement]);
    expect(await datesOf(vendor)).not.toContain(three[0]);
    // A colleague follows nothing.
    const here = { name: 'B', roles: ['supply'], id: otherVendor.organisationId };
    expect(await datesOf(await makeActor(app.database.owner, here, ['member'], ['vendor']))).toEqual([]);
    // A need that is withdrawn has no dates.
    await sql(`UPDATE scenario SET status = 'withdrawn' WHERE id = $1`, [exam.scenarioId]);
    expect(await datesOf(otherVendor)).toEqual([]);
    expect(await statusOf(app.as(null)(readCalendar, {}))).toBe('401 sign_in_required');
  });

  it('are those of calls, grants, certificates and pilots of the organisation', async () => {
    const { vendor, otherVendor, department, operator } = app.cast;
    await sql(
      `INSERT INTO open_call (id, status, scenario_id, department_id, terms, deadline, published_at)
       VALUES ($1, 'open', $2, $3, '{"title": {"zh": "征集"}}', '2099-04-01T09:00:00Z', now())`,
      [newId(), exam.scenarioId, department.organisationId],
    );
    const at = '2099-04-01T09:00:00.000Z';
    expect(await datesOf(department)).toEqual(
      expect.arrayContaining([`call_deadline ${at}`, `call_opening ${at}`]),
    );
    expect(await datesOf(operator)).toEqual(
      expect.arrayContaining([`call_deadline ${at}`, `call_opening ${at}`]),
    );
    expect(await datesOf(otherVendor)).toEqual([]);
    await app.as(otherVendor)(follow, { params: { thing: 'scenario', id: exam.scenarioId } });
    expect(await datesOf(otherVendor)).toContain(`call_deadline ${at}`);
    expect(await datesOf(otherVendor)).not.toContain(`call_opening ${at}`);

    const runId = await makeRun(app.database.owner, { vendor, ...exam });
    await makeCertificate(app.database.owner, runId);
    const grant = newId();
    await giveParty(app.database.owner, 'grant', grant, vendor.organisationId, 'own');
    await sql(
      `INSERT INTO access_grant (id, status, dataset_id, organisation_id, expires) VALUES ($1, 'active', $2, $3, '2099-06-30')`,
      [grant, exam.datasetId, vendor.organisationId],
    );
    const mine = await app.as(vendor)(readCalendar, {});
    expect(mine.items.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['certificate_expiry', 'grant_expiry']),
    );
    expect(mine.items.find(({ kind }) => kind === 'certificate_expiry')?.part?.zh).toMatch(/^SL-2026-/);
    expect((await datesOf(otherVendor)).filter((one) => /certificate|grant/.test(one))).toEqual([]);
    for (const [table, key] of [
      ['grant_terms', 'grant_id'],
      ['access_grant', 'id'],
    ])
      await sql(`DELETE FROM ${table} WHERE ${key} = $1`, [grant]);
  });

  it('are tasks with their days: a review waits for reviewers alone', async () => {
    const { vendor, reviewer } = app.cast;
    await makeRun(app.database.owner, { vendor, ...exam, status: 'in_review' });
    const { items } = await app.as(reviewer)(readCalendar, {});
    const [task] = items.filter(({ waitsFor }) => waitsFor === 'review.approve');
    expect(task).toMatchObject({ kind: 'task', thing: 'run', at: null });
    expect(task?.day).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect((await app.as(vendor)(readCalendar, {})).items.filter(({ waitsFor }) => waitsFor)).toEqual([]);
  });
});

describe('an address', () => {
  it('is a secret of its person, kept as its digest, and one at a time', async () => {
    const { otherVendor, vendor } = app.cast;
    const first = await addressOf(otherVendor);
    expect(first).not.toBe('');
    const { rows } = await sql('SELECT token_hash FROM calendar_address');
    expect(rows).toEqual([{ token_hash: hashOf(first) }]);
    expect((await app.as(otherVendor)(readCalendar, {})).address).toMatchObject({
      language: 'zh',
      lastReadAt: null,
    });
    expect((await app.as(vendor)(readCalendar, {})).address).toBeNull();
    // Not even SQL with another's settings reaches the row.
    expect(await app.sqlAs(vendor, 'SELECT * FROM calendar_address')).toEqual([]);
    expect(await app.sqlAs(vendor, 'DELETE FROM calendar_address RETURNING token_hash')).toEqual([[], 0]);
    await fileAt(first);
    expect((await app.as(otherVendor)(readCalendar, {})).address?.lastReadAt).not.toBeNull();
    const second = await addressOf(otherVendor, 'en');
    const asked = (token: string) => statusOf(app.as(null)(subscribeCalendar, { params: { token } }));
    expect(await asked(first)).toBe('404 not_found');
    expect(await fileAt(second)).toContain('X-WR-CALNAME:Lab · my dates');
    await app.as(otherVendor)(revokeCalendarAddress, {});
    expect(await asked(second)).toBe('404 not_found');
    for (const guess of [`slc_${'A'.repeat(43)}`, hashOf(second), `' OR true --${'x'.repeat(20)}`])
      expect(await asked(guess)).toBe('404 not_found');
  });

  it('opens nothing once its person has left, is suspended, or ends all their secrets', async () => {
    const { owner } = app.database;
    const here = { name: 'B', roles: ['supply'], id: app.cast.otherVendor.organisationId };
    const asked = async (token: string) => statusOf(app.as(null)(subscribeCalendar, { params: { token } }));
    const gone = await makeActor(owner, here, ['member'], ['vendor']);
    const left = await addressOf(gone);
    await sql('DELETE FROM membership WHERE person_id = $1', [gone.personId]);
    expect(await asked(left)).toBe('404 not_found');
    const suspended = await makeActor(owner, here, ['member'], ['vendor']);
    const shut = await addressOf(suspended);
    await sql('UPDATE person SET suspended = true WHERE id = $1', [suspended.personId]);
    expect(await asked(shut)).toBe('404 not_found');
    await sql('UPDATE person SET suspended = false WHERE id = $1', [suspended.personId]);
    expect(await asked(shut)).toBe('done');
    await app.sqlAs(suspended, 'SELECT forget_calendar_address($1)', [suspended.personId]);
    expect(await asked(shut)).toBe('404 not_found');
  });

  it('is not made with a token that may only read or hand in', async () => {
    const { vendor } = app.cast;
    for (const scope of ['read', 'submit', 'tickets']) {
      const secret = `slt_${newId()}${newId()}`;
      await sql(
        `INSERT INTO api_token (id, token_hash, person_id, organisation_id, name, scope, expires_at)
         VALUES ($1, $2, $3, $4, 't', $5, now() + interval '1 day')`,
        [newId(), hashOf(secret), vendor.personId, vendor.organisationId, scope],
      );
      const client = { baseUrl: app.baseUrl, headers: () => ({ authorization: `Bearer ${secret}` }) };
      expect(await statusOf(call(client, makeCalendarAddress, { body: { language: 'zh' } }))).toMatch(/^403/);
    }
  });
});

describe('the file', () => {
  it('is iCalendar another reader reads: days, moments, texts that try to end it', async () => {
    const { department } = app.cast;
    await sql(`UPDATE scenario SET need = jsonb_set(need, '{title}', $2) WHERE id = $1`, [
      exam.scenarioId,
      JSON.stringify({ zh: hostile.replace('\u0000', '\u0007') }),
    ]);
    await sql(
      `INSERT INTO open_call (id, status, scenario_id, department_id, terms, deadline, published_at)
       VALUES ($1, 'open', $2, $3, '{"title": {"zh": "征集"}}', '2099-04-01T09:00:00Z', now())`,
      [newId(), exam.scenarioId, department.organisationId],
    );
    const text = await fileAt(await addressOf(department));
    const lines = text.split('\r\n');
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n\u0000-\u0008]/);
    for (const line of lines) expect(Buffer.byteLength(line), line).toBeLessThanOrEqual(75);
    expect(text).not.toContain('�');
    expect(lines).not.toContain('BEGIN:VALARM');
    expect(lines.filter((line) => line === 'BEGIN:VEVENT')).toHaveLength(eventsIn(text).length);
    const deadline = eventsIn(text).find(({ summary }) => summary.startsWith('征集截止'));
    expect(deadline?.summary).toContain('BEGIN:VALARM END:VEVENT,;\\ "<script>" 𠮷 长标题');
    expect(deadline?.startDate.toString()).toBe('2099-03-31');
    expect(deadline?.startDate.isDate).toBe(true);
    expect(deadline?.description).toContain('2099-03-31 24:00');
    expect(deadline?.description).toContain('Asia/Shanghai');
    const due = eventsIn(text).find(({ summary }) => summary.startsWith('方案递交截止'));
    expect(due?.startDate.toJSDate().toISOString()).toBe('2099-04-01T09:00:00.000Z');
    expect(due?.description).toContain('2099-04-01 17:00');
    // Sorted into the calendar the day it is, whatever the reader's zone.
    expect(text).toContain('DTSTART;VALUE=DATE:20990331');
  });

  it('keeps a date’s name when it moves, and counts the move', async () => {
    const { department } = app.cast;
    const token = await addressOf(department);
    const read = async () => {
      const event = eventsIn(await fileAt(token)).find(({ summary }) => summary.startsWith('征集截止'));
      return { uid: event?.uid, sequence: event?.sequence ?? -1, day: event?.startDate.toString() };
    };
    const before = await read();
    expect(await fileAt(token)).toBe(await fileAt(token));
    await sql(`UPDATE scenario SET deadline = '2099-04-15' WHERE id = $1`, [exam.scenarioId]);
    await app.database.owner.query(
      `INSERT INTO event (id, thing, thing_id, event, organisation_id) VALUES ($1, 'scenario', $2, 'scenario.extended', $3)`,
      [newId(), exam.scenarioId, department.organisationId],
    );
    const after = await read();
    expect(after).toMatchObject({ uid: before.uid, day: '2099-04-15' });
    expect(after.sequence).toBeGreaterThan(before.sequence);
  });

  it('of a need or call is everybody’s as the thing is; of a pilot its parties’', async () => {
    const { vendor, otherVendor, department } = app.cast;
    const of = (who: SignedIn | null, thing: 'scenario' | 'call' | 'pilot', id: string) =>
      statusOf(app.as(who)(readDates, { params: { thing, id }, query: { lang: 'en' } }));
    expect(await of(null, 'scenario', exam.scenarioId)).toBe('done');
    const text = await (
      await app.as(null)(readDates, { params: { thing: 'scenario', id: exam.scenarioId }, query: {} })
    ).text();
    expect(eventsIn(text)).toHaveLength(3);
    await sql(`UPDATE scenario SET status = 'draft' WHERE id = $1`, [exam.scenarioId]);
    for (const who of [null, otherVendor, department])
      expect(await of(who, 'scenario', exam.scenarioId)).toBe('404 not_found');
    const [engagement, pilot] = [newId(), newId()];
    for (const [side, right] of [
      [vendor, 'own'],
      [department, 'act'],
    ] as const) {
      await giveParty(app.database.owner, 'engagement', engagement, side.organisationId, right);
      await giveParty(app.database.owner, 'pilot', pilot, side.organisationId, right);
    }
    await sql(
      `INSERT INTO engagement (id, status, scenario_id, solution_id, vendor_id, department_id) VALUES ($1, 'piloting', $2, $3, $4, $5)`,
      [engagement, exam.scenarioId, exam.solutionId, vendor.organisationId, department.organisationId],
    );
    await sql(
      `INSERT INTO pilot (id, status, engagement_id, from_day, until_day, sites, milestones)
       VALUES ($1, 'running', $2, '2099-01-01', '2099-02-01', '["x"]', $3)`,
      [
        pilot,
        engagement,
        JSON.stringify([
          { id: newId(), title: { zh: '到场' }, due: '2099-01-10' },
          { id: newId(), title: { zh: '办完' }, due: '2099-01-11', done: { at: '2099-01-01T00:00:00Z' } },
        ]),
      ],
    );
    for (const who of [null, otherVendor]) expect(await of(who, 'pilot', pilot)).toBe('404 not_found');
    for (const who of [vendor, department]) expect(await of(who, 'pilot', pilot)).toBe('done');
    expect(await datesOf(vendor)).toEqual(
      expect.arrayContaining(['pilot_start 2099-01-01', 'milestone 2099-01-10', 'pilot_end 2099-02-01']),
    );
    expect(await datesOf(vendor)).not.toContain('milestone 2099-01-11');
  });
});
