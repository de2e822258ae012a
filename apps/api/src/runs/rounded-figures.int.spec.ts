import { type Result, readRun, submitRun } from '@scenario-lab/contracts/runs';
import { openSystemDatabase, type SystemDatabase } from '@scenario-lab/db/database';
import { vendorResultOf } from '@scenario-lab/domain/runs/edition';
import { makeReport } from '@scenario-lab/testing/certify';
import { makeTrial } from '@scenario-lab/testing/evidence';
import { giveParty, makeExam } from '@scenario-lab/testing/exam';
import { playRun } from '@scenario-lab/testing/play-worker';
import { maeResult } from '@scenario-lab/testing/results';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestApp, testApp } from '../http/test-app.js';

// §4 of the design of validation: sums over rows without a bound (log loss) or nearly (Brier) can be made to spell
// hidden labels digit by digit. One decoded 170 of 170 from the unrounded ones of one look.

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

const figure = (metric: string, value: number, lower: number, upper: number) => ({
  metric,
  version: '1',
  slice: null,
  value,
  interval: { lower, upper, level: 0.95, method: 'bca' as const },
  bounds: { lower, upper, alpha: 0.05 / 3 },
  rows: 2000,
  units: 2000,
});
const spelled = { log_loss: 0.4382719301, brier: 0.1273846552 };
/** Worked out by hand: a quarter of the interval's width, up to one figure, is 0.009 and 0.005. */
const rounded = [
  { metric: 'log_loss', value: 0.441, interval: { lower: 0.414, upper: 0.459 }, bounds: null },
  { metric: 'brier', value: 0.125, interval: { lower: 0.115, upper: 0.14 }, bounds: null },
];
const scored: Result = {
  ...maeResult(),
  figures: [
    figure('log_loss', spelled.log_loss, 0.4213, 0.4561),
    figure('brier', spelled.brier, 0.1191, 0.1359),
    {
      ...figure('log_loss', 0.7123456789, 0.6, 0.8),
      slice: { column: 'zone', value: 'a' },
      rows: 12,
      units: 12,
    },
  ],
};

const editions = 'SELECT edition FROM result WHERE run_id = $1';

it('log loss and Brier are rounded for the vendor, the exam’s maker and the public, whole for the data’s owner and the lab', async () => {
  const { vendor, otherVendor, department, otherDepartment, reviewer, operator, observer } = app.cast;
  const { owner } = app.database;
  const exam = await makeExam(owner, app.cast);
  // The exam is another department's than the data.
  await owner.query('UPDATE benchmark SET owner_id = $2 WHERE id = $1', [
    exam.benchmarkId,
    otherDepartment.organisationId,
  ]);
  await giveParty(owner, 'benchmark', exam.benchmarkId, otherDepartment.organisationId, 'own');
  await makeTrial(owner, { ...exam, vendor });
  const { id } = await app.as(vendor)(submitRun, {
    body: {
      algorithmVersionId: exam.algorithmVersionId,
      benchmarkVersionId: exam.benchmarkVersionId,
      split: 'hidden',
      engagementId: null,
    },
  });
  await playRun(score, { verdict: 'pass', owner: scored, vendor: vendorResultOf(scored) });
  const figuresFor = async (who: Parameters<TestApp['as']>[0]) =>
    (await app.as(who)(readRun, { params: { id } })).result?.figures;
  const spells = (answer: unknown) =>
    Object.values(spelled).some((value) => JSON.stringify(answer).includes(String(value).slice(0, 6)));

  for (const who of [vendor, otherDepartment]) {
    const figures = await figuresFor(who);
    expect(figures).toMatchObject(rounded);
    expect(figures).toHaveLength(rounded.length);
    expect(spells(await app.as(who)(readRun, { params: { id } }))).toBe(false);
  }
  for (const who of [department, reviewer, operator, observer]) {
    const figures = await figuresFor(who);
    expect(figures?.map(({ value }) => value)).toEqual([spelled.log_loss, spelled.brier, 0.7123456789]);
  }
  // Its vendor makes it public: what everybody may read, by the role that serves visitors.
  expect(await app.sqlAs(otherVendor, editions, [id])).toEqual([]);
  await owner.query(`UPDATE run SET status = 'approved' WHERE id = $1`, [id]);
  await makeReport(owner, id, { published: true });
  await owner.query('SET ROLE lab_public');
  const told = await owner.query('SELECT body FROM published_result WHERE run_id = $1', [id]);
  await owner.query('RESET ROLE');
  expect(told.rows).toMatchObject([{ body: { figures: rounded } }]);
  expect(spells(told.rows)).toBe(false);
  expect(await app.sqlAs(otherVendor, `${editions} AND edition = 'owner'`, [id])).toEqual([]);
});
