const day = 86_400_000;

/** Whole days since then. */
export const daysWaited = (since: string): number =>
  Math.max(0, Math.floor((Date.now() - Date.parse(since)) / day));
