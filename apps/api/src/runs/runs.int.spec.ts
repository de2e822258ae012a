import { gzipSync } from 'node:zlib';
import { ProblemError } from '@scenario-lab/contracts/call';
import {
  downloadAnswers,
  listRuns,
  preflightRun,
  readRun,
  runDeeds,
  submitRun,
} from '@scenario-lab/contracts/runs';
import { openSystemDatabase, type SystemDatabase } from '@scenario-lab/db/database';
import { vendorResultOf } from '@scenario-lab/domain/runs/edition';
import { makeTrial } from '@scenario-lab/testing/evidence';
import { type Exam, giveParty, makeAlgorithm, makeBenchmark, makeExam } from '@scenario-lab/testing/exam';
import { type Played, playCollect, playRun, playStart } from '@scenario-lab/testing/play-worker';
import { maeResult } from '@scenario-lab/testing/results';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

const passed: Played = {
  verdict: 'pass',
  owner: maeResult(),
  vendor: vendorResultOf(maeResult()),
};

const problemOf = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: unknown) => {
      if (error instanceof ProblemError) return error.problem;
      throw error;
    },
  );
const code = async (promise: Promise<unknown>) => {
  const problem = await problemOf(promise);
  return problem ? `${problem.status} ${problem.code}` : 'went through';
};
type Of = Pick<Exam, 'algorithmVersionId' | 'benchmarkVersionId'>;
const bodyOf = (
  { algorithmVersionId, benchmarkVersionId }: Of,
  split: 'sample' | 'validation' | 'hidden',
) => ({
  algorithmVersionId,
  benchmarkVersionId,
  split,
});
const tried = (of: Of) => makeTrial(app.database.owner, { ...of, vendor: app.cast.vendor });
const submit = async (of: Of, split: 'sample' | 'validation' | 'hidden' = 'hidden') => {
  if (split === 'hidden') await tried(of);
  return app.as(app.cast.vendor)(submitRun, { body: bodyOf(of, split) });
};
const count = async (sql: string, values: unknown[] = []) =>
  Number((await app.database.owner.query(`SELECT count(*) AS n FROM ${sql}`, values)).rows[0].n);
const walletOf = async (organisationId: string) =>
  (
    await app.database.owner.query('SELECT balance, held FROM wallet WHERE organisation_id = $1', [
      organisationId,
    ])
  ).rows[0] as { balance: number; held: number };

describe('submitting a run', () => {
  it('queues it with look, credit, parties, event and delivery, all or nothing', async () => {
    const before = await walletOf(app.cast.vendor.organisationId);
    await tried(exam);
    const response = await fetch(`${app.baseUrl}/runs`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await app.tokenOf(app.cast.vendor)}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify(bodyOf(exam, 'hidden')),
    });
    expect(response.status).toBe(201);
    const run = (await response.json()) as { id: string; status: string; allowed: string[] };
    expect(run).toMatchObject({ status: 'queued', split: 'hidden', verdict: null });
    expect(run.allowed).toEqual(['run.read', 'run.cancel']);

    const read = await app.as(app.cast.vendor)(readRun, { params: { id: run.id } });
    expect(read).toMatchObject({
      position: 1,
      estimatedStart: null,
      edition: 'vendor',
      look: { number: 1, of: 3, charged: true },
    });
    const parties = await app.database.owner.query(
      'SELECT organisation_id, "right" FROM party WHERE thing_id = $1 ORDER BY "right"',
      [run.id],
    );
    expect(parties.rows).toEqual([
      { organisation_id: app.cast.department.organisationId, right: 'oversee' },
      { organisation_id: app.cast.vendor.organisationId, right: 'own' },
    ]);
    expect(await count("delivery WHERE job = 'execute-run' AND thing_id = $1", [run.id])).toBe(1);
    const after = await walletOf(app.cast.vendor.organisationId);
    expect(after).toEqual({ balance: before.balance - 1, held: before.held + 1 });

    await app.as(app.cast.vendor)(runDeeds.cancel, { params: { id: run.id }, body: {} });
    expect(await walletOf(app.cast.vendor.organisationId)).toEqual(before);
    const cancelled = await app.as(app.cast.vendor)(readRun, { params: { id: run.id } });
    expect(cancelled).toMatchObject({ status: 'cancelled', look: { charged: false }, position: null });
  });

  it('names every mismatch and writes nothing', async () => {
    const other = await makeBenchmark(app.database.owner, app.cast.department, {
      plan: { task: 'binary' },
    });
    await app.database.owner.query(
      `UPDATE benchmark_version SET columns = '[{"name": "rain", "type": "string"}]' WHERE id = $1`,
      [other.benchmarkVersionId],
    );
    const of = { ...exam, benchmarkVersionId: other.benchmarkVersionId };
    await tried(of);
    const before = await count('run');
    const problem = await problemOf(submit(of));
    expect(problem).toMatchObject({ status: 422, code: 'data_misfit' });
    expect(problem?.errors).toEqual([
      { path: 'task', code: 'task_differs', message: 'regression ≠ binary' },
      { path: 'rain', code: 'column_type_differs', message: 'number ≠ string' },
    ]);
    const preflight = await app.as(app.cast.vendor)(preflightRun, { body: bodyOf(of, 'hidden') });
    expect(preflight.ok).toBe(false);
    expect(preflight.problems.map((one) => one.code)).toEqual(['task_differs', 'column_type_differs']);
    expect(preflight).toMatchObject({ looks: { used: 0, of: 3 }, cost: 1 });
    expect(await count('run')).toBe(before);
  });

  it('asks for a ready version, an open benchmark, a grant and credit', async () => {
    const { owner } = app.database;
    const raw = await makeAlgorithm(owner, app.cast.vendor);
    await owner.query(`UPDATE algorithm_version SET status = 'inspecting' WHERE id = $1`, [
      raw.algorithmVersionId,
    ]);
    const unready = await problemOf(submit({ ...exam, algorithmVersionId: raw.algorithmVersionId }));
    expect(unready?.errors?.[0]).toMatchObject({ path: 'algorithmVersionId', code: 'version_not_ready' });

    const closed = await makeBenchmark(owner, app.cast.department);
    await owner.query(`UPDATE benchmark_version SET status = 'closed' WHERE id = $1`, [
      closed.benchmarkVersionId,
    ]);
    expect(await code(submit({ ...exam, ...closed }))).toBe('409 wrong_status');

    // Neither listed nor open: a grant is all it takes.
    const secret = await makeBenchmark(owner, app.cast.department, {
      accessMode: 'sandbox_only',
      listed: false,
    });
    expect(await code(submit({ ...exam, ...secret }))).toBe('403 grant_missing');
    await tried({ ...exam, ...secret });
    const asked = await app.as(app.cast.vendor)(preflightRun, {
      body: bodyOf({ ...exam, ...secret }, 'hidden'),
    });
    expect(asked.problems.map((one) => one.code)).toEqual(['grant_missing']);
    // A sample whose rows are synthetic needs nobody's leave; one of real rows does, and so does every other split.
    const sample = { ...exam, ...secret };
    expect(await code(submit(sample, 'sample'))).toBe('403 grant_missing');
    await owner.query(`UPDATE benchmark_version SET twin = '{"method": "m", "seed": "5"}' WHERE id = $1`, [
      secret.benchmarkVersionId,
    ]);
    expect(await code(submit(sample, 'validation'))).toBe('403 grant_missing');
    const dry = await app.as(app.cast.vendor)(preflightRun, { body: bodyOf(sample, 'sample') });
    expect(dry.problems).toEqual([]);
    const twin = await submit(sample, 'sample');
    const shown = await app.as(app.cast.vendor)(readRun, { params: { id: twin.id } });
    expect([shown.status, shown.synthetic]).toEqual(['queued', true]);
    await app.as(app.cast.vendor)(runDeeds.cancel, { params: { id: twin.id }, body: {} });
    const grantId = '0190d9a0-0000-7000-8000-00000000aaaa';
    await giveParty(owner, 'grant', grantId, app.cast.vendor.organisationId, 'read');
    await owner.query(
      `INSERT INTO access_grant (id, status, dataset_id, organisation_id, expires)
       VALUES ($1, 'active', $2, $3, current_date + 1)`,
      [grantId, secret.datasetId, app.cast.vendor.organisationId],
    );
    const granted = await submit({ ...exam, ...secret });
    expect(granted.status).toBe('queued');
    await app.as(app.cast.vendor)(runDeeds.cancel, { params: { id: granted.id }, body: {} });

    const poor = await walletOf(app.cast.vendor.organisationId);
    await owner.query('UPDATE wallet SET balance = 0.5 WHERE organisation_id = $1', [
      app.cast.vendor.organisationId,
    ]);
    const broke = await problemOf(submit(exam, 'sample'));
    expect(broke).toMatchObject({ status: 409, code: 'wallet_empty', params: { needed: 1, balance: 0.5 } });
    await owner.query('UPDATE wallet SET balance = $2 WHERE organisation_id = $1', [
      app.cast.vendor.organisationId,
      poor.balance,
    ]);
  });

  it('answers by who asks', async () => {
    const { vendor, otherVendor, department, operator } = app.cast;
    const body = bodyOf(exam, 'sample');
    expect(await code(app.as(null)(submitRun, { body }))).toBe('401 sign_in_required');
    expect(await code(app.as(department)(submitRun, { body }))).toBe('403 role_missing');
    for (const who of [otherVendor, operator]) {
      expect(await code(app.as(who)(submitRun, { body })), who.roles[0]).toBe('404 not_found');
    }
    const missing = { ...body, benchmarkVersionId: '0190d9a0-0000-7000-8000-000000000000' };
    expect(await code(app.as(vendor)(submitRun, { body: missing }))).toBe('404 not_found');
    const run = await submit(exam, 'sample');
    const at = { params: { id: run.id } };
    expect(await code(app.as(otherVendor)(readRun, at))).toBe('404 not_found');
    expect(await code(app.as(null)(readRun, at))).toBe('401 sign_in_required');
    expect(await code(app.as(otherVendor)(runDeeds.cancel, { ...at, body: {} }))).toBe('404 not_found');
    expect(await code(app.as(vendor)(runDeeds.requeue, { ...at, body: {} }))).toBe('403 role_missing');
    expect(await code(app.as(operator)(runDeeds.requeue, { ...at, body: {} }))).toBe('409 wrong_status');
    expect((await app.as(otherVendor)(listRuns, { query: {} })).total).toBe(0);
    const raw = await fetch(`${app.baseUrl}/runs`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await app.tokenOf(vendor)}`, 'content-type': 'application/json' },
      body: `{"__proto__": {"split": "hidden"}, "algorithmVersionId": "a\\u0000b", "benchmarkVersionId": 7}`,
    });
    expect(raw.status).toBe(422);
    const { errors } = (await raw.json()) as { errors: { path: string }[] };
    expect(errors.map(({ path }) => path).sort()).toEqual([
      'algorithmVersionId',
      'benchmarkVersionId',
      'split',
    ]);
    await drain();
  });
});

describe('reading a run', () => {
  it('shows a hidden run rounded to its vendor and whole to the need’s owner and the lab', async () => {
    const { vendor, department, reviewer, observer, otherDepartment } = app.cast;
    const { id } = await submit(exam);
    await playRun(score, passed);
    const at = { params: { id } };
    const coarse = await app.as(vendor)(readRun, at);
    expect(coarse).toMatchObject({
      status: 'in_review',
      verdict: 'pass',
      edition: 'vendor',
      log: null,
      resources: { cpuSeconds: 12, peakMemoryBytes: 128 * 2 ** 20, wallSeconds: null },
    });
    expect(coarse.result?.figures).toHaveLength(1);
    expect(coarse.result?.figures[0]).toMatchObject({ value: 10.4, bounds: null });
    expect(coarse.result?.digest).toBeNull();
    expect(coarse.attempts.every((one) => one.startedAt.endsWith(':00.000Z'))).toBe(true);
    for (const who of [department, reviewer, observer]) {
      const whole = await app.as(who)(readRun, at);
      expect(whole, who.roles[0]).toMatchObject({ edition: 'owner', log: { stdout: 'read 3 rows' } });
      expect(whole.result?.figures[1]?.value).toBe(9.123456);
      expect(whole.resources?.cpuSeconds).toBe(12.345);
    }
    expect(await code(app.as(otherDepartment)(readRun, at))).toBe('404 not_found');

    await app.as(reviewer)(readRun, at);
    expect(await count("event WHERE event = 'run.internals_read' AND thing_id = $1", [id])).toBe(3);

    // Predictions row by row: the data's owner and the lab, nobody else, by the route and by row-level security.
    const csv = "case,id,row,prediction\n0000,r1,7,'=1+1\n";
    await app.database.owner.query('INSERT INTO run_answer VALUES ($1, 1, $2)', [id, gzipSync(csv)]);
    for (const who of [department, reviewer, observer]) {
      expect((await app.as(who)(readRun, at)).answers).toBe(true);
      expect(await (await app.as(who)(downloadAnswers, at)).text()).toBe(csv);
    }
    for (const who of [vendor, otherDepartment]) {
      expect(await code(app.as(who)(downloadAnswers, at))).toBe('404 not_found');
      expect(await app.sqlAs(who, 'SELECT run_id FROM run_answer')).toEqual([]);
    }

    // Row-level security alone: no owner edition and no log for the vendor, nothing at all for a stranger.
    expect(await app.sqlAs(vendor, 'SELECT edition FROM result WHERE run_id = $1', [id])).toEqual([
      { edition: 'vendor' },
    ]);
    expect(await app.sqlAs(vendor, 'SELECT 1 FROM run_log WHERE run_id = $1', [id])).toEqual([]);
    for (const table of ['run', 'result', 'look', 'review', 'attempt']) {
      const key = table === 'run' ? 'id' : 'run_id';
      const seen = await app.sqlAs(app.cast.otherVendor, `SELECT 1 FROM ${table} WHERE ${key} = $1`, [id]);
      expect(seen, table).toEqual([]);
    }
  });

  it('shows a sample run to its vendor with everything', async () => {
    const { id } = await submit(exam, 'sample');
    await playRun(score, passed);
    const run = await app.as(app.cast.vendor)(readRun, { params: { id } });
    expect(run).toMatchObject({
      status: 'finished',
      edition: 'owner',
      log: { stdout: 'read 3 rows' },
      resources: { cpuSeconds: 12.345 },
      look: null,
    });
    expect(run.result?.figures).toHaveLength(2);
  });

  it('rounds defects to class and bucket', async () => {
    const { id } = await submit(exam);
    await app.database.owner.query(
      `UPDATE run SET status = 'algorithm_fault', outcome = 'wrong_output',
         defects = '[{"class": "missing_id", "count": 37, "place": "row 12", "detail": "4711"}]' WHERE id = $1`,
      [id],
    );
    const at = { params: { id } };
    expect((await app.as(app.cast.vendor)(readRun, at)).defects).toEqual([
      { class: 'missing_id', count: '10-99' },
    ]);
    expect((await app.as(app.cast.department)(readRun, at)).defects[0]).toMatchObject({
      count: 37,
      detail: '4711',
    });
  });

  it('lists by page and filter', async () => {
    const { vendor } = app.cast;
    const seen: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await app.as(vendor)(listRuns, { query: { limit: 3, cursor } });
      expect(page.total).toBe(await count('run WHERE vendor_id = $1', [vendor.organisationId]));
      seen.push(...page.items.map((item) => item.number));
      cursor = page.next ?? undefined;
    } while (cursor);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual([...seen].sort((a, b) => b - a));
    const review = await app.as(app.cast.reviewer)(listRuns, { query: { waiting: 'true' } });
    expect([...new Set(review.items.map(({ status }) => status))]).toEqual(['in_review']);
    const owned = async (who: typeof vendor) =>
      (await app.as(who)(listRuns, { query: { mine: 'true' } })).total;
    expect([await owned(vendor), await owned(app.cast.department)]).toEqual([seen.length, 0]);
    const byNumber = (await app.as(vendor)(listRuns, { query: { q: `#${seen[0]}` } })).items[0];
    expect(byNumber?.number).toBe(seen[0]);
    for (const q of ['%', "'; DROP TABLE run; --"]) {
      expect((await app.as(vendor)(listRuns, { query: { q } })).total, q).toBe(0);
    }
    expect(await code(app.as(vendor)(listRuns, { query: { cursor: 'x' } }))).toBe('422 invalid_input');
  });
});

describe('cancel, requeue and rerun', () => {
  it('charges the look of a run cancelled after its program began', async () => {
    const fresh = { ...exam, ...(await makeBenchmark(app.database.owner, app.cast.department)) };
    const before = await walletOf(app.cast.vendor.organisationId);
    const { id } = await submit(fresh);
    const claim = await playStart(score);
    expect(claim.runId).toBe(id);
    await app.as(app.cast.operator)(runDeeds.cancel, { params: { id }, body: { remark: 'asked for' } });
    const run = await app.as(app.cast.vendor)(readRun, { params: { id } });
    expect(run).toMatchObject({ status: 'cancelled', look: { charged: true, cause: null } });
    // The slot it had, though nobody has measured the program: a tenth of a credit at least.
    const after = await walletOf(app.cast.vendor.organisationId);
    expect(after).toEqual({ balance: expect.closeTo(before.balance - 0.1, 6), held: before.held });
    await expect(playCollect(score, claim)).rejects.toThrow('wrong_status');
    expect(await code(app.as(app.cast.vendor)(runDeeds.cancel, { params: { id }, body: {} }))).toBe(
      '409 wrong_status',
    );
  });

  it('tries a platform fault again at the lab’s cost and takes the look back it had returned', async () => {
    const fresh = { ...exam, ...(await makeBenchmark(app.database.owner, app.cast.department)) };
    const { id } = await submit(fresh);
    await app.database.owner.query(
      `UPDATE run SET status = 'platform_fault', platform_fault = 'disk of worker-1', execute_attempts = 3, held = 0
       WHERE id = $1`,
      [id],
    );
    await app.database.owner.query('UPDATE look SET charged = false WHERE run_id = $1', [id]);
    const at = { params: { id } };
    const told = async (who: typeof app.cast.vendor) => (await app.as(who)(readRun, at)).platformFault;
    expect([await told(app.cast.vendor), await told(app.cast.operator)]).toEqual([null, 'disk of worker-1']);
    await app.as(app.cast.operator)(runDeeds.requeue, { ...at, body: {} });
    const run = await app.as(app.cast.vendor)(readRun, at);
    expect(run).toMatchObject({ status: 'queued', look: { charged: true } });
    expect(await count("delivery WHERE job = 'execute-run' AND thing_id = $1", [id])).toBe(2);
    await playRun(score, passed);

    await app.as(app.cast.operator)(runDeeds.rerun, { ...at, body: { remark: 'looks odd' } });
    const [again] = (await app.as(app.cast.operator)(listRuns, { query: { status: 'queued' } })).items;
    expect(again?.vendor.id).toBe(app.cast.vendor.organisationId);
    expect(await app.as(app.cast.vendor)(readRun, { params: { id: again!.id } })).toMatchObject({
      look: null,
      split: 'hidden',
    });
    const preflight = await app.as(app.cast.vendor)(preflightRun, { body: bodyOf(fresh, 'hidden') });
    expect(preflight.looks).toEqual({ used: 1, of: 3 });
    await playRun(score, passed);
  });
});

/** Nothing may wait in the queue when the next test claims the run it has just submitted. */
async function drain(): Promise<void> {
  const { items } = await app.as(app.cast.operator)(listRuns, { query: { status: 'queued', limit: 100 } });
  for (const { id } of items) await app.as(app.cast.operator)(runDeeds.cancel, { params: { id }, body: {} });
}
