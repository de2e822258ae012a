import type { Random } from './random.js';

const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);
const SMALL_TAILS = Float64Array.from({ length: 10 }, (_, k) => {
  let factorial = 1;
  for (let i = 2; i <= k; i++) factorial *= i;
  return Math.log(factorial) - ((k + 0.5) * Math.log(k + 1) - (k + 1) + HALF_LOG_TWO_PI);
});

/** log k! minus its Stirling approximation about k + 1 (Hörmann 1993, section 3). */
function stirlingTail(k: number): number {
  if (k < 10) return SMALL_TAILS[k]!;
  const x = k + 1;
  const inverseSquare = 1 / (x * x);
  return (1 / 12 - (1 / 360 - inverseSquare / 1260) * inverseSquare) / x;
}

/**
 * One draw from Binomial(n, p), exact: sequential inversion for n·p < 10, else transformed rejection
 * with squeeze (BTRS; W. Hörmann, "The generation of binomial random variates", JSCS 46, 1993).
 */
export function binomial(random: Random, n: number, p: number): number {
  if (n <= 0 || p <= 0) return 0;
  if (p >= 1) return n;
  if (p > 0.5) return n - binomial(random, n, 1 - p);
  return n * p < 10 ? inversion(random, n, p) : rejection(random, n, p);
}

function inversion(random: Random, n: number, p: number): number {
  const odds = p / (1 - p);
  const none = Math.exp(n * Math.log1p(-p));
  for (;;) {
    let left = random.unit();
    let mass = none;
    for (let k = 0; k <= n; k++) {
      if (left < mass) return k;
      left -= mass;
      mass *= (odds * (n - k)) / (k + 1);
    }
  }
}

function rejection(random: Random, n: number, p: number): number {
  const q = 1 - p;
  const deviation = Math.sqrt(n * p * q);
  const b = 1.15 + 2.53 * deviation;
  const a = -0.0873 + 0.0248 * b + 0.01 * p;
  const centre = n * p + 0.5;
  const squeeze = 0.92 - 4.2 / b;
  const alpha = (2.83 + 5.1 / b) * deviation;
  const odds = p / q;
  const mode = Math.floor((n + 1) * p);
  const modeTerm = stirlingTail(mode) + stirlingTail(n - mode);
  for (;;) {
    const u = random.unit() - 0.5;
    const v = random.unit();
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + centre);
    if (us >= 0.07 && v <= squeeze) return k;
    if (!(k >= 0 && k <= n)) continue;
    const height = Math.log((v * alpha) / (a / (us * us) + b));
    const logRatio =
      (mode + 0.5) * Math.log((mode + 1) / (odds * (n - mode + 1))) +
      (n + 1) * Math.log((n - mode + 1) / (n - k + 1)) +
      (k + 0.5) * Math.log((odds * (n - k + 1)) / (k + 1)) +
      modeTerm -
      stirlingTail(k) -
      stirlingTail(n - k);
    if (height <= logRatio) return k;
  }
}
