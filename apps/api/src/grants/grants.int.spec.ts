import { createHash } from 'node:crypto';
import { readContract, revokeGrant } from '@scenario-lab/contracts/access';
import { submitDataJob } from '@scenario-lab/contracts/data-jobs';
import { downloadRows } from '@scenario-lab/contracts/data-uses';
import {
  exportGrantUses,
  grantDeeds,
  listGrantUses,
  proposeTerms,
  readGrant,
} from '@scenario-lab/contracts/grants';
import { readInbox } from '@scenario-lab/contracts/lab';
import { newId } from '@scenario-lab/db/ids';
import { openBlobStore } from '@scenario-lab/storage/open-store';
import { makeBenchmark } from '@scenario-lab/testing/exam';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusalOf, type TestApp, testApp } from '../http/test-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp({ RATE_LIMITS: 'off' });
});
afterAll(() => app?.close());
type Who = Parameters<TestApp['as']>[0];

const sql = async (text: string, values: unknown[] = []) =>
  (await app.database.owner.query(text, values)).rows;
const dayIn = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** The vendor's contract on data of the department: everything allowed, five uses. */
async function contract(over: { days?: number; uses?: number | null; methods?: string[] } = {}) {
  const { vendor, department } = app.cast;
  const { datasetId } = await makeBenchmark(app.database.owner, department, { accessMode: 'on_request' });
  const [{ id: versionId }] = await sql('SELECT id FROM dataset_version WHERE dataset_id = $1', [datasetId]);
  const blobs = await openBlobStore({ kind: 'filesystem', dir: app.folders.blobs });
  const { sha256 } = await blobs.put(Buffer.from('{"k":1}\n'));
  await sql(
    `INSERT INTO dataset_download (dataset_version_id, rows, csv_sha256, csv_bytes, jsonl_sha256, jsonl_bytes)
     VALUES ($1, 1, $2, 8, $2, 8)`,
    [versionId, sha256],
  );
  const [requestId, id] = [newId(), newId()];
  await sql(
    `INSERT INTO access_request (id, status, dataset_id, organisation_id, owner_id, person_id, purpose, until, purpose_kind)
     VALUES ($1, 'approved', $2, $3, $4, $5, 'training a nowcast', $6, 'evaluation')`,
    [requestId, datasetId, vendor.organisationId, department.organisationId, vendor.personId, dayIn(90)],
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
     VALUES ($1, 'active', $2, $3, $4, $5, $6, $7)`,
    [
      id,
      datasetId,
      vendor.organisationId,
      requestId,
      dayIn(over.days ?? 60),
      over.methods ?? ['download', 'compute', 'data_job'],
      over.uses === undefined ? 5 : over.uses,
    ],
  );
  return { id, datasetId, versionId: versionId as string };
}
const terms = (over: object = {}) => ({
  until: dayIn(60),
  purposeKind: 'evaluation' as const,
  purpose: 'training a nowcast',
  methods: ['download', 'compute', 'data_job'] as ('download' | 'compute' | 'data_job')[],
  uses: 5,
  reason: 'as talked over',
  ...over,
});
const propose = (who: Who, id: string, over: object = {}) =>
  app.as(who)(proposeTerms, { params: { id }, body: terms(over) });
const answer = (who: Who, name: keyof typeof grantDeeds, id: string, number: number) =>
  app.as(who)(grantDeeds[name], { params: { id }, body: { number } });
const read = (who: Who, id: string) => app.as(who)(readGrant, { params: { id } });
const uses = (who: Who, id: string, query: object = {}) =>
  app.as(who)(listGrantUses, { params: { id }, query });
const take = (versionId: string) => app.as(app.cast.vendor)(downloadRows, { params: { id: versionId } });
async function job(versionId: string): Promise<{ id: string }> {
  const { vendor } = app.cast;
  const uploadId = newId();
  await sql(
    `INSERT INTO upload (id, organisation_id, person_id, file_name, purpose, bytes, received, sha256)
     VALUES ($1, $2, $3, 'job.zip', 'artifact', 3, 3, $4)`,
    [uploadId, vendor.organisationId, vendor.personId, createHash('sha256').update(uploadId).digest('hex')],
  );
  return app.as(vendor)(submitDataJob, {
    params: { id: versionId },
    body: { title: 't', kind: 'bundle', uploadId, purpose: 'means by month', wants: 'twelve numbers' },
  });
}

describe('a contract', () => {
  it('is read by its two sides and the lab; to everybody else it is not there', async () => {
    const { vendor, department, operator, observer, otherVendor, otherDepartment } = app.cast;
    const { id } = await contract();
    expect(await read(vendor, id)).toMatchObject({
      side: 'grantee',
      terms: 0,
      purpose: 'training a nowcast',
      purposeKind: 'evaluation',
      versions: [{ number: 0, state: 'in_force', proposedBy: null }],
    });
    expect((await read(department, id)).side).toBe('owner');
    for (const who of [operator, observer]) expect((await read(who, id)).side).toBe('lab');
    for (const who of [otherVendor, otherDepartment])
      for (const tried of [
        () => read(who, id),
        () => uses(who, id),
        () => propose(who, id, { uses: 6 }),
        () => answer(who, 'agree', id, 1),
        () => app.as(who)(exportGrantUses, { params: { id }, query: {} }),
      ])
        expect(await refusalOf(tried())).toBe('404 not_found');
  });
});

describe('an addendum', () => {
  it('is in force once the other side has agreed, and not a moment before', async () => {
    const { vendor, department, operator } = app.cast;
    const { id, versionId } = await contract({ methods: ['compute'] });
    const asked = { methods: ['compute', 'download'] };
    const { number } = await propose(vendor, id, asked);
    expect(number).toBe(1);
    expect(await refusalOf(take(versionId))).toBe('403 grant_missing');
    expect(await refusalOf(propose(department, id, { uses: 9 }))).toBe('409 wrong_status');
    // Whoever proposed cannot agree, nor the lab for either.
    expect(await refusalOf(answer(vendor, 'agree', id, 1))).toContain('not_the_other_side');
    expect(await refusalOf(answer(operator, 'agree', id, 1))).toBe('404 not_found');
    // Nor to another than was read.
    expect(await refusalOf(answer(department, 'agree', id, 2))).toContain('changed_meanwhile');
    expect((await app.as(department)(readInbox, {})).find((one) => one.id === id)?.waitsFor).toBe(
      'grant.agree',
    );
    expect((await app.as(vendor)(readInbox, {})).find((one) => one.id === id)).toBeUndefined();
    await answer(department, 'agree', id, 1);
    expect(await refusalOf(take(versionId))).toBe('went through');
    const seen = await read(vendor, id);
    expect(seen).toMatchObject({ terms: 1, methods: ['compute', 'download'] });
    expect(seen.versions.map(({ number: one, state, taken }) => [one, state, taken])).toEqual([
      [1, 'in_force', 1],
      [0, 'replaced', 0],
    ]);
    const odrl = (await (await app.as(vendor)(readContract, { params: { id } })).json()) as {
      permission: { action: string }[];
      'dct:hasVersion': string;
    };
    expect([odrl['dct:hasVersion'], odrl.permission.map(({ action }) => action)]).toEqual([
      '1',
      ['use', 'reproduce'],
    ]);
  });

  it('that narrows is asked at the very next use, and ends what ran by what is lost', async () => {
    const { vendor, department } = app.cast;
    const { id, versionId } = await contract();
    await take(versionId);
    const { id: jobId } = await job(versionId);
    await propose(department, id, { methods: ['compute'] });
    await answer(vendor, 'agree', id, 1);
    expect(await refusalOf(take(versionId))).toBe('403 grant_missing');
    expect(await refusalOf(job(versionId))).toBe('403 grant_missing');
    expect((await sql('SELECT status FROM data_job WHERE id = $1', [jobId]))[0].status).toBe('revoked');
    expect((await read(department, id)).stopped).toMatchObject([
      { kind: 'data_job', id: jobId, cause: 'narrowed' },
    ]);
    // The past stands under the terms it was under.
    expect((await uses(vendor, id)).items.map(({ kind, terms: under }) => [kind, under])).toEqual([
      ['download', 0],
    ]);
  });

  it('goes on counting: uses of before are uses of the contract', async () => {
    const { vendor, department } = app.cast;
    const { id, versionId } = await contract({ uses: 3 });
    await take(versionId);
    await take(versionId);
    await propose(department, id, { uses: 2 });
    await answer(vendor, 'agree', id, 1);
    // Two were made: there is none left, though the new number is two.
    expect(await refusalOf(take(versionId))).toBe('403 grant_missing');
    await propose(vendor, id, { uses: 4 });
    await answer(department, 'agree', id, 2);
    const tries = await Promise.all([1, 2, 3, 4].map(() => refusalOf(take(versionId))));
    expect(tries.filter((one) => one === 'went through')).toHaveLength(2);
    expect(await read(vendor, id)).toMatchObject({ used: 4, uses: 4, terms: 2 });
    expect((await uses(vendor, id, { terms: 2 })).total).toBe(2);
    expect((await uses(vendor, id, { terms: 1 })).total).toBe(0);
    expect((await uses(vendor, id, { terms: 0 })).total).toBe(2);
  });

  it('is never half in force while it is used at the same time', async () => {
    const { vendor, department } = app.cast;
    const { id, versionId } = await contract({ uses: null });
    await propose(department, id, { methods: ['compute'], uses: null });
    await Promise.allSettled([
      ...[1, 2, 3].map(() => take(versionId)),
      answer(vendor, 'agree', id, 1),
      ...[1, 2, 3].map(() => take(versionId)),
    ]);
    const { items } = await uses(vendor, id);
    // Whatever was taken was taken under terms that allowed it.
    expect(items.every(({ terms: under }) => under === 0)).toBe(true);
    expect((await read(vendor, id)).used).toBe(items.length);
    expect(await refusalOf(take(versionId))).toBe('403 grant_missing');
  });

  it('is declined, or taken back, once; agreed to once however often it is sent', async () => {
    const { vendor, department } = app.cast;
    const { id } = await contract();
    await propose(vendor, id, { until: dayIn(100) });
    expect(await refusalOf(answer(department, 'take_back', id, 1))).toBe('404 not_found');
    await answer(vendor, 'take_back', id, 1);
    expect(await refusalOf(answer(department, 'agree', id, 1))).toBe('409 wrong_status');
    await propose(vendor, id, { until: dayIn(100) });
    await answer(department, 'decline', id, 2);
    expect(await refusalOf(answer(department, 'agree', id, 2))).toBe('409 wrong_status');
    await propose(vendor, id, { until: dayIn(110) });
    const both = await Promise.all([1, 2, 3].map(() => refusalOf(answer(department, 'agree', id, 3))));
    expect(both.filter((one) => one === 'went through')).toHaveLength(1);
    expect(await read(vendor, id)).toMatchObject({ terms: 3, until: dayIn(110) });
    expect((await read(vendor, id)).versions.map(({ state }) => state)).toEqual([
      'in_force',
      'declined',
      'withdrawn',
      'replaced',
    ]);
  });

  it('is refused where it changes nothing, is over already, or the contract has ended', async () => {
    const { vendor, department } = app.cast;
    const { id } = await contract();
    expect(await refusalOf(propose(vendor, id))).toBe('422 invalid_input until');
    expect(await refusalOf(propose(vendor, id, { until: dayIn(-2) }))).toBe('422 invalid_input until');
    for (const over of [
      { methods: [] },
      { uses: 0 },
      { purpose: 'short' },
      { reason: ' ' },
      { until: 'soon' },
    ])
      expect(await refusalOf(propose(vendor, id, over)), JSON.stringify(over)).toContain('422 invalid_input');
    await propose(vendor, id, { until: dayIn(100) });
    await app.as(department)(revokeGrant, { params: { id }, body: { reason: 'misuse' } });
    for (const [who, name] of [
      [department, 'agree'],
      [vendor, 'take_back'],
    ] as const)
      expect(await refusalOf(answer(who, name, id, 1))).toBe('409 wrong_status');
    expect(await read(vendor, id)).toMatchObject({ status: 'revoked', left: null, allowed: [] });
    expect(await sql('SELECT 1 FROM grant_terms WHERE grant_id = $1 AND number <> 0', [id])).toHaveLength(1);
  });

  it('cannot be written into force past the other side', async () => {
    const { vendor, department, otherVendor } = app.cast;
    const { id } = await contract({ methods: ['compute'] });
    await propose(vendor, id, { methods: ['compute', 'download'] });
    await expect(
      app.sqlAs(vendor, 'UPDATE grant_terms SET agreed_at = now() WHERE grant_id = $1 AND number = 1', [id]),
    ).rejects.toThrow(/row-level security/);
    await expect(
      app.sqlAs(
        vendor,
        `INSERT INTO grant_terms (id, grant_id, number, expires, purpose_kind, methods, proposed_by_id, person_id, agreed_at)
         VALUES (gen_random_uuid(), $1, 9, current_date + 9, 'product', '{download}', $2, $3, now())`,
        [id, department.organisationId, vendor.personId],
      ),
    ).rejects.toThrow(/row-level security/);
    await expect(
      app.sqlAs(
        vendor,
        'INSERT INTO grant_stop (id, grant_id, kind, thing_id, cause) VALUES ($1, $1, $2, $1, $2)',
        [id, 'run'],
      ),
    ).rejects.toThrow(/row-level security/);
    expect(await app.sqlAs(otherVendor, 'SELECT * FROM grant_terms')).toEqual([]);
    expect(await app.sqlAs(otherVendor, 'SELECT * FROM grant_stop')).toEqual([]);
    expect((await read(vendor, id)).methods).toEqual(['compute']);
  });
});

describe('the ledger', () => {
  it('holds every use of this contract and of no other, the same for both sides', async () => {
    const { vendor, department, operator } = app.cast;
    const one = await contract();
    const two = await contract();
    await take(one.versionId);
    await take(two.versionId);
    await take(two.versionId);
    for (const who of [vendor, department, operator]) {
      expect((await uses(who, one.id)).total).toBe(1);
      expect((await uses(who, two.id)).total).toBe(2);
    }
    const { items, next } = await uses(department, two.id, { limit: 1 });
    const more = await uses(department, two.id, { limit: 1, cursor: next ?? '' });
    expect(items[0]?.id).not.toBe(more.items[0]?.id);
    expect((await uses(department, two.id, { kind: 'run' })).total).toBe(0);
    expect((await uses(department, two.id, { q: 'nowcast' })).total).toBe(2);
    expect((await uses(department, two.id, { from: dayIn(2) })).total).toBe(0);
    const csv = await (await app.as(vendor)(exportGrantUses, { params: { id: two.id }, query: {} })).text();
    expect(csv.trim().split('\n')).toHaveLength(3);
    expect(csv).toContain('at,organisation,kind,terms,version');
  });

  it('tells what a revocation stopped', async () => {
    const { department, vendor } = app.cast;
    const { id, versionId } = await contract();
    const { id: jobId } = await job(versionId);
    await app.as(department)(revokeGrant, { params: { id }, body: { reason: 'misuse' } });
    for (const who of [department, vendor])
      expect((await read(who, id)).stopped).toMatchObject([
        { kind: 'data_job', id: jobId, cause: 'revoked' },
      ]);
  });
});
