import { createHash } from 'node:crypto';
import { accessRequestDeeds, requestAccess } from '@scenario-lab/contracts/access';
import {
  benchmarkDeeds,
  createBenchmark,
  downloadSample,
  editBenchmark,
  listBenchmarks,
  type Plan,
  readBenchmark,
  readTask,
} from '@scenario-lab/contracts/benchmarks';
import { newId } from '@scenario-lab/db/ids';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { openBlobStore } from '@scenario-lab/storage/open-store';
import { makeCertificate } from '@scenario-lab/testing/certify';
import { makeResult, makeRun } from '@scenario-lab/testing/evidence';
import { examPlan, makeAlgorithm, makeBenchmark } from '@scenario-lab/testing/exam';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusalOf, type TestApp, testApp } from '../http/test-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app?.close());

const columns = ['rain', 'level', 'zone'].map((name) => ({
  name,
  type: 'number',
  role: name === 'level' ? 'target' : 'feature',
  knownAt: 'always',
  sensitivity: 'none',
}));

/** A department's data with columns, ready to be examined on. */
async function data(owner: SignedIn, accessMode = 'open'): Promise<{ datasetId: string; plan: Plan }> {
  const made = await makeBenchmark(app.database.owner, owner, { accessMode });
  const { rows } = await app.database.owner.query(
    'UPDATE dataset_version SET columns = $2 WHERE dataset_id = $1 RETURNING id',
    [made.datasetId, JSON.stringify(columns)],
  );
  return { datasetId: made.datasetId, plan: examPlan(rows[0].id) };
}

const draft = (who: SignedIn, plan: Plan, more = {}) =>
  app.as(who)(createBenchmark, { body: { title: { en: 'Levels' }, plan, ...more } });

describe('benchmarks', () => {
  it('are drafted, edited and sent to be sealed; what is sealed is not edited', async () => {
    const { department, operator } = app.cast;
    const { plan } = await data(department);
    const made = await draft(department, plan);
    const at = { params: { id: made.benchmarkVersionId } };
    await app.as(department)(editBenchmark, {
      ...at,
      body: { title: { zh: '水位' }, plan: { ...plan, slices: ['zone'] } },
    });
    const seen = await app.as(department)(readBenchmark, { params: { id: made.benchmarkId } });
    expect(seen).toMatchObject({
      title: { zh: '水位' },
      status: 'draft',
      runs: 0,
      scoreboard: [],
      mine: null,
    });
    expect(seen.versions[0]).toMatchObject({
      number: 1,
      plan: { slices: ['zone'] },
      packs: [],
      digest: null,
    });
    expect(seen.versions[0]?.columns.map(({ name }) => name)).toEqual(['rain', 'level', 'zone']);
    expect(seen.allowed).toContain('benchmark.edit');

    expect(await refusalOf(app.as(department)(benchmarkDeeds.seal, { ...at, body: {} }))).toBe(
      '403 role_missing',
    );
    await app.as(operator)(benchmarkDeeds.seal, { ...at, body: {} });
    const jobs = await app.database.owner.query('SELECT job FROM delivery WHERE thing_id = $1', [
      made.benchmarkVersionId,
    ]);
    expect(jobs.rows).toEqual([{ job: 'seal-benchmark' }]);
    expect(await refusalOf(app.as(department)(editBenchmark, { ...at, body: { plan } }))).toBe(
      '409 wrong_status',
    );
    expect(await refusalOf(app.as(operator)(benchmarkDeeds.close, { ...at, body: { reason: 'x' } }))).toBe(
      '409 wrong_status',
    );
    await app.database.owner.query("UPDATE benchmark_version SET status = 'open' WHERE id = $1", [
      made.benchmarkVersionId,
    ]);
    const next = await draft(department, plan, { benchmarkId: made.benchmarkId });
    expect(next.benchmarkId).toBe(made.benchmarkId);
    const both = await app.as(department)(readBenchmark, { params: { id: made.benchmarkId } });
    expect(both.versions.map(({ number, status }) => [number, status])).toEqual([
      [2, 'draft'],
      [1, 'open'],
    ]);
    expect(both.versionId).toBe(made.benchmarkVersionId);
    // The draft beside it is nobody else's to see.
    const open = await app.as(null)(readBenchmark, { params: { id: made.benchmarkId } });
    expect(open.versions).toHaveLength(1);
    await app.as(operator)(benchmarkDeeds.close, { ...at, body: { reason: 'season over' } });
    await app.as(operator)(benchmarkDeeds.retire, { ...at, body: { reason: 'replaced' } });
  });

  it('name every column a plan has and the data have not', async () => {
    const { department } = app.cast;
    const { plan } = await data(department);
    const refused = (more: Partial<Plan>) => refusalOf(draft(department, { ...plan, ...more }));
    expect(await refused({ target: 'flood' })).toBe('422 invalid_input plan.target');
    expect(await refused({ features: ['rain', 'snow'] })).toBe('422 invalid_input plan.features.1');
    expect(await refused({ slices: ['__proto__'] })).toBe('422 invalid_input plan.slices.0');
    expect(await refused({ resamplingUnit: { kind: 'group', column: 'x' } })).toBe(
      '422 invalid_input plan.resamplingUnit.column',
    );
    expect(await refused({ datasetVersionId: newId() })).toBe('422 invalid_input plan.datasetVersionId');
    await app.database.owner.query("UPDATE dataset_version SET status = 'profiling' WHERE id = $1", [
      plan.datasetVersionId,
    ]);
    expect(await refused({})).toBe('422 invalid_input plan.datasetVersionId');
  });

  it('answer by who asks', async () => {
    const { department, otherDepartment, vendor, operator } = app.cast;
    const { plan } = await data(department, 'sandbox_only');
    expect(await refusalOf(app.as(null)(createBenchmark, { body: { title: { en: 'x' }, plan } }))).toBe(
      '401 sign_in_required',
    );
    expect(await refusalOf(draft(vendor, plan))).toBe('403 role_missing');
    expect(await refusalOf(draft(otherDepartment, plan))).toBe('403 grant_missing');
    const made = await draft(department, plan);
    const at = { params: { id: made.benchmarkVersionId } };
    for (const who of [null, vendor, otherDepartment]) {
      expect(await refusalOf(app.as(who)(readBenchmark, { params: { id: made.benchmarkId } }))).toBe(
        '404 not_found',
      );
    }
    expect(await refusalOf(app.as(otherDepartment)(editBenchmark, { ...at, body: { plan } }))).toBe(
      '404 not_found',
    );
    const taken = draft(otherDepartment, plan, { benchmarkId: made.benchmarkId });
    expect(await refusalOf(taken)).toBe('422 invalid_input benchmarkId');
    expect(await refusalOf(app.as(null)(readTask, at))).toBe('404 not_found');
    expect(
      await app.sqlAs(otherDepartment, 'SELECT plan FROM benchmark_version WHERE id = $1', [
        made.benchmarkVersionId,
      ]),
    ).toEqual([]);
    const all = await app.as(operator)(listBenchmarks, { query: { status: 'draft', limit: 100 } });
    expect(all.items.map(({ id }) => id)).toContain(made.benchmarkId);
    const listed = await app.as(null)(listBenchmarks, { query: { limit: 100 } });
    expect(listed.items.map(({ id }) => id)).not.toContain(made.benchmarkId);
  });

  it('hand out the task to everybody and sample rows to whoever may compute on them', async () => {
    const { vendor, otherVendor, department, operator } = app.cast;
    const zip = Buffer.from('PK the sample');
    const sha256 = createHash('sha256').update(zip).digest('hex');
    const blobs = await openBlobStore({ kind: 'filesystem', dir: app.folders.blobs });
    await blobs.put(zip, { sha256 });
    const made = await makeBenchmark(app.database.owner, department, { accessMode: 'sandbox_only' });
    const task = {
      schema: 'scenario-lab/task/1',
      task: 'regression',
      id: 'id',
      inputs: 'inputs.csv',
      columns: [{ name: 'rain', type: 'number' }],
      target: { name: 'level', type: 'number' },
      output: { file: 'predictions.csv', columns: ['id', 'prediction'] },
    };
    const at = { params: { id: made.benchmarkVersionId } };
    expect(await refusalOf(app.as(vendor)(downloadSample, at))).toBe('404 not_found');
    await app.database.owner.query(
      'UPDATE benchmark_version SET task = $2, sample_sha256 = $3 WHERE id = $1',
      [made.benchmarkVersionId, JSON.stringify(task), sha256],
    );
    expect((await app.as(null)(readTask, at)).target.name).toBe('level');
    expect(await refusalOf(app.as(null)(downloadSample, at))).toBe('401 sign_in_required');
    expect(await refusalOf(app.as(vendor)(downloadSample, at))).toBe('403 grant_missing');
    const until = new Date(Date.now() + 86_400_000 * 30).toISOString().slice(0, 10);
    const request = await app.as(vendor)(requestAccess, {
      params: { id: made.datasetId },
      body: { purpose: 'to try our nowcast', until },
    });
    await app.as(department)(accessRequestDeeds.approve, { params: request, body: {} });
    for (const who of [vendor, department, operator]) {
      const response = await app.as(who)(downloadSample, at);
      expect(response.headers.get('content-disposition')).toContain('attachment');
      expect(Buffer.from(await response.arrayBuffer()).equals(zip)).toBe(true);
    }
    expect(await refusalOf(app.as(otherVendor)(downloadSample, at))).toBe('403 grant_missing');
    // A synthetic twin holds nobody's rows.
    await app.database.owner.query(
      `UPDATE benchmark_version SET twin = '{"method": "clipped-marginals/1", "seed": "5eed"}' WHERE id = $1`,
      [made.benchmarkVersionId],
    );
    expect((await app.as(otherVendor)(downloadSample, at)).status).toBe(200);
    expect(await refusalOf(app.as(null)(downloadSample, at))).toBe('401 sign_in_required');
    const shown = await app.as(null)(readBenchmark, { params: { id: made.benchmarkId } });
    expect(shown.versions[0]?.twin).toEqual({ method: 'clipped-marginals/1', seed: '5eed' });
    expect((await app.as(vendor)(readBenchmark, { params: { id: made.benchmarkId } })).mine).toEqual({
      looks: 3,
      looksUsed: 0,
      grant: 'active',
    });
    const { mine } = await app.as(otherVendor)(readBenchmark, { params: { id: made.benchmarkId } });
    expect(mine?.grant).toBe('missing');
  });
});

describe('the scoreboard', () => {
  it('shows what is published, in tiers, one row per algorithm, with the baseline among them', async () => {
    const { vendor, otherVendor, department, operator } = app.cast;
    const { owner } = app.database;
    const made = await makeBenchmark(owner, department);
    await owner.query('UPDATE benchmark_version SET baseline_result = $2 WHERE id = $1', [
      made.benchmarkVersionId,
      JSON.stringify({ metrics: [{ metric: 'mae', value: 20 }], needed: [] }),
    ]);
    const tried = async (who: SignedIn, value: number, half: number, certificate: string | null) => {
      const algorithm = await makeAlgorithm(owner, who);
      const runId = await makeRun(owner, {
        vendor: who,
        ...algorithm,
        ...made,
        hiddenDigest: made.hiddenDigest,
      });
      const verdict = value + half <= 12 ? ('pass' as const) : ('fail' as const);
      await makeResult(owner, runId, {
        metric: 'mae',
        value,
        lower: value - half,
        upper: value + half,
        verdict,
      });
      if (certificate) await makeCertificate(owner, runId, { status: certificate });
      return { ...algorithm, runId };
    };
    const best = await tried(vendor, 8, 1, 'valid');
    const second = await tried(otherVendor, 9.5, 1, 'valid');
    await tried(otherVendor, 5, 1, 'revoked');
    const hidden = await tried(otherVendor, 14, 1, null);
    // A later run of the best algorithm, approved and not published, does not take the certified one's place.
    const again = await makeRun(owner, { vendor, ...best, ...made });
    await makeResult(owner, again, { metric: 'mae', value: 30, lower: 29, upper: 31, verdict: 'fail' });

    const board = async (who: SignedIn | null) =>
      (await app.as(who)(readBenchmark, { params: { id: made.benchmarkId } })).scoreboard;
    const tiers = async (who: SignedIn | null) => (await board(who)).map(({ runId, tier }) => [runId, tier]);
    expect(await tiers(null)).toEqual([
      [best.runId, null],
      [second.runId, null],
      [null, null],
    ]);
    // As the score role finds them: `worse` is behind `better` with this p.
    const pair = (better: string, worse: string, p: number) =>
      owner.query('INSERT INTO comparison VALUES ($1, $2, $3, -1, $4)', [
        made.benchmarkVersionId,
        worse,
        better,
        p,
      ]);
    const ahead = (better: string, p: number) =>
      owner.query('INSERT INTO comparison VALUES ($1, $2, $1, 1, $3)', [made.benchmarkVersionId, better, p]);
    // The intervals of the two overlap, 7 to 9 and 8.5 to 10.5, and yet their difference is plain.
    await pair(best.runId, second.runId, 0.001);
    await pair(best.runId, hidden.runId, 0.0005);
    await pair(second.runId, hidden.runId, 0.03);
    await ahead(best.runId, 0.0005);
    await ahead(second.runId, 0.0005);
    await ahead(hidden.runId, 0.2);
    expect(await board(null)).toMatchObject([
      {
        runId: best.runId,
        tier: 1,
        value: 8,
        lower: 7,
        upper: 9,
        verdict: 'pass',
        cpuSeconds: 12,
        baseline: false,
      },
      { runId: second.runId, tier: 2, value: 9.5, vendor: { id: otherVendor.organisationId } },
      { runId: null, tier: 3, value: 20, baseline: true },
    ]);
    expect(await tiers(vendor)).toEqual([
      [best.runId, 1],
      [second.runId, 2],
      [null, 3],
    ]);
    for (const who of [otherVendor, operator]) {
      expect(await tiers(who)).toEqual([
        [best.runId, 1],
        [second.runId, 2],
        [hidden.runId, 3],
        [null, 3],
      ]);
    }
    const seen = await app.as(vendor)(readBenchmark, { params: { id: made.benchmarkId } });
    expect(seen.mine).toEqual({ looks: 3, looksUsed: 2, grant: 'not_needed' });
    expect(seen.runs).toBe(5);
    // Row-level security alone keeps the rest.
    const known = 'SELECT run_id FROM comparison WHERE $1 IN (run_id, other_id)';
    for (const who of [vendor, null]) expect(await app.sqlAs(who, known, [hidden.runId])).toEqual([]);
    expect(await app.sqlAs(vendor, known, [best.runId])).toHaveLength(2);
    expect(await app.sqlAs(otherVendor, known, [hidden.runId])).toHaveLength(3);
    await expect(app.sqlAs(vendor, 'UPDATE comparison SET p = 1 RETURNING p')).rejects.toThrow('permission');
    // Neither a level nor who is ahead of whom leaves the lab, only tiers.
    expect(Object.keys((await board(vendor))[0]!)).not.toContain('p');
    expect(await app.sqlAs(vendor, 'SELECT id FROM run WHERE id = $1', [hidden.runId])).toEqual([]);
    expect(
      await app.sqlAs(null, 'SELECT run_id FROM published_result WHERE run_id = $1', [hidden.runId]),
    ).toEqual([]);
  });
});
