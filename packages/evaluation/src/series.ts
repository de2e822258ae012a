import type { Forecast } from '@scenario-lab/contracts/benchmarks';
import type { SplitRule } from '@scenario-lab/contracts/datasets';
import type { Asked, CaseDraft, SplitDraft } from './draft.js';
import type { Grid } from './grid.js';
import { counts } from './split.js';

/** Steps [from, to) that the targets of a split may lie in. */
export interface Region {
  from: number;
  to: number;
}

/** Steps a program can look back on at the first origin: two seasons, or one horizon if that is longer. */
export const earliestOrigin = ({ horizon, seasonality }: Pick<Forecast, 'horizon' | 'seasonality'>): number =>
  Math.max(2 * seasonality, horizon);

/**
 * The time axis cut into splits. The latest share is hidden; before it lies an embargo of one horizon that
 * nothing is asked about, then the validation part, then the sample; what is left at the beginning is history
 * only. No split begins before a program can look back on two seasons (or one horizon, if that is longer).
 */
export function regions(
  steps: number,
  { horizon, seasonality }: Forecast,
  rule: SplitRule,
): Record<SplitDraft['split'], Region> {
  const parts = counts(steps, rule);
  const earliest = earliestOrigin({ horizon, seasonality });
  const hidden = { from: Math.max(earliest, steps - parts.hidden), to: steps };
  const open = Math.max(earliest, hidden.from - horizon);
  const validation = { from: Math.max(earliest, open - parts.validation), to: open };
  const sample = { from: Math.max(earliest, validation.from - parts.sample), to: validation.from };
  return { sample, validation, hidden };
}

/** Origins `every` so many steps apart whose whole horizon lies in the region; an origin is the first step asked for. */
export function origins({ from, to }: Region, { horizon, every }: Forecast): number[] {
  const found: number[] = [];
  for (let origin = from; origin + horizon <= to; origin += every) found.push(origin);
  return found;
}

/** What one series looks like up to any origin; `values` has one entry per step, NaN where nothing was observed. */
class Past {
  private readonly lastSeen: Int32Array;
  private readonly seasonalError: Float64Array;
  private readonly seasonalPairs: Int32Array;

  constructor(
    private readonly values: Float64Array,
    private readonly season: number,
  ) {
    const steps = values.length;
    this.lastSeen = new Int32Array(steps + 1).fill(-1);
    this.seasonalError = new Float64Array(steps + 1);
    this.seasonalPairs = new Int32Array(steps + 1);
    for (let step = 0; step < steps; step += 1) {
      this.lastSeen[step + 1] = Number.isNaN(values[step]!) ? this.lastSeen[step]! : step;
      const error = step < season ? Number.NaN : Math.abs(values[step]! - values[step - season]!);
      const seen = !Number.isNaN(error);
      this.seasonalError[step + 1] = this.seasonalError[step]! + (seen ? error : 0);
      this.seasonalPairs[step + 1] = this.seasonalPairs[step]! + (seen ? 1 : 0);
    }
  }

  /** Null where the series has not begun before the origin. */
  ahead(origin: number, step: number): Asked['ahead'] {
    const last = this.lastSeen[origin]!;
    if (last < 0) return null;
    const naive = this.values[last]!;
    const target = origin + step - 1;
    let back = target - this.season * Math.ceil(step / this.season);
    while (back >= 0 && Number.isNaN(this.values[back]!)) back -= this.season;
    const pairs = this.seasonalPairs[origin]!;
    return {
      step,
      naive,
      seasonal: back >= 0 ? this.values[back]! : naive,
      scale: pairs > 0 ? this.seasonalError[origin]! / pairs : 0,
    };
  }
}

/**
 * One execution per origin: every series' rows of the horizon, by time then series; the history is every row
 * before the origin. Rows without a target, and series that have not begun, are not asked for.
 * @param target per row of the table, NaN where missing
 */
export function caseMaker(grid: Grid, target: Float64Array, forecast: Forecast) {
  const { steps, series, rowAt } = grid;
  const pasts = Array.from({ length: series }, (_, own) => {
    const values = new Float64Array(steps).fill(Number.NaN);
    for (let step = 0; step < steps; step += 1) {
      const row = rowAt[own * steps + step]!;
      if (row >= 0) values[step] = target[row]!;
    }
    return new Past(values, forecast.seasonality);
  });
  const rowsIn = ({ from, to }: Region): number[] => {
    const rows: number[] = [];
    for (let step = from; step < to; step += 1)
      for (let own = 0; own < series; own += 1)
        if (rowAt[own * steps + step]! >= 0) rows.push(rowAt[own * steps + step]!);
    return rows;
  };
  const caseAt = (origin: number): CaseDraft => {
    const asked: Asked[] = [];
    for (let step = 1; step <= forecast.horizon; step += 1)
      for (let own = 0; own < series; own += 1) {
        const row = rowAt[own * steps + origin + step - 1]!;
        const ahead = row >= 0 && !Number.isNaN(target[row]!) ? pasts[own]!.ahead(origin, step) : null;
        if (ahead) asked.push({ row, ahead });
      }
    return { asked, history: () => rowsIn({ from: 0, to: origin }) };
  };
  return { caseAt, rowsIn };
}

/** The drafts of all splits, and the rows that come before the embargo: history, sample and validation. */
export function forecastDrafts(
  grid: Grid,
  target: Float64Array,
  forecast: Forecast,
  rule: SplitRule,
): { drafts: SplitDraft[]; open: number[] } {
  const { caseAt, rowsIn } = caseMaker(grid, target, forecast);
  const cut = regions(grid.steps, forecast, rule);
  const drafts = Object.entries(cut).map(([split, region]) => {
    const cases = origins(region, forecast).map(caseAt);
    return {
      split: split as SplitDraft['split'],
      rows: rowsIn(region),
      cases: cases.filter(({ asked }) => asked.length > 0),
    };
  });
  // Short series leave no room before the hidden part: nothing of it is open then.
  return { drafts, open: rowsIn({ from: 0, to: Math.min(cut.validation.to, cut.hidden.from) }) };
}
