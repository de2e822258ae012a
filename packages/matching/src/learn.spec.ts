import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { enough, fitFactors, fitLogistic, type Judged, learn, ordered } from './learn.js';
import { boundsOf, type Factors, type Part, parts, pointsByPart, priorFactors, reweigh } from './parts.js';
import { corpus, evidence, scenario, solution } from './samples.js';
import { matchScore } from './score.js';

interface Golden {
  cases: { rows: number[][]; ridge: number; free: number[]; bound: number[] }[];
}
const golden: Golden = JSON.parse(readFileSync(join(import.meta.dirname, '../golden/logistic.json'), 'utf8'));
const shuffled = <T>(list: readonly T[]) => [...list].reverse();
const factor = (part: Part) => {
  const { low, high } = boundsOf(part);
  return fc.double({ min: low, max: high, noNaN: true });
};
/** Any factors that could be learnt. */
const someFactors = fc
  .tuple(...parts.map(factor))
  .map((values) => Object.fromEntries(parts.map((part, at) => [part, values[at]])) as unknown as Factors);
const scored = (factors: Factors, more: Parameters<typeof solution>[0] = {}) =>
  matchScore(scenario(), solution(more), corpus, '2026-03-01', factors);

describe('the logistic fit', () => {
  it.each(golden.cases.map((one, at) => [at, one] as const))('is scikit-learn’s of case %i', (_, one) => {
    const w = fitLogistic(one.rows, { ridge: one.ridge, centre: one.free.map(() => 0) });
    w.forEach((value, at) => {
      expect(value).toBeCloseTo(one.free[at]!, 6);
    });
  });
  it.each(golden.cases.map((one, at) => [at, one] as const))(
    'is SciPy’s within bounds of case %i',
    (_, one) => {
      const bounds = one.bound.map(() => ({ low: 0.25, high: 1.5 }));
      const w = fitLogistic(one.rows, { ridge: one.ridge, centre: one.bound.map(() => 1), bounds });
      w.forEach((value, at) => {
        expect(value).toBeCloseTo(one.bound[at]!, 5);
      });
    },
  );
  it('does not depend on the order of the rows, and of none is the centre', () => {
    const { rows, ridge } = golden.cases[1]!;
    const centre = rows[0]!.map(() => 1);
    const [one, other] = [rows, shuffled(rows)].map((list) => fitLogistic(list, { ridge, centre }));
    one!.forEach((value, at) => {
      expect(value).toBeCloseTo(other![at]!, 8);
    });
    expect(fitLogistic([], { ridge, centre })).toEqual(centre);
  });
});

const zero = Object.fromEntries(parts.map((part) => [part, 0])) as Record<Part, number>;
/** Needs of which the task tells who went on, and the words nothing. */
const taught = (needs: number): Judged[] =>
  Array.from({ length: needs }, (_, need) => need).flatMap((need) =>
    Array.from({ length: 5 }, (_, at) => ({
      needId: `n${need}`,
      points: { ...zero, task: at < 2 ? 6 : -6, words: ((need * 7 + at * 5) % 11) * 2 },
      grade: at < 2 ? 2 : 0,
    })),
  );

describe('what outcomes teach', () => {
  it('is nothing while there are too few', () => {
    expect(learn(taught(enough.needs - 1))).toBeNull();
    expect(learn([])).toBeNull();
  });

  it('moves what told who went on up, what did not down, and tells the newest better', () => {
    const learnt = learn(taught(70));
    expect(learnt!.factors.task).toBeGreaterThan(1.2);
    expect(learnt!.factors.words).toBeLessThan(1);
    expect(learnt).toMatchObject({ needs: 70, pairs: 420 });
    expect(learnt!.held.learnt).toBeGreaterThan(learnt!.held.prior);
    expect(learnt!.better).toBe(true);
  });

  it('stays within what keeps measured evidence first, whatever is taught', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            need: fc.nat(4),
            evidence: fc.integer({ min: -45, max: 45 }),
            words: fc.nat(22),
            grade: fc.nat(4),
          }),
          { maxLength: 30 },
        ),
        (rows) => {
          const factors = fitFactors(
            rows.map(({ need, grade, ...points }) => ({
              needId: `n${need}`,
              grade,
              points: { ...zero, ...points },
            })),
          );
          for (const part of parts) {
            const { low, high } = boundsOf(part);
            expect(factors[part]).toBeGreaterThanOrEqual(low);
            expect(factors[part]).toBeLessThanOrEqual(high);
          }
        },
      ),
      { numRuns: 40 },
    );
    expect(ordered([], priorFactors)).toBeNull();
  });
});

describe('whatever was learnt', () => {
  it('reasons add up to the sum, and the prior changes nothing', () => {
    fc.assert(
      fc.property(someFactors, (factors) => {
        const { raw, reasons } = scored(factors, { evidence: [evidence()] });
        expect(raw).toBeCloseTo(
          reasons.reduce((sum, one) => sum + one.contribution, 0),
          3,
        );
      }),
    );
    const reasons = scored(priorFactors).reasons;
    expect(reweigh(reasons, priorFactors)).toEqual(reasons);
    const points = Object.values(pointsByPart(reasons)).reduce((sum, one) => sum + one, 0);
    expect(points).toBeCloseTo(scored(priorFactors).raw, 3);
  });

  it('better measured evidence never lowers a score', () => {
    const pass = fc.double({ min: 0, max: 11, noNaN: true });
    fc.assert(
      fc.property(someFactors, pass, pass, (factors, one, other) => {
        const [better, worse] = [Math.min(one, other), Math.max(one, other)];
        const score = (value: number) =>
          scored(factors, { evidence: [evidence({ value, lower: value, upper: value, verdict: null })] }).raw;
        expect(score(better)).toBeGreaterThanOrEqual(score(worse) - 1e-3);
        // And measured at all is better than only said.
        expect(score(worse)).toBeGreaterThanOrEqual(
          scored(factors, { claims: [{ metric: 'mae', value: 1 }] }).raw - 1e-3,
        );
      }),
    );
  });

  it('a card stuffed with the need’s words and claims stays behind one that was measured', () => {
    const need = scenario();
    const poor = { title: { zh: '停车管理' }, text: { zh: '车位查询' } };
    const said = { title: need.title, text: need.text };
    const claimed = {
      ...poor,
      claims: [
        { metric: 'mae', value: 0 },
        { metric: 'r2', value: 1 },
      ],
    };
    const r2 = evidence({ metric: 'r2', value: 0.9, lower: 0.85, upper: 0.95 });
    const measured = { ...poor, evidence: [evidence(), r2] };
    const [plain, most] = [scored(priorFactors, poor).raw, scored(priorFactors, measured).raw];
    fc.assert(
      fc.property(someFactors, (factors) => {
        const [none, proven] = [scored(factors, poor).raw, scored(factors, measured).raw];
        expect(proven).toBeGreaterThan(scored(factors, { ...claimed, ...said }).raw);
        // Beside what is measured, its own words never gain it more than under the prior.
        for (const stuffed of [said, claimed]) {
          const before = (scored(priorFactors, stuffed).raw - plain) / (most - plain);
          const now = (scored(factors, stuffed).raw - none) / (proven - none);
          expect(before).toBeGreaterThan(0);
          expect(now).toBeLessThanOrEqual(before + 1e-3);
        }
      }),
      { numRuns: 60 },
    );
  });
});
