import { z } from 'zod';
import { ById, Day, Id, Instant } from './common.js';
import { defineRoute } from './route.js';

/** Hours after which a site that sent something before is called silent. */
export const silentAfterHours = 24;
export const siteLights = ['fine', 'off_target', 'silent', 'never'] as const;
export const SiteLight = z.enum(siteLights);
export type SiteLight = z.infer<typeof SiteLight>;

/** What is happening at a pilot now; points that count for acceptance alone. */
export const PilotLive = z.object({
  at: Instant,
  /** Points kept apart that wait for the department. */
  quarantined: z.number().int(),
  kpis: z.array(
    z.object({
      id: Id,
      last: z.object({ at: Instant, value: z.number(), site: z.string().nullable() }).nullable(),
      /** The last seven days of the lab's, today last; a day without points is a gap. */
      days: z.array(z.object({ day: Day, value: z.number().nullable(), points: z.number().int() })),
    }),
  ),
  sites: z.array(
    z.object({
      site: z.string(),
      light: SiteLight,
      lastAt: Instant.nullable(),
      /** Indicators behind the light, by id. */
      because: z.array(Id),
      /** Live tickets the reader may see. */
      tickets: z.number().int(),
    }),
  ),
});
export type PilotLive = z.infer<typeof PilotLive>;
export const readPilotLive = defineRoute({
  name: 'pilot.read_live',
  method: 'GET',
  path: '/pilots/:id/live',
  access: 'signed_in',
  params: ById,
  reply: PilotLive,
});
export const pilotLiveRoutes = [readPilotLive];
