import { z } from 'zod';
import { Instant } from './common.js';

/** What of an indicator is possible at all; an open end is null. */
export const Plausible = z
  .object({ least: z.number().nullable(), most: z.number().nullable() })
  .refine(({ least, most }) => least === null || most === null || least < most, { path: ['most'] });

/** As a site, a file or a hand sends it. */
const Point = z.object({
  criterion: z.string().max(40),
  at: Instant,
  value: z.number(),
  /** One of the pilot's; where it has one only, it is that one. A token knows its own. */
  site: z.string().trim().max(200).optional(),
});
export const points = z.array(Point).min(1).max(10_000);
/** `corrected`: another value stood at that moment; it is kept as history. `quarantined`: kept apart, counting nowhere. */
export const received = z.object({
  accepted: z.number().int(),
  duplicates: z.number().int(),
  corrected: z.number().int(),
  quarantined: z.number().int(),
});
