import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  countingObservations,
  enoughObservations,
  type FieldValue,
  fieldValueOf,
  gapOf,
  type Observation,
  sourceFor,
} from './lab-to-field.js';
import { studentBound, studentWithin } from './student.js';

const day = 86_400_000;
const seen = (value: number, onDay: number, source: Observation['source'] = 'site_token'): Observation => ({
  at: onDay * day + 1000,
  value,
  source,
});

describe('what counts', () => {
  it('is what the department brought, never what the vendor reported', () => {
    const all = [seen(1, 0), seen(2, 0, 'csv'), seen(3, 0, 'manual'), seen(99, 0, 'self_reported')];
    expect(countingObservations(all).map(({ value }) => value)).toEqual([1, 2, 3]);
    expect(fieldValueOf(all, 'mean')).toMatchObject({ value: 2, counted: 3 });
  });

  it('self-reported points alone are no field value', () => {
    expect(fieldValueOf([seen(1, 0, 'self_reported'), seen(Number.NaN, 1)], 'mean')).toBeNull();
  });

  it('a vendor cannot pass for the department by the way it delivers', () => {
    expect(sourceFor('vendor', 'csv')).toBe('self_reported');
    expect(sourceFor('department', 'csv')).toBe('csv');
  });

  it.each([
    [30, 29, false],
    [30, 30, true],
    [0, 0, false],
    [0, 1, true],
  ])('declared %i, counted %i: %s', (declared, counted, enough) => {
    expect(enoughObservations(declared, counted)).toBe(enough);
  });
});

describe('field value', () => {
  it('weighs each day the same and takes its interval over days', () => {
    // Day means 2, 4, 6: mean 4, s = 2, t(0.975; 2) = 4.302653, half-width = 4.302653 · 2 / √3.
    const field = fieldValueOf([seen(1, 0), seen(3, 0), seen(4, 1), seen(6, 2)], 'mean');
    expect(field).toMatchObject({ value: 4, counted: 4, blocks: 3, tooFewBlocks: true });
    expect(field?.interval?.upper).toBeCloseTo(4 + (4.302652729911275 * 2) / Math.sqrt(3), 9);
    expect(field?.interval?.lower).toBeCloseTo(4 - (4.302652729911275 * 2) / Math.sqrt(3), 9);
  });

  it('values of one hour are not independent: one block has no interval', () => {
    expect(fieldValueOf([seen(1, 0), seen(2, 0), seen(3, 0)], 'mean')?.interval).toBeNull();
  });

  it('averages squared errors as squares and takes limits at their worst', () => {
    expect(fieldValueOf([seen(3, 0), seen(4, 1)], 'root_mean_square')?.value).toBeCloseTo(
      Math.sqrt(12.5),
      12,
    );
    expect(fieldValueOf([seen(3, 0), seen(4, 1)], 'max')).toMatchObject({ value: 4, interval: null });
  });

  it('contains its value, whatever the order of arrival', () => {
    const observation = fc.record({
      at: fc.nat(60 * day),
      value: fc.double({ min: 0, max: 1e4, noNaN: true }),
      source: fc.constantFrom('site_token' as const, 'csv' as const),
    });
    fc.assert(
      fc.property(fc.array(observation, { minLength: 1, maxLength: 50 }), (observations) => {
        const field = fieldValueOf(observations, 'mean')!;
        const turned = fieldValueOf([...observations].reverse(), 'mean')!;
        expect(turned.value).toBeCloseTo(field.value, 6);
        if (field.interval) {
          expect(field.interval.lower).toBeLessThanOrEqual(field.value);
          expect(field.interval.upper).toBeGreaterThanOrEqual(field.value);
        }
      }),
    );
  });
});

describe('gap', () => {
  const lab = { value: 10, interval: { lower: 9, upper: 11 } };
  const field = (value: number, lower: number, upper: number, tooFewBlocks = false): FieldValue => ({
    value,
    interval: { lower, upper },
    counted: 100,
    blocks: 30,
    tooFewBlocks,
  });

  it('is positive when the field is better, whichever way the metric points', () => {
    expect(gapOf('at_most', lab, field(8, 7, 9)).gap).toBe(2);
    expect(gapOf('at_least', lab, field(8, 7, 9)).gap).toBe(-2);
    expect(gapOf('at_most', lab, field(12, 11, 13))).toMatchObject({ gap: -2, relative: -0.2 });
    expect(gapOf('at_most', { value: 0, interval: null }, field(1, 0, 2)).relative).toBeNull();
    expect(Object.is(gapOf('at_most', lab, field(10, 9, 11)).gap, 0)).toBe(true);
  });

  it.each([
    ['at_most', 10.9, 'inside'],
    ['at_most', 11.1, 'worse'],
    ['at_most', 8.9, 'better'],
    ['at_least', 8.9, 'worse'],
    ['at_least', 11.1, 'better'],
    ['at_least', 9, 'inside'],
  ] as const)('%s, field %f is %s', (direction, value, place) => {
    expect(gapOf(direction, lab, field(value, value - 1, value + 1)).place).toBe(place);
  });

  it('drifts only when the whole field interval is worse and enough blocks say so', () => {
    expect(gapOf('at_most', lab, field(13, 11.5, 14)).drifted).toBe(true);
    expect(gapOf('at_most', lab, field(13, 11.5, 14, true)).drifted).toBe(false);
    expect(gapOf('at_most', lab, field(12, 10.9, 13)).drifted).toBe(false);
    expect(gapOf('at_most', lab, field(5, 4, 6)).drifted).toBe(false);
    expect(gapOf('at_least', lab, field(5, 4, 6)).drifted).toBe(true);
    expect(gapOf('at_most', lab, { ...field(99, 0, 0), interval: null }).drifted).toBe(false);
  });
});

describe("Student's t", () => {
  // Tables: Abramowitz & Stegun 26.10; two-sided 95 %.
  it.each([
    [1, 12.7062],
    [2, 4.30265],
    [5, 2.57058],
    [10, 2.22814],
    [19, 2.09302],
    [29, 2.04523],
    [120, 1.97993],
  ])('%i degrees of freedom: %f', (freedom, t) => {
    expect(studentBound(0.95, freedom)).toBeCloseTo(t, 4);
  });

  it('bound and probability are inverse', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200 }),
        fc.double({ min: 0.01, max: 0.999, noNaN: true }),
        (df, p) => {
          expect(studentWithin(studentBound(p, df), df)).toBeCloseTo(p, 9);
        },
      ),
    );
  });

  it('refuses what is no confidence and no freedom', () => {
    expect(() => studentBound(1, 5)).toThrow(RangeError);
    expect(() => studentBound(0.95, 0)).toThrow(RangeError);
    expect(() => studentBound(0.95, 1.5)).toThrow(RangeError);
  });
});
