import { describe, expect, it } from 'vitest';
import { tiersOf } from './tiers.js';

const at = (value: number, half: number) => ({ value, lower: value - half, upper: value + half });
const point = (value: number) => ({ value, lower: null, upper: null });

describe('tiersOf', () => {
  it('puts together what overlaps with the leader and judges the rest anew', () => {
    const entries = [at(0.8, 0.02), at(0.9, 0.03), at(0.95, 0.03), at(0.79, 0.02), point(0.5)];
    expect(tiersOf(entries, 'higher')).toEqual([2, 1, 1, 2, 3]);
  });

  it('does not chain: an entry that only touches a follower is a tier lower', () => {
    expect(tiersOf([at(10, 1), at(8.5, 1), at(7, 1)], 'higher')).toEqual([1, 1, 2]);
  });

  it('turns around where less is better, and a tie is one tier', () => {
    expect(tiersOf([at(12, 1), at(9, 1), point(20)], 'lower')).toEqual([2, 1, 3]);
    expect(tiersOf([point(1), point(1)], 'higher')).toEqual([1, 1]);
    expect(tiersOf([], 'higher')).toEqual([]);
  });

  it('keeps a leader whose rounded interval does not hold its own value', () => {
    expect(tiersOf([{ value: 5, lower: 6, upper: 7 }, point(4)], 'higher')).toEqual([1, 2]);
  });
});
