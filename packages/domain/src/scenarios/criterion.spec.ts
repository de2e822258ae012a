import { alphaFor } from '@scenario-lab/contracts/criterion-level';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Criterion,
  type Measurement,
  overallOf,
  type Verdict,
  verdictOf,
  verdicts,
} from './criterion.js';

const mae: Criterion = { id: 'c', metric: 'mae', direction: 'at_most', threshold: 12, must: true };
const f1: Criterion = { id: 'c', metric: 'f1', direction: 'at_least', threshold: 0.8, must: true };
const measured = (value: number | null, lower?: number, upper?: number): Measurement => ({
  value,
  oneSided: lower === undefined || upper === undefined ? null : { lower, upper },
  units: 50,
  tooFewUnits: false,
});

describe('verdict of one criterion', () => {
  it.each<[string, Criterion, Measurement, Verdict]>([
    ['the upper bound of an error stays under the limit', mae, measured(10, 9, 11.9), 'pass'],
    ['a bound on the threshold has met it', mae, measured(10, 9, 12), 'pass'],
    ['a good value with a bound over the limit', mae, measured(11, 9, 12.1), 'inconclusive'],
    ['a bad value that may still be good', mae, measured(13, 11.9, 15), 'inconclusive'],
    ['even the lower bound is over the limit', mae, measured(13, 12.1, 15), 'fail'],
    ['the lower bound of a score clears the threshold', f1, measured(0.85, 0.81, 0.9), 'pass'],
    ['a lower bound on the threshold', f1, measured(0.85, 0.8, 0.9), 'pass'],
    ['a score whose interval contains the threshold', f1, measured(0.85, 0.79, 0.9), 'inconclusive'],
    ['even the upper bound of a score is too low', f1, measured(0.7, 0.6, 0.79), 'fail'],
    ['no interval, value on the threshold', f1, measured(0.8), 'pass'],
    ['no interval, value under the threshold', f1, measured(0.7999), 'fail'],
    ['no interval, value over the limit', mae, measured(12.0001), 'fail'],
    ['undefined', mae, measured(null), 'inconclusive'],
    ['not a number', mae, measured(Number.NaN), 'inconclusive'],
    ['a bound that is not a number', mae, measured(1, Number.NaN, 2), 'inconclusive'],
    ['an infinite unfavourable bound', mae, measured(1, 0, Number.POSITIVE_INFINITY), 'inconclusive'],
    ['bounds that are crossed', mae, measured(10, 11, 9), 'inconclusive'],
  ])('%s', (_name, criterion, measurement, verdict) => {
    expect(verdictOf(criterion, measurement)).toBe(verdict);
  });

  it('too few blocks or groups never tell, however clear the figure', () => {
    expect(verdictOf(mae, { ...measured(1, 0.9, 1.1), tooFewUnits: true })).toBe('inconclusive');
    expect(verdictOf(mae, { ...measured(99, 98, 100), tooFewUnits: true })).toBe('inconclusive');
  });

  const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  const width = fc.double({ min: 0, max: 1e6, noNaN: true });

  it('is the same question asked the other way round: negate all, swap the direction', () => {
    fc.assert(
      fc.property(number, number, width, width, (threshold, value, down, up) => {
        const [lower, upper] = [value - down, value + up];
        const there = verdictOf({ ...mae, threshold }, measured(value, lower, upper));
        const back = verdictOf(
          { ...mae, direction: 'at_least', threshold: -threshold },
          measured(-value, -upper, -lower),
        );
        expect(back).toBe(there);
      }),
    );
  });

  it('a wider interval never turns anything but into inconclusive', () => {
    fc.assert(
      fc.property(number, number, width, width, width, (threshold, value, down, up, more) => {
        const criterion = { ...f1, threshold };
        const narrow = verdictOf(criterion, measured(value, value - down, value + up));
        const wide = verdictOf(criterion, measured(value, value - down - more, value + up + more));
        expect([narrow, 'inconclusive']).toContain(wide);
      }),
    );
  });
});

describe('overall', () => {
  const of = (...must: Verdict[]) => must.map((verdict) => ({ must: true, verdict }));

  it('no nice-to-have ever changes it', () => {
    const verdict = fc.constantFrom(...verdicts);
    fc.assert(
      fc.property(fc.array(verdict), fc.array(verdict), (musts, nice) => {
        const wishes = nice.map((one) => ({ must: false, verdict: one }));
        expect(overallOf([...wishes, ...of(...musts)])).toBe(overallOf(of(...musts)));
      }),
    );
  });

  it.each([
    [of('pass', 'pass'), 'pass'],
    [of('pass', 'inconclusive'), 'inconclusive'],
    [of('fail', 'inconclusive', 'pass'), 'fail'],
    [[], 'inconclusive'],
  ])('%j is %s', (results, verdict) => {
    expect(overallOf(results)).toBe(verdict);
  });
});

describe('the price of a look', () => {
  it('shares 0.05 among the looks', () => {
    expect(alphaFor()).toBeCloseTo(0.05 / 3, 15);
    expect(alphaFor(1)).toBe(0.05);
  });

  it.each([0, -1, 1.5, Number.NaN])('refuses K = %s', (looks) => {
    expect(() => alphaFor(looks)).toThrow(RangeError);
  });
});
