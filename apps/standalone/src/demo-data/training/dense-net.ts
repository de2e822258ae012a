import type { Dice } from '../seeded.js';
import { sixDigits, steadyExp } from '../steady-math.js';
import { makeAdam } from './adam.js';

/** y = softmax(W2 relu(W1 x + b1) + b2); weights row-major, [inputs × hidden] and [hidden × classes]. */
export interface DenseNet {
  inputs: number;
  hidden: number;
  classes: number;
  w1: number[];
  b1: number[];
  w2: number[];
  b2: number[];
}

export interface DenseSettings {
  hidden: number;
  epochs: number;
  batch: number;
  rate: number;
  /** L2 penalty per weight and batch. */
  decay: number;
  /** Weight of each class in the loss. */
  classWeights: number[];
}

export function softmaxInPlace(scores: Float64Array): void {
  let top = Number.NEGATIVE_INFINITY;
  for (const score of scores) if (score > top) top = score;
  let sum = 0;
  for (let k = 0; k < scores.length; k += 1) {
    const e = steadyExp(scores[k]! - top);
    scores[k] = e;
    sum += e;
  }
  for (let k = 0; k < scores.length; k += 1) scores[k]! /= sum;
}

/** Fits the net by Adam on weighted cross-entropy; weights come back rounded to six significant digits. */
export function fitDenseNet(
  rows: readonly Float64Array[],
  labels: readonly number[],
  settings: DenseSettings,
  dice: Dice,
): DenseNet {
  const inputs = rows[0]?.length ?? 0;
  const { hidden, classWeights } = settings;
  const classes = classWeights.length;
  const atB1 = inputs * hidden;
  const atW2 = atB1 + hidden;
  const atB2 = atW2 + hidden * classes;
  const p = new Float64Array(atB2 + classes);
  for (let i = 0; i < atB1; i += 1) p[i] = dice.normal(0, Math.sqrt(2 / inputs));
  for (let i = atW2; i < atB2; i += 1) p[i] = dice.normal(0, Math.sqrt(1 / hidden));
  const gradient = new Float64Array(p.length);
  const step = makeAdam(p.length, settings.rate);
  const a = new Float64Array(hidden);
  const out = new Float64Array(classes);
  const order = rows.map((_, i) => i);
  for (let epoch = 0; epoch < settings.epochs; epoch += 1) {
    const shuffled = dice.shuffle(order);
    for (let start = 0; start < shuffled.length; start += settings.batch) {
      const members = shuffled.slice(start, start + settings.batch);
      for (let i = 0; i < p.length; i += 1) gradient[i] = settings.decay * p[i]!;
      for (const index of members) {
        const x = rows[index]!;
        for (let j = 0; j < hidden; j += 1) {
          let sum = p[atB1 + j]!;
          for (let i = 0; i < inputs; i += 1) sum += x[i]! * p[i * hidden + j]!;
          a[j] = sum > 0 ? sum : 0;
        }
        for (let k = 0; k < classes; k += 1) {
          let sum = p[atB2 + k]!;
          for (let j = 0; j < hidden; j += 1) sum += a[j]! * p[atW2 + j * classes + k]!;
          out[k] = sum;
        }
        softmaxInPlace(out);
        const label = labels[index]!;
        const weight = classWeights[label]! / members.length;
        out[label]! -= 1;
        for (let k = 0; k < classes; k += 1) gradient[atB2 + k]! += weight * out[k]!;
        for (let j = 0; j < hidden; j += 1) {
          if (a[j] === 0) continue;
          let back = 0;
          for (let k = 0; k < classes; k += 1) {
            gradient[atW2 + j * classes + k]! += weight * out[k]! * a[j]!;
            back += out[k]! * p[atW2 + j * classes + k]!;
          }
          back *= weight;
          gradient[atB1 + j]! += back;
          for (let i = 0; i < inputs; i += 1) gradient[i * hidden + j]! += back * x[i]!;
        }
      }
      step(p, gradient, 1 - epoch / settings.epochs);
    }
  }
  const part = (from: number, to: number) => Array.from(p.subarray(from, to), sixDigits);
  return {
    inputs,
    hidden,
    classes,
    w1: part(0, atB1),
    b1: part(atB1, atW2),
    w2: part(atW2, atB2),
    b2: part(atB2, p.length),
  };
}
