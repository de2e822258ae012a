import { type SiteLight, silentAfterHours } from '@scenario-lab/contracts/pilot-live';

/** The last value of one indicator at a site; instants in milliseconds. */
export interface LastValue {
  kpiId: string;
  at: number;
  value: number;
  target: number;
  direction: 'at_most' | 'at_least';
}

/**
 * The light of a site and the indicators behind it: silence before a missed target, for a value nobody renews says nothing.
 * A site that never sent anything is not called silent: nobody has switched it on.
 */
export function siteLight(
  values: readonly LastValue[],
  now: number,
): { light: SiteLight; lastAt: number | null; because: string[] } {
  const lastAt = values.reduce<number | null>((last, { at }) => Math.max(last ?? at, at), null);
  if (lastAt === null) return { light: 'never', lastAt, because: [] };
  const silent = values.filter(({ at }) => now - at > silentAfterHours * 3_600_000);
  if (silent.length > 0) return { light: 'silent', lastAt, because: silent.map(({ kpiId }) => kpiId) };
  const off = values.filter(({ value, target, direction }) =>
    direction === 'at_most' ? value > target : value < target,
  );
  return { light: off.length > 0 ? 'off_target' : 'fine', lastAt, because: off.map(({ kpiId }) => kpiId) };
}
