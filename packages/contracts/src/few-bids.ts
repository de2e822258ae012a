import { z } from 'zod';
import { ById, Id, textOf } from './common.js';
import { defineRoute } from './route.js';

/** Why a vendor that looked did not offer: chosen, not written, so that no wording tells who it was. */
export const whyNots = [
  'budget',
  'time',
  'criteria',
  'certificate',
  'data',
  'terms',
  'capacity',
  'other_field',
  'chances',
] as const;
export const WhyNot = z.enum(whyNots);
export type WhyNot = z.infer<typeof WhyNot>;

/** Fewer of anything that is a single organisation's are told as `null`, 'one or two'; none at all is told as 0. */
export const fewest = 3;
const Count = z.number().int().nullable();

export const fewFindings = [
  'nobody_looked',
  'no_exam',
  'must_untested',
  'must_unmet',
  'certificate_rare',
  'ceiling_low',
  'short',
  'started_not_finished',
  'said',
] as const;
export const FewFinding = z.object({
  code: z.enum(fewFindings),
  /** The criterion, of `must_…`. */
  criterion: textOf(200).nullable(),
  /** The certificate, of `certificate_rare`. */
  certificate: z.string().nullable(),
  /** Of `said`. */
  reason: WhyNot.nullable(),
  /** The figure it rests on, and of how many. */
  count: z.number().int().nullable(),
  of: z.number().int().nullable(),
});
export type FewFinding = z.infer<typeof FewFinding>;

/** Why a call ended with one bid or none, in counts: whose they are is told to nobody. */
export const FewBids = z.object({
  counts: z.object({
    looked: Count,
    started: Count,
    followed: Count,
    asked: Count,
    withdrew: Count,
    bids: z.number().int(),
  }),
  /** Answers the tally rests on; they are added three at a time. */
  answers: z.number().int(),
  reasons: z.array(z.object({ reason: WhyNot, count: Count })),
  findings: z.array(FewFinding),
});
export type FewBids = z.infer<typeof FewBids>;

/** That the reader's organisation looked, or began a bid; counted, and told to nobody by name. */
export const noteLook = defineRoute({
  name: 'bid.note',
  method: 'POST',
  path: '/calls/:id/look',
  access: 'bid.note',
  params: ById,
  body: z.object({ started: z.boolean() }),
  reply: 'none',
});
export const readFewBids = defineRoute({
  name: 'call.read_few',
  method: 'GET',
  path: '/calls/:id/few-bids',
  access: 'call.read_few',
  params: ById,
  reply: FewBids,
});
/** One answer of an organisation, and no second. Errors: `duplicate`. */
export const sayWhyNot = defineRoute({
  name: 'call.say_why',
  method: 'POST',
  path: '/calls/:id/why-not',
  access: 'call.say_why',
  params: ById,
  body: z.object({ reasons: z.array(WhyNot).min(1).max(4) }),
  reply: 'none',
});
/** A new draft with the terms of a call that failed, to be changed before it is settled. */
export const reopenCall = defineRoute({
  name: 'call.reopen',
  method: 'POST',
  path: '/calls/:id/reopen',
  access: 'call.reopen',
  params: ById,
  body: z.object({}),
  reply: z.object({ id: Id }),
});

export const fewBidRoutes = [noteLook, readFewBids, sayWhyNot, reopenCall];
