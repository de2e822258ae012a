import { z } from 'zod';
import { Instant, OrganisationRef } from './common.js';
import { defineRoute } from './route.js';

/** Days a letter's link answers. */
export const letterDays = 14;
/** Letters one address gets in a day, whatever tickets name it: anybody may type anybody's address. */
export const lettersADay = 3;

/**
 * How far the lab is with asking a ticket's reporter by mail. `held`: it will be asked once the ticket is closed;
 * `answered`: said, by the letter or before one went; `called`: reached by the lab's call instead; `lapsed`: nobody can
 * answer any more; `stopped`: the address wants no letters.
 */
export const letterStates = [
  'held',
  'queued',
  'sent',
  'unknown',
  'failed',
  'answered',
  'called',
  'lapsed',
  'stopped',
] as const;
export const LetterState = z.enum(letterStates);
export const TicketLetter = z.object({
  state: LetterState,
  sentAt: Instant.nullable(),
  /** Last instant its link answers. */
  until: Instant.nullable(),
});
export type TicketLetter = z.infer<typeof TicketLetter>;

const Link = z.string().trim().min(10).max(100);
/** What the letter is about: no words of the report, for who opens a link need not be who wrote them. */
export const AskedOfTicket = z.object({
  number: z.string(),
  reportedAt: Instant,
  closedAt: Instant.nullable(),
  department: OrganisationRef.nullable(),
  answer: z.string().nullable(),
  said: z.object({ resolved: z.boolean(), satisfied: z.boolean() }).nullable(),
  maySay: z.boolean(),
});
export type AskedOfTicket = z.infer<typeof AskedOfTicket>;

/** The link travels in the body, so that no log of addresses has it. */
export const openLetter = defineRoute({
  name: 'ticket.open_letter',
  method: 'POST',
  path: '/ticket-letters',
  access: 'public',
  body: z.object({ link: Link }),
  reply: AskedOfTicket,
});
/** Counts like the lab's call: not resolved is a false closure and opens the ticket again. */
export const answerLetter = defineRoute({
  name: 'ticket.answer_letter',
  method: 'POST',
  path: '/ticket-letters/say',
  access: 'public',
  body: z.object({
    link: Link,
    resolved: z.boolean(),
    satisfied: z.boolean(),
    words: z
      .string()
      .trim()
      .min(1)
      .max(1_000)
      .refine((text) => !/<\/?[a-z!][^>]*>/i.test(text), { error: 'no_html' })
      .refine((text) => !/\p{Cc}/u.test(text.replace(/[\r\n\t]/g, '')), { error: 'unstorable_text' })
      .nullable()
      .default(null),
  }),
  reply: 'none',
});
/** No letter goes to that address any more, of this ticket or any other. */
export const stopLetters = defineRoute({
  name: 'ticket.stop_letters',
  method: 'POST',
  path: '/ticket-letters/stop',
  access: 'public',
  body: z.object({ link: Link }),
  reply: 'none',
});

export const ticketLetterRoutes = [openLetter, answerLetter, stopLetters];
