import { addSolutionMedium, solutionMediumFile } from '@scenario-lab/contracts/solution-media';
import {
  createSolution,
  editSolution,
  readSolution,
  seeQualification,
  solutionDeeds,
  unseeQualification,
} from '@scenario-lab/contracts/solutions';
import { uploadFile } from '@scenario-lab/contracts/upload-file';
import { newId } from '@scenario-lab/db/ids';
import { FilesystemStore } from '@scenario-lab/storage/filesystem-store';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusalOf, type TestApp, testApp } from '../http/test-app.js';

let app: TestApp;
let blobs: FilesystemStore;
beforeAll(async () => {
  app = await testApp({ RATE_LIMITS: 'off' });
  blobs = await FilesystemStore.open({ dir: app.folders.blobs });
});
afterAll(() => app?.close());
type Who = Parameters<TestApp['as']>[0];

/** A file handed in and opened, as the worker leaves it. */
async function document(
  who: TestApp['cast']['vendor'],
  kind: 'picture' | 'pdf' | 'video' | null,
): Promise<string> {
  const token = await app.tokenOf(who);
  const client = { baseUrl: app.baseUrl, headers: () => ({ authorization: `Bearer ${token}` }) };
  const data = Buffer.from(`a certificate ${newId()}`);
  const upload = await uploadFile(client, { name: 'iso.pdf', purpose: 'file', data, size: data.length });
  const { id } = await app.as(who)(addSolutionMedium, { body: { uploadId: upload.id } });
  if (!kind) return id;
  const { sha256 } = await blobs.put(Buffer.from('0123456789'));
  await app.database.owner.query(
    `UPDATE solution_medium SET read_at = now(), source_sha256 = NULL, kind = $2, mime = 'application/pdf', sha256 = $3, bytes = 10
     WHERE id = $1`,
    [id, kind, sha256],
  );
  return id;
}
const card = (qualifications: object[]) =>
  ({
    title: { zh: '泵站预警' },
    summary: { zh: '读取现有数据' },
    fields: ['public_services'],
    trl: 7,
    qualifications,
  }) as never;
const create = async (qualifications: object[]) =>
  (await app.as(app.cast.vendor)(createSolution, { body: card(qualifications) })).id;
const read = async (who: Who, id: string) =>
  (await app.as(who)(readSolution, { params: { id } })).qualifications;
const see = (who: Who, id: string, documentId: string, name = 'ISO 27001') =>
  app.as(who)(seeQualification, { params: { id }, body: { documentId, name } });
const list = async (id: string) => {
  await app.as(app.cast.vendor)(solutionDeeds.submit, { params: { id }, body: {} });
  await app.as(app.cast.operator)(solutionDeeds.approve, { params: { id }, body: {} });
};
const iso = (over: object = {}) => ({
  name: 'ISO 27001',
  certificateNo: 'CN-17',
  issuer: '某认证中心',
  expires: '2999-12-31',
  ...over,
});

describe('a qualification', () => {
  it('has a document that its owner and the lab open, and nobody else, also of a listed card', async () => {
    const { vendor, otherVendor, department, operator, observer } = app.cast;
    const documentId = await document(vendor, 'pdf');
    const id = await create([iso({ documentId })]);
    await list(id);
    for (const who of [vendor, operator, observer])
      expect(await read(who, id)).toMatchObject([{ documentId, documented: true, expired: false }]);
    const file = async (who: Who) =>
      (
        await fetch(`${app.baseUrl}${solutionMediumFile.path.replace(':id', documentId)}`, {
          headers: who ? { authorization: `Bearer ${await app.tokenOf(who)}` } : {},
        })
      ).status;
    for (const who of [null, otherVendor, department]) {
      const [seen] = await read(who, id);
      expect(seen).toMatchObject({ documented: true, certificateNo: 'CN-17', seenAt: null });
      expect(JSON.stringify(seen)).not.toContain(documentId);
      expect(await file(who)).toBe(404);
    }
    expect(await Promise.all([vendor, operator].map(file))).toEqual([200, 200]);
  });

  it('takes a document of one’s own that can be read, and says where it is not one', async () => {
    const { vendor, otherVendor } = app.cast;
    const at = '422 invalid_input qualifications.1.documentId';
    for (const documentId of [
      newId(),
      await document(otherVendor, 'pdf'),
      await document(vendor, 'video'),
      await document(vendor, null),
    ])
      expect(await refusalOf(create([iso(), iso({ name: 'B', documentId })]))).toBe(at);
    for (const over of [{ documentId: 'x' }, { certificateNo: 'x'.repeat(101) }, { expires: '2027-13-01' }])
      expect(await refusalOf(create([iso(over)])), JSON.stringify(over)).toContain('422 invalid_input');
  });

  it('is marked as seen by the desk alone, as it was told then: a changed one is seen anew', async () => {
    const { vendor, otherVendor, department, operator, reviewer, admin } = app.cast;
    const documentId = await document(vendor, 'picture');
    const id = await create([iso({ documentId })]);
    for (const who of [vendor, otherVendor, department, admin])
      expect(await refusalOf(see(who, id, documentId))).toBe('403 role_missing');
    expect(await refusalOf(see(reviewer, id, newId()))).toBe('422 invalid_input documentId');
    expect(await refusalOf(see(reviewer, id, documentId, 'another'))).toBe('422 invalid_input documentId');
    expect(await refusalOf(see(reviewer, newId(), documentId))).toBe('404 not_found');
    await see(operator, id, documentId);
    expect((await read(vendor, id))[0]?.seenAt).not.toBeNull();
    await list(id);
    expect((await read(null, id))[0]?.seenAt).not.toBeNull();
    await app.as(vendor)(editSolution, {
      params: { id },
      body: card([iso({ documentId, expires: '2998-12-31' })]),
    });
    expect((await read(vendor, id))[0]?.seenAt).toBeNull();
    // What is listed is what was seen.
    expect((await read(null, id))[0]).toMatchObject({ expires: '2999-12-31' });
    expect((await read(null, id))[0]?.seenAt).not.toBeNull();
    await expect(
      app.sqlAs(
        vendor,
        'INSERT INTO qualification_seen (id, solution_id, told, person_id) VALUES ($1, $2, $3, $4)',
        [newId(), id, '{}', vendor.personId],
      ),
    ).rejects.toThrow(/row-level security/);
  });

  it('has its mark taken back by the desk, with a reason that stays in the history', async () => {
    const { vendor, reviewer, operator } = app.cast;
    const documentId = await document(vendor, 'pdf');
    const id = await create([iso({ documentId })]);
    const unsee = (who: Who, reason = '文件与单位不符') =>
      refusalOf(
        app.as(who)(unseeQualification, { params: { id }, body: { documentId, name: 'ISO 27001', reason } }),
      );
    expect(await unsee(operator)).toBe('409 wrong_status');
    await see(reviewer, id, documentId);
    expect(await unsee(vendor)).toBe('403 role_missing');
    expect(await unsee(operator, ' ')).toBe('422 invalid_input reason');
    expect(await unsee(operator)).toBe('went through');
    expect((await read(vendor, id))[0]?.seenAt).toBeNull();
    // Looked at anew it is marked anew.
    await see(operator, id, documentId);
    expect((await read(vendor, id))[0]?.seenAt).not.toBeNull();
    const { rows } = await app.database.owner.query(
      `SELECT count(*)::int AS marks, count(taken_back_at)::int AS taken FROM qualification_seen WHERE solution_id = $1`,
      [id],
    );
    expect(rows).toEqual([{ marks: 2, taken: 1 }]);
  });

  it('that has ended is told as ended by the lab’s calendar, the day after its last', async () => {
    const { rows } = await app.database.owner.query(
      `SELECT current_date::text AS today, (current_date - 1)::text AS yesterday`,
    );
    const id = await create([
      iso({ expires: rows[0].today }),
      iso({ name: 'B', expires: rows[0].yesterday }),
    ]);
    expect((await read(app.cast.vendor, id)).map(({ expired }) => expired)).toEqual([false, true]);
  });
});
