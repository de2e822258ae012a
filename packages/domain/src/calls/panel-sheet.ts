import { computedSheet, measuredPoints, type SheetBid, type SheetLine, type SheetTerms } from './sheet.js';

/** Points one seat gave one bid, 0 to 100 by criterion; every judged criterion, or the line counts for nothing. */
export interface SeatPoints {
  seat: number;
  bid: number;
  points: Readonly<Record<string, number>>;
}

export interface PanelLine extends SheetLine {
  /** Mean over the seats that judged it, by criterion. */
  judged: Readonly<Record<string, number | null>>;
  /** Seats whose points count for this bid. */
  seats: number;
  /** Weighted points of everything, 0 to 100; null for what is out, and for what no seat may judge. */
  total: number | null;
  /** Between which the total lies at 95 %, by the measurements' own intervals and by how far the seats are apart. */
  lower: number | null;
  upper: number | null;
  /** 1 is best; the same total, the same rank. */
  rank: number | null;
  /** Bids of one tier cannot be told apart: their intervals overlap with that of the tier's best. */
  tier: number | null;
}

/** Two-sided 95 % quantiles of Student's t by degrees of freedom, 1 to 14 (NIST/SEMATECH e-Handbook, 1.3.6.7.2). */
const t95 = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145,
] as const;

/**
 * The whole calculation. What measurement and price give is `computedSheet`'s; a judged criterion has the mean of its
 * seats. The interval of a total joins the half-widths of the measured values' intervals and of the mean of the seats'
 * weighted sums (Student's t) by the root of their squares, each side apart. Neither the order of bids nor that of seats
 * plays a part, nor does a bid that is out.
 */
export function panelSheet(
  terms: SheetTerms,
  bids: readonly SheetBid[],
  given: readonly SeatPoints[],
): PanelLine[] {
  const judgedCriteria = terms.criteria.filter(({ kind }) => kind === 'judged');
  const computed = computedSheet(terms, bids);
  const standing = bids.filter((_, at) => computed[at]?.excludedBy.length === 0);
  const lines = bids.map((bid, at): PanelLine => {
    const base = computed[at] as SheetLine;
    const sheets = given.filter(
      (one) => one.bid === bid.number && judgedCriteria.every(({ id }) => Object.hasOwn(one.points, id)),
    );
    const out = base.computed === null || (judgedCriteria.length > 0 && sheets.length === 0);
    const judged = Object.fromEntries(
      judgedCriteria.map(({ id }) => [id, out ? null : mean(sheets.map(({ points }) => points[id] ?? 0))]),
    );
    const none = { judged, seats: sheets.length, total: null, lower: null, upper: null };
    if (out) return { ...base, ...none, rank: null, tier: null };
    const sums = sheets.map(({ points }) =>
      sorted(judgedCriteria.map(({ id, weight }) => ((points[id] ?? 0) * weight) / 100)).reduce(plus, 0),
    );
    const total = (base.computed ?? 0) + (sums.length > 0 ? mean(sums) : 0);
    const apart = spread(sums);
    const sides = measuredSides(terms, bid, standing);
    return {
      ...base,
      judged,
      seats: sheets.length,
      total,
      lower: Math.max(0, total - Math.hypot(apart, ...sides.map(([below]) => below))),
      upper: Math.min(100, total + Math.hypot(apart, ...sides.map(([, above]) => above))),
      rank: null,
      tier: null,
    };
  });
  return ranked(lines);
}

/** How far a weighted measured value's points reach below and above, by the ends of its interval. */
function measuredSides(
  terms: SheetTerms,
  bid: SheetBid,
  standing: readonly SheetBid[],
): [below: number, above: number][] {
  return terms.criteria.flatMap(({ id, kind, weight }): [number, number][] => {
    const own = bid.measured[id];
    if (kind !== 'measured' || !own?.interval || own.value === null) return [];
    const at = measuredPoints(id, own, standing) ?? 0;
    const ends = [own.interval.lower, own.interval.upper].map(
      (value) => measuredPoints(id, { ...own, value }, standing) ?? 0,
    );
    return [[((at - Math.min(at, ...ends)) * weight) / 100, ((Math.max(at, ...ends) - at) * weight) / 100]];
  });
}

/** Half of the 95 % interval of a mean; one seat alone says nothing of how far two would be apart. */
function spread(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const centre = mean(values);
  const squares = sorted(values.map((value) => (value - centre) ** 2)).reduce(plus, 0);
  const t = t95[Math.min(values.length - 1, t95.length) - 1] as number;
  return t * Math.sqrt(squares / (values.length - 1) / values.length);
}

function ranked(lines: readonly PanelLine[]): PanelLine[] {
  const inside = lines.filter((line) => line.total !== null);
  const best = [...inside].sort((a, b) => (b.total ?? 0) - (a.total ?? 0) || (b.lower ?? 0) - (a.lower ?? 0));
  const tiers = new Map<number, number>();
  let tier = 0;
  let floor = Number.POSITIVE_INFINITY;
  for (const line of best) {
    if ((line.upper ?? 0) < floor) {
      tier += 1;
      floor = line.lower ?? 0;
    }
    tiers.set(line.number, tier);
  }
  return lines.map((line) => ({
    ...line,
    rank: line.total === null ? null : 1 + inside.filter(({ total }) => higher(total, line.total)).length,
    tier: tiers.get(line.number) ?? null,
  }));
}

const higher = (one: number | null, other: number | null) => (one ?? 0) > (other ?? 0);
const plus = (a: number, b: number) => a + b;
/** Added up from the smallest, so that no order changes the last digit. */
const sorted = (values: readonly number[]) => [...values].sort((a, b) => a - b);
const mean = (values: readonly number[]) => sorted(values).reduce(plus, 0) / values.length;
