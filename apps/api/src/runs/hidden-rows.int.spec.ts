import { gzipSync } from 'node:zlib';
import { ProblemError } from '@scenario-lab/contracts/call';
import { downloadHiddenRows, readRun, submitRun } from '@scenario-lab/contracts/runs';
import { openSystemDatabase, type SystemDatabase } from '@scenario-lab/db/database';
import { vendorResultOf } from '@scenario-lab/domain/runs/edition';
import { makeTrial } from '@scenario-lab/testing/evidence';
import { type Exam, makeExam } from '@scenario-lab/testing/exam';
import { playRun } from '@scenario-lab/testing/play-worker';
import { maeResult } from '@scenario-lab/testing/results';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestApp, testApp } from '../http/test-app.js';

let app: TestApp;
let score: SystemDatabase;
let exam: Exam;
beforeAll(async () => {
  app = await testApp();
  score = await openSystemDatabase(app.database.urls.score, 'score', 2);
  exam = await makeExam(app.database.owner, app.cast);
});
afterAll(async () => {
  await score?.close();
  await app?.close();
});

const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'went through',
    (error: unknown) => {
      if (error instanceof ProblemError) return `${error.problem.status} ${error.problem.code}`;
      throw error;
    },
  );
const count = async (sql: string, values: unknown[] = []) =>
  Number((await app.database.owner.query(`SELECT count(*) AS n FROM ${sql}`, values)).rows[0].n);

it('hands the list of hidden rows to the data’s owner and the lab, notes it, and shows nobody else a row', async () => {
  const { vendor, department, reviewer, observer, otherDepartment } = app.cast;
  const { algorithmVersionId, benchmarkVersionId } = exam;
  await makeTrial(app.database.owner, { algorithmVersionId, benchmarkVersionId, vendor });
  const { id } = await app.as(vendor)(submitRun, {
    body: { algorithmVersionId, benchmarkVersionId, split: 'hidden' },
  });
  await playRun(score, { verdict: 'pass', owner: maeResult(), vendor: vendorResultOf(maeResult()) });
  const at = { params: { id } };
  expect((await app.as(department)(readRun, at)).hiddenRows).toBe(false);
  expect(await code(app.as(department)(downloadHiddenRows, at))).toBe('404 not_found');
  const list = 'split,digest,id,case,row\nhidden,ab,r1,0000,7\n';
  await app.database.owner.query(
    'INSERT INTO exam_rows SELECT benchmark_version_id, 1, $2 FROM run WHERE id = $1 ON CONFLICT DO NOTHING',
    [id, gzipSync(list)],
  );
  for (const who of [department, reviewer, observer]) {
    expect((await app.as(who)(readRun, at)).hiddenRows).toBe(true);
    // A day's readings of one person are noted once: these were long ago.
    await app.database.owner.query(
      "UPDATE event SET at = at - interval '2 days' WHERE event = 'run.internals_read' AND thing_id = $1",
      [id],
    );
    expect(await (await app.as(who)(downloadHiddenRows, at)).text()).toBe(list);
    const noted = "event WHERE event = 'run.internals_read' AND thing_id = $1 AND person_id = $2";
    expect(await count(`${noted} AND at > now() - interval '1 day'`, [id, who.personId])).toBe(1);
  }
  for (const who of [vendor, otherDepartment]) {
    expect(await code(app.as(who)(downloadHiddenRows, at))).toBe('404 not_found');
    expect(await app.sqlAs(who, 'SELECT 1 FROM exam_rows')).toEqual([]);
  }
  expect((await app.as(vendor)(readRun, at)).hiddenRows).toBe(false);
});
