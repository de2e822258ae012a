import {
  createEdition,
  downloadEdition,
  type EditionKind,
  editEdition,
  editionDeeds,
  listEditions,
  readEdition,
} from '@scenario-lab/contracts/editions';
import { readInbox } from '@scenario-lab/contracts/lab';
import { SaveScenario } from '@scenario-lab/contracts/scenarios';
import { newId } from '@scenario-lab/db/ids';
import { makeActor } from '@scenario-lab/testing/builders';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusalOf, type TestApp, testApp } from '../http/test-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app?.close());
type Who = Parameters<TestApp['as']>[0];

const contact = { name: '周敏', phone: '028-61234567' };
async function need(title: string, over: Partial<SaveScenario> = {}, status = 'published'): Promise<string> {
  const id = newId();
  const written = SaveScenario.parse({
    title: { zh: title },
    field: 'public_services',
    region: '510104',
    problem: { zh: '=cmd|"/c calc"!A1' },
    criteria: [{ id: 'c1', metric: 'mae', direction: 'at_most', threshold: 12, unit: 'cm', must: true }],
    datasetIds: [],
    cooperationMode: 'pilot',
    budget: 1_250_000,
    contact,
    ...over,
  });
  await app.database.owner.query(
    'INSERT INTO scenario (id, owner_id, status, need) VALUES ($1, $2, $3, $4)',
    [id, app.cast.department.organisationId, status, JSON.stringify(written)],
  );
  return id;
}
const make = async (itemIds: string[], more: { contacts?: boolean; kind?: EditionKind } = {}) =>
  (
    await app.as(app.cast.operator)(createEdition, {
      body: {
        kind: more.kind ?? 'opportunity',
        title: { zh: '三季度' },
        itemIds,
        contacts: more.contacts ?? false,
      },
    })
  ).id;
const deed = (who: Who, name: 'submit' | 'publish', id: string) =>
  app.as(who)(editionDeeds[name], { params: { id }, body: {} });
const read = (who: Who, id: string) => app.as(who)(readEdition, { params: { id } });
const published = async (itemIds: string[], more = {}) => {
  const id = await make(itemIds, more);
  await deed(app.cast.operator, 'submit', id);
  await deed(app.cast.admin, 'publish', id);
  return id;
};

describe('an edition', () => {
  it('is prepared by one, published by another, and then read by everybody', async () => {
    const { operator, admin, department, observer } = app.cast;
    const id = await make([await need('隧道积水')]);
    for (const who of [null, department]) {
      expect(await refusalOf(read(who, id))).toBe('404 not_found');
      expect((await app.as(who)(listEditions, { query: {} })).items.map((one) => one.id)).not.toContain(id);
    }
    expect((await read(observer, id)).allowed).toEqual(['edition.read']);
    expect(await refusalOf(deed(admin, 'publish', id))).toBe('409 wrong_status');
    await deed(operator, 'submit', id);
    expect(await refusalOf(deed(operator, 'publish', id))).toBe('403 handled_by_you');
    const waiting = (await app.as(admin)(readInbox, {})).filter((one) => one.id === id);
    expect(waiting.map(({ waitsFor }) => waitsFor)).toEqual(['edition.publish']);
    expect((await app.as(operator)(readInbox, {})).map((one) => one.id)).not.toContain(id);
    await deed(admin, 'publish', id);
    const shown = await read(null, id);
    expect(shown).toMatchObject({ status: 'published', number: 1, alone: false, allowed: ['edition.read'] });
    expect(shown.content.entries[0]?.cells).toEqual({
      name: { zh: '隧道积水' },
      field: { zh: '公共服务', en: 'Public services' },
      region: { zh: '锦江区', en: 'Jinjiang District' },
      owner: { zh: 'Department A', en: 'Department A' },
      problem: { zh: '=cmd|"/c calc"!A1' },
      indicators: { zh: '平均绝对误差不高于 12 cm', en: 'Mean absolute error at most 12 cm' },
      mode: { zh: '试点', en: 'Pilot' },
      budget: 125,
    });
  });

  it('never changes, whatever becomes of the need, nor by any hand', async () => {
    const { operator, admin } = app.cast;
    const itemId = await need('井盖');
    const id = await published([itemId]);
    const before = await read(null, id);
    await app.database.owner.query(
      `UPDATE scenario SET status = 'withdrawn', need = jsonb_set(need, '{title,zh}', '"别的"') WHERE id = $1`,
      [itemId],
    );
    // A line whose need is gone leads nowhere, except for whom the need is still there.
    expect(before.there).toEqual([itemId]);
    expect((await read(null, id)).there).toEqual([]);
    expect((await read(operator, id)).there).toEqual([itemId]);
    expect((await read(null, id)).content).toEqual(before.content);
    expect((await read(null, id)).digest).toBe(before.digest);
    const change = app.as(operator)(editEdition, {
      params: { id },
      body: { title: { zh: '改' }, itemIds: [], contacts: false },
    });
    expect(await refusalOf(change)).toBe('409 wrong_status');
    await expect(
      app.sqlAs(admin, `UPDATE edition SET content = '{}'::jsonb WHERE id = $1`, [id]),
    ).rejects.toThrow(/frozen/);
    await app.as(admin)(editionDeeds.withdraw, { params: { id }, body: { reason: '条目有误' } });
    const after = await read(null, id);
    expect(after).toMatchObject({ status: 'withdrawn', remark: '条目有误', digest: before.digest });
    expect(after.content).toEqual(before.content);
  });

  it('prints contacts only where it says so', async () => {
    const itemId = await need('路灯');
    const silent = await read(null, await published([itemId]));
    expect(JSON.stringify(silent)).not.toContain(contact.phone);
    const said = await read(null, await published([itemId], { contacts: true }));
    expect(said.content.entries[0]?.cells).toMatchObject({
      contact: { zh: contact.name, en: contact.name },
      phone: { zh: contact.phone, en: contact.phone },
    });
  });

  it('says what is new, changed and gone against the last one of its kind', async () => {
    const [stays, goes, comes] = [await need('留'), await need('走'), await need('来')];
    const first = await published([stays, goes]);
    await app.database.owner.query(`UPDATE scenario SET need = need || '{"budget": 90000}' WHERE id = $1`, [
      stays,
    ]);
    const second = await read(null, await published([comes, stays]));
    expect(second.difference).toMatchObject({
      id: first,
      added: [comes],
      changed: [{ id: stays, columns: ['budget'] }],
      gone: [{ id: goes, name: { zh: '走' } }],
    });
    expect(second.content.entries.map(({ id }) => id)).toEqual([comes, stays]);
  });

  it('takes nothing that is not published, nothing twice, and nothing that went before it came out', async () => {
    const { operator, admin } = app.cast;
    const draft = await need('草稿', {}, 'draft');
    expect(await refusalOf(make([draft]))).toBe('422 invalid_input itemIds.0');
    expect(await refusalOf(make([newId()]))).toBe('422 invalid_input itemIds.0');
    const itemId = await need('公开');
    expect(await refusalOf(make([itemId, itemId]))).toBe('422 invalid_input itemIds.1');
    // A need is no card.
    expect(await refusalOf(make([itemId], { kind: 'capability' }))).toBe('422 invalid_input itemIds.0');
    const id = await make([itemId]);
    await deed(operator, 'submit', id);
    await app.database.owner.query(`UPDATE scenario SET status = 'withdrawn' WHERE id = $1`, [itemId]);
    expect(await refusalOf(deed(admin, 'publish', id))).toBe('409 entries_gone');
    expect((await read(admin, id)).number).toBeNull();
    const empty = await make([]);
    expect(await refusalOf(deed(operator, 'submit', empty))).toBe('409 gate_incomplete');
  });

  it('numbers each kind without a gap, also when two come out at once', async () => {
    const { operator, admin } = app.cast;
    const itemId = await need('并发');
    const ids = [await make([itemId]), await make([itemId])];
    for (const id of ids) await deed(operator, 'submit', id);
    await Promise.all(ids.map((id) => deed(admin, 'publish', id)));
    const { items } = await app.as(null)(listEditions, { query: { kind: 'opportunity', limit: 100 } });
    const numbers = items.map(({ number }) => number).sort((a, b) => (a ?? 0) - (b ?? 0));
    expect(numbers).toEqual(numbers.map((_, at) => at + 1));
  });

  it('may be published by one alone where nobody else could, and says so', async () => {
    const { operator, admin } = app.cast;
    await app.database.owner.query('UPDATE person SET suspended = true WHERE id = $1', [admin.personId]);
    try {
      const id = await make([await need('独')]);
      await deed(operator, 'submit', id);
      await deed(operator, 'publish', id);
      expect(await read(null, id)).toMatchObject({ alone: true });
      const { rows } = await app.database.owner.query(
        `SELECT route FROM security_entry WHERE kind = 'done_alone' AND person_id = $1`,
        [operator.personId],
      );
      expect(rows).toEqual([{ route: 'edition.publish' }]);
    } finally {
      await app.database.owner.query('UPDATE person SET suspended = false WHERE id = $1', [admin.personId]);
    }
  });

  it('is nobody’s but the lab’s to prepare, and its files are not there before they are written', async () => {
    const { vendor, department, reviewer, observer } = app.cast;
    for (const who of [vendor, department, reviewer, observer]) {
      const refused = app.as(who)(createEdition, { body: { kind: 'opportunity', title: { zh: '我' } } });
      expect(await refusalOf(refused)).toBe('403 role_missing');
    }
    const other = await makeActor(
      app.database.owner,
      { name: 'Other', roles: ['demand'] },
      ['owner'],
      ['department'],
    );
    await expect(
      app.sqlAs(other, `INSERT INTO edition (id, kind, title) VALUES ($1, 'opportunity', '{}')`, [newId()]),
    ).rejects.toThrow(/row-level security/);
    const id = await published([await need('文件')]);
    const file = app.as(null)(downloadEdition, { params: { id, format: 'xlsx' }, query: { lang: 'zh' } });
    expect(await refusalOf(file)).toBe('404 not_found');
  });
});
