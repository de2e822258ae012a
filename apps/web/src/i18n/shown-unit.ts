const raised: Record<string, string> = { 2: '²', 3: '³' };

/**
 * A unit as readers write it: `1`, the unit of a ratio, is not written; the powers in UCUM-like symbols (`m3/h`,
 * [The Unified Code for Units of Measure](https://ucum.org)) stand raised.
 */
export function shownUnit(symbol: string | null | undefined): string {
  if (!symbol || symbol === '1') return '';
  return symbol.replace(/(?<=m)[23](?![0-9])/g, (power) => raised[power] ?? power);
}
