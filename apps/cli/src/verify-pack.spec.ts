import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { foreignLab, packFiles } from '@scenario-lab/contracts/packs/testing/sample-pack';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runHere } from './testing/streams.js';

const lab = foreignLab();
let room: string;
beforeAll(async () => {
  room = await mkdtemp(join(tmpdir(), 'cli-pack-'));
});
afterAll(() => rm(room, { recursive: true, force: true }));
const verifying = async (bytes: Uint8Array, key = lab.publicKey, ...more: string[]) => {
  const file = join(room, 'pack.zip');
  await writeFile(file, bytes);
  return runHere(['verify', file, '--key', key, ...more]);
};

test('a pack verifies offline, and what is in it is told', async () => {
  const { code, out } = await verifying(lab.pack(packFiles()));
  expect(code).toBe(0);
  for (const said of [lab.keyId, 'Lab of the first city', 'Gauge Works', 'need.json', 'not confirmed'])
    expect(out).toContain(said);
  const json = await verifying(lab.pack(packFiles()), lab.publicKey, '--json');
  expect(JSON.parse(json.out)).toMatchObject({ ok: true, keyId: lab.keyId, report: 'not_an_envelope' });
});

test('a changed or foreign one does not, and says why and where', async () => {
  const files = packFiles();
  const other = await verifying(lab.pack(files), foreignLab(9).publicKey);
  expect([other.code, other.out]).toEqual([
    1,
    expect.stringContaining('not signed by a key that is trusted'),
  ]);
  const more = [...files, { name: 'setup.exe', bytes: new Uint8Array([1]) }];
  const { code, out } = await verifying(lab.pack(more), lab.publicKey, '--json');
  expect(code).toBe(1);
  expect(JSON.parse(out)).toEqual({ ok: false, code: 'file_extra', place: 'setup.exe' });
  const cut = await verifying(lab.pack(files).subarray(0, 200));
  expect(cut.out).toContain('cut short');
});
