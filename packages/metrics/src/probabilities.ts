import { type ClassificationFrame, scoreWidth } from './frame.js';
import type { Selection } from './selection.js';

/** Allowed distance of a row's sum from 1: programs print 3 to 7 digits. */
const SUM_TOLERANCE = 1e-3;

/** Probability of class `code` for a frame row; one column holds the positive class of two. */
export function probabilityOf(frame: ClassificationFrame): (row: number, code: number) => number {
  const scores = scoresOf(frame);
  const width = scoreWidth(frame);
  const positive = frame.positive ?? 1;
  if (width === 1) return (row, code) => (code === positive ? scores[row]! : 1 - scores[row]!);
  return (row, code) => scores[row * width + code]!;
}

function scoresOf(frame: ClassificationFrame): Float64Array {
  if (!frame.scores) throw new RangeError('scores: this metric needs probabilities, none were given');
  return frame.scores;
}

/** Every selected row in [0, 1], and full rows sum to 1 within 0.001. */
export function areProbabilities(frame: ClassificationFrame, selection: Selection): boolean {
  const scores = scoresOf(frame);
  const width = scoreWidth(frame);
  for (let i = 0; i < selection.size; i++) {
    const row = selection.rows ? selection.rows[i]! : i;
    let sum = 0;
    for (let c = 0; c < width; c++) {
      const p = scores[row * width + c]!;
      if (p < 0 || p > 1) return false;
      sum += p;
    }
    if (width > 1 && Math.abs(sum - 1) > SUM_TOLERANCE) return false;
  }
  return true;
}

/** Confidence of a row and whether it came true: of the positive class (two classes) or of the class named first. */
export interface Confidence {
  confidence: Float64Array;
  hit: Uint8Array;
}

/** Two classes: probability and presence of the positive class; more: largest probability (first on ties). */
export function confidences(frame: ClassificationFrame, selection: Selection): Confidence {
  const confidence = new Float64Array(selection.size);
  const hit = new Uint8Array(selection.size);
  const k = frame.classes.length;
  const p = probabilityOf(frame);
  for (let i = 0; i < selection.size; i++) {
    const row = selection.rows ? selection.rows[i]! : i;
    let code = frame.positive ?? 1;
    if (k > 2) {
      code = 0;
      for (let c = 1; c < k; c++) if (p(row, c) > p(row, code)) code = c;
    }
    confidence[i] = p(row, code);
    hit[i] = frame.truth[row] === code ? 1 : 0;
  }
  return { confidence, hit };
}

/** Bin b of `bins` equal widths covers (b/bins, (b+1)/bins]; 0 falls into the first. */
export function binOf(confidence: number, bins: number): number {
  const step = 1 / bins;
  let bin = Math.min(bins - 1, Math.max(0, Math.ceil(confidence * bins) - 1));
  // Edges are i × (1 / bins) in floating point, as numpy.linspace makes them.
  while (bin > 0 && confidence <= bin * step) bin--;
  while (bin < bins - 1 && confidence > (bin + 1) * step) bin++;
  return bin;
}
