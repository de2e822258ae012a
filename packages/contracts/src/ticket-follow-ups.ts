import { z } from 'zod';
import { ById, Id } from './common.js';
import { defineRoute } from './route.js';

/** What was heard when a reporter was called back: nobody reached, or what they say of the answer. */
export const followUpTicket = defineRoute({
  name: 'ticket.follow_up',
  method: 'POST',
  path: '/tickets/:id/follow-ups',
  access: 'ticket.follow_up',
  params: ById,
  body: z.object({
    sampleId: Id.nullable().default(null),
    reached: z.boolean(),
    resolved: z.boolean().nullable().default(null),
    satisfied: z.boolean().nullable().default(null),
    note: z.string().trim().max(2_000).nullable().default(null),
  }),
  reply: 'none',
});
