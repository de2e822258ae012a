export interface TimeStep {
  /** ISO 8601 duration of one step. */
  frequency: string;
  /** Length of a step in minutes; a month by its mean length. */
  minutes: number;
  /** Steps ahead that are usually asked for, and steps in the season that usually shows. */
  horizon: number;
  seasonality: number;
}

const day = 1_440;
const steps: readonly TimeStep[] = [
  { frequency: 'PT1M', minutes: 1, horizon: 60, seasonality: 1_440 },
  { frequency: 'PT5M', minutes: 5, horizon: 12, seasonality: 288 },
  { frequency: 'PT10M', minutes: 10, horizon: 6, seasonality: 144 },
  { frequency: 'PT15M', minutes: 15, horizon: 4, seasonality: 96 },
  { frequency: 'PT30M', minutes: 30, horizon: 4, seasonality: 48 },
  { frequency: 'PT1H', minutes: 60, horizon: 24, seasonality: 24 },
  { frequency: 'PT3H', minutes: 180, horizon: 8, seasonality: 8 },
  { frequency: 'PT6H', minutes: 360, horizon: 4, seasonality: 4 },
  { frequency: 'P1D', minutes: day, horizon: 7, seasonality: 7 },
  { frequency: 'P7D', minutes: 7 * day, horizon: 4, seasonality: 52 },
  { frequency: 'P1M', minutes: (146_097 / 4_800) * day, horizon: 3, seasonality: 12 },
];
const hourly = steps.find(({ frequency }) => frequency === 'PT1H')!;

/**
 * The regular step that comes nearest to `distinct` instants between two, by ratio; gaps make the guess coarser,
 * never finer than the data. Hourly where nothing is known.
 */
export function stepOf(from: number | string | null, to: number | string | null, distinct: number): TimeStep {
  const span = Date.parse(String(to)) - Date.parse(String(from));
  if (!(span > 0) || distinct < 2) return hourly;
  const minutes = span / (distinct - 1) / 60_000;
  const distance = (step: TimeStep) => Math.abs(Math.log(step.minutes / minutes));
  return steps.reduce((nearest, step) => (distance(step) < distance(nearest) ? step : nearest));
}

/** `count` steps as one ISO 8601 duration: 24 × `PT1H` is `P1D`. Frequencies this file does not know: `P1D` each. */
export function durationText(frequency: string, count: number): string {
  const step = steps.find((one) => one.frequency === frequency);
  if (frequency === 'P1M') return `P${count}M`;
  const minutes = (step?.minutes ?? day) * count;
  if (minutes % day === 0) return `P${minutes / day}D`;
  return minutes % 60 === 0 ? `PT${minutes / 60}H` : `PT${minutes}M`;
}
