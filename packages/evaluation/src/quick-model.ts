/** Rows are halved: every other one is learnt from, the rest are predicted. */
const isHeldOut = (at: number): boolean => at % 2 === 1;

const BINS = 24;
const ROUNDS = 80;
const RATE = 0.2;
const MOST_PAIRED = 30;

/** A column as the quick model reads it; categories are told apart, not ordered. */
export interface Given {
  name: string;
  values: Float64Array;
  kind: 'number' | 'category';
}

export interface QuickFit {
  /** What was used: a column, two columns and how they are joined, or all. */
  of: string;
  /** Share of the held-out target's variance that is told, R²; 1 is all of it. */
  told: number;
}

/**
 * How much of a target is told by single columns, by the sum, difference, product or ratio of two, and by all of them
 * (a least-squares fit and boosted stumps on binned values): the best of each kind, the best first. No model to be
 * used, a smell of what gives an answer away. Time grows with rows × columns; pairs are made of the 30 numeric
 * columns that tell most.
 * @param target one number per row, a class as 0 and 1; rows with NaN anywhere count as the column's mean
 */
export function quickFits(columns: readonly Given[], target: Float64Array): QuickFit[] {
  const filled = columns.map((one) => ({ ...one, values: withMean(one.values) }));
  const single = filled.map((one) => ({ of: one.name, told: toldBy(binMeans(one, target), target), one }));
  const numeric = single
    .filter(({ one }) => one.kind === 'number')
    .toSorted((a, b) => b.told - a.told)
    .slice(0, MOST_PAIRED);
  const best = (fits: QuickFit[]): QuickFit[] =>
    fits.length === 0 ? [] : [fits.reduce((most, one) => (one.told > most.told ? one : most))];
  const pairs: QuickFit[] = [];
  for (const [at, first] of numeric.entries())
    for (const second of numeric.slice(at + 1)) pairs.push(...joined(first.one, second.one, target));
  const all = columns.length > 1 ? [{ of: '*', told: toldBy(stumps(filled, target), target) }] : [];
  const found = [...best(single.map(({ of, told }) => ({ of, told }))), ...best(pairs), ...all];
  return found.toSorted((a, b) => b.told - a.told);
}

const joins = {
  '+': (a: number, b: number) => a + b,
  '−': (a: number, b: number) => a - b,
  '×': (a: number, b: number) => a * b,
  '÷': (a: number, b: number) => (b === 0 ? 0 : a / b),
};

function joined(first: Given, second: Given, target: Float64Array): QuickFit[] {
  const of = (join: keyof typeof joins, a: Given, b: Given): QuickFit => {
    const values = a.values.map((value, at) => joins[join](value, b.values[at]!));
    return { of: `${a.name} ${join} ${b.name}`, told: toldBy(line(values, target), target) };
  };
  return [
    of('+', first, second),
    of('−', first, second),
    of('×', first, second),
    of('÷', first, second),
    of('÷', second, first),
  ];
}

function withMean(values: Float64Array): Float64Array {
  let sum = 0;
  let count = 0;
  for (const value of values) if (Number.isFinite(value)) [sum, count] = [sum + value, count + 1];
  const mean = count > 0 ? sum / count : 0;
  return values.map((value) => (Number.isFinite(value) ? value : mean));
}

/** 1 − residual over spread on the rows held out; 0 where the target does not vary there. */
function toldBy(predicted: Float64Array, target: Float64Array): number {
  let mean = 0;
  let count = 0;
  for (let at = 0; at < target.length; at += 1)
    if (isHeldOut(at)) [mean, count] = [mean + target[at]!, count + 1];
  mean /= Math.max(1, count);
  let left = 0;
  let spread = 0;
  for (let at = 0; at < target.length; at += 1) {
    if (!isHeldOut(at)) continue;
    left += (target[at]! - predicted[at]!) ** 2;
    spread += (target[at]! - mean) ** 2;
  }
  return spread > 0 ? 1 - left / spread : 0;
}

/** Least squares with one regressor. */
function line(values: Float64Array, target: Float64Array): Float64Array {
  let [n, x, y] = [0, 0, 0];
  for (let at = 0; at < target.length; at += 1)
    if (!isHeldOut(at)) [n, x, y] = [n + 1, x + values[at]!, y + target[at]!];
  [x, y] = [x / n, y / n];
  let [xx, xy] = [0, 0];
  for (let at = 0; at < target.length; at += 1) {
    if (isHeldOut(at)) continue;
    xx += (values[at]! - x) ** 2;
    xy += (values[at]! - x) * (target[at]! - y);
  }
  const slope = xx > 0 ? xy / xx : 0;
  return values.map((value) => y + slope * (value - x));
}

/** Bin of each row: a category its own, a number by quantiles of the rows learnt from. */
function binsOf({ values, kind }: Given): Int32Array {
  if (kind === 'category') return Int32Array.from(values);
  const known = values.filter((_, at) => !isHeldOut(at)).sort();
  const edges = Array.from(
    { length: BINS - 1 },
    (_, at) => known[Math.floor(((at + 1) * known.length) / BINS)]!,
  );
  return Int32Array.from(values, (value) => {
    let bin = 0;
    while (bin < edges.length && value >= edges[bin]!) bin += 1;
    return bin;
  });
}

/** Mean on either side of the one threshold that parts the rows learnt from best. */
function bestSplit(values: Float64Array, target: Float64Array): Float64Array {
  const order = [...values.keys()].filter((at) => !isHeldOut(at)).sort((a, b) => values[a]! - values[b]!);
  const total = order.reduce((sum, at) => sum + target[at]!, 0);
  let best = { gain: -1, edge: Number.NEGATIVE_INFINITY, low: 0, high: total / order.length };
  let sum = 0;
  for (let n = 1; n < order.length; n += 1) {
    sum += target[order[n - 1]!]!;
    const [below, above] = [values[order[n - 1]!]!, values[order[n]!]!];
    if (below === above) continue;
    const [low, high] = [sum / n, (total - sum) / (order.length - n)];
    const gain = n * low * low + (order.length - n) * high * high;
    if (gain > best.gain) best = { gain, edge: (below + above) / 2, low, high };
  }
  return values.map((value) => (value < best.edge ? best.low : best.high));
}

function binMeans(column: Given, target: Float64Array): Float64Array {
  const binned = meansIn(binsOf(column), target);
  if (column.kind === 'category') return binned;
  const fits = [binned, line(column.values, target), bestSplit(column.values, target)];
  return fits.reduce((most, one) => (toldBy(one, target) > toldBy(most, target) ? one : most));
}

/** Per row the mean of the rows learnt from in its bin; their overall mean where there are none. */
function meansIn(bins: Int32Array, target: Float64Array): Float64Array {
  const sums = new Map<number, [sum: number, count: number]>();
  let [total, n] = [0, 0];
  for (let at = 0; at < bins.length; at += 1) {
    if (isHeldOut(at)) continue;
    const own = sums.get(bins[at]!) ?? sums.set(bins[at]!, [0, 0]).get(bins[at]!)!;
    own[0] += target[at]!;
    own[1] += 1;
    total += target[at]!;
    n += 1;
  }
  return Float64Array.from(bins, (bin) => {
    const own = sums.get(bin);
    return own ? own[0] / own[1] : total / Math.max(1, n);
  });
}

/** What is left after straight lines is fitted by bins, column by column, a little at a time (backfitting, boosted). */
function stumps(columns: readonly Given[], target: Float64Array): Float64Array {
  const predicted = new Float64Array(target.length);
  const bins = columns.map(binsOf);
  const rest = Float64Array.from(target);
  const take = (step: Float64Array, rate: number) => {
    for (let at = 0; at < rest.length; at += 1) {
      predicted[at]! += rate * step[at]!;
      rest[at]! -= rate * step[at]!;
    }
  };
  const gain = (step: Float64Array): number => {
    let sum = 0;
    for (let at = 0; at < rest.length; at += 1)
      if (!isHeldOut(at)) sum += step[at]! * (2 * rest[at]! - step[at]!);
    return sum;
  };
  for (let round = 0; round < ROUNDS; round += 1) {
    let most: { step: Float64Array; gain: number; straight: boolean } | null = null;
    for (const [place, column] of columns.entries()) {
      const straight = column.kind === 'number' ? line(column.values, rest) : null;
      for (const step of straight ? [straight, meansIn(bins[place]!, rest)] : [meansIn(bins[place]!, rest)]) {
        const own = gain(step);
        if (!most || own > most.gain) most = { step, gain: own, straight: step === straight };
      }
    }
    if (!most || most.gain <= 0) break;
    // Straight steps are exact where the target is a sum of columns; bins overfit and are taken slowly.
    take(most.step, most.straight ? 1 : RATE);
  }
  return predicted;
}
