import { preflightRun } from '@scenario-lab/contracts/runs';
import { type Exam, makeBenchmark, makeExam } from '@scenario-lab/testing/exam';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestApp, testApp } from '../http/test-app.js';

let app: TestApp;
let exam: Exam;
beforeAll(async () => {
  app = await testApp();
  exam = await makeExam(app.database.owner, app.cast);
});
afterAll(() => app?.close());

it('sends no model to data with empty cells that neither its map nor itself has an answer to', async () => {
  const gappy = await makeBenchmark(app.database.owner, app.cast.department, {});
  await app.database.owner.query(
    `UPDATE benchmark_version SET columns = '[{"name": "rain", "type": "number", "gaps": true}]' WHERE id = $1`,
    [gappy.benchmarkVersionId],
  );
  const { algorithmVersionId } = exam;
  const of = { algorithmVersionId, benchmarkVersionId: gappy.benchmarkVersionId };
  const asked = async (fill: object) => {
    await app.database.owner.query('UPDATE algorithm_version SET onnx = $2, inspection = $3 WHERE id = $1', [
      exam.algorithmVersionId,
      JSON.stringify({
        inputMap: { x: { columns: ['rain'], dtype: 'float32', ...fill } },
        outputMap: {},
      }),
      JSON.stringify({ ok: true, problems: [{ code: 'gaps_unanswered', place: 'y', detail: '' }] }),
    ]);
    const { problems } = await app.as(app.cast.vendor)(preflightRun, { body: { ...of, split: 'sample' } });
    return problems.map(({ code, place }) => `${code} ${place}`);
  };
  expect(await asked({})).toContain('gaps_unanswered rain');
  expect(await asked({ fill: [0] })).not.toContain('gaps_unanswered rain');
});
