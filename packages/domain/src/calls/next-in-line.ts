interface Ranked {
  number: number;
  tier: number | null;
  total: number | null;
}

/**
 * Who is next where the first ones are gone: of the bids that are left and were not excluded, those of the first tier that is left.
 * The calculation is the one the panel recommended with; nothing is counted anew.
 */
export function nextOf<R extends Ranked>(sheet: readonly R[], gone: readonly number[]): R[] {
  const left = sheet.filter(
    ({ number, tier, total }) => tier !== null && total !== null && !gone.includes(number),
  );
  const first = Math.min(...left.map(({ tier }) => tier ?? Number.POSITIVE_INFINITY));
  return left.filter(({ tier }) => tier === first);
}
