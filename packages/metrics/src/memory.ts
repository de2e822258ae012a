/** How far the memory of an evenly spaced series reaches. */
export interface Memory {
  /** Block length, in steps, that makes a block mean's variance most nearly right; 0 where no memory shows. */
  block: number;
  /** Long-run variance over variance: n steps say as much of a mean as n / inflation independent ones. */
  inflation: number;
}

/**
 * Memory of a series by its autocovariances R(k): the optimal block length of D. Politis and H. White (Econometric
 * Reviews 23, 2004; constants as corrected by A. Patton, D. Politis, H. White, 28, 2009) for the circular block
 * bootstrap, (3/2·(G/g)²)^⅓ · n^⅓ with G = Σ λ(k/M)|k|R(k), g = Σ λ(k/M)R(k), flat-top λ, and M twice the lag after
 * which five correlations in a row stay under 2·√(log₁₀ n / n).
 * @param values in order of time
 */
export function memoryOf(values: ArrayLike<number>): Memory {
  const n = values.length;
  if (n < 8) return { block: 0, inflation: 1 };
  let mean = 0;
  for (let i = 0; i < n; i++) mean += values[i]! / n;
  const covariance = (lag: number): number => {
    let sum = 0;
    for (let i = lag; i < n; i++) sum += (values[i]! - mean) * (values[i - lag]! - mean);
    return sum / n;
  };
  const variance = covariance(0);
  if (!(variance > 0)) return { block: 0, inflation: 1 };
  const quiet = Math.max(5, Math.ceil(Math.sqrt(Math.log10(n))));
  const most = Math.min(n - 1, Math.ceil(Math.sqrt(n)) + quiet);
  const limit = 2 * Math.sqrt(Math.log10(n) / n);
  const covariances = [variance];
  let last = 0;
  for (let lag = 1; lag <= most && lag - last <= quiet; lag++) {
    covariances.push(covariance(lag));
    if (Math.abs(covariances[lag]!) >= limit * variance) last = lag;
  }
  if (last === 0) return { block: 0, inflation: 1 };
  const reach = Math.min(2 * last, n - 1);
  let long = variance;
  let weighted = 0;
  for (let lag = 1; lag <= reach; lag++) {
    const flat = lag <= reach / 2 ? 1 : 2 * (1 - lag / reach);
    const of = covariances[lag] ?? covariance(lag);
    long += 2 * flat * of;
    weighted += 2 * flat * lag * of;
  }
  // Memory that alternates makes a mean surer; that is not relied upon.
  if (!(long > variance)) return { block: 0, inflation: 1 };
  const block = Math.cbrt(1.5 * (weighted / long) ** 2 * n);
  return { block: Math.min(block, n), inflation: long / variance };
}

/**
 * The block length, in steps, proposed for a series before it is sealed: twice Politis and White's, 1 where no
 * memory shows. Errors of a good program remember less than what it predicts, so this errs to the long side.
 * @param values evenly spaced, in order of time: errors of a baseline, or the target itself
 */
export function proposedBlock(values: ArrayLike<number>): number {
  return Math.max(1, Math.ceil(2 * memoryOf(values).block));
}
