import { ProblemError } from '@scenario-lab/contracts/call';
import { listRuns, preflightRun, readRun, runDeeds, submitRun } from '@scenario-lab/contracts/runs';
import { openSystemDatabase, type SystemDatabase } from '@scenario-lab/db/database';
import { settleRun } from '@scenario-lab/db/runs/reserve';
import { transition } from '@scenario-lab/db/transition';
import { makeRun, makeTrial } from '@scenario-lab/testing/evidence';
import { type Exam, makeAlgorithm, makeBenchmark } from '@scenario-lab/testing/exam';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../http/test-app.js';

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
    (error: unknown) => {
      if (error instanceof ProblemError) return `${error.problem.status} ${error.problem.code}`;
      throw error;
    },
  );
type Of = Pick<Exam, 'algorithmVersionId' | 'benchmarkVersionId'>;
type Split = 'sample' | 'validation' | 'hidden';
const bodyOf = ({ algorithmVersionId, benchmarkVersionId }: Of, split: Split) => ({
  algorithmVersionId,
  benchmarkVersionId,
  split,
});
const tried = (of: Of) => makeTrial(app.database.owner, { ...of, vendor: app.cast.vendor });
const submit = (of: Of, split: Split) => app.as(app.cast.vendor)(submitRun, { body: bodyOf(of, split) });
const count = async (sql: string, values: unknown[] = []) =>
  Number((await app.database.owner.query(`SELECT count(*) AS n FROM ${sql}`, values)).rows[0].n);
const walletOf = async (organisationId: string) =>
  (
    await app.database.owner.query('SELECT balance, held FROM wallet WHERE organisation_id = $1', [
      organisationId,
    ])
  ).rows[0] as { balance: number; held: number };

describe('looks that measure nothing', () => {
  const fresh = async (plan = {}) => ({
    ...(await makeAlgorithm(app.database.owner, app.cast.vendor)),
    ...(await makeBenchmark(app.database.owner, app.cast.department, { plan })),
  });
  const hidden = (of: Of) => app.as(app.cast.vendor)(submitRun, { body: bodyOf(of, 'hidden') });

  it('gives the last look to one of two who ask at once', async () => {
    const { owner } = app.database;
    const only = await fresh({ looks: 1 });
    const sister = { ...only, ...(await makeAlgorithm(owner, app.cast.vendor)) };
    await tried(only);
    await tried(sister);
    const answers = await Promise.all([code(hidden(only)), code(hidden(sister))]);
    expect(answers.sort()).toEqual(['409 quota_exhausted', 'went through']);
    expect(await code(submit(only, 'validation'))).toBe('went through');
    // A sister company of the same owner has no look left either.
    const group = '0190d9a0-0000-7000-8000-00000000cccc';
    await owner.query(`INSERT INTO control_group (id, name) VALUES ($1, 'g')`, [group]);
    const apart = await makeAlgorithm(owner, app.cast.otherVendor);
    const theirs = { ...only, algorithmVersionId: apart.algorithmVersionId };
    const ask = () => app.as(app.cast.otherVendor)(preflightRun, { body: bodyOf(theirs, 'hidden') });
    expect((await ask()).looks).toEqual({ used: 0, of: 1 });
    await owner.query('UPDATE organisation SET control_group_id = $1 WHERE id = $2', [
      group,
      app.cast.otherVendor.organisationId,
    ]);
    await owner.query('UPDATE look SET control_group = $1 WHERE hidden_digest = $2', [
      group,
      only.hiddenDigest,
    ]);
    expect((await ask()).looks).toEqual({ used: 1, of: 1 });
    await owner.query('UPDATE organisation SET control_group_id = NULL WHERE id = $1', [
      app.cast.otherVendor.organisationId,
    ]);
    await drain();
  });

  it('asks for a run that could be scored on the sample or the validation split first', async () => {
    const of = await fresh();
    expect(await code(hidden(of))).toBe('409 trial_missing');
    const asked = await app.as(app.cast.vendor)(preflightRun, { body: bodyOf(of, 'hidden') });
    expect(asked.problems.map((one) => one.code)).toEqual(['trial_missing']);
    const { algorithmVersionId, benchmarkVersionId } = of;
    const made = { algorithmVersionId, benchmarkVersionId, vendor: app.cast.vendor };
    // Neither one that failed there, nor another version's, nor one at another benchmark.
    await makeRun(app.database.owner, { ...made, split: 'sample', status: 'algorithm_fault' });
    await makeTrial(app.database.owner, {
      ...made,
      ...(await makeAlgorithm(app.database.owner, app.cast.vendor)),
    });
    await makeTrial(app.database.owner, {
      ...made,
      ...(await makeBenchmark(app.database.owner, app.cast.department)),
    });
    expect(await code(hidden(of))).toBe('409 trial_missing');
    await makeRun(app.database.owner, { ...made, split: 'validation', status: 'finished' });
    expect(await code(hidden(of))).toBe('went through');
    await drain();
  });

  it('makes one run of the same submission sent twenty times at once, and of a retried one', async () => {
    const of = await fresh();
    await tried(of);
    const before = await walletOf(app.cast.vendor.organisationId);
    const answers = await Promise.all(Array.from({ length: 20 }, () => hidden(of)));
    const ids = new Set(answers.map(({ id }) => id));
    expect(ids.size).toBe(1);
    expect((await hidden(of)).id).toBe(answers[0]!.id);
    expect(await count('look WHERE hidden_digest = $1', [of.hiddenDigest])).toBe(1);
    expect(await walletOf(app.cast.vendor.organisationId)).toEqual({
      balance: before.balance - 1,
      held: before.held + 1,
    });
    // Once it has ended, the next is a run of its own; another split is one too.
    const sample = await submit(of, 'sample');
    expect(ids.has(sample.id)).toBe(false);
    await drain();
    expect(ids.has((await hidden(of)).id)).toBe(false);
    await drain();
  });

  it('lets two looks go uncharged, shows the lab each with its cause, and a third on its word alone', async () => {
    const { vendor, reviewer, operator } = app.cast;
    const of = await fresh();
    await tried(of);
    const lose = async () => {
      const { id } = await hidden(of);
      await score.asSystem(async (tx) => {
        await transition(tx, 'run', id, 'start');
        await tx.query('UPDATE run SET execute_attempts = 3 WHERE id = $1', [id]);
        await transition(tx, 'run', id, 'platform_fault', { set: { platform_fault: 'ours' } });
        await settleRun(tx, id, 0);
      });
      return id;
    };
    const first = await lose();
    const second = await hidden(of);
    await score.asSystem(async (tx) => {
      await transition(tx, 'run', second.id, 'start');
      await tx.query('UPDATE run SET execute_attempts = 1 WHERE id = $1', [second.id]);
    });
    await app.as(vendor)(runDeeds.cancel, { params: { id: second.id }, body: {} });
    // What is cancelled in the queue has looked at nothing.
    expect(await code(hidden(of))).toBe('409 looks_unsettled');
    const asked = await app.as(vendor)(preflightRun, { body: bodyOf(of, 'hidden') });
    expect(asked.problems.map((one) => one.code)).toEqual(['looks_unsettled']);
    const shown = await app.as(reviewer)(readRun, { params: { id: first } });
    expect(shown.ledger?.map(({ cause, charged, excused }) => ({ cause, charged, excused }))).toEqual([
      { cause: 'cancelled', charged: false, excused: false },
      { cause: 'platform_fault', charged: false, excused: false },
    ]);
    expect((await app.as(vendor)(readRun, { params: { id: first } })).ledger).toBeNull();
    expect(await app.sqlAs(vendor, 'SELECT 1 FROM look_ledger($1)', [first])).toEqual([]);
    await expect(
      app.sqlAs(vendor, 'SELECT 1 FROM look_account($1, $2, $3)', [
        vendor.organisationId,
        null,
        of.hiddenDigest,
      ]),
    ).rejects.toThrow('permission denied');

    const at = { params: { id: first }, body: { reason: 'Our disk was full that day.' } };
    expect(await code(app.as(vendor)(runDeeds.allow_look, at))).toBe('403 role_missing');
    await app.as(operator)(runDeeds.allow_look, at);
    expect(await code(app.as(operator)(runDeeds.allow_look, at))).toBe('409 look_settled');
    const third = await hidden(of);
    expect(await count("event WHERE event = 'run.look_allowed' AND thing_id = $1", [first])).toBe(1);
    await app.as(vendor)(runDeeds.cancel, { params: { id: third.id }, body: {} });
    expect((await app.as(vendor)(readRun, { params: { id: third.id } })).look).toMatchObject({
      charged: false,
      cause: 'withdrawn',
    });
    expect(await code(hidden(of))).toBe('went through');
    await drain();
  });

  it('keeps a look charged that would be the third to go uncharged, until the lab agrees', async () => {
    const { owner } = app.database;
    const made = await fresh();
    const runs = [];
    for (let one = 0; one < 3; one += 1) {
      const of = { ...made, ...(await makeAlgorithm(owner, app.cast.vendor)) };
      await tried(of);
      runs.push((await hidden(of)).id);
    }
    const settle = (id: string) =>
      score.asSystem(async (tx) => {
        await transition(tx, 'run', id, 'start');
        await transition(tx, 'run', id, 'fault', {
          set: { outcome: 'runtime_error', outcome_detail: 'not_started' },
        });
        await settleRun(tx, id, 5);
      });
    await Promise.all(runs.map(settle));
    const { rows } = await owner.query(
      'SELECT charged, cause FROM look WHERE run_id = ANY($1) ORDER BY charged',
      [runs],
    );
    expect(rows).toEqual([
      { charged: false, cause: 'not_started' },
      { charged: false, cause: 'not_started' },
      { charged: true, cause: 'not_started' },
    ]);
    // Credit comes back whatever becomes of the look.
    expect(await count("wallet_entry WHERE kind = 'spend' AND run_id = ANY($1)", [runs])).toBe(0);
    const kept = (await owner.query('SELECT run_id FROM look WHERE run_id = ANY($1) AND charged', [runs]))
      .rows[0];
    await app.as(app.cast.reviewer)(runDeeds.allow_look, {
      params: { id: kept.run_id },
      body: { reason: 'The interpreter was ours to install.' },
    });
    expect(await count('look WHERE run_id = ANY($1) AND charged', [runs])).toBe(0);
  });

  it('counts the looks of the same artifact whoever sends it, and of splits that hide the same rows', async () => {
    const { owner } = app.database;
    const of = await fresh({ looks: 1 });
    await tried(of);
    const { id } = await hidden(of);
    const later = await makeBenchmark(owner, app.cast.department, { plan: { looks: 1 } });
    const looks = (who: typeof app.cast.vendor, pair: Of) =>
      app
        .as(who)(preflightRun, { body: bodyOf(pair, 'hidden') })
        .then((found) => found.looks?.used);
    expect(await looks(app.cast.vendor, { ...of, ...later })).toBe(0);
    const kin = (share: number) =>
      owner.query(
        `INSERT INTO hidden_kin VALUES ($1, $2, $3) ON CONFLICT (hidden_digest, other_digest) DO UPDATE SET share = $3`,
        [later.hiddenDigest, of.hiddenDigest, share],
      );
    await kin(0.05);
    expect(await looks(app.cast.vendor, { ...of, ...later })).toBe(0);
    await kin(0.051);
    expect(await looks(app.cast.vendor, { ...of, ...later })).toBe(1);
    await tried({ ...of, ...later });
    expect(await code(hidden({ ...of, ...later }))).toBe('409 quota_exhausted');

    const apart = await makeAlgorithm(owner, app.cast.otherVendor);
    const theirs = { ...of, algorithmVersionId: apart.algorithmVersionId };
    expect(await looks(app.cast.otherVendor, theirs)).toBe(0);
    await owner.query(
      `UPDATE algorithm_version SET sha256 = (SELECT sha256 FROM algorithm_version WHERE id = $1) WHERE id = $2`,
      [of.algorithmVersionId, apart.algorithmVersionId],
    );
    expect(await looks(app.cast.otherVendor, theirs)).toBe(1);
    await makeTrial(owner, { ...theirs, vendor: app.cast.otherVendor });
    expect(await code(app.as(app.cast.otherVendor)(submitRun, { body: bodyOf(theirs, 'hidden') }))).toBe(
      '409 quota_exhausted',
    );
    await app.as(app.cast.vendor)(runDeeds.cancel, { params: { id }, body: {} });
  });

  it('takes no hidden run of an organisation that the lab has not verified', async () => {
    const of = await fresh();
    await tried(of);
    const verify = (verified: boolean) =>
      app.database.owner.query('UPDATE organisation SET verified = $2 WHERE id = $1', [
        app.cast.vendor.organisationId,
        verified,
      ]);
    await verify(false);
    expect(await code(hidden(of))).toBe('403 not_verified');
    expect(await code(submit(of, 'sample'))).toBe('went through');
    await verify(true);
    expect(await code(hidden(of))).toBe('went through');
    await drain();
  });
});

/** Nothing may wait in the queue when the next test claims the run it has just submitted. */
async function drain(): Promise<void> {
  const { items } = await app.as(app.cast.operator)(listRuns, { query: { status: 'queued', limit: 100 } });
  for (const { id } of items) await app.as(app.cast.operator)(runDeeds.cancel, { params: { id }, body: {} });
}
