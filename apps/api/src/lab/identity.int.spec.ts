import { readSession } from '@scenario-lab/contracts/accounts';
import { addLabPicture, editIdentity, noIdentity } from '@scenario-lab/contracts/identity';
import {
  addSolutionMedium,
  readSolutionMedium,
  solutionMediumFile,
} from '@scenario-lab/contracts/solution-media';
import { uploadFile } from '@scenario-lab/contracts/upload-file';
import { FilesystemStore } from '@scenario-lab/storage/filesystem-store';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusalOf, type TestApp, testApp } from '../http/test-app.js';
import { statusOf } from '../http/test-browser.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app?.close());

describe('the lab’s mark and colour', () => {
  const body = { accent: '#7a1f1f', mark: '蓉', picture: null };
  const seen = async () => (await app.as(null)(readSession, {})).lab.identity;

  it('are set by its admin alone and shown to everybody', async () => {
    expect(await seen()).toEqual(noIdentity);
    for (const who of ['vendor', 'department', 'operator', 'reviewer', 'observer'] as const)
      expect(await statusOf(app.as(app.cast[who])(editIdentity, { body }))).toBe('403 role_missing');
    expect(await statusOf(app.as(null)(editIdentity, { body }))).toBe('401 sign_in_required');
    await app.as(app.cast.admin)(editIdentity, { body });
    expect(await seen()).toEqual(body);
    const { rows } = await app.database.owner.query(
      "SELECT count(*)::int AS count FROM event WHERE event = 'lab.identity_set'",
    );
    expect(rows).toEqual([{ count: 1 }]);
  });

  it('are refused with the place when they cannot be read or are no colour, and stay as they were', async () => {
    const save = (more: object) => app.as(app.cast.admin)(editIdentity, { body: { ...body, ...more } });
    for (const [accent, code] of [
      ['#ffcc00', 'too_little_contrast'],
      ['red;}body{display:none', 'invalid_format'],
    ]) {
      await expect(save({ accent })).rejects.toMatchObject({
        problem: { status: 422, errors: [{ path: 'accent', code }] },
      });
    }
    expect(await statusOf(save({ mark: '<b>' }))).toBe('422 invalid_input');
    expect(await seen()).toEqual(body);
    await save(noIdentity);
    expect(await seen()).toEqual(noIdentity);
  });

  it('that somebody wrote past the lab are not believed', async () => {
    await app.database.owner.query(
      `INSERT INTO setting (key, value) VALUES ('lab.identity', '{"accent": "url(//x)", "mark": "<i>"}')
       ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value`,
    );
    expect(await seen()).toEqual(noIdentity);
  });
});

describe('a picture as the lab’s sign', () => {
  const body = { ...noIdentity, mark: '蓉' };
  const wear = (picture: string | null) =>
    app.as(app.cast.admin)(editIdentity, { body: { ...body, picture } });
  const handIn = async (who: TestApp['cast']['admin']) => {
    const token = await app.tokenOf(who);
    const client = { baseUrl: app.baseUrl, headers: () => ({ authorization: `Bearer ${token}` }) };
    const data = Buffer.from(`sign ${Math.random()}`);
    return (await uploadFile(client, { name: 'a.png', purpose: 'file', data, size: data.length })).id;
  };
  /** As the worker leaves it; what the sandbox makes of a file is tried there. */
  const opened = async (id: string, kind: 'picture' | 'pdf') => {
    const blobs = await FilesystemStore.open({ dir: app.folders.blobs });
    const { sha256 } = await blobs.put(Buffer.from('redrawn'));
    await app.database.owner.query(
      `UPDATE solution_medium SET read_at = now(), source_sha256 = NULL, kind = $2, mime = $3, sha256 = $4, bytes = 7 WHERE id = $1`,
      [id, kind, kind === 'picture' ? 'image/png' : 'application/pdf', sha256],
    );
  };
  const fileStatus = async (id: string) =>
    (await fetch(`${app.baseUrl}${solutionMediumFile.path.replace(':id', id)}`)).status;

  it('is handed in by the admin alone, read first, and shown to everybody only once it is worn', async () => {
    const { admin, operator, vendor } = app.cast;
    for (const who of [operator, vendor]) {
      const uploadId = await handIn(who);
      expect(await refusalOf(app.as(who)(addLabPicture, { body: { uploadId } }))).toBe('403 role_missing');
    }
    const { id } = await app.as(admin)(addLabPicture, { body: { uploadId: await handIn(admin) } });
    expect(await app.as(admin)(readSolutionMedium, { params: { id } })).toMatchObject({ state: 'reading' });
    await expect(wear(id)).rejects.toMatchObject({
      problem: { status: 422, errors: [{ path: 'picture', code: 'medium_not_ready' }] },
    });
    await opened(id, 'picture');
    expect(await fileStatus(id)).toBe(404);
    await wear(id);
    expect((await app.as(null)(readSession, {})).lab.identity.picture).toBe(id);
    expect(await fileStatus(id)).toBe(200);
    await wear(null);
    expect(await fileStatus(id)).toBe(404);
  });

  it('is no paper, nobody else’s file and nothing that is not there', async () => {
    const { admin, vendor } = app.cast;
    const paper = await app.as(admin)(addLabPicture, { body: { uploadId: await handIn(admin) } });
    await opened(paper.id, 'pdf');
    const theirs = await app.as(vendor)(addSolutionMedium, { body: { uploadId: await handIn(vendor) } });
    await opened(theirs.id, 'picture');
    for (const [picture, code] of [
      [paper.id, 'medium_not_ready'],
      // Worn by the lab, it would be readable for everybody.
      [theirs.id, 'medium_missing'],
      ['00000000-0000-4000-8000-000000000000', 'medium_missing'],
    ] as const)
      await expect(wear(picture)).rejects.toMatchObject({ problem: { errors: [{ path: 'picture', code }] } });
    expect(await fileStatus(theirs.id)).toBe(404);
  });
});
