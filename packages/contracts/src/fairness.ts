import { z } from 'zod';
import { Allowed, ById, Day, Id, Instant, OrganisationRef, Remark, textOf } from './common.js';
import { deedsOf } from './deed.js';
import { defineRoute } from './route.js';

/** What one vendor may get that the others did not ask for. */
export const favourKinds = ['extra_run', 'sample', 'visit', 'answer', 'extension', 'other'] as const;
export const FavourKind = z.enum(favourKinds);

/** A line that follows from what was done here; nobody writes it, nobody leaves it out. */
export const ledgerFacts = [
  'answered',
  'amended',
  'extended',
  'uncharged_look',
  'visit_offered',
  'pitch_offered',
  'postponed',
  'substituted',
  'moved_up',
  'opened',
  'announced',
  'objected',
  'rejected',
  'upheld',
  'awarded',
] as const;

export const LedgerFact = z.object({
  what: z.enum(ledgerFacts),
  day: Day,
  /** Number of the answer or the addendum; of a meeting, which of its kind it is. */
  number: z.number().int().nullable(),
});
export const Favour = z.object({
  id: Id,
  kind: FavourKind,
  day: Day,
  text: textOf(2_000),
  recordedAt: Instant,
  /** When the same was offered to all others; null while they are owed it. */
  offeredAt: Instant.nullable(),
  /** Told to department and lab: who got it, and who was not offered the same yet. */
  given: OrganisationRef.nullable(),
  owed: z.array(OrganisationRef),
  mine: z.boolean(),
  allowed: Allowed,
});
export type Favour = z.infer<typeof Favour>;
export const FairnessLedger = z.object({
  facts: z.array(LedgerFact),
  favours: z.array(Favour),
  /** Those who take part, for whoever may write a line: one of them got it. */
  participants: z.array(OrganisationRef),
  allowed: Allowed,
});
export type FairnessLedger = z.infer<typeof FairnessLedger>;

export const SaveFavour = z.object({
  kind: FavourKind,
  vendorId: Id,
  day: Day,
  text: textOf(2_000),
});

export const readFairness = defineRoute({
  name: 'favour.list',
  method: 'GET',
  path: '/scenarios/:id/fairness',
  access: 'public',
  params: ById,
  reply: FairnessLedger,
});
export const recordFavour = defineRoute({
  name: 'favour.record',
  method: 'POST',
  path: '/scenarios/:id/favours',
  access: 'favour.record',
  params: ById,
  body: SaveFavour,
  reply: z.object({ id: Id }),
});
/** The same is offered to everybody else who takes part; all of them are told. */
export const offerFavour = deedsOf('favour', '/favours/:id')('offer', Remark);

export const fairnessRoutes = [readFairness, recordFavour, offerFavour];
