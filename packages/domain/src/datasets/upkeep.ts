import type { upkeepPaces } from '@scenario-lab/contracts/fetches';

type Pace = (typeof upkeepPaces)[number];

const hour = 3_600_000;
const days: Record<Pace, number> = { day: 1, week: 7, month: 31, quarter: 92, year: 366 };
const graceShare = 0.2;

/** Failures in a row after which the owner has to look. */
export const mostFailedFetches = 8;

/** When data are fetched next. After a failure sooner than their pace and ever later; null once it has failed too often. */
export function nextFetch(every: Pace, failures: number, now: Date): Date | null {
  if (failures >= mostFailedFetches) return null;
  const pace = days[every] * 24 * hour;
  const wait = failures === 0 ? pace : Math.min(pace, hour * 2 ** (failures - 1));
  return new Date(now.getTime() + wait);
}

/** Later than expected by more than a fifth of the time between two versions. */
export const isLate = (every: Pace, last: Date, now: Date): boolean =>
  now.getTime() - last.getTime() > days[every] * 24 * hour * (1 + graceShare);
