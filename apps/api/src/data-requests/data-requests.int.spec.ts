import {
  createDataRequest,
  dataRequestDeeds,
  fulfilDataRequest,
  listDataRequests,
  mergeDataRequest,
  readDataRequest,
  routeDataRequest,
  voteForData,
  withdrawVoteForData,
} from '@scenario-lab/contracts/data-requests';
import { readDataset } from '@scenario-lab/contracts/datasets';
import { readInbox, readTimeline } from '@scenario-lab/contracts/lab';
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
const read = (who: Who, id: string) => app.as(who)(readDataRequest, { params: { id } });
const vote = (who: Who, id: string) => app.as(who)(voteForData, { params: { id } });
const deed = (who: Who, name: keyof typeof dataRequestDeeds, id: string) =>
  app.as(who)(dataRequestDeeds[name], { params: { id }, body: { reason: '因为。' } as never });
const merge = (who: Who, id: string, into: string) =>
  app.as(who)(mergeDataRequest, { params: { id }, body: { into, reason: '相同。' } });
const route = (who: Who, id: string, organisationId: string) =>
  app.as(who)(routeDataRequest, { params: { id }, body: { organisationId } });
const fulfil = (who: Who, id: string, datasetVersionId: string) =>
  app.as(who)(fulfilDataRequest, { params: { id }, body: { datasetVersionId } });
const votesOf = async (id: string) => {
  const { rows } = await app.database.owner.query(
    `SELECT r.votes, (SELECT count(*)::int FROM data_request_vote v WHERE v.data_request_id = r.id) AS counted
     FROM data_request r WHERE r.id = $1`,
    [id],
  );
  expect(rows[0].votes).toBe(rows[0].counted);
  return rows[0].votes as number;
};

/** A listed data set of somebody with one version. */
async function data(
  owner: { organisationId: string },
  over: { status?: string; listed?: boolean } = {},
): Promise<{ datasetId: string; versionId: string }> {
  const [datasetId, versionId] = [newId(), newId()];
  const card = {
    title: { zh: '泵站液位' },
    summary: { zh: '液位' },
    fields: [],
    technologies: [],
    accessMode: 'open',
    sourceKind: 'public',
    region: null,
    licence: '',
    source: '',
    truthPublic: false,
  };
  const split = { by: 'hash', sample: 0.1, validation: 0.3, hidden: 0.6 };
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
     VALUES ($1, $2, '2026', $3, 'a.csv', 1, $4, '[]', $5)`,
    [versionId, datasetId, over.status ?? 'ready', 'a'.repeat(64), JSON.stringify(split)],
  );
  return { datasetId, versionId };
}

describe('a wish for data', () => {
  it('is read by everybody, and whose it is by the lab and itself alone', async () => {
    const { vendor, otherVendor, department, operator, observer } = app.cast;
    const id = await wish(vendor);
    for (const who of [null, otherVendor, department]) {
      const seen = await read(who, id);
      expect(seen).toMatchObject({ status: 'open', votes: 1, voted: false, mine: false, owner: null });
      expect(JSON.stringify(seen)).not.toContain(vendor.organisationId);
      const list = await app.as(who)(listDataRequests, { query: { limit: 100 } });
      expect(JSON.stringify(list)).not.toContain(vendor.organisationId);
      const history = app.as(who)(readTimeline, { params: { thing: 'data_request', id } });
      expect(await refusalOf(history)).toBe('404 not_found');
    }
    for (const who of [operator, observer])
      expect((await read(who, id)).owner?.id).toBe(vendor.organisationId);
    expect(await read(vendor, id)).toMatchObject({ mine: true, voted: true });
    // The door of visitors to the database has no such column at all.
    await expect(app.sqlAs(null, 'SELECT owner_id FROM data_request')).rejects.toThrow(/permission denied/);
    expect(await app.sqlAs(otherVendor, 'SELECT * FROM data_request_vote')).toEqual([]);
  });

  it('is of verified organisations only, of a known district and a need one may see', async () => {
    const { vendor, department, otherDepartment, operator } = app.cast;
    const before = await app.as(null)(listDataRequests, { query: {} });
    await app.database.owner.query('UPDATE organisation SET verified = false WHERE id = $1', [
      vendor.organisationId,
    ]);
    expect(await refusalOf(wish(vendor))).toBe('403 not_verified');
    await app.database.owner.query('UPDATE organisation SET verified = true WHERE id = $1', [
      vendor.organisationId,
    ]);
    expect(await refusalOf(wish(operator))).toBe('403 role_missing');
    expect(await refusalOf(wish(null))).toBe('401 sign_in_required');
    expect(await refusalOf(wish(vendor, { region: '999999' }))).toContain('invalid_input region');
    const draft = newId();
    await app.database.owner.query(
      `INSERT INTO scenario (id, owner_id, status, need) VALUES ($1, $2, 'draft', '{"title": {"zh": "秘密"}, "criteria": []}')`,
      [draft, otherDepartment.organisationId],
    );
    await app.database.owner.query(
      `INSERT INTO party (thing, thing_id, organisation_id, "right") VALUES ('scenario', $1, $2, 'own')`,
      [draft, otherDepartment.organisationId],
    );
    expect(await refusalOf(wish(department, { scenarioId: draft }))).toContain('invalid_input scenarioId');
    expect(await refusalOf(wish(department, { scenarioId: newId() }))).toContain('invalid_input scenarioId');
    const own = await wish(otherDepartment, { scenarioId: draft });
    // A draft's name stays its owner's, also where a wish belongs to it.
    expect((await read(vendor, own)).scenario).toBeNull();
    for (const over of [
      { title: {} },
      { purpose: { zh: ' ' } },
      { wanted: [{ name: 'a' }, { name: 'a' }] },
      { wanted: [{ name: '' }] },
      { field: 'nowhere' },
    ])
      expect(await refusalOf(wish(vendor, over)), JSON.stringify(over)).toContain('422 invalid_input');
    const after = await app.as(null)(listDataRequests, { query: {} });
    expect(after.total).toBe(before.total + 1);
  });

  it('ends at thirty that live', async () => {
    const freeVendor = app.cast.otherVendor;
    const { rows } = await app.database.owner.query(
      `SELECT count(*)::int AS n FROM data_request WHERE owner_id = $1 AND status IN ('open', 'routed', 'claimed')`,
      [freeVendor.organisationId],
    );
    const left = 30 - rows[0].n;
    const all = await Promise.allSettled(
      Array.from({ length: left + 3 }, (_, at) => wish(freeVendor, { title: { zh: `愿望 ${at}` } })),
    );
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(left);
    expect(await refusalOf(wish(freeVendor))).toContain('quota_exhausted');
    await app.database.owner.query(`DELETE FROM data_request_vote WHERE organisation_id = $1`, [
      freeVendor.organisationId,
    ]);
    await app.database.owner.query(`UPDATE data_request SET status = 'withdrawn' WHERE owner_id = $1`, [
      freeVendor.organisationId,
    ]);
  });
});

describe('votes', () => {
  it('are one an organisation, however often and at once they are given', async () => {
    const { vendor, otherVendor, department } = app.cast;
    const id = await wish(vendor);
    const tries = await Promise.allSettled(Array.from({ length: 6 }, () => vote(otherVendor, id)));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await vote(department, id);
    expect(await votesOf(id)).toBe(3);
    expect(await refusalOf(vote(vendor, id))).toBe('403 own_organisation');
    expect(await refusalOf(app.as(vendor)(withdrawVoteForData, { params: { id } }))).toBe(
      '403 own_organisation',
    );
    await app.as(otherVendor)(withdrawVoteForData, { params: { id } });
    expect(await refusalOf(app.as(otherVendor)(withdrawVoteForData, { params: { id } }))).toBe(
      '404 not_found',
    );
    expect(await votesOf(id)).toBe(2);
    expect((await read(otherVendor, id)).voted).toBe(false);
    expect((await read(department, id)).voted).toBe(true);
  });

  it('are not written past the rules', async () => {
    const { vendor, otherVendor, department } = app.cast;
    const id = await wish(vendor);
    await expect(
      app.sqlAs(
        otherVendor,
        'INSERT INTO data_request_vote (data_request_id, organisation_id) VALUES ($1, $2)',
        [id, department.organisationId],
      ),
    ).rejects.toThrow(/row-level security/);
    await expect(
      app.sqlAs(otherVendor, 'UPDATE data_request SET votes = 99 WHERE id = $1', [id]),
    ).rejects.toThrow(/permission denied/);
    await app.sqlAs(otherVendor, 'DELETE FROM data_request_vote WHERE data_request_id = $1', [id]);
    expect(await votesOf(id)).toBe(1);
  });

  it('move when the lab joins two wishes, who wanted both counted once', async () => {
    const { vendor, otherVendor, department, otherDepartment, operator } = app.cast;
    const [one, two, three] = [await wish(vendor), await wish(department), await wish(otherDepartment)];
    await vote(otherVendor, one);
    await vote(department, one);
    await vote(otherVendor, two);
    expect(await refusalOf(merge(vendor, one, two))).toBe('403 role_missing');
    expect(await refusalOf(merge(operator, one, one))).toContain('invalid_input into');
    expect(await refusalOf(merge(operator, one, newId()))).toContain('invalid_input into');
    await merge(operator, one, two);
    // vendor's came along; otherVendor and department wanted both.
    expect(await votesOf(two)).toBe(3);
    expect(await votesOf(one)).toBe(0);
    expect(await read(null, one)).toMatchObject({ status: 'merged', mergedInto: { id: two } });
    expect((await read(null, two)).merged.map(({ id }) => id)).toEqual([one]);
    expect(await refusalOf(vote(otherDepartment, one))).toBe('409 wrong_status');
    await merge(operator, two, three);
    expect(await votesOf(three)).toBe(4);
    expect((await read(null, one)).mergedInto?.id).toBe(three);
    expect(await refusalOf(merge(operator, three, one))).toContain('invalid_input into');
  });

  it('are not lost nor doubled when two joins cross each other', async () => {
    const { vendor, department, otherVendor, operator } = app.cast;
    const [one, two] = [await wish(vendor), await wish(department)];
    await vote(otherVendor, one);
    const crossed = await Promise.allSettled([
      merge(operator, one, two),
      merge(operator, two, one),
      vote(department, one),
    ]);
    expect(crossed.slice(0, 2).filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await votesOf(one)) + (await votesOf(two))).toBe(3);
  });
});

describe('who has the data', () => {
  it('is asked by the lab, takes it on and fulfils it with a version of its own', async () => {
    const { vendor, department, otherDepartment, otherVendor, operator } = app.cast;
    const id = await wish(vendor);
    await vote(otherVendor, id);
    expect(await refusalOf(route(department, id, department.organisationId))).toBe('403 role_missing');
    expect(await refusalOf(route(operator, id, vendor.organisationId))).toContain(
      'invalid_input organisationId',
    );
    expect(await refusalOf(route(operator, id, newId()))).toContain('invalid_input organisationId');
    await route(operator, id, department.organisationId);
    // Whom the lab has asked is not told before they have said yes.
    for (const who of [null, otherVendor, vendor]) {
      const seen = await read(who, id);
      expect(seen).toMatchObject({ status: 'routed', claimedBy: null, routedTo: null });
      expect(JSON.stringify(seen)).not.toContain(department.organisationId);
    }
    expect((await read(department, id)).routedTo?.id).toBe(department.organisationId);
    expect(await refusalOf(deed(otherDepartment, 'claim', id))).toBe('404 not_found');
    expect(await refusalOf(deed(otherDepartment, 'hand_back', id))).toBe('404 not_found');
    const waits = await app.as(department)(readInbox, {});
    expect(waits.find((one) => one.id === id)?.waitsFor).toBe('data_request.claim');
    await deed(department, 'claim', id);
    expect((await read(null, id)).claimedBy?.id).toBe(department.organisationId);
    expect((await app.as(department)(readInbox, {})).find((one) => one.id === id)?.waitsFor).toBe(
      'data_request.fulfil',
    );

    const theirs = await data(otherDepartment);
    expect(await refusalOf(fulfil(department, id, theirs.versionId))).toContain(
      'invalid_input datasetVersionId',
    );
    expect(await refusalOf(fulfil(department, id, newId()))).toContain('invalid_input datasetVersionId');
    const draft = await data(department, { listed: false });
    expect(await refusalOf(fulfil(department, id, draft.versionId))).toContain(
      'invalid_input datasetVersionId',
    );
    const unready = await data(department, { status: 'profiling' });
    expect(await refusalOf(fulfil(department, id, unready.versionId))).toContain(
      'invalid_input datasetVersionId',
    );
    const own = await data(department);
    expect(await refusalOf(fulfil(otherDepartment, id, theirs.versionId))).toBe('404 not_found');
    await fulfil(department, id, own.versionId);
    expect(await read(null, id)).toMatchObject({
      status: 'fulfilled',
      dataset: { id: own.datasetId, version: '2026' },
      days: 0,
    });
    // The data point back to the wish, and no further: whose it was stands nowhere.
    const shown = await app.as(null)(readDataset, { params: { id: own.datasetId } });
    expect(shown.fulfils.map((one) => one.id)).toEqual([id]);
    expect(JSON.stringify(shown.fulfils)).not.toContain(vendor.organisationId);
    // What is taken back since is not named any more.
    await app.database.owner.query(`UPDATE dataset SET status = 'delisted', listed = NULL WHERE id = $1`, [
      own.datasetId,
    ]);
    expect((await read(null, id)).dataset).toBeNull();
    expect(await refusalOf(deed(otherVendor, 'reopen', id))).toBe('404 not_found');
    await deed(vendor, 'reopen', id);
    expect(await read(null, id)).toMatchObject({
      status: 'open',
      dataset: null,
      days: null,
      claimedBy: null,
    });
  });

  it('takes on what nobody was asked for, never its own, and gives it back', async () => {
    const { vendor, department, operator } = app.cast;
    const id = await wish(department);
    expect(await refusalOf(deed(department, 'claim', id))).toBe('403 own_organisation');
    const both = await Promise.allSettled([
      deed(vendor, 'claim', id),
      deed(app.cast.otherDepartment, 'claim', id),
    ]);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const held = (await read(null, id)).claimedBy?.id;
    await deed(held === vendor.organisationId ? vendor : app.cast.otherDepartment, 'hand_back', id);
    expect(await read(null, id)).toMatchObject({ status: 'open', claimedBy: null });
    await deed(operator, 'decline', id);
    expect(await read(null, id)).toMatchObject({ status: 'declined', reason: '因为。' });
    expect(await refusalOf(deed(department, 'reopen', id))).toBe('404 not_found');
    await deed(operator, 'reopen', id);
    expect(await read(null, id)).toMatchObject({ status: 'open', reason: null });
  });

  it('leaves a wish alone that others share', async () => {
    const { vendor, otherVendor } = app.cast;
    const id = await wish(vendor);
    await vote(otherVendor, id);
    expect(await refusalOf(deed(vendor, 'withdraw', id))).toBe('409 wrong_status');
    expect(await refusalOf(deed(otherVendor, 'withdraw', id))).toBe('404 not_found');
    await app.as(otherVendor)(withdrawVoteForData, { params: { id } });
    await deed(vendor, 'withdraw', id);
    for (const who of [null, otherVendor]) expect(await refusalOf(read(who, id))).toBe('404 not_found');
    expect((await read(vendor, id)).status).toBe('withdrawn');
  });
});
