import { argsort } from './argsort.js';
import { type ClassificationFrame, scoreWidth } from './frame.js';
import { type Kernel, known, type Measured, type RatioView, undefinedBecause } from './metric.js';
import type { Selection } from './selection.js';

/** Rows in ascending order of one class's score. */
export interface Ranking {
  /** Bit 0: the row is of the class; bit 1: the next row's score is higher. */
  marks: Uint8Array;
  /** Unit of each row. */
  units: Uint32Array;
  positives: number;
  negatives: number;
}

const POSITIVE = 1;
const TIE_ENDS = 2;

/** Scores of class `code` for the selected rows; with one column, the other class is ranked in reverse. */
function classScores(frame: ClassificationFrame, code: number, selection: Selection): Float64Array {
  const { scores } = frame;
  if (!scores) throw new RangeError('scores: this metric ranks rows by score, none were given');
  const width = scoreWidth(frame);
  const column = width === 1 ? 0 : code;
  const sign = width === 1 && code !== (frame.positive ?? 1) ? -1 : 1;
  const { rows } = selection;
  if (width === 1 && sign === 1 && !rows) return scores;
  const out = new Float64Array(selection.size);
  for (let i = 0; i < out.length; i++) out[i] = sign * scores[(rows ? rows[i]! : i) * width + column]!;
  return out;
}

function classFlags(truth: Int32Array, code: number, rows: Int32Array | null, n: number): Uint8Array {
  const flags = new Uint8Array(n);
  // Codes are not negative, so (code XOR truth) − 1 is negative where they agree, and only there: no branch.
  if (rows) for (let i = 0; i < n; i++) flags[i] = ((truth[rows[i]!]! ^ code) - 1) >>> 31;
  else for (let i = 0; i < n; i++) flags[i] = ((truth[i]! ^ code) - 1) >>> 31;
  return flags;
}

function marksOf(flags: Uint8Array, order: Uint32Array, values: Float64Array): Uint8Array {
  const last = order.length - 1;
  const marks = new Uint8Array(order.length);
  for (let i = 0; i < last; i++) marks[i] = flags[order[i]!]! | (values[i + 1] === values[i] ? 0 : TIE_ENDS);
  if (last >= 0) marks[last] = flags[order[last]!]! | TIE_ENDS;
  return marks;
}

export function rank(frame: ClassificationFrame, code: number, selection: Selection): Ranking {
  const { order: units, values } = argsort(classScores(frame, code, selection));
  const { rows, size: n, unitOf } = selection;
  const marks = marksOf(classFlags(frame.truth, code, rows, n), units, values);
  let positives = 0;
  for (let i = 0; i < n; i++) positives += marks[i]! & POSITIVE;
  if (unitOf) for (let i = 0; i < n; i++) units[i] = unitOf[units[i]!]!;
  return { marks, units, positives, negatives: n - positives };
}

/** Mann–Whitney form: the share of (positive, negative) pairs ranked right, ties counting half. */
export function rocArea({ marks, units }: Ranking, weights: Uint32Array | null): Measured {
  let negatives = 0;
  let positives = 0;
  let area = 0;
  let tiedPositives = 0;
  let tiedNegatives = 0;
  for (let i = 0; i < marks.length; i++) {
    const weight = weights ? weights[units[i]!]! : 1;
    const mark = marks[i]!;
    // Multiplied rather than branched: which class comes next is a coin toss to the processor.
    const positive = weight * (mark & POSITIVE);
    tiedPositives += positive;
    tiedNegatives += weight - positive;
    if (mark & TIE_ENDS) {
      area += tiedPositives * (negatives + 0.5 * tiedNegatives);
      positives += tiedPositives;
      negatives += tiedNegatives;
      tiedPositives = 0;
      tiedNegatives = 0;
    }
  }
  if (positives + negatives === 0) return undefinedBecause('empty');
  if (positives === 0) return undefinedBecause('no_positives');
  if (negatives === 0) return undefinedBecause('no_negatives');
  return known(area / (positives * negatives));
}

/** Head start of pseudo rows ranked above all others. */
interface Ahead {
  positives: number;
  negatives: number;
}

const NOTHING_AHEAD: Ahead = { positives: 0, negatives: 0 };

/** Σ (Rₙ − Rₙ₋₁)·Pₙ over falling thresholds, one step per distinct score. */
export function averagePrecision(
  { marks, units }: Ranking,
  weights: Uint32Array | null,
  ahead: Ahead = NOTHING_AHEAD,
): Measured {
  let hits = ahead.positives;
  let named = ahead.positives + ahead.negatives;
  let sum = ahead.positives;
  let tiedPositives = 0;
  let tied = 0;
  for (let i = marks.length - 1; i >= 0; i--) {
    // A mark at i closes the tie group below the rows already seen.
    if (marks[i]! & TIE_ENDS && tied > 0) {
      hits += tiedPositives;
      named += tied;
      if (tiedPositives > 0) sum += tiedPositives * (hits / named);
      tiedPositives = 0;
      tied = 0;
    }
    const weight = weights ? weights[units[i]!]! : 1;
    tied += weight;
    tiedPositives += weight * (marks[i]! & POSITIVE);
  }
  hits += tiedPositives;
  named += tied;
  if (tiedPositives > 0) sum += tiedPositives * (hits / named);
  if (named === 0) return undefinedBecause('empty');
  if (hits === 0) return undefinedBecause('no_positives');
  return known(sum / hits);
}

/**
 * How the area moves with the weight of each row (in the ranking's order), per row of all: a positive by its share
 * of negatives ranked below, a negative by that of positives above: DeLong's structural components (E. DeLong,
 * D. DeLong, D. Clarke-Pearson, Biometrics 44, 1988).
 */
function rocInfluence({ marks, positives, negatives }: Ranking, area: number): Float64Array {
  const n = marks.length;
  const out = new Float64Array(n);
  let start = 0;
  let below = 0;
  let passed = 0;
  for (let i = 0; i < n; i++) {
    if (!(marks[i]! & TIE_ENDS)) continue;
    let tied = 0;
    for (let j = start; j <= i; j++) tied += marks[j]! & POSITIVE;
    const tiedNegatives = i + 1 - start - tied;
    const ofPositive = (n * ((below + tiedNegatives / 2) / negatives - area)) / positives;
    const ofNegative = (n * ((positives - passed - tied / 2) / positives - area)) / negatives;
    for (let j = start; j <= i; j++) out[j] = marks[j]! & POSITIVE ? ofPositive : ofNegative;
    below += tiedNegatives;
    passed += tied;
    start = i + 1;
  }
  return out;
}

/** The same for average precision: a row moves its own step and the precision at every step below it. */
function precisionInfluence({ marks, positives }: Ranking, area: number): Float64Array {
  const n = marks.length;
  const out = new Float64Array(n);
  const ends: { from: number; to: number; tied: number; hits: number; named: number }[] = [];
  let to = n - 1;
  let hits = 0;
  for (let i = n - 1; i >= 0; i--) {
    if (i > 0 && !(marks[i - 1]! & TIE_ENDS)) continue;
    let tied = 0;
    for (let j = i; j <= to; j++) tied += marks[j]! & POSITIVE;
    hits += tied;
    ends.push({ from: i, to, tied, hits, named: n - i });
    to = i - 1;
  }
  let asHit = 0;
  let asMiss = 0;
  for (const { from, to: last, tied, hits: h, named } of ends.reverse()) {
    asHit += tied * (1 / named - h / named ** 2);
    asMiss -= (tied * h) / named ** 2;
    const ofPositive = (n * (h / named + asHit - area)) / positives;
    const ofNegative = (n * asMiss) / positives;
    for (let j = from; j <= last; j++) out[j] = marks[j]! & POSITIVE ? ofPositive : ofNegative;
  }
  return out;
}

interface Curve {
  influence(ranking: Ranking, area: number): Float64Array;
  /** Least and most that one row more can move the area, per row of all. */
  oneMore(ranking: Ranking, area: number): [number, number];
  measure(ranking: Ranking, weights: Uint32Array | null): Measured;
  extremes(ranking: Ranking, mass: number): { lower: number; upper: number };
}

export const rocCurve: Curve = {
  influence: rocInfluence,
  oneMore: ({ marks, positives, negatives }, area) => {
    const rarer = (marks.length + 1) / (Math.min(positives, negatives) + 1);
    return [-area * rarer, (1 - area) * rarer];
  },
  measure: rocArea,
  extremes: (ranking, mass) => {
    const area = rocArea(ranking, null).value ?? 0;
    const share =
      Math.min(ranking.positives, ranking.negatives) /
      (Math.min(ranking.positives, ranking.negatives) + mass);
    return { lower: area * share, upper: 1 - (1 - area) * share };
  },
};

export const precisionRecallCurve: Curve = {
  influence: precisionInfluence,
  oneMore: (ranking, area) => {
    const { lower, upper } = precisionRecallCurve.extremes(ranking, 1);
    const n = ranking.marks.length + 1;
    return [(lower - area) * n, (upper - area) * n];
  },
  measure: averagePrecision,
  extremes: (ranking, mass) => {
    const { positives, negatives } = ranking;
    const value = averagePrecision(ranking, null).value ?? 0;
    const missed = positives + mass;
    const missedLast = (value * positives + (mass * missed) / (missed + negatives)) / missed;
    const falseFirst = averagePrecision(ranking, null, { positives: 0, negatives: mass }).value ?? 0;
    const rightFirst = averagePrecision(ranking, null, { positives: mass, negatives: 0 }).value ?? 0;
    return { lower: Math.min(missedLast, falseFirst), upper: rightFirst };
  },
};

/** One class's curve, or the mean of one-versus-rest curves over the classes that have both kinds of rows. */
export function curveKernel(
  frame: ClassificationFrame,
  codes: readonly number[],
  selection: Selection,
  curve: Curve,
): Kernel {
  const rankings = codes.map((code) => rank(frame, code, selection));
  const rowsPerUnit = selection.size / Math.max(1, selection.units);
  return {
    measure: (weights) => mean(rankings.map((ranking) => curve.measure(ranking, weights))),
    view: () => curveView(rankings, selection, curve),
    extremes: (mass) => {
      const ranges = rankings
        .filter((ranking) => curve.measure(ranking, null).value !== null)
        .map((ranking) => curve.extremes(ranking, mass * rowsPerUnit));
      const average = (of: 'lower' | 'upper') =>
        ranges.reduce((sum, range) => sum + range[of], 0) / ranges.length;
      return { lower: average('lower'), upper: average('upper') };
    },
  };
}

function curveView(rankings: readonly Ranking[], selection: Selection, curve: Curve): RatioView | null {
  const { units, unitOf, size } = selection;
  const top = new Float64Array(units);
  const bottom = new Float64Array(units);
  for (let i = 0; i < size; i++) bottom[unitOf ? unitOf[i]! : i]!++;
  const measured = rankings.flatMap((ranking) => {
    const { value } = curve.measure(ranking, null);
    return value === null ? [] : [{ ranking, value }];
  });
  if (measured.length === 0) return null;
  const range: [number, number] = [0, 0];
  let value = 0;
  for (const { ranking, value: area } of measured) {
    const influence = curve.influence(ranking, area);
    for (let i = 0; i < size; i++) top[ranking.units[i]!]! += influence[i]! / measured.length;
    const [low, high] = curve.oneMore(ranking, area);
    range[0] += low / measured.length;
    range[1] += high / measured.length;
    value += area / measured.length;
  }
  // A whole unit more, all wrong, has rows of both kinds: each takes away what the value is.
  const [least, most] = unitOf ? [-2 * value, 2 * (1 - value)] : range;
  const moved = (ratio: number) => value + ratio;
  return {
    kind: 'ratio',
    units: { top, bottom },
    value: moved,
    increasing: true,
    least,
    most,
    linearised: true,
  };
}

function mean(parts: readonly Measured[]): Measured {
  if (parts.length === 1) return parts[0]!;
  if (parts.every((part) => part.issue === 'empty')) return undefinedBecause('empty');
  let sum = 0;
  let defined = 0;
  for (const { value } of parts) {
    if (value === null) continue;
    sum += value;
    defined++;
  }
  if (defined === 0) return undefinedBecause('class_absent');
  return known(sum / defined, defined < parts.length ? 'class_absent' : null);
}
