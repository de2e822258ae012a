import { radixArgsort, type Sorted } from './radix-argsort.js';

// 1,024 write positions keep to the second-level cache; a partition of 1e6 rows then fits the first.
const PARTITION_BITS = 10;
const PARTITIONS = 1 << PARTITION_BITS;

/** Stable ascending order of finite values. Buckets of equal width where values spread, radix sort where they crowd. */
export function argsort(values: Float64Array): Sorted {
  const n = values.length;
  if (n < 256) {
    const order = Uint32Array.from(values, (_, i) => i).sort((a, b) => values[a]! - values[b]! || a - b);
    return { order, values: Float64Array.from(order, (row) => values[row]!) };
  }
  return bucketArgsort(values) ?? radixArgsort(values);
}

/** Linear map of values to fine buckets 0 .. 2^(10 + fineBits) − 1; partitions are runs of 2^fineBits of them. */
interface Grid {
  lowest: number;
  scale: number;
  fineBits: number;
}

// Small functions of one loop each: the compiler keeps their variables in registers, which halves the time.
function bucketArgsort(values: Float64Array): Sorted | null {
  const grid = gridOf(values);
  const start = grid && partitionStarts(values, grid);
  if (!start) return null;
  const partitioned = scatter(values, grid, start);
  const sorted = emptySorted(values.length);
  const fineStart = new Uint32Array((1 << grid.fineBits) + 1);
  for (let p = 0; p < PARTITIONS; p++) {
    const from = start[p]!;
    const to = start[p + 1]!;
    if (scatterFinely(partitioned, sorted, from, to, grid, fineStart)) sortCrowded(sorted, from, to);
  }
  insertionSort(sorted);
  return sorted;
}

function emptySorted(n: number): Sorted {
  return { order: new Uint32Array(n), values: new Float64Array(n) };
}

function gridOf(values: Float64Array): Grid | null {
  let lowest = values[0]!;
  let highest = lowest;
  for (let i = 1; i < values.length; i++) {
    const value = values[i]!;
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
  }
  const fineBits = Math.max(0, Math.ceil(Math.log2(values.length)) - PARTITION_BITS);
  // Rounding may merge neighbours but never swaps them: buckets are in order whatever their exact edges.
  const scale = (2 ** (PARTITION_BITS + fineBits) - 1) / (highest - lowest);
  return scale > 0 && Number.isFinite(scale) && fineBits <= 20 ? { lowest, scale, fineBits } : null;
}

/** First place of each partition, and the end; null when one holds over 8 times its share. */
function partitionStarts(values: Float64Array, { lowest, scale, fineBits }: Grid): Uint32Array | null {
  const start = new Uint32Array(PARTITIONS + 1);
  for (let i = 0; i < values.length; i++) start[(((values[i]! - lowest) * scale) >>> fineBits) + 1]!++;
  const most = 8 * (values.length / PARTITIONS) + 64;
  for (let p = 1; p <= PARTITIONS; p++) {
    if (start[p]! > most) return null;
    start[p]! += start[p - 1]!;
  }
  return start;
}

function scatter(values: Float64Array, { lowest, scale, fineBits }: Grid, start: Uint32Array): Sorted {
  const n = values.length;
  const next = start.slice(0, PARTITIONS);
  const order = new Uint32Array(n);
  const placed = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const value = values[i]!;
    const partition = ((value - lowest) * scale) >>> fineBits;
    const place = next[partition]!;
    next[partition] = place + 1;
    order[place] = i;
    placed[place] = value;
  }
  return { order, values: placed };
}

/** Sorts one partition by fine bucket; true when a bucket is too full for insertion sort. */
function scatterFinely(
  from: Sorted,
  to: Sorted,
  start: number,
  end: number,
  { lowest, scale }: Grid,
  fineStart: Uint32Array,
): boolean {
  const mask = fineStart.length - 2;
  fineStart.fill(0);
  const fromValues = from.values;
  const fromOrder = from.order;
  const toValues = to.values;
  const toOrder = to.order;
  for (let i = start; i < end; i++) fineStart[(((fromValues[i]! - lowest) * scale) & mask) + 1]!++;
  let fullest = 0;
  for (let f = 1; f < fineStart.length; f++) {
    fullest = Math.max(fullest, fineStart[f]!);
    fineStart[f]! += fineStart[f - 1]!;
  }
  for (let i = start; i < end; i++) {
    const value = fromValues[i]!;
    const fine = ((value - lowest) * scale) & mask;
    const place = start + fineStart[fine]!;
    fineStart[fine]!++;
    toValues[place] = value;
    toOrder[place] = fromOrder[i]!;
  }
  return fullest > 64;
}

function insertionSort({ order, values }: Sorted): void {
  for (let i = 1; i < values.length; i++) {
    const value = values[i]!;
    if (values[i - 1]! <= value) continue;
    const row = order[i]!;
    let j = i - 1;
    while (j >= 0 && values[j]! > value) {
      values[j + 1] = values[j]!;
      order[j + 1] = order[j]!;
      j--;
    }
    values[j + 1] = value;
    order[j + 1] = row;
  }
}

function sortCrowded({ order, values }: Sorted, start: number, end: number): void {
  let ascending = true;
  for (let i = start + 1; i < end; i++) if (values[i]! < values[i - 1]!) ascending = false;
  if (ascending) return;
  const part = values.slice(start, end);
  const rows = order.slice(start, end);
  const own = Uint32Array.from(part, (_, i) => i).sort((a, b) => part[a]! - part[b]! || a - b);
  for (let i = 0; i < own.length; i++) {
    values[start + i] = part[own[i]!]!;
    order[start + i] = rows[own[i]!]!;
  }
}
