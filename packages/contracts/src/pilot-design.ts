import { z } from 'zod';
import { Day, Instant } from './common.js';

export const designKinds = ['shadow', 'before_after', 'control_sites'] as const;
/** What must hold so that the comparison says something, in the words of those who planned it. */
const assumption = z.string().trim().min(1).max(2_000);
/**
 * How the field is compared, named before it begins. `from`: the first day the version takes effect; until then it runs
 * beside today's practice without effect (`shadow`), or today's practice is measured alone. Only where and when it is
 * in effect do points count for acceptance.
 */
export const Design = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('shadow'), from: Day }),
  z.object({ kind: z.literal('before_after'), from: Day, assumption }),
  z.object({
    kind: z.literal('control_sites'),
    from: Day,
    /** Sites where it never takes effect. */
    controls: z.array(z.string().trim().min(1).max(200)).min(1).max(49),
    assumption,
  }),
]);
export type Design = z.infer<typeof Design>;

const Interval = z.object({ lower: z.number(), upper: z.number() });
/** A figure with the interval it has at 95 %, null where too little was measured. */
export const Figure = z.object({ value: z.number(), interval: Interval.nullable() });

/** What the version changed by the design of the plan, in the metric's unit; below 0 where the value fell. */
export const Effect = z.object({
  method: z.enum(['difference_in_differences', 'interrupted_series']),
  from: Day,
  effect: Figure,
  /** Weeks (difference in differences) or days (interrupted series) on each side. */
  before: z.number().int(),
  after: z.number().int(),
  /** How the difference of the sites, or the series, moved a week before it began; an interval without 0 speaks against the comparison. */
  trendBefore: Figure.nullable(),
  /** At once, and by how much more each week, of an interrupted series. */
  jump: Figure.nullable(),
  slope: Figure.nullable(),
  /** Daily figures where it takes effect, of the control sites, and what would have been without it. */
  days: z.array(
    z.object({
      day: Day,
      value: z.number().nullable(),
      control: z.number().nullable(),
      expected: z.number().nullable(),
    }),
  ),
});
export type Effect = z.infer<typeof Effect>;

/** The design as it stands, and whether it was changed once it had begun. */
export const PlannedDesign = z.object({ design: Design, changedAt: Instant.nullable() });
export type PlannedDesign = z.infer<typeof PlannedDesign>;
