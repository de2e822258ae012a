import type { Dice } from '../seeded.js';
import { sixDigits } from '../steady-math.js';
import { makeAdam } from './adam.js';
import { softmaxInPlace } from './dense-net.js';

/** y = softmax(W relu(conv(x)) + b); kernels [filters × 1 × size × size], dense [filters·side·side × classes]. */
export interface ConvNet {
  filters: number;
  size: number;
  stride: number;
  side: number;
  classes: number;
  kernels: number[];
  kernelBias: number[];
  dense: number[];
  denseBias: number[];
}

export interface ConvSettings {
  imageSide: number;
  filters: number;
  size: number;
  stride: number;
  classes: number;
  epochs: number;
  batch: number;
  rate: number;
}

/**
 * One valid convolution, ReLU, one dense layer, fitted by Adam on cross-entropy. `images` hold side² values in [0, 1].
 * The rate falls linearly to zero; weights come back rounded to six significant digits.
 */
export function fitConvNet(
  images: readonly Float64Array[],
  labels: readonly number[],
  settings: ConvSettings,
  dice: Dice,
): ConvNet {
  const { imageSide, filters, size, stride, classes } = settings;
  const side = Math.floor((imageSide - size) / stride) + 1;
  const cells = side * side;
  const taps = size * size;
  const units = filters * cells;
  const atKb = filters * taps;
  const atD = atKb + filters;
  const atDb = atD + units * classes;
  const p = new Float64Array(atDb + classes);
  for (let i = 0; i < atKb; i += 1) p[i] = dice.normal(0, Math.sqrt(2 / taps));
  for (let i = atD; i < atDb; i += 1) p[i] = dice.normal(0, Math.sqrt(1 / units));
  const gradient = new Float64Array(p.length);
  const step = makeAdam(p.length, settings.rate);
  const patch = new Float64Array(cells * taps);
  const a = new Float64Array(units);
  const out = new Float64Array(classes);
  const order = images.map((_, i) => i);

  const learn = (image: Float64Array, label: number, weight: number) => {
    for (let cell = 0; cell < cells; cell += 1) {
      const from = Math.floor(cell / side) * stride * imageSide + (cell % side) * stride;
      for (let t = 0; t < taps; t += 1)
        patch[cell * taps + t] = image[from + Math.floor(t / size) * imageSide + (t % size)]!;
    }
    for (let k = 0; k < classes; k += 1) out[k] = p[atDb + k]!;
    for (let f = 0; f < filters; f += 1) {
      for (let cell = 0; cell < cells; cell += 1) {
        let sum = p[atKb + f]!;
        const at = cell * taps;
        const kernel = f * taps;
        for (let t = 0; t < taps; t += 1) sum += patch[at + t]! * p[kernel + t]!;
        const unit = f * cells + cell;
        a[unit] = sum > 0 ? sum : 0;
        if (sum > 0) {
          const row = atD + unit * classes;
          for (let k = 0; k < classes; k += 1) out[k]! += sum * p[row + k]!;
        }
      }
    }
    softmaxInPlace(out);
    out[label]! -= 1;
    for (let k = 0; k < classes; k += 1) {
      out[k]! *= weight;
      gradient[atDb + k]! += out[k]!;
    }
    for (let unit = 0; unit < units; unit += 1) {
      const active = a[unit]!;
      if (active === 0) continue;
      const row = atD + unit * classes;
      let back = 0;
      for (let k = 0; k < classes; k += 1) {
        gradient[row + k]! += out[k]! * active;
        back += out[k]! * p[row + k]!;
      }
      const f = Math.floor(unit / cells);
      const at = (unit % cells) * taps;
      gradient[atKb + f]! += back;
      for (let t = 0; t < taps; t += 1) gradient[f * taps + t]! += back * patch[at + t]!;
    }
  };

  for (let epoch = 0; epoch < settings.epochs; epoch += 1) {
    const shuffled = dice.shuffle(order);
    for (let start = 0; start < shuffled.length; start += settings.batch) {
      const members = shuffled.slice(start, start + settings.batch);
      gradient.fill(0);
      for (const index of members) learn(images[index]!, labels[index]!, 1 / members.length);
      step(p, gradient, 1 - epoch / settings.epochs);
    }
  }
  const part = (from: number, to: number) => Array.from(p.subarray(from, to), sixDigits);
  return {
    filters,
    size,
    stride,
    side,
    classes,
    kernels: part(0, atKb),
    kernelBias: part(atKb, atD),
    dense: part(atD, atDb),
    denseBias: part(atDb, p.length),
  };
}

/** (x − mean) / (standard deviation + 0.001) of one picture, so that light and contrast fall out. */
export function standardise(image: Float64Array): Float64Array {
  let mean = 0;
  for (const value of image) mean += value;
  mean /= image.length;
  let square = 0;
  for (const value of image) square += (value - mean) * (value - mean);
  const spread = Math.sqrt(square / image.length) + 0.001;
  return image.map((value) => (value - mean) / spread);
}
