import fc from 'fast-check';
import { expect, it } from 'vitest';
import { panelSheet, type SeatPoints } from './panel-sheet.js';
import type { SheetBid, SheetTerms } from './sheet.js';

const terms: SheetTerms = {
  criteria: [
    { id: 'mae', weight: 40, kind: 'measured', must: true },
    { id: 'plan', weight: 20, kind: 'judged', must: false },
    { id: 'team', weight: 10, kind: 'judged', must: false },
  ],
  priceWeight: 30,
  priceFormula: 'lowest_ratio',
  ceiling: null,
  commonControl: 'exclude',
};
const mae = (value: number, half = 0) => ({
  mae: {
    value,
    verdict: 'pass' as const,
    direction: 'at_most' as const,
    interval: { lower: value - half, upper: value + half },
  },
});
const seat = (number: number, bid: number, plan: number, team: number): SeatPoints => ({
  seat: number,
  bid,
  points: { plan, team },
});

it('is what a spreadsheet gives', () => {
  const [first, second, third] = panelSheet(
    terms,
    [
      { number: 1, price: 100, measured: mae(10) },
      { number: 2, price: 80, measured: mae(16, 4) },
      { number: 3, price: 10, measured: {} },
    ],
    [seat(1, 1, 80, 60), seat(2, 1, 90, 70), seat(3, 1, 70, 80), seat(1, 2, 50, 50), seat(2, 2, 70, 50)],
  );
  // Bid 1: 40 for the best error, 80 ÷ 100 × 30 for the price, (80+90+70)/3 × 0.2 and (60+70+80)/3 × 0.1 of the seats.
  expect(first?.total).toBeCloseTo(40 + 24 + 16 + 7, 10);
  // Seats' sums 22, 25, 22: mean 23, deviation √3, its error 1, times t(2) = 4.303.
  expect((first?.upper ?? 0) - (first?.total ?? 0)).toBeCloseTo(4.303, 10);
  expect((first?.total ?? 0) - (first?.lower ?? 0)).toBeCloseTo(4.303, 10);
  // Bid 2: 10 ÷ 16 of 40, all of 30, 60 × 0.2 + 50 × 0.1.
  expect(second?.total).toBeCloseTo(25 + 30 + 12 + 5, 10);
  // Seats' sums 15 and 19: error 2, t(1) = 12.706; its error at 12 has 33.333…, at 20 has 20 points of 40.
  const apart = 2 * 12.706;
  expect((second?.upper ?? 0) - (second?.total ?? 0)).toBeCloseTo(
    Math.min(100 - 72, Math.hypot(apart, 400 / 12 - 25)),
    10,
  );
  expect((second?.total ?? 0) - (second?.lower ?? 0)).toBeCloseTo(Math.hypot(apart, 25 - 20), 10);
  // Never measured on a must: out, and its price counts for nobody.
  expect(third).toMatchObject({ excludedBy: ['mae'], total: null, rank: null, tier: null, seats: 0 });
  expect([first?.rank, second?.rank]).toEqual([1, 2]);
  expect([first?.tier, second?.tier]).toEqual([1, 1]);
});

it('tells bids apart whose intervals do not meet, and leaves out whoever shares an owner', () => {
  const bids: SheetBid[] = [
    { number: 1, price: 100, measured: mae(10) },
    { number: 2, price: 100, measured: mae(20) },
    { number: 3, price: 100, measured: mae(19.9) },
    { number: 4, price: 1, measured: mae(1), related: true },
  ];
  const given = [1, 2, 3, 4].flatMap((bid) => [seat(1, bid, 80, 80), seat(2, bid, 80, 80)]);
  const sheet = panelSheet(terms, bids, given);
  expect(sheet.map(({ tier }) => tier)).toEqual([1, 3, 2, null]);
  expect(sheet[3]?.excludedBy).toEqual(['common_control']);
  const flagged = panelSheet({ ...terms, commonControl: 'flag' }, bids, given);
  expect(flagged.map(({ rank }) => rank)).toEqual([2, 4, 3, 1]);
});

it('counts a sheet with a gap for nothing, and a bid nobody may judge has no total', () => {
  const bids = [
    { number: 1, price: 1, measured: mae(1) },
    { number: 2, price: 1, measured: mae(1) },
  ];
  const sheet = panelSheet(terms, bids, [
    seat(1, 1, 50, 50),
    { seat: 2, bid: 1, points: { plan: 100 } },
    { seat: 2, bid: 2, points: { team: 100 } },
  ]);
  expect(sheet[0]).toMatchObject({ seats: 1, judged: { plan: 50, team: 50 } });
  expect(sheet[0]?.lower).toBe(sheet[0]?.upper);
  expect(sheet[1]).toMatchObject({ seats: 0, total: null, tier: null, excludedBy: [] });
});

const points = fc.integer({ min: 0, max: 100 });
const someBids = fc
  .array(
    fc.record({
      price: fc.integer({ min: 1, max: 1_000 }),
      mae: fc.double({ min: 0.5, max: 50, noNaN: true }),
      half: fc.double({ min: 0, max: 5, noNaN: true }),
      out: fc.boolean(),
      given: fc.array(fc.tuple(points, points), { minLength: 1, maxLength: 5 }),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((all) => ({
    bids: all.map(
      (one, at): SheetBid => ({
        number: at + 1,
        price: one.price,
        related: one.out,
        measured: mae(one.mae, one.half),
      }),
    ),
    given: all.flatMap((one, at) => one.given.map(([plan, team], by) => seat(by + 1, at + 1, plan, team))),
  }));

it('depends neither on the order of bids nor on that of seats, nor on bids that are out', () => {
  fc.assert(
    fc.property(someBids, fc.func(fc.integer()), ({ bids, given }, key) => {
      const shuffled = <T>(list: readonly T[]) =>
        [...list]
          .map((one) => [key(one), one] as const)
          .sort((a, b) => a[0] - b[0])
          .map(([, one]) => one);
      const byNumber = (sheet: ReturnType<typeof panelSheet>) =>
        new Map(sheet.map((line) => [line.number, line]));
      const sheet = byNumber(panelSheet(terms, bids, given));
      expect(Object.fromEntries(byNumber(panelSheet(terms, shuffled(bids), shuffled(given))))).toEqual(
        Object.fromEntries(sheet),
      );
      const inside = bids.filter(({ related }) => !related);
      for (const [number, line] of byNumber(panelSheet(terms, inside, given)))
        expect(line).toEqual(sheet.get(number));
    }),
  );
});

it('equals a calculation written another way', () => {
  fc.assert(
    fc.property(someBids, ({ bids, given }) => {
      const sheet = panelSheet(terms, bids, given);
      const inside = bids.filter(({ related }) => !related);
      const cheapest = Math.min(...inside.map(({ price }) => price));
      const best = Math.min(...inside.map(({ measured }) => measured.mae?.value ?? 0));
      const totals = inside.map((bid) => {
        const own = given.filter((one) => one.bid === bid.number);
        let judged = 0;
        for (const { points: p } of own) judged += (0.2 * (p.plan ?? 0) + 0.1 * (p.team ?? 0)) / own.length;
        const total = (30 * cheapest) / bid.price + (40 * best) / (bid.measured.mae?.value ?? 1) + judged;
        return { number: bid.number, total };
      });
      for (const { number, total } of totals) {
        const line = sheet.find((one) => one.number === number);
        expect(line?.total).toBeCloseTo(total, 8);
        expect(line?.lower).toBeLessThanOrEqual((line?.total ?? 0) + 1e-9);
        expect(line?.upper).toBeGreaterThanOrEqual((line?.total ?? 0) - 1e-9);
      }
      const top = Math.max(...totals.map(({ total }) => total));
      for (const line of sheet)
        if (line.rank === 1) {
          expect(line.total).toBeCloseTo(top, 8);
          expect(line.tier).toBe(1);
        }
      // Nobody of a later tier has more than somebody of an earlier one.
      for (const one of sheet)
        for (const other of sheet)
          if (one.tier !== null && other.tier !== null && one.tier < other.tier)
            expect((one.total ?? 0) >= (other.total ?? 0)).toBe(true);
    }),
  );
});
