import { mkdtemp, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@scenario-lab/db/ids';
import { FilesystemStore } from '@scenario-lab/storage/filesystem-store';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Lab, openLab } from '../lifecycle/lab.js';
import { forgetOld } from '../reconciler/clocks.js';
import { collectBlobs } from './collect-blobs.js';

let lab: Lab;
let folder: string;
let blobs: FilesystemStore;
beforeAll(async () => {
  lab = await openLab();
  folder = await mkdtemp(join(tmpdir(), 'scenario-lab-collect-'));
  blobs = await FilesystemStore.open({ dir: folder });
});
afterAll(async () => {
  await lab.close();
  await rm(folder, { recursive: true, force: true });
});

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
const put = async (text: string, days = 8) => {
  const { sha256 } = await blobs.put(Buffer.from(text));
  await utimes(blobs.path(sha256), daysAgo(days), daysAgo(days));
  return sha256;
};
const there = async (sha256: string) => (await blobs.stat(sha256)) !== null;
const upload = (sha256: string, used: boolean, days: number) =>
  lab.database.owner.query(
    `INSERT INTO upload (id, organisation_id, person_id, file_name, purpose, bytes, sha256, used, created_at)
     VALUES ($1, $2, $3, 'x', 'file', 1, $4, $5, now() - make_interval(days => $6))`,
    [newId(), lab.cast.vendor.organisationId, lab.cast.vendor.personId, sha256, used, days],
  );

it('removes what nothing names, and never what a row or a text names', async () => {
  const [orphan, young, used, unused, spoken] = await Promise.all([
    put('orphan'),
    put('young', 1),
    put('used'),
    put('finished and never used'),
    put('named in the statement of a report'),
  ]);
  await upload(used, true, 30);
  await upload(unused, false, 6);
  await lab.database.owner.query(`INSERT INTO setting (key, value) VALUES ('spoken', $1)`, [
    JSON.stringify({ statement: [{ digest: `sha256:${spoken}` }] }),
  ]);
  expect(await collectBlobs(lab.db, blobs)).toBe(1);
  expect(await Promise.all([orphan, young, used, unused, spoken].map(there))).toEqual([
    false,
    true,
    true,
    true,
    true,
  ]);
  // A week after it was finished nobody has made anything of it: its row goes, then its bytes.
  await lab.database.owner.query(
    `UPDATE upload SET created_at = now() - interval '8 days' WHERE sha256 = $1`,
    [unused],
  );
  await forgetOld(lab.db);
  expect(await collectBlobs(lab.db, blobs)).toBe(1);
  expect([await there(unused), await there(used)]).toEqual([false, true]);
});

it('leaves alone what has just been put again', async () => {
  const again = await put('put again');
  await blobs.put(Buffer.from('put again'));
  expect(await collectBlobs(lab.db, blobs)).toBe(0);
  expect(await there(again)).toBe(true);
});
