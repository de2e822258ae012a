import { call, ProblemError } from '@scenario-lab/contracts/call';
import { readInbox } from '@scenario-lab/contracts/lab';
import { readPilotLive } from '@scenario-lab/contracts/pilot-live';
import { decideQuarantine, listQuarantine } from '@scenario-lab/contracts/pilot-quarantine';
import {
  issueSiteToken,
  listObservations,
  planPilot,
  pushObservations,
  recordObservations,
} from '@scenario-lab/contracts/pilots';
import type { Args } from '@scenario-lab/contracts/route';
import { openSystemDatabase, type SystemDatabase } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestApp, testApp } from '../http/test-app.js';
import { dayOf, fieldOf, planBody } from './test-field.js';

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
const { validated, deed, read } = fieldOf(
  () => app,
  () => score,
);
type Who = Parameters<TestApp['as']>[0];
type Point = Args<typeof recordObservations>['body']['points'][number];

const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => 'went through',
    (error: ProblemError) => {
      const [first] = error.problem.errors ?? [];
      return [error.problem.code, first?.path, first?.code].filter(Boolean).join(' ');
    },
  );
const at = (time: string, value = 11, site?: string): Point => ({ criterion: 'mae', at: time, value, site });

/** A running pilot whose errors lie between 0 and 60 cm, and a token of one of its sites. */
async function bounded() {
  const { department } = app.cast;
  const { engagementId } = await validated();
  const body = planBody();
  const [kpi] = body.kpis;
  const plan = { ...body, until: '2099-12-31', kpis: [{ ...kpi!, plausible: { least: 0, most: 60 } }] };
  const { id } = await app.as(department)(planPilot, { params: { id: engagementId }, body: plan });
  await deed(department, 'start', id);
  const { secret } = await app.as(department)(issueSiteToken, { params: { id }, body: { site: 'Shiling' } });
  const client = { baseUrl: app.baseUrl, headers: () => ({ authorization: `Bearer ${secret}` }) };
  return {
    id,
    push: (points: Point[]) => call(client, pushObservations, { body: { points } }),
    give: (who: Who, points: Point[]) =>
      app.as(who)(recordObservations, { params: { id }, body: { points, source: 'csv' } }),
    apart: async (who: Who, state: 'open' | 'decided' = 'open') =>
      (await app.as(who)(listQuarantine, { params: { id }, query: { state, limit: 100 } })).items,
    decide: (who: Who, points: string[], decision: 'release' | 'drop', reason = '已到现场核对') =>
      app.as(who)(decideQuarantine, { params: { id }, body: { points, decision, reason } }),
    points: async () =>
      (await app.as(department)(listObservations, { params: { id }, query: { limit: 100 } })).items,
    counted: async () => (await read(department, id)).kpis[0]?.counted,
  };
}
const eventsOf = async (id: string, event: string) =>
  (await app.database.owner.query('SELECT 1 FROM event WHERE thing_id = $1 AND event = $2', [id, event]))
    .rowCount;

it('keeps apart what cannot be right, with why, and the good points of the same batch go in', async () => {
  const { vendor, department, otherDepartment, operator } = app.cast;
  const field = await bounded();
  const ahead = new Date(Date.now() + 8 * 3_600_000).toISOString();
  const sent = [
    at(dayOf(0), 10),
    at(dayOf(1), 61),
    at(dayOf(2), -1),
    at(ahead, 12),
    at(dayOf(3), 9, 'Yingmenkou'),
    at(dayOf(4), 60),
  ];
  expect(await field.push(sent)).toEqual({ accepted: 2, duplicates: 0, corrected: 0, quarantined: 4 });
  // A device repeats itself: nothing is kept twice.
  expect(await field.push(sent)).toEqual({ accepted: 0, duplicates: 6, corrected: 0, quarantined: 0 });
  expect(await field.counted()).toBe(2);
  const kept = await field.apart(vendor);
  expect(kept.map(({ reason, detail, value, site }) => [reason, detail, value, site])).toEqual(
    expect.arrayContaining([
      ['out_of_range', '60', 61, 'Shiling'],
      ['out_of_range', '0', -1, 'Shiling'],
      ['clock_ahead', expect.stringMatching(/^28[78]\d\d$/), 12, 'Shiling'],
      ['other_site', 'Yingmenkou', 9, 'Shiling'],
    ]),
  );
  expect(kept).toHaveLength(4);
  expect(await field.apart(operator)).toHaveLength(4);
  expect(await refusal(field.apart(otherDepartment))).toBe('not_found');
  expect(await app.sqlAs(otherDepartment, 'SELECT 1 FROM quarantined_point', [])).toEqual([]);
  // Told of once while any waits; the department's inbox has it, and the console says how many.
  expect(await eventsOf(field.id, 'pilot.points_quarantined')).toBe(1);
  const seen = await read(department, field.id);
  expect(seen).toMatchObject({ quarantined: 4, tokens: [{ clockAhead: expect.any(Number) }] });
  expect(seen.tokens[0]?.clockAhead).toBeGreaterThan(28_000);
  expect(await app.as(vendor)(readPilotLive, { params: { id: field.id } })).toMatchObject({ quarantined: 4 });
  const waits = async (who: Who) =>
    (await app.as(who)(readInbox, {})).filter(
      ({ id, waitsFor }) => id === field.id && waitsFor === 'pilot.decide_points',
    );
  expect(await waits(department)).toHaveLength(1);
  expect(await waits(vendor)).toHaveLength(0);
  // Its clock put right, nothing is said of it any more.
  await field.push([at(dayOf(5), 10)]);
  expect((await read(department, field.id)).tokens[0]?.clockAhead).toBeNull();
});

it('is a person’s too by the value alone; where and when is refused by name', async () => {
  const { vendor, department } = app.cast;
  const field = await bounded();
  expect(await field.give(department, [at(dayOf(0), 99), at(dayOf(1), 9)])).toMatchObject({
    accepted: 1,
    quarantined: 1,
  });
  expect(await field.give(vendor, [at(dayOf(0), 98)])).toMatchObject({ accepted: 0, quarantined: 1 });
  const ahead = new Date(Date.now() + 3 * 86_400_000).toISOString();
  expect(await refusal(field.give(department, [at(ahead, 9)]))).toBe(
    'invalid_input points.0.at in_the_future',
  );
  expect((await field.apart(department)).map(({ source, by }) => [source, by !== ''])).toEqual(
    expect.arrayContaining([
      ['csv', true],
      ['self_reported', true],
    ]),
  );
  // What a vendor says of itself counts no more when it is released.
  await field.decide(
    department,
    (await field.apart(department)).map(({ id }) => id),
    'release',
  );
  expect(await field.counted()).toBe(2);
  expect((await read(department, field.id)).kpis[0]).toMatchObject({ selfReported: 1 });
});

it('is released or dropped by the department alone, with a reason, all or none, and once', async () => {
  const { vendor, department, otherDepartment, operator } = app.cast;
  const field = await bounded();
  const ahead = new Date(Date.now() + 86_400_000).toISOString();
  await field.push([
    at(dayOf(0), 61),
    at(dayOf(1), 62),
    at(ahead, 9),
    at(dayOf(2), 5),
    at(dayOf(2), 6, 'Yingmenkou'),
  ]);
  const kept = await field.apart(department);
  const of = (value: number) => kept.find((point) => point.value === value)!.id;
  expect(await refusal(field.decide(vendor, [of(61)], 'release'))).toBe('role_missing');
  expect(await refusal(field.decide(operator, [of(61)], 'release'))).toBe('role_missing');
  expect(await refusal(field.decide(otherDepartment, [of(61)], 'release'))).toBe('not_found');
  expect(await refusal(field.decide(department, [of(61)], 'release', ' '))).toMatch(
    /^invalid_input .*reason/,
  );
  expect(await refusal(field.decide(department, [of(61), newId()], 'release'))).toBe('not_found');
  expect(await refusal(field.decide(department, [of(61), of(9)], 'release'))).toBe(
    'invalid_input points.1 in_the_future',
  );
  expect(await field.apart(department)).toHaveLength(4);
  expect(await field.counted()).toBe(1);

  await field.decide(department, [of(61)], 'release', '实测确有此值');
  await field.decide(department, [of(62), of(9)], 'drop', '传感器断线');
  // A value said of another site corrects what this site's own says, with the reason as history.
  await field.decide(department, [of(6)], 'release', '令牌装错设备');
  expect(await field.counted()).toBe(2);
  const points = await field.points();
  expect(points.find(({ value }) => value === 61)).toMatchObject({ source: 'site_token', state: 'stands' });
  expect(points.find(({ value }) => value === 5)).toMatchObject({
    state: 'replaced',
    ended: { reason: '令牌装错设备' },
  });
  expect(await field.apart(vendor)).toEqual([]);
  expect(await field.apart(vendor, 'decided')).toHaveLength(4);
  expect((await field.apart(vendor, 'decided')).find(({ value }) => value === 62)?.decided).toMatchObject({
    how: 'dropped',
    reason: '传感器断线',
  });
  expect(await refusal(field.decide(department, [of(61)], 'drop'))).toBe('not_found');
  // Dropped once, the device's repetition of it does not come back; a new fault is told of anew.
  expect(await field.push([at(dayOf(1), 62)])).toMatchObject({ duplicates: 1, quarantined: 0 });
  expect(await eventsOf(field.id, 'pilot.points_quarantined')).toBe(1);
  await field.push([at(dayOf(6), 77)]);
  expect(await eventsOf(field.id, 'pilot.points_quarantined')).toBe(2);
  for (const sql of ['DELETE FROM quarantined_point', 'UPDATE quarantined_point SET value = 1'])
    await expect(app.sqlAs(department, sql, [])).rejects.toThrow(/permission denied/);
});

it('a plan names bounds that leave room between them', async () => {
  const { department } = app.cast;
  const { engagementId } = await validated();
  const [kpi] = planBody().kpis;
  const body = { ...planBody(), kpis: [{ ...kpi!, plausible: { least: 5, most: 5 } }] };
  expect(await refusal(app.as(department)(planPilot, { params: { id: engagementId }, body }))).toMatch(
    /^invalid_input .*kpis\.0\.plausible\.most/,
  );
});
