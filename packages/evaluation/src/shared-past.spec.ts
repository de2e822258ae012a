import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { caseDir, materialise, readIndex } from './pack.js';
import { sealBenchmark } from './seal.js';
import { unfoldPast, writeSharedPast } from './shared-past.js';
import { byDay, requestFor, riverPlan, rivers } from './testing/data.js';
import { temporary } from './testing/places.js';

const work = await temporary();
const folder = async (name: string, cases: readonly string[]) => {
  const dir = join(work, name);
  for (const one of cases) await mkdir(join(dir, 'cases', one), { recursive: true });
  return dir;
};
const cells = (row: number) => [String(row), row % 2 === 0 ? '水位，高' : 'a "quoted", cell'];

describe('the history of a rolling forecast', () => {
  it('is packed once: a pack stays near the size of its series, however many origins it has', async () => {
    const made = rivers(2_000);
    const forecast = { ...riverPlan().forecast!, every: 1 };
    const sealed = await sealBenchmark(
      await requestFor(work, made, { plan: riverPlan({ forecast }), split: byDay }),
    );
    if (!sealed.sealed) throw new Error(JSON.stringify(sealed.problems));
    const series = made.records.reduce((sum, record) => sum + record.join(',').length + 1, 0);
    const pack = sealed.packs.find(({ split }) => split === 'hidden')!;
    expect(pack.executions).toBeGreaterThan(700);
    const dir = await materialise(pack.file, pack.digest, join(work, 'packs'));
    const { cases, past } = await readIndex(dir);
    const unfolded = cases.map(async (name) => (await stat(join(caseDir(dir, name), 'history.csv'))).size);
    const total = (await Promise.all(unfolded)).reduce((sum, bytes) => sum + bytes, 0);
    expect(total).toBe(Object.values(past!).reduce((sum, bytes) => sum + bytes, 0));
    // Each case has a task and a few rows of its own, in blocks of a tar.
    const { size } = await stat(pack.file);
    expect(size - cases.length * 6_000).toBeLessThan(2 * series);
    expect(total).toBeGreaterThan(50 * series);
    await expect(stat(join(dir, 'history.csv'))).rejects.toThrow();
  });

  it('is what each case would have had of its own, to the byte, and nothing after it', async () => {
    const dir = await folder('own', ['0000', '0001', '0002']);
    const pasts = [[0, 1], [0, 1, 2, 3], []].map((rows, at) => ({ name: `000${at}`, rows }));
    const past = await writeSharedPast(dir, ['row', 'text'], pasts, cells);
    await unfoldPast(dir, past!, ['0000', '0001', '0002']);
    const read = (name: string) => readFile(join(dir, 'cases', name, 'history.csv'), 'utf8');
    expect(await read('0000')).toBe('row,text\n0,水位，高\n1,"a ""quoted"", cell"\n');
    expect(await read('0001')).toBe(`${await read('0000')}2,水位，高\n3,"a ""quoted"", cell"\n`);
    expect(await read('0002')).toBe('row,text\n');
  });

  it('stays with each case where one does not begin the longest', async () => {
    const pasts = [
      [0, 2],
      [0, 1, 2],
    ].map((rows, at) => ({ name: `000${at}`, rows }));
    expect(
      await writeSharedPast(await folder('apart', []), ['row', 'text'], pasts, cells).catch(String),
    ).toBeNull();
  });

  it.each([
    ['a case that is not there', { '0007': 3 }],
    ['more than the file holds', { '0000': 99 }],
  ])('is refused with %s', async (name, past) => {
    const dir = await folder(name.replaceAll(' ', '-'), ['0000']);
    await writeFile(join(dir, 'history.csv'), 'a\n1\n');
    await expect(unfoldPast(dir, past, ['0000'])).rejects.toThrow('does not fit');
  });
});
