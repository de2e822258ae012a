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

/** What a device says under the topic of an indicator: a value of now, or values with their moments. */
const Reading = z.object({
  at: Instant.optional(),
  value: z.number(),
  site: z.string().trim().max(200).optional(),
});
export const readings = z.union([
  z.number().transform((value) => [{ value }]),
  Reading.transform((one) => [one]),
  z.array(Reading).min(1).max(10_000),
]);
/** Topics are `kpi/` and the id of a criterion. */
export const topicPrefix = 'kpi/';
/** Why what a device said is no point: nobody there reads a refusal, so the department does. */
export const messageFaults = [
  'no_topic',
  'no_reading',
  'unknown_criterion',
  'before_the_pilot',
  'after_the_pilot',
  'too_big',
  'named_twice',
  'site_needed',
  'not_measuring',
] as const;
export const MessageFault = z.enum(messageFaults);
export type MessageFault = z.infer<typeof MessageFault>;
