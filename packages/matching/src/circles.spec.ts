import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { circlesOf } from './circles.js';
import { tiersOf } from './vector.js';

const counted = (counts: Record<string, number>) => (term: string) => counts[term] ?? 0;

describe('circles about the best cards', () => {
  it('begin with every term in its topmost tier and end with none', () => {
    const of = counted({ '': 1_000, 甲: 500, '^甲': 90, '^^甲': 90, 乙: 100, '^乙': 10 });
    const circles = circlesOf(
      [
        { term: '乙', rarity: 2 },
        { term: '甲', rarity: 0.5 },
        { term: '丙', rarity: 9 },
      ],
      of,
    );
    // Two tiers with the same cards are one: the one that says more. What no card holds lets nobody in.
    expect(circles[0]).toEqual(['^乙', '^^甲']);
    expect(circles.at(-1)).toEqual([]);
    // A step of the common word costs least and lets most in.
    expect(circles[1]).toEqual(['^乙', '甲']);
  });

  it('each hold the one before, take one step at a time, and are not many for a long question', () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,4}$/), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(names, fc.infiniteStream(fc.nat({ max: 999 })), (terms, numbers) => {
        const counts: Record<string, number> = { '': 1_000 };
        for (const term of terms) {
          let cards = 0;
          for (const { name } of tiersOf(term)) {
            cards = Math.min(999, cards + (numbers.next().value % 90));
            counts[name] = cards;
          }
          counts[term] = Math.max(1, cards);
        }
        const circles = circlesOf(
          terms.map((term, at) => ({ term, rarity: terms.length - at })),
          counted(counts),
        );
        expect(circles.length).toBeLessThan(24 * 8 + 2);
        const weight = (circle: readonly string[]) =>
          circle.reduce((sum, name) => sum + 1 / (counts[name] ?? 1), 0);
        circles.slice(1).forEach((circle, at) => {
          const before = circles[at] ?? [];
          expect(circle.length).toBeLessThanOrEqual(before.length);
          expect(weight(circle)).toBeLessThan(weight(before));
          expect(circle.filter((name) => !before.includes(name)).length).toBeLessThanOrEqual(1);
        });
      }),
      { seed: 11, numRuns: 100 },
    );
  });
});
