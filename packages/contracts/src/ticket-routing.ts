import { z } from 'zod';
import { Id, Instant, OrganisationRef, Title } from './common.js';
import { defineRoute } from './route.js';

/** What a certified program says of a ticket's words. `department` is null where its class was given to nobody. */
export const RoutingSuggestion = z.object({
  certificate: z.string(),
  algorithm: Title,
  class: z.string(),
  department: OrganisationRef.nullable(),
  /** The program's own score of that class, from 0 to 1 by its word; null where it gives none. */
  confidence: z.number().nullable(),
  at: Instant,
});
export type RoutingSuggestion = z.infer<typeof RoutingSuggestion>;

/** A certificate in force on telling classes apart from words, which may be chosen. */
export const RoutingCandidate = z.object({
  certificate: z.string(),
  algorithm: Title,
  vendor: OrganisationRef,
  benchmark: Title,
  /** Columns that may carry the words. */
  textColumns: z.array(z.string()),
  classes: z.array(z.string()),
});
export const RoutingChoice = z.object({
  id: Id,
  certificate: z.string(),
  algorithm: Title,
  textColumn: z.string(),
  classes: z.array(z.object({ class: z.string(), department: OrganisationRef.nullable() })),
  chosenAt: Instant,
  by: z.string(),
  /** False: the certificate does not stand any more, and nothing is suggested. */
  speaks: z.boolean(),
  /** Tickets it suggested a department for before they were dispatched, and how many went there. */
  decided: z.number().int(),
  followed: z.number().int(),
  /** Tickets it gave no answer to that could be used. */
  failed: z.number().int(),
});
export const Routing = z.object({ choice: RoutingChoice.nullable(), candidates: z.array(RoutingCandidate) });
export type Routing = z.infer<typeof Routing>;

export const readRouting = defineRoute({
  name: 'ticket.read_routing',
  method: 'GET',
  path: '/ticket-routing',
  access: 'ticket.read_rules',
  reply: Routing,
});
/** From now on it is asked of every new ticket; whoever was asked before is asked no more. */
export const chooseRouting = defineRoute({
  name: 'ticket.choose_routing',
  method: 'POST',
  path: '/ticket-routing',
  access: 'ticket.choose_routing',
  body: z.object({
    certificate: z.string().trim().min(1).max(40),
    textColumn: z.string().min(1).max(200),
    classes: z
      .array(z.object({ class: z.string().min(1).max(200), departmentId: Id.nullable() }))
      .min(1)
      .max(200),
  }),
  reply: z.object({ id: Id }),
});
export const endRouting = defineRoute({
  name: 'ticket.end_routing',
  method: 'POST',
  path: '/ticket-routing/end',
  access: 'ticket.choose_routing',
  reply: 'none',
});

export const ticketRoutingRoutes = [readRouting, chooseRouting, endRouting];
