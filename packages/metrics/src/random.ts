const MASK_64 = (1n << 64n) - 1n;

/** One step of SplitMix64 (Steele, Lea, Flood 2014): the next state and the 64-bit output. */
export function splitMix64(state: bigint): { state: bigint; output: bigint } {
  const next = (state + 0x9e3779b97f4a7c15n) & MASK_64;
  let z = next;
  z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & MASK_64;
  z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & MASK_64;
  return { state: next, output: z ^ (z >> 31n) };
}

/** Seed of a named stream: FNV-1a (64 bit) over the name's UTF-16 units, mixed with the seed by SplitMix64. */
export function streamSeed(seed: bigint, name: string): bigint {
  let hash = 0xcbf29ce484222325n;
  for (let i = 0; i < name.length; i++) {
    hash = ((hash ^ BigInt(name.charCodeAt(i))) * 0x100000001b3n) & MASK_64;
  }
  return splitMix64((seed & MASK_64) ^ hash).output;
}

/**
 * xoshiro128** 1.1 (Blackman & Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 2021).
 * Period 2^128 - 1. 32-bit words fit JavaScript's integer arithmetic; 64-bit generators do not.
 */
export interface Random {
  /** Next uniform integer in [0, 2^32). */
  uint32(): number;
  /** Next uniform double in [0, 1) with 53 random bits. */
  unit(): number;
  /** Unbiased integer in [0, bound), 1 ≤ bound ≤ 2^21 (Lemire 2019, multiply and reject). */
  below(bound: number): number;
  /** Adds one to `counts[base + i]` for `draws` independent uniform i in [0, size), size ≤ 2^21. */
  tally(counts: Uint32Array, base: number, size: number, draws: number): void;
}

/** @param seed expanded to the 128-bit state by two steps of SplitMix64 (low word first). */
export function randomFrom(seed: bigint): Random {
  const first = splitMix64(seed & MASK_64);
  const second = splitMix64(first.state);
  const word = (value: bigint) => Number(value & 0xffffffffn);
  return xoshiro128([
    word(first.output),
    word(first.output >> 32n),
    word(second.output),
    word(second.output >> 32n),
  ]);
}

/** @param state four words, not all zero */
export function xoshiro128(state: readonly [number, number, number, number]): Random {
  let s0 = state[0] | 0;
  let s1 = state[1] | 0;
  let s2 = state[2] | 0;
  let s3 = state[3] | 0;
  if ((s0 | s1 | s2 | s3) === 0) throw new RangeError('state: all four words are zero');
  const buffer = new Uint32Array(4096);

  // The state lives in locals here: one word costs about 1 ns instead of 4.
  function fill(count: number): void {
    let a = s0;
    let b = s1;
    let c = s2;
    let d = s3;
    for (let i = 0; i < count; i++) {
      const scrambled = Math.imul(b, 5);
      buffer[i] = Math.imul((scrambled << 7) | (scrambled >>> 25), 9);
      const t = b << 9;
      c ^= a;
      d ^= b;
      b ^= c;
      a ^= d;
      c ^= t;
      d = (d << 11) | (d >>> 21);
    }
    s0 = a;
    s1 = b;
    s2 = c;
    s3 = d;
  }

  function uint32(): number {
    fill(1);
    return buffer[0]!;
  }

  function unit(): number {
    fill(2);
    return ((buffer[0]! >>> 5) * 67108864 + (buffer[1]! >>> 6)) / 9007199254740992;
  }

  function accept(word: number, bound: number): number {
    const product = word * bound;
    const high = Math.floor(product / 4294967296);
    const low = product - high * 4294967296;
    if (low < bound && low < 4294967296 % bound) return -1;
    return high;
  }

  function below(bound: number): number {
    if (!(Number.isInteger(bound) && bound >= 1 && bound <= 2097152)) throw new RangeError(`bound: ${bound}`);
    for (;;) {
      const value = accept(uint32(), bound);
      if (value >= 0) return value;
    }
  }

  function tally(counts: Uint32Array, base: number, size: number, draws: number): void {
    if (!(Number.isInteger(size) && size >= 1 && size <= 2097152)) throw new RangeError(`size: ${size}`);
    const scale = size / 4294967296;
    let left = draws;
    while (left > 0) {
      const take = left < buffer.length ? left : buffer.length;
      fill(take);
      for (let i = 0; i < take; i++) {
        const word = buffer[i]!;
        if (Math.imul(word, size) >>> 0 < size && accept(word, size) < 0) continue;
        // word × size < 2^53 and scale is size / 2^32, so the product is exact before truncation.
        counts[base + ((word * scale) | 0)]!++;
        left--;
      }
    }
  }

  return { uint32, unit, below, tally };
}
