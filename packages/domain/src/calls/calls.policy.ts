import { callMachine } from '@scenario-lab/contracts/calls/call.machine';
import { holds } from '../actor.js';
import { belongs, type Owned, owns, stands } from '../conditions.js';
import { type Condition, definePolicy, type Facts, fires } from '../policy.js';

export interface CallFacts extends Facts, Owned {
  /** The need the call is for is published. */
  needPublished: boolean;
  /** By the database's clock. */
  deadlineOver: boolean;
  /** Who has brought a key to the opening, by side. */
  given: Readonly<Partial<Record<'department' | 'lab', string>>>;
  panel?: PanelState;
  /** The winner's engagement ended without what was won; told to those who run the call. */
  fellThrough?: boolean;
  /** It ended with one bid or none. */
  few?: boolean;
  /** Whoever asks has a bid there, or said already why not. */
  offered?: boolean;
}

/** The seat of whoever asks, on the panel of the call. */
export interface SeatState {
  chair: boolean;
  /** Ties to the bidders are declared. */
  declared: boolean;
  handedIn: boolean;
  /** Belongs to a bidder, or has stepped back. */
  out: boolean;
}

/** How far the panel is; absent for who is told nothing of it. */
export interface PanelState {
  seat: SeatState | null;
  /** Seats that have handed in their points. */
  handedIn: number;
  standstillOver: boolean;
  objectionsOpen: number;
}

/** What one may do about bids of a call: one's own by its state, all of them once they are opened. */
export interface BidFacts extends Facts, Owned {
  deadlineOver: boolean;
  /** Of one bid; null where it is about handing in, or about all of them. */
  vendorOrganisationId: string | null;
  /** `standing` until it is replaced or withdrawn. */
  standing: boolean;
  /** Whoever asks sits on the panel and has not said yet what ties them to the bidders. */
  undeclared?: boolean;
  /** Whoever asks sits on the panel: until it has recommended, bids come to it without names, whatever its office. */
  judges?: boolean;
}

const department: Condition<Owned> = (actor, facts) =>
  stands(actor, 'department', facts.ownerOrganisationId) || 'not_yours';

const before: Condition<{ deadlineOver: boolean }> = (_actor, facts) => !facts.deadlineOver || 'too_late';
const after: Condition<CallFacts> = (_actor, facts) => facts.deadlineOver || 'sealed';

/** Each side once, and never both by one pair of hands. */
const secondHand: Condition<CallFacts> = (actor, facts) => {
  if (actor === 'anonymous') return 'sign_in_required';
  if (facts.deadlineOver && Object.values(facts.given).includes(actor.personId)) return 'one_hand';
  return true;
};

const fewBids: Condition<CallFacts> = (_actor, facts) => facts.few === true || 'wrong_status';

const both =
  <F>(...conditions: readonly Condition<F>[]): Condition<F> =>
  (actor, facts) =>
    conditions.map((condition) => condition(actor, facts)).find((verdict) => verdict !== true) ?? true;

const chairs: Condition<CallFacts> = (_actor, { panel }) => {
  if (!panel?.seat || panel.seat.out) return 'seat_missing';
  if (!panel.seat.chair) return 'seat_missing';
  return panel.seat.declared || 'ties_undeclared';
};
/** A round nobody has handed in to has nothing to close. */
const someHandedIn: Condition<CallFacts> = (_actor, { panel }) =>
  (panel?.handedIn ?? 0) > 0 || 'sheet_incomplete';
const undisturbed: Condition<CallFacts> = (_actor, { status, panel }) => {
  if (status !== 'standstill') return 'wrong_status';
  if ((panel?.objectionsOpen ?? 0) > 0) return 'objection_open';
  return panel?.standstillOver || 'standstill_running';
};

export const callPolicy = definePolicy<CallFacts>()('call', {
  create: fires(
    callMachine,
    'create',
    both<CallFacts>(department, (_actor, facts) => facts.needPublished || 'wrong_status'),
  ),
  edit: { who: ['department'], when: owns, from: ['draft'] },
  seal: fires(callMachine, 'seal', both<CallFacts>(department, before)),
  // Whoever needs it does not hold the lab's key too.
  open: fires(
    callMachine,
    'open',
    both<CallFacts>(
      (actor, facts) => !belongs(actor, facts.ownerOrganisationId) || 'own_organisation',
      before,
    ),
  ),
  unseal: fires(
    callMachine,
    'unseal',
    both<CallFacts>(
      (actor, facts) =>
        department(actor, facts) === true ||
        (holds(actor, ['operator']) && !belongs(actor, facts.ownerOrganisationId)) ||
        'not_yours',
      after,
      secondHand,
    ),
  ),
  close_round: fires(callMachine, 'close_round', both<CallFacts>(chairs, someHandedIn)),
  recommend: fires(callMachine, 'recommend', chairs),
  announce: fires(callMachine, 'announce', department),
  award: fires(callMachine, 'award', both<CallFacts>(department, undisturbed)),
  move_up: fires(
    callMachine,
    'move_up',
    both<CallFacts>(department, (_actor, facts) => facts.fellThrough === true || 'wrong_status'),
  ),
  fail: fires(callMachine, 'fail', both<CallFacts>(department, after)),
  /** Later only, and while bids come in. */
  postpone: { who: ['department'], when: both<CallFacts>(department, before), from: ['open'] },
  /** What stood in the way, in counts. */
  read_few: {
    who: ['department', 'operator', 'reviewer', 'broker', 'admin'],
    when: both<CallFacts>(
      (actor, facts) =>
        department(actor, facts) === true ||
        holds(actor, ['operator', 'reviewer', 'broker', 'admin']) ||
        'not_yours',
      fewBids,
    ),
  },
  /** Asked once of whoever could have offered and did not. */
  say_why: {
    who: ['vendor'],
    when: both<CallFacts>(
      (actor, facts) => !belongs(actor, facts.ownerOrganisationId) || 'own_organisation',
      fewBids,
      (_actor, facts) => !facts.offered || 'duplicate',
    ),
  },
  /** A new draft with its terms. */
  reopen: {
    who: ['department'],
    when: both<CallFacts>(department, (_actor, facts) => facts.needPublished || 'wrong_status'),
    from: ['failed'],
  },
  // Once somebody may have offered, it is opened or fails with its reason after the deadline.
  cancel: fires(
    callMachine,
    'cancel',
    both<CallFacts>(department, (actor, facts) => facts.status !== 'open' || before(actor, facts)),
  ),
});

const openedStatuses: readonly string[] = [
  'opened',
  'consensus',
  'recommended',
  'standstill',
  'awarded',
  'failed',
];

export const bidPolicy = definePolicy<BidFacts>()('bid', {
  hand_in: {
    who: ['vendor'],
    when: both<BidFacts>(
      (actor, facts) => !belongs(actor, facts.ownerOrganisationId) || 'own_organisation',
      (_actor, facts) => facts.status === 'open' || 'wrong_status',
      before,
    ),
  },
  /** That one looked is counted while it is open. */
  note: {
    who: ['vendor'],
    when: both<BidFacts>(
      (actor, facts) => !belongs(actor, facts.ownerOrganisationId) || 'own_organisation',
      (_actor, facts) => facts.status === 'open' || 'wrong_status',
    ),
  },
  withdraw: {
    who: ['vendor'],
    when: both<BidFacts>(
      (actor, facts) => belongs(actor, facts.vendorOrganisationId) || 'not_yours',
      (_actor, facts) => (facts.status === 'open' && facts.standing) || 'wrong_status',
      before,
    ),
  },
  list: {
    who: ['department', 'operator', 'reviewer', 'broker', 'admin', 'observer'],
    when: (actor, facts) => {
      const reads =
        department(actor, facts) === true ||
        holds(actor, ['operator', 'reviewer', 'broker', 'admin', 'observer']);
      if (!reads) return 'not_yours';
      if (!openedStatuses.includes(facts.status ?? '')) return 'sealed';
      if (facts.undeclared) return 'ties_undeclared';
      return !(facts.judges && ['opened', 'consensus'].includes(facts.status ?? '')) || 'judges_blind';
    },
  },
});
