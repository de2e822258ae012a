import { APPEAL_DEPARTMENTS } from './appeal-phrases.js';
import { makeAppeals } from './appeals.js';
import { DIGIT_SIDE, makeMeterDigits } from './meter-digits.js';
import { onnxFile } from './onnx-file.js';
import { PUMP_FEATURES } from './pump-columns.js';
import { makePumpAlarms } from './pump-station.js';
import { makeDice } from './seeded.js';
import { sixDigits, steadyLog } from './steady-math.js';
import type { Row } from './table.js';
import { fitBoostedTrees } from './training/boosted-trees.js';
import { fitConvNet, standardise } from './training/conv-net.js';
import { fitDenseNet } from './training/dense-net.js';

/** Seeds of the open releases the vendors train on. What the lab seals is drawn with others. */
export const TRAINING = { pumps: 11, digits: 501, appeals: 31 } as const;

/** A missed fault costs about four needless call-outs, so the alarm pays from a chance of 1 in 5. */
const ALARM_AT = 0.2;

const features = (row: Row) =>
  Float64Array.from(PUMP_FEATURES, (name) => (row[name] === null ? Number.NaN : Number(row[name])));

export interface PumpTraining {
  rows: Float64Array[];
  faults: number[];
  stations: string[];
}

export function pumpTraining(): PumpTraining {
  const table = makePumpAlarms(TRAINING.pumps, 6000);
  return {
    rows: table.rows.map(features),
    faults: table.rows.map((row) => (row.state === 'fault' ? 1 : 0)),
    stations: table.rows.map((row) => String(row.station)),
  };
}

const TREE_DEPTH = 3;

function treeColumns(rows: Float64Array[], faults: number[]): object {
  const settings = { trees: 140, depth: TREE_DEPTH, rate: 0.1, bins: 32, lambda: 1, minHessian: 3 };
  const { base, trees } = fitBoostedTrees(rows, faults, settings);
  return {
    depth: TREE_DEPTH,
    alarm_at: ALARM_AT,
    base,
    trees: trees.map((nodes) => [
      nodes.map((node) => node.feature),
      nodes.map((node) => node.threshold),
      nodes.map((node) => (node.missingLeft ? 1 : 0)),
      nodes.map((node) => node.left),
      nodes.map((node) => node.right),
      nodes.map((node) => node.value),
    ]),
  };
}

export function pumpTreesModel({ rows, faults }: PumpTraining): unknown {
  return { features: PUMP_FEATURES, ...treeColumns(rows, faults) };
}

const CALIBRATED = [
  'level',
  'current_ratio',
  'pressure',
  'vibration',
  'bearing_rise',
  'imbalance',
  'insulation',
];
const LOGARITHMIC = ['insulation'];

function median(values: number[]): number {
  const sorted = values.sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

export function pumpCalibratedModel({ rows, faults, stations }: PumpTraining): unknown {
  const own = rows.map((row) =>
    row.map((x, f) => (LOGARITHMIC.includes(PUMP_FEATURES[f]!) ? steadyLog(Math.max(x, 1e-3)) : x)),
  );
  PUMP_FEATURES.forEach((name, f) => {
    if (!CALIBRATED.includes(name)) return;
    for (const station of new Set(stations)) {
      const members = own.filter((_, i) => stations[i] === station);
      const usual = median(members.map((row) => row[f]!).filter((x) => !Number.isNaN(x)));
      for (const row of members) row[f]! -= usual;
    }
  });
  return {
    features: PUMP_FEATURES,
    calibrated: CALIBRATED,
    logarithmic: LOGARITHMIC,
    ...treeColumns(own, faults),
  };
}

export function pumpNearestModel({ rows, faults }: PumpTraining): unknown {
  const kept = 1500;
  return {
    features: PUMP_FEATURES,
    rows: rows.slice(0, kept).map((row) => Array.from(row, (x) => (Number.isNaN(x) ? 0 : x))),
    faults: faults.slice(0, kept),
  };
}

export function pumpNetFile({ rows, faults }: PumpTraining): Uint8Array {
  const means = PUMP_FEATURES.map((_, f) => {
    const known = rows.map((row) => row[f]!).filter((x) => !Number.isNaN(x));
    return sixDigits(known.reduce((sum, x) => sum + x, 0) / known.length);
  });
  const filled = rows.map((row) => row.map((x, f) => (Number.isNaN(x) ? means[f]! : x)));
  const spreads = PUMP_FEATURES.map((_, f) => {
    const square = filled.reduce((sum, row) => sum + (row[f]! - means[f]!) * (row[f]! - means[f]!), 0);
    return sixDigits(Math.sqrt(square / filled.length));
  });
  const scaled = filled.map((row) => row.map((x, f) => (x - means[f]!) / spreads[f]!));
  const settings = {
    hidden: 16,
    epochs: 30,
    batch: 64,
    rate: 0.006,
    decay: 0.0006,
    classWeights: [1, (1 - ALARM_AT) / ALARM_AT],
  };
  const net = fitDenseNet(scaled, faults, settings, makeDice(71));
  const wide = PUMP_FEATURES.length;
  return onnxFile({
    name: 'pump-net',
    input: { name: 'readings', dims: ['N', wide] },
    output: { name: 'probabilities', dims: ['N', 2] },
    nodes: [
      { op: 'IsNaN', inputs: ['readings'], outputs: ['missing'] },
      { op: 'Where', inputs: ['missing', 'means', 'readings'], outputs: ['filled'] },
      { op: 'Sub', inputs: ['filled', 'means'], outputs: ['centred'] },
      { op: 'Div', inputs: ['centred', 'spreads'], outputs: ['scaled'] },
      { op: 'Gemm', inputs: ['scaled', 'w1', 'b1'], outputs: ['hidden'] },
      { op: 'Relu', inputs: ['hidden'], outputs: ['active'] },
      { op: 'Gemm', inputs: ['active', 'w2', 'b2'], outputs: ['logits'] },
      { op: 'Softmax', inputs: ['logits'], outputs: ['probabilities'], int: { axis: 1 } },
    ],
    tensors: [
      { name: 'means', dims: [1, wide], values: means },
      { name: 'spreads', dims: [1, wide], values: spreads },
      { name: 'w1', dims: [net.inputs, net.hidden], values: net.w1 },
      { name: 'b1', dims: [net.hidden], values: net.b1 },
      { name: 'w2', dims: [net.hidden, net.classes], values: net.w2 },
      { name: 'b2', dims: [net.classes], values: net.b2 },
    ],
  });
}

export interface DigitTraining {
  pictures: Float64Array[];
  digits: number[];
}

export function digitTraining(): DigitTraining {
  const photos = makeMeterDigits(TRAINING.digits, 6000, 240);
  return {
    pictures: photos.rows.map((row) =>
      standardise(Float64Array.from(photos.pixels.get(String(row.image)) ?? [], (value) => value / 255)),
    ),
    digits: photos.rows.map((row) => Number(row.label)),
  };
}

export function digitsConvFile({ pictures, digits }: DigitTraining): Uint8Array {
  const settings = {
    imageSide: DIGIT_SIDE,
    filters: 8,
    size: 5,
    stride: 2,
    classes: 10,
    epochs: 10,
    batch: 32,
    rate: 0.003,
  };
  const net = fitConvNet(pictures, digits, settings, makeDice(73));
  const units = net.filters * net.side * net.side;
  const axes = [1, 2, 3];
  return onnxFile({
    name: 'digits-conv',
    input: { name: 'wheel', dims: ['N', 1, DIGIT_SIDE, DIGIT_SIDE] },
    output: { name: 'probabilities', dims: ['N', 10] },
    nodes: [
      { op: 'ReduceMean', inputs: ['wheel'], outputs: ['mean'], ints: { axes } },
      { op: 'Sub', inputs: ['wheel', 'mean'], outputs: ['centred'] },
      { op: 'Mul', inputs: ['centred', 'centred'], outputs: ['square'] },
      { op: 'ReduceMean', inputs: ['square'], outputs: ['variance'], ints: { axes } },
      { op: 'Sqrt', inputs: ['variance'], outputs: ['deviation'] },
      { op: 'Add', inputs: ['deviation', 'little'], outputs: ['spread'] },
      { op: 'Div', inputs: ['centred', 'spread'], outputs: ['clear'] },
      {
        op: 'Conv',
        inputs: ['clear', 'kernels', 'kernel_bias'],
        outputs: ['edges'],
        ints: { kernel_shape: [net.size, net.size], strides: [net.stride, net.stride] },
      },
      { op: 'Relu', inputs: ['edges'], outputs: ['active'] },
      { op: 'Flatten', inputs: ['active'], outputs: ['flat'], int: { axis: 1 } },
      { op: 'Gemm', inputs: ['flat', 'dense', 'dense_bias'], outputs: ['logits'] },
      { op: 'Softmax', inputs: ['logits'], outputs: ['probabilities'], int: { axis: 1 } },
    ],
    tensors: [
      { name: 'little', dims: [1], values: [0.001] },
      { name: 'kernels', dims: [net.filters, 1, net.size, net.size], values: net.kernels },
      { name: 'kernel_bias', dims: [net.filters], values: net.kernelBias },
      { name: 'dense', dims: [units, net.classes], values: net.dense },
      { name: 'dense_bias', dims: [net.classes], values: net.denseBias },
    ],
  });
}

export function digitsCentroidModel({ pictures, digits }: DigitTraining): unknown {
  const means = Array.from({ length: 10 }, () => new Float64Array(DIGIT_SIDE * DIGIT_SIDE));
  const counts = new Float64Array(10);
  pictures.forEach((picture, i) => {
    let border = 0;
    for (let y = 0; y < DIGIT_SIDE; y += 1)
      border += picture[y * DIGIT_SIDE]! + picture[(y + 1) * DIGIT_SIDE - 1]!;
    const sign = border < 0 ? -1 : 1;
    const digit = digits[i]!;
    counts[digit]! += 1;
    for (let at = 0; at < picture.length; at += 1) means[digit]![at]! += sign * picture[at]!;
  });
  return {
    classes: means.map((_, digit) => String(digit)),
    means: means.map((mean, digit) => Array.from(mean, (sum) => sixDigits(sum / counts[digit]!))),
  };
}

/** Bernoulli-style naive Bayes on the pairs that occur at least four times, add-half smoothing. */
export function appealsBayesModel(): unknown {
  const { rows } = makeAppeals(TRAINING.appeals, 3000);
  const classes = APPEAL_DEPARTMENTS.map((department) => department.code);
  const counts = new Map<string, Float64Array>();
  const sizes = new Float64Array(classes.length);
  for (const row of rows) {
    const desk = classes.indexOf(String(row.department));
    const text = String(row.text);
    const pairs = new Set<string>();
    for (let i = 0; i + 1 < text.length; i += 1) pairs.add(text.slice(i, i + 2));
    sizes[desk]! += 1;
    for (const pair of pairs) {
      const own = counts.get(pair) ?? new Float64Array(classes.length);
      own[desk]! += 1;
      counts.set(pair, own);
    }
  }
  const kept = [...counts].filter(([, own]) => own.reduce((sum, count) => sum + count, 0) >= 4);
  return {
    classes,
    prior: Array.from(sizes, (size) => sixDigits(steadyLog(size / rows.length))),
    pairs: kept.map(([pair]) => pair),
    weights: classes.map((_, desk) =>
      kept.map(([, own]) => sixDigits(steadyLog((own[desk]! + 0.5) / (sizes[desk]! + 1)))),
    ),
  };
}
