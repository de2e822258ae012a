import { boundsOf, type Factors, type Part, parts, priorFactors } from './parts.js';

/** What came of one pair: points by part as they stood when it began, and how far it went. */
export interface Judged {
  needId: string;
  points: Readonly<Record<Part, number>>;
  /** 0: declined or dismissed; the further it went, the more. */
  grade: number;
}

/** How hard factors are held to the prior, per pair of outcomes; the scale of points. */
export const ridge = 4;
const scale = 10;

export interface LogisticOptions {
  /** Factor of ½‖w − centre‖². */
  ridge: number;
  centre: readonly number[];
  bounds?: readonly { low: number; high: number }[];
}

/**
 * Weights of a logistic model without an intercept, of rows that are all of the class 1: minimises
 * Σ log(1 + exp(−x·w)) + ½·ridge·‖w − centre‖² within the bounds. Strictly convex, so that there is one answer whatever
 * the order of the rows. Coordinate by coordinate: each step is by the greatest possible bend, so that none overshoots.
 */
export function fitLogistic(rows: readonly (readonly number[])[], options: LogisticOptions): number[] {
  const { centre, bounds } = options;
  const w = centre.map((at, column) => clamp(at, bounds?.[column]));
  const margins = Float64Array.from(rows, (row) => dot(row, w));
  const columns = w.map((_, column) => Float64Array.from(rows, (row) => row[column]!));
  const bends = columns.map((values) => values.reduce((sum, x) => sum + x ** 2 / 4, options.ridge));
  for (let round = 0; round < mostRounds; round += 1) {
    let moved = 0;
    for (const [column, values] of columns.entries()) {
      let slope = options.ridge * (w[column]! - centre[column]!);
      for (let at = 0; at < values.length; at += 1)
        if (values[at] !== 0) slope -= values[at]! / (1 + Math.exp(margins[at]!));
      const next = clamp(w[column]! - slope / bends[column]!, bounds?.[column]);
      const change = next - w[column]!;
      if (change === 0) continue;
      w[column] = next;
      for (let at = 0; at < values.length; at += 1) margins[at]! += change * values[at]!;
      moved = Math.max(moved, Math.abs(change));
    }
    if (moved < 1e-11) break;
  }
  return w;
}

const mostRounds = 20_000;
const clamp = (value: number, bound: { low: number; high: number } | undefined) =>
  bound ? Math.min(bound.high, Math.max(bound.low, value)) : value;
const dot = (one: readonly number[], other: readonly number[]) =>
  one.reduce((sum, value, at) => sum + value * other[at]!, 0);

/** Of each need, every pair of which one went further: the better one's points less the other's. */
export function pairsOf(judged: readonly Judged[]): number[][] {
  const byNeed = new Map<string, Judged[]>();
  for (const one of judged) byNeed.set(one.needId, [...(byNeed.get(one.needId) ?? []), one]);
  return [...byNeed.values()].flatMap((group) =>
    group.flatMap((better) =>
      group
        .filter((worse) => worse.grade < better.grade)
        .map((worse) => parts.map((part) => (better.points[part] - worse.points[part]) / scale)),
    ),
  );
}

/** Factors by what came of pairs, held to the prior and within the bounds that keep measured evidence first. */
export function fitFactors(judged: readonly Judged[]): Factors {
  const w = fitLogistic(pairsOf(judged), {
    ridge,
    centre: parts.map((part) => priorFactors[part]),
    bounds: parts.map(boundsOf),
  });
  return Object.fromEntries(parts.map((part, at) => [part, Math.round(w[at]! * 1e4) / 1e4])) as Record<
    Part,
    number
  >;
}

/** Share of pairs of one need told in the right order; a tie is half. Null where there is no pair. */
export function ordered(judged: readonly Judged[], factors: Factors): number | null {
  const pairs = pairsOf(judged);
  if (pairs.length === 0) return null;
  const right = pairs.reduce((sum, row) => {
    const margin = row.reduce((all, value, at) => all + value * factors[parts[at]!], 0);
    return sum + (Math.abs(margin) < 1e-9 ? 0.5 : margin > 0 ? 1 : 0);
  }, 0);
  return right / pairs.length;
}

/** Of six needs a month, weights told the months after worse than the prior in two of three simulated years: it holds. */
export const enough = { needs: 60, pairs: 400 } as const;

export interface Learnt {
  factors: Factors;
  needs: number;
  pairs: number;
  /** On the newest third, fitted on the older ones only. */
  held: { prior: number; learnt: number };
  /** Whether it tells the newest better than the prior does. */
  better: boolean;
}

/**
 * Fits on the older two thirds of the needs, tells the newest third with it, and only then fits on all. Null where there
 * are too few. @param judged in the order they began
 */
export function learn(judged: readonly Judged[]): Learnt | null {
  const needs = [...new Set(judged.map(({ needId }) => needId))];
  const pairs = pairsOf(judged).length;
  if (needs.length < enough.needs || pairs < enough.pairs) return null;
  const newest = new Set(needs.slice(Math.ceil((needs.length * 2) / 3)));
  const older = judged.filter(({ needId }) => !newest.has(needId));
  const late = judged.filter(({ needId }) => newest.has(needId));
  const prior = ordered(late, priorFactors);
  const learnt = ordered(late, fitFactors(older));
  if (prior === null || learnt === null) return null;
  return {
    factors: fitFactors(judged),
    needs: needs.length,
    pairs,
    held: { prior, learnt },
    better: learnt > prior,
  };
}
