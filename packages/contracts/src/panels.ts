import { z } from 'zod';
import { OpenedBid, SaveBid } from './calls.js';
import { Allowed, ById, Id, Instant, OrganisationRef, Reason } from './common.js';
import { deedsOf } from './deed.js';
import { defineRoute } from './route.js';

export const seatStates = ['vacant', 'taken', 'declared', 'handed_in', 'out'] as const;
/** Why a seat judges nothing: its holder belongs to a bidder, to one of a bidder's control group, stepped back, or never began. */
export const seatOuts = ['bidder', 'control_group', 'stepped_back', 'replaced'] as const;
/** Seats of the terms and all who sat in for one of them. */
export const seatsAtMost = 30;

export const PanelSeat = z.object({
  number: z.number().int(),
  /** As declared in the terms. */
  name: z.string(),
  organisation: z.string(),
  ties: z.string(),
  chair: z.boolean(),
  state: z.enum(seatStates),
  /** Bidders it does not judge. */
  abstains: z.number().int(),
  mine: z.boolean(),
  /** Told to department and lab, and to its holder: the account, what it said itself, why it is out. */
  person: z.string().nullable(),
  personOrganisation: OrganisationRef.nullable(),
  said: z.string().nullable(),
  outBy: z.enum(seatOuts).nullable(),
  /** Of a substitute: whose seat it sits in for. */
  substituteFor: z.number().int().nullable(),
  replacedBy: z.number().int().nullable(),
  /** It has fallen away, or nobody in it has read a bid: somebody else may be named. */
  replaceable: z.boolean(),
});
export type PanelSeat = z.infer<typeof PanelSeat>;

export const Objection = z.object({
  id: Id,
  /** Told to department and lab; its own writer knows. */
  vendor: OrganisationRef.nullable(),
  text: z.string(),
  at: Instant,
  upheld: z.boolean().nullable(),
  answer: z.string().nullable(),
  answeredAt: Instant.nullable(),
  allowed: Allowed,
});
export type Objection = z.infer<typeof Objection>;

export const Recommendation = z.object({
  /** A bid's number; null: none is fit. */
  number: z.number().int().nullable(),
  reason: z.string(),
  at: Instant,
});

export const CallPanel = z.object({
  seats: z.array(PanelSeat),
  /** Who handed in what was opened, for a seat that has still to declare what ties it to them; never with numbers. */
  bidders: z.array(OrganisationRef),
  /** Told to department, lab and panel. */
  recommendation: Recommendation.nullable(),
  objections: z.array(Objection),
  /** How many there are in all, and how many of them wait for an answer. */
  objectionCount: z.number().int(),
  objectionsOpen: z.number().int(),
  allowed: Allowed,
});
export type CallPanel = z.infer<typeof CallPanel>;

const Points = z.number().min(0).max(100);
const Note = z.string().trim().min(1).max(2_000);

export const SeatScore = z.object({
  number: z.number().int().min(1),
  criterion: z.string().max(40),
  points: Points,
  note: Note,
});
/** Replaces what the seat has written so far. */
export const SaveScores = z
  .object({ scores: z.array(SeatScore).max(1_000) })
  .superRefine(({ scores }, context) => {
    const seen = new Set<string>();
    scores.forEach(({ number, criterion }, at) => {
      const key = `${number} ${criterion}`;
      if (seen.has(key))
        context.addIssue({ code: 'custom', path: ['scores', at, 'criterion'], message: 'criterion_twice' });
      seen.add(key);
    });
  });
export const ChangeScore = SeatScore.omit({ note: true }).extend({ reason: Note });

/**
 * Of what was offered, what a seat judges. Not the card it is about nor who offers together; nor the random number,
 * with which a guess at either could be proved by the digest that everybody reads.
 */
const JudgedContent = SaveBid.pick({ answers: true, text: true, price: true, files: true });
/** A bid as a seat reads it: by its number, without whose it is. */
export const BlindBid = OpenedBid.omit({ id: true, vendor: true, members: true }).extend({
  /** Null where the seat is tied to the bidder. */
  content: JudgedContent.nullable(),
  tied: z.boolean(),
});
export type BlindBid = z.infer<typeof BlindBid>;

export const GivenScore = SeatScore.extend({
  seat: z.number().int(),
  /** What counts: the last change, or what was handed in. */
  now: Points,
  changes: z.array(z.object({ points: Points, reason: z.string(), at: Instant })),
});
export type GivenScore = z.infer<typeof GivenScore>;

const Maybe = z.number().nullable();
/** One bid's line of the calculation: see `panelSheet` of the domain. */
export const SheetRow = z.object({
  number: z.number().int(),
  excludedBy: z.array(z.string()),
  points: z.record(z.string(), Maybe),
  pricePoints: Maybe,
  computed: Maybe,
  judged: z.record(z.string(), Maybe),
  seats: z.number().int(),
  total: Maybe,
  lower: Maybe,
  upper: Maybe,
  rank: Maybe,
  tier: Maybe,
});
export type SheetRow = z.infer<typeof SheetRow>;

export const Scoring = z.object({
  /** To a seat: what it judges. */
  bids: z.array(BlindBid),
  own: z.array(SeatScore),
  /** Everybody's, once the individual round is closed. */
  given: z.array(GivenScore),
  sheet: z.array(SheetRow),
});
export type Scoring = z.infer<typeof Scoring>;

/** What a bidder learns of its own bid, and of nobody else's. */
export const Outcome = z.object({
  number: z.number().int(),
  rank: Maybe,
  tier: Maybe,
  bidders: z.number().int(),
  row: SheetRow,
  /** What the seats wrote, without who wrote it; a change in the consensus round stands with its reason. */
  notes: z.array(z.object({ criterion: z.string(), points: Points, note: z.string() })),
});
export type Outcome = z.infer<typeof Outcome>;

const one = { params: ById };
const SeatOf = ById.extend({ number: z.coerce.number().int().min(1).max(seatsAtMost) });

export const readPanel = defineRoute({
  name: 'panel.of_call',
  method: 'GET',
  path: '/calls/:id/panel',
  access: 'public',
  ...one,
  reply: CallPanel,
});
/** A code by which the person the seat is meant for takes it; an earlier one is no longer taken. */
export const giveSeat = defineRoute({
  name: 'panel.give',
  method: 'POST',
  path: '/calls/:id/seats/:number/give',
  access: 'panel.give',
  params: SeatOf,
  body: z.object({}),
  reply: z.object({ code: z.string() }),
  secret: true,
});
export const vacateSeat = defineRoute({
  name: 'panel.vacate',
  method: 'POST',
  path: '/calls/:id/seats/:number/vacate',
  access: 'panel.vacate',
  params: SeatOf,
  body: z.object({}),
  reply: 'none',
});
/**
 * Somebody else for a seat that fell away or never began. Declared and blind like every other: what the seat before handed in does
 * not count, the substitute judges all bids anew. In the ledger, and told to all bidders. Errors: `wrong_status` where the seat
 * still judges, `duplicate` where it has a substitute.
 */
export const substituteSeat = defineRoute({
  name: 'panel.substitute',
  method: 'POST',
  path: '/calls/:id/seats/:number/substitute',
  access: 'panel.substitute',
  params: SeatOf,
  body: z.object({
    name: z.string().trim().min(1).max(100),
    organisation: z.string().trim().min(1).max(200),
    ties: z.string().trim().max(1_000).default(''),
    reason: z.string().trim().min(1).max(2_000),
  }),
  reply: z.object({ number: z.number().int() }),
});
export const takeSeat = defineRoute({
  name: 'panel.take',
  method: 'POST',
  path: '/calls/:id/seats/take',
  access: 'panel.take',
  ...one,
  /** `said`: what ties one to possible bidders, in one's own words; empty: nothing. */
  body: z.object({ code: z.string().trim().min(1).max(200), said: z.string().trim().max(2_000).default('') }),
  reply: z.object({ number: z.number().int() }),
  secret: true,
});
/** Before a bid is read: which of the bidders one is tied to. None: one says so. */
export const declareTies = defineRoute({
  name: 'panel.declare',
  method: 'POST',
  path: '/calls/:id/seat/declare',
  access: 'panel.declare',
  ...one,
  body: z.object({ tiedTo: z.array(Id).max(200), said: z.string().trim().max(2_000).default('') }),
  reply: 'none',
});
const seatDeed = deedsOf('panel', '/calls/:id/seat');
export const seatDeeds = { stepBack: seatDeed('step_back', Reason) };

export const readScores = defineRoute({
  name: 'panel.read',
  method: 'GET',
  path: '/calls/:id/scores',
  access: 'panel.read',
  ...one,
  reply: Scoring,
});
export const saveScores = defineRoute({
  name: 'panel.score',
  method: 'PUT',
  path: '/calls/:id/scores',
  access: 'panel.score',
  ...one,
  body: SaveScores,
  reply: 'none',
});
export const handInScores = defineRoute({
  name: 'panel.hand_in',
  method: 'POST',
  path: '/calls/:id/scores/hand-in',
  access: 'panel.hand_in',
  ...one,
  body: z.object({}),
  reply: z.object({ closed: z.boolean() }),
});
export const changeScore = defineRoute({
  name: 'panel.change',
  method: 'POST',
  path: '/calls/:id/scores/change',
  access: 'panel.change',
  ...one,
  body: ChangeScore,
  reply: 'none',
});
const callDeed = deedsOf('call', '/calls/:id');
export const panelDeeds = {
  closeRound: callDeed('close_round', Reason),
  award: callDeed('award', z.object({})),
};
export const recommendBid = defineRoute({
  name: 'call.recommend',
  method: 'POST',
  path: '/calls/:id/recommend',
  access: 'call.recommend',
  ...one,
  body: Reason.extend({ number: z.number().int().min(1).nullable() }),
  reply: 'none',
});
export const announceAward = defineRoute({
  name: 'call.announce',
  method: 'POST',
  path: '/calls/:id/announce',
  access: 'call.announce',
  ...one,
  body: z.object({ procurementNumber: z.string().trim().min(1).max(100) }),
  reply: 'none',
});
/**
 * The winner fell through afterwards (it failed its validation, or left): the best of those that are left is announced in its place,
 * with a standstill of its own. Errors: `wrong_status` while the winner has not fallen through, `invalid_input` naming `number`.
 */
export const moveUpBid = defineRoute({
  name: 'call.move_up',
  method: 'POST',
  path: '/calls/:id/move-up',
  access: 'call.move_up',
  ...one,
  body: Reason.extend({
    number: z.number().int().min(1),
    procurementNumber: z.string().trim().min(1).max(100),
  }),
  reply: 'none',
});
export const makeObjection = defineRoute({
  name: 'objection.make',
  method: 'POST',
  path: '/calls/:id/objections',
  access: 'objection.make',
  ...one,
  body: z.object({ text: z.string().trim().min(1).max(5_000) }),
  reply: z.object({ id: Id }),
});
const answer = deedsOf('objection', '/objections/:id');
export const objectionDeeds = { reject: answer('reject', Reason), uphold: answer('uphold', Reason) };
export const readOutcome = defineRoute({
  name: 'bid.outcome',
  method: 'GET',
  path: '/calls/:id/outcome',
  access: 'signed_in',
  ...one,
  reply: z.object({ outcome: Outcome.nullable() }),
});

export const panelRoutes = [
  readPanel,
  giveSeat,
  vacateSeat,
  substituteSeat,
  takeSeat,
  declareTies,
  ...Object.values(seatDeeds),
  readScores,
  saveScores,
  handInScores,
  changeScore,
  ...Object.values(panelDeeds),
  recommendBid,
  announceAward,
  moveUpBid,
  makeObjection,
  ...Object.values(objectionDeeds),
  readOutcome,
];
