import {
  addSolutionMedium,
  keptMediaAtMost,
  readSolutionMedium,
  solutionMediumFile,
} from '@scenario-lab/contracts/solution-media';
import {
  createSolution,
  editSolution,
  listSolutions,
  readSolution,
  solutionDeeds,
} from '@scenario-lab/contracts/solutions';
import { uploadFile } from '@scenario-lab/contracts/upload-file';
import { FilesystemStore } from '@scenario-lab/storage/filesystem-store';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { refusalOf, type TestApp, testApp } from '../http/test-app.js';

let app: TestApp;
let blobs: FilesystemStore;
beforeAll(async () => {
  app = await testApp();
  blobs = await FilesystemStore.open({ dir: app.folders.blobs });
});
afterAll(() => app?.close());
beforeEach(() => app.database.owner.query('DELETE FROM solution_medium'));

const alt = { zh: '四台泵组', en: 'Four pump sets' };
const card = (media: unknown[]) =>
  ({
    title: { zh: '泵站预警', en: 'Pump alarm' },
    summary: { zh: '读取现有数据' },
    fields: ['public_services'],
    trl: 7,
    media,
  }) as never;

async function handIn(who: TestApp['cast']['vendor'], name = 'a.png'): Promise<string> {
  const token = await app.tokenOf(who);
  const client = { baseUrl: app.baseUrl, headers: () => ({ authorization: `Bearer ${token}` }) };
  const data = Buffer.from(`${name} ${Math.random()}`);
  const upload = await uploadFile(client, { name, purpose: 'file', data, size: data.length });
  return upload.id;
}

/** As the worker leaves it; what the sandbox makes of a file is tried there. */
async function opened(id: string, kind: 'picture' | 'pdf' | 'video'): Promise<void> {
  const full = await blobs.put(Buffer.from('0123456789'));
  const small = await blobs.put(Buffer.from('small'));
  const mime = { picture: 'image/png', pdf: 'application/pdf', video: 'video/mp4' }[kind];
  await app.database.owner.query(
    `UPDATE solution_medium SET read_at = now(), source_sha256 = NULL, kind = $2, mime = $3, sha256 = $4, small_sha256 = $5,
       bytes = 10, width = 1200, height = 800 WHERE id = $1`,
    [id, kind, mime, full.sha256, kind === 'picture' ? small.sha256 : null],
  );
}

async function medium(who = app.cast.vendor, kind: 'picture' | 'pdf' | 'video' = 'picture'): Promise<string> {
  const uploadId = await handIn(who, `a ${kind}`);
  const { id } = await app.as(who)(addSolutionMedium, { body: { uploadId } });
  await opened(id, kind);
  return id;
}

const fileOf = async (
  id: string,
  who: TestApp['cast']['vendor'] | null,
  more: Record<string, string> = {},
  query = '',
) =>
  fetch(`${app.baseUrl}${solutionMediumFile.path.replace(':id', id)}${query}`, {
    headers: { ...(who ? { authorization: `Bearer ${await app.tokenOf(who)}` } : {}), ...more },
  });

describe('a medium', () => {
  it('waits to be opened, and its file as it came is named by nothing but itself', async () => {
    const { vendor, otherVendor, department, operator } = app.cast;
    const uploadId = await handIn(vendor, '../../照片.png');
    const { id } = await app.as(vendor)(addSolutionMedium, { body: { uploadId } });
    expect(await app.as(vendor)(readSolutionMedium, { params: { id } })).toMatchObject({
      fileName: '照片.png',
      state: 'reading',
      kind: null,
    });
    expect((await app.database.owner.query('SELECT FROM upload WHERE id = $1', [uploadId])).rowCount).toBe(0);
    const { rows } = await app.database.owner.query(
      `SELECT d.job FROM delivery d JOIN event e ON e.id = d.event_id WHERE e.thing_id = $1`,
      [id],
    );
    expect(rows).toEqual([{ job: 'read-medium' }]);
    expect((await fileOf(id, vendor)).status).toBe(404);
    expect(await refusalOf(app.as(otherVendor)(readSolutionMedium, { params: { id } }))).toBe(
      '404 not_found',
    );
    expect(await refusalOf(app.as(department)(readSolutionMedium, { params: { id } }))).toBe('404 not_found');
    expect(await app.as(operator)(readSolutionMedium, { params: { id } })).toMatchObject({
      state: 'reading',
    });
    expect(await refusalOf(app.as(vendor)(addSolutionMedium, { body: { uploadId } }))).toBe(
      '422 invalid_input uploadId',
    );
    expect(
      await refusalOf(app.as(otherVendor)(addSolutionMedium, { body: { uploadId: await handIn(vendor) } })),
    ).toBe('422 invalid_input uploadId');
    expect(
      await refusalOf(
        app.as(department)(addSolutionMedium, { body: { uploadId: await handIn(department) } }),
      ),
    ).toBe('403 role_missing');
  });

  it('is seen by everybody once an open card names it, and by nobody else before', async () => {
    const { vendor, otherVendor, operator } = app.cast;
    const id = await medium();
    const spare = await medium();
    const { id: solution } = await app.as(vendor)(createSolution, {
      body: card([{ id, kind: 'picture', alt }]),
    });
    const seen = async () =>
      Promise.all([vendor, operator, otherVendor, null].map(async (who) => (await fileOf(id, who)).status));
    expect(await seen()).toEqual([200, 200, 404, 404]);
    await app.as(vendor)(solutionDeeds.submit, { params: { id: solution }, body: {} });
    expect(await seen()).toEqual([200, 200, 404, 404]);
    await app.as(operator)(solutionDeeds.approve, { params: { id: solution }, body: {} });
    expect(await seen()).toEqual([200, 200, 200, 200]);
    expect((await fileOf(spare, null)).status).toBe(404);
    const told = await app.as(null)(readSolution, { params: { id: solution } });
    expect(told.media).toEqual([
      {
        id,
        kind: 'picture',
        alt,
        fileName: 'a picture',
        bytes: 10,
        width: 1200,
        height: 800,
        seconds: null,
        pages: null,
      },
    ]);
    const { items } = await app.as(null)(listSolutions, { query: {} });
    expect(items.find((one) => one.id === solution)?.picture).toEqual({ id, alt });

    // A newer revision without it hides nothing yet; once that is listed, or the card is taken down, it is gone.
    await app.as(vendor)(editSolution, { params: { id: solution }, body: card([]) });
    expect(await seen()).toEqual([200, 200, 200, 200]);
    await app.as(vendor)(solutionDeeds.submit, { params: { id: solution }, body: {} });
    await app.as(operator)(solutionDeeds.approve, { params: { id: solution }, body: {} });
    expect(await seen()).toEqual([200, 200, 404, 404]);
  });

  it('is named by a card only as what it is, and only by its owner’s', async () => {
    const { vendor, otherVendor } = app.cast;
    const id = await medium();
    const unread = (await app.as(vendor)(addSolutionMedium, { body: { uploadId: await handIn(vendor) } })).id;
    const places = async (who: typeof vendor, media: unknown[]) => {
      const said = await app
        .as(who)(createSolution, { body: card(media) })
        .catch((error: { problem: { errors?: { path: string; code: string; message: string }[] } }) =>
          error.problem.errors?.map(
            ({ path, code, message }) => `${path} ${code === 'custom' ? message : code}`,
          ),
        );
      return said;
    };
    const one = (more: object) => [{ id, kind: 'picture', alt, ...more }];
    expect(await places(otherVendor, one({}))).toEqual(['media.0.id medium_missing']);
    expect(await places(vendor, one({ kind: 'pdf' }))).toEqual(['media.0.id medium_not_ready']);
    expect(await places(vendor, one({ id: unread }))).toEqual(['media.0.id medium_not_ready']);
    expect(await places(vendor, one({ alt: { zh: '只有中文', en: '' } }))).toEqual([
      expect.stringContaining('media.0.alt.en'),
    ]);
    expect(await places(vendor, [...one({}), ...one({})])).toEqual([expect.stringContaining('medium_twice')]);
    const many = Array.from({ length: 4 }, () => ({ id: crypto.randomUUID(), kind: 'pdf', alt }));
    expect(await places(vendor, many)).toEqual([expect.stringContaining('too_many_media_of_a_kind')]);
  });

  it('is served so that it can never act as a page of the lab’s', async () => {
    const { vendor } = app.cast;
    const picture = await fileOf(await medium(), vendor);
    expect(picture.headers.get('content-type')).toBe('image/png');
    expect(picture.headers.get('content-disposition')).toBe('inline');
    for (const kind of ['pdf', 'video'] as const) {
      const file = await fileOf(await medium(vendor, kind), vendor);
      expect(file.headers.get('content-disposition')).toMatch(/^attachment/);
      expect(file.headers.get('x-content-type-options')).toBe('nosniff');
      expect(file.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
      expect(file.headers.get('cache-control')).toContain('private');
    }
    const small = await fileOf(await medium(), vendor, {}, '?size=small');
    expect(await small.text()).toBe('small');
  });

  it('is played in parts', async () => {
    const { vendor } = app.cast;
    const id = await medium(vendor, 'video');
    const part = async (range: string) => {
      const file = await fileOf(id, vendor, { range });
      return [file.status, file.headers.get('content-range'), await file.text()];
    };
    expect(await part('bytes=2-4')).toEqual([206, 'bytes 2-4/10', '234']);
    expect(await part('bytes=7-')).toEqual([206, 'bytes 7-9/10', '789']);
    expect(await part('bytes=7-99')).toEqual([206, 'bytes 7-9/10', '789']);
    expect(await part('bytes=10-')).toEqual([416, 'bytes */10', '']);
    expect(await part('bytes=5-2')).toEqual([416, 'bytes */10', '']);
    expect(await part('bytes=0-1,4-5')).toEqual([200, null, '0123456789']);
  });

  it('is not kept without end', async () => {
    const { vendor } = app.cast;
    await app.database.owner.query(
      `INSERT INTO solution_medium (id, organisation_id, person_id, file_name)
       SELECT gen_random_uuid(), $1, $2, 'x' FROM generate_series(1, $3)`,
      [vendor.organisationId, vendor.personId, keptMediaAtMost],
    );
    const uploadId = await handIn(vendor);
    expect(await refusalOf(app.as(vendor)(addSolutionMedium, { body: { uploadId } }))).toBe(
      '409 quota_exhausted',
    );
  });
});
