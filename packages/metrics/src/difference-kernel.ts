import { type Kernel, known } from './metric.js';
import { finite } from './total-kernel.js';

/**
 * Paired difference a − b of one metric for two algorithms on the same rows and units, so that both see the same
 * resamples. Both kernels must come from the same selection; undefined where either is. Give it to `bca`.
 */
export function differenceKernel(a: Kernel, b: Kernel): Kernel {
  return {
    measure: (weights) => {
      const first = a.measure(weights);
      const second = b.measure(weights);
      if (first.value === null) return first;
      if (second.value === null) return second;
      return finite(known(first.value - second.value));
    },
  };
}
