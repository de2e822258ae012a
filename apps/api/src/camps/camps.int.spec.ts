import { readDates } from '@scenario-lab/contracts/calendar';
import {
  campDeeds,
  createCamp,
  downloadTraining,
  downloadTrainingPdf,
  editCamp,
  listCamps,
  listSkills,
  listTrainees,
  markAttendance,
  readCamp,
  readTraining,
  type SaveCamp,
  signUp,
  traineeDeeds,
  tryTask,
} from '@scenario-lab/contracts/camps';
import { lookUpReport } from '@scenario-lab/contracts/certificates';
import { submitRun } from '@scenario-lab/contracts/runs';
import { openSystemDatabase, type SystemDatabase } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { transition } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { vendorResultOf } from '@scenario-lab/domain/runs/edition';
import { FilesystemStore } from '@scenario-lab/storage/filesystem-store';
import { type Exam, makeBenchmark, makeExam } from '@scenario-lab/testing/exam';
import { playRun } from '@scenario-lab/testing/play-worker';
import { maeResult } from '@scenario-lab/testing/results';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../http/test-app.js';
import { statusOf } from '../http/test-browser.js';

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

const sql = (text: string, values: unknown[] = []) => app.database.owner.query(text, values);
const hour = 3_600_000;
const session = (id: string, from: number) => ({
  id,
  topic: { zh: `第${id}讲` },
  at: new Date(Date.now() + from * hour).toISOString(),
  until: new Date(Date.now() + (from + 2) * hour).toISOString(),
  place: '成都',
});
const camp = (more: Partial<SaveCamp> = {}): SaveCamp => ({
  title: { zh: '液位预测实训营', en: 'Level forecasts' },
  about: { zh: '两天，带数据。' },
  field: 'public_services',
  seats: 1,
  signUpUntil: '2999-01-01',
  sessions: [session('s2', 1), session('s1', -3)],
  tasks: [
    { id: 't1', title: { zh: '预测液位' }, benchmarkVersionId: exam.benchmarkVersionId, tries: 2, goal: 11 },
  ],
  rule: { sessions: 1, tasks: 1 },
  instructors: [],
  ...more,
});
const create = (body: SaveCamp) => app.as(app.cast.operator)(createCamp, { body });
const does = (who: SignedIn, deed: keyof typeof campDeeds, id: string) =>
  statusOf(
    app.as(who)(campDeeds[deed], { params: { id }, body: { remark: '', reason: '讲师缺席' } as never }),
  );
const join = (who: SignedIn, id: string, name = '王小明') =>
  app.as(who)(signUp, { params: { id }, body: { name, consent: true } });
const wrongAt = async (promise: Promise<unknown>) =>
  promise.then(
    () => 'went through',
    (error: { problem?: { errors?: { path: string; code: string }[] } }) =>
      error.problem?.errors?.map(({ path, code }) => `${path} ${code}`).join(),
  );
let id = '';
let vendorPlace = '';

describe('a camp', () => {
  it('is made by the lab, on exams whose data are open, with rules it can keep', async () => {
    const { vendor, department, observer, otherDepartment } = app.cast;
    for (const who of [vendor, department, observer])
      expect(await statusOf(app.as(who)(createCamp, { body: camp() }))).toBe('403 role_missing');
    const closed = await makeBenchmark(app.database.owner, department, { accessMode: 'sandbox_only' });
    const task = { ...camp().tasks[0]!, benchmarkVersionId: closed.benchmarkVersionId };
    expect(await wrongAt(create(camp({ tasks: [task] })))).toBe('tasks.0.benchmarkVersionId data_not_open');
    expect(await wrongAt(create(camp({ tasks: [{ ...task, benchmarkVersionId: newId() }] })))).toBe(
      'tasks.0.benchmarkVersionId unknown_benchmark',
    );
    expect(await wrongAt(create(camp({ instructors: ['nobody@example.org'] })))).toBe(
      'instructors.0 unknown_person',
    );
    for (const more of [
      { rule: { sessions: 3, tasks: 0 } },
      { rule: { sessions: 0, tasks: 0 } },
      { seats: 0 },
      { sessions: [session('a', 1), session('a', 2)] },
      { sessions: [{ ...session('a', 1), until: session('a', -1).at }] },
    ])
      expect(await statusOf(create(camp(more)))).toBe('422 invalid_input');
    const [{ email }] = (await sql('SELECT email FROM person WHERE id = $1', [otherDepartment.personId]))
      .rows;
    ({ id } = await create(camp({ instructors: [email] })));
    // Of two who edit it the later one is told.
    const stale = await fetch(`${app.baseUrl}/camps/${id}`, {
      method: 'PUT',
      headers: {
        authorization: `Bearer ${await app.tokenOf(app.cast.operator)}`,
        'content-type': 'application/json',
        'if-match': '"2020-01-01T00:00:00.000Z"',
      },
      body: JSON.stringify(camp()),
    });
    expect(stale.status).toBe(412);
    // A draft is the lab's own.
    for (const who of [vendor, null]) {
      expect(await statusOf(app.as(who)(readCamp, { params: { id } }))).toBe('404 not_found');
      expect((await app.as(who)(listCamps, {})).items).toEqual([]);
    }
    expect(await statusOf(join(vendor, id))).toBe('404 not_found');
    expect(await does(vendor, 'announce', id)).toBe('403 role_missing');
    await app.as(app.cast.operator)(campDeeds.announce, { params: { id }, body: {} });
    const told = await app.as(null)(readCamp, { params: { id } });
    expect(told).toMatchObject({
      status: 'announced',
      taken: 0,
      mine: null,
      instructorEmails: [],
      board: [{ rows: [] }],
    });
    expect(told.sessions.map((one) => one.id)).toEqual(['s1', 's2']);
    expect(told.instructors).toHaveLength(1);
    expect(told.tasks[0]).toMatchObject({ metric: 'mae', split: 'validation', task: 'regression' });
    expect((await app.as(null)(listCamps, { query: { field: 'public_services' } })).items).toMatchObject([
      { id, tasks: 1, seats: 1 },
    ]);
  });

  it('gives its seats in order, the rest wait, and nobody learns who', async () => {
    const { vendor, otherVendor, department, otherDepartment, operator } = app.cast;
    expect(await statusOf(join(operator, id))).toBe('403 role_missing');
    // Who teaches is not certified by oneself.
    expect(await statusOf(join(otherDepartment, id))).toBe('403 own_organisation');
    const [one, other] = await Promise.all([join(vendor, id), join(otherVendor, id, '李四')]);
    expect([one.status, other.status].sort()).toEqual(['seated', 'waiting']);
    expect(await statusOf(join(vendor, id))).toBe('409 duplicate');
    // The rest of this file has the vendor in the seat.
    if (one.status === 'waiting') {
      await sql(
        `UPDATE trainee SET status = CASE id WHEN $1 THEN 'seated' ELSE 'waiting' END WHERE camp_id = $2`,
        [one.id, id],
      );
      await sql(`UPDATE trainee SET number = number + 10 WHERE id = $1`, [other.id]);
    }
    vendorPlace = one.id;
    expect((await app.as(otherVendor)(readCamp, { params: { id } })).mine).toMatchObject({
      status: 'waiting',
      ahead: 0,
      allowed: ['trainee.withdraw'],
    });
    const read = await app.as(department)(readCamp, { params: { id } });
    expect(read).toMatchObject({ taken: 1, waiting: 1, mine: null });
    expect(read.allowed).toContain('trainee.sign_up');
    for (const who of [department, vendor])
      expect(await statusOf(app.as(who)(listTrainees, { params: { id } }))).toBe('404 not_found');
    for (const who of [operator, otherDepartment])
      expect((await app.as(who)(listTrainees, { params: { id } })).map(({ name }) => name).sort()).toEqual([
        '李四',
        '王小明',
      ]);
    // What no page shows no statement shows either.
    expect(await app.sqlAs(department, 'SELECT name FROM trainee')).toEqual([]);
    expect(await app.sqlAs(department, `SELECT * FROM camp_tries('${id}')`)).toEqual([]);
    for (const statement of [
      `UPDATE trainee SET certificate = 'ST-2026-9999'`,
      `UPDATE trainee SET person_id = app_person()`,
      'DELETE FROM trainee',
    ])
      await expect(app.sqlAs(vendor, statement), statement).rejects.toThrow(/permission denied/);
    await expect(
      app.sqlAs(
        vendor,
        `INSERT INTO camp_attendance (trainee_id, session, marked_by) VALUES ('${vendorPlace}', 's2', app_person())`,
      ),
    ).rejects.toThrow(/row-level security/);
  });

  it('keeps its tries apart from looks: none is spent, none is gained, and no credit', async () => {
    const { vendor, otherVendor, operator } = app.cast;
    const attempt = (who = vendor, place = vendorPlace, task = 't1') =>
      app.as(who)(tryTask, {
        params: { id: place },
        body: { task, algorithmVersionId: exam.algorithmVersionId },
      });
    expect(await statusOf(attempt())).toBe('409 wrong_status');
    await app.as(operator)(campDeeds.start, { params: { id }, body: {} });
    expect(await statusOf(attempt(otherVendor))).toBe('404 not_found');
    expect(await wrongAt(attempt(vendor, vendorPlace, 'other'))).toBe('task unknown_task');
    expect(
      await wrongAt(
        app.as(vendor)(tryTask, {
          params: { id: vendorPlace },
          body: { task: 't1', algorithmVersionId: newId() },
        }),
      ),
    ).toBe('algorithmVersionId unknown_version');
    const balance = async () =>
      (await sql('SELECT balance, held FROM wallet WHERE organisation_id = $1', [vendor.organisationId]))
        .rows[0];
    const before = await balance();
    for (const mae of [13, 10.5]) {
      await attempt();
      const result = maeResult(mae);
      await playRun(score, { verdict: 'pass', owner: result, vendor: vendorResultOf(result) });
    }
    expect(await statusOf(attempt())).toBe('409 quota_exhausted');
    expect(await balance()).toEqual(before);
    expect((await sql('SELECT count(*)::int AS n FROM look')).rows[0].n).toBe(0);
    // It has run here for the class alone: a look still asks for a trial of its own.
    const hidden = { ...exam, split: 'hidden' as const, engagementId: null, priorAccess: false };
    const { algorithmVersionId, benchmarkVersionId, split, engagementId, priorAccess } = hidden;
    expect(
      await statusOf(
        app.as(vendor)(submitRun, {
          body: { algorithmVersionId, benchmarkVersionId, split, engagementId, priorAccess },
        }),
      ),
    ).toBe('409 trial_missing');
    const { mine, board } = await app.as(vendor)(readCamp, { params: { id } });
    expect(mine?.progress).toMatchObject({
      tasks: [{ used: 2, solved: true }],
      attended: [],
      complete: false,
    });
    expect(board[0]?.rows).toMatchObject([{ mine: true, tries: 2, solved: true }]);
    // Who waits is not in the class yet.
    expect((await app.as(otherVendor)(readCamp, { params: { id } })).board[0]?.rows).toEqual([]);
  });

  it('has its attendance marked by who teaches, for who is in it, once it was held', async () => {
    const { vendor, otherDepartment, department } = app.cast;
    const mark = (who: SignedIn, at: string, present = [vendorPlace]) =>
      app.as(who)(markAttendance, { params: { id }, body: { session: at, present } });
    for (const who of [vendor, department]) expect(await statusOf(mark(who, 's1'))).toBe('404 not_found');
    expect(await wrongAt(mark(otherDepartment, 's2'))).toBe('session in_the_future');
    expect(await wrongAt(mark(otherDepartment, 's9'))).toBe('session unknown_session');
    expect(await wrongAt(mark(otherDepartment, 's1', [vendorPlace, newId()]))).toBe(
      'present.1 not_in_the_class',
    );
    await mark(otherDepartment, 's1');
    await mark(otherDepartment, 's1', []);
    await mark(otherDepartment, 's1', [vendorPlace, vendorPlace]);
    expect((await app.as(vendor)(readCamp, { params: { id } })).mine?.progress).toMatchObject({
      attended: ['s1'],
      complete: true,
    });
    expect(await statusOf(app.as(app.cast.operator)(editCamp, { params: { id }, body: camp() }))).toBe(
      '409 wrong_status',
    );
  });

  it('ends in a certificate that everybody can check and nobody can list names from', async () => {
    const { vendor, otherVendor, operator, reviewer } = app.cast;
    await app.as(operator)(campDeeds.finish, { params: { id }, body: {} });
    // As the worker leaves it.
    const digest = 'c'.repeat(64);
    await score.asSystem((tx) =>
      transition(tx, 'trainee', vendorPlace, 'certify', {
        set: {
          certificate: 'ST-2026-0007',
          envelope: '{"sealed": true}\n',
          digest,
          key_id: 'k',
          issued_at: new Date(),
        },
      }),
    );
    const params = { number: 'ST-2026-0007' };
    for (const who of [null, otherVendor])
      expect(await app.as(who)(readTraining, { params })).toMatchObject({
        status: 'certified',
        name: '王**',
        file: false,
      });
    expect(await app.as(vendor)(readTraining, { params })).toMatchObject({ name: '王小明', file: true });
    expect(await (await app.as(vendor)(downloadTraining, { params })).text()).toBe('{"sealed": true}\n');
    expect(await statusOf(app.as(otherVendor)(downloadTraining, { params }))).toBe('404 not_found');
    // Its paper is a moment later, and the same people's: nobody else reads the name on it.
    expect(await statusOf(app.as(vendor)(downloadTrainingPdf, { params }))).toBe('404 not_found');
    const store = await FilesystemStore.open({ dir: app.folders.blobs });
    const { sha256 } = await store.put(Buffer.from('%PDF 王小明'));
    await sql('UPDATE trainee SET pdf_zh_sha256 = $2, pdf_en_sha256 = $2 WHERE id = $1', [
      vendorPlace,
      sha256,
    ]);
    for (const who of [vendor, operator])
      expect(await (await app.as(who)(downloadTrainingPdf, { params })).text()).toBe('%PDF 王小明');
    expect(await statusOf(app.as(otherVendor)(downloadTrainingPdf, { params }))).toBe('404 not_found');
    expect(await statusOf(app.as(null)(downloadTrainingPdf, { params }))).toMatch(/^401/);
    expect((await app.as(vendor)(readTraining, { params })).paper).toBe(true);
    expect((await app.as(otherVendor)(readTraining, { params })).paper).toBe(false);
    expect(await statusOf(app.as(null)(downloadTraining, { params }))).toMatch(/^401/);
    expect(await app.as(null)(lookUpReport, { params: { digest } })).toMatchObject({
      known: true,
      badge: null,
      training: { number: 'ST-2026-0007', status: 'certified' },
    });
    const revoke = (who: SignedIn) =>
      statusOf(
        app.as(who)(traineeDeeds.revoke, { params: { id: vendorPlace }, body: { reason: '冒名顶替' } }),
      );
    for (const who of [vendor, reviewer]) expect(await revoke(who)).toMatch(/^40[34]/);
    await app.as(operator)(traineeDeeds.revoke, {
      params: { id: vendorPlace },
      body: { reason: '冒名顶替' },
    });
    expect(await app.as(null)(readTraining, { params })).toMatchObject({
      status: 'revoked',
      reason: '冒名顶替',
    });
    expect(await app.as(null)(lookUpReport, { params: { digest } })).toMatchObject({
      training: { status: 'revoked' },
    });
  });

  it('gives its sessions to calendars, and shows what needs ask for beside what is taught', async () => {
    const file = await (await app.as(null)(readDates, { params: { thing: 'camp', id } })).text();
    expect(file.match(/BEGIN:VEVENT/g)).toHaveLength(2);
    const draft = await create(camp());
    expect(await statusOf(app.as(null)(readDates, { params: { thing: 'camp', id: draft.id } }))).toBe(
      '404 not_found',
    );
    await sql(`UPDATE scenario SET field = 'public_services' WHERE id = $1`, [exam.scenarioId]);
    await app.as(app.cast.operator)(campDeeds.announce, { params: { id: draft.id }, body: {} });
    expect(await app.as(null)(listSkills, {})).toContainEqual({
      ...{ field: 'public_services', task: 'regression', needs: 1, gaps: 1, vendors: 0, camps: 1 },
    });
    expect(await does(app.cast.operator, 'cancel', draft.id)).toBe('done');
    expect(await app.as(null)(readCamp, { params: { id: draft.id } })).toMatchObject({
      status: 'cancelled',
      reason: '讲师缺席',
    });
  });
});
