import { type CellView, type Kernel, type Measured, type Metric, undefinedBecause } from './metric.js';

/** A value that is no finite number is none, whatever arithmetic led there. */
export const finite = (measured: Measured): Measured =>
  measured.value === null || Number.isFinite(measured.value) ? measured : undefinedBecause('not_finite');

const inside = (value: number): boolean => Number.isFinite(value);

/** A kernel whose every answer is a finite figure or says why it is none; it never answers NaN or an infinity. */
export function totalKernel(kernel: Kernel): Kernel {
  const total: Kernel = { measure: (weights) => finite(kernel.measure(weights)) };
  const { jackknife, cells, proportion, extremes, view } = kernel;
  if (view) total.view = () => (total.measure(null).value === null ? null : view());
  if (jackknife)
    total.jackknife = () => {
      const { values, weights } = jackknife();
      // NaN is how a leave-out without a value is told; an overflow has none either.
      return { values: values.map((value) => (inside(value) ? value : Number.NaN)), weights };
    };
  if (cells) total.cells = totalCells(cells);
  if (proportion)
    total.proportion = () => {
      const found = proportion();
      return found && inside(found.successes) && found.trials > 0 ? found : null;
    };
  if (extremes)
    total.extremes = (mass) => {
      const { lower, upper } = extremes(mass);
      const value = finite(kernel.measure(null)).value ?? 0;
      return { lower: inside(lower) ? lower : value, upper: inside(upper) ? upper : value };
    };
  return total;
}

const totalCells = ({ counts, measure }: CellView): CellView => ({
  counts,
  measure: (drawn) => finite(measure(drawn)),
});

/** The metric with total kernels. */
export const totalMetric = (metric: Metric): Metric => ({
  ...metric,
  kernel: (frame, options, selection) => totalKernel(metric.kernel(frame, options, selection)),
});
