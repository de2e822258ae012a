import { describe, expect, it } from 'vitest';
import { leadingMetric } from './leading-metric.js';
import { type Pair, tiersOf } from './tiers.js';

/** Every pair of entries given best first, with what is known of some of them; else p = 1. */
const pairsOf = (order: readonly string[], ps: Record<string, number | null> = {}): Pair[] =>
  order.flatMap((a, at) =>
    order.slice(at + 1).map((b): Pair => {
      const p = ps[a + b];
      return { a, b, lead: 1, p: p === undefined ? 1 : p };
    }),
  );
const all = ['a', 'b', 'c', 'd'];

describe('tiersOf', () => {
  it('keeps with the leader whom the paired difference does not part from it, and judges the rest anew', () => {
    const pairs = pairsOf(all, { ac: 0.001, ad: 0.0001, bc: 0.2, bd: 0.0001, cd: 0.3 });
    expect(tiersOf(all, pairs)).toEqual([1, 1, 2, 2]);
    expect(tiersOf(['d', 'b', 'c', 'a'], pairs)).toEqual([2, 1, 2, 1]);
    expect(
      tiersOf(all, pairsOf(all, { ab: 0.001, ac: 0.001, ad: 0.001, bc: 0.001, bd: 0.001, cd: 0.001 })),
    ).toEqual([1, 2, 3, 4]);
  });

  it('takes levels as they were adjusted over the whole board: 0.05 parts', () => {
    const with3 = (ab: number, ac: number, ad: number) => tiersOf(all, pairsOf(all, { ab, ac, ad }));
    expect(with3(0.9, 0.9, 0.05)).toEqual([1, 1, 1, 2]);
    expect(with3(0.9, 0.9, 0.051)).toEqual([1, 1, 1, 1]);
    expect(with3(0.04, 0.03, 0.02)).toEqual([1, 2, 2, 2]);
  });

  it('does not chain: a follower of a follower is a tier lower', () => {
    expect(tiersOf(['a', 'b', 'c'], pairsOf(['a', 'b', 'c'], { ac: 0.001 }))).toEqual([1, 1, 2]);
  });

  it('reads a pair from either side, and the first of equals leads', () => {
    const turned: Pair[] = pairsOf(all, { ab: 0.001, ac: 0.001, ad: 0.001 }).map(({ a, b, p }) => ({
      a: b,
      b: a,
      lead: -1,
      p,
    }));
    expect(tiersOf(all, turned)).toEqual([1, 2, 2, 2]);
    expect(tiersOf(['a', 'b'], [{ a: 'a', b: 'b', lead: 0, p: 1 }])).toEqual([1, 1]);
  });

  it('cannot part where there is no interval, and leaves out whom nobody compared', () => {
    expect(tiersOf(['a', 'b'], [{ a: 'a', b: 'b', lead: 1, p: null }])).toEqual([1, 1]);
    expect(tiersOf(['a', 'b', 'new'], pairsOf(['a', 'b'], { ab: 0.001 }))).toEqual([1, 2, null]);
    const incomparable: Pair = { a: 'new', b: 'a', lead: null, p: null };
    expect(tiersOf(['new', 'a', 'b'], [incomparable, ...pairsOf(['a', 'b'])])).toEqual([null, 1, 1]);
    expect(tiersOf(['a', 'b'], [])).toEqual([null, null]);
    expect(tiersOf(['a'], [])).toEqual([1]);
    expect(tiersOf([], [])).toEqual([]);
  });
});

describe('leadingMetric', () => {
  const criterion = (metric: string, must: boolean) =>
    ({ id: metric, metric, direction: 'at_most', threshold: 1, must }) as const;

  it('is the first must on the whole split, never a resource', () => {
    const winter = { ...criterion('rmse', true), slice: { column: 'season', value: 'winter' } };
    const criteria = [
      winter,
      criterion('peak_memory_mib', true),
      criterion('bias', false),
      criterion('mae', true),
    ];
    expect(leadingMetric({ criteria, metrics: ['r2'] })).toBe('mae');
    expect(leadingMetric({ criteria: criteria.slice(0, 3), metrics: ['r2'] })).toBe('bias');
    expect(leadingMetric({ criteria: criteria.slice(0, 2), metrics: ['r2'] })).toBe('r2');
  });
});
