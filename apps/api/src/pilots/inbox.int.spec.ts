import { readInbox } from '@scenario-lab/contracts/lab';
import { decideChange, proposeChange } from '@scenario-lab/contracts/pilot-plan';
import { pilotEnds } from '@scenario-lab/contracts/pilots';
import { openSystemDatabase, type SystemDatabase } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { transition } from '@scenario-lab/db/transition';
import { giveParty } from '@scenario-lab/testing/exam';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestApp, testApp } from '../http/test-app.js';
import { fieldOf, rubric } from './test-field.js';

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
const { running, read, record, deed } = fieldOf(
  () => app,
  () => score,
);
type Who = Parameters<TestApp['as']>[0];

/** What waits for somebody of a pilot, by deed. */
const waits = async (who: Who, id: string, of: string) =>
  (await app.as(who)(readInbox, {})).filter((item) => item.id === id && item.waitsFor === of);
const inDays = (days: number) =>
  new Date(Date.now() + days * 86_400_000 + 8 * 3_600_000).toISOString().slice(0, 10);

it('a change waits for the side that did not ask for it, since it was asked and for ten days', async () => {
  const { vendor, department, otherDepartment, operator } = app.cast;
  const { id } = await running();
  const pilot = await read(department, id);
  const body = {
    reason: '顺延',
    from: pilot.from,
    until: '2026-06-30',
    sites: pilot.sites,
    conditions: pilot.conditions,
    milestones: [],
    risks: [],
    kpis: pilot.kpis,
  };
  const { id: changeId } = await app.as(vendor)(proposeChange, { params: { id }, body });
  const [item] = await waits(department, id, 'pilot.decide_change');
  expect(item).toMatchObject({ thing: 'pilot' });
  expect(Date.parse(item!.due!) - Date.parse(item!.since)).toBe(10 * 86_400_000);
  for (const who of [vendor, otherDepartment, operator])
    expect(await waits(who, id, 'pilot.decide_change')).toEqual([]);
  // Points that come in every minute do not push it away.
  await record(department, id, [10]);
  expect((await waits(department, id, 'pilot.decide_change'))[0]?.since).toBe(item?.since);
  await app.as(department)(decideChange, {
    params: { id, changeId },
    body: { decision: 'decline', remark: '不同意' },
  });
  expect(await waits(department, id, 'pilot.decide_change')).toEqual([]);
});

it('of the conditions of an acceptance those wait that fall due within two weeks, by the first one’s day', async () => {
  const { vendor, department } = app.cast;
  const near = await running(1);
  const far = await running(1);
  for (const [{ id }, days] of [
    [near, [3, 10, 60]],
    [far, [60]],
  ] as const) {
    await record(department, id, [10]);
    await deed(department, 'evaluate', id);
    const conditions = days.map((n) => ({ words: `条件 ${n}`, due: inDays(n), owner: 'vendor' as const }));
    await app.as(department)(pilotEnds.accept, {
      params: { id },
      body: { reason: '通过', rubric, conditions },
    });
  }
  const items = await waits(department, near.id, 'pilot.settle');
  expect(items).toHaveLength(1);
  // The last second of that day of the lab's: told as a day it is that one and not the next.
  expect(items[0]?.due).toBe(new Date(`${inDays(3)}T23:59:59+08:00`).toISOString());
  expect(await waits(vendor, near.id, 'pilot.settle')).toEqual([]);
  expect(await waits(department, far.id, 'pilot.settle')).toEqual([]);
});

it('a doubt waits for the department to bring newer rows, then for the vendor until its new test is submitted', async () => {
  const { vendor, otherVendor, department, otherDepartment, operator } = app.cast;
  const { id, engagementId, certificateId, exam } = await running();
  const watched = async () => waits(vendor, id, 'run.submit');
  const rows = (who: Who) => waits(who, id, 'dataset.add_version');
  expect(await rows(department), 'no doubt').toEqual([]);
  await score.asSystem((tx) =>
    transition(tx, 'certificate', certificateId, 'watch', { set: { status_at: new Date() } }),
  );
  expect(await watched(), 'no newer rows').toEqual([]);
  expect(await rows(department)).toHaveLength(1);
  for (const who of [vendor, otherDepartment, operator]) expect(await rows(who)).toEqual([]);
  const told = async (who: Who) => (await read(who, id)).certificate;
  expect(await told(department)).toMatchObject({
    exam: null,
    renewal: { own: true, newer: null, draft: null },
  });
  expect((await told(operator))?.renewal).not.toBeNull();
  // What the department has not published yet is nothing for the vendor.
  expect((await told(vendor))?.renewal).toBeNull();
  const newer = newId();
  await app.database.owner.query(
    `INSERT INTO dataset_version SELECT (jsonb_populate_record(v, jsonb_build_object('id', $2::text, 'label', '2.0',
       'status', 'ready', 'created_at', now()))).*
     FROM dataset_version v JOIN benchmark_version b ON b.dataset_version_id = v.id WHERE b.id = $1`,
    [exam.benchmarkVersionId, newer],
  );
  expect(await told(department)).toMatchObject({ renewal: { newer: { id: newer, label: '2.0' } } });
  const draft = newId();
  await app.database.owner.query(
    `INSERT INTO benchmark_version SELECT (jsonb_populate_record(b, jsonb_build_object('id', $2::text, 'number', 7,
       'status', 'draft', 'hidden_digest', null, 'dataset_version_id', $3::text))).* FROM benchmark_version b WHERE id = $1`,
    [exam.benchmarkVersionId, draft, newer],
  );
  expect(await told(department)).toMatchObject({ renewal: { draft: { number: 7 } } });
  expect(await rows(department), 'the lab seals it').toEqual([]);
  await app.database.owner.query('DELETE FROM benchmark_version WHERE id = $1', [draft]);
  await app.database.owner.query(
    `INSERT INTO benchmark_version SELECT (jsonb_populate_record(b, jsonb_build_object('id', $2::text, 'number', 2, 'hidden_digest', 'other'))).*
     FROM benchmark_version b WHERE id = $1`,
    [exam.benchmarkVersionId, newId()],
  );
  expect(await rows(department)).toEqual([]);
  expect((await told(department))?.renewal).toBeNull();
  const [item] = await watched();
  expect(Date.parse(item!.due!) - Date.parse(item!.since)).toBe(14 * 86_400_000);
  expect(await waits(otherVendor, id, 'run.submit')).toEqual([]);
  expect(await waits(department, id, 'run.submit')).toEqual([]);
  const again = newId();
  await app.database.owner.query(
    `INSERT INTO run OVERRIDING SYSTEM VALUE SELECT (jsonb_populate_record(r, jsonb_build_object('id', $2::text, 'number', 90000,
       'status', 'queued', 'submitted_at', now() + interval '1 second'))).* FROM run r WHERE engagement_id = $1 AND split = 'hidden'`,
    [engagementId, again],
  );
  await giveParty(app.database.owner, 'run', again, vendor.organisationId, 'own');
  expect(await watched()).toEqual([]);
});
