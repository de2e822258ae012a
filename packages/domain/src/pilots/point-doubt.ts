import { clockAheadMinutes, type QuarantineReason } from '@scenario-lab/contracts/pilot-quarantine';

/** What the plan holds for possible; an open end is null. */
export type Plausible = { least: number | null; most: number | null } | null;

export interface Doubt {
  reason: QuarantineReason;
  /** The bound that was passed, seconds ahead, or the site that was named. */
  detail: string;
}

/**
 * Why a point is kept apart, or null. A device cannot be asked what it meant: what it says of another site than its
 * token's, or of a time that has not come, waits with its values. A person is told so at once, and only the value
 * can be in doubt. `device`: the token's site.
 */
export function doubtOf(
  point: { at: number; value: number; site: string | undefined },
  known: { plausible: Plausible; device: string | null; now: number },
): Doubt | null {
  const { plausible, device, now } = known;
  if (device !== null && point.site !== undefined && point.site !== device)
    return { reason: 'other_site', detail: point.site };
  const ahead = point.at - now;
  if (device !== null && ahead > clockAheadMinutes * 60_000)
    return { reason: 'clock_ahead', detail: String(Math.round(ahead / 1_000)) };
  if (plausible?.least != null && point.value < plausible.least)
    return { reason: 'out_of_range', detail: String(plausible.least) };
  if (plausible?.most != null && point.value > plausible.most)
    return { reason: 'out_of_range', detail: String(plausible.most) };
  return null;
}

/** Seconds a device's clock is ahead by the newest of what it sent just now; null for less than a minute. */
export function clockAheadOf(newest: number, now: number): number | null {
  const seconds = Math.round((newest - now) / 1_000);
  return seconds > 60 ? Math.min(seconds, 2_147_483_647) : null;
}

/** So many pushes in a row, each late by so many seconds, are no chance. */
export const lateRule = { pushes: 10, seconds: 300 } as const;

/** How late the pushes of a device are since one was not; a device that sends old values in one go is late as well. */
export function latenessOf(
  before: { by: number | null; pushes: number },
  newest: number,
  now: number,
): { by: number | null; pushes: number } {
  const seconds = Math.min(Math.round((now - newest) / 1_000), 2_147_483_647);
  if (seconds < lateRule.seconds) return { by: null, pushes: 0 };
  return { by: Math.min(before.by ?? seconds, seconds), pushes: Math.min(before.pushes + 1, 1_000_000) };
}

export const isLate = ({ by, pushes }: { by: number | null; pushes: number }): boolean =>
  by !== null && pushes >= lateRule.pushes;
