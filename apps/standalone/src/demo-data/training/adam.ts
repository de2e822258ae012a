/** Adam (D. Kingma, J. Ba, ICLR 2015, algorithm 1) over one flat parameter vector. */
export function makeAdam(
  size: number,
  rate: number,
): (parameters: Float64Array, gradient: Float64Array, rateFactor: number) => void {
  const first = new Float64Array(size);
  const second = new Float64Array(size);
  let decay1 = 1;
  let decay2 = 1;
  return (parameters, gradient, rateFactor) => {
    decay1 *= 0.9;
    decay2 *= 0.999;
    const step = (rate * rateFactor * Math.sqrt(1 - decay2)) / (1 - decay1);
    for (let i = 0; i < size; i += 1) {
      const g = gradient[i]!;
      const m = 0.9 * first[i]! + 0.1 * g;
      const v = 0.999 * second[i]! + 0.001 * g * g;
      first[i] = m;
      second[i] = v;
      parameters[i] = parameters[i]! - (step * m) / (Math.sqrt(v) + 1e-8);
    }
  };
}
