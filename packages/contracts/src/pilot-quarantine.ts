import { z } from 'zod';
import { ById, Id, Instant, ListQuery, pageOf, Reason } from './common.js';
import { ObservationSource } from './pilots.js';
import { defineRoute } from './route.js';

/** Why a point was kept apart: beyond what the plan holds for possible, ahead of the lab's clock, or said to be of another site than its token's. */
const quarantineReasons = ['out_of_range', 'clock_ahead', 'other_site'] as const;
export const QuarantineReason = z.enum(quarantineReasons);
export type QuarantineReason = z.infer<typeof QuarantineReason>;

/** A site's clock may run ahead of the lab's by so many minutes. */
export const clockAheadMinutes = 15;

/** A point that came and counts nowhere until the department has looked at it. */
export const QuarantinedPoint = z.object({
  id: Id,
  criterion: z.string(),
  at: Instant,
  value: z.number(),
  /** Where it is recorded if it is released. */
  site: z.string().nullable(),
  source: ObservationSource,
  reason: QuarantineReason,
  /** The bound that was passed, how far the clock was ahead in seconds, or the site that was named. */
  detail: z.string(),
  receivedAt: Instant,
  /** Empty where the site's device sent it. */
  by: z.string(),
  decided: z
    .object({ how: z.enum(['released', 'dropped']), at: Instant, by: z.string(), reason: z.string() })
    .nullable(),
});
export type QuarantinedPoint = z.infer<typeof QuarantinedPoint>;

export const listQuarantine = defineRoute({
  name: 'pilot.quarantine',
  method: 'GET',
  path: '/pilots/:id/quarantine',
  access: 'signed_in',
  params: ById,
  query: ListQuery.omit({ q: true }).extend({ state: z.enum(['open', 'decided']).default('open') }),
  reply: pageOf(QuarantinedPoint),
});
/** Released, a point is recorded as if it had come in then; dropped, it stays to be seen here. */
export const decideQuarantine = defineRoute({
  name: 'pilot.decide_points',
  method: 'POST',
  path: '/pilots/:id/quarantine/decision',
  access: 'pilot.decide_points',
  params: ById,
  body: Reason.extend({
    points: z.array(Id).min(1).max(1_000),
    decision: z.enum(['release', 'drop']),
  }),
  reply: 'none',
});

export const pilotQuarantineRoutes = [listQuarantine, decideQuarantine];
