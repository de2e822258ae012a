import { ruleBounds } from '@scenario-lab/contracts/badge-rules';
import { badgeKinds } from '@scenario-lab/contracts/badges';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allHold, readRules, rulesOf, shortOf, thresholdsIn } from './rules.js';
import { changesOf, faultsOf } from './thresholds.js';

describe('the thresholds of badges', () => {
  it('as shipped can all be set as they are, but for what is yes or no', () => {
    for (const kind of badgeKinds) {
      const said = Object.fromEntries(
        rulesOf[kind].filter(({ rule }) => ruleBounds[rule]).map(({ rule, threshold }) => [rule, threshold]),
      );
      expect(faultsOf({ [kind]: said })).toEqual([]);
      expect(changesOf({}, { [kind]: said })).toEqual([]);
    }
    expect(faultsOf({ standard_dataset: { listed: 1 } })).toEqual([
      { path: 'thresholds.standard_dataset.listed', code: 'not_of_the_badge' },
    ]);
  });

  it('are refused where the badge has no such rule, and outside of their bounds', () => {
    const faults = faultsOf({
      data_partner: { rows: 5, users: 0, datasets_listed: 2.5 },
      service_provider: { field_estimate: 1.2, certificates_lost: 0 },
    });
    expect(faults.map(({ path, code }) => [path.split('.').at(-1), code])).toEqual([
      ['rows', 'not_of_the_badge'],
      ['users', 'out_of_bounds'],
      ['datasets_listed', 'out_of_bounds'],
      ['field_estimate', 'out_of_bounds'],
    ]);
  });

  it('of a badge that stands are those it was given under, whatever is asked since', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...badgeKinds),
        fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 8, maxLength: 8 }),
        fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 8, maxLength: 8 }),
        (kind, then, now) => {
          const asked = (of: number[]) =>
            Object.fromEntries(rulesOf[kind].map(({ rule }, place) => [rule, of[place] ?? 0]));
          const atBounds = readRules(kind, asked(then), asked(then));
          expect(allHold(atBounds)).toBe(true);
          const measured = Object.fromEntries(atBounds.map(({ rule, value }) => [rule, value]));
          expect(readRules(kind, measured, thresholdsIn(atBounds))).toEqual(atBounds);
          const short = rulesOf[kind].filter(({ bound }, place) =>
            bound === 'at_least'
              ? (then[place] ?? 0) < (now[place] ?? 0)
              : (then[place] ?? 0) > (now[place] ?? 0),
          );
          expect(shortOf(kind, atBounds, asked(now)).map(({ rule }) => rule)).toEqual(
            short.map(({ rule }) => rule),
          );
        },
      ),
    );
  });
});
