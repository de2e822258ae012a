import type { Result } from '@scenario-lab/contracts/runs';

/** A result of `examPlan`: MAE with an interval and a slice too small to be shown. `mae` in the target's unit. */
export function maeResult(mae = 10.37, verdict: 'pass' | 'fail' | 'inconclusive' = 'pass'): Result {
  const interval = { lower: mae - 0.61, upper: mae + 0.63, level: 0.95, method: 'bca' as const };
  const bounds = { lower: mae - 0.7, upper: mae + 0.72, alpha: 0.05 / 3 };
  return {
    overall: verdict,
    criteria: [
      {
        criterion: { id: 'mae', metric: 'mae', direction: 'at_most', threshold: 12, unit: 'cm', must: true },
        value: mae,
        interval,
        bound: bounds.upper,
        verdict,
        note: null,
      },
    ],
    figures: [
      { metric: 'mae', version: '1', slice: null, value: mae, interval, bounds, rows: 2000, units: 2000 },
      {
        metric: 'mae',
        version: '1',
        slice: { column: 'district', value: 'Jinniu' },
        value: 9.123456,
        interval: null,
        bounds: null,
        rows: 40,
        units: 40,
      },
    ],
    plots: null,
    baseline: [{ metric: 'mae', value: 31 }],
    digest: 'e'.repeat(64),
  };
}
