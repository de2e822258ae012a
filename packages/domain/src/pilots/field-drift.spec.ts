import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { driftRule, watchDrift } from './field-drift.js';
import { revalidates } from './revalidation.js';

const lab = { value: 10, interval: { lower: 9, upper: 11 } };
const daysOf = (values: readonly number[]) => values.map((value, day) => ({ day, value }));
/** Scatters by one around ten, the same each time. */
const calm = (count: number) => Array.from({ length: count }, (_, i) => 10 + [0, 1, -1, 0.5, -0.5][i % 5]!);

describe('drift of the field', () => {
  it('says nothing before it knows how much a day scatters', () => {
    expect(watchDrift('at_most', lab, daysOf(Array(driftRule.referenceDays - 1).fill(99)))).toBeNull();
    expect(watchDrift('at_most', lab, daysOf(Array(driftRule.referenceDays).fill(99)))?.alarm).toBe(13);
  });

  it('meets a shift within days, in the direction that is worse', () => {
    const shifted = [...calm(40), ...calm(20).map((value) => value + 4)];
    const alarm = watchDrift('at_most', lab, daysOf(shifted))?.alarm ?? 0;
    expect(alarm).toBeGreaterThan(40);
    expect(alarm).toBeLessThanOrEqual(46);
    // The same shift is good news where more is better.
    expect(watchDrift('at_least', lab, daysOf(shifted))?.alarm).toBeNull();
    const fallen = [...calm(40), ...calm(20).map((value) => value - 4)];
    expect(watchDrift('at_least', lab, daysOf(fallen))?.alarm).toBeGreaterThan(40);
  });

  it('is raised by no single day, however wild', () => {
    const wild = [...calm(40), 1e9, ...calm(40)];
    const watch = watchDrift('at_most', lab, daysOf(wild));
    expect(watch?.alarm).toBeNull();
    expect(watch?.days[40]?.sum).toBeLessThanOrEqual(driftRule.most);
  });

  it('is never raised by a field as good as certified, and keeps its alarm once raised', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 11, noNaN: true }), { maxLength: 200 }), (values) => {
        expect(watchDrift('at_most', lab, daysOf(values))?.alarm ?? null).toBeNull();
      }),
    );
    const watch = watchDrift('at_most', lab, daysOf([...calm(20), ...Array(10).fill(30), ...calm(60)]));
    expect(watch?.alarm).not.toBeNull();
    expect(watch?.days.at(-1)?.sum).toBeGreaterThan(driftRule.limit);
  });

  it('has a scale even where nothing moves and the lab has no interval', () => {
    const still = watchDrift('at_most', { value: 0, interval: null }, daysOf(Array(20).fill(0)));
    expect(still).toMatchObject({ alarm: null, bound: 0 });
    expect(still?.days.every(({ sum }) => Number.isFinite(sum))).toBe(true);
    const off = watchDrift('at_most', { value: 0, interval: null }, daysOf(Array(20).fill(1)));
    expect(off?.alarm).toBe(13);
  });

  it('raises a false alarm about as rarely as said, at the very bound', () => {
    // Mulberry32, so that the figure is the same each time.
    let seed = 20261130;
    const uniform = () => {
      seed = (seed + 0x6d2b79f5) | 0;
      let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
      t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
      return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
    };
    const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
    const pilots = 2_000;
    let alarms = 0;
    for (let pilot = 0; pilot < pilots; pilot++) {
      const values = Array.from({ length: 90 }, () => 11 + normal());
      if (watchDrift('at_most', lab, daysOf(values))?.alarm !== null) alarms += 1;
    }
    // A scale estimated from 14 days makes it some times the half of a per cent of a known one.
    expect(alarms / pilots).toBeLessThan(0.05);
    expect(alarms / pilots).toBeGreaterThan(0.001);
  });
});

describe('what clears a watched certificate', () => {
  const certificate = {
    status: 'watch',
    algorithmVersionId: 'a',
    scenarioId: 's',
    hiddenDigest: 'old',
    watchedAt: 100,
  };
  const run = {
    algorithmVersionId: 'a',
    scenarioId: 's',
    hiddenDigest: 'new',
    submittedAt: 100,
    split: 'hidden',
    overall: 'pass',
  };
  it('is the same program on other rows, passed after the doubt', () => {
    expect(revalidates({ certificate, run })).toBe(true);
  });
  it.each([
    ['the rows it was certified on', {}, { hiddenDigest: 'old' }],
    ['another program', {}, { algorithmVersionId: 'b' }],
    ['another need', {}, { scenarioId: 't' }],
    ['no need', { scenarioId: null }, { scenarioId: null }],
    ['what did not pass', {}, { overall: 'inconclusive' }],
    ['a trial', {}, { split: 'validation' }],
    ['what was tested before', {}, { submittedAt: 99 }],
    ['one that is suspended', { status: 'suspended' }, {}],
  ])('is not %s', (_what, of, ran) => {
    expect(revalidates({ certificate: { ...certificate, ...of }, run: { ...run, ...ran } })).toBe(false);
  });
});
