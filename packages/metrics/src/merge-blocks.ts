import { FEWEST_EFFECTIVE } from './effective-units.js';
import { memoryOf } from './memory.js';
import type { BoundView, QuantileView, RatioView } from './metric.js';

/**
 * A view over blocks of time that remember each other, with so many taken together that they no longer do: twice as
 * many as Politis and White ask for. The pinned block is thus the shortest, never the only one.
 * @param order unit numbers in order of time
 * @returns null where fewer than 20 would be left
 */
export function mergedView(view: BoundView, order: readonly number[]): BoundView | null {
  const n = order.length;
  const off = view.kind === 'ratio' ? deviations(view) : aboveMedian(view, n);
  const { block, inflation } = memoryOf(order.map((unit) => off[unit]!));
  const wanted = Math.ceil(2 * block);
  if (wanted <= 1) return view;
  // As long as asked, or as 20 units allow where that is still twice what the memory amounts to: a correlation that
  // stands out by chance among some dozens of blocks asks for much and amounts to little.
  const blocks = Math.min(wanted, Math.floor(n / FEWEST_EFFECTIVE));
  if (blocks < wanted && blocks < 2 * inflation) return null;
  const count = Math.floor(n / Math.max(1, blocks));
  // What does not fill a block is shared out, so that all rows count.
  const into = new Uint32Array(n);
  order.forEach((unit, place) => {
    into[unit] = Math.floor((place * count) / n);
  });
  if (view.kind === 'quantile') return { ...view, units: view.units.map((unit) => into[unit]!) };
  const top = new Float64Array(count);
  const bottom = new Float64Array(count);
  for (let u = 0; u < n; u++) {
    top[into[u]!]! += view.units.top[u]!;
    bottom[into[u]!]! += view.units.bottom[u]!;
  }
  return { ...view, units: { top, bottom } };
}

/** What each unit adds to the top beyond its share. */
function deviations({ units: { top, bottom } }: RatioView): Float64Array {
  let tops = 0;
  let bottoms = 0;
  for (let u = 0; u < top.length; u++) {
    tops += top[u]!;
    bottoms += bottom[u]!;
  }
  const ratio = bottoms > 0 ? tops / bottoms : 0;
  return top.map((one, u) => one - ratio * bottom[u]!);
}

/** Rows over the median less rows under it, per unit. */
function aboveMedian({ values, units }: QuantileView, count: number): Float64Array {
  const off = new Float64Array(count);
  const median = values[values.length >> 1]!;
  for (let i = 0; i < values.length; i++) off[units[i]!]! += Math.sign(values[i]! - median);
  return off;
}
