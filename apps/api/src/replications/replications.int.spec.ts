import { ProblemError } from '@scenario-lab/contracts/call';
import {
  assessReplication,
  listReplications,
  readCase,
  readReplication,
  replicationDeeds,
  requestReplication,
  startTransferTest,
} from '@scenario-lab/contracts/cases';
import { readRun, reviewDeeds } from '@scenario-lab/contracts/runs';
import { openSystemDatabase, type SystemDatabase } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { grantStands } from '@scenario-lab/db/runs/grants';
import { vendorResultOf } from '@scenario-lab/domain/runs/edition';
import { makeCase } from '@scenario-lab/testing/cases';
import { type Exam, makeBenchmark, makeExam } from '@scenario-lab/testing/exam';
import { type Played, playRun, playStart } from '@scenario-lab/testing/play-worker';
import { maeResult } from '@scenario-lab/testing/results';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../http/test-app.js';

let app: TestApp;
let score: SystemDatabase;
let execute: SystemDatabase;
beforeAll(async () => {
  app = await testApp();
  score = await openSystemDatabase(app.database.urls.score, 'score', 2);
  execute = await openSystemDatabase(app.database.urls.execute, 'execute', 1);
});
afterAll(async () => {
  await score?.close();
  await execute?.close();
  await app?.close();
});

const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'went through',
    (error: unknown) =>
      error instanceof ProblemError ? `${error.problem.status} ${error.problem.code}` : String(error),
  );
type Who = Parameters<TestApp['as']>[0];
const played = (verdict: 'pass' | 'fail'): Played => {
  const result = maeResult(verdict === 'pass' ? 10.37 : 15, verdict);
  return { verdict, owner: result, vendor: vendorResultOf(result) };
};
const purpose = 'Take it over for our own underpasses.';
const request = async (caseId: string, who: Who = app.cast.otherDepartment) =>
  (await app.as(who)(requestReplication, { params: { id: caseId }, body: { purpose } })).id;
const assess = (who: Who, id: string) =>
  app.as(who)(assessReplication, { params: { id }, body: { contextDifference: { zh: '土质不同' } } });
const start = (who: Who, id: string, benchmarkVersionId: string) =>
  app.as(who)(startTransferTest, { params: { id }, body: { benchmarkVersionId } });
const deed = (who: Who, name: keyof typeof replicationDeeds, id: string) =>
  app.as(who)(replicationDeeds[name], { params: { id }, body: { reason: `why ${name}` } as never });
const read = (who: Who, id: string) => app.as(who)(readReplication, { params: { id } });

async function published(options: { outcome?: 'failed' } = {}) {
  const exam: Exam = await makeExam(app.database.owner, app.cast);
  const { caseId } = await makeCase(app.database.owner, app.cast, exam, { published: true, ...options });
  return { exam, caseId };
}
/** The adopter's own need and sealed data. */
const adoptersBenchmark = (plan = {}) =>
  makeBenchmark(app.database.owner, app.cast.otherDepartment, {
    accessMode: 'sandbox_only',
    listed: false,
    plan,
  });
const approve = (id: string) =>
  app.as(app.cast.reviewer)(reviewDeeds.approve, {
    params: { id },
    body: { statement: 'As the plan says.' },
  });

describe('a replication', () => {
  it('of a case without names tells them once both sides agreed', async () => {
    const { vendor, department, otherDepartment: adopter, otherVendor, operator } = app.cast;
    const { caseId } = await published();
    await app.database.owner.query('UPDATE lab_case SET anonymous = true WHERE id = $1', [caseId]);
    const id = await request(caseId);
    const told = async (who: Who) => (await read(who, id)).vendor?.id ?? null;
    expect(await told(adopter)).toBeNull();
    expect(JSON.stringify(await app.as(adopter)(listReplications, { query: {} }))).not.toContain(
      vendor.organisationId,
    );
    // Who took part, and the lab, knew the names before.
    for (const who of [vendor, department, operator]) expect(await told(who)).toBe(vendor.organisationId);
    expect(await code(assess(operator, id))).toBe('409 names_untold');

    for (const [who, answer] of [
      [adopter, '404 not_found'],
      [operator, '403 role_missing'],
      [otherVendor, '404 not_found'],
    ] as const) {
      expect(await code(deed(who, 'tell_names', id)), who.roles[0]).toBe(answer);
    }
    expect(await code(deed(department, 'tell_names', id))).toBe('went through');
    // One row alone would tell a name: the adopter reads neither it nor the event of it.
    expect(await app.sqlAs(adopter, 'SELECT * FROM names_consent')).toEqual([]);
    expect(await app.sqlAs(adopter, `SELECT * FROM event WHERE event = 'case.names_told'`)).toEqual([]);
    await app
      .sqlAs(
        adopter,
        `INSERT INTO names_consent VALUES ('${id}', '${vendor.organisationId}', '${adopter.personId}')`,
      )
      .then(
        () => expect.unreachable(),
        (error: unknown) => expect(String(error)).toContain('row-level security'),
      );
    expect(await told(adopter)).toBeNull();
    expect(await code(assess(operator, id))).toBe('409 names_untold');
    expect(await code(deed(department, 'tell_names', id))).toBe('409 wrong_status');

    expect(await code(deed(vendor, 'tell_names', id))).toBe('went through');
    expect(await read(adopter, id)).toMatchObject({ namesTold: true, vendor: { id: vendor.organisationId } });
    expect(await code(assess(operator, id))).toBe('went through');
    // Nobody else learns them by it.
    expect((await app.as(otherVendor)(readCase, { params: { id: caseId } })).vendor).toBeNull();
  });

  it('is adopted once the certified version has passed on the adopter’s own data', async () => {
    const { vendor, department, otherDepartment: adopter, operator, otherVendor } = app.cast;
    const { exam, caseId } = await published();
    const own = await adoptersBenchmark();
    const id = await request(caseId);
    expect((await read(adopter, id)).allowed).toEqual(['replication.read', 'replication.withdraw']);
    expect(await code(start(operator, id, own.benchmarkVersionId))).toBe('409 wrong_status');
    expect(await code(assess(adopter, id))).toBe('403 role_missing');
    await assess(operator, id);
    expect(await code(start(adopter, id, own.benchmarkVersionId))).toBe('403 role_missing');
    expect(await code(start(operator, id, exam.benchmarkVersionId))).toBe('422 invalid_input');
    const misfit = await adoptersBenchmark({ task: 'binary' });
    expect(await code(start(operator, id, misfit.benchmarkVersionId))).toBe('422 data_misfit');
    expect(await code(deed(adopter, 'adopt', id))).toBe('409 wrong_status');

    const wallet = async () =>
      (
        await app.database.owner.query('SELECT balance, held FROM wallet WHERE organisation_id = $1', [
          vendor.organisationId,
        ])
      ).rows[0];
    const before = await wallet();
    const { runId } = await start(operator, id, own.benchmarkVersionId);
    expect(await wallet()).toEqual(before);
    const look = await app.database.owner.query('SELECT * FROM look WHERE run_id = $1', [runId]);
    expect(look.rows[0]).toMatchObject({
      control_group: vendor.organisationId,
      hidden_digest: own.hiddenDigest,
      charged: true,
    });
    expect(await code(deed(adopter, 'adopt', id))).toBe('409 gate_incomplete');
    await playRun(score, played('pass'));
    expect(await wallet()).toEqual(before);
    expect(await app.as(adopter)(readRun, { params: { id: runId } })).toMatchObject({
      edition: 'owner',
      algorithm: { versionId: exam.algorithmVersionId },
    });
    expect((await app.as(vendor)(readRun, { params: { id: runId } })).edition).toBe('vendor');
    expect(await code(app.as(department)(readRun, { params: { id: runId } }))).toBe('404 not_found');
    expect(await code(deed(adopter, 'adopt', id))).toBe('409 gate_incomplete');
    await approve(runId);
    for (const who of [adopter, vendor, operator]) {
      expect(await read(who, id), who.roles[0]).toMatchObject({
        status: 'transfer_testing',
        contextDifference: { zh: '土质不同' },
        benchmark: { versionId: own.benchmarkVersionId },
        algorithmVersionId: exam.algorithmVersionId,
        transferRuns: [{ id: runId, verdict: 'pass' }],
      });
    }
    expect((await read(department, id)).transferRuns).toEqual([]);
    expect(await code(deed(department, 'adopt', id))).toBe('404 not_found');
    await deed(adopter, 'adopt', id);
    expect((await read(adopter, id)).status).toBe('adopted');
    expect(await code(read(otherVendor, id))).toBe('404 not_found');
  });

  it('needs no grant of the adopter’s own data while the test is under way, and loses it with the request', async () => {
    const { vendor, otherDepartment: adopter, operator } = app.cast;
    const { caseId } = await published();
    const own = await adoptersBenchmark();
    const id = await request(caseId);
    await assess(operator, id);
    await start(operator, id, own.benchmarkVersionId);
    const stands = () => execute.asSystem((tx) => grantStands(tx, own.datasetId, vendor.organisationId));
    expect(await stands()).toBe(false);
    const claim = await playStart(score);
    expect(await stands()).toBe(true);
    await deed(adopter, 'withdraw', id);
    expect(await stands()).toBe(false);
    await app.database.owner.query(`UPDATE run SET status = 'cancelled' WHERE id = $1`, [claim.runId]);
  });

  it('is declined after a failed test, or assessed anew', async () => {
    const { otherDepartment: adopter, operator } = app.cast;
    const { caseId } = await published();
    const own = await adoptersBenchmark();
    const id = await request(caseId);
    await assess(operator, id);
    const { runId } = await start(operator, id, own.benchmarkVersionId);
    await playRun(score, played('fail'));
    await approve(runId);
    expect(await code(deed(adopter, 'adopt', id))).toBe('409 gate_incomplete');
    await deed(operator, 'reassess', id);
    const second = await start(operator, id, (await adoptersBenchmark()).benchmarkVersionId);
    await playRun(score, played('fail'));
    expect((await read(adopter, id)).transferRuns.map((run) => run.id)).toEqual([second.runId, runId]);
    await deed(adopter, 'decline', id);
    const list = await app.as(adopter)(listReplications, { query: { status: 'declined' } });
    expect(list.items.map((one) => one.id)).toEqual([id]);
  });

  it('is asked for by another department, of an accepted and published case, once at a time', async () => {
    const { vendor, department, otherDepartment } = app.cast;
    const { caseId } = await published();
    expect(await code(request(caseId, null))).toBe('401 sign_in_required');
    expect(await code(request(caseId, vendor))).toBe('403 role_missing');
    expect(await code(request(caseId, department))).toBe('403 own_organisation');
    expect(await code(request(newId()))).toBe('404 not_found');
    expect(await code(request((await published({ outcome: 'failed' })).caseId))).toBe('409 wrong_status');
    const hidden = await makeCase(app.database.owner, app.cast, await makeExam(app.database.owner, app.cast));
    expect(await code(request(hidden.caseId))).toBe('404 not_found');
    const answers = await Promise.all([code(request(caseId)), code(request(caseId))]);
    expect(answers.sort()).toEqual(['409 duplicate', 'went through']);
    const { items } = await app.as(otherDepartment)(listReplications, { query: { status: 'requested' } });
    const id = items[0]!.id;
    for (const table of ['replication']) {
      const seen = await app.sqlAs(app.cast.otherVendor, `SELECT 1 FROM ${table} WHERE id = $1`, [id]);
      expect(seen).toEqual([]);
    }
    await app.sqlAs(vendor, `UPDATE replication SET status = 'adopted' WHERE id = $1`, [id]);
    expect((await read(otherDepartment, id)).status).toBe('requested');
  });
});
