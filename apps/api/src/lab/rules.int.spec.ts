import { readSession } from '@scenario-lab/contracts/accounts';
import { listAudit } from '@scenario-lab/contracts/audit';
import { readInbox } from '@scenario-lab/contracts/lab';
import {
  editRetention,
  editServiceLevels,
  editTexts,
  noteBackup,
  readServiceLevels,
  readTexts,
  readUpkeep,
  retentionDays,
} from '@scenario-lab/contracts/lab-rules';
import { newId } from '@scenario-lab/db/ids';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../http/test-app.js';
import { statusOf } from '../http/test-browser.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app?.close());

const others = ['vendor', 'department', 'operator', 'reviewer', 'observer'] as const;
const admin = () => app.as(app.cast.admin);
const usual = retentionDays(null);
const today = () => new Date().toISOString().slice(0, 10);

describe('the lab’s own texts', () => {
  const texts = {
    note: { zh: '国庆期间暂停受理。', en: 'No reviews during the holidays.' },
    service: { zh: '## 服务范围\n\n为部门与企业提供测试。' },
    contact: { zh: '电话 028-12345678', en: 'Phone +86 28 12345678' },
  };

  it('are its admin’s to write and everybody’s to read', async () => {
    expect(await app.as(null)(readTexts, {})).toEqual({ note: null, service: null, contact: null });
    for (const who of others)
      expect(await statusOf(app.as(app.cast[who])(editTexts, { body: texts }))).toBe('403 role_missing');
    expect(await statusOf(app.as(null)(editTexts, { body: texts }))).toBe('401 sign_in_required');
    await admin()(editTexts, { body: texts });
    expect(await app.as(null)(readTexts, {})).toEqual(texts);
    expect((await app.as(null)(readSession, {})).lab.note).toEqual(texts.note);
  });

  it('are refused at their place when they are too long or empty, and stay as they were', async () => {
    const save = (more: object) => admin()(editTexts, { body: { ...texts, ...more } as never });
    await expect(save({ note: { zh: '长'.repeat(301) } })).rejects.toMatchObject({
      problem: { status: 422, errors: [{ path: 'note.zh' }] },
    });
    expect(await statusOf(save({ contact: {} }))).toBe('422 invalid_input');
    expect(await statusOf(save({ contact: { zh: '  ' } }))).toBe('422 invalid_input');
    expect(await app.as(null)(readTexts, {})).toEqual(texts);
  });

  it('that somebody wrote past the lab are not believed', async () => {
    await app.database.owner.query(
      `UPDATE setting SET value = '{"note": "<script>"}' WHERE key = 'lab.texts'`,
    );
    expect((await app.as(null)(readTexts, {})).note).toBeNull();
    expect((await app.as(null)(readSession, {})).lab.note).toBeNull();
  });
});

describe('promised days', () => {
  it('hold at once for what waits, and the usual ones are not written down', async () => {
    const { operator, vendor } = app.cast;
    const id = newId();
    await app.database.owner.query(
      `INSERT INTO algorithm (id, owner_id, task, status, card) VALUES ($1, $2, 'classification', 'in_review', '{"title": {"zh": "算法"}}')`,
      [id, vendor.organisationId],
    );
    await app.database.owner.query(
      `INSERT INTO party (thing_id, organisation_id, "right", thing) VALUES ($1, $2, 'own', 'algorithm')`,
      [id, vendor.organisationId],
    );
    await app.database.owner.query(
      `INSERT INTO event (id, thing, thing_id, event, at) VALUES ($1, 'algorithm', $2, 'algorithm.submitted', '2026-03-01T00:00:00Z')`,
      [newId(), id],
    );
    const body = {
      days: { 'algorithm.approve': 3, 'solution.approve': 5 },
    };
    expect(await statusOf(app.as(operator)(editServiceLevels, { body }))).toBe('403 role_missing');
    await admin()(editServiceLevels, { body });
    expect(await app.as(operator)(readServiceLevels, {})).toMatchObject({
      days: { 'algorithm.approve': 3 },
    });
    const item = (await app.as(operator)(readInbox, {})).find((one) => one.id === id);
    expect(item?.due).toBe('2026-03-04T00:00:00.000Z');
    expect(await statusOf(app.as(vendor)(readServiceLevels, {}))).toBe('403 role_missing');
  });

  it('are refused where they are none', async () => {
    const save = (body: object) => admin()(editServiceLevels, { body: body as never });
    expect(await statusOf(save({ days: { 'algorithm.approve': 0 } }))).toBe('422 invalid_input');
    expect(await statusOf(save({ days: { 'run.win': 3 } }))).toBe('422 invalid_input');
    // What was written past the lab does not take the other promises with it.
    await app.database.owner.query(
      `UPDATE setting SET value = '{"algorithm.approve": "soon", "badge.grant": 20}' WHERE key = 'service.days'`,
    );
    expect((await admin()(readServiceLevels, {})).days).toEqual({ 'badge.grant': 20 });
  });
});

describe('what is kept how long', () => {
  it('is said within bounds, by the admin alone', async () => {
    const body = { ...usual, mail: 30 };
    for (const who of others)
      expect(await statusOf(app.as(app.cast[who])(editRetention, { body }))).toBe('403 role_missing');
    // The law asks for six months of logs.
    await expect(admin()(editRetention, { body: { ...usual, security_entry: 30 } })).rejects.toMatchObject({
      problem: { errors: [{ path: 'security_entry' }] },
    });
    await admin()(editRetention, { body });
    expect((await app.as(app.cast.observer)(readUpkeep, {})).retention).toEqual(body);
    expect(await statusOf(app.as(app.cast.reviewer)(readUpkeep, {}))).toBe('403 role_missing');
  });

  it('comes with what is stored, and the copies somebody noted', async () => {
    const { storage } = await admin()(readUpkeep, {});
    expect(storage.databaseBytes).toBeGreaterThan(0);
    expect(storage.disk?.free).toBeGreaterThan(0);
    expect(storage.files.map(({ kind }) => kind)).toContain('dataset_version');
    const operator = app.as(app.cast.operator);
    await operator(noteBackup, { body: { kind: 'backup', day: today(), place: '机房 B 磁带 3' } });
    await operator(noteBackup, { body: { kind: 'drill', day: '2026-01-05', place: '备用机' } });
    await expect(
      operator(noteBackup, { body: { kind: 'backup', day: '2999-01-01', place: '机房' } }),
    ).rejects.toMatchObject({ problem: { errors: [{ path: 'day', code: 'day_ahead' }] } });
    expect(
      await statusOf(
        app.as(app.cast.vendor)(noteBackup, { body: { kind: 'backup', day: today(), place: 'x' } }),
      ),
    ).toBe('403 role_missing');
    const { backups } = await admin()(readUpkeep, {});
    expect(backups.map(({ kind, place }) => `${kind} ${place}`)).toEqual([
      'drill 备用机',
      'backup 机房 B 磁带 3',
    ]);
  });
});

describe('the audit', () => {
  it('tells who did what, with the thing by name, to admin and observer alone', async () => {
    for (const who of ['vendor', 'department', 'operator', 'reviewer'] as const)
      expect(await statusOf(app.as(app.cast[who])(listAudit, {}))).toBe('403 role_missing');
    const { items, total } = await app.as(app.cast.observer)(listAudit, { query: { thing: 'lab' } });
    expect(total).toBe(items.length);
    expect(items[0]).toMatchObject({ event: 'lab.drill_noted', remark: '2026-01-05 · 备用机' });
    expect(items.map(({ event }) => event)).toEqual(
      expect.arrayContaining(['lab.texts_set', 'lab.service_levels_set', 'lab.retention_set']),
    );
    expect(items.find(({ event }) => event === 'lab.retention_set')?.remark).toBe('mail 90 → 30');
    expect(items[0]?.person?.name).toBeTruthy();
  });

  it('is narrowed by words, who did it, the thing’s id and the time, page by page', async () => {
    const { rows } = await app.database.owner.query<{ thing_id: string }>(
      `SELECT thing_id FROM event WHERE thing = 'algorithm' LIMIT 1`,
    );
    const id = rows[0]?.thing_id as string;
    const read = async (query: object) => (await admin()(listAudit, { query })).items;
    const [line] = await read({ q: id });
    expect(line).toMatchObject({ thing: 'algorithm', title: { zh: '算法' }, pageId: id, person: null });
    expect(await read({ q: id, by: 'people' })).toEqual([]);
    expect(await read({ q: id, period: 'week' })).toEqual([]);
    expect((await read({ q: 'retention' })).map(({ event }) => event)).toEqual(['lab.retention_set']);
    expect(await read({ q: '%' })).toEqual([]);
    const first = await admin()(listAudit, { query: { thing: 'lab', limit: 1 } });
    const second = await admin()(listAudit, {
      query: { thing: 'lab', limit: 1, cursor: first.next as string },
    });
    expect(second.items[0]?.id).not.toBe(first.items[0]?.id);
  });
});
