import { z } from 'zod';
import { Day, Id, Instant, Title } from './common.js';
import { Thing } from './lab.js';
import { defineRoute } from './route.js';

/** What a date is of. `task`: until when something waits for this person by the service levels. */
export const calendarKinds = [
  'questions_end',
  'need_deadline',
  'need_decision',
  'call_deadline',
  'call_opening',
  'certificate_expiry',
  'grant_expiry',
  'pilot_start',
  'pilot_end',
  'milestone',
  'camp_session',
  'meeting',
  'task',
] as const;
export const CalendarKind = z.enum(calendarKinds);
export type CalendarKind = z.infer<typeof CalendarKind>;

/** A date that concerns whoever reads it: a day of the lab's calendar, or a moment. */
export const CalendarDate = z.object({
  /** The same as long as it is the same date of the same thing, wherever it is moved to. */
  key: z.string(),
  kind: CalendarKind,
  thing: Thing,
  thingId: Id,
  /** What the thing's page is addressed by. */
  page: z.string(),
  title: Title,
  /** Which of the thing's dates, where it has several: a milestone's title, a certificate's number. */
  part: Title.nullable(),
  /** The deed that is waited for, of a `task`. */
  waitsFor: z.string().nullable(),
  day: Day.nullable(),
  at: Instant.nullable(),
});
export type CalendarDate = z.infer<typeof CalendarDate>;

const Language = z.enum(['zh', 'en']);

/** The address itself is known to its person alone; here only that there is one. */
const CalendarAddress = z.object({
  language: Language,
  createdAt: Instant,
  /** When a calendar last asked there; to the minute. */
  lastReadAt: Instant.nullable(),
});

/** The person's dates in the organisation acted for, the nearest first, from ninety days ago on. */
export const readCalendar = defineRoute({
  name: 'calendar.read',
  method: 'GET',
  path: '/calendar',
  access: 'signed_in',
  reply: z.object({ items: z.array(CalendarDate), address: CalendarAddress.nullable() }),
});

/** A secret address for calendars to subscribe to; the one before opens nothing from then on. Shown once. */
export const makeCalendarAddress = defineRoute({
  name: 'calendar.make_address',
  method: 'POST',
  path: '/calendar/address',
  access: 'signed_in',
  body: z.object({ language: Language }),
  reply: z.object({ address: z.url() }),
  secret: true,
});
export const revokeCalendarAddress = defineRoute({
  name: 'calendar.revoke_address',
  method: 'DELETE',
  path: '/calendar/address',
  access: 'signed_in',
  reply: 'none',
});

/** What is at such an address: iCalendar (RFC 5545), read with the rights its person has now. */
export const subscribeCalendar = defineRoute({
  name: 'calendar.subscribe',
  method: 'GET',
  path: '/calendars/:token/dates.ics',
  access: 'public',
  params: z.object({ token: z.string().min(20).max(200) }),
  reply: 'stream',
});

export const datedThings = ['scenario', 'call', 'pilot', 'camp', 'engagement'] as const;
export const DatedThing = z.enum(datedThings);
export type DatedThing = z.infer<typeof DatedThing>;

/** The dates of one thing as a file, for whoever may see the thing. */
export const readDates = defineRoute({
  name: 'calendar.file',
  method: 'GET',
  path: '/dates/:thing/:id/dates.ics',
  access: 'public',
  params: z.object({ thing: DatedThing, id: Id }),
  query: z.object({ lang: Language.default('zh') }),
  reply: 'stream',
});

export const calendarRoutes = [
  readCalendar,
  makeCalendarAddress,
  revokeCalendarAddress,
  subscribeCalendar,
  readDates,
];
