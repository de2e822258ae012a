import { sigmoid, sixDigits, steadyLog } from '../steady-math.js';

/** A node is a split (feature ≥ 0) or a leaf (feature -1); children are indices into the same tree. */
export interface TreeNode {
  feature: number;
  threshold: number;
  missingLeft: boolean;
  left: number;
  right: number;
  value: number;
}

export interface BoostedTrees {
  base: number;
  trees: TreeNode[][];
}

export interface BoostSettings {
  trees: number;
  depth: number;
  rate: number;
  bins: number;
  /** L2 penalty on leaf values. */
  lambda: number;
  minHessian: number;
}

const MISSING = 255;

interface Binned {
  cuts: number[][];
  bins: Uint8Array[];
}

function binned(rows: readonly Float64Array[], features: number, count: number): Binned {
  const cuts: number[][] = [];
  const bins: Uint8Array[] = [];
  for (let f = 0; f < features; f += 1) {
    const seen = rows
      .map((row) => row[f]!)
      .filter((x) => !Number.isNaN(x))
      .sort((a, b) => a - b);
    const own: number[] = [];
    for (let q = 1; q < count; q += 1) {
      const cut = sixDigits(seen[Math.floor((q * seen.length) / count)] ?? 0);
      if (own.at(-1) !== cut) own.push(cut);
    }
    cuts.push(own);
    bins.push(
      Uint8Array.from(rows, (row) => {
        const x = row[f]!;
        if (Number.isNaN(x)) return MISSING;
        let bin = 0;
        while (bin < own.length && x > own[bin]!) bin += 1;
        return bin;
      }),
    );
  }
  return { cuts, bins };
}

interface Split {
  gain: number;
  feature: number;
  bin: number;
  missingLeft: boolean;
}

function bestSplit(
  members: Int32Array,
  gradient: Float64Array,
  hessian: Float64Array,
  data: Binned,
  settings: BoostSettings,
): Split | undefined {
  let g = 0;
  let h = 0;
  for (const i of members) {
    g += gradient[i]!;
    h += hessian[i]!;
  }
  const score = (sumG: number, sumH: number) => (sumG * sumG) / (sumH + settings.lambda);
  let best: Split | undefined;
  data.bins.forEach((bins, feature) => {
    const sumsG = new Float64Array(256);
    const sumsH = new Float64Array(256);
    for (const i of members) {
      sumsG[bins[i]!]! += gradient[i]!;
      sumsH[bins[i]!]! += hessian[i]!;
    }
    let leftG = 0;
    let leftH = 0;
    for (let bin = 0; bin < data.cuts[feature]!.length; bin += 1) {
      leftG += sumsG[bin]!;
      leftH += sumsH[bin]!;
      for (const missingLeft of [true, false]) {
        const lg = leftG + (missingLeft ? sumsG[MISSING]! : 0);
        const lh = leftH + (missingLeft ? sumsH[MISSING]! : 0);
        if (lh < settings.minHessian || h - lh < settings.minHessian) continue;
        const gain = score(lg, lh) + score(g - lg, h - lh) - score(g, h);
        if (gain > (best?.gain ?? 1e-6)) best = { gain, feature, bin, missingLeft };
      }
    }
  });
  return best;
}

/**
 * Binary logistic gradient boosting with second-order leaves and a learned side for missing values (T. Chen,
 * C. Guestrin, XGBoost, KDD 2016, eq. 5–7 and algorithm 3). NaN is missing; `labels` are 0 or 1.
 */
export function fitBoostedTrees(
  rows: readonly Float64Array[],
  labels: readonly number[],
  settings: BoostSettings,
): BoostedTrees {
  const n = rows.length;
  const data = binned(rows, rows[0]?.length ?? 0, settings.bins);
  const share = labels.reduce((sum, y) => sum + y, 0) / n;
  const base = sixDigits(steadyLog(share / (1 - share)));
  const margin = new Float64Array(n).fill(base);
  const gradient = new Float64Array(n);
  const hessian = new Float64Array(n);
  const trees: TreeNode[][] = [];
  for (let round = 0; round < settings.trees; round += 1) {
    for (let i = 0; i < n; i += 1) {
      const p = sigmoid(margin[i]!);
      gradient[i] = p - labels[i]!;
      hessian[i] = p * (1 - p);
    }
    const tree: TreeNode[] = [];
    const grow = (members: Int32Array, depth: number): number => {
      const at = tree.length;
      const node: TreeNode = { feature: -1, threshold: 0, missingLeft: true, left: -1, right: -1, value: 0 };
      tree.push(node);
      const split =
        depth < settings.depth ? bestSplit(members, gradient, hessian, data, settings) : undefined;
      if (!split) {
        let g = 0;
        let h = 0;
        for (const i of members) {
          g += gradient[i]!;
          h += hessian[i]!;
        }
        node.value = sixDigits((-settings.rate * g) / (h + settings.lambda));
        for (const i of members) margin[i]! += node.value;
        return at;
      }
      const bins = data.bins[split.feature]!;
      const goesLeft = (i: number) => (bins[i] === MISSING ? split.missingLeft : bins[i]! <= split.bin);
      node.feature = split.feature;
      node.threshold = data.cuts[split.feature]![split.bin]!;
      node.missingLeft = split.missingLeft;
      node.left = grow(members.filter(goesLeft), depth + 1);
      node.right = grow(
        members.filter((i) => !goesLeft(i)),
        depth + 1,
      );
      return at;
    };
    grow(
      Int32Array.from({ length: n }, (_, i) => i),
      0,
    );
    trees.push(tree);
  }
  return { base, trees };
}
