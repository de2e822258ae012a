// Elementary functions built from + - * / only, which IEEE 754 fixes to the last bit. Math.exp and friends may
// differ in the last place between engine versions, and the recorded digests of what is built here must not.

const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const TWO_PI = 6.283185307179586;

function scaleByPowerOfTwo(value: number, power: number): number {
  let result = value;
  let left = power;
  while (left >= 30) {
    result *= 1073741824;
    left -= 30;
  }
  while (left <= -30) {
    result /= 1073741824;
    left += 30;
  }
  return left >= 0 ? result * (1 << left) : result / (1 << -left);
}

/** e^x, relative error below 1e-15 within ±700; 0 or Infinity beyond. */
export function steadyExp(x: number): number {
  if (x > 709) return Number.POSITIVE_INFINITY;
  if (x < -745) return 0;
  const k = Math.round(x / Math.LN2);
  const r = x - k * LN2_HIGH - k * LN2_LOW;
  let term = 1;
  let sum = 1;
  for (let n = 1; n <= 14; n += 1) {
    term = (term * r) / n;
    sum += term;
  }
  return scaleByPowerOfTwo(sum, k);
}

/** Natural logarithm of x > 0 by the atanh series. */
export function steadyLog(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
  let mantissa = x;
  let power = 0;
  while (mantissa > Math.SQRT2) {
    mantissa /= 2;
    power += 1;
  }
  while (mantissa < Math.SQRT1_2) {
    mantissa *= 2;
    power -= 1;
  }
  const s = (mantissa - 1) / (mantissa + 1);
  const square = s * s;
  let sum = 0;
  let odd = s;
  for (let n = 1; n <= 27; n += 2) {
    sum += odd / n;
    odd *= square;
  }
  return 2 * sum + power * LN2_LOW + power * LN2_HIGH;
}

/** sin x for |x| below about 1e6. */
export function steadySin(x: number): number {
  const r = x - Math.round(x / TWO_PI) * TWO_PI;
  let term = r;
  let sum = r;
  for (let n = 1; n <= 14; n += 1) {
    term = (-term * r * r) / (2 * n * (2 * n + 1));
    sum += term;
  }
  return sum;
}

export function steadyCos(x: number): number {
  return steadySin(x + TWO_PI / 4);
}

export function sigmoid(x: number): number {
  return 1 / (1 + steadyExp(-x));
}

/** Rounded to six significant digits: what is written into a weights file. */
export function sixDigits(x: number): number {
  return Number(x.toPrecision(6));
}
