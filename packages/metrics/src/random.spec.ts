import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { binomial } from './binomial.js';
import { randomFrom, splitMix64, streamSeed, xoshiro128 } from './random.js';
import { drawCells, drawWeights } from './resample.js';

/** Pearson's statistic and its degrees of freedom, cells with under 10 expected draws pooled. */
function chiSquare(observed: Map<number, number>, probability: Map<number, number>, draws: number) {
  let statistic = 0;
  let cells = 0;
  let pooledExpected = draws;
  let pooledObserved = draws;
  for (const [k, p] of probability) {
    if (p * draws < 10) continue;
    const seen = observed.get(k) ?? 0;
    statistic += (seen - p * draws) ** 2 / (p * draws);
    pooledExpected -= p * draws;
    pooledObserved -= seen;
    cells++;
  }
  if (pooledExpected > 10) statistic += (pooledObserved - pooledExpected) ** 2 / pooledExpected;
  return { statistic, freedom: cells };
}

/** Binomial probabilities within 8 standard deviations, by the ratio of neighbours, normalised. */
function binomialMass(n: number, p: number): Map<number, number> {
  const mode = Math.floor((n + 1) * p);
  const spread = Math.ceil(8 * Math.sqrt(n * p * (1 - p)) + 8);
  const mass = new Map([[mode, 1]]);
  for (let k = mode, m = 1; k < Math.min(n, mode + spread); k++) {
    m *= ((n - k) / (k + 1)) * (p / (1 - p));
    mass.set(k + 1, m);
  }
  for (let k = mode, m = 1; k > Math.max(0, mode - spread); k--) {
    m *= (k / (n - k + 1)) * ((1 - p) / p);
    mass.set(k - 1, m);
  }
  let sum = 0;
  for (const m of mass.values()) sum += m;
  for (const [k, m] of mass) mass.set(k, m / sum);
  return mass;
}

describe('xoshiro128**', () => {
  it('gives the published words from state 1, 2, 3, 4', () => {
    const random = xoshiro128([1, 2, 3, 4]);
    expect(Array.from({ length: 10 }, () => random.uint32())).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ]);
  });

  it('agrees with an independent implementation in big integers', () => {
    const text = readFileSync(new URL('../golden/intervals.json', import.meta.url), 'utf8');
    const { xoshiro } = JSON.parse(text) as {
      xoshiro: { state: [number, number, number, number]; words: number[] };
    };
    const random = xoshiro128(xoshiro.state);
    expect(xoshiro.words.map(() => random.uint32())).toEqual(xoshiro.words);
  });

  it('refuses the state it could never leave', () => {
    expect(() => xoshiro128([0, 0, 0, 0])).toThrow(RangeError);
  });
});

describe('seeds', () => {
  it('SplitMix64 gives the published words from 1234567', () => {
    const words: bigint[] = [];
    for (let state = 1234567n; words.length < 5; ) {
      const step = splitMix64(state);
      words.push(step.output);
      state = step.state;
    }
    expect(words).toEqual([
      6457827717110365317n,
      3203168211198807973n,
      9817491932198370423n,
      4593380528125082431n,
      16408922859458223821n,
    ]);
  });

  it('differ by name and by number', () => {
    expect(new Set([streamSeed(1n, 'a'), streamSeed(1n, 'b'), streamSeed(2n, 'a')]).size).toBe(3);
  });
});

describe('uniform integers', () => {
  for (const bound of [3, 10, 1000, 4096]) {
    it(`below ${bound} are evenly spread, drawn singly or tallied`, () => {
      const random = randomFrom(BigInt(bound));
      const draws = bound * 100;
      const single = new Map<number, number>();
      for (let i = 0; i < draws; i++) {
        const value = random.below(bound);
        single.set(value, (single.get(value) ?? 0) + 1);
      }
      const tallied = new Uint32Array(bound + 2);
      random.tally(tallied, 1, bound, draws);
      expect([tallied[0], tallied[bound + 1]]).toEqual([0, 0]);
      const even = new Map(Array.from({ length: bound }, (_, k) => [k, 1 / bound]));
      const many = new Map(Array.from({ length: bound }, (_, k) => [k, tallied[k + 1]!]));
      for (const observed of [single, many]) {
        const { statistic, freedom } = chiSquare(observed, even, draws);
        expect(Math.abs(statistic - freedom)).toBeLessThan(4.5 * Math.sqrt(2 * freedom) + 5);
      }
    });
  }

  it('reject words that would favour small values', () => {
    // 3 · 2^19 does not divide 2^32, so the lower part of some words must be refused.
    const bound = 3 * 2 ** 19;
    const random = xoshiro128([1, 2, 3, 4]);
    // The second word is 0, in the refused zone; the third gives 5927040 · bound / 2^32.
    expect(random.below(bound)).toBe(Math.floor((11520 * bound) / 2 ** 32));
    expect(random.below(bound)).toBe(Math.floor((5927040 * bound) / 2 ** 32));
    const counts = new Uint32Array(bound);
    xoshiro128([1, 2, 3, 4]).tally(counts, 0, bound, 2);
    expect(counts[Math.floor((5927040 * bound) / 2 ** 32)]).toBe(1);
    expect(counts[0]).toBe(0);
  });
});

describe('binomial draws', () => {
  const cases: [number, number][] = [
    [1, 0.3],
    [20, 0.5],
    [50, 0.3],
    [1000, 0.2],
    [1000, 0.97],
    [1_000_000, 3e-6],
    [1_000_000, 1.2e-5],
    [1_000_000, 0.004],
    [1_000_000, 0.37],
  ];
  for (const [n, p] of cases) {
    it(`follow Binomial(${n}, ${p})`, () => {
      const random = randomFrom(BigInt(n) * 1000n + BigInt(Math.round(p * 1e6)));
      const draws = 100_000;
      const seen = new Map<number, number>();
      let sum = 0;
      for (let i = 0; i < draws; i++) {
        const k = binomial(random, n, p);
        sum += k;
        seen.set(k, (seen.get(k) ?? 0) + 1);
      }
      const { statistic, freedom } = chiSquare(seen, binomialMass(n, p), draws);
      expect(freedom).toBeGreaterThan(1);
      expect(statistic).toBeLessThan(freedom + 4 * Math.sqrt(2 * freedom) + 4);
      const error = Math.sqrt((n * p * (1 - p)) / draws);
      expect(Math.abs(sum / draws - n * p)).toBeLessThan(4 * error);
    });
  }
});

describe('resamples', () => {
  it('take as many units as there are, each once on average, with multinomial spread', () => {
    const units = 10_000;
    const random = randomFrom(5n);
    const weights = new Uint32Array(units);
    let blockSum = 0;
    let blockSquares = 0;
    const seen = new Map<number, number>();
    for (let b = 0; b < 400; b++) {
      drawWeights(random, weights);
      let total = 0;
      let block = 0;
      weights.forEach((weight, u) => {
        total += weight;
        if (u < 4096) block += weight;
        seen.set(weight, (seen.get(weight) ?? 0) + 1);
      });
      expect(total).toBe(units);
      blockSum += block;
      blockSquares += block * block;
    }
    const share = 4096 / units;
    const variance = blockSquares / 400 - (blockSum / 400) ** 2;
    expect(Math.abs(blockSum / 400 - 4096)).toBeLessThan(4 * Math.sqrt((units * share * (1 - share)) / 400));
    expect(variance / (units * share * (1 - share))).toBeGreaterThan(0.72);
    expect(variance / (units * share * (1 - share))).toBeLessThan(1.28);
    for (const [k, p] of binomialMass(units, 1 / units)) {
      const expected = p * units * 400;
      if (expected > 100)
        expect(Math.abs((seen.get(k) ?? 0) - expected)).toBeLessThan(5 * Math.sqrt(expected));
    }
  });

  it('of cells keep the total and the shares', () => {
    const counts = Float64Array.of(700, 1, 0, 299);
    const random = randomFrom(9n);
    const drawn = new Float64Array(4);
    const sums = new Float64Array(4);
    for (let b = 0; b < 4000; b++) {
      drawCells(random, counts, drawn);
      expect(drawn[0]! + drawn[1]! + drawn[2]! + drawn[3]!).toBe(1000);
      drawn.forEach((value, c) => {
        sums[c]! += value;
      });
    }
    counts.forEach((count, c) => {
      const error = Math.sqrt((count * (1 - count / 1000)) / 4000);
      expect(Math.abs(sums[c]! / 4000 - count)).toBeLessThanOrEqual(4 * error);
    });
  });
});
