import { agreeToDifference, readBenchmark } from '@scenario-lab/contracts/benchmarks';
import { ProblemError } from '@scenario-lab/contracts/call';
import type { Criterion } from '@scenario-lab/contracts/metrics';
import { submitRun } from '@scenario-lab/contracts/runs';
import { newId } from '@scenario-lab/db/ids';
import { makeTrial } from '@scenario-lab/testing/evidence';
import { giveParty, makeExam } from '@scenario-lab/testing/exam';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestApp, testApp } from '../http/test-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app?.close());
type Who = Parameters<TestApp['as']>[0];
const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => 'went through',
    (error: ProblemError) => `${error.problem.status} ${error.problem.code}`,
  );
const mae: Criterion = {
  id: 'mae',
  metric: 'mae',
  direction: 'at_most',
  threshold: 12,
  unit: 'cm',
  must: true,
};
const rmse: Criterion = { ...mae, id: 'rmse', metric: 'rmse', threshold: 20 };

it('an exam that asks something else than its need validates nothing until the department has agreed', async () => {
  const { vendor, department, otherDepartment, operator } = app.cast;
  const { owner } = app.database;
  const exam = await makeExam(owner, app.cast, { plan: { criteria: [mae, rmse] } });
  const engagementId = newId();
  await giveParty(owner, 'engagement', engagementId, vendor.organisationId, 'own');
  await giveParty(owner, 'engagement', engagementId, department.organisationId, 'act');
  await owner.query(
    `INSERT INTO engagement (id, status, scenario_id, solution_id, vendor_id, department_id)
     VALUES ($1, 'validating', $2, $3, $4, $5)`,
    [engagementId, exam.scenarioId, exam.solutionId, vendor.organisationId, department.organisationId],
  );
  await makeTrial(owner, { ...exam, vendor });
  const examAsks = (criteria: Criterion[]) =>
    owner.query(`UPDATE benchmark_version SET plan = jsonb_set(plan, '{criteria}', $2) WHERE id = $1`, [
      exam.benchmarkVersionId,
      JSON.stringify(criteria),
    ]);
  const needAsks = (criteria: Criterion[]) =>
    owner.query(`UPDATE scenario SET need = jsonb_set(need, '{criteria}', $2) WHERE id = $1`, [
      exam.scenarioId,
      JSON.stringify(criteria),
    ]);
  const shown = async (who: Who) =>
    (await app.as(who)(readBenchmark, { params: { id: exam.benchmarkId } })).versions[0];
  const submit = (split: 'hidden' | 'sample', engagement: string | null = engagementId) =>
    refusal(app.as(vendor)(submitRun, { body: { ...exam, split, engagementId: engagement } }));
  const agree = (who: Who) =>
    refusal(
      app.as(who)(agreeToDifference, {
        params: { id: exam.benchmarkVersionId },
        body: { reason: '该指标改由现场实测。' },
      }),
    );

  expect((await shown(null))?.need).toEqual({ differences: [], agreed: null });
  expect(await agree(department)).toBe('409 conflict');
  // A must is left out and a threshold moved.
  await examAsks([{ ...mae, threshold: 15 }]);
  expect((await shown(null))?.need).toMatchObject({
    differences: [
      {
        criterion: 'mae',
        kind: 'changed',
        parts: ['threshold'],
        need: { threshold: 12 },
        exam: { threshold: 15 },
      },
      { criterion: 'rmse', kind: 'dropped', exam: null },
    ],
    agreed: null,
  });
  expect(await submit('hidden')).toBe('409 need_differs');
  // A try proves nothing, and nor does a run for no engagement: neither is stopped.
  expect(await submit('sample')).toBe('went through');

  expect(await agree(null)).toBe('401 sign_in_required');
  for (const who of [vendor, operator]) expect(await agree(who)).toBe('403 role_missing');
  expect(await agree(otherDepartment)).toMatch(/^40[34] /);
  expect((await shown(department))?.allowed).toContain('benchmark.agree');
  expect(await agree(department)).toBe('went through');
  expect((await shown(null))?.need?.agreed).toMatchObject({ reason: '该指标改由现场实测。' });

  // Agreed is what was shown: when need or exam change again, so must the word.
  await needAsks([{ ...mae, threshold: 10 }, rmse]);
  expect((await shown(null))?.need).toMatchObject({ agreed: null });
  expect(await submit('hidden')).toBe('409 need_differs');
  await needAsks([mae, rmse]);
  expect(await submit('hidden')).toBe('went through');
});
