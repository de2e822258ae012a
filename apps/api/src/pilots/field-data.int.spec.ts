import { call, ProblemError } from '@scenario-lab/contracts/call';
import {
  confirmObservations,
  editPilot,
  issueSiteToken,
  listObservations,
  planPilot,
  pushObservations,
  recordObservations,
  voidObservations,
} from '@scenario-lab/contracts/pilots';
import type { Args } from '@scenario-lab/contracts/route';
import { openSystemDatabase, type SystemDatabase } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { makeActor } from '@scenario-lab/testing/builders';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../http/test-app.js';
import { dayOf, fieldOf, planBody, pointsOf } from './test-field.js';

let app: TestApp;
let score: SystemDatabase;
beforeAll(async () => {
  app = await testApp();
  score = await openSystemDatabase(app.database.urls.score, 'score', 2);
});
afterAll(async () => {
  await score?.close();
  await app?.close();
});
const { validated, running, read, record } = fieldOf(
  () => app,
  () => score,
);
type Who = Parameters<TestApp['as']>[0];
type Point = Args<typeof recordObservations>['body']['points'][number];

/** Code and first place of a refusal. */
const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => 'went through',
    (error: ProblemError) => {
      const [first] = error.problem.errors ?? [];
      return [error.problem.code, first?.path, first?.code].filter(Boolean).join(' ');
    },
  );
const give = (who: Who, id: string, points: Point[], more: object = {}) =>
  app.as(who)(recordObservations, { params: { id }, body: { points, source: 'csv', ...more } });
const push = (secret: string, points: Point[]) =>
  call({ baseUrl: app.baseUrl, headers: () => ({ authorization: `Bearer ${secret}` }) }, pushObservations, {
    body: { points },
  });
const tokenOf = (who: Who, id: string, site = 'Shiling') =>
  app.as(who)(issueSiteToken, { params: { id }, body: { site } });
const points = async (who: Who, id: string) =>
  (await app.as(who)(listObservations, { params: { id }, query: { limit: 100 } })).items;
const counted = async (id: string) => (await read(app.cast.department, id)).kpis[0]?.counted;
const at = (time: string, value = 11, site?: string): Point => ({ criterion: 'mae', at: time, value, site });

describe('the window', () => {
  it('is the pilot’s, by the midnights of the lab’s time zone, and a refusal names row and cell', async () => {
    const { department } = app.cast;
    const { id } = await running();
    expect((await read(department, id)).window).toEqual({
      from: '2025-12-31T16:00:00.000Z',
      until: '2026-03-31T16:00:00.000Z',
    });
    const refused = await give(department, id, [at(dayOf(0)), at('2001-05-01T08:00:00+08:00')]).catch(
      (error: ProblemError) => error.problem,
    );
    expect(refused).toMatchObject({
      status: 422,
      errors: [
        { path: 'points.1.at', code: 'before_the_pilot', message: 'row 2: 2001-05-01T08:00:00+08:00' },
      ],
    });
    const edges: [string, string][] = [
      ['2025-12-31T23:59:59+08:00', 'invalid_input points.0.at before_the_pilot'],
      ['2026-01-01T00:00:00+08:00', 'went through'],
      ['2026-03-31T23:59:59+08:00', 'went through'],
      ['2026-04-01T00:00:00+08:00', 'invalid_input points.0.at after_the_pilot'],
    ];
    for (const [time, said] of edges)
      expect(await refusal(give(department, id, [at(time)])), time).toBe(said);
    expect(await counted(id)).toBe(2);
  });

  it('holds no day that is in no calendar', async () => {
    const { department } = app.cast;
    const { id } = await running();
    for (const time of ['2026-02-30T10:00:00+08:00', '2026-02-29T10:00:00Z', '2026-02-28T24:30:00Z'])
      expect(await refusal(give(department, id, [at(time)])), time).toMatch(/^invalid_input .*points\.0\.at/);
    expect(await counted(id)).toBe(0);
  });
});

it('a plan names a criterion; what it asks for is the need’s', async () => {
  const { department } = app.cast;
  const { engagementId } = await validated();
  const [kpi] = planBody().kpis;
  const turned = { id: 'mae', metric: 'r2', direction: 'at_least', threshold: 0, unit: 'm', must: false };
  const body = { ...planBody(), kpis: [{ ...kpi!, criterion: turned }] };
  const { id } = await app.as(department)(planPilot, { params: { id: engagementId }, body });
  const written = { metric: 'mae', direction: 'at_most', threshold: 12, must: true };
  expect((await read(department, id)).kpis[0]?.criterion).toMatchObject(written);
  await app.as(department)(editPilot, { params: { id }, body });
  expect((await read(department, id)).kpis[0]?.criterion).toMatchObject(written);
  const other = { ...planBody(), kpis: [{ ...kpi!, criterion: { id: 'rmse' } }] };
  expect(await refusal(app.as(department)(editPilot, { params: { id }, body: other }))).toBe(
    'invalid_input kpis.0.criterion.id unknown_criterion',
  );
});

describe('a certificate is moved', () => {
  const asked = async (certificateId: string) =>
    (
      await app.database.owner.query(
        `SELECT 1 FROM delivery WHERE job = 'watch-certificate' AND thing_id = $1`,
        [certificateId],
      )
    ).rowCount;
  const worse = Array.from({ length: 25 }, (_, index) => 15 + (index % 3));

  it('by no number that a party typed, the vendor’s least of all', async () => {
    const { vendor, department } = app.cast;
    const { id, certificateId } = await running();
    await record(vendor, id, worse);
    expect(await asked(certificateId)).toBe(0);
    await record(department, id, worse);
    expect(await asked(certificateId)).toBe(0);
    expect((await read(department, id)).kpis[0]).toMatchObject({
      insideLabInterval: false,
      reached: false,
      counted: 25,
      witnessed: 0,
    });
  });

  it('by what a site’s device sent, asked once', async () => {
    const { department } = app.cast;
    const { id, certificateId } = await running();
    const { secret } = await tokenOf(department, id);
    await push(secret, pointsOf(worse.slice(0, 10)));
    expect(await asked(certificateId)).toBe(0);
    await push(secret, pointsOf(worse.slice(10), 10));
    expect(await asked(certificateId)).toBe(1);
    await push(secret, pointsOf([18, 19], 40));
    expect(await asked(certificateId)).toBe(1);
  });

  it('by the lab’s confirmation of the department’s values, and by no side’s own', async () => {
    const { vendor, department, operator } = app.cast;
    const { id, certificateId } = await running();
    await record(department, id, worse);
    await record(vendor, id, [1]);
    const all = await points(department, id);
    const own = all.filter(({ source }) => source === 'csv').map((point) => point.id);
    const vendors = all.filter(({ source }) => source === 'self_reported').map((point) => point.id);
    const confirm = (who: Who, chosen: string[]) =>
      app.as(who)(confirmObservations, {
        params: { id },
        body: { points: chosen, reason: '已核对现场抄表记录' },
      });
    expect(await refusal(confirm(department, own))).toBe('role_missing');
    expect(await refusal(confirm(vendor, own))).toBe('role_missing');
    expect(await refusal(confirm(operator, vendors))).toBe('not_found');
    expect(await refusal(confirm(operator, [...own, newId()]))).toBe('not_found');
    expect(await asked(certificateId)).toBe(0);
    await confirm(operator, own);
    expect(await asked(certificateId)).toBe(1);
    expect((await read(department, id)).kpis[0]).toMatchObject({ counted: 25, witnessed: 25 });
    expect((await points(vendor, id)).find((point) => point.id === own[0])?.confirmed).toMatchObject({
      on: '已核对现场抄表记录',
    });
    // The database says the same to whoever acts for a party.
    await expect(
      app.sqlAs(department, 'UPDATE observation SET confirmed_at = now() WHERE pilot_id = $1', [id]),
    ).rejects.toThrow(/the lab confirms points/);
    // What replaces a confirmed value is not confirmed.
    await give(department, id, [at(dayOf(0), 16.5)]);
    expect((await read(department, id)).kpis[0]).toMatchObject({ counted: 25, witnessed: 24 });
  });
});

describe('points', () => {
  it('are replaced by a correction, with history, and one moment counts once by whichever way', async () => {
    const { department } = app.cast;
    const { id } = await running();
    const moment = dayOf(3);
    await give(department, id, [at(moment, 81)]);
    expect(await give(department, id, [at(moment, 0.81)], { reason: '小数点错位' })).toEqual({
      accepted: 1,
      duplicates: 0,
      corrected: 1,
      quarantined: 0,
    });
    // The same moment by hand, written in another zone.
    const elsewhere = new Date(Date.parse(moment) + 8 * 3_600_000).toISOString().replace('Z', '+08:00');
    expect(await give(department, id, [at(elsewhere, 0.81)], { source: 'manual' })).toEqual({
      accepted: 0,
      duplicates: 1,
      corrected: 0,
      quarantined: 0,
    });
    expect(await counted(id)).toBe(1);
    expect((await read(department, id)).kpis[0]).toMatchObject({ field: { value: 0.81 } });
    const history = await points(department, id);
    expect(history).toHaveLength(2);
    expect(history.find(({ value }) => value === 81)).toMatchObject({
      state: 'replaced',
      ended: { reason: '小数点错位', by: expect.stringContaining('Department') },
    });
    expect(history.find(({ value }) => value === 0.81)).toMatchObject({ state: 'stands', ended: null });
  });

  it('of two sites at one moment are two, and one without a site is not a third', async () => {
    const { department } = app.cast;
    const { id } = await running();
    const moment = dayOf(2);
    await give(department, id, [at(moment, 11, 'Shiling'), at(moment, 12, 'Yingmenkou'), at(moment, 11.5)]);
    expect(await counted(id)).toBe(2);
    const { secret } = await tokenOf(department, id);
    await push(secret, [at(moment, 11)]);
    expect(await counted(id)).toBe(2);
    expect(await refusal(give(department, id, [at(moment, 1, 'Nowhere')]))).toBe(
      'invalid_input points.0.site not_a_site_of_the_pilot',
    );
    expect(await push(secret, [at(moment, 1, 'Yingmenkou')])).toMatchObject({ accepted: 0, quarantined: 1 });
    expect(await counted(id)).toBe(2);
    expect(await refusal(give(department, id, [at(dayOf(4), 1), at(dayOf(4), 2)]))).toBe(
      'invalid_input points.1.at named_twice',
    );
  });

  it('are voided with a reason by their own side, stay to be seen, and are deleted by nobody', async () => {
    const { vendor, department, otherDepartment, operator } = app.cast;
    const { id } = await running();
    const { secret } = await tokenOf(department, id);
    await push(secret, pointsOf([10, 11, 99]));
    await record(vendor, id, [5]);
    const all = await points(department, id);
    const bad = all.find(({ value }) => value === 99)!.id;
    const vendors = all.find(({ source }) => source === 'self_reported')!.id;
    const drop = (who: Who, chosen: string[], reason = '表计故障') =>
      app.as(who)(voidObservations, { params: { id }, body: { points: chosen, reason } });
    expect(await refusal(drop(otherDepartment, [bad]))).toBe('not_found');
    expect(await refusal(drop(operator, [bad]))).toBe('role_missing');
    expect(await refusal(drop(vendor, [bad]))).toBe('not_found');
    expect(await refusal(drop(department, [vendors]))).toBe('not_found');
    expect(await refusal(drop(department, [bad], ''))).toMatch(/^invalid_input/);
    await drop(department, [bad]);
    expect(await counted(id)).toBe(2);
    expect((await points(vendor, id)).find((point) => point.id === bad)).toMatchObject({
      state: 'voided',
      value: 99,
      ended: { reason: '表计故障' },
    });
    expect(await refusal(drop(department, [bad]))).toBe('not_found');
    // The device repeats itself: what was voided stays so; a person may write the moment anew.
    expect(await push(secret, pointsOf([10, 11, 99]))).toMatchObject({ accepted: 0 });
    await give(department, id, [at(dayOf(2), 12, 'Shiling')]);
    expect(await counted(id)).toBe(3);
    for (const sql of [
      'DELETE FROM observation WHERE pilot_id = $1',
      'UPDATE observation SET value = 1 WHERE pilot_id = $1',
    ])
      await expect(app.sqlAs(department, sql, [id])).rejects.toThrow(/permission denied/);
    await expect(
      app.sqlAs(department, 'UPDATE observation SET voided_at = NULL WHERE id = $1', [bad]),
    ).rejects.toThrow(/stays as it is/);
    expect(await points(otherDepartment, id).catch((error: ProblemError) => error.problem.code)).toBe(
      'not_found',
    );
  });
});

describe('a site token', () => {
  it('ends with whoever issued it: suspended, gone, or without the right', async () => {
    const { department } = app.cast;
    const { owner } = app.database;
    const { id } = await running();
    const firm = { name: 'Department A', roles: ['demand'], id: department.organisationId };
    const who = await makeActor(owner, firm, ['member'], ['department']);
    const token = await tokenOf(who, id);
    const works = async () => (await refusal(push(token.secret, pointsOf([10])))) === 'went through';
    const shown = async () => (await read(department, id)).tokens.find((one) => one.id === token.id)?.ended;
    expect([await works(), await shown()]).toEqual([true, false]);
    const member = 'person_id = $1 AND organisation_id = $2';
    const ids = [who.personId, who.organisationId];
    const turns: [string, unknown[], string, unknown[]][] = [
      [
        'UPDATE person SET suspended = true WHERE id = $1',
        [who.personId],
        'UPDATE person SET suspended = false WHERE id = $1',
        [who.personId],
      ],
      [
        `UPDATE membership SET roles = '{observer}' WHERE ${member}`,
        ids,
        `UPDATE membership SET roles = '{member}' WHERE ${member}`,
        ids,
      ],
      [
        `UPDATE organisation SET roles = '{supply}' WHERE id = $1`,
        [who.organisationId],
        `UPDATE organisation SET roles = '{demand}' WHERE id = $1`,
        [who.organisationId],
      ],
    ];
    for (const [away, values, back, again] of turns) {
      await owner.query(away, values);
      expect(await works(), away).toBe(false);
      await owner.query(back, again);
      expect(await works(), back).toBe(true);
    }
    await owner.query(`DELETE FROM membership WHERE ${member}`, ids);
    expect([await works(), await shown()]).toEqual([false, true]);
  });
});
