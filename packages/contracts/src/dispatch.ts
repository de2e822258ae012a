import { z } from 'zod';
import { ById, Day, Id, Instant } from './common.js';
import { defineRoute } from './route.js';
import { TicketLetter } from './ticket-letters.js';
import { DispatchRule, TicketRow } from './tickets.js';

/** The dispatch directory (派单目录): who answers for what; a rule without a category or district holds for all of them. */
export const readRules = defineRoute({
  name: 'ticket.read_rules',
  method: 'GET',
  path: '/dispatch-rules',
  access: 'ticket.read_rules',
  reply: z.array(DispatchRule),
});
const hours = z.number().int().min(1).max(2_000);
export const saveRule = defineRoute({
  name: 'ticket.save_rule',
  method: 'POST',
  path: '/dispatch-rules',
  access: 'ticket.save_rule',
  body: z
    .object({
      category: z.string().max(60).nullable().default(null),
      region: z.string().max(60).nullable().default(null),
      pilotId: Id.nullable().default(null),
      departmentId: Id,
      coHandlerIds: z.array(Id).max(10).default([]),
      /** Working hours. */
      respondHours: hours,
      resolveHours: hours,
      note: z.string().trim().max(500).nullable().default(null),
    })
    .refine((rule) => rule.respondHours <= rule.resolveHours, {
      path: ['resolveHours'],
      error: 'resolve_before_response',
    }),
  reply: z.object({ id: Id }),
});
/** Tickets keep the hours they were given by it. */
export const endRule = defineRoute({
  name: 'ticket.end_rule',
  method: 'DELETE',
  path: '/dispatch-rules/:id',
  access: 'ticket.end_rule',
  params: ById,
  reply: 'none',
});

/** Closed tickets drawn for a call, by a seed that is kept: who draws again with it draws the same. */
const SampleRow = z.object({
  id: Id,
  from: Day,
  until: Day,
  share: z.number(),
  seed: z.string(),
  drawn: z.number().int(),
  of: z.number().int(),
  called: z.number().int(),
  createdAt: Instant,
});
export type SampleRow = z.infer<typeof SampleRow>;
export const listSamples = defineRoute({
  name: 'ticket.read_samples',
  method: 'GET',
  path: '/follow-up-samples',
  access: 'ticket.read_samples',
  reply: z.array(SampleRow),
});
export const drawSample = defineRoute({
  name: 'ticket.draw_sample',
  method: 'POST',
  path: '/follow-up-samples',
  access: 'ticket.draw_sample',
  body: z
    .object({
      from: Day,
      until: Day,
      share: z.number().min(0.01).max(1),
      seed: z.string().trim().min(1).max(100).optional(),
    })
    .refine(({ from, until }) => from <= until, { path: ['until'], error: 'ends_before_it_begins' }),
  reply: z.object({ id: Id }),
});
export const readSample = defineRoute({
  name: 'ticket.read_sample',
  method: 'GET',
  path: '/follow-up-samples/:id',
  access: 'ticket.read_samples',
  params: ById,
  reply: SampleRow.extend({
    tickets: z.array(
      z.object({
        ticket: TicketRow,
        /** Reached: by a call, or by the answer to a letter, which counts like one. */
        called: z.boolean(),
        letter: TicketLetter.nullable(),
      }),
    ),
  }),
});

export const dispatchRoutes = [readRules, saveRule, endRule, listSamples, drawSample, readSample];
