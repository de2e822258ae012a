import { expect, it } from 'vitest';
import { discreteLaplace } from './noisy-count.js';

/** A generator of its own, so that what is drawn is the same each time (mulberry32). */
function drawer(seed: number) {
  let state = seed;
  return (n: number) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * n);
  };
}

it('draws noise whose likelihood falls by exp(−1/t) with each step, on both sides alike', () => {
  const draw = drawer(7);
  const [t, rounds] = [5, 200_000];
  const seen = new Map<number, number>();
  for (let at = 0; at < rounds; at += 1) {
    const noise = discreteLaplace(t, draw);
    seen.set(noise, (seen.get(noise) ?? 0) + 1);
  }
  const q = Math.exp(-1 / t);
  for (const x of [-10, -5, -1, 0, 1, 2, 5, 10]) {
    const expected = ((1 - q) / (1 + q)) * q ** Math.abs(x) * rounds;
    const deviation = Math.sqrt(expected);
    expect(Math.abs((seen.get(x) ?? 0) - expected)).toBeLessThan(4 * deviation);
  }
});
