import { listGrantUses } from '@scenario-lab/contracts/grants';
import {
  blindAgain,
  blindKeys,
  distinctKeys,
  leastKeys,
  newSecret,
} from '@scenario-lab/contracts/key-match-protocol';
import {
  agreeKeyMatch,
  askKeyMatch,
  declineKeyMatch,
  handInPoints,
  listKeyMatches,
  mostMatches,
  readPoints,
} from '@scenario-lab/contracts/key-matches';
import { newId } from '@scenario-lab/db/ids';
import { makeBenchmark } from '@scenario-lab/testing/exam';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusalOf, type TestApp, testApp } from '../http/test-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app?.close());

type Who = TestApp['cast'][keyof TestApp['cast']];
const sql = async (text: string, values: unknown[] = []) =>
  (await app.database.owner.query(text, values)).rows;

/** The department's data under a contract of the vendor's. */
async function contract(methods = ['psi']) {
  const { department, vendor } = app.cast;
  const { datasetId } = await makeBenchmark(app.database.owner, department, { accessMode: 'sandbox_only' });
  await sql(`UPDATE dataset_version SET columns = '[{"name":"card"}]' WHERE dataset_id = $1`, [datasetId]);
  const [{ id: versionId }] = await sql('SELECT id FROM dataset_version WHERE dataset_id = $1', [datasetId]);
  const [requestId, id] = [newId(), newId()];
  await sql(
    `INSERT INTO access_request (id, status, dataset_id, organisation_id, owner_id, person_id, purpose, until, purpose_kind)
     VALUES ($1, 'approved', $2, $3, $4, $5, 'how many are known to both', current_date + 90, 'research')`,
    [requestId, datasetId, vendor.organisationId, department.organisationId, vendor.personId],
  );
  for (const [organisation, right] of [
    [department.organisationId, 'own'],
    [vendor.organisationId, 'read'],
  ])
    await sql(`INSERT INTO party (thing, thing_id, organisation_id, "right") VALUES ('grant', $1, $2, $3)`, [
      id,
      organisation,
      right,
    ]);
  await sql(
    `INSERT INTO access_grant (id, status, dataset_id, organisation_id, request_id, expires, methods, uses)
     VALUES ($1, 'active', $2, $3, $4, current_date + 60, $5, NULL)`,
    [id, datasetId, vendor.organisationId, requestId, methods],
  );
  return { id, datasetId, versionId: versionId as string };
}
const ask = (id: string, versionId: string, who: Who = app.cast.vendor, column = 'card') =>
  app.as(who)(askKeyMatch, { params: { id }, body: { versionId, column, list: '本单位参保人员名单' } });
const handIn = (who: Who, id: string, round: 'first' | 'second', points: string[]) =>
  app.as(who)(handInPoints, { params: { id, round }, body: { points } });
const keysOf = (from: number, to: number) =>
  distinctKeys(Array.from({ length: to - from }, (_, n) => `5101${String(from + n).padStart(14, '0')}`));

/** One side on its own machine: its keys and its secret are in no request. */
class Party {
  private readonly secret = newSecret();
  constructor(
    readonly who: Who,
    private readonly keys: string[],
  ) {}
  first = async (id: string) => handIn(this.who, id, 'first', await blindKeys(this.keys, this.secret));
  async second(id: string): Promise<void> {
    const { points } = await app.as(this.who)(readPoints, { params: { id } });
    await handIn(this.who, id, 'second', await blindAgain(points, this.secret));
  }
}
const listed = (who: Who, id: string) => app.as(who)(listKeyMatches, { params: { id } });

describe('keys in common', () => {
  it('are counted once both sides agree and have blinded both sets; both read the same noisy count', async () => {
    const { department, vendor, operator } = app.cast;
    const { id: grantId, versionId } = await contract();
    const { id } = await ask(grantId, versionId);
    const [owner, asker] = [new Party(department, keysOf(0, 1_050)), new Party(vendor, keysOf(650, 1_700))];
    expect(await refusalOf(asker.first(id))).toBe('409 wrong_status');
    expect(await refusalOf(app.as(vendor)(agreeKeyMatch, { params: { id } }))).toBe('404 not_found');
    await app.as(department)(agreeKeyMatch, { params: { id } });
    await asker.first(id);
    // Nobody reads the other's points before its own are in.
    expect(await refusalOf(app.as(department)(readPoints, { params: { id } }))).toBe('409 wrong_status');
    expect(await app.sqlAs(department, 'SELECT * FROM key_match_points')).toEqual([]);
    await owner.first(id);
    await asker.second(id);
    await owner.second(id);
    const [seen] = (await listed(vendor, grantId)).items;
    expect(seen).toMatchObject({ state: 'counted', side: 'grantee' });
    const count = seen?.count ?? Number.NaN;
    expect(count % 10).toBe(0);
    // 400 in common; noise of scale 5 leaves 100 with a chance of one in 10⁸.
    expect(Math.abs(count - 400)).toBeLessThan(100);
    for (const who of [department, operator])
      expect((await listed(who, grantId)).items[0]?.count).toBe(seen?.count);
    expect(await sql('SELECT 1 FROM key_match_points WHERE key_match_id = $1', [id])).toEqual([]);
    const uses = await app.as(department)(listGrantUses, { params: { id: grantId }, query: {} });
    expect(uses.items.map(({ kind, organisation }) => [kind, organisation.id])).toEqual([
      ['key_match', vendor.organisationId],
    ]);
    expect(await refusalOf(owner.second(id))).toBe('409 wrong_status');
    expect(await refusalOf(ask(grantId, versionId))).toBe('409 duplicate');
  }, 180_000);

  it('tell a party that tries to learn of one key nothing more than noise', async () => {
    const { department, vendor } = app.cast;
    const { id: grantId, versionId } = await contract();
    const { id } = await ask(grantId, versionId);
    await app.as(department)(agreeKeyMatch, { params: { id } });
    const target = keysOf(5, 6);
    const secret = newSecret();
    const one = await blindKeys(target, secret);
    // One key alone, and one key many times over.
    expect(await refusalOf(handIn(vendor, id, 'first', one))).toBe('422 invalid_input points');
    const often = Array.from({ length: leastKeys }, () => one[0] as string);
    expect(await refusalOf(handIn(vendor, id, 'first', often))).toBe('422 invalid_input points');
    // One key among a thousand of its own making: the count it gets is the same to within noise and rounding.
    const attack = new Party(vendor, [...target, ...keysOf(500_000, 500_999)]);
    const owner = new Party(department, keysOf(0, 1_000));
    await attack.first(id);
    await owner.first(id);
    const { points } = await app.as(vendor)(readPoints, { params: { id } });
    // Not among what the other blinded, and what the other blinds of its own it never gets to see.
    expect(points).not.toContain((await blindKeys(target, secret))[0]);
    await owner.second(id);
    expect(await app.sqlAs(vendor, 'SELECT * FROM key_match_points WHERE round = 2')).toEqual([]);
    expect(await app.sqlAs(vendor, `SELECT * FROM key_match_points WHERE side = 'grantee'`)).toEqual([]);
    // Counted by itself it would come without noise: not before both sets are in.
    expect(await app.sqlAs(vendor, 'SELECT count_key_match($1, 0) AS count', [id])).toEqual([
      { count: null },
    ]);
    // Fewer points back, or some twice, would say which of them count.
    const fewer = await blindAgain(points, secret);
    expect(await refusalOf(handIn(vendor, id, 'second', fewer.slice(0, -1)))).toMatch(
      /^422 invalid_input points/,
    );
    await attack.second(id);
    const [seen] = (await listed(vendor, grantId)).items;
    expect((seen?.count ?? -1) % 10).toBe(0);
    // The same question once more is not answered, though all of it were said otherwise.
    expect(await refusalOf(ask(grantId, versionId))).toBe('409 duplicate');
  }, 180_000);

  it('are nobody else’s, need a contract that names them and both sides’ word, and end with it', async () => {
    const { department, vendor, otherVendor, otherDepartment, operator } = app.cast;
    const without = await contract(['compute']);
    expect(await refusalOf(ask(without.id, without.versionId))).toBe('403 grant_missing');
    const { id: grantId, versionId, datasetId } = await contract();
    expect(await refusalOf(ask(grantId, versionId, department))).toBe('404 not_found');
    expect(await refusalOf(ask(grantId, versionId, vendor, 'name'))).toBe('422 invalid_input column');
    const { id } = await ask(grantId, versionId);
    for (const who of [otherVendor, otherDepartment]) {
      expect(await refusalOf(listed(who, grantId))).toBe('404 not_found');
      expect(await refusalOf(app.as(who)(readPoints, { params: { id } }))).toBe('404 not_found');
      expect(await refusalOf(app.as(who)(agreeKeyMatch, { params: { id } }))).toBe('404 not_found');
      expect(await app.sqlAs(who, 'SELECT * FROM key_match WHERE id = $1', [id])).toEqual([]);
    }
    // The lab supervises and takes no part.
    expect((await listed(operator, grantId)).items[0]).toMatchObject({ state: 'asked', side: null });
    expect(await refusalOf(app.as(operator)(readPoints, { params: { id } }))).toBe('404 not_found');
    await app.as(department)(agreeKeyMatch, { params: { id } });
    await app.as(department)(declineKeyMatch, { params: { id }, body: { reason: 'another list is needed' } });
    expect((await listed(vendor, grantId)).items[0]).toMatchObject({
      state: 'declined',
      reason: 'another list is needed',
    });
    // What was not counted may be asked for again, and counts against nothing.
    const { id: again } = await ask(grantId, versionId);
    await app.as(department)(agreeKeyMatch, { params: { id: again } });
    await sql(`UPDATE access_grant SET methods = '{compute}' WHERE id = $1`, [grantId]);
    expect(await refusalOf(new Party(vendor, keysOf(0, 1_000)).first(again))).toBe('403 grant_missing');
    await sql(`UPDATE access_grant SET methods = '{psi}' WHERE id = $1`, [grantId]);
    // The year's questions are spent, whoever asked them.
    for (let at = 1; at < mostMatches; at += 1) {
      const other = newId();
      await sql(
        `INSERT INTO dataset_version (id, dataset_id, status, label, file_name, bytes, sha256, columns, split)
         SELECT $1, dataset_id, 'ready', $3, file_name, bytes, sha256, columns, split FROM dataset_version WHERE id = $2`,
        [other, versionId, `v${at}`],
      );
      await sql(
        `INSERT INTO key_match (id, grant_id, dataset_id, dataset_version_id, owner_id, grantee_id, person_id, key_column, list)
         VALUES ($1, $2, $3, $4, $5, $6, $7, 'card', 'x')`,
        [
          newId(),
          grantId,
          datasetId,
          other,
          department.organisationId,
          otherVendor.organisationId,
          vendor.personId,
        ],
      );
    }
    const last = newId();
    await sql(
      `INSERT INTO dataset_version (id, dataset_id, status, label, file_name, bytes, sha256, columns, split)
       SELECT $1, dataset_id, 'ready', 'last', file_name, bytes, sha256, columns, split FROM dataset_version WHERE id = $2`,
      [last, versionId],
    );
    expect(await refusalOf(ask(grantId, last))).toMatch(/quota_exhausted/);
    expect((await listed(vendor, grantId)).budget).toEqual({ used: mostMatches, of: mostMatches });
  }, 90_000);
});
