import { binomial } from './binomial.js';
import type { Random } from './random.js';

// 4096 counts of 4 bytes stay in the first-level cache while they are incremented at random.
const BLOCK = 4096;

/**
 * One bootstrap resample: how often each unit is drawn in `weights.length` draws with replacement.
 * Draws are first split over blocks of 4,096 units by exact conditional binomials, so memory is walked in order;
 * the joint distribution is the same multinomial.
 */
export function drawWeights(random: Random, weights: Uint32Array): void {
  const units = weights.length;
  weights.fill(0);
  let drawsLeft = units;
  for (let base = 0; base < units; base += BLOCK) {
    const unitsLeft = units - base;
    const size = Math.min(BLOCK, unitsLeft);
    const draws = size === unitsLeft ? drawsLeft : binomial(random, drawsLeft, size / unitsLeft);
    random.tally(weights, base, size, draws);
    drawsLeft -= draws;
  }
}

/**
 * One bootstrap resample of rows that fall into few cells: Multinomial(Σ counts, counts / Σ counts).
 * Same distribution as drawing Σ counts rows and counting their cells.
 */
export function drawCells(random: Random, counts: Float64Array, out: Float64Array): void {
  let total = 0;
  for (let c = 0; c < counts.length; c++) total += counts[c]!;
  let drawsLeft = total;
  for (let c = 0; c < counts.length; c++) {
    const count = counts[c]!;
    const draws = count >= total ? drawsLeft : binomial(random, drawsLeft, count / total);
    out[c] = draws;
    drawsLeft -= draws;
    total -= count;
  }
}
