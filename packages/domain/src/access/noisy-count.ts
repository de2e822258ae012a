/** Even over 0 … n − 1. */
export type Draw = (n: number) => number;

/** True with probability exp(−numerator/denominator), a fraction of at most one; no floating point in it. */
function unlikely(numerator: number, denominator: number, draw: Draw): boolean {
  let k = 1;
  while (draw(denominator * k) < numerator) k += 1;
  return k % 2 === 1;
}

/**
 * Discrete Laplace noise of scale `t`: P(x) ∝ exp(−|x|/t), so one key more or less changes no answer's likelihood by more than
 * a factor of exp(1/t). Exact, as Canonne, Kamath and Steinke (2020, algorithm 2) draw it.
 */
export function discreteLaplace(t: number, draw: Draw): number {
  for (;;) {
    const u = draw(t);
    if (!unlikely(u, t, draw)) continue;
    let v = 0;
    while (unlikely(1, 1, draw)) v += 1;
    const size = u + t * v;
    const negative = draw(2) === 1;
    if (negative && size === 0) continue;
    return negative ? -size : size;
  }
}

/** Of a count of keys in common: epsilon 0.2 a count. */
export const matchNoise = 5;
