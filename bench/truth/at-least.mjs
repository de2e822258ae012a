/**
 * Chance of `seen` or more hits among `of` independent trials of chance `p` each: the one-sided exact binomial test.
 * Terms are summed by their logarithms, so that thousands of trials do no harm.
 */
export function atLeast(seen, of, p) {
  if (seen <= 0) return 1;
  let term = 0;
  for (let k = 0; k < seen; k += 1) term += Math.log((of - k) / (k + 1));
  term += seen * Math.log(p) + (of - seen) * Math.log1p(-p);
  let sum = 0;
  for (let k = seen; k <= of; k += 1) {
    sum += Math.exp(term);
    term += Math.log(((of - k) / (k + 1)) * (p / (1 - p)));
  }
  return Math.min(1, sum);
}
