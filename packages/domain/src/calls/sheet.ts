import type { priceFormulas } from '@scenario-lab/contracts/calls';

export interface MeasuredValue {
  value: number | null;
  verdict: 'pass' | 'fail' | 'inconclusive';
  direction: 'at_least' | 'at_most';
  interval?: { lower: number; upper: number } | null;
}
export interface SheetTerms {
  criteria: readonly { id: string; weight: number; kind: 'measured' | 'judged'; must: boolean }[];
  priceWeight: number;
  priceFormula: (typeof priceFormulas)[number];
  ceiling: number | null;
  /** What becomes of bids of one control group: all of them are out, or it is said and no more. */
  commonControl?: 'exclude' | 'flag';
}
export interface SheetBid {
  number: number;
  price: number;
  /** Another bid here is of the same control group. */
  related?: boolean;
  /** Per criterion, of the bidder's last approved run on hidden data; absent where nothing was measured. */
  measured: Readonly<Record<string, MeasuredValue>>;
}
export interface SheetLine {
  number: number;
  /** Musts that the measurement did not pass, or that nobody measured, or `commonControl`: the bid is out, whatever its points. */
  excludedBy: string[];
  /** 0 to 100 per criterion and for the price; null for what is out and for what is not measured. */
  points: Readonly<Record<string, number | null>>;
  pricePoints: number | null;
  /** Weighted points of price and measurement together, of so many that could be had; the panel's part comes on top. */
  computed: number | null;
}

/**
 * Points of a price, 0 to 100. `lowest_ratio`: lowest ÷ price × 100. `linear_to_ceiling`: (ceiling − price) ÷ (ceiling −
 * lowest) × 100; where all ask for the ceiling itself, 100. A price of nothing has all the points there are.
 */
export function pricePoints(
  formula: SheetTerms['priceFormula'],
  price: number,
  lowest: number,
  ceiling: number | null,
): number {
  if (price <= lowest) return 100;
  if (formula === 'lowest_ratio') return (lowest / price) * 100;
  if (ceiling === null || ceiling <= lowest) return 0;
  return clamped(((ceiling - price) / (ceiling - lowest)) * 100);
}

/**
 * What of a decision needs no opinion: who is out by measurement, and the points of prices and of measured values, each
 * against the best of those who are not out (for “at most” best ÷ own, for “at least” own ÷ best). What a bidder
 * predicted plays no part. Lines come in the order of the bids; no line depends on that order, or on a bid that is out.
 */
export function computedSheet(terms: SheetTerms, bids: readonly SheetBid[]): SheetLine[] {
  const measured = terms.criteria.filter(({ kind }) => kind === 'measured');
  const outOf = (bid: SheetBid) => [
    ...(bid.related && terms.commonControl === 'exclude' ? [commonControl] : []),
    ...measured.filter(({ id, must }) => must && bid.measured[id]?.verdict !== 'pass').map(({ id }) => id),
  ];
  const standing = bids.filter((bid) => outOf(bid).length === 0);
  const lowest = Math.min(...standing.map(({ price }) => price));
  return bids.map((bid) => {
    const excludedBy = outOf(bid);
    const out = excludedBy.length > 0;
    const points = Object.fromEntries(
      measured.map(({ id }) => [id, out ? null : measuredPoints(id, bid.measured[id], standing)]),
    );
    const forPrice = out ? null : pricePoints(terms.priceFormula, bid.price, lowest, terms.ceiling);
    const weighted = measured.reduce(
      (sum, { id, weight }) => sum + ((points[id] ?? 0) * weight) / 100,
      ((forPrice ?? 0) * terms.priceWeight) / 100,
    );
    return { number: bid.number, excludedBy, points, pricePoints: forPrice, computed: out ? null : weighted };
  });
}

/** Stands among the criteria by which a bid is out; no criterion of a need has this id. */
export const commonControl = 'common_control';

/** Null where it was not measured: it earns nothing, and is not said to be zero. */
export function measuredPoints(
  id: string,
  own: MeasuredValue | undefined,
  standing: readonly SheetBid[],
): number | null {
  if (!own || own.value === null) return null;
  const values = standing.flatMap(({ measured }) => {
    const value = measured[id]?.value;
    return value === undefined || value === null ? [] : [value];
  });
  const best = own.direction === 'at_most' ? Math.min(...values) : Math.max(...values);
  if (own.direction === 'at_most' ? own.value <= best : own.value >= best) return 100;
  const [small, large] = own.direction === 'at_most' ? [best, own.value] : [own.value, best];
  // A figure that may be negative has no ratio; what is not the best earns nothing then.
  return small <= 0 || large <= 0 ? 0 : clamped((small / large) * 100);
}

const clamped = (points: number) => Math.min(100, Math.max(0, points));
