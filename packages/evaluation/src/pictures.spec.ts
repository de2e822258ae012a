import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
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
