import fc from 'fast-check';
import { expect, it } from 'vitest';
import { computedSheet, pricePoints, type SheetBid, type SheetTerms } from './sheet.js';

const terms: SheetTerms = {
  criteria: [
    { id: 'mae', weight: 40, kind: 'measured', must: true },
    { id: 'recall', weight: 10, kind: 'measured', must: false },
    { id: 'plan', weight: 20, kind: 'judged', must: false },
  ],
  priceWeight: 30,
  priceFormula: 'lowest_ratio',
  ceiling: 1_000,
};
const mae = (value: number | null, verdict: 'pass' | 'fail' | 'inconclusive' = 'pass') => ({
  value,
  verdict,
  direction: 'at_most' as const,
});
const recall = (value: number) => ({ value, verdict: 'pass' as const, direction: 'at_least' as const });

it('weighs measured values and prices as stated, and leaves the panel’s part open', () => {
  const [first, second] = computedSheet(terms, [
    { number: 1, price: 800, measured: { mae: mae(10), recall: recall(0.8) } },
    { number: 2, price: 400, measured: { mae: mae(20) } },
  ]);
  expect(first).toEqual({
    number: 1,
    excludedBy: [],
    points: { mae: 100, recall: 100 },
    pricePoints: 50,
    computed: 40 + 10 + 15,
  });
  expect(second).toEqual({
    number: 2,
    excludedBy: [],
    points: { mae: 50, recall: null },
    pricePoints: 100,
    computed: 20 + 30,
  });
});

it('excludes whoever failed a must, did not settle it, or was never measured, and counts nobody against their price', () => {
  const sheet = computedSheet(terms, [
    { number: 1, price: 900, measured: { mae: mae(10) } },
    { number: 2, price: 1, measured: { mae: mae(1, 'fail') } },
    { number: 3, price: 1, measured: { mae: mae(1, 'inconclusive') } },
    { number: 4, price: 1, measured: {} },
  ]);
  expect(sheet.map(({ excludedBy }) => excludedBy)).toEqual([[], ['mae'], ['mae'], ['mae']]);
  expect(sheet[0]).toMatchObject({ pricePoints: 100, points: { mae: 100 } });
  expect(sheet[1]).toMatchObject({ pricePoints: null, computed: null, points: { mae: null } });
});

const aBid = fc.record({
  price: fc.integer({ min: 0, max: 1_000 }),
  mae: fc.option(fc.double({ min: 0.01, max: 50, noNaN: true })),
  recall: fc.option(fc.double({ min: -1, max: 1, noNaN: true })),
  verdict: fc.constantFrom('pass' as const, 'fail' as const, 'inconclusive' as const),
});
const someBids = fc.array(aBid, { minLength: 1, maxLength: 8 }).map((all) =>
  all.map(
    (one, at): SheetBid => ({
      number: at + 1,
      price: one.price,
      measured: {
        ...(one.mae === null ? {} : { mae: mae(one.mae, one.verdict) }),
        ...(one.recall === null ? {} : { recall: recall(one.recall) }),
      },
    }),
  ),
);
const aFormula = fc.constantFrom('lowest_ratio' as const, 'linear_to_ceiling' as const);

it('equals a recomputation written another way', () => {
  fc.assert(
    fc.property(someBids, aFormula, (bids, priceFormula) => {
      const sheet = computedSheet({ ...terms, priceFormula }, bids);
      const inside = bids.filter((bid) => bid.measured.mae?.verdict === 'pass');
      const cheapest = [...inside].sort((a, b) => a.price - b.price)[0]?.price ?? 0;
      const bestMae = [...inside].map((bid) => bid.measured.mae?.value ?? 0).sort((a, b) => a - b)[0] ?? 0;
      const recalls = inside.flatMap((bid) => (bid.measured.recall ? [bid.measured.recall.value ?? 0] : []));
      const bestRecall = recalls.sort((a, b) => b - a)[0] ?? 0;
      for (const [at, bid] of bids.entries()) {
        const line = sheet[at];
        if (!inside.includes(bid)) {
          expect(line?.computed).toBeNull();
          continue;
        }
        let cost = 100;
        if (bid.price !== cheapest)
          cost =
            priceFormula === 'lowest_ratio'
              ? (100 * cheapest) / bid.price
              : (100 * (1_000 - bid.price)) / (1_000 - cheapest);
        const error = (100 * bestMae) / (bid.measured.mae?.value ?? 1);
        const own = bid.measured.recall?.value;
        let found = 0;
        if (own !== undefined && own !== null)
          found = own === bestRecall ? 100 : own > 0 && bestRecall > 0 ? (100 * own) / bestRecall : 0;
        expect(line?.computed).toBeCloseTo(0.3 * cost + 0.4 * error + 0.1 * found, 8);
      }
    }),
  );
});

it('does not depend on the order of the bids, nor on bids that are out', () => {
  fc.assert(
    fc.property(someBids, aFormula, (bids, priceFormula) => {
      const all = { ...terms, priceFormula };
      const byNumber = (some: readonly SheetBid[]) =>
        new Map(computedSheet(all, some).map((line) => [line.number, line]));
      const sheet = byNumber(bids);
      expect(byNumber([...bids].reverse())).toEqual(new Map([...sheet].reverse()));
      const inside = bids.filter(({ number }) => sheet.get(number)?.excludedBy.length === 0);
      for (const [number, line] of byNumber(inside)) expect(line).toEqual(sheet.get(number));
    }),
  );
});

it('gives points from 0 to 100, to the lowest price and the best value all of them, to a tie the same', () => {
  fc.assert(
    fc.property(someBids, aFormula, (bids, priceFormula) => {
      const sheet = computedSheet({ ...terms, priceFormula }, bids).filter(
        ({ computed }) => computed !== null,
      );
      for (const { pricePoints: points, points: each, computed } of sheet) {
        for (const one of [points, ...Object.values(each)].filter((one) => one !== null)) {
          expect(one).toBeGreaterThanOrEqual(0);
          expect(one).toBeLessThanOrEqual(100);
        }
        expect(computed).toBeLessThanOrEqual(80 + 1e-9);
      }
      if (sheet.length > 0) expect(Math.max(...sheet.map((line) => line.pricePoints ?? 0))).toBe(100);
      const priceOf = (number: number) => bids.find((bid) => bid.number === number)?.price;
      for (const one of sheet)
        for (const other of sheet)
          if (priceOf(one.number) === priceOf(other.number)) expect(one.pricePoints).toBe(other.pricePoints);
    }),
  );
});

it('never takes points from a lower price, a smaller error or a higher rate', () => {
  fc.assert(
    fc.property(someBids, aFormula, fc.nat(7), (bids, priceFormula, pick) => {
      const bid = bids[pick % bids.length];
      if (!bid?.measured.mae) return;
      const all = { ...terms, priceFormula };
      const computed = (some: readonly SheetBid[]) =>
        computedSheet(all, some).find(({ number }) => number === bid.number)?.computed ?? 0;
      const better = (change: Partial<SheetBid>) =>
        computed(bids.map((one) => (one === bid ? { ...bid, ...change } : one)));
      const before = computed(bids) - 1e-9;
      expect(better({ price: bid.price / 2 })).toBeGreaterThanOrEqual(before);
      const { mae: error } = bid.measured;
      const half = { ...error, value: error.value === null ? null : error.value / 2 };
      expect(better({ measured: { ...bid.measured, mae: half } })).toBeGreaterThanOrEqual(before);
    }),
  );
});

it('reads a ceiling that everybody asks for, and a price of nothing', () => {
  expect(pricePoints('linear_to_ceiling', 1_000, 1_000, 1_000)).toBe(100);
  expect(pricePoints('linear_to_ceiling', 1_000, 500, 1_000)).toBe(0);
  expect(pricePoints('lowest_ratio', 0, 0, null)).toBe(100);
  expect(pricePoints('lowest_ratio', 5, 0, null)).toBe(0);
});
