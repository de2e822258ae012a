import { agreeToDifference, readBenchmark } from '@scenario-lab/contracts/benchmarks';
import type { Criterion } from '@scenario-lab/contracts/metrics';
import { listNotices } from '@scenario-lab/contracts/notices';
import { amendScenario, readScenario, scenarioDeeds } from '@scenario-lab/contracts/scenarios';
import { openSystemDatabase, type SystemDatabase } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { makeNotices } from '@scenario-lab/db/notices/make-notices';
import { giveParty, makeExam } from '@scenario-lab/testing/exam';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { refusalOf, type TestApp, testApp } from '../http/test-app.js';

let app: TestApp;
let system: SystemDatabase;
beforeAll(async () => {
  app = await testApp();
  system = await openSystemDatabase(app.database.urls.score, 'test');
});
afterAll(async () => {
  await system?.close();
  await app?.close();
});

type Who = Parameters<TestApp['as']>[0];
type Exam = Awaited<ReturnType<typeof makeExam>>;
const mae: Criterion = {
  id: 'mae',
  metric: 'mae',
  direction: 'at_most',
  threshold: 12,
  unit: 'cm',
  must: true,
};
const text = { zh: '应供给方答疑，放宽要求。', en: 'The limit is eased.' };
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

let exam: Exam;
beforeEach(async () => {
  exam = await makeExam(app.database.owner, app.cast, { plan: { criteria: [mae] } });
  await app.database.owner.query(`UPDATE scenario SET deadline = $2, need = need || $3 WHERE id = $1`, [
    exam.scenarioId,
    inDays(60),
    JSON.stringify({ criteria: [mae], deadline: inDays(60), budget: 100, decisionDate: null }),
  ]);
});

const amend = (who: Who, changes: object = {}, headers: Record<string, string> = {}) =>
  app.as(who, headers)(amendScenario, {
    params: { id: exam.scenarioId },
    body: { text, changes },
  });
const read = (who: Who) => app.as(who)(readScenario, { params: { id: exam.scenarioId } });

describe('an addendum to a published need', () => {
  it('is appended with its number, says what it changes, and changes just that', async () => {
    const { department, vendor } = app.cast;
    const before = await read(department);
    expect(before.allowed).toContain('scenario.amend');
    expect(await amend(department)).toEqual({ number: 1 });
    const eased = { ...mae, threshold: 15 };
    const until = inDays(90);
    expect(await amend(department, { criteria: [eased], budget: 200, deadline: until })).toEqual({
      number: 2,
    });
    for (const who of [null, vendor, department]) {
      const { addenda, criteria, budget, deadline, title, problem } = await read(who);
      expect({ criteria, budget, deadline }).toEqual({ criteria: [eased], budget: 200, deadline: until });
      expect({ title, problem }).toEqual({ title: before.title, problem: before.problem });
      expect(addenda.map(({ number, changes }) => ({ number, changes }))).toEqual([
        { number: 1, changes: [] },
        {
          number: 2,
          changes: [
            { field: 'criterion', before: mae, after: eased },
            { field: 'budget', before: 100, after: 200 },
            { field: 'deadline', before: inDays(60), after: until },
          ],
        },
      ]);
      expect(addenda[0]?.text).toEqual(text);
    }
    const [row] = (
      await app.database.owner.query('SELECT deadline::text FROM scenario WHERE id = $1', [exam.scenarioId])
    ).rows;
    expect(row.deadline).toBe(until);
  });

  it('is the department’s alone, and of what is published alone', async () => {
    const { department, otherDepartment, vendor, operator, reviewer } = app.cast;
    for (const who of [vendor, operator, reviewer])
      expect(await refusalOf(amend(who))).toBe('403 role_missing');
    expect(await refusalOf(amend(null))).toBe('401 sign_in_required');
    expect(await refusalOf(amend(otherDepartment))).toBe('404 not_found');
    await app.as(department)(scenarioDeeds.close, { params: { id: exam.scenarioId }, body: {} });
    expect(await refusalOf(amend(department))).toBe('409 wrong_status');
    expect((await read(null)).addenda).toEqual([]);
    // Neither does the database let anybody write one into somebody else's need, nor change one.
    const into = `INSERT INTO addendum (id, scenario_id, number, text, changes) VALUES (gen_random_uuid(), '${exam.scenarioId}', 9, '{}', '[]')`;
    for (const who of [otherDepartment, vendor])
      await expect(app.sqlAs(who, into)).rejects.toThrow(/row-level security/);
    await expect(app.sqlAs(department, "UPDATE addendum SET text = '{}'")).rejects.toThrow(
      /permission denied/,
    );
    await expect(app.sqlAs(department, 'DELETE FROM addendum')).rejects.toThrow(/permission denied/);
  });

  it('names the place of what is wrong and leaves nothing half written', async () => {
    const { department } = app.cast;
    const refused = (changes: object) => refusalOf(amend(department, changes));
    expect(await refused({ deadline: inDays(3) })).toBe('422 invalid_input changes.deadline');
    expect(await refused({ budget: 7, decisionDate: '2020-01-01' })).toBe(
      '422 invalid_input changes.decisionDate',
    );
    expect(await refused({ criteria: [mae, mae] })).toBe('422 invalid_input changes.criteria.1.id');
    expect(await refused({ criteria: [] })).toBe('422 invalid_input changes.criteria');
    expect(
      await refused({ criteria: [{ ...mae, metric: 'recall', direction: 'at_least', threshold: 90 }] }),
    ).toBe('422 invalid_input changes.criteria.0.threshold');
    expect(
      await refusalOf(
        app.as(department)(amendScenario, { params: { id: exam.scenarioId }, body: { text: {} as never } }),
      ),
    ).toMatch(/^422 invalid_input text/);
    expect(await read(department)).toMatchObject({ addenda: [], budget: 100, criteria: [mae] });
    expect(await refused({ deadline: inDays(20) })).toBe('went through');
    expect(await refused({ deadline: null })).toBe('went through');
  });

  it('never takes one number twice, and does not overwrite what was not read', async () => {
    const { department } = app.cast;
    const { updatedAt } = await read(department);
    await amend(department, { budget: 300 }, { 'if-match': `"${updatedAt}"` });
    expect(await refusalOf(amend(department, { budget: 400 }, { 'if-match': `"${updatedAt}"` }))).toBe(
      '412 changed_meanwhile',
    );
    const numbers = await Promise.all([1, 2, 3, 4].map(() => amend(department)));
    expect(numbers.map(({ number }) => number).sort()).toEqual([2, 3, 4, 5]);
  });

  it('tells whoever is engaged on the need and the lab, and nobody else', async () => {
    const { department, vendor, otherVendor, operator } = app.cast;
    const { owner } = app.database;
    const engagementId = newId();
    await giveParty(owner, 'engagement', engagementId, vendor.organisationId, 'own');
    await giveParty(owner, 'engagement', engagementId, department.organisationId, 'act');
    await owner.query(
      `INSERT INTO engagement (id, status, scenario_id, solution_id, vendor_id, department_id)
       VALUES ($1, 'proposed', $2, $3, $4, $5)`,
      [engagementId, exam.scenarioId, exam.solutionId, vendor.organisationId, department.organisationId],
    );
    await amend(department);
    while ((await system.asSystem(makeNotices)) > 0);
    const told = async (who: Who) =>
      (await app.as(who)(listNotices, { query: {} })).items.filter(
        ({ event, thingId }) => event === 'scenario.amended' && thingId === exam.scenarioId,
      ).length;
    expect([
      await told(vendor),
      await told(operator),
      await told(otherVendor),
      await told(department),
    ]).toEqual([1, 1, 0, 0]);
  });

  it('makes a sealed exam differ from the need as it stands now, until the department agrees', async () => {
    const { department } = app.cast;
    const shown = async () =>
      (await app.as(null)(readBenchmark, { params: { id: exam.benchmarkId } })).versions[0]?.need;
    expect((await shown())?.differences).toEqual([]);
    await amend(department, { criteria: [{ ...mae, threshold: 10 }] });
    expect(await shown()).toMatchObject({
      differences: [{ criterion: 'mae', kind: 'changed', need: { threshold: 10 }, exam: { threshold: 12 } }],
      agreed: null,
    });
    await app.as(department)(agreeToDifference, {
      params: { id: exam.benchmarkVersionId },
      body: { reason: '按补遗前的要求测试。' },
    });
    expect((await shown())?.agreed).not.toBeNull();
  });
});
