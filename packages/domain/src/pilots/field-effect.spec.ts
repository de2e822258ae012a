import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { differenceInDifferences, type FieldEffect, interruptedSeries } from './field-effect.js';

interface Told {
  value: number;
  interval: [number, number];
}
const golden = JSON.parse(readFileSync(new URL('golden/effects.json', import.meta.url), 'utf8')) as {
  interrupted: {
    from: number;
    days: { day: number; value: number }[];
    effect: Told;
    jump: Told;
    slope: Told;
    trendBefore: Told;
  }[];
  differences: {
    from: number;
    days: { day: number; value: number; control: number }[];
    effect: Told;
    trendBefore: Told;
  }[];
};

const agrees = (ours: FieldEffect['jump'] | undefined, theirs: Told) => {
  expect(ours?.value).toBeCloseTo(theirs.value, 8);
  expect(ours?.interval?.lower).toBeCloseTo(theirs.interval[0], 8);
  expect(ours?.interval?.upper).toBeCloseTo(theirs.interval[1], 8);
};

describe('what a design says', () => {
  it.each(golden.interrupted.map((one, n) => [n, one] as const))(
    'of an interrupted series is what numpy makes of it (%i)',
    (_, one) => {
      const ours = interruptedSeries(one.days, one.from);
      agrees(ours?.effect, one.effect);
      agrees(ours?.jump, one.jump);
      agrees(ours?.slope, one.slope);
      agrees(ours?.trendBefore, one.trendBefore);
    },
  );

  it.each(golden.differences.map((one, n) => [n, one] as const))(
    'of control sites is what scipy makes of it (%i)',
    (_, one) => {
      const ours = differenceInDifferences(one.days, one.from);
      agrees(ours?.effect, one.effect);
      agrees(ours?.trendBefore, one.trendBefore);
    },
  );

  it('takes off what both sites share, and expects of the one what the other did', () => {
    const days = Array.from({ length: 84 }, (_, day) => ({
      day,
      control: 10 + Math.sin(day),
      value: 13 + Math.sin(day) - (day >= 42 ? 4 : 0),
    }));
    const ours = differenceInDifferences(days, 42);
    expect(ours).toMatchObject({ before: 6, after: 6 });
    expect(ours?.effect.value).toBeCloseTo(-4, 12);
    expect(ours?.expected.get(50)).toBeCloseTo(13 + Math.sin(50), 12);
    expect(ours?.expected.has(41)).toBe(false);
  });

  it('has no interval with too little on a side, and nothing at all with nothing', () => {
    const days = Array.from({ length: 60 }, (_, day) => ({ day, value: day % 3, control: day % 2 }));
    expect(differenceInDifferences(days, 21)?.effect.interval).toBeNull();
    expect(differenceInDifferences(days, 60)).toBeNull();
    expect(differenceInDifferences([], 5)).toBeNull();
    expect(interruptedSeries(days, 13)?.effect.interval).toBeNull();
    expect(interruptedSeries(days, 1)).toBeNull();
    expect(interruptedSeries(days, 59)).toBeNull();
    expect(interruptedSeries(days, 30)?.effect.interval).not.toBeNull();
  });

  it('says 0 of a day on which nothing happened, and is sure of a series without scatter', () => {
    const flat = Array.from({ length: 60 }, (_, day) => ({ day, value: 5 + day * 0.5, control: 1 }));
    const ours = interruptedSeries(flat, 30);
    expect(ours?.effect.value).toBeCloseTo(0, 8);
    expect(ours?.trendBefore?.value).toBeCloseTo(3.5, 8);
  });
});
