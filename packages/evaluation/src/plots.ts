import type { Plots } from '@scenario-lab/contracts/runs';
import type { Frame, RegressionFrame } from '@scenario-lab/metrics/frame';
import { isClassification } from '@scenario-lab/metrics/frame';
import { confusionMatrix, perHorizon, reliability } from '@scenario-lab/metrics/tables';
import type { z } from 'zod';

export type PlotData = z.infer<typeof Plots>;

const MOST_CONFUSED = 100;
const RESIDUAL_BINS = 20;

/** What can be drawn of a frame; bins without rows are left out, a confusion of over 100 classes as well. */
export function plotsOf(frame: Frame): PlotData {
  if (!isClassification(frame))
    return { confusion: null, reliability: null, horizon: byHorizon(frame), residuals: residuals(frame) };
  const { classes } = frame;
  const bins = frame.scores ? reliability(frame) : null;
  return {
    confusion:
      classes.length <= MOST_CONFUSED ? { classes: [...classes], counts: confusionMatrix(frame) } : null,
    reliability:
      bins?.flatMap(({ lower, upper, rows, confidence, observed }) =>
        confidence === null || observed === null
          ? []
          : [{ from: lower, to: upper, mean: confidence, observed, count: rows }],
      ) ?? null,
    horizon: null,
    residuals: null,
  };
}

function byHorizon(frame: RegressionFrame): PlotData['horizon'] {
  if (!frame.horizon) return null;
  return perHorizon(frame, ['mae']).flatMap(({ horizon, rows, values }) => {
    const mae = values.mae?.value;
    return mae == null ? [] : [{ step: horizon, mae, count: rows }];
  });
}

/** Histogram of prediction − truth in 20 bins of equal width from the least to the largest. */
function residuals({ truth, predicted }: RegressionFrame): PlotData['residuals'] {
  if (truth.length === 0) return null;
  const errors = predicted.map((value, row) => value - truth[row]!);
  let least = errors[0]!;
  let most = errors[0]!;
  for (const error of errors) {
    if (error < least) least = error;
    if (error > most) most = error;
  }
  const width = (most - least) / RESIDUAL_BINS;
  if (!Number.isFinite(width)) return null;
  if (width === 0) return [{ from: least, to: most, count: errors.length }];
  const counts = new Array<number>(RESIDUAL_BINS).fill(0);
  for (const error of errors) {
    const bin = Math.min(RESIDUAL_BINS - 1, Math.floor((error - least) / width));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts.map((count, bin) => ({
    from: least + bin * width,
    to: bin === RESIDUAL_BINS - 1 ? most : least + (bin + 1) * width,
    count,
  }));
}
