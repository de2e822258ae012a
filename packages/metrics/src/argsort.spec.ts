import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { argsort } from './argsort.js';
import { radixArgsort } from './radix-argsort.js';
import { randomFrom } from './random.js';

function reference(values: Float64Array): number[] {
  return Array.from(values, (_, i) => i).sort((a, b) => values[a]! - values[b]! || a - b);
}

function expectSorted(values: Float64Array): void {
  const expected = reference(values);
  for (const sorted of [argsort(values), radixArgsort(values)]) {
    expect([sorted.order.length, sorted.values.length]).toEqual([values.length, values.length]);
    const wrong = expected.findIndex(
      (row, i) => sorted.order[i] !== row || !Object.is(sorted.values[i], values[row]),
    );
    expect(wrong).toBe(-1);
  }
}

describe('argsort', () => {
  const random = randomFrom(3n);
  const shapes: Record<string, () => number> = {
    even: () => random.unit(),
    'few distinct': () => random.below(7) / 7,
    'one value': () => 0.25,
    'both signs of zero': () => [0, -0, 1, -1][random.below(4)]!,
    'crowded at zero': () => random.unit() ** 40,
    'same high word': () => 1 + random.unit() * 2 ** -30,
    'negative and huge': () => (random.unit() - 0.5) * 10 ** (random.below(600) - 300),
    'extremes of the range': () =>
      [Number.MAX_VALUE, -Number.MAX_VALUE, Number.MIN_VALUE, 0][random.below(4)]!,
    'crowd inside an even spread': () => (random.below(4) ? random.unit() : 0.5 + random.unit() * 1e-9),
  };
  for (const [name, draw] of Object.entries(shapes)) {
    for (const n of [1, 255, 256, 3000, 40_000]) {
      it(`${name}, ${n}`, () => expectSorted(Float64Array.from({ length: n }, draw)));
    }
  }

  it('any finite doubles', () => {
    const doubles = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), {
      minLength: 256,
      maxLength: 400,
    });
    fc.assert(
      fc.property(doubles, (values) => expectSorted(Float64Array.from(values))),
      { numRuns: 60 },
    );
  });
});
