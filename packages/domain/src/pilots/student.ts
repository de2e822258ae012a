/**
 * P(|T| ≤ t) for Student's t with `freedom` degrees (integer ≥ 1), by the finite series of Abramowitz & Stegun
 * 26.7.3 (odd) and 26.7.4 (even). t ≥ 0.
 */
export function studentWithin(t: number, freedom: number): number {
  const theta = Math.atan(t / Math.sqrt(freedom));
  const sine = Math.sin(theta);
  const cosine = Math.cos(theta);
  const odd = freedom % 2 === 1;
  let term = odd ? cosine : 1;
  let sum = freedom === 1 ? 0 : term;
  for (let k = odd ? 3 : 2; k <= freedom - 2; k += 2) {
    term *= ((k - 1) / k) * cosine * cosine;
    sum += term;
  }
  return odd ? (2 / Math.PI) * (theta + sine * sum) : sine * sum;
}

/** The t with P(|T| ≤ t) = `confidence`. Throws RangeError outside 0 < confidence < 1 or for freedom < 1. */
export function studentBound(confidence: number, freedom: number): number {
  if (!(confidence > 0 && confidence < 1)) throw new RangeError('confidence must lie between 0 and 1');
  if (!Number.isInteger(freedom) || freedom < 1) throw new RangeError('freedom must be an integer from 1');
  let low = 0;
  let high = 1;
  while (studentWithin(high, freedom) < confidence) high *= 2;
  // 80 halvings exhaust a double whatever the starting width.
  for (let step = 0; step < 80; step++) {
    const middle = (low + high) / 2;
    if (studentWithin(middle, freedom) < confidence) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
