import { call, ProblemError } from '@scenario-lab/contracts/call';
import { readCase } from '@scenario-lab/contracts/cases';
import { readEngagement } from '@scenario-lab/contracts/engagements';
import { readPilotLive } from '@scenario-lab/contracts/pilot-live';
import {
  editPilot,
  issueSiteToken,
  listPilots,
  planPilot,
  pushObservations,
  recordObservations,
  revokeSiteToken,
  tickMilestone,
} from '@scenario-lab/contracts/pilots';
import type { Args } from '@scenario-lab/contracts/route';
import { openSystemDatabase, type SystemDatabase } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../http/test-app.js';
import { dayOf as day, fieldOf, planBody, pointsOf as points } from './test-field.js';

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
const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'went through',
    (error: unknown) =>
      error instanceof ProblemError ? `${error.problem.status} ${error.problem.code}` : String(error),
  );
type Who = Parameters<TestApp['as']>[0];
const { validated, running, plan, deed, read, record } = fieldOf(
  () => app,
  () => score,
);
const engagementOf = (id: string) => app.as(app.cast.department)(readEngagement, { params: { id } });

describe('a pilot', () => {
  it('is planned from a validated engagement by its department, and moves it into the field', async () => {
    const { vendor, department, otherDepartment, operator, otherVendor } = app.cast;
    const { engagementId } = await validated();
    const { owner } = app.database;
    expect(await code(plan(engagementId, 3, null))).toBe('401 sign_in_required');
    expect(await code(plan(engagementId, 3, vendor))).toBe('403 role_missing');
    expect(await code(plan(engagementId, 3, otherDepartment))).toBe('404 not_found');
    await owner.query(`UPDATE engagement SET status = 'validating' WHERE id = $1`, [engagementId]);
    expect(await code(plan(engagementId))).toBe('409 wrong_status');
    await owner.query(`UPDATE engagement SET status = 'validated' WHERE id = $1`, [engagementId]);
    const twice = planBody();
    twice.kpis.push(twice.kpis[0]!);
    const post = (body: Args<typeof planPilot>['body']) =>
      code(app.as(department)(planPilot, { params: { id: engagementId }, body }));
    expect(await post(twice)).toBe('422 invalid_input');
    expect(await post({ ...planBody(), until: '2025-01-01' })).toBe('422 invalid_input');
    expect(await post({ ...planBody(), from: '0000-01-01' })).toBe('422 invalid_input');

    const id = await plan(engagementId);
    expect(await code(plan(engagementId))).toBe('409 duplicate');
    expect((await engagementOf(engagementId)).status).toBe('validated');
    expect(await code(deed(vendor, 'start', id))).toBe('403 role_missing');
    await deed(department, 'start', id);
    expect(await engagementOf(engagementId)).toMatchObject({
      status: 'piloting',
      stage: 'field',
      pilotId: id,
    });
    for (const who of [vendor, department, operator]) {
      expect(await read(who, id), who.roles[0]).toMatchObject({
        status: 'running',
        sites: ['Yingmenkou', 'Shiling'],
        milestones: [{ due: '2026-02-01', done: null }],
        kpis: [{ lab: { value: 10.4 }, field: null, gap: null, counted: 0, reached: null }],
      });
    }
    // Told in the need's words.
    const words = JSON.stringify({ what: { zh: '水位', en: 'water level' }, unit: 'cm' });
    await app.database.owner.query(
      `UPDATE scenario SET need = need || jsonb_build_object('subject', $1::jsonb) WHERE id = (
         SELECT scenario_id FROM engagement e JOIN pilot p ON p.engagement_id = e.id WHERE p.id = $2)`,
      [words, id],
    );
    expect((await read(vendor, id)).about.subject).toEqual(JSON.parse(words));
    for (const who of [otherVendor, otherDepartment]) {
      expect(await code(read(who, id))).toBe('404 not_found');
      expect(await code(record(who, id, [1]))).toBe('404 not_found');
      expect((await app.as(who)(listPilots, { query: {} })).total).toBe(0);
      for (const table of ['pilot', 'kpi', 'observation']) {
        const key = table === 'pilot' ? 'id' : 'pilot_id';
        expect(await app.sqlAs(who, `SELECT 1 FROM ${table} WHERE ${key} = $1`, [id]), table).toEqual([]);
      }
    }
    await deed(department, 'pause', id);
    await deed(department, 'resume', id);
    expect((await app.as(vendor)(listPilots, { query: { status: 'running' } })).items[0]?.id).toBe(id);
  });

  it('is accepted on what the department saw, never on what the vendor reported', async () => {
    const { vendor, department } = app.cast;
    const { id, engagementId, number } = await running(3);
    expect(await record(vendor, id, [1, 1, 1, 1])).toEqual({
      accepted: 4,
      duplicates: 0,
      corrected: 0,
      quarantined: 0,
    });
    await record(department, id, [11, 12]);
    await deed(department, 'evaluate', id);
    const refused = await deed(department, 'accept', id).catch((error: ProblemError) => error.problem);
    expect(refused).toMatchObject({
      status: 409,
      code: 'too_few_observations',
      params: { criterion: 'mae', counted: 2, needed: 3 },
    });
    expect((await read(department, id)).allowed).not.toContain('pilot.accept');
    expect(await record(department, id, [12, 10], 1)).toEqual({
      accepted: 1,
      duplicates: 1,
      corrected: 0,
      quarantined: 0,
    });
    const seen = await read(department, id);
    expect(seen.allowed).toContain('pilot.accept');
    expect(seen.kpis[0]).toMatchObject({
      counted: 3,
      selfReported: 4,
      field: { value: 11 },
      lab: { value: 10.4, certificate: number },
      gap: expect.closeTo(-0.6, 9),
      insideLabInterval: true,
      reached: true,
    });
    expect(seen.kpis[0]?.series).toHaveLength(7);
    expect(await code(deed(vendor, 'accept', id))).toBe('403 role_missing');
    await deed(department, 'accept', id);
    const engagement = await engagementOf(engagementId);
    expect(engagement).toMatchObject({ status: 'field_accepted' });
    const done = await read(vendor, id);
    expect(done).toMatchObject({ status: 'accepted', statement: 'why accept', caseId: engagement.caseId });
    const learnt = await app.as(vendor)(readCase, { params: { id: done.caseId! } });
    expect(learnt).toMatchObject({
      outcome: 'accepted',
      published: false,
      certificate: number,
      numbers: [{ criterion: 'mae', lab: 10.4, field: 11, baseline: 31, target: 12, observations: 3 }],
    });
    expect(await code(record(department, id, [9], 9))).toBe('409 wrong_status');
  });

  it('shows its last week in the console when it has ended, and calls nobody silent for what came before', async () => {
    const { department } = app.cast;
    const { id } = await running(3);
    const site = 'Yingmenkou';
    const body = {
      points: points([14, 12, 10]).map((point) => ({ ...point, site })),
      source: 'csv' as const,
    };
    await app.as(department)(recordObservations, { params: { id }, body });
    const live = () => app.as(department)(readPilotLive, { params: { id } });
    const lightOf = async () => (await live()).sites.map(({ site, light }) => [site, light]);
    expect(await lightOf()).toEqual([
      [site, 'silent'],
      ['Shiling', 'never'],
    ]);
    expect((await live()).kpis[0]?.days.every(({ value }) => value === null)).toBe(true);
    await deed(department, 'evaluate', id);
    await deed(department, 'accept', id);
    expect(await lightOf()).toEqual([
      [site, 'fine'],
      ['Shiling', 'never'],
    ]);
    expect((await live()).kpis[0]?.days.slice(-4)).toEqual([
      { day: '2025-12-31', value: null, points: 0 },
      { day: '2026-01-01', value: 14, points: 1 },
      { day: '2026-01-02', value: 12, points: 1 },
      { day: '2026-01-03', value: 10, points: 1 },
    ]);
  });

  it('leaves a failed case when it is rejected or stopped, and none when it never began', async () => {
    const { vendor, department } = app.cast;
    const rejected = await running();
    await deed(department, 'evaluate', rejected.id);
    await deed(department, 'reject', rejected.id);
    expect(await engagementOf(rejected.engagementId)).toMatchObject({
      status: 'field_rejected',
      endReason: 'why reject',
      caseId: expect.any(String),
    });
    const stopped = await running();
    await deed(vendor, 'terminate', stopped.id);
    const { caseId } = await engagementOf(stopped.engagementId);
    const learnt = await app.as(department)(readCase, { params: { id: caseId! } });
    expect(learnt).toMatchObject({ outcome: 'failed', numbers: [{ field: null, observations: 0 }] });

    const { engagementId } = await validated();
    const id = await plan(engagementId);
    await deed(department, 'terminate', id);
    expect(await engagementOf(engagementId)).toMatchObject({
      status: 'validated',
      caseId: null,
      pilotId: null,
      allowed: expect.arrayContaining(['pilot.plan']),
    });
    // What was given up makes room for another plan, which decides what becomes of an award too.
    await app.database.owner.query(`UPDATE engagement SET status = 'awarded' WHERE id = $1`, [engagementId]);
    const again = await plan(engagementId, 1);
    expect((await engagementOf(engagementId)).pilotId).toBe(again);
    await deed(department, 'start', again);
    expect(await engagementOf(engagementId)).toMatchObject({ status: 'awarded' });
    await record(department, again, [11]);
    await deed(department, 'evaluate', again);
    await deed(department, 'accept', again);
    expect(await engagementOf(engagementId)).toMatchObject({ status: 'field_accepted' });
  });

  it('is planned anew until its first day, and its milestones are ticked and unticked', async () => {
    const { vendor, department, operator, otherVendor } = app.cast;
    const { engagementId } = await validated();
    const id = await plan(engagementId);
    const milestones = async () => (await read(department, id)).milestones;
    const [first] = await milestones();
    const tick = (who: Who, done: boolean, milestoneId = first!.id) =>
      app.as(who)(tickMilestone, { params: { id, milestoneId }, body: { done } });
    await tick(vendor, true);
    const [ticked] = await milestones();
    expect(ticked?.done).toMatchObject({
      by: 'Vendor A owner',
      organisation: { id: vendor.organisationId },
    });
    await tick(department, true);
    expect(await milestones()).toEqual([ticked]);
    expect(await code(tick(operator, true))).toBe('403 role_missing');
    expect(await code(tick(otherVendor, true))).toBe('404 not_found');
    expect(await code(tick(vendor, true, newId()))).toBe('404 not_found');

    const edited = (who: Who, more: object) =>
      app.as(who)(editPilot, { params: { id }, body: { ...planBody(5), ...more } });
    const next = [
      { title: { en: 'Acceptance' }, due: '2026-03-01' },
      { id: first!.id, title: { en: 'Month one' }, due: '2026-02-03' },
    ];
    expect(await code(edited(vendor, {}))).toBe('403 role_missing');
    expect(await code(edited(department, { until: '2025-01-01' }))).toBe('422 invalid_input');
    await edited(department, { milestones: next, until: '2026-04-30' });
    const seen = await read(vendor, id);
    expect(seen).toMatchObject({ until: '2026-04-30', kpis: [{ observations: 5 }] });
    expect(seen.milestones).toMatchObject([
      { title: { en: 'Acceptance' }, done: null },
      { id: first!.id, title: { en: 'Month one' }, done: ticked?.done },
    ]);

    await deed(department, 'start', id);
    expect(await code(edited(department, {}))).toBe('409 wrong_status');
    await tick(department, false);
    expect((await milestones())[1]?.done).toBeNull();
    await deed(department, 'terminate', id);
    expect(await code(tick(department, true))).toBe('409 wrong_status');
    const said = `SELECT count(*)::int AS n FROM event WHERE thing_id = $1 AND event LIKE 'pilot.milestone_%'`;
    expect((await app.database.owner.query(said, [id])).rows).toEqual([{ n: 2 }]);
  });
});

describe('observations', () => {
  const push = (secret: string, body: Args<typeof pushObservations>['body']) =>
    call({ baseUrl: app.baseUrl, headers: () => ({ authorization: `Bearer ${secret}` }) }, pushObservations, {
      body,
    });

  it('come from a site by its token, once each', async () => {
    const { vendor, department, operator } = app.cast;
    const { id } = await running();
    const at = { params: { id } };
    expect(await code(app.as(vendor)(issueSiteToken, { ...at, body: { site: 'Shiling' } }))).toBe(
      '403 role_missing',
    );
    expect(await code(app.as(department)(issueSiteToken, { ...at, body: { site: 'Nowhere' } }))).toBe(
      '422 invalid_input',
    );
    const token = await app.as(department)(issueSiteToken, { ...at, body: { site: 'Shiling' } });
    expect(token.secret).toMatch(/^sls_/);
    const stored = await app.database.owner.query('SELECT * FROM site_token WHERE id = $1', [token.id]);
    expect(JSON.stringify(stored.rows)).not.toContain(token.secret);

    const body = { points: points([10, 11, 12]) };
    expect(await push(token.secret, body)).toEqual({
      accepted: 3,
      duplicates: 0,
      corrected: 0,
      quarantined: 0,
    });
    expect(await push(token.secret, body)).toEqual({
      accepted: 0,
      duplicates: 3,
      corrected: 0,
      quarantined: 0,
    });
    const seen = await read(department, id);
    expect(seen.kpis[0]?.series[0]).toEqual({ at: day(0), value: 10, source: 'site_token', site: 'Shiling' });
    expect(seen.tokens).toMatchObject([{ id: token.id, lastUsedAt: expect.any(String) }]);
    expect((await read(operator, id)).tokens).toHaveLength(1);
    expect((await read(vendor, id)).tokens).toEqual([]);

    // It opens that one door and no other.
    const elsewhere = await fetch(`${app.baseUrl}/pilots`, {
      headers: { authorization: `Bearer ${token.secret}` },
    });
    expect(elsewhere.status).toBe(401);
    expect(await code(app.as(department)(pushObservations, { body }))).toBe('401 sign_in_required');
    expect(await code(push(`sls_${'x'.repeat(32)}`, body))).toBe('401 sign_in_required');

    const out = { params: { id, tokenId: token.id } };
    expect(await code(app.as(app.cast.otherDepartment)(revokeSiteToken, out))).toBe('404 not_found');
    await app.as(department)(revokeSiteToken, out);
    expect(await code(app.as(department)(revokeSiteToken, out))).toBe('404 not_found');
    expect(await code(push(token.secret, body))).toBe('401 sign_in_required');
  });

  it('are refused whole and by name when one of them cannot be', async () => {
    const { department } = app.cast;
    const { id } = await running();
    const bad = (...more: { criterion: string; at: string; value: number }[]) =>
      app
        .as(department)(recordObservations, {
          params: { id },
          body: { points: [...points([1]), ...more], source: 'manual' },
        })
        .then(
          () => [],
          (error: ProblemError) => error.problem.errors?.map(({ path, code }) => `${path} ${code}`),
        );
    const at = day(5);
    expect(await bad({ criterion: '__proto__', at, value: 1 })).toEqual([
      'points.1.criterion unknown_criterion',
    ]);
    expect(await bad({ criterion: 'mae', at: '2999-01-01T00:00:00Z', value: 1 })).toEqual([
      'points.1.at after_the_pilot',
    ]);
    expect(await bad({ criterion: 'mae', at: '0000-01-01T00:00:00Z', value: 1 })).toEqual([
      'points.1.at before_the_pilot',
    ]);
    expect(await bad({ criterion: 'mae', at, value: 1e300 })).toEqual(['points.1.value too_big']);
    expect((await read(department, id)).kpis[0]?.counted).toBe(0);
  });

  it('are drawn in at most 500 points, the self-reported apart', async () => {
    const { vendor, department } = app.cast;
    const { id } = await running();
    const many = (count: number, value: number, minutes: number) =>
      Array.from({ length: count }, (_, index) => ({
        criterion: 'mae',
        at: new Date(Date.UTC(2026, 0, 1) + index * minutes * 60_000).toISOString(),
        value,
      }));
    const at = { params: { id } };
    await app.as(department)(recordObservations, {
      ...at,
      body: { points: many(9_000, 11, 5), source: 'csv' },
    });
    await app.as(vendor)(recordObservations, { ...at, body: { points: many(700, 3, 60), source: 'csv' } });
    const [kpi] = (await read(vendor, id)).kpis;
    expect(kpi).toMatchObject({ counted: 9_000, selfReported: 700, field: { value: 11 } });
    expect(kpi?.series.length).toBeLessThanOrEqual(500);
    expect(kpi?.series.length).toBeGreaterThan(480);
    for (const { source, value } of kpi?.series ?? []) expect(value).toBe(source === 'csv' ? 11 : 3);
    const times = kpi?.series.map((point) => point.at) ?? [];
    expect(times).toEqual([...times].sort());
  });
});
