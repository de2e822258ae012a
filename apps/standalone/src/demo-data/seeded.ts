import { steadyExp, steadyLog } from './steady-math.js';

export interface Dice {
  /** Uniform in [0, 1). */
  next(): number;
  between(low: number, high: number): number;
  /** Integer in [0, n). */
  below(n: number): number;
  /** Standard normal times spread, plus centre. */
  normal(centre: number, spread: number): number;
  /** Exponential with the given mean. */
  exponential(mean: number): number;
  poisson(mean: number): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
  weighted<T>(items: readonly (readonly [T, number])[]): T;
  shuffle<T>(items: readonly T[]): T[];
}

/** The sfc32 generator (C. Doty-Humphrey, PractRand), its state filled from the seed. */
function sfc32(seed: number): () => number {
  let a = seed >>> 0;
  let b = Math.imul(seed, 0x9e3779b9) >>> 0;
  let c = 0x243f6a88;
  let counter = 1;
  const step = () => {
    const t = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    return (t >>> 0) / 4294967296;
  };
  for (let i = 0; i < 16; i += 1) step();
  return step;
}

/** The same seed always gives the same throws, on every machine. */
export function makeDice(seed: number): Dice {
  const next = sfc32(seed);
  let spare: number | undefined;
  const standardNormal = () => {
    if (spare !== undefined) {
      const kept = spare;
      spare = undefined;
      return kept;
    }
    for (;;) {
      const u = 2 * next() - 1;
      const v = 2 * next() - 1;
      const s = u * u + v * v;
      if (s > 0 && s < 1) {
        const factor = Math.sqrt((-2 * steadyLog(s)) / s);
        spare = v * factor;
        return u * factor;
      }
    }
  };
  const dice: Dice = {
    next,
    between: (low, high) => low + (high - low) * next(),
    below: (n) => Math.floor(next() * n),
    normal: (centre, spread) => centre + spread * standardNormal(),
    exponential: (mean) => -mean * steadyLog(1 - next()),
    poisson: (mean) => {
      const limit = steadyExp(-mean);
      let count = 0;
      let product = next();
      while (product > limit) {
        count += 1;
        product *= next();
      }
      return count;
    },
    chance: (probability) => next() < probability,
    pick: (items) => {
      const item = items[Math.floor(next() * items.length)];
      if (item === undefined) throw new RangeError('nothing to pick from');
      return item;
    },
    weighted: (items) => {
      let left = next() * items.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [item, weight] of items) {
        left -= weight;
        if (left < 0) return item;
      }
      const last = items.at(-1);
      if (!last) throw new RangeError('nothing to pick from');
      return last[0];
    },
    shuffle: (items) => {
      const copy = [...items];
      for (let i = copy.length - 1; i > 0; i -= 1) {
        const j = Math.floor(next() * (i + 1));
        const held = copy[i]!;
        copy[i] = copy[j]!;
        copy[j] = held;
      }
      return copy;
    },
  };
  return dice;
}
