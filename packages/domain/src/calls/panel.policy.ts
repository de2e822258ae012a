import { callMachine } from '@scenario-lab/contracts/calls/call.machine';
import { type Actor, holds, type Role } from '../actor.js';
import { belongs, type Owned, stands } from '../conditions.js';
import { type Condition, definePolicy, type Facts, fires } from '../policy.js';
import type { SeatState } from './calls.policy.js';

/** `status` is the call's. */
export interface PanelFacts extends Facts, Owned {
  /** The seat of whoever asks. */
  seat: SeatState | null;
}

export interface ObjectionFacts extends Facts, Owned {
  /** The organisation acted for has a bid that was opened. */
  bidder: boolean;
  standstillOver: boolean;
  /** Of one objection. */
  answered: boolean;
}

/** An auditor reads and decides nothing. */
const seated: readonly Role[] = ['vendor', 'department', 'operator', 'reviewer', 'broker', 'admin'];
const readers: readonly Role[] = ['operator', 'reviewer', 'broker', 'admin', 'observer'];
const before: readonly string[] = ['keyed', 'open'];
const closed: readonly string[] = ['consensus', 'recommended', 'standstill', 'awarded', 'failed'];

const department: Condition<Owned> = (actor, facts) =>
  stands(actor, 'department', facts.ownerOrganisationId) || 'not_yours';

/** May look through the opened bids without a seat, by their office. */
export const readsBids = (actor: Actor, ownerOrganisationId: string): boolean =>
  holds(actor, readers) || stands(actor, 'department', ownerOrganisationId);

const sits: Condition<PanelFacts> = (_actor, { seat }) => (seat !== null && !seat.out) || 'seat_missing';
const declared: Condition<PanelFacts> = (actor, facts) => {
  const verdict = sits(actor, facts);
  if (verdict !== true) return verdict;
  return facts.seat?.declared || 'ties_undeclared';
};

export const panelPolicy = definePolicy<PanelFacts>()('panel', {
  /** A code for one of the seats declared in the terms, or the seat taken back while nothing is opened. */
  give: { who: ['department'], when: department, from: ['keyed', 'open', 'opened'] },
  vacate: { who: ['department'], when: department, from: before },
  /** Somebody else for a seat that fell away, while points are still given blind. */
  substitute: { who: ['department'], when: department, from: ['open', 'opened'] },
  // Once bids are opened, who could have read them takes no seat any more.
  take: {
    who: seated,
    when: (actor, facts) => {
      if (facts.seat) return 'duplicate';
      if (facts.status === 'opened' && readsBids(actor, facts.ownerOrganisationId)) return 'too_late';
      return true;
    },
    from: ['open', 'opened'],
  },
  declare: {
    who: seated,
    when: (actor, facts) => {
      const verdict = sits(actor, facts);
      if (verdict !== true) return verdict;
      return !facts.seat?.declared || 'duplicate';
    },
    from: ['opened'],
  },
  step_back: { who: seated, when: sits, from: ['open', 'opened', 'consensus'] },
  score: {
    who: seated,
    when: (actor, facts) => {
      const verdict = declared(actor, facts);
      if (verdict !== true) return verdict;
      return !facts.seat?.handedIn || 'wrong_status';
    },
    from: ['opened'],
  },
  hand_in: {
    who: seated,
    when: (actor, facts) => {
      const verdict = declared(actor, facts);
      if (verdict !== true) return verdict;
      return !facts.seat?.handedIn || 'duplicate';
    },
    from: ['opened'],
  },
  change: {
    who: seated,
    when: (actor, facts) => {
      const verdict = declared(actor, facts);
      if (verdict !== true) return verdict;
      return facts.seat?.handedIn || 'sheet_incomplete';
    },
    from: ['consensus'],
  },
  /** One's own sheet once ties are declared; everybody's once the round is closed. */
  read: {
    who: [...seated, 'observer'],
    when: (actor, facts) => {
      if (facts.seat && !facts.seat.out) {
        if (closed.includes(facts.status ?? '')) return facts.seat.declared || 'ties_undeclared';
        if (facts.status !== 'opened') return 'sealed';
        return facts.seat.declared || 'ties_undeclared';
      }
      if (!readsBids(actor, facts.ownerOrganisationId)) return 'seat_missing';
      if (facts.status === 'opened') return 'round_open';
      return closed.includes(facts.status ?? '') || 'sealed';
    },
  },
});

export const objectionPolicy = definePolicy<ObjectionFacts>()('objection', {
  make: {
    who: ['vendor'],
    when: (actor, facts) => {
      if (!facts.bidder || belongs(actor, facts.ownerOrganisationId)) return 'not_yours';
      if (facts.status !== 'standstill') return 'wrong_status';
      return !facts.standstillOver || 'too_late';
    },
  },
  reject: {
    who: ['department'],
    when: (actor, facts) => {
      const verdict = department(actor, facts);
      if (verdict !== true) return verdict;
      return !facts.answered || 'duplicate';
    },
    from: ['standstill'],
  },
  uphold: fires(callMachine, 'uphold', (actor, facts: ObjectionFacts) => {
    const verdict = department(actor, facts);
    if (verdict !== true) return verdict;
    return !facts.answered || 'duplicate';
  }),
});
