import { accessRequestDeeds, listAccessRequests, requestAccess } from '@scenario-lab/contracts/access';
import { benchmarkDeeds, createBenchmark } from '@scenario-lab/contracts/benchmarks';
import { readTimeline } from '@scenario-lab/contracts/lab';
import { readRun, submitRun } from '@scenario-lab/contracts/runs';
import { openSystemDatabase, type SystemDatabase } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { vendorResultOf } from '@scenario-lab/domain/runs/edition';
import { makeTrial } from '@scenario-lab/testing/evidence';
import { type Exam, examPlan, giveParty, makeAlgorithm, makeBenchmark } from '@scenario-lab/testing/exam';
import { playRun } from '@scenario-lab/testing/play-worker';
import { maeResult } from '@scenario-lab/testing/results';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusalOf, type TestApp, testApp } from '../http/test-app.js';

let app: TestApp;
let score: SystemDatabase;
beforeAll(async () => {
  app = await testApp();
  score = await openSystemDatabase(app.database.urls.score, 'play');
});
afterAll(async () => {
  await score?.close();
  await app?.close();
});

const columns = ['rain', 'level', 'zone'].map((name) => ({
  name,
  type: 'number',
  role: name === 'level' ? 'target' : 'feature',
  knownAt: 'always',
  sensitivity: 'none',
}));

/** Data of a department that may only be computed on, with an open exam of its own. */
async function sealedData(owner: SignedIn) {
  const made = await makeBenchmark(app.database.owner, owner, { accessMode: 'sandbox_only' });
  const { rows } = await app.database.owner.query(
    'UPDATE dataset_version SET columns = $2 WHERE dataset_id = $1 RETURNING id',
    [made.datasetId, JSON.stringify(columns)],
  );
  return { ...made, datasetVersionId: rows[0].id as string };
}

async function grant(owner: SignedIn, asker: SignedIn, datasetId: string, scope?: 'compute' | 'examine') {
  const body = {
    purpose: 'to measure levels in our own district',
    until: '2999-01-01',
    ...(scope && { scope }),
  };
  const { id } = await app.as(asker)(requestAccess, { params: { id: datasetId }, body });
  await app.as(owner)(accessRequestDeeds.approve, { params: { id }, body: {} });
  return id;
}

const draft = (who: SignedIn, plan: ReturnType<typeof examPlan>) =>
  app.as(who)(createBenchmark, { body: { title: { en: 'Levels again' }, plan } });
const seal = (benchmarkVersionId: string) =>
  app.as(app.cast.operator)(benchmarkDeeds.seal, { params: { id: benchmarkVersionId }, body: {} });

describe('an exam on somebody else’s data', () => {
  it('needs the right to make exams by name; a grant to compute is not enough, whoever seals it', async () => {
    const { department, otherDepartment } = app.cast;
    const data = await sealedData(department);
    const plan = examPlan(data.datasetVersionId, { features: ['rain', 'zone'] });
    await grant(department, otherDepartment, data.datasetId);
    expect(await refusalOf(draft(otherDepartment, plan))).toBe('403 exam_right_missing');
    // Drafted past the first door: under the right while it stood, by the operator for its need.
    const request = await grant(department, otherDepartment, data.datasetId, 'examine');
    const mine = await app.as(department)(listAccessRequests, { query: { datasetId: data.datasetId } });
    expect(mine.items.map(({ scope }) => scope).sort()).toEqual(['compute', 'examine']);
    const made = await draft(otherDepartment, plan);
    const exam = { features: ['rain', 'level'], target: 'zone' };
    const stolen = await draft(otherDepartment, examPlan(data.datasetVersionId, exam));
    await app.database.owner.query(`UPDATE access_grant SET status = 'revoked' WHERE request_id = $1`, [
      request,
    ]);
    expect(await refusalOf(seal(made.benchmarkVersionId))).toBe('403 exam_right_missing');
    await app.database.owner.query(`UPDATE access_grant SET status = 'active' WHERE request_id = $1`, [
      request,
    ]);
    // The target of the owner's exam is nobody else's feature: a program would be handed the answers.
    expect(await refusalOf(seal(stolen.benchmarkVersionId))).toBe('409 target_of_another_exam');
    await seal(made.benchmarkVersionId);
    // The data's owner reads at its grant that an exam is being made under it.
    const told = await app.as(department)(readTimeline, { params: { thing: 'access_request', id: request } });
    expect(told.map(({ event }) => event)).toContain('access_request.exam_sealed');
  });

  it('cannot be asked for by writing a grant past the API', async () => {
    const { department, otherDepartment } = app.cast;
    const data = await sealedData(department);
    await grant(department, otherDepartment, data.datasetId);
    const widen = `UPDATE access_grant SET scope = 'examine' WHERE dataset_id = $1 RETURNING 1`;
    expect(await app.sqlAs(otherDepartment, widen, [data.datasetId])).toEqual([[], 0]);
    const held = 'SELECT hold_exam_right($1, $2) AS id';
    const of = [data.datasetId, otherDepartment.organisationId];
    expect(await app.sqlAs(otherDepartment, held, of)).toEqual([{ id: null }]);
  });
});

/** `benchmarkOwner` examines on `dataOwner`'s data; `vendor`'s hidden run is scored. */
async function examined(who: {
  vendor: SignedIn;
  dataOwner: SignedIn;
  benchmarkOwner: SignedIn;
}): Promise<string> {
  const { vendor, dataOwner, benchmarkOwner } = who;
  const { owner } = app.database;
  const data = await sealedData(dataOwner);
  const benchmarkId = newId();
  await giveParty(owner, 'benchmark', benchmarkId, benchmarkOwner.organisationId, 'own');
  await owner.query('INSERT INTO benchmark (id, owner_id, title) VALUES ($1, $2, $3)', [
    benchmarkId,
    benchmarkOwner.organisationId,
    { en: 'Elsewhere' },
  ]);
  await owner.query('UPDATE benchmark_version SET benchmark_id = $2, number = 1 WHERE id = $1', [
    data.benchmarkVersionId,
    benchmarkId,
  ]);
  await owner.query(
    `INSERT INTO access_grant (id, status, dataset_id, organisation_id, expires) VALUES ($1, 'active', $2, $3, '2999-01-01')`,
    [newId(), data.datasetId, vendor.organisationId],
  );
  const algorithm: Pick<Exam, 'algorithmVersionId'> = await makeAlgorithm(owner, vendor);
  await makeTrial(owner, {
    algorithmVersionId: algorithm.algorithmVersionId,
    benchmarkVersionId: data.benchmarkVersionId,
    vendor,
  });
  const { id } = await app.as(vendor)(submitRun, {
    body: {
      algorithmVersionId: algorithm.algorithmVersionId,
      benchmarkVersionId: data.benchmarkVersionId,
      split: 'hidden',
      engagementId: null,
    },
  });
  const result = maeResult();
  await playRun(score, { verdict: 'pass', owner: result, vendor: vendorResultOf(result) });
  return id;
}

const sql = {
  logs: 'SELECT 1 FROM run_log WHERE run_id = $1',
  editions: 'SELECT edition FROM result WHERE run_id = $1 ORDER BY edition',
};

describe('who sees a hidden run whole', () => {
  it('the data’s owner; whoever made the exam reads the vendor’s edition and no log', async () => {
    const { vendor, department, otherDepartment } = app.cast;
    const id = await examined({ vendor, dataOwner: department, benchmarkOwner: otherDepartment });
    const whole = await app.as(department)(readRun, { params: { id } });
    expect(whole).toMatchObject({ edition: 'owner', log: { stdout: 'read 3 rows' } });
    const coarse = await app.as(otherDepartment)(readRun, { params: { id } });
    expect(coarse).toMatchObject({ edition: expect.not.stringMatching('owner'), log: null });
    expect(coarse.allowed).not.toContain('run.what_if');
    expect(coarse.result?.figures).toHaveLength(1);
    // Row-level security alone.
    expect(await app.sqlAs(otherDepartment, sql.logs, [id])).toEqual([]);
    expect(await app.sqlAs(otherDepartment, sql.editions, [id])).toEqual([{ edition: 'vendor' }]);
    expect(await app.sqlAs(department, sql.logs, [id])).toHaveLength(1);
  });

  it('nobody of the organisation that wrote the program, in whatever other role it stands', async () => {
    // One organisation is department and vendor at once: its program's log of hidden rows does not come back to it.
    const { department, operator } = app.cast;
    const both: SignedIn = { ...department, roles: ['department', 'vendor'] };
    await app.database.owner.query(`UPDATE organisation SET roles = '{demand,supply}' WHERE id = $1`, [
      both.organisationId,
    ]);
    const own = await examined({ vendor: both, dataOwner: both, benchmarkOwner: both });
    const seen = await app.as(both)(readRun, { params: { id: own } });
    expect(seen).toMatchObject({ edition: 'vendor', log: null });
    expect(await app.sqlAs(both, sql.logs, [own])).toEqual([]);
    expect(await app.sqlAs(both, sql.editions, [own])).toEqual([{ edition: 'vendor' }]);
    // The lab's desk reads it; the lab as the vendor of its own algorithm does not.
    expect(await app.sqlAs(operator, sql.logs, [own])).toHaveLength(1);
    const lab: SignedIn = { ...operator, roles: ['operator', 'vendor'] };
    await app.database.owner.query(`UPDATE organisation SET roles = '{operate,supply}' WHERE id = $1`, [
      lab.organisationId,
    ]);
    const labs = await examined({
      vendor: lab,
      dataOwner: app.cast.otherDepartment,
      benchmarkOwner: app.cast.otherDepartment,
    });
    expect(await app.sqlAs(operator, sql.logs, [labs])).toEqual([]);
  });
});
