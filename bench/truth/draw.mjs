import { randomFrom } from '@scenario-lab/metrics/random';

/** Draws of named distributions from one seed (bigint). */
export class Draw {
  #random;
  constructor(seed) {
    this.#random = randomFrom(seed);
  }
  unit() {
    return this.#random.unit();
  }
  /** Box and Muller. */
  normal() {
    return Math.sqrt(-2 * Math.log(1 - this.unit())) * Math.cos(2 * Math.PI * this.unit());
  }
  /** Marsaglia and Tsang; below 1 by a power of a uniform. */
  gamma(shape) {
    if (shape < 1) return this.gamma(shape + 1) * this.unit() ** (1 / shape);
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = this.normal();
      const v = (1 + c * x) ** 3;
      if (v > 0 && Math.log(1 - this.unit()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
    }
  }
  beta(a, b) {
    const x = this.gamma(a);
    return x / (x + this.gamma(b));
  }
}
