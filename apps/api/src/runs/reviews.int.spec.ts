import { ProblemError } from '@scenario-lab/contracts/call';
import { readReport } from '@scenario-lab/contracts/certificates';
import { readRun, reviewDeeds, runDeeds, submitRun, whatIf } from '@scenario-lab/contracts/runs';
import { openSystemDatabase, type SystemDatabase } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { vendorResultOf } from '@scenario-lab/domain/runs/edition';
import { makeActor } from '@scenario-lab/testing/builders';
import { makeCertificate, makeReport } from '@scenario-lab/testing/certify';
import { makeTrial } from '@scenario-lab/testing/evidence';
import { type Exam, giveParty, makeExam } from '@scenario-lab/testing/exam';
import { type Played, playRun } from '@scenario-lab/testing/play-worker';
import { maeResult } from '@scenario-lab/testing/results';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../http/test-app.js';

let app: TestApp;
let score: SystemDatabase;
let exam: Exam;
beforeAll(async () => {
  app = await testApp();
  score = await openSystemDatabase(app.database.urls.score, 'score', 2);
});
afterAll(async () => {
  await score?.close();
  await app?.close();
});

const passed: Played = { verdict: 'pass', owner: maeResult(), vendor: vendorResultOf(maeResult()) };
const statement = 'Conducted as the plan says; nothing out of the ordinary.';

const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'went through',
    (error: unknown) =>
      error instanceof ProblemError ? `${error.problem.status} ${error.problem.code}` : String(error),
  );
type Who = Parameters<TestApp['as']>[0];
const decide = (who: Who, decision: keyof typeof reviewDeeds, id: string, words = statement) =>
  app.as(who)(reviewDeeds[decision], { params: { id }, body: { statement: words } });

async function scored(engagementId: string | null = null, played = passed): Promise<string> {
  const { id } = await app.as(app.cast.vendor)(submitRun, {
    body: {
      algorithmVersionId: exam.algorithmVersionId,
      benchmarkVersionId: exam.benchmarkVersionId,
      split: 'hidden',
      engagementId,
    },
  });
  expect(await playRun(score, played)).toBe(id);
  return id;
}

async function engagementIn(status: string): Promise<string> {
  const id = newId();
  const { owner } = app.database;
  const { vendor, department } = app.cast;
  await giveParty(owner, 'engagement', id, vendor.organisationId, 'act');
  await giveParty(owner, 'engagement', id, department.organisationId, 'own');
  await owner.query(
    `INSERT INTO engagement (id, status, scenario_id, solution_id, vendor_id, department_id)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [id, status, exam.scenarioId, exam.solutionId, vendor.organisationId, department.organisationId],
  );
  return id;
}
const statusOf = async (table: string, id: string) =>
  (await app.database.owner.query(`SELECT status FROM ${table} WHERE id = $1`, [id])).rows[0].status;

beforeEach(async () => {
  exam = await makeExam(app.database.owner, app.cast);
  await makeTrial(app.database.owner, { ...exam, vendor: app.cast.vendor });
});

describe('the review of a run', () => {
  it('approves with a word and leaves the report to be issued', async () => {
    const { reviewer, vendor, operator, department } = app.cast;
    const id = await scored(await engagementIn('validating'));
    const seen = await app.as(reviewer)(readRun, { params: { id } });
    expect(seen.allowed).toEqual([
      'run.read',
      'run.read_internal',
      'run.what_if',
      'review.ask_info',
      'review.approve',
      'review.reject',
    ]);
    for (const who of [vendor, operator, department]) {
      expect(await code(decide(who, 'approve', id))).toBe('403 role_missing');
    }
    expect(await code(decide(reviewer, 'approve', id, 'short'))).toBe('422 invalid_input');
    expect(await code(decide(reviewer, 'approve', id, `${statement}\u0000`))).toBe('422 invalid_input');
    expect(await statusOf('run', id)).toBe('in_review');

    await decide(reviewer, 'approve', id, `${statement} <script>`);
    const run = await app.as(vendor)(readRun, { params: { id } });
    expect(run).toMatchObject({
      status: 'approved',
      review: { decision: 'approve', statement: `${statement} <script>`, reviewer: 'Lab reviewer' },
    });
    const jobs = await app.database.owner.query(
      `SELECT job FROM delivery WHERE thing_id = $1 ORDER BY created_at`,
      [id],
    );
    expect(jobs.rows.map(({ job }) => job)).toEqual(['execute-run', 'issue-report', 'compare-runs']);
    expect(await code(decide(reviewer, 'ask_info', id))).toBe('409 wrong_status');
  });

  it('refuses a run for somebody else’s, another scenario’s or an early engagement', async () => {
    const { vendor } = app.cast;
    const foreign = await makeExam(app.database.owner, app.cast);
    const early = await engagementIn('accepted');
    const ask = (engagementId: string, benchmarkVersionId = exam.benchmarkVersionId) =>
      code(
        app.as(vendor)(submitRun, {
          body: {
            algorithmVersionId: exam.algorithmVersionId,
            benchmarkVersionId,
            split: 'hidden',
            engagementId,
          },
        }),
      );
    expect(await ask(early)).toBe('409 wrong_status');
    expect(await ask(early, foreign.benchmarkVersionId)).toBe('422 invalid_input');
    expect(await ask(newId())).toBe('422 invalid_input');
  });

  it('is not decided by who sealed the exam or handled the run, while another reviewer is there', async () => {
    const { reviewer, observer } = app.cast;
    const id = await scored();
    const { owner } = app.database;
    const handled = (thing: string, thingId: string, event: string) =>
      owner.query(
        `INSERT INTO event (id, thing, thing_id, event, person_id, organisation_id) VALUES ($1, $2, $3, $4, $5, $6)`,
        [newId(), thing, thingId, event, reviewer.personId, reviewer.organisationId],
      );
    const lab = { name: 'Lab', roles: ['operate'], id: reviewer.organisationId };
    const second = await makeActor(owner, lab, ['reviewer'], ['reviewer']);
    await handled('benchmark_version', exam.benchmarkVersionId, 'benchmark_version.sealing');
    expect(await code(decide(reviewer, 'approve', id))).toBe('403 handled_by_you');
    expect(await code(decide(reviewer, 'reject', id))).toBe('403 handled_by_you');
    await decide(second, 'approve', id);
    expect((await app.as(observer)(readRun, { params: { id } })).review).toMatchObject({ alone: false });

    const other = await scored();
    await owner.query('UPDATE person SET suspended = true WHERE id = $1', [second.personId]);
    await decide(reviewer, 'approve', other);
    expect((await app.as(observer)(readRun, { params: { id: other } })).review).toMatchObject({
      alone: true,
    });
    const alone = await owner.query(
      `SELECT person_id, route FROM security_entry WHERE kind = 'done_alone' AND person_id = $1`,
      [reviewer.personId],
    );
    expect(alone.rows).toEqual([{ person_id: reviewer.personId, route: 'review.approve' }]);
    await owner.query('UPDATE membership SET roles = $2 WHERE person_id = $1', [
      second.personId,
      ['observer'],
    ]);
  });

  it('goes back and forth for information, and to another reviewer on appeal', async () => {
    const { reviewer, vendor, otherVendor, operator } = app.cast;
    const id = await scored();
    await decide(reviewer, 'ask_info', id);
    expect(await statusOf('run', id)).toBe('needs_info');
    expect(await code(decide(otherVendor, 'give_info', id))).toBe('404 not_found');
    expect(await code(decide(operator, 'give_info', id))).toBe('404 not_found');
    await decide(vendor, 'give_info', id);
    await decide(reviewer, 'reject', id);
    expect((await app.as(vendor)(readRun, { params: { id } })).allowed).toContain('review.appeal');
    await decide(vendor, 'appeal', id);
    expect(await code(decide(reviewer, 'approve', id))).toBe('403 decided_by_you');
    const second = await makeActor(
      app.database.owner,
      { name: 'Lab', roles: ['operate'], id: reviewer.organisationId },
      ['reviewer'],
      ['reviewer'],
    );
    await decide(second, 'approve', id);
    expect(await statusOf('run', id)).toBe('approved');
    const words = await app.database.owner.query(
      'SELECT decision FROM review WHERE run_id = $1 ORDER BY at',
      [id],
    );
    expect(words.rows.map(({ decision }) => decision)).toEqual([
      'ask_info',
      'give_info',
      'reject',
      'appeal',
      'approve',
    ]);
  });

  it('goes on without an answer that does not come', async () => {
    const { reviewer, vendor, operator } = app.cast;
    const id = await scored();
    await decide(reviewer, 'ask_info', id);
    expect((await app.as(reviewer)(readRun, { params: { id } })).allowed).toContain('review.resume');
    for (const who of [vendor, operator])
      expect(await code(decide(who, 'resume', id))).toBe('403 role_missing');
    await decide(reviewer, 'resume', id);
    expect(await statusOf('run', id)).toBe('in_review');
    expect(await code(decide(vendor, 'give_info', id))).toBe('409 wrong_status');
    await decide(reviewer, 'approve', id);
    expect(await statusOf('run', id)).toBe('approved');
  });

  it('leaves a report its vendor may make public, once and for good', async () => {
    const { reviewer, vendor, otherVendor, operator } = app.cast;
    const { owner } = app.database;
    const id = await scored();
    const publish = (who: Who) => app.as(who)(runDeeds.publish, { params: { id }, body: {} });
    expect(await code(publish(vendor))).toBe('409 report_missing');
    await decide(reviewer, 'approve', id);
    expect(await code(publish(vendor))).toBe('409 report_missing');
    const reportId = await makeReport(owner, id);
    const open = (who: Who) => code(app.as(who)(readReport, { params: { id: reportId } }));
    expect(await open(null)).toBe('404 not_found');
    // Row-level security alone: neither the other edition nor somebody else's.
    await app.sqlAs(vendor, `UPDATE report SET published = true WHERE run_id = $1 AND edition = 'owner'`, [
      id,
    ]);
    await app.sqlAs(otherVendor, 'UPDATE report SET published = true WHERE run_id = $1', [id]);
    const published = async () =>
      (await owner.query('SELECT edition FROM report WHERE run_id = $1 AND published', [id])).rows;
    expect(await published()).toEqual([]);
    const unpublished = async () =>
      (
        await owner.query(
          `SELECT unpublished_runs(v.algorithm_id, r.benchmark_version_id)::int AS n FROM run r
           JOIN algorithm_version v ON v.id = r.algorithm_version_id WHERE r.id = $1`,
          [id],
        )
      ).rows[0].n;
    const before = await unpublished();

    expect(await code(publish(otherVendor))).toBe('404 not_found');
    expect(await code(publish(operator))).toBe('404 not_found');
    expect((await app.as(vendor)(readRun, { params: { id } })).allowed).toContain('run.publish');
    await publish(vendor);
    expect(await published()).toEqual([{ edition: 'vendor' }]);
    expect(await open(null)).toBe('went through');
    expect(await unpublished()).toBe(before - 1);
    expect(await code(publish(vendor))).toBe('409 already_published');
    expect((await app.as(vendor)(readRun, { params: { id } })).allowed).not.toContain('run.publish');
  });

  it('is never by somebody of the vendor’s organisation or control group', async () => {
    const { reviewer, vendor } = app.cast;
    const { owner } = app.database;
    const id = await scored();
    await owner.query(
      `INSERT INTO membership (person_id, organisation_id, roles) VALUES ($1, $2, '{member}')`,
      [reviewer.personId, vendor.organisationId],
    );
    const seen = await app.as(reviewer)(readRun, { params: { id } });
    expect(seen).toMatchObject({ edition: 'public', log: null, allowed: ['run.read'] });
    expect(await code(decide(reviewer, 'approve', id))).toBe('403 own_organisation');
    await owner.query('DELETE FROM membership WHERE person_id = $1 AND organisation_id = $2', [
      reviewer.personId,
      vendor.organisationId,
    ]);
    const group = newId();
    await owner.query(`INSERT INTO control_group (id, name) VALUES ($1, 'g')`, [group]);
    await owner.query('UPDATE organisation SET control_group_id = $1 WHERE id = ANY($2)', [
      group,
      [reviewer.organisationId, vendor.organisationId],
    ]);
    expect(await code(decide(reviewer, 'approve', id))).toBe('403 own_organisation');
    await owner.query('UPDATE organisation SET control_group_id = NULL');
    await decide(reviewer, 'approve', id);
  });

  it('voids an approved run together with its certificate', async () => {
    const { reviewer, operator, vendor } = app.cast;
    const id = await scored();
    await decide(reviewer, 'approve', id);
    const { certificateId } = await makeCertificate(app.database.owner, id);
    expect(await code(decide(reviewer, 'void', id))).toBe('403 role_missing');
    await decide(operator, 'void', id, 'The rows were drawn wrongly.');
    expect(await statusOf('run', id)).toBe('void');
    expect(await statusOf('certificate', certificateId)).toBe('revoked');
    // The vendor owns its run; by row-level security alone it cannot make the certificate valid again.
    await app.sqlAs(vendor, `UPDATE certificate SET status = 'valid' WHERE id = $1`, [certificateId]);
    expect(await statusOf('certificate', certificateId)).toBe('revoked');
  });

  it('answers what a threshold would do, writes down who asked, and changes nothing', async () => {
    const { department, reviewer, vendor, otherDepartment } = app.cast;
    const id = await scored();
    const ask = (who: Who, threshold: number, criterion = 'mae') =>
      app.as(who)(whatIf, { params: { id }, body: { criterion, threshold } });
    expect(await ask(department, 12)).toEqual({ verdict: 'pass', overall: 'pass' });
    expect(await ask(department, 10.5)).toEqual({ verdict: 'inconclusive', overall: 'inconclusive' });
    expect(await ask(reviewer, 9)).toEqual({ verdict: 'fail', overall: 'fail' });
    expect(await code(ask(reviewer, 9, 'rmse'))).toBe('422 invalid_input');
    expect(await code(ask(vendor, 9))).toBe('403 role_missing');
    expect(await code(ask(otherDepartment, 9))).toBe('404 not_found');
    const asked = await app.database.owner.query(
      `SELECT count(*)::int AS n FROM event WHERE thing_id = $1 AND event = 'run.what_if'`,
      [id],
    );
    expect(asked.rows[0].n).toBe(3);
    expect((await app.as(department)(readRun, { params: { id } })).verdict).toBe('pass');
  });
});
