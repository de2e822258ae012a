import { readFileSync } from 'node:fs';
import { priorNeeds } from '@scenario-lab/contracts/record-figures';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimated, priorOf, type RecordFact, tallyOf } from './estimate.js';

const fact = fc.oneof(
  fc.record({ met: fc.boolean(), weight: fc.integer({ min: 1, max: 4 }), excluded: fc.constant(null) }),
  fc.record({
    met: fc.constant(null),
    weight: fc.constant(1),
    excluded: fc.constantFrom('withdrawn' as const, 'not_measured' as const),
  }),
);
const facts: fc.Arbitrary<RecordFact[]> = fc.array(fact, { maxLength: 60 });

/** As `scripts/record-golden.py` writes them: the same figures by another hand. */
interface Golden {
  met: number;
  facts: number;
  prior: number;
  estimate: number;
}
const golden: Golden[] = JSON.parse(
  readFileSync(new URL('./golden/estimates.json', import.meta.url), 'utf8'),
);

describe('a record', () => {
  it('counts what an independent count counts: once per weight, nothing that is left out', () => {
    fc.assert(
      fc.property(facts, (all) => {
        const tally = tallyOf(all);
        const told = all.flatMap(({ met, weight, excluded }) =>
          excluded === null ? Array.from({ length: weight }, () => met) : [],
        );
        expect(tally.facts).toBe(told.length);
        expect(tally.met).toBe(told.filter(Boolean).length);
        const left = all.filter(({ excluded }) => excluded !== null).length;
        expect(Object.values(tally.excluded).reduce((sum, count) => sum + (count ?? 0), 0)).toBe(left);
      }),
    );
  });

  it('does not depend on the order of its facts', () => {
    fc.assert(
      fc.property(facts, (all) => {
        expect(tallyOf([...all].reverse())).toEqual(tallyOf(all));
      }),
    );
  });

  it('says nothing of nothing', () => {
    const prior = { share: 0.9, ofTheLab: true };
    expect(estimated(tallyOf([]), prior)).toMatchObject({ facts: 0, share: null, estimate: null });
    const out = { met: null, weight: 1, excluded: 'withdrawn' } as const;
    expect(estimated(tallyOf([out, out]), prior)).toMatchObject({
      facts: 0,
      estimate: null,
      excluded: { withdrawn: 2 },
    });
  });

  it('is drawn towards the prior, the less the more facts there are, and never past it', () => {
    fc.assert(
      fc.property(
        fc.nat(50),
        fc.nat(50),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (met, missed, share) => {
          fc.pre(met + missed > 0);
          const { estimate, share: raw } = estimated(
            { met, facts: met + missed, excluded: {} },
            { share, ofTheLab: true },
          );
          const [low, high] = [Math.min(share, raw ?? 0), Math.max(share, raw ?? 0)];
          expect(estimate).toBeGreaterThanOrEqual(low - 1e-12);
          expect(estimate).toBeLessThanOrEqual(high + 1e-12);
          const twice = estimated(
            { met: 2 * met, facts: 2 * (met + missed), excluded: {} },
            { share, ofTheLab: true },
          );
          const far = (of: number | null) => Math.abs((of ?? 0) - (raw ?? 0));
          expect(far(twice.estimate)).toBeLessThanOrEqual(far(estimate) + 1e-12);
        },
      ),
    );
  });

  it('puts one lucky fact below many good ones', () => {
    const prior = { share: 0.5, ofTheLab: false };
    const lucky = estimated({ met: 1, facts: 1, excluded: {} }, prior);
    const proven = estimated({ met: 45, facts: 50, excluded: {} }, prior);
    expect(proven.estimate).toBeGreaterThan(lucky.estimate ?? 1);
  });

  it('is estimated as the golden file was by script', () => {
    expect(golden.length).toBeGreaterThanOrEqual(100);
    for (const { met, facts: of, prior, estimate } of golden)
      expect(
        estimated({ met, facts: of, excluded: {} }, { share: prior, ofTheLab: true }).estimate,
      ).toBeCloseTo(estimate, 12);
  });
});

describe('the prior', () => {
  const good = { met: 9, facts: 10 };

  it('is one half while an organisation could work out another’s share from it', () => {
    const few = Array.from({ length: priorNeeds.organisations - 1 }, () => good);
    expect(priorOf(few)).toEqual({ share: 0.5, ofTheLab: false });
    expect(priorOf([...few, { met: 0, facts: 0 }])).toEqual({ share: 0.5, ofTheLab: false });
    expect(priorOf([...few, good])).toEqual({ share: 0.9, ofTheLab: true });
  });

  it('needs facts as well as organisations', () => {
    expect(priorOf(Array.from({ length: 6 }, () => ({ met: 4, facts: 4 })))).toMatchObject({
      ofTheLab: false,
    });
  });
});
