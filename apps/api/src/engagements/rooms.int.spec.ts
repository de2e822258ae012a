import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ProblemError } from '@scenario-lab/contracts/call';
import { engagementDeeds, postMessage, proposeEngagement } from '@scenario-lab/contracts/engagements';
import { readInbox } from '@scenario-lab/contracts/lab';
import {
  addRecord,
  addTask,
  confirmRecord,
  downloadRecord,
  endTask,
  exportRoom,
  handOver,
  readRoom,
  takeBackRecord,
} from '@scenario-lab/contracts/rooms';
import type { Args } from '@scenario-lab/contracts/route';
import { newId } from '@scenario-lab/db/ids';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { openBlobStore } from '@scenario-lab/storage/open-store';
import { makeActor } from '@scenario-lab/testing/builders';
import { makeExam } from '@scenario-lab/testing/exam';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../http/test-app.js';

let app: TestApp;
let colleague: SignedIn;
let id: string;
beforeAll(async () => {
  app = await testApp();
  const { department } = app.cast;
  colleague = await makeActor(
    app.database.owner,
    { name: 'Bureau', roles: ['demand'], id: department.organisationId },
    ['member'],
    ['department'],
  );
});
afterAll(() => app?.close());
beforeEach(async () => {
  const exam = await makeExam(app.database.owner, app.cast);
  const body = { scenarioId: exam.scenarioId, solutionId: exam.solutionId, proposal: '旁路 <b>' };
  id = (await app.as(app.cast.vendor)(proposeEngagement, { body })).id;
});

type Who = Parameters<TestApp['as']>[0];
const refusalOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'went through',
    (error: unknown) => {
      if (!(error instanceof ProblemError)) throw error;
      const { status, code, errors } = error.problem;
      return [status, code, errors?.[0]?.path, errors?.[0]?.code].filter(Boolean).join(' ');
    },
  );
const room = (who: Who) => app.as(who)(readRoom, { params: { id } });
/** As the upload's own routes leave it. */
async function uploaded(who: NonNullable<Who>, content: string | Buffer, name = 'paper.pdf') {
  const blobs = await openBlobStore({ kind: 'filesystem', dir: app.folders.blobs });
  const bytes = Buffer.from(content);
  const { sha256 } = await blobs.put(bytes);
  const uploadId = newId();
  await app.database.owner.query(
    `INSERT INTO upload (id, organisation_id, person_id, purpose, file_name, bytes, received, sha256)
     VALUES ($1, $2, $3, 'file', $4, $5, $5, $6)`,
    [uploadId, who.organisationId, who.personId, name, bytes.length, sha256],
  );
  return { uploadId, sha256 };
}
const add = (who: Who, body: Args<typeof addRecord>['body']) =>
  app.as(who)(addRecord, { params: { id }, body });
const confirm = (who: Who, recordId: string, sha256: string) =>
  app.as(who)(confirmRecord, { params: { id, recordId }, body: { sha256 } });
const takeBack = (who: Who, recordId: string) =>
  app.as(who)(takeBackRecord, { params: { id, recordId }, body: {} });
const give = (who: Who, over: Partial<Args<typeof addTask>['body']> = {}) =>
  app.as(who)(addTask, {
    params: { id },
    body: { what: '提交设备清单', side: 'vendor', personId: null, due: '2099-12-31', ...over },
  });
const end = (who: Who, taskId: string, how: 'done' | 'dropped') =>
  app.as(who)(endTask, { params: { id, taskId }, body: { how, remark: '看过了' } });
const waits = async (who: Who, of: string) =>
  (await app.as(who)(readInbox, {})).filter((item) => item.id === id && item.waitsFor === of);
const digest = (text: string | Buffer) => createHash('sha256').update(text).digest('hex');

describe('what is on record', () => {
  it('an agreement is signed by both sides under the digest they saw, and changed by nobody', async () => {
    const { vendor, department, otherDepartment, otherVendor, operator } = app.cast;
    const { uploadId, sha256 } = await uploaded(vendor, '%PDF-1.7 保密');
    const { id: recordId } = await add(vendor, { kind: 'agreement', text: '数据保密协议', uploadId });
    expect((await room(department)).records).toMatchObject([
      { sha256, may: ['confirm'], confirmed: { vendor: { by: expect.any(String) }, department: null } },
    ]);
    expect(await waits(vendor, 'engagement.confirm_record')).toEqual([]);
    const [item] = await waits(department, 'engagement.confirm_record');
    expect(Date.parse(item!.due!) - Date.parse(item!.since)).toBe(10 * 86_400_000);
    for (const who of [vendor, operator, otherVendor])
      expect(await refusalOf(confirm(who, recordId, sha256))).toMatch(/^40[34]/);
    expect(await refusalOf(confirm(department, recordId, 'a'.repeat(64)))).toMatch(/changed_meanwhile/);
    await confirm(department, recordId, sha256);
    expect(await refusalOf(confirm(department, recordId, sha256))).toBe('404 not_found');
    expect(await refusalOf(takeBack(vendor, recordId))).toBe('404 not_found');
    expect(await waits(department, 'engagement.confirm_record')).toEqual([]);
    expect((await room(vendor)).records[0]?.may).toEqual([]);
    const get = (who: Who) => app.as(who)(downloadRecord, { params: { id, recordId } });
    expect(await (await get(operator)).text()).toBe('%PDF-1.7 保密');
    for (const who of [otherVendor, otherDepartment]) {
      expect(await refusalOf(get(who))).toBe('404 not_found');
      expect(await refusalOf(room(who))).toBe('404 not_found');
    }
    await expect(
      app.sqlAs(department, `UPDATE room_record SET sha256 = 'b' WHERE id = $1`, [recordId]),
    ).rejects.toThrow(/denied/);
    await expect(app.sqlAs(department, 'DELETE FROM room_record WHERE id = $1', [recordId])).rejects.toThrow(
      /denied/,
    );
    expect(await app.sqlAs(otherVendor, 'SELECT 1 FROM room_record')).toEqual([]);
  });

  it('a decision’s digest is of its words; of two who confirm at once one does', async () => {
    const { vendor, department } = app.cast;
    const text = '旁路运行八周';
    const { id: recordId } = await add(department, { kind: 'decision', text, uploadId: null });
    const seen = await room(vendor);
    expect(seen.records[0]).toMatchObject({ sha256: digest(text), file: null });
    const both = await Promise.all([1, 2].map(() => refusalOf(confirm(vendor, recordId, digest(text)))));
    expect(both.sort()).toEqual(['404 not_found', 'went through']);
  });

  it('what the other side has not confirmed is taken back, stays listed and is handed out no more', async () => {
    const { vendor, department } = app.cast;
    const { uploadId } = await uploaded(department, '读数正常', 'survey.txt');
    const { id: recordId } = await add(department, { kind: 'file', text: '勘察记录', uploadId });
    expect(await refusalOf(takeBack(vendor, recordId))).toBe('404 not_found');
    await takeBack(department, recordId);
    expect((await room(vendor)).records[0]).toMatchObject({ takenBack: { by: expect.any(String) }, may: [] });
    expect(await refusalOf(app.as(vendor)(downloadRecord, { params: { id, recordId } }))).toBe(
      '404 not_found',
    );
  });

  it.each([
    ['a program named like a paper', 'agreement', '\x7fELF not a paper', 'agreement_is_no_pdf'],
    ['text as an agreement', 'agreement', 'just words', 'agreement_is_no_pdf'],
    ['a program', 'file', Buffer.from([0x4d, 0x5a, 0x90, 0x00, 0x03]), 'room_file_of_other_kind'],
    ['nothing', 'file', '', 'room_file_of_other_kind'],
    ['half a character', 'file', Buffer.from([0xe4, 0xb8]), 'room_file_of_other_kind'],
  ] as const)('%s is not taken, and told where', async (_, kind, content, code) => {
    const { vendor } = app.cast;
    const { uploadId } = await uploaded(vendor, content as string);
    expect(await refusalOf(add(vendor, { kind, text: 'x', uploadId }))).toBe(
      `422 invalid_input uploadId ${code}`,
    );
    expect((await room(vendor)).records).toEqual([]);
    // Nothing half done: the upload is there to be used elsewhere.
    const { rows } = await app.database.owner.query('SELECT used FROM upload WHERE id = $1', [uploadId]);
    expect(rows).toEqual([{ used: false }]);
  });

  it('a text whose four thousandth byte lies within a character is one', async () => {
    const { vendor } = app.cast;
    const { uploadId } = await uploaded(vendor, `a${'水'.repeat(3_000)}`, 'long.txt');
    await add(vendor, { kind: 'file', text: '长文', uploadId });
    expect((await room(vendor)).records).toHaveLength(1);
  });

  it('a decision has no file, a file no decision, and nobody uses somebody else’s upload', async () => {
    const { vendor, department, observer } = app.cast;
    const { uploadId } = await uploaded(vendor, '%PDF-1.7');
    expect(await refusalOf(add(vendor, { kind: 'decision', text: 'x', uploadId }))).toBe(
      '422 invalid_input uploadId file_for_kind',
    );
    expect(await refusalOf(add(vendor, { kind: 'agreement', text: 'x', uploadId: null }))).toBe(
      '422 invalid_input uploadId file_for_kind',
    );
    expect(await refusalOf(add(department, { kind: 'agreement', text: 'x', uploadId }))).toMatch(/^4/);
    expect(await refusalOf(add(observer, { kind: 'decision', text: 'x', uploadId: null }))).toMatch(/^403/);
  });
});

describe('tasks', () => {
  it('wait for the side they are given to until it has done them', async () => {
    const { vendor, department, operator, otherVendor } = app.cast;
    const { id: taskId } = await give(department);
    const [item] = await waits(vendor, 'engagement.keep_room');
    expect(item?.due).toBe('2099-12-31T15:59:59.000Z');
    for (const who of [department, operator]) expect(await waits(who, 'engagement.keep_room')).toEqual([]);
    expect(await refusalOf(end(department, taskId, 'done'))).toBe('403 not_the_other_side');
    expect(await refusalOf(end(vendor, taskId, 'dropped'))).toBe('403 not_the_other_side');
    expect(await refusalOf(end(otherVendor, taskId, 'done'))).toBe('404 not_found');
    await end(vendor, taskId, 'done');
    expect(await refusalOf(end(vendor, taskId, 'done'))).toBe('404 not_found');
    expect((await room(department)).tasks).toMatchObject([
      { may: [], late: false, ended: { how: 'done', remark: '看过了' } },
    ]);
    expect(await waits(vendor, 'engagement.keep_room')).toEqual([]);
  });

  it('name nobody of the other side, and no day that is past', async () => {
    const { vendor, department } = app.cast;
    expect(await refusalOf(give(department, { personId: vendor.personId }))).toBe(
      '422 invalid_input personId not_a_colleague',
    );
    expect(await refusalOf(give(department, { side: 'department', personId: vendor.personId }))).toBe(
      '422 invalid_input personId not_a_colleague',
    );
    expect(await refusalOf(give(department, { due: '2020-01-01' }))).toBe(
      '422 invalid_input due in_the_past',
    );
  });
});

describe('handing over', () => {
  it('open tasks go along, what was said stands beside it, and who left is replaced', async () => {
    const { vendor, department } = app.cast;
    const hand = (who: Who, personId: string, note = '合同已移交') =>
      app.as(who)(handOver, { params: { id }, body: { personId, note } });
    await hand(department, department.personId, '');
    await give(department, { side: 'department', personId: department.personId });
    await give(vendor, { side: 'department', what: '答复' });
    expect(await waits(department, 'engagement.keep_room')).toHaveLength(1);
    expect(await waits(colleague, 'engagement.keep_room')).toEqual([]);
    expect(await refusalOf(hand(department, vendor.personId))).toBe(
      '422 invalid_input personId not_a_colleague',
    );
    await hand(department, colleague.personId);
    const seen = await room(vendor);
    expect(seen.contacts.map(({ side, now, note }) => [side, now, note])).toEqual([
      ['department', true, '合同已移交'],
      ['department', false, null],
    ]);
    expect(await waits(department, 'engagement.keep_room')).toEqual([]);
    expect(await waits(colleague, 'engagement.keep_room')).toHaveLength(1);
    await app.database.owner.query('DELETE FROM membership WHERE person_id = $1', [colleague.personId]);
    expect((await room(vendor)).contacts[0]).toMatchObject({ now: true, gone: true });
    expect(await waits(department, 'engagement.hand_over')).toHaveLength(1);
    await hand(department, department.personId);
    expect(await waits(department, 'engagement.hand_over')).toEqual([]);
  });
});

describe('the whole file', () => {
  it('opens elsewhere, holds every document under its digest, and tells nobody else anything', async () => {
    const { vendor, department, otherVendor, otherDepartment, observer, operator } = app.cast;
    const pdf = await uploaded(vendor, '%PDF-1.7 <script>', '<script>alert(1)</script>.PDF');
    const { id: recordId } = await add(vendor, {
      kind: 'agreement',
      text: '</td><script>',
      uploadId: pdf.uploadId,
    });
    await confirm(department, recordId, pdf.sha256);
    const gone = await uploaded(vendor, 'mistaken', '../../x.txt');
    const { id: mistaken } = await add(vendor, { kind: 'file', text: '误传', uploadId: gone.uploadId });
    await takeBack(vendor, mistaken);
    await app.as(department)(postMessage, { params: { id }, body: { text: '请看 & 回复' } });
    await give(department);
    const get = (who: Who, lang: 'zh' | 'en' = 'zh') =>
      app.as(who)(exportRoom, { params: { id }, query: { lang } });
    for (const who of [otherVendor, otherDepartment]) expect(await refusalOf(get(who))).toBe('404 not_found');
    expect(await refusalOf(get(observer))).toMatch(/^403/);
    await get(operator);
    const answer = await get(department, 'en');
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(Number(answer.headers.get('content-length'))).toBe(bytes.length);
    const folder = mkdtempSync(join(tmpdir(), 'room-'));
    try {
      writeFileSync(join(folder, 'a.zip'), bytes);
      // Another's reader than ours: every CRC is checked, and no name leads out of the folder.
      const said = execFileSync(
        'python3',
        [
          '-c',
          `import zipfile,sys; z=zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; z.extractall(sys.argv[2]); print("\\n".join(z.namelist()))`,
          join(folder, 'a.zip'),
          folder,
        ],
        { encoding: 'utf8' },
      );
      expect(said.trim().split('\n')).toEqual(['index.html', 'index.json', 'SHA256SUMS', 'files/001.pdf']);
      execFileSync('sha256sum', ['-c', 'SHA256SUMS'], { cwd: folder });
      const page = readFileSync(join(folder, 'index.html'), 'utf8');
      expect(page).not.toContain('<script>');
      expect(page).toContain('请看 &amp; 回复');
      expect(page).toContain(pdf.sha256);
      const file = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8'));
      expect(file.documents).toMatchObject([
        { path: 'files/001.pdf', sha256: pdf.sha256, why: null },
        { path: null, sha256: gone.sha256, why: 'taken_back' },
      ]);
      expect(file.engagement).toMatchObject({ id, proposal: '旁路 <b>' });
      expect(file.messages).toHaveLength(1);
      expect(file.tasks).toHaveLength(1);
      const told = file.timeline.map((one: { event: string }) => one.event);
      expect(told.slice(0, 3)).toEqual([
        'engagement.proposed',
        'engagement.record_added',
        'engagement.record_confirmed',
      ]);
      // That it was taken out, by whom, is part of it.
      expect(told.filter((one: string) => one === 'engagement.room_exported')).toHaveLength(2);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('a file the store has lost, or that is another, is named and does not break the rest', async () => {
    const { vendor, department } = app.cast;
    const one = await uploaded(vendor, '%PDF-1.7 kept');
    const other = await uploaded(vendor, '%PDF-1.7 lost');
    await add(vendor, { kind: 'agreement', text: 'a', uploadId: one.uploadId });
    await add(vendor, { kind: 'agreement', text: 'b', uploadId: other.uploadId });
    const blobs = await openBlobStore({ kind: 'filesystem', dir: app.folders.blobs });
    await blobs.remove(other.sha256);
    const answer = await app.as(department)(exportRoom, { params: { id }, query: {} });
    const text = Buffer.from(await answer.arrayBuffer()).toString('latin1');
    expect(text).toContain('"why": "missing"');
    expect(text).toContain('%PDF-1.7 kept');
  });

  it('is read and exported, and nothing added, once the engagement has ended', async () => {
    const { vendor, department } = app.cast;
    await app.as(department)(engagementDeeds.decline, { params: { id }, body: { reason: '不需要' } });
    expect(await refusalOf(give(vendor))).toBe('409 wrong_status');
    expect(await refusalOf(add(vendor, { kind: 'decision', text: 'x', uploadId: null }))).toBe(
      '409 wrong_status',
    );
    expect((await room(vendor)).allowed).toEqual([
      'engagement.read',
      'engagement.read_room',
      'engagement.export_room',
    ]);
    await app.as(vendor)(exportRoom, { params: { id }, query: {} });
  });
});
