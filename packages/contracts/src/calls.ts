import { z } from 'zod';
import { callMachine } from './calls/call.machine.js';
import {
  Allowed,
  ById,
  Id,
  Instant,
  OrganisationRef,
  Prose,
  Reason,
  Remark,
  Sha256,
  Title,
  textOf,
  Yuan,
} from './common.js';
import { BidMember, ConsortiumPlace } from './consortia.js';
import { deedsOf } from './deed.js';
import { bodies, defineRoute } from './route.js';
import { Verdict } from './runs.js';

export const callStatuses = callMachine.statuses;
export const CallStatus = z.enum(callStatuses);

/** How a price becomes points, 0 to 100, stated before anybody offers: see `pricePoints` of the domain. */
export const priceFormulas = ['lowest_ratio', 'linear_to_ceiling'] as const;

export const commonControls = ['exclude', 'flag'] as const;

/** A wall-clock minute by the lab's time zone, `YYYY-MM-DDTHH:mm`. */
export const LocalMinute = z.string().regex(/^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d$/);

export const CallCriterion = z.object({
  /** A need's criterion by its own id, or a name of this call's. */
  id: z.string().trim().min(1).max(40),
  title: textOf(200),
  weight: z.number().min(0).max(100),
  /** `measured`: by the lab, against the need's criterion of this id; `judged`: by the panel. */
  kind: z.enum(['measured', 'judged']),
  /** Whose measured result fails it is out, whatever the points. */
  must: z.boolean().default(false),
});
export type CallCriterion = z.infer<typeof CallCriterion>;

export const Panelist = z.object({
  name: z.string().trim().min(1).max(100),
  organisation: z.string().trim().min(1).max(200),
  /** Ties to possible bidders as declared; empty: none declared. */
  ties: z.string().trim().max(1_000).default(''),
});

const hundred = 1e-9;
export const SaveCall = z
  .object({
    title: Title,
    text: Prose,
    deadline: LocalMinute,
    criteria: z.array(CallCriterion).min(1).max(30),
    priceWeight: z.number().min(0).max(100),
    priceFormula: z.enum(priceFormulas),
    /** The most that may be asked; `linear_to_ceiling` needs it. */
    ceiling: Yuan.nullable().default(null),
    /** The first is the chair. */
    panel: z.array(Panelist).min(1).max(15),
    /** What becomes of bids of one control group: all of them are out, or it is said and no more. */
    commonControl: z.enum(commonControls).default('exclude'),
    /** Working days between the announcement of an award and the award, for objections. */
    standstillDays: z.number().int().min(3).max(30).default(7),
  })
  .superRefine((call, context) => {
    const sum = call.criteria.reduce((all, { weight }) => all + weight, call.priceWeight);
    if (Math.abs(sum - 100) > hundred)
      context.addIssue({ code: 'custom', path: ['priceWeight'], message: 'weights_not_100' });
    call.criteria.forEach(({ id }, at) => {
      if (call.criteria.findIndex((other) => other.id === id) < at)
        context.addIssue({ code: 'custom', path: ['criteria', at, 'id'], message: 'criterion_twice' });
    });
    if (call.priceFormula === 'linear_to_ceiling' && !call.ceiling)
      context.addIssue({ code: 'custom', path: ['ceiling'], message: 'ceiling_missing' });
  });
export type SaveCall = z.infer<typeof SaveCall>;

/** What was found when the bids were opened; nobody's words, only that they are what was handed in. */
export const CallOpening = z.object({
  at: Instant,
  /** Who brought each key: the department's hand and the lab's. Names for the two sides themselves. */
  hands: z.array(
    z.object({ side: z.enum(['department', 'lab']), at: Instant, person: z.string().nullable() }),
  ),
  bids: z.array(
    z.object({
      number: z.number().int(),
      handedInAt: Instant,
      sealedDigest: Sha256,
      contentDigest: Sha256.nullable(),
    }),
  ),
  withdrawn: z.number().int(),
  late: z.number().int(),
  /** Bids whose bytes no longer open: changed or damaged after they were handed in. */
  broken: z.number().int(),
  /** Numbers of bids that are of one control group, group by group. */
  related: z.array(z.array(z.number().int())).default([]),
});

export type CallOpening = z.infer<typeof CallOpening>;

/** What everybody reads of an award once it is announced: the winner's figures, and of the others how many there were. */
export const Award = z.object({
  number: z.number().int(),
  vendor: OrganisationRef,
  /** Of a consortium, the lead first; absent of one vendor. */
  members: z.array(BidMember).optional(),
  price: Yuan,
  total: z.number(),
  lower: z.number(),
  upper: z.number(),
  pricePoints: z.number(),
  /** By criterion: measured or judged. */
  points: z.record(z.string(), z.number().nullable()),
  measured: z.record(z.string(), z.object({ value: z.number().nullable(), verdict: Verdict })),
  bidders: z.number().int(),
  excluded: z.number().int(),
  /** How many could not be told apart from the winner, the winner counted. */
  tier: z.number().int(),
  /** The panel's word and the department's number by its statute. */
  reason: z.string(),
  procurementNumber: z.string(),
  at: Instant,
  /** Objections until here. */
  until: Instant,
  /** Awards before this one whose winner fell through afterwards, the first one first. */
  after: z
    .array(
      z.object({
        number: z.number().int(),
        vendor: OrganisationRef,
        procurementNumber: z.string(),
        reason: z.string(),
        at: Instant,
      }),
    )
    .optional(),
});
export type Award = z.infer<typeof Award>;

export const Postponement = z.object({ from: Instant, to: Instant, reason: z.string(), at: Instant });

export const CallRow = z.object({
  id: Id,
  status: CallStatus,
  title: Title,
  scenario: z.object({ id: Id, title: Title }),
  department: OrganisationRef,
  deadline: Instant,
  /** By the database's clock. */
  over: z.boolean(),
  updatedAt: Instant,
  allowed: Allowed,
});
export type CallRow = z.infer<typeof CallRow>;

export const Call = CallRow.extend({
  terms: SaveCall,
  /** Who has brought a key to the opening already. */
  given: z.array(z.enum(['department', 'lab'])),
  opening: CallOpening.nullable(),
  endReason: z.string().nullable(),
  award: Award.nullable(),
  /** Each time the deadline was moved later, said why. */
  postponed: z.array(Postponement),
});
export type Call = z.infer<typeof Call>;

/** The key that opens one side's lock, shown once and kept nowhere here. */
export const OpeningCode = z.object({ code: z.string() });

export const BidFile = z.object({
  name: z.string().trim().min(1).max(200),
  /** Base64. */
  data: z.base64().max(3_500_000),
});
export const SaveBid = z.object({
  solutionId: Id.nullable().default(null),
  /** Per criterion of the call: the predicted value where it is measured, and words. */
  answers: z
    .array(
      z.object({
        criterion: z.string().max(40),
        value: z.number().nullable().default(null),
        text: z.string().trim().max(10_000).default(''),
      }),
    )
    .max(30),
  text: z.string().trim().max(50_000).default(''),
  price: Yuan,
  files: z.array(BidFile).max(5).default([]),
  /** Who offers together, as all of them confirmed it; absent of one vendor's own bid. */
  consortium: z.array(ConsortiumPlace).max(10).optional(),
  /** Random, so that a digest of a bid tells nothing to whoever guesses its words and its price. */
  salt: z.string().regex(/^[0-9a-f]{32,64}$/),
});
export type SaveBid = z.infer<typeof SaveBid>;

export const Receipt = z.object({
  id: Id,
  handedInAt: Instant,
  /** SHA-256 of the sealed bytes as they lie here. */
  sealedDigest: Sha256,
  /** SHA-256 of the bid's own text, by which it is known again at the opening. */
  contentDigest: Sha256,
});
export type Receipt = z.infer<typeof Receipt>;

export const OwnBid = Receipt.extend({
  state: z.enum(['standing', 'replaced', 'withdrawn', 'broken']),
  number: z.number().int().nullable(),
  allowed: Allowed,
});
export const OwnBids = z.object({
  items: z.array(OwnBid),
  /** Attempts after the deadline; refused, and on record. */
  late: z.array(Instant),
});
export type OwnBids = z.infer<typeof OwnBids>;

/** An opened bid as the department and the lab read it, with what of a decision needs no opinion: `computedSheet`. */
export const OpenedBid = z.object({
  id: Id,
  number: z.number().int(),
  vendor: OrganisationRef,
  members: z.array(BidMember),
  content: SaveBid,
  /** The lab's word on what was predicted, of the bidder's last approved run on hidden data. */
  measured: z.record(z.string(), z.object({ value: z.number().nullable(), verdict: Verdict })),
  excludedBy: z.array(z.string()),
  points: z.record(z.string(), z.number().nullable()),
  pricePoints: z.number().nullable(),
  computed: z.number().nullable(),
});
export type OpenedBid = z.infer<typeof OpenedBid>;

const one = { params: ById };
export const listCalls = defineRoute({
  name: 'call.list',
  method: 'GET',
  path: '/scenarios/:id/calls',
  access: 'public',
  ...one,
  reply: z.array(CallRow),
});
export const readCall = defineRoute({
  name: 'call.read',
  method: 'GET',
  path: '/calls/:id',
  access: 'public',
  ...one,
  reply: Call,
  versioned: true,
});
export const createCall = defineRoute({
  name: 'call.create',
  method: 'POST',
  status: 201,
  path: '/scenarios/:id/calls',
  access: 'call.create',
  ...one,
  bodyBytes: bodies.card,
  body: SaveCall,
  reply: z.object({ id: Id }),
});
export const editCall = defineRoute({
  name: 'call.edit',
  method: 'PUT',
  path: '/calls/:id',
  access: 'call.edit',
  ...one,
  bodyBytes: bodies.card,
  body: SaveCall,
  reply: z.object({ updatedAt: Instant }),
  versioned: true,
});
/** The terms are settled; the department takes its key. */
export const sealCall = defineRoute({
  name: 'call.seal',
  method: 'POST',
  path: '/calls/:id/seal',
  access: 'call.seal',
  ...one,
  body: z.object({}),
  reply: OpeningCode,
  secret: true,
});
/** The lab takes its key and opens the call to everybody. */
export const openCall = defineRoute({
  name: 'call.open',
  method: 'POST',
  path: '/calls/:id/open',
  access: 'call.open',
  ...one,
  body: z.object({}),
  reply: OpeningCode,
  secret: true,
});
/** One side brings its key after the deadline; with the second, by another person, the bids are opened. */
export const unsealCall = defineRoute({
  name: 'call.unseal',
  method: 'POST',
  path: '/calls/:id/unseal',
  access: 'call.unseal',
  ...one,
  body: z.object({ code: z.string().trim().min(1).max(200) }),
  reply: z.object({ opened: z.boolean() }),
  secret: true,
});
/** The deadline of an open call moves later only, with a reason everybody reads. */
export const postponeCall = defineRoute({
  name: 'call.postpone',
  method: 'POST',
  path: '/calls/:id/postpone',
  access: 'call.postpone',
  ...one,
  body: Reason.extend({ deadline: LocalMinute }),
  reply: 'none',
});
const deed = deedsOf('call', '/calls/:id');
export const callDeeds = { cancel: deed('cancel', Reason), fail: deed('fail', Reason) };

export const handInBid = defineRoute({
  name: 'bid.hand_in',
  method: 'POST',
  path: '/calls/:id/bids',
  access: 'bid.hand_in',
  ...one,
  bodyBytes: bodies.table,
  body: SaveBid,
  reply: Receipt,
  secret: true,
});
export const listOwnBids = defineRoute({
  name: 'bid.own',
  method: 'GET',
  path: '/calls/:id/own-bids',
  access: 'signed_in',
  ...one,
  reply: OwnBids,
});
export const withdrawBid = deedsOf('bid', '/bids/:id')('withdraw', Remark);
export const listBids = defineRoute({
  name: 'bid.list',
  method: 'GET',
  path: '/calls/:id/bids',
  access: 'bid.list',
  ...one,
  reply: z.array(OpenedBid),
});

export const callRoutes = [
  listCalls,
  readCall,
  createCall,
  editCall,
  sealCall,
  openCall,
  unsealCall,
  postponeCall,
  ...Object.values(callDeeds),
  handInBid,
  listOwnBids,
  withdrawBid,
  listBids,
];
