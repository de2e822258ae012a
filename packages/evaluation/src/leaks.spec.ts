import { describe, expect, it } from 'vitest';
import { correlation, determiningColumns } from './leaks.js';

const target = Array.from({ length: 200 }, (_, row) => (row % 3 === 0 ? 'yes' : 'no'));
const numbers = Float64Array.from(target, (_, row) => 1e9 + row * 1.5);
const suspect = (cells: string[], values: Float64Array | null = null) => ({
  name: 'x',
  cells,
  numbers: values,
});
const found = (cells: string[], values: Float64Array | null = null, of: Float64Array | null = null) =>
  determiningColumns([suspect(cells, values)], target, of).map(({ code, place }) => `${code} @ ${place}`);
const leak = ['column_determines_target @ x'];

describe('determiningColumns', () => {
  it('finds the target under other names', () => {
    expect(found(target)).toEqual(leak);
    expect(found(target.map((cell) => (cell === 'yes' ? '1' : '0')))).toEqual(leak);
    expect(found(target.map((cell, row) => `${cell}-${row % 20}`))).toEqual(leak);
    expect(found(target.map((cell, row) => (row % 4 === 0 ? '' : cell)))).toEqual(leak);
  });
  it('lets pass what says little or is honest', () => {
    expect(found(target.map((_, row) => `text ${row}`))).toEqual([]);
    expect(found(target.map((cell, row) => (row === 77 ? 'yes' : cell)))).toEqual([]);
    expect(found(target.map((_, row) => String(row % 7)))).toEqual([]);
    expect(found(target.map(() => 'same'))).toEqual([]);
    expect(found(target.map((cell, row) => (row < 60 ? cell : '')))).toEqual([]);
  });
  it('finds a perfect line, also a falling one and far from 0', () => {
    const unique = target.map((_, row) => String(row));
    expect(
      found(
        unique,
        numbers.map((value) => -3 * value + 7),
        numbers,
      ),
    ).toEqual(leak);
    const noisy = numbers.map((value, row) => value + (row % 2) * 0.1);
    expect(found(unique, noisy, numbers)).toEqual([]);
  });
});

describe('correlation', () => {
  it('agrees with the textbook formula and skips missing values', () => {
    const x = Float64Array.from({ length: 60 }, (_, at) => (at === 5 ? Number.NaN : Math.sin(at)));
    const y = Float64Array.from({ length: 60 }, (_, at) =>
      at === 9 ? Number.NaN : Math.cos(at * 1.3) + at / 50,
    );
    const pairs = [...x]
      .map((value, at) => [value, y[at]!] as const)
      .filter(([a, b]) => !Number.isNaN(a + b));
    const mean = (pick: 0 | 1) => pairs.reduce((sum, pair) => sum + pair[pick], 0) / pairs.length;
    const [mx, my] = [mean(0), mean(1)];
    const sum = (f: (a: number, b: number) => number) =>
      pairs.reduce((all, [a, b]) => all + f(a - mx, b - my), 0);
    const expected = sum((a, b) => a * b) / Math.sqrt(sum((a) => a * a) * sum((_, b) => b * b));
    expect(correlation(x, y)).toBeCloseTo(expected, 12);
    expect(correlation(new Float64Array(20), y.subarray(0, 20))).toBe(0);
  });
});
