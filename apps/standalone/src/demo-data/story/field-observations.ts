import { makeDice } from '../seeded.js';
import { rounded } from '../table.js';
import type { KpiField, PilotStory } from './types.js';

export interface FieldPoint {
  criterion: string;
  at: string;
  value: number;
}

const DAY_MS = 86_400_000;

/**
 * The readings of one field plan, evenly spaced from the pilot's first day to its last or to `now` (ms since 1970),
 * whichever comes first. Ratios stay within 0 and 1. The same seed, plan and `now` give the same points.
 */
export function fieldPoints(pilot: PilotStory, field: KpiField, now: number, seed: number): FieldPoint[] {
  const dice = makeDice(seed);
  const start = now + pilot.fromInDays * DAY_MS;
  const end = now + Math.min(0, pilot.untilInDays) * DAY_MS;
  const unit = pilot.plan.kpis.find((kpi) => kpi.criterion.id === field.criterion)?.unit;
  return Array.from({ length: field.count }, (_, i) => {
    const share = (i + 1) / (field.count + 1);
    const value = dice.normal(field.mean + field.drift * share, field.spread);
    return {
      criterion: field.criterion,
      at: new Date(start + (end - start) * share).toISOString(),
      value: rounded(unit === '1' ? Math.min(1, Math.max(0, value)) : value, 4),
    };
  });
}
