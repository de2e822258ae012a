import type { sourcePaces } from '@scenario-lab/contracts/catalogue-sources';

type Pace = (typeof sourcePaces)[number];

const hour = 3_600_000;
const hours: Record<Pace, number> = { day: 24, week: 7 * 24, month: 30 * 24 };

/** Failures in a row after which nobody expects the next to be better: it is paused, and its owner told. */
export const mostFailures = 8;

/** When a source is read next. After a failure sooner than its pace and ever later: 1, 2, 4 … hours, at most the pace. */
export function nextHarvest(every: Pace, failures: number, now: Date): Date {
  const pace = hours[every] * hour;
  const wait = failures === 0 ? pace : Math.min(pace, hour * 2 ** (failures - 1));
  return new Date(now.getTime() + wait);
}

/** A handful may go on any day; more than half of them at once is rather a fault, or a catalogue that names all its entries anew. */
export const mostlyVanished = (gone: number, of: number): boolean => gone >= 5 && gone * 2 > of;
