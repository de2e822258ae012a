const INVERSE_SQRT_TWO_PI = 1 / Math.sqrt(2 * Math.PI);

/**
 * Standard normal distribution function Φ(x).
 * |x| < 2.5: Φ = ½ + φ(x)·(x + x³/3 + x⁵/15 + …) (G. Marsaglia, J. Stat. Software 11(4), 2004);
 * beyond: Laplace's continued fraction of Mills' ratio (Abramowitz & Stegun 26.2.14).
 * Relative error below (10 + x²)·1e-15, which is that of exp(−x²/2) far out.
 */
export function normalCdf(x: number): number {
  if (Number.isNaN(x)) throw new RangeError('x: not a number');
  const size = Math.abs(x);
  if (size > 38.5) return x < 0 ? 0 : 1;
  const density = INVERSE_SQRT_TWO_PI * Math.exp(-0.5 * size * size);
  if (size < 2.5) {
    let term = size;
    let sum = size;
    for (let k = 3; term > sum * 1e-18; k += 2) {
      term *= (size * size) / k;
      sum += term;
    }
    return x < 0 ? 0.5 - density * sum : 0.5 + density * sum;
  }
  let fraction = 0;
  for (let k = 200; k >= 1; k--) fraction = k / (size + fraction);
  const tail = density / (size + fraction);
  return x < 0 ? tail : 1 - tail;
}

// Coefficients of AS 241, rounded to doubles.
const CENTRE_TOP = [
  3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987,
  67265.7709270087, 33430.57558358813, 2509.0809287301227,
];
const CENTRE_BOTTOM = [
  1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271,
  28729.085735721943, 5226.495278852854,
];
const MIDDLE_TOP = [
  1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684,
  0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
];
const MIDDLE_BOTTOM = [
  1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
  0.0005475938084995345, 1.0507500716444169e-9,
];
const TAIL_TOP = [
  6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
  0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7,
];
const TAIL_BOTTOM = [
  1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133,
  1.8463183175100548e-5, 1.421511758316446e-7, 2.0442631033899397e-15,
];

function polynomial(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (let i = coefficients.length - 1; i >= 0; i--) sum = sum * x + coefficients[i]!;
  return sum;
}

/**
 * Standard normal quantile Φ⁻¹(p), 0 < p < 1; relative error about 1e-16.
 * Source: M. J. Wichura, Algorithm AS 241 (PPND16), Applied Statistics 37(3), 1988.
 * @throws RangeError outside the open interval (0, 1)
 */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`p: ${p} is not between 0 and 1`);
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (q * polynomial(CENTRE_TOP, r)) / polynomial(CENTRE_BOTTOM, r);
  }
  const r = Math.sqrt(-Math.log(q < 0 ? p : 1 - p));
  const value =
    r <= 5
      ? polynomial(MIDDLE_TOP, r - 1.6) / polynomial(MIDDLE_BOTTOM, r - 1.6)
      : polynomial(TAIL_TOP, r - 5) / polynomial(TAIL_BOTTOM, r - 5);
  return q < 0 ? -value : value;
}
