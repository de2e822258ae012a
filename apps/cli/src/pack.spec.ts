import { mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bundleParts, openArtifact } from './pack.js';

let room: string;
beforeEach(async () => {
  room = await mkdtemp(join(tmpdir(), 'cli-pack-'));
});
afterEach(() => rm(room, { recursive: true, force: true }));

const manifest = { schema: 'scenario-lab/1', runtime: 'node', mode: 'batch', command: ['node', 'main.mjs'] };

async function folderOf(name: string, files: [string, string][]): Promise<string> {
  const folder = join(room, name, 'algorithm');
  for (const [file, text] of files) {
    await mkdir(join(folder, file, '..'), { recursive: true });
    await writeFile(join(folder, file), text);
  }
  return folder;
}
const files: [string, string][] = [
  ['scenario-lab.json', JSON.stringify(manifest)],
  ['main.mjs', 'console.log(1)\n'],
  ['lib/b.mjs', 'b'],
  ['lib/a.mjs', 'a'],
];
async function digestOf(folder: string): Promise<string> {
  const packed = await mkdtemp(join(room, 'packed-'));
  return (await openArtifact(folder, packed)).sha256;
}

test('the same files give the same bytes, whatever their order and times', async () => {
  const one = await folderOf('one', files);
  const other = await folderOf('other', [...files].reverse());
  await utimes(join(other, 'main.mjs'), 1_000_000_000, 1_000_000_000);
  expect(await digestOf(one)).toBe(await digestOf(other));
  await writeFile(join(other, 'lib/a.mjs'), 'A');
  expect(await digestOf(one)).not.toBe(await digestOf(other));
});

test('what is no part of the program changes nothing', async () => {
  const clean = await folderOf('clean', files);
  const full = await folderOf('full', [
    ...files,
    ['.git/HEAD', 'ref'],
    ['node_modules/x/index.js', 'x'],
    ['lib/__pycache__/m.pyc', 'c'],
    ['sample/pump/truth.csv', 'id,truth\n'],
    ['scenario-lab.card.json', '{"schema":"scenario-lab/card/1"}'],
  ]);
  expect(await digestOf(full)).toBe(await digestOf(clean));
  const names = (await bundleParts(full)).map(({ name }) => name);
  expect(names).toEqual(['lib/a.mjs', 'lib/b.mjs', 'main.mjs', 'scenario-lab.json']);
  // Only the kit's own folder on top is left out.
  await mkdir(join(full, 'lib/sample'));
  await writeFile(join(full, 'lib/sample/x.json'), '{}');
  expect((await bundleParts(full)).map(({ name }) => name)).toContain('lib/sample/x.json');
});

test('a link is named, not followed', async () => {
  const folder = await folderOf('linked', files);
  await symlink('/etc/passwd', join(folder, 'lib/secrets'));
  await expect(bundleParts(folder)).rejects.toMatchObject({
    key: 'check.bad',
    lines: [expect.stringContaining('lib/secrets')],
  });
});

test('a card is read beside the program and every fault in it is named', async () => {
  const folder = await folderOf('card', [
    ...files,
    [
      'scenario-lab.card.json',
      JSON.stringify({ schema: 'scenario-lab/card/1', inputs: [{ column: 'level', type: 'number' }] }),
    ],
  ]);
  const packed = await mkdtemp(join(room, 'packed-'));
  const { card } = await openArtifact(folder, packed);
  expect(card).toEqual({
    task: null,
    inputs: [{ column: 'level', type: 'number', required: true }],
    onnx: null,
  });
  const wrong = { schema: 'card', inputs: [{ column: 'level', type: 'colour' }], colour: 1 };
  await writeFile(join(folder, 'scenario-lab.card.json'), JSON.stringify(wrong));
  await expect(openArtifact(folder, packed)).rejects.toMatchObject({
    key: 'card.bad',
    lines: [
      expect.stringContaining('colour'),
      expect.stringContaining('schema'),
      expect.stringContaining('inputs.0.type'),
    ],
  });
});
