import {
  createDataRequest,
  dataRequestDeeds,
  fulfilDataRequest,
  listDataRequests,
  readDataRequestFigures,
  similarDataRequests,
  voteForData,
} from '@scenario-lab/contracts/data-requests';
import { newId } from '@scenario-lab/db/ids';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusalOf, type TestApp, testApp } from '../http/test-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp({ RATE_LIMITS: 'off' });
});
afterAll(() => app?.close());
type Who = Parameters<TestApp['as']>[0];

const body = (over: object = {}) => ({
  title: { zh: '排水泵站逐小时液位', en: 'Hourly levels of pumping stations' },
  purpose: { zh: '训练积水预警模型。' },
  wanted: [{ name: '液位', note: '米' }],
  field: 'public_services' as const,
  ...over,
});
const wish = async (who: Who, over: object = {}) =>
  (await app.as(who)(createDataRequest, { body: body(over) })).id;
const vote = (who: Who, id: string) => app.as(who)(voteForData, { params: { id } });
const deed = (who: Who, name: keyof typeof dataRequestDeeds, id: string) =>
  app.as(who)(dataRequestDeeds[name], { params: { id }, body: { reason: '因为。' } as never });
const fulfil = (who: Who, id: string, datasetVersionId: string) =>
  app.as(who)(fulfilDataRequest, { params: { id }, body: { datasetVersionId } });

/** A listed data set of somebody with one version. */
async function data(
  owner: { organisationId: string },
  over: { status?: string; listed?: boolean } = {},
): Promise<{ datasetId: string; versionId: string }> {
  const [datasetId, versionId] = [newId(), newId()];
  const card = { title: { zh: '泵站液位' }, summary: { zh: '液位' }, fields: [], technologies: [] };
  await app.database.owner.query(
    `INSERT INTO dataset (id, owner_id, status, card, listed, access_mode) VALUES ($1, $2, $3, $4, $5, 'open')`,
    [
      datasetId,
      owner.organisationId,
      over.listed === false ? 'draft' : 'listed',
      card,
      over.listed === false ? null : card,
    ],
  );
  await app.database.owner.query(
    `INSERT INTO dataset_version (id, dataset_id, label, status, file_name, bytes, sha256, columns, split)
     VALUES ($1, $2, '2026', $3, 'a.csv', 1, $4, '[]', '{}')`,
    [versionId, datasetId, over.status ?? 'ready', 'a'.repeat(64)],
  );
  return { datasetId, versionId };
}

describe('the register', () => {
  it('finds what was wished for already, and the data there are', async () => {
    const { vendor, otherVendor } = app.cast;
    const id = await wish(vendor, {
      title: { zh: '电动自行车充电桩故障记录' },
      purpose: { zh: '预测充电桩故障。' },
    });
    const found = await app.as(otherVendor)(similarDataRequests, { body: { text: '充电桩的故障记录' } });
    expect(found.requests[0]).toMatchObject({ id, voted: false });
    expect(JSON.stringify(found)).not.toContain(vendor.organisationId);
    expect(
      (await app.as(otherVendor)(similarDataRequests, { body: { text: '充电桩的故障记录', except: id } }))
        .requests,
    ).toEqual([]);
    await deed(vendor, 'withdraw', id);
    expect(
      (await app.as(otherVendor)(similarDataRequests, { body: { text: '充电桩的故障记录' } })).requests,
    ).toEqual([]);
    for (const text of ["' | !", '((((', '""', '%_\\', '-'.repeat(80), '😀😀'])
      await app.as(otherVendor)(similarDataRequests, { body: { text } });
  });

  it('is filtered, searched, ordered and paged without losing one', async () => {
    const { vendor, department, operator } = app.cast;
    const ids = [];
    for (let at = 0; at < 5; at += 1)
      ids.push(
        await wish(vendor, {
          title: { zh: `特种设备 ${at}` },
          field: 'market_supervision',
          region: '510104',
        }),
      );
    await vote(department, ids[3] ?? '');
    const list = (query: object) => app.as(null)(listDataRequests, { query });
    const first = await list({ field: 'market_supervision', limit: 2 });
    expect(first.items[0]?.id).toBe(ids[3]);
    expect(first.facets.field?.market_supervision).toBe(5);
    const second = await list({ field: 'market_supervision', limit: 2, cursor: first.next ?? '' });
    const third = await list({ field: 'market_supervision', limit: 2, cursor: second.next ?? '' });
    expect(new Set([first, second, third].flatMap(({ items }) => items.map(({ id }) => id)))).toEqual(
      new Set(ids),
    );
    expect((await list({ q: '特种设备 4' })).items.map(({ id }) => id)).toEqual([ids[4]]);
    expect((await list({ q: '100%' })).items).toEqual([]);
    expect((await list({ scope: 'mine' })).items).toEqual([]);
    expect((await app.as(department)(listDataRequests, { query: { scope: 'voted', q: '特种' } })).total).toBe(
      1,
    );
    await deed(operator, 'decline', ids[0] ?? '');
    expect((await list({ field: 'market_supervision' })).total).toBe(4);
    expect((await list({ field: 'market_supervision', status: 'declined' })).total).toBe(1);
    // What stands beside a state is what choosing it shows; all of them together is what is not over.
    const { status } = (await list({ field: 'market_supervision' })).facets;
    expect([status?.declined, status?.open]).toEqual([1, 4]);
    expect(await refusalOf(list({ cursor: 'forged' }))).toContain('422 invalid_input');
  });

  it('publishes how long wishes wait, as counting afresh says', async () => {
    const { vendor, department } = app.cast;
    await app.database.owner.query(`DELETE FROM data_request_vote`);
    await app.database.owner.query(`DELETE FROM data_request`);
    for (const days of [2, 4, 10]) {
      const id = await wish(vendor);
      await deed(department, 'claim', id);
      await fulfil(department, id, (await data(department)).versionId);
      await app.database.owner.query(
        `UPDATE data_request SET created_at = fulfilled_at - $2 * interval '1 day' WHERE id = $1`,
        [id, days],
      );
    }
    await wish(vendor, { field: 'citizens_appeals' });
    const figures = await app.as(null)(readDataRequestFigures, {});
    expect(figures).toMatchObject({
      waiting: 1,
      declined: 0,
      all: { fulfilled: 3, median: 4, ninetieth: 8.8 },
    });
    expect(figures.byField).toEqual([
      { field: 'public_services', fulfilled: 3, median: 4, ninetieth: 8.8, waiting: 0 },
      { field: 'citizens_appeals', fulfilled: 0, median: null, ninetieth: null, waiting: 1 },
    ]);
    expect(figures.months).toHaveLength(12);
    expect(figures.months.reduce((all, { fulfilled }) => all + fulfilled, 0)).toBe(3);
  });
});
