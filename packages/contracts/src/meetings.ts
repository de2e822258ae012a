import { z } from 'zod';
import { LocalMinute } from './calls.js';
import { Allowed, ById, Id, Instant, OrganisationRef, Reason, Title } from './common.js';
import { defineRoute } from './route.js';

/**
 * `pitch`: a day of slots, one vendor each; `visit`: one time, several seats; both are offered to all who take part in a need.
 * `talk`: between the two sides of one engagement, at one time both have agreed to.
 */
export const offeredKinds = ['pitch', 'visit'] as const;
export const meetingKinds = [...offeredKinds, 'talk'] as const;
export const MeetingKind = z.enum(meetingKinds);

export const meetingSlotsAtMost = 40;
export const meetingSeatsAtMost = 200;
/** Of one need, or of one engagement's talks: called off or not. */
export const meetingsAtMost = 100;

const Seat = z.object({
  id: Id,
  vendor: OrganisationRef,
  /** Who comes, as the vendor said. */
  who: z.string(),
  waiting: z.boolean(),
  at: Instant,
});
const Slot = z.object({
  id: Id,
  starts: Instant,
  minutes: z.number().int(),
  /** Nobody who comes now gets a seat at once; how many came is not told to who competes. */
  full: z.boolean(),
  /** For those who run the need. */
  seats: z.number().int().nullable(),
  taken: z.array(Seat),
});
export type MeetingSlot = z.infer<typeof Slot>;

const Said = z.object({ by: z.string(), at: Instant }).nullable();
export const Meeting = z.object({
  id: Id,
  kind: MeetingKind,
  place: z.string(),
  note: z.string().nullable(),
  at: Instant,
  by: z.string(),
  organisation: OrganisationRef,
  slots: z.array(Slot),
  /** Until when places are given; null: until it begins. */
  bookUntil: Instant.nullable(),
  /** The last of it is over. */
  past: z.boolean(),
  /** The reader's own place. */
  mine: z.object({ id: Id, slotId: Id, who: z.string(), waiting: z.boolean() }).nullable(),
  /** Of a talk. */
  agreed: z.object({ vendor: Said, department: Said }).nullable(),
  calledOff: z.object({ by: z.string(), at: Instant, reason: z.string() }).nullable(),
  allowed: Allowed,
});
export type Meeting = z.infer<typeof Meeting>;
export const Meetings = z.object({
  scenario: z.object({ id: Id, title: Title }),
  items: z.array(Meeting),
  /** A call of the need is open: whoever may bid may come, and no side meets alone. */
  underCall: z.boolean(),
  allowed: Allowed,
});
export type Meetings = z.infer<typeof Meetings>;

const words = { place: z.string().trim().min(1).max(500), note: z.string().trim().max(2_000).nullable() };
const Minutes = z.number().int().min(5).max(600);

/** What is offered to all on a need: for those who run it, and for vendors. */
export const listMeetings = defineRoute({
  name: 'meeting.list',
  method: 'GET',
  path: '/scenarios/:id/meetings',
  access: 'signed_in',
  params: ById,
  reply: Meetings,
});
/** Everybody engaged on the need and everybody who follows it is told. Errors: `invalid_input` naming the slot, `quota_exhausted`. */
export const offerMeeting = defineRoute({
  name: 'meeting.offer',
  method: 'POST',
  path: '/scenarios/:id/meetings',
  access: 'meeting.offer',
  params: ById,
  body: z.object({
    kind: z.enum(offeredKinds),
    ...words,
    /** Times as the lab's clocks show them. */
    bookUntil: LocalMinute.nullable(),
    slots: z
      .array(
        z.object({
          starts: LocalMinute,
          minutes: Minutes,
          seats: z.number().int().min(1).max(meetingSeatsAtMost),
        }),
      )
      .min(1)
      .max(meetingSlotsAtMost),
  }),
  reply: z.object({ id: Id }),
});
/** One place of a meeting for each vendor; where its slot is full it waits, and is moved up when another leaves. */
export const takeSeat = defineRoute({
  name: 'meeting.take_seat',
  method: 'POST',
  path: '/meetings/:id/seats',
  access: 'meeting.take_seat',
  params: ById,
  body: z.object({ slotId: Id, who: z.string().trim().min(1).max(200) }),
  reply: z.object({ id: Id, waiting: z.boolean() }),
});
/** Whoever waits longest has the seat from then on, and is told. */
export const leaveSeat = defineRoute({
  name: 'meeting.leave_seat',
  method: 'POST',
  path: '/meetings/:id/leave',
  access: 'meeting.leave_seat',
  params: ById,
  body: z.object({}),
  reply: 'none',
});
export const callOffMeeting = defineRoute({
  name: 'meeting.call_off',
  method: 'POST',
  path: '/meetings/:id/call-off',
  access: 'meeting.call_off',
  params: ById,
  body: Reason,
  reply: 'none',
});
/** Whoever proposes has agreed by that. Errors: `call_open` while a call of the need is open. */
export const proposeTalk = defineRoute({
  name: 'engagement.propose_talk',
  method: 'POST',
  path: '/engagements/:id/talks',
  access: 'engagement.propose_talk',
  params: ById,
  body: z.object({ ...words, starts: LocalMinute, minutes: Minutes }),
  reply: z.object({ id: Id }),
});
const ofTalk = { params: z.object({ id: Id, meetingId: Id }) };
export const agreeTalk = defineRoute({
  name: 'engagement.agree_talk',
  method: 'POST',
  path: '/engagements/:id/talks/:meetingId/agree',
  access: 'engagement.agree_talk',
  ...ofTalk,
  body: z.object({}),
  reply: 'none',
});
/** By either side, whether agreed or not. */
export const callOffTalk = defineRoute({
  name: 'engagement.call_off_talk',
  method: 'POST',
  path: '/engagements/:id/talks/:meetingId/call-off',
  access: 'engagement.propose_talk',
  ...ofTalk,
  body: Reason,
  reply: 'none',
});

export const meetingRoutes = [
  listMeetings,
  offerMeeting,
  takeSeat,
  leaveSeat,
  callOffMeeting,
  proposeTalk,
  agreeTalk,
  callOffTalk,
];
