import { z } from 'zod';
import { Day } from './common.js';
import { defineRoute } from './route.js';

/** Days of a holiday and of weekends that are worked for it, over what is shipped with the lab. */
export const OwnDays = z
  .object({ off: z.array(Day).max(1_000), on: z.array(Day).max(1_000) })
  .refine(({ off, on }) => on.every((day) => !off.includes(day)), { path: ['on'], error: 'named_twice' });
export type OwnDays = z.infer<typeof OwnDays>;

export const WorkingDays = z.object({
  own: OwnDays,
  /** Years whose public holidays nobody has said yet although they are here or soon to come: only weekends are off in them. */
  missing: z.array(z.number().int()),
});
export type WorkingDays = z.infer<typeof WorkingDays>;

export const readWorkingDays = defineRoute({
  name: 'lab.read_working_days',
  method: 'GET',
  path: '/lab/working-days',
  access: 'lab.read_service_levels',
  reply: WorkingDays,
});
/** Terms that run already keep the instant they were given; those begun from now on count by these. */
export const editWorkingDays = defineRoute({
  name: 'lab.edit_working_days',
  method: 'PUT',
  path: '/lab/working-days',
  access: 'lab.edit_service_levels',
  body: OwnDays,
  reply: 'none',
});
export const workingDaysRoutes = [readWorkingDays, editWorkingDays];
