import { createHash } from 'node:crypto';
import { ProblemError } from '@scenario-lab/contracts/call';
import {
  addDocument,
  confirmDocument,
  decideChange,
  downloadDocument,
  proposeChange,
  readPilotPlan,
} from '@scenario-lab/contracts/pilot-plan';
import { editPilot, planPilot, readPilot, tickMilestone } from '@scenario-lab/contracts/pilots';
import type { Args } from '@scenario-lab/contracts/route';
import { openSystemDatabase, type SystemDatabase } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { openBlobStore } from '@scenario-lab/storage/open-store';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../http/test-app.js';
import { fieldOf, planBody } from './test-field.js';

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
const { running, validated, read, record, deed } = fieldOf(
  () => app,
  () => score,
);
type Who = Parameters<TestApp['as']>[0];
type Plan = Args<typeof proposeChange>['body'];
const refusalOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'went through',
    (error: unknown) => {
      if (!(error instanceof ProblemError)) throw error;
      const { status, code, errors } = error.problem;
      return [status, code, errors?.[0]?.path, errors?.[0]?.code].filter(Boolean).join(' ');
    },
  );
const seen = (id: string, who: Who = app.cast.department) => app.as(who)(readPilotPlan, { params: { id } });

/** The plan as it stands, with what is to be different. */
async function asked(id: string, over: Partial<Plan> = {}): Promise<Plan> {
  const pilot = await read(app.cast.department, id);
  return {
    reason: '闸站改造停电，顺延两周',
    from: pilot.from,
    until: pilot.until,
    sites: pilot.sites,
    conditions: pilot.conditions,
    milestones: pilot.milestones.map(({ done: _ticked, ...one }) => one),
    risks: pilot.risks,
    kpis: pilot.kpis,
    ...over,
  };
}
const propose = (who: Who, id: string, body: Plan) => app.as(who)(proposeChange, { params: { id }, body });
const decide = (who: Who, id: string, changeId: string, decision: 'agree' | 'decline' | 'withdraw') =>
  app.as(who)(decideChange, { params: { id, changeId }, body: { decision, remark: '看过了' } });

it('a plan both may have read is not overwritten by the second who saves', async () => {
  const { department } = app.cast;
  const { engagementId } = await validated();
  const { id } = await app.as(department)(planPilot, { params: { id: engagementId }, body: planBody() });
  const { updatedAt } = await app.as(department)(readPilot, { params: { id } });
  const save = () =>
    app.as(department, { 'if-match': `"${updatedAt}"` })(editPilot, { params: { id }, body: planBody(5) });
  await save();
  expect(await refusalOf(save())).toBe('412 changed_meanwhile');
  const backwards = { title: { en: 'x' }, from: '2026-02-02', due: '2026-02-01' };
  const body = { ...planBody(), milestones: [backwards] };
  expect(await refusalOf(app.as(department)(editPilot, { params: { id }, body }))).toBe(
    '422 invalid_input milestones.0.due ends_before_it_begins',
  );
});

describe('a change of a plan that has begun', () => {
  it('holds once the other side agrees, keeps ticks and points, and says what it was before', async () => {
    const { vendor, department } = app.cast;
    const { id } = await running(3);
    await record(department, id, [10, 11]);
    const before = await read(department, id);
    const milestoneId = before.milestones[0]!.id;
    await app.as(vendor)(tickMilestone, { params: { id, milestoneId }, body: { done: true } });
    const [kpi] = before.kpis;
    const wanted = await asked(id, {
      until: '2026-06-30',
      sites: ['Yingmenkou', 'Shiling', 'Sandaoyan'],
      kpis: [{ ...kpi!, target: 13, observations: 60 }],
      risks: [{ what: '停电', likelihood: 3, impact: 2, owner: 'vendor', measure: '备用电源' }],
    });
    const { id: changeId } = await propose(vendor, id, wanted);
    expect(await read(department, id)).toMatchObject({ until: '2026-03-31', risks: [] });
    expect((await seen(id, vendor)).changes[0]?.may).toEqual(['withdraw']);
    expect((await seen(id)).changes[0]).toMatchObject({
      may: ['agree', 'decline'],
      decision: null,
      before: { until: '2026-03-31' },
      after: { until: '2026-06-30' },
    });
    expect(await refusalOf(decide(vendor, id, changeId, 'agree'))).toMatch(/own_organisation/);
    // What one may not take back is none of one's own.
    expect(await refusalOf(decide(department, id, changeId, 'withdraw'))).toBe('404 not_found');
    await decide(department, id, changeId, 'agree');
    const after = await read(department, id);
    expect(after).toMatchObject({
      from: '2026-01-01',
      until: '2026-06-30',
      sites: ['Yingmenkou', 'Shiling', 'Sandaoyan'],
      risks: [{ what: '停电' }],
    });
    expect(after.milestones[0]).toMatchObject({ id: milestoneId, done: { by: expect.any(String) } });
    expect(after.kpis[0]).toMatchObject({ id: kpi!.id, target: 13, observations: 60, counted: 2 });
    expect((await seen(id, vendor)).changes[0]).toMatchObject({
      decision: 'agreed',
      decided: { remark: '看过了' },
      may: [],
    });
    expect(await refusalOf(decide(department, id, changeId, 'decline'))).toBe('404 not_found');
    // What was asked for stays as it came.
    await expect(
      app.sqlAs(department, `UPDATE pilot_change SET after = '{}' WHERE id = $1`, [changeId]),
    ).rejects.toThrow(/denied/);
  });

  it('is one at a time, of what may change, and by a side of the pilot', async () => {
    const { vendor, department, operator, otherDepartment } = app.cast;
    const { id } = await running();
    expect(await refusalOf(propose(vendor, id, await asked(id)))).toMatch(/nothing_changed/);
    const [kpi] = (await read(department, id)).kpis;
    const cases: [Partial<Plan>, RegExp][] = [
      [{ from: '2026-01-05' }, /^422 invalid_input from has_begun/],
      [{ sites: ['Shiling'] }, /^422 invalid_input sites site_left_out/],
      [{ kpis: [] }, /^422 invalid_input kpis/],
      [{ kpis: [{ ...kpi!, criterion: { id: 'r2' } }] }, /^422 invalid_input kpis\.0\.criterion\.id/],
      [{ until: '2025-01-01' }, /^422 invalid_input until/],
      [{ reason: ' ' }, /^422 invalid_input reason/],
    ];
    for (const [over, said] of cases)
      expect(await refusalOf(propose(vendor, id, await asked(id, over))), JSON.stringify(over)).toMatch(said);
    const longer = await asked(id, { until: '2026-05-01' });
    for (const who of [operator]) expect(await refusalOf(propose(who, id, longer))).toMatch(/^403/);
    expect(await refusalOf(propose(otherDepartment, id, longer))).toBe('404 not_found');
    const { id: changeId } = await propose(department, id, longer);
    expect(await refusalOf(propose(vendor, id, longer))).toMatch(/duplicate/);
    await decide(department, id, changeId, 'withdraw');
    const { id: second } = await propose(vendor, id, longer);
    await decide(department, id, second, 'decline');
    expect((await read(department, id)).until).toBe('2026-03-31');
    expect((await seen(id)).changes.map(({ decision }) => decision)).toEqual(['declined', 'withdrawn']);
    expect(await refusalOf(decide(vendor, id, newId(), 'agree'))).toBe('404 not_found');
  });

  it('waits for nobody once the pilot is evaluated, and of two words at once one counts', async () => {
    const { vendor, department } = app.cast;
    const { id } = await running();
    const { id: changeId } = await propose(vendor, id, await asked(id, { until: '2026-04-30' }));
    const ends = await Promise.all(
      (['agree', 'decline', 'agree'] as const).map((decision) =>
        refusalOf(decide(department, id, changeId, decision)),
      ),
    );
    expect(ends.sort()).toEqual(['404 not_found', '404 not_found', 'went through']);
    await deed(department, 'evaluate', id);
    expect(await refusalOf(propose(vendor, id, await asked(id, { until: '2026-06-30' })))).toMatch(
      /wrong_status/,
    );
  });
});

describe('a document', () => {
  /** As the upload's own routes leave it. */
  async function uploaded(who: NonNullable<Who>, text: string) {
    const blobs = await openBlobStore({ kind: 'filesystem', dir: app.folders.blobs });
    const { sha256 } = await blobs.put(Buffer.from(text));
    const id = newId();
    await app.database.owner.query(
      `INSERT INTO upload (id, organisation_id, person_id, purpose, file_name, bytes, received, sha256)
       VALUES ($1, $2, $3, 'file', 'paper.pdf', $4, $4, $5)`,
      [id, who.organisationId, who.personId, Buffer.byteLength(text), sha256],
    );
    return { id, sha256 };
  }

  it('is confirmed by whoever brings it and then by the other side, under its digest', async () => {
    const { vendor, department, otherDepartment, operator } = app.cast;
    const { id } = await running();
    const { id: uploadId, sha256 } = await uploaded(vendor, 'safety and insurance');
    expect(sha256).toBe(createHash('sha256').update('safety and insurance').digest('hex'));
    const bring = (who: Who) =>
      app.as(who)(addDocument, { params: { id }, body: { name: '安全责任书', uploadId } });
    expect(await refusalOf(bring(operator))).toMatch(/^403/);
    expect(await refusalOf(bring(otherDepartment))).toBe('404 not_found');
    expect(await refusalOf(bring(department))).toMatch(/^4/);
    const { id: documentId } = await bring(vendor);
    const confirm = (who: Who, digest = sha256) =>
      app.as(who)(confirmDocument, { params: { id, documentId }, body: { sha256: digest } });
    expect((await seen(id)).documents[0]).toMatchObject({
      sha256,
      mayConfirm: true,
      confirmed: { vendor: { by: expect.any(String) }, department: null },
    });
    expect(await refusalOf(confirm(vendor))).toBe('404 not_found');
    expect(await refusalOf(confirm(department, 'a'.repeat(64)))).toMatch(/changed_meanwhile/);
    await confirm(department);
    expect((await seen(id, vendor)).documents[0]).toMatchObject({
      mayConfirm: false,
      confirmed: { department: { by: expect.any(String) } },
    });
    expect(await refusalOf(confirm(department))).toBe('404 not_found');
    const get = (who: Who) => app.as(who)(downloadDocument, { params: { id, documentId } });
    expect(await (await get(operator)).text()).toBe('safety and insurance');
    expect(await refusalOf(get(otherDepartment))).toBe('404 not_found');
    await expect(
      app.sqlAs(department, `UPDATE pilot_document SET sha256 = 'b' WHERE id = $1`, [documentId]),
    ).rejects.toThrow(/denied/);
  });
});
