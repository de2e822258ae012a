import { chmod, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inspectArtifact } from '../algorithms/inspect-artifact.js';
import { type Lab, openLab, soundSandbox } from '../lifecycle/lab.js';
import { executeRun } from '../runs/execute-run.js';
import { sitExam } from '../runs/sit-exam.js';
import { fetchBlob } from './fetch.js';

let lab: Lab;
beforeAll(async () => {
  lab = await openLab();
});
afterAll(() => lab.close());

const rows = async (sql: string, values: unknown[] = []) =>
  (await lab.database.owner.query(sql, values)).rows;

/** A blob of which one byte has changed on the disk. */
async function damaged(text: string): Promise<string> {
  const { blobs } = await lab.executeDesk();
  const { sha256 } = await blobs.put(Buffer.from(text));
  const path = blobs.path!(sha256);
  await chmod(path, 0o600);
  await writeFile(path, text.replace('1', '2'));
  return sha256;
}

it('keeps nothing of a blob whose bytes are not those of its digest', async () => {
  const { blobs } = await lab.executeDesk();
  const sha256 = await damaged('one byte 1');
  const to = join(lab.folder, 'fetched');
  await expect(fetchBlob(blobs, sha256, to)).rejects.toThrow(`Blob ${sha256} is damaged`);
  expect(await readdir(lab.folder)).not.toContain('fetched');
  const { sha256: sound } = await blobs.put(Buffer.from('sound'));
  expect(await readFile(await fetchBlob(blobs, sound, to), 'utf8')).toBe('sound');
});

it('calls a damaged pack the lab’s fault and names it: no look, no credit', async () => {
  const sha256 = await damaged('a pack 1');
  await rows('UPDATE pack SET sha256 = $1', [sha256]);
  const run = await lab.submit();
  const desk = await lab.executeDesk();
  const exam = sitExam({ sandbox: soundSandbox, blobs: desk.blobs, workDir: join(lab.folder, 'work') });
  for (let time = 1; time <= 3; time += 1) await executeRun({ ...desk, exam });
  const { status, platform_fault: fault, held } = await lab.run(run);
  expect({ status, held }).toEqual({ status: 'platform_fault', held: 0 });
  expect(String(fault)).toContain(`Blob ${sha256} is damaged`);
  expect(await rows('SELECT charged FROM look WHERE run_id = $1', [run])).toEqual([{ charged: false }]);
});

it('blames no artifact for a byte that changed on the lab’s disk', async () => {
  const sha256 = await damaged('an artifact 1');
  const [{ id }] = await rows(
    `UPDATE algorithm_version SET status = 'inspecting', sha256 = $1 WHERE id = (SELECT id FROM algorithm_version LIMIT 1) RETURNING id`,
    [sha256],
  );
  const desk = await lab.executeDesk();
  for (let time = 1; time <= 5; time += 1)
    await expect(inspectArtifact(desk, { thingId: id })).rejects.toThrow(sha256);
  const [version] = await rows('SELECT status, inspection FROM algorithm_version WHERE id = $1', [id]);
  expect(version).toMatchObject({ status: 'refused', inspection: { problems: [{ code: 'lab_failed' }] } });
});
