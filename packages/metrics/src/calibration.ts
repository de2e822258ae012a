import type { ClassificationFrame } from './frame.js';
import { type Kernel, known, type RatioView, undefinedBecause } from './metric.js';
import { normalCdf } from './normal.js';
import { areProbabilities, binOf, confidences } from './probabilities.js';
import type { Selection } from './selection.js';

export const CALIBRATION_BINS = 15;

/**
 * What chance alone adds to |d| when d is measured with standard error s: E|N(d, s²)| − |d|, the mean of the folded
 * normal (F. Leone et al., Technometrics 3, 1961) at what was measured.
 */
function chanceGap(gap: number, error: number): number {
  if (error === 0) return 0;
  const z = Math.abs(gap) / error;
  return error * Math.sqrt(2 / Math.PI) * Math.exp((-z * z) / 2) - 2 * Math.abs(gap) * normalCdf(-z);
}

interface Bins {
  rows: Float64Array;
  /** Σ (came true − confidence). */
  gaps: Float64Array;
  /** Σ c(1 − c): the variance of the former in a program that is calibrated. */
  spread: Float64Array;
}

/** Expected calibration error of one selection, less what chance adds to it; see the metric's formula. */
export function calibrationKernel(frame: ClassificationFrame, selection: Selection): Kernel {
  if (!areProbabilities(frame, selection)) return { measure: () => undefinedBecause('not_probabilities') };
  const { confidence, hit } = confidences(frame, selection);
  const bins = new Uint8Array(confidence.length);
  const gaps = new Float64Array(confidence.length);
  for (let i = 0; i < gaps.length; i++) {
    bins[i] = binOf(confidence[i]!, CALIBRATION_BINS);
    gaps[i] = hit[i]! - confidence[i]!;
  }
  const { unitOf, units } = selection;
  const count = (weights: Uint32Array | null): Bins => {
    const of: Bins = {
      rows: new Float64Array(CALIBRATION_BINS),
      gaps: new Float64Array(CALIBRATION_BINS),
      spread: new Float64Array(CALIBRATION_BINS),
    };
    for (let i = 0; i < gaps.length; i++) {
      const weight = weights ? weights[unitOf ? unitOf[i]! : i]! : 1;
      const bin = bins[i]!;
      of.rows[bin]! += weight;
      of.gaps[bin]! += weight * gaps[i]!;
      of.spread[bin]! += weight * confidence[i]! * (1 - confidence[i]!);
    }
    return of;
  };
  const errorOf = ({ rows, gaps: sums, spread }: Bins): number | null => {
    let all = 0;
    let error = 0;
    for (let b = 0; b < CALIBRATION_BINS; b++) {
      all += rows[b]!;
      error += Math.abs(sums[b]!) - chanceGap(sums[b]!, Math.sqrt(spread[b]!));
    }
    return all === 0 ? null : Math.max(0, error / all);
  };
  return {
    measure: (weights) => {
      const value = errorOf(count(weights));
      return value === null ? undefinedBecause('empty') : known(value);
    },
    view: () => {
      const of = count(null);
      const value = errorOf(of);
      if (value === null) return null;
      // The value moves with |Σ gaps| of a bin; where that is within chance, twice as fast, for chance is taken off.
      const slope = Float64Array.from(of.gaps, (gap, b) => {
        const error = Math.sqrt(of.spread[b]!);
        const steep = error === 0 ? 1 : 3 - 2 * normalCdf(Math.abs(gap) / error);
        return Math.sign(gap) * steep;
      });
      const top = new Float64Array(units);
      const bottom = new Float64Array(units);
      for (let i = 0; i < gaps.length; i++) {
        const unit = unitOf ? unitOf[i]! : i;
        top[unit]! += slope[bins[i]!]! * gaps[i]! - value;
        bottom[unit]!++;
      }
      let shift = 0;
      for (const one of top) shift += one;
      shift /= gaps.length;
      for (let u = 0; u < units; u++) top[u]! -= shift * bottom[u]!;
      const view: RatioView = {
        kind: 'ratio',
        units: { top, bottom },
        value: (ratio) => value + ratio,
        increasing: true,
        least: null,
        most: null,
        linearised: true,
      };
      return view;
    },
  };
}
