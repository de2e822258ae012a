import { describe, expect, it } from 'vitest';
import { clopperPearson } from './bounds.js';
import { normalQuantile } from './normal.js';
import { powerForProportion, rowsForPower } from './power.js';
import { rowsForProportion, unitsForMean } from './sample-size.js';

const alpha = 0.05 / 3;

describe('rows for a proportion', () => {
  it('of a flawless algorithm follow ln α / ln t', () => {
    for (const threshold of [0.5, 0.9, 0.95, 0.99, 0.999]) {
      const n = rowsForProportion({ threshold, direction: 'higher', alpha })!;
      expect(n).toBe(Math.ceil(Math.log(alpha) / Math.log(threshold)));
      expect(clopperPearson(n, n, alpha).lower).toBeGreaterThanOrEqual(threshold);
      expect(clopperPearson(n - 1, n - 1, alpha).lower).toBeLessThan(threshold);
    }
  });

  it('at an expected value between threshold and 1', () => {
    const n = rowsForProportion({ threshold: 0.9, direction: 'higher', alpha }, 0.92)!;
    expect(clopperPearson(0.92 * n, n, alpha).lower).toBeGreaterThanOrEqual(0.9);
    expect(clopperPearson(0.92 * (n - 1), n - 1, alpha).lower).toBeLessThan(0.9);
    expect(n).toBeGreaterThan(800);
  });

  it('mirrors for errors that must stay low', () => {
    const low = rowsForProportion({ threshold: 0.05, direction: 'lower', alpha });
    expect(low).toBe(rowsForProportion({ threshold: 0.95, direction: 'higher', alpha }));
  });

  it('says when no number suffices', () => {
    expect(rowsForProportion({ threshold: 1, direction: 'higher', alpha })).toBeNull();
    expect(rowsForProportion({ threshold: 0.9, direction: 'higher', alpha }, 0.9)).toBeNull();
    expect(rowsForProportion({ threshold: 0.9, direction: 'higher', alpha }, 0.8)).toBeNull();
    expect(rowsForProportion({ threshold: 0, direction: 'higher', alpha })).toBe(1);
  });
});

describe('units for a mean', () => {
  it('make z·sd/√n fit between expectation and threshold', () => {
    const n = unitsForMean({ threshold: 12, direction: 'lower', alpha }, 11, 6)!;
    const z = -normalQuantile(alpha);
    expect(11 + (z * 6) / Math.sqrt(n)).toBeLessThanOrEqual(12);
    expect(11 + (z * 6) / Math.sqrt(n - 1)).toBeGreaterThan(12);
  });

  it('are never below 20 and sometimes do not exist', () => {
    expect(unitsForMean({ threshold: 12, direction: 'lower', alpha }, 1, 1)).toBe(20);
    expect(unitsForMean({ threshold: 12, direction: 'lower', alpha }, 12, 0)).toBe(20);
    expect(unitsForMean({ threshold: 12, direction: 'lower', alpha }, 12, 1)).toBeNull();
    expect(unitsForMean({ threshold: 0.5, direction: 'higher', alpha }, 0.4, 1)).toBeNull();
    expect(() => unitsForMean({ threshold: 1, direction: 'higher', alpha }, 2, -1)).toThrow('deviation');
  });
});

describe('the chance to pass', () => {
  const atLeast90 = { threshold: 0.9, direction: 'higher' as const, alpha };

  it('of a true 0.95 against 0.90 is 12 % with 41 rows, and 80 % takes 252', () => {
    expect(powerForProportion(atLeast90, 0.95, 41)).toBeCloseTo(0.122, 3);
    expect(powerForProportion(atLeast90, 0.95, 252)).toBeCloseTo(0.803, 3);
    expect(rowsForPower(atLeast90, 0.95)).toBe(252);
  });

  it('of ten such musts together is 14 % with 300 rows', () => {
    expect(powerForProportion(atLeast90, 0.95, 300) ** 10).toBeCloseTo(0.146, 3);
  });

  it('mirrors for errors that must stay low, and is at most the level at the threshold', () => {
    const low = { threshold: 0.1, direction: 'lower' as const, alpha };
    expect(powerForProportion(low, 0.05, 252)).toBeCloseTo(powerForProportion(atLeast90, 0.95, 252), 12);
    for (const n of [41, 100, 300, 1_000]) expect(powerForProportion(atLeast90, 0.9, n)).toBeLessThan(0.025);
  });

  it('is found as fast as somebody types, also where tens of thousands of rows are needed', () => {
    const before = performance.now();
    expect(rowsForPower(atLeast90, 0.905)).toBe(31_147);
    expect(performance.now() - before).toBeLessThan(2_000);
    expect(powerForProportion(atLeast90, 0.905, 31_147)).toBeGreaterThanOrEqual(0.8);
    expect(powerForProportion(atLeast90, 0.905, 31_146)).toBeLessThan(0.8);
  });

  it('is certain of the flawless, never of what misses, and no number of rows mends a margin of nothing', () => {
    expect(powerForProportion(atLeast90, 1, 39)).toBe(1);
    expect(powerForProportion(atLeast90, 1, 38)).toBe(0);
    expect(rowsForPower(atLeast90, 0.9)).toBeNull();
    expect(rowsForPower(atLeast90, 0.9001)).toBeNull();
    expect(rowsForPower({ ...atLeast90, threshold: 0 }, 0.1)).toBe(1);
  });
});
