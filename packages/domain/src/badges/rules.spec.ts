import { badgeKinds } from '@scenario-lab/contracts/badges';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allHold, brokenRules, readRules, rulesOf } from './rules.js';

describe('the rules of a badge', () => {
  it.each(badgeKinds)('of %s hold at their bounds, and none of them on nothing', (kind) => {
    const atBounds = Object.fromEntries(rulesOf[kind].map(({ rule, threshold }) => [rule, threshold]));
    expect(allHold(readRules(kind, atBounds))).toBe(true);
    expect(brokenRules(readRules(kind, {}))).toEqual(rulesOf[kind].map(({ rule }) => rule));
    for (const { rule } of rulesOf[kind])
      expect(brokenRules(readRules(kind, { ...atBounds, [rule]: null }))).toEqual([rule]);
  });

  it('names exactly what is on the wrong side of its bound', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...badgeKinds),
        fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 8, maxLength: 8 }),
        (kind, off) => {
          const rules = rulesOf[kind];
          const measured = Object.fromEntries(
            rules.map(({ rule, threshold }, place) => [rule, threshold + (off[place] ?? 0)]),
          );
          const wrong = rules.filter(({ bound }, place) =>
            bound === 'at_least' ? (off[place] ?? 0) < 0 : (off[place] ?? 0) > 0,
          );
          expect(brokenRules(readRules(kind, measured))).toEqual(wrong.map(({ rule }) => rule));
        },
      ),
    );
  });

  it('of nothing at all hold for nobody', () => {
    expect(allHold([])).toBe(false);
  });
});
