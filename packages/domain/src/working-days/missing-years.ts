import { knownUntil } from './china.js';

/** From this month on the next year's holidays have been announced, or soon will be. */
const announcedFrom = 11;

/**
 * Years whose holidays are neither shipped nor said by the lab: this one, and the next from November on. A year is known once any
 * of its days off is said. `today` is a day of the lab's.
 */
export function missingYears(today: string, off: readonly string[]): number[] {
  const year = Number(today.slice(0, 4));
  const near = Number(today.slice(5, 7)) >= announcedFrom ? [year, year + 1] : [year];
  return near.filter((one) => one > knownUntil && !off.some((day) => day.startsWith(`${one}-`)));
}
