import { z } from 'zod';
import { Allowed, ById, Day, Id, Instant, OrganisationRef, Reason, Remark, textOf } from './common.js';
import { deedsOf } from './deed.js';
import { defineRoute } from './route.js';

/** Days between the last day of questions and the deadline, where the department states none. */
export const questionDays = 5;

/**
 * A question on a published need and its answer. Nothing in it tells who asked; `mine` is true for the asker's own
 * organisation alone.
 */
export const Clarification = z.object({
  id: Id,
  /** In the order of the answers; null until answered. */
  number: z.number().int().nullable(),
  /** A day, not an instant: when somebody was at the desk tells more than it must. */
  askedOn: Day,
  /** Null for whom a removed question is not shown to. */
  question: textOf(2_000).nullable(),
  answer: textOf(5_000).nullable(),
  answeredAt: Instant.nullable(),
  withdrawn: z.boolean(),
  removed: z.object({ at: Instant, reason: z.string() }).nullable(),
  mine: z.boolean(),
  /** Told to the asker and the lab: when the lab looked up who asked, and why. */
  looks: z.array(z.object({ at: Instant, reason: z.string() })),
  allowed: Allowed,
});
export type Clarification = z.infer<typeof Clarification>;

export const Clarifications = z.object({
  /** The last day of questions by the lab's calendar; null where the need has no deadline. */
  until: Day.nullable(),
  open: z.boolean(),
  items: z.array(Clarification),
  allowed: Allowed,
});
export type Clarifications = z.infer<typeof Clarifications>;

export const listClarifications = defineRoute({
  name: 'clarification.list',
  method: 'GET',
  path: '/scenarios/:id/clarifications',
  access: 'public',
  params: ById,
  reply: Clarifications,
});
/** Asks without being named; who asks follows the need from then on. */
export const askClarification = defineRoute({
  name: 'clarification.ask',
  method: 'POST',
  path: '/scenarios/:id/clarifications',
  access: 'clarification.ask',
  params: ById,
  body: z.object({ question: textOf(2_000) }),
  reply: z.object({ id: Id }),
});
export const answerClarification = defineRoute({
  name: 'clarification.answer',
  method: 'POST',
  path: '/clarifications/:id/answer',
  access: 'clarification.answer',
  params: ById,
  body: z.object({ answer: textOf(5_000) }),
  reply: z.object({ number: z.number().int() }),
});
const deed = deedsOf('clarification', '/clarifications/:id');
export const withdrawClarification = deed('withdraw', Remark);
export const removeClarification = deed('remove', Reason);
/** Who asked, for the lab where it has a reason to; the look is written down before it is answered. */
export const revealAsker = defineRoute({
  name: 'clarification.reveal',
  method: 'POST',
  path: '/clarifications/:id/asker',
  access: 'clarification.reveal',
  params: ById,
  body: Reason,
  reply: z.object({ organisation: OrganisationRef, person: z.string() }),
});

export const clarificationRoutes = [
  listClarifications,
  askClarification,
  answerClarification,
  withdrawClarification,
  removeClarification,
  revealAsker,
];
