import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { caseDir, materialise, readTask } from './pack.js';
import { sealBenchmark } from './seal.js';
import { entry, machinePlan, requestFor } from './testing/data.js';
import { temporary } from './testing/places.js';
import { readTruth } from './truth.js';

const work = await temporary();

it('hands pictures out under the ids of their rows, never under names that tell', async () => {
  const filesDir = join(work, 'files');
  await mkdir(filesDir);
  const records = [['picture', 'lens', 'digit']];
  for (let row = 0; row < 300; row += 1) {
    const digit = String(row % 3);
    const name = `digit-${digit}-${row}.PNG`;
    await writeFile(join(filesDir, name), `picture ${row}`);
    records.push([row % 2 === 0 ? name : `files/${name}`, `L${row % 30}`, digit]);
  }
  const columns = [
    entry('picture', { type: 'image' }),
    entry('lens', { type: 'string', role: 'group' }),
    entry('digit', { type: 'string', role: 'target', knownAt: 'never' }),
  ];
  const plan = machinePlan({
    task: 'multiclass',
    target: 'digit',
    positive: null,
    features: ['picture'],
    slices: [],
    metrics: ['accuracy'],
    criteria: [],
    resamplingUnit: { kind: 'group', column: 'lens' },
  });
  const sealed = await sealBenchmark(await requestFor(work, { records, columns }, { plan, filesDir }));
  if (!sealed.sealed) throw new Error(JSON.stringify(sealed.problems));
  const pack = sealed.packs.find(({ split }) => split === 'hidden')!;
  expect((await readFile(pack.file, 'latin1')).includes('digit-')).toBe(false);
  const dir = caseDir(await materialise(pack.file, pack.digest, work), '0000');
  const task = await readTask(join(dir, '../..'));
  expect([task.files, task.output.columns]).toEqual([
    'files',
    ['id', 'prediction', 'score:0', 'score:1', 'score:2'],
  ]);
  const truth = await readTruth(sealed.truths.find(({ split }) => split === 'hidden')!.file);
  const lines = (await readFile(join(dir, 'inputs.csv'), 'utf8')).trimEnd().split('\n');
  expect(lines).toEqual(['id,picture', ...truth.ids.map((id) => `${id},${id}.png`)]);
  expect(await readdir(join(dir, 'files'))).toEqual(truth.ids.map((id) => `${id}.png`));
  for (const [at, id] of truth.ids.entries())
    expect(await readFile(join(dir, 'files', `${id}.png`), 'utf8')).toBe(`picture ${truth.rows[at]! - 1}`);
});

it('makes pictures of noise for a synthetic twin, in the shape of the open ones', async () => {
  const filesDir = join(work, 'png');
  await mkdir(filesDir);
  // Signature and IHDR of a grey picture of 9 × 7; no more of it is ever looked at.
  const head = Buffer.from('89504e470d0a1a0a0000000d4948445200000009000000070800000000', 'hex');
  const records = [['picture', 'digit']];
  for (let row = 0; row < 300; row += 1) {
    await writeFile(join(filesDir, `${row}.png`), Buffer.concat([head, Buffer.from(`CRC4picture ${row}`)]));
    records.push([`${row}.png`, String(row % 3)]);
  }
  const columns = [
    entry('picture', { type: 'image' }),
    entry('digit', { type: 'string', role: 'target', knownAt: 'never' }),
  ];
  const plan = machinePlan({
    task: 'multiclass',
    target: 'digit',
    positive: null,
    features: ['picture'],
    slices: [],
    metrics: ['accuracy'],
    criteria: [],
    resamplingUnit: { kind: 'row' },
  });
  const request = await requestFor(work, { records, columns }, { plan, filesDir, twin: true });
  const sealed = await sealBenchmark(request);
  if (!sealed.sealed) throw new Error(JSON.stringify(sealed.problems));
  const pack = sealed.packs.find(({ split }) => split === 'sample')!;
  const dir = caseDir(await materialise(pack.file, pack.digest, work), '0000');
  const names = await readdir(join(dir, 'files'));
  expect(names).toHaveLength(pack.rows);
  for (const name of names) {
    const bytes = await readFile(join(dir, 'files', name));
    expect(bytes.includes('picture')).toBe(false);
    const lines = inflateSync(bytes.subarray(41, bytes.length - 16));
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20), lines.length]).toEqual([9, 7, 7 * 10]);
  }
});
