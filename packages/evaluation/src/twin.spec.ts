import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { shortKey } from './open-rows.js';
import { caseDir, materialise, readIndex, readTask } from './pack.js';
import { sealBenchmark } from './seal.js';
import {
  byDay,
  changed,
  type Made,
  machinePlan,
  machines,
  requestFor,
  riverPlan,
  rivers,
} from './testing/data.js';
import { temporary } from './testing/places.js';
import { readTruth } from './truth.js';
import { openSample, scoreSample } from './try.js';
import type { Sealed, SealRequest } from './types.js';

const work = await temporary();
const sealed = async (made: Made, more: Pick<SealRequest, 'plan'> & Partial<SealRequest>) => {
  const result = await sealBenchmark(await requestFor(work, made, { twin: true, ...more }));
  if (!result.sealed) throw new Error(JSON.stringify(result.problems));
  return result;
};
const records = async (file: string) =>
  (await readFile(file, 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
async function twinDir(result: Sealed): Promise<string> {
  const pack = result.packs.find(({ split }) => split === 'sample')!;
  return materialise(pack.file, pack.digest, join(work, 'packs'));
}
const truthRows = async (result: Sealed, split: string) =>
  new Set((await readTruth(result.truths.find((truth) => truth.split === split)!.file)).rows);

describe('the twin of rows', async () => {
  const made = machines();
  const plain = await sealed(made, { plan: machinePlan(), twin: false });
  const hidden = await truthRows(plain, 'hidden');
  // A row's own key follows from its cells; drawn by the entity, hidden rows stay hidden when their cells change.
  const byKey = { by: 'hash', column: 'key', sample: 0.1, validation: 0.3, hidden: 0.6 } as const;
  const kept = await sealed(made, { plan: machinePlan(), split: byKey, twin: false });
  const hiddenByKey = await truthRows(kept, 'hidden');
  // As a value, as an extreme and as a slice, of hidden rows alone.
  const secret = ['district', 'load'].reduce(
    (own, name) =>
      changed(own, name, (old, row) =>
        hiddenByKey.has(row + 1) ? (name === 'load' ? '867530.9' : 'SENTINEL') : old,
      ),
    made,
  );
  const result = await sealed(secret, { plan: machinePlan(), split: byKey });
  const dir = await twinDir(result);

  it('is marked, looks like the data and is scored like a sample', async () => {
    const sample = await openSample(result.sampleZip!, work);
    expect(sample.task.synthetic).toEqual({ ...result.twin!, notice: expect.stringContaining('合成样本') });
    expect(result.task.synthetic).toBeUndefined();
    expect(await readTask(dir)).toEqual(sample.task);
    const [header, ...rows] = await records(join(caseDir(dir, '0000'), 'inputs.csv'));
    expect(header).toEqual(['id', 'load', 'heat']);
    expect(rows.length).toBe(sample.truth.ids.length);
    const loads = rows.map(([, load]) => Number(load));
    expect(Math.min(...loads)).toBeGreaterThan(0);
    expect(Math.max(...loads)).toBeLessThan(10);
    expect(new Set(sample.truth.labels)).toEqual(new Set(['sound', 'faulty']));
    expect(new Set(sample.truth.slices.district)).toEqual(new Set(['north', 'south', 'west']));
    const file = join(work, 'twin-predictions.csv');
    await writeFile(
      file,
      `id,prediction,score\n${sample.truth.ids.map((id) => `${id},faulty,0.9`).join('\n')}\n`,
    );
    const scored = await scoreSample(sample, file);
    expect(scored.ok && scored.result.figures.find(({ metric }) => metric === 'recall')?.value).toBe(1);
  });

  it('holds no row of the data and nothing that only hidden rows hold', async () => {
    const zip = (await readFile(result.sampleZip!)).toString('latin1');
    const pack = (await readFile(result.packs[0]!.file)).toString('latin1');
    const open = await readFile(result.openTable!.file, 'utf8');
    for (const text of [zip, pack, open]) {
      expect(text).not.toContain('SENTINEL');
      expect(text).not.toContain('867530.9');
    }
    const real = new Set(secret.records.map((record) => `${record[4]},${record[5]}`));
    const [, ...rows] = await records(join(caseDir(dir, '0000'), 'inputs.csv'));
    expect(rows.filter(([, load, heat]) => real.has(`${load},${heat}`))).toEqual([]);
    expect(result.sampleKeys).toEqual([]);
  });

  it('is drawn the same again, and otherwise with another seed', async () => {
    const again = await sealed(secret, { plan: machinePlan(), split: byKey });
    expect(again.packs[0]!.digest).toBe(result.packs[0]!.digest);
    expect(again.twin).toEqual(result.twin);
    const other = await sealed(secret, {
      plan: machinePlan(),
      split: byKey,
      secretSeed: 'another secret seed',
    });
    expect(other.packs[0]!.digest).not.toBe(result.packs[0]!.digest);
    // The open rows are the data set's own: their profile need not be made anew.
    expect(await readFile(other.openTable!.file)).toEqual(await readFile(result.openTable!.file));
  });

  it('leaves the exam itself as it is with a real sample', async () => {
    const real = await sealed(secret, { plan: machinePlan(), split: byKey, twin: false });
    const digests = (one: Sealed) =>
      [...one.packs, ...one.truths].filter(({ split }) => split !== 'sample').map(({ digest }) => digest);
    expect(digests(result)).toEqual(digests(real));
    expect([result.hiddenDigest, result.baseline]).toEqual([real.hiddenDigest, real.baseline]);
    expect(real.sampleKeys.length).toBeGreaterThan(50);
  });

  it('tells of open rows column by column, and of none that was ever hidden', async () => {
    const [header, ...rows] = await records(result.openTable!.file);
    const open = secret.records.slice(1).filter((_, row) => !hiddenByKey.has(row + 1));
    expect(rows.length).toBe(open.length);
    for (const at of header!.keys())
      expect(rows.map((row) => row[at]!).sort()).toEqual(open.map((row) => row[at]!).sort());
    const whole = new Set(open.map((row) => row.join(',')));
    expect(rows.filter((row) => whole.has(row.join(','))).length).toBeLessThan(5);
    const fewer = await sealed(made, {
      plan: machinePlan(),
      hidden: new Set([...kept.hiddenKeys, ...plain.hiddenKeys]),
      twin: false,
    });
    const shown = (await records(fewer.openTable!.file)).length - 1;
    const never = made.records.slice(1).filter((_, row) => !hidden.has(row + 1) && !hiddenByKey.has(row + 1));
    expect(shown).toBe(never.length);
    expect(kept.hiddenKeys.every((key) => key === shortKey(key))).toBe(true);
  });
});

describe('the twin of series', async () => {
  const result = await sealed(rivers(), { plan: riverPlan(), split: byDay });
  const dir = await twinDir(result);

  it('has origins with histories on the grid, and scores', async () => {
    const sample = await openSample(result.sampleZip!, work);
    const { cases } = await readIndex(dir);
    expect(cases).toHaveLength(3);
    const [header, ...past] = await records(join(caseDir(dir, '0000'), 'history.csv'));
    expect(header).toEqual(['day', 'river', 'forecast', 'wind', 'level']);
    expect(new Set(past.map(([, river]) => river))).toEqual(new Set(['east', 'west']));
    const days = [...new Set(past.map(([day]) => day!))];
    expect(days).toHaveLength(14);
    expect(Date.parse(days[1]!) - Date.parse(days[0]!)).toBe(86_400_000);
    const real = new Set(rivers().records.map((record) => record[4]));
    expect(past.filter(([, , , , level]) => real.has(level!))).toEqual([]);
    expect(sample.truth.ids).toHaveLength(3 * 5 * 2);
    expect(sample.truth.naive!.every(Number.isFinite)).toBe(true);
  });
});

it('draws from the schema alone where too few rows are open', async () => {
  const few = machines(200);
  const result = await sealed(few, {
    plan: machinePlan({ criteria: [] }),
    split: { by: 'hash', sample: 0, validation: 0.2, hidden: 0.8 },
  });
  expect(result.openTable).toBeNull();
  const [, ...rows] = await records(join(caseDir(await twinDir(result), '0000'), 'inputs.csv'));
  expect(rows).toHaveLength(100);
  expect(rows.every(([, load]) => Number(load) >= 0 && Number(load) <= 1)).toBe(true);
});
