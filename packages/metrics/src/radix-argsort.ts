/** Row numbers in ascending order of value, and the values in that order. */
export interface Sorted {
  order: Uint32Array;
  values: Float64Array;
}

const RADIX_BITS = 11;
const RADIX = 1 << RADIX_BITS;
const HIGH_WORD = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 1 : 0;

/** Stable ascending order of finite values: radix sort of their 64 bits, 11 at a time, the low word first. */
export function radixArgsort(values: Float64Array): Sorted {
  const n = values.length;
  const words = new Int32Array(values.buffer, values.byteOffset, n * 2);
  const keys = new Uint32Array(n);
  const rows = new Uint32Array(n);
  // Flipping the sign bit (positive) or all bits (negative) makes bit patterns ascend with values; -0 is 0.
  for (let i = 0; i < n; i++) {
    rows[i] = i;
    const word = words[2 * i + 1 - HIGH_WORD]!;
    keys[i] = values[i]! < 0 ? ~word : word;
  }
  const byLow = radixSort(keys, rows);
  for (let i = 0; i < n; i++) {
    const word = words[2 * i + HIGH_WORD]!;
    keys[i] = values[i] === 0 ? 0x80000000 : word ^ ((word >> 31) | 0x80000000);
  }
  const order = radixSort(keys, byLow);
  return { order, values: Float64Array.from(order, (row) => values[row]!) };
}

/** Stable sort of `order` by `keys[order[i]]`, least significant digit first. `order` is overwritten. */
function radixSort(keys: Uint32Array, order: Uint32Array): Uint32Array {
  const n = order.length;
  const histograms = new Uint32Array(3 * RADIX);
  for (let i = 0; i < n; i++) {
    const key = keys[i]!;
    histograms[key & (RADIX - 1)]!++;
    histograms[RADIX + ((key >>> RADIX_BITS) & (RADIX - 1))]!++;
    histograms[2 * RADIX + (key >>> (2 * RADIX_BITS))]!++;
  }
  let from = order;
  let fromKeys: Uint32Array = new Uint32Array(n);
  for (let i = 0; i < n; i++) fromKeys[i] = keys[from[i]!]!;
  let to: Uint32Array = new Uint32Array(n);
  let toKeys: Uint32Array = new Uint32Array(n);
  for (let pass = 0; pass < 3; pass++) {
    const start = histograms.subarray(pass * RADIX, (pass + 1) * RADIX);
    const shift = pass * RADIX_BITS;
    if (start[(fromKeys[0]! >>> shift) & (RADIX - 1)] === n) continue;
    let sum = 0;
    for (let d = 0; d < RADIX; d++) {
      const count = start[d]!;
      start[d] = sum;
      sum += count;
    }
    for (let i = 0; i < n; i++) {
      const key = fromKeys[i]!;
      const digit = (key >>> shift) & (RADIX - 1);
      const place = start[digit]!;
      start[digit] = place + 1;
      toKeys[place] = key;
      to[place] = from[i]!;
    }
    [from, to] = [to, from];
    [fromKeys, toKeys] = [toKeys, fromKeys];
  }
  return from;
}
