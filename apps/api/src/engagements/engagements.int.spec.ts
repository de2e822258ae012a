import { ProblemError } from '@scenario-lab/contracts/call';
import {
  awardEngagement,
  engagementDeeds,
  inviteEngagement,
  listEngagements,
  postMessage,
  proposeEngagement,
  readEngagement,
} from '@scenario-lab/contracts/engagements';
import type { Args } from '@scenario-lab/contracts/route';
import { submitRun } from '@scenario-lab/contracts/runs';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { makeActor } from '@scenario-lab/testing/builders';
import { type Exam, makeExam } from '@scenario-lab/testing/exam';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../http/test-app.js';

let app: TestApp;
let exam: Exam;
let broker: SignedIn;
beforeAll(async () => {
  app = await testApp();
  const lab = { name: 'Lab', roles: ['operate'], id: app.cast.operator.organisationId };
  broker = await makeActor(app.database.owner, lab, ['broker'], ['broker']);
});
afterAll(() => app?.close());
beforeEach(async () => {
  exam = await makeExam(app.database.owner, app.cast);
});

const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'went through',
    (error: unknown) =>
      error instanceof ProblemError ? `${error.problem.status} ${error.problem.code}` : String(error),
  );
type Who = Parameters<TestApp['as']>[0];
const opening = () => ({
  scenarioId: exam.scenarioId,
  solutionId: exam.solutionId,
  proposal: '旁路运行八周 <b>',
  predictions: [{ criterion: 'mae', value: 10 }],
});
const propose = async (who: Who = app.cast.vendor) =>
  (await app.as(who)(proposeEngagement, { body: opening() })).id;
const invite = async (who: Who = app.cast.department) =>
  (await app.as(who)(inviteEngagement, { body: opening() })).id;
const deed = (who: Who, name: keyof typeof engagementDeeds, id: string) =>
  app.as(who)(engagementDeeds[name], { params: { id }, body: { reason: `why ${name}` } as never });
const read = (who: Who, id: string) => app.as(who)(readEngagement, { params: { id } });
/** What a side may do in the room as long as the engagement lives. */
const inRoom = [
  'engagement.read_room',
  'engagement.keep_room',
  'engagement.confirm_record',
  'engagement.propose_talk',
  'engagement.agree_talk',
  'engagement.hand_over',
  'engagement.export_room',
];
const setStatus = (id: string, status: string) =>
  app.database.owner.query('UPDATE engagement SET status = $2 WHERE id = $1', [id, status]);

describe('an engagement', () => {
  it('goes from proposal to validation, seen alike by both sides and the lab', async () => {
    const { vendor, department, operator, observer } = app.cast;
    const id = await propose();
    expect((await read(vendor, id)).allowed).toEqual([
      'engagement.read',
      'engagement.message',
      ...inRoom,
      'engagement.withdraw',
    ]);
    expect(await code(deed(vendor, 'accept', id))).toBe('403 not_the_other_side');
    await deed(department, 'accept', id);
    expect(await code(deed(vendor, 'shortlist', id))).toBe('403 role_missing');
    await deed(department, 'shortlist', id);
    await deed(operator, 'validate', id);
    await app.as(vendor)(submitRun, { body: { ...exam, split: 'sample', engagementId: id } });
    for (const who of [vendor, department, operator, observer]) {
      const seen = await read(who, id);
      expect(seen, who.roles[0]).toMatchObject({
        status: 'validating',
        stage: 'validation',
        proposal: '旁路运行八周 <b>',
        predictions: [{ criterion: 'mae', value: 10 }],
        scenario: { title: { en: 'Flooded underpasses' } },
        solution: { title: { en: 'Level forecast' } },
        benchmarks: [{ versionId: exam.benchmarkVersionId }],
        pilotId: null,
      });
      expect(seen.runs).toHaveLength(1);
    }
    for (const [who, side, found] of [
      [vendor, 'supply', 1],
      [vendor, 'demand', 0],
      [department, 'demand', 1],
      [department, 'supply', 0],
      [operator, 'demand', 0],
    ] as const)
      expect((await app.as(who)(listEngagements, { query: { side } })).total, `${who.roles[0]} ${side}`).toBe(
        found,
      );
    expect((await read(vendor, id)).rail.map(({ state }) => state)).toEqual([
      'done',
      'done',
      'current',
      'ahead',
      'ahead',
    ]);
    expect((await read(department, id)).allowed).toEqual([
      'engagement.read',
      'engagement.message',
      ...inRoom,
      'engagement.not_select',
      'engagement.fail_validation',
    ]);
  });

  it('is answered by the vendor when a department or a broker invites', async () => {
    const { vendor, department, operator } = app.cast;
    const id = await invite(broker);
    expect(await code(deed(department, 'accept', id))).toBe('403 not_the_other_side');
    expect(await code(invite())).toBe('409 duplicate');
    await deed(vendor, 'decline', id);
    expect(await read(department, id)).toMatchObject({
      status: 'declined',
      endReason: 'why decline',
      stage: 'matching',
    });
    // Once it has ended the same two may meet again.
    const again = await invite();
    expect(again).not.toBe(id);
    expect(await code(deed(operator, 'accept', again))).toBe('403 role_missing');
  });

  it('opens only between a listed solution and a published need, once, with predictions that mean something', async () => {
    const { vendor, otherVendor, department, otherDepartment } = app.cast;
    const { owner } = app.database;
    expect(await code(propose(null))).toBe('401 sign_in_required');
    expect(await code(propose(department))).toBe('403 role_missing');
    expect(await code(propose(otherVendor))).toBe('404 not_found');
    expect(await code(invite(otherDepartment))).toBe('404 not_found');
    const answers = await Promise.all([code(propose()), code(propose())]);
    expect(answers.sort()).toEqual(['409 duplicate', 'went through']);

    exam = await makeExam(owner, app.cast);
    const wrong = { ...opening(), predictions: [{ criterion: '__proto__', value: 1 }] };
    const refused = await app
      .as(vendor)(proposeEngagement, { body: wrong })
      .catch((error: ProblemError) => error.problem);
    expect(refused).toMatchObject({
      status: 422,
      errors: [{ path: 'predictions.0.criterion', code: 'unknown_criterion' }],
    });
    const nul = { ...opening(), proposal: 'a\u0000b' };
    expect(await code(app.as(vendor)(proposeEngagement, { body: nul }))).toBe('422 invalid_input');
    await owner.query(`UPDATE solution SET listed = NULL, status = 'draft' WHERE id = $1`, [exam.solutionId]);
    expect(await code(propose())).toBe('422 invalid_input');
    exam = await makeExam(owner, app.cast);
    await owner.query(`UPDATE scenario SET status = 'closed' WHERE id = $1`, [exam.scenarioId]);
    expect(await code(propose())).toBe('409 wrong_status');
  });

  it('waits at the gates of its need', async () => {
    const { department, operator } = app.cast;
    const id = await propose();
    await setStatus(id, 'shortlisted');
    await app.database.owner.query(`UPDATE benchmark_version SET status = 'draft' WHERE id = $1`, [
      exam.benchmarkVersionId,
    ]);
    expect(await code(deed(operator, 'validate', id))).toBe('409 gate_incomplete');
    await setStatus(id, 'validated');
    const award = () =>
      app.as(department)(awardEngagement, { params: { id }, body: { procurementNumber: 'CG-2026-7' } });
    const refused = await award().catch((error: ProblemError) => error.problem);
    expect(refused).toMatchObject({
      code: 'gate_incomplete',
      params: { gate: 'open_for_award', missing: 'budget_owner procurement_route decision_date' },
    });
    await app.database.owner.query(
      `UPDATE scenario SET need = need || '{"budgetOwner": "x", "procurementRoute": "open_tender", "decisionDate": "2026-12-01"}'
       WHERE id = $1`,
      [exam.scenarioId],
    );
    await award();
    expect(await read(department, id)).toMatchObject({ status: 'awarded', procurementNumber: 'CG-2026-7' });
    expect((await read(department, id)).allowed).toEqual([
      'engagement.read',
      'engagement.message',
      ...inRoom,
      'engagement.accept_field',
      'engagement.reject_field',
      'pilot.plan',
    ]);
    expect(await code(deed(app.cast.vendor, 'accept_field', id))).toBe('403 role_missing');
    expect(await code(deed(app.cast.otherDepartment, 'accept_field', id))).toBe('404 not_found');
    await deed(department, 'accept_field', id);
    expect(await read(app.cast.vendor, id)).toMatchObject({ status: 'field_accepted', endReason: null });
    expect(await code(deed(department, 'reject_field', id))).toBe('409 wrong_status');
    await deed(broker, 'enable', id);
    await deed(operator, 'complete', id);
    expect((await read(department, id)).rail.at(-1)).toEqual({ stage: 'enablement', state: 'done' });
  });

  it('that was awarded waits for its pilot’s end, and may be rejected without one', async () => {
    const { vendor, department } = app.cast;
    const id = await propose();
    await setStatus(id, 'awarded');
    await app.database.owner.query(
      `INSERT INTO pilot (id, status, engagement_id, from_day, until_day, sites)
       VALUES (gen_random_uuid(), 'planned', $1, '2026-01-01', '2026-12-31', '[]')`,
      [id],
    );
    expect((await read(department, id)).allowed).toEqual([
      'engagement.read',
      'engagement.message',
      ...inRoom,
    ]);
    expect(await code(deed(department, 'accept_field', id))).toBe('409 pilot_live');
    expect(await code(deed(department, 'reject_field', id))).toBe('409 pilot_live');
    await app.database.owner.query(`UPDATE pilot SET status = 'terminated' WHERE engagement_id = $1`, [id]);
    await deed(department, 'reject_field', id);
    expect(await read(vendor, id)).toMatchObject({
      status: 'field_rejected',
      endReason: 'why reject_field',
      rail: { 3: { stage: 'field', state: 'ended' } },
    });
  });

  it('that ends before the field takes the plan of its pilot with it', async () => {
    const { vendor, department } = app.cast;
    const id = await propose();
    await setStatus(id, 'validated');
    await app.database.owner.query(
      `INSERT INTO pilot (id, status, engagement_id, from_day, until_day, sites)
       VALUES (gen_random_uuid(), 'planned', $1, '2026-01-01', '2026-12-31', '[]')`,
      [id],
    );
    await deed(department, 'not_select', id);
    const { rows } = await app.database.owner.query(
      'SELECT status, statement FROM pilot WHERE engagement_id = $1',
      [id],
    );
    expect(rows).toEqual([{ status: 'terminated', statement: 'why not_select' }]);
    expect((await read(vendor, id)).status).toBe('not_selected');
  });

  it('is nobody else’s', async () => {
    const { vendor, otherVendor, otherDepartment } = app.cast;
    const id = await propose();
    await app.as(vendor)(postMessage, { params: { id }, body: { text: 'hello' } });
    for (const who of [otherVendor, otherDepartment]) {
      expect(await code(read(who, id))).toBe('404 not_found');
      expect(await code(app.as(who)(postMessage, { params: { id }, body: { text: 'x' } }))).toBe(
        '404 not_found',
      );
      expect((await app.as(who)(listEngagements, { query: {} })).total).toBe(0);
      for (const [table, key] of [
        ['engagement', 'id'],
        ['message', 'engagement_id'],
        ['engagement_face', 'engagement_id'],
      ]) {
        expect(await app.sqlAs(who, `SELECT 1 FROM ${table} WHERE ${key} = $1`, [id]), table).toEqual([]);
      }
    }
    expect(await code(deed(otherVendor, 'withdraw', id))).toBe('404 not_found');
    expect(await code(deed(otherDepartment, 'accept', id))).toBe('404 not_found');
    expect(await code(read(null, id))).toBe('401 sign_in_required');
  });

  it('keeps a thread, and the names of what leaves the catalogue', async () => {
    const { vendor, department, operator, observer } = app.cast;
    const id = await propose();
    const said = await app.as(vendor)(postMessage, {
      params: { id },
      body: { text: '<img src=x onerror=alert(1)>' },
    });
    expect(said).toMatchObject({ author: 'Vendor A owner', organisation: { id: vendor.organisationId } });
    await app.as(operator)(postMessage, { params: { id }, body: { text: '周三上午' } });
    expect(await code(app.as(observer)(postMessage, { params: { id }, body: { text: 'x' } }))).toBe(
      '403 role_missing',
    );
    await app.database.owner.query(`UPDATE solution SET status = 'delisted' WHERE id = $1`, [
      exam.solutionId,
    ]);
    await app.database.owner.query(`UPDATE scenario SET status = 'withdrawn' WHERE id = $1`, [
      exam.scenarioId,
    ]);
    for (const who of [vendor, department]) {
      const seen = await read(who, id);
      expect(seen.messages.map(({ text }) => text)).toEqual(['<img src=x onerror=alert(1)>', '周三上午']);
      expect(seen.scenario.title.en).toBe('Flooded underpasses');
      expect(seen.solution.title.en).toBe('Level forecast');
    }
    await deed(vendor, 'withdraw', id);
    expect(await code(app.as(vendor)(postMessage, { params: { id }, body: { text: 'x' } }))).toBe(
      '409 wrong_status',
    );
  });

  it('is listed by page, stage and word', async () => {
    const { vendor, department } = app.cast;
    const early = await propose();
    exam = await makeExam(app.database.owner, app.cast);
    const late = await propose();
    await setStatus(late, 'shortlisted');
    await deed(app.cast.operator, 'validate', late);
    await deed(vendor, 'withdraw', late);
    await deed(vendor, 'withdraw', early);
    const ids = async (query: Args<typeof listEngagements>['query']) =>
      (await app.as(department)(listEngagements, { query })).items.map((item) => item.id);
    expect(await ids({ stage: 'validation', status: 'withdrawn' })).toEqual([late]);
    const matching = await ids({ stage: 'matching', status: 'withdrawn', limit: 100 });
    expect(matching).toContain(early);
    expect(matching).not.toContain(late);
    expect(await ids({ scenarioId: exam.scenarioId })).toEqual([late]);
    expect(await ids({ q: '%' })).toEqual([]);
    const first = await app.as(department)(listEngagements, { query: { limit: 1 } });
    const second = await app.as(department)(listEngagements, {
      query: { limit: 1, cursor: first.next ?? '' },
    });
    expect([first.items[0]?.id, second.items[0]?.id]).toEqual([early, late]);
  });
});
