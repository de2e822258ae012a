import { accessRequestDeeds, requestAccess, revokeGrant } from '@scenario-lab/contracts/access';
import { listContracts } from '@scenario-lab/contracts/contracts-list';
import { proposeTerms } from '@scenario-lab/contracts/grants';
import type { Args } from '@scenario-lab/contracts/route';
import { makeBenchmark } from '@scenario-lab/testing/exam';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../http/test-app.js';

let app: TestApp;
const made: string[] = [];
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const purpose = 'training a nowcast of levels';

async function contract(until: string): Promise<string> {
  const { department, vendor } = app.cast;
  const { datasetId } = await makeBenchmark(app.database.owner, department, { accessMode: 'on_request' });
  const { id } = await app.as(vendor)(requestAccess, {
    params: { id: datasetId },
    body: { purpose, until, purposeKind: 'evaluation', methods: ['download'] },
  });
  await app.as(department)(accessRequestDeeds.approve, { params: { id }, body: { uses: 5 } });
  const { rows } = await app.database.owner.query('SELECT id FROM access_grant WHERE request_id = $1', [id]);
  return rows[0].id;
}
beforeAll(async () => {
  app = await testApp();
  for (const days of [300, 10, 90]) made.push(await contract(inDays(days)));
});
afterAll(() => app?.close());

type Query = Partial<Args<typeof listContracts>['query']>;
const ids = async (who: keyof TestApp['cast'], query: Query = {}) =>
  (await app.as(app.cast[who])(listContracts, { query: { limit: 20, sort: 'newest', ...query } })).items.map(
    ({ id }) => id,
  );

describe('contracts', () => {
  it('are listed to both sides and to the lab, newest first, and to nobody else', async () => {
    const newest = [...made].reverse();
    for (const who of ['vendor', 'department', 'operator'] as const) expect(await ids(who)).toEqual(newest);
    for (const who of ['otherVendor', 'otherDepartment'] as const) {
      expect(await ids(who)).toEqual([]);
      expect(await ids(who, { q: 'a' })).toEqual([]);
    }
    expect(await ids('vendor', { side: 'given' })).toEqual([]);
    expect(await ids('vendor', { side: 'held' })).toEqual(newest);
    expect(await ids('department', { side: 'given' })).toEqual(newest);
  });

  it('say what was agreed on, what was used and what waits', async () => {
    const [first = ''] = made;
    const { rows } = await app.database.owner.query('SELECT dataset_id FROM access_grant WHERE id = $1', [
      first,
    ]);
    await app.as(app.cast.vendor)(proposeTerms, {
      params: { id: first },
      body: {
        until: inDays(400),
        purposeKind: 'evaluation',
        purpose,
        methods: ['download'],
        uses: 9,
        reason: 'a year',
      },
    });
    const { items, total } = await app.as(app.cast.department)(listContracts, {
      query: { due: 'waiting', limit: 20, sort: 'newest' },
    });
    expect(total).toBe(1);
    expect(items[0]).toMatchObject({
      id: first,
      dataset: { id: rows[0].dataset_id },
      grantee: { id: app.cast.vendor.organisationId },
      owner: { id: app.cast.department.organisationId },
      status: 'active',
      until: inDays(300),
      used: 0,
      uses: 5,
      logged: 0,
      lastUsedAt: null,
      renewalUntil: inDays(400),
    });
  });

  it('are narrowed and ordered by when they end; one that ended says so', async () => {
    const [long = '', soon = '', middle = ''] = made;
    expect(await ids('vendor', { sort: 'ending' })).toEqual([soon, middle, long]);
    expect(await ids('vendor', { due: 'soon' })).toEqual([soon]);
    await app.as(app.cast.department)(revokeGrant, { params: { id: middle }, body: { reason: 'over' } });
    await app.database.owner.query(`UPDATE access_grant SET expires = current_date - 1 WHERE id = $1`, [
      soon,
    ]);
    expect(await ids('vendor', { status: 'active' })).toEqual([long]);
    expect(await ids('vendor', { status: 'revoked' })).toEqual([middle]);
    expect(await ids('operator', { status: 'expired' })).toEqual([soon]);
    expect(await ids('vendor', { due: 'soon' })).toEqual([]);
    expect(await ids('vendor', { purposeKind: 'research' })).toEqual([]);
  });
});
