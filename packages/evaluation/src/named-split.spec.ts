import { describe, expect, it } from 'vitest';
import { sealBenchmark } from './seal.js';
import { entry, type Made, machinePlan, machines, requestFor } from './testing/data.js';
import { temporary } from './testing/places.js';
import { readTruth } from './truth.js';
import type { Sealed, SealRequest } from './types.js';

const work = await temporary();
const words = ['样例', 'train', 'Test', '隐藏 ', ''];
const named = { by: 'named' as const, column: 'part', sample: 0.1, validation: 0.3, hidden: 0.6 };

function withParts(part: (row: number) => string): Made {
  const made = machines();
  return {
    columns: [...made.columns, entry('part', { type: 'string' })],
    records: made.records.map((record, at) => [...record, at === 0 ? 'part' : part(at - 1)]),
  };
}
const seal = async (made: Made, more: Partial<SealRequest> = {}) =>
  sealBenchmark(await requestFor(work, made, { plan: machinePlan(), split: named, ...more }));
const codesOf = (result: Awaited<ReturnType<typeof seal>>) =>
  (result.sealed ? result.warnings : result.problems).map(({ code, place }) => `${code} @ ${place}`);
async function rowsOf(result: Sealed, split: string): Promise<number[]> {
  const truth = await readTruth(result.truths.find((one) => one.split === split)!.file);
  return [...truth.rows].sort((a, b) => a - b);
}

describe('a test set of the department’s own', () => {
  it('is hidden row by row as its column says, in either language', async () => {
    const made = withParts((row) => words[row % words.length]!);
    const result = (await seal(made)) as Sealed;
    const rows = (...places: number[]) =>
      Array.from({ length: 1_200 }, (_, at) => at + 1).filter((row) => places.includes((row - 1) % 5));
    expect(await rowsOf(result, 'hidden')).toEqual(rows(2, 3));
    expect(await rowsOf(result, 'validation')).toEqual(rows(1));
    expect(await rowsOf(result, 'sample')).toEqual(rows(0));
  });

  it('never takes in a row that was given out before, whatever it is called now', async () => {
    const before = (await seal(
      withParts((row) => (row < 60 ? 'sample' : row < 600 ? 'train' : 'test')),
    )) as Sealed;
    const exposed = new Set(before.sampleKeys);
    const now = (await seal(
      withParts((row) => (row < 40 || row >= 600 ? 'test' : 'train')),
      { exposed },
    )) as Sealed;
    expect(codesOf(now)).toContain('exposed_dropped @ hidden');
    expect((await rowsOf(now, 'hidden')).filter((row) => row <= 60)).toEqual([]);
    const most = await seal(
      withParts((row) => (row < 60 || row >= 1_000 ? 'test' : 'train')),
      { exposed },
    );
    expect(codesOf(most)).toContain('hidden_not_whole @ hidden');
  });

  it('refuses a word it does not know, and its column among the features', async () => {
    expect(codesOf(await seal(withParts((row) => (row === 7 ? 'maybe' : words[row % 5]!))))).toEqual([
      'split_word_unknown @ row 8',
    ]);
    const plan = machinePlan({ features: ['load', 'part'] });
    expect(
      codesOf(
        await seal(
          withParts((row) => words[row % 5]!),
          { plan },
        ),
      ),
    ).toEqual(['split_column_given @ part']);
  });
});
