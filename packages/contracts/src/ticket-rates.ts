import { z } from 'zod';
import { Day, Id, Title } from './common.js';
import { defineRoute } from './route.js';
import { TicketExclusion, TicketStatus } from './tickets.js';

/** Under so many facts a share is not told: three of four is no rate. */
export const fewestFacts = 5;
export const rateKinds = ['response', 'resolution', 'satisfaction'] as const;
export const RateKind = z.enum(rateKinds);
export type RateKind = z.infer<typeof RateKind>;
export const rateGroups = ['department', 'vendor', 'region', 'month', 'category'] as const;
export const RateGroup = z.enum(rateGroups);
export type RateGroup = z.infer<typeof RateGroup>;

const Rate = z.object({
  /** Null where the facts are fewer than `fewestFacts`. */
  share: z.number().nullable(),
  met: z.number().int(),
  facts: z.number().int(),
});
export type Rate = z.infer<typeof Rate>;
export const RateRow = z.object({
  /** An organisation's id, a district's or category's code, a month as `YYYY-MM`; empty where a ticket has none. */
  key: z.string(),
  name: Title.nullable(),
  tickets: z.number().int(),
  response: Rate,
  resolution: Rate,
  satisfaction: Rate,
  /** How many are left out, by why. */
  excluded: z.partialRecord(TicketExclusion, z.number().int()),
  falseClosures: z.number().int(),
  /** Sent back to the lab; of departments alone. */
  returns: z.number().int().nullable(),
});
export type RateRow = z.infer<typeof RateRow>;
const period = { from: Day.optional(), until: Day.optional() };
/** The lab sees all of them; a department and a vendor their own. */
export const readRates = defineRoute({
  name: 'ticket.read_rates',
  method: 'GET',
  path: '/ticket-rates',
  access: 'signed_in',
  query: z.object({ by: RateGroup.default('department'), ...period }),
  reply: z.object({ rows: z.array(RateRow), total: RateRow }),
});
/** The tickets a figure is made of, and what each of them counts for. */
export const readBehindRate = defineRoute({
  name: 'ticket.read_behind_rate',
  method: 'GET',
  path: '/ticket-rates/behind',
  access: 'signed_in',
  query: z.object({ by: RateGroup, key: z.string().max(60), rate: RateKind, ...period }),
  reply: z.array(
    z.object({
      id: Id,
      number: z.string(),
      title: Title,
      status: TicketStatus,
      /** `not_yet`: nothing is due or known so far. */
      counts: z.enum(['met', 'missed', 'excluded', 'not_yet']),
      /** A false closure counts double. */
      weight: z.number().int(),
      excluded: TicketExclusion.nullable(),
    }),
  ),
});
/** What piles up where: tickets of a matter and a district in the last days, and in as many days before. */
export const HotSpot = z.object({
  category: z.string(),
  region: z.string().nullable(),
  tickets: z.number().int(),
  before: z.number().int(),
  reopened: z.number().int(),
  /** The newest of them. */
  examples: z.array(z.object({ id: Id, number: z.string(), title: Title })),
});
export type HotSpot = z.infer<typeof HotSpot>;
export const readHotSpots = defineRoute({
  name: 'ticket.read_hot_spots',
  method: 'GET',
  path: '/ticket-hot-spots',
  access: 'signed_in',
  query: z.object({ days: z.coerce.number().int().min(1).max(366).default(30) }),
  reply: z.array(HotSpot),
});
/** The tickets of a hot spot, as the caller sees them, are what a draft of the caller's own was made of. */
export const linkNeed = defineRoute({
  name: 'ticket.link_need',
  method: 'POST',
  path: '/tickets/needs',
  access: 'scenario.create',
  body: z.object({
    scenarioId: Id,
    category: z.string().max(60),
    region: z.string().max(60).nullable(),
    days: z.number().int().min(1).max(366),
  }),
  reply: z.object({ tickets: z.number().int() }),
});
export const ticketRateRoutes = [readRates, readBehindRate, readHotSpots, linkNeed];
