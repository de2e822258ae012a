import { fewestFacts, type Rate, type RateKind, rateKinds } from '@scenario-lab/contracts/ticket-rates';
import { type TicketExclusion, ticketExclusions } from '@scenario-lab/contracts/tickets';

/** What of a ticket the rates ask; instants in milliseconds. */
export interface TicketFact {
  excluded: TicketExclusion | null;
  respondDue: number | null;
  respondedAt: number | null;
  resolveDue: number | null;
  closedAt: number | null;
  /** By the lab's call, else by its reporter; null where nobody was asked. */
  resolved: boolean | null;
  satisfied: boolean | null;
  falseClosures: number;
}

/** What one ticket counts for in one rate: so many facts, met or missed; `weight` 0 where nothing is known yet. */
export interface Counted {
  counts: 'met' | 'missed' | 'excluded' | 'not_yet';
  weight: number;
}

/**
 * - response: the reporter was spoken to by the term; counts once that was done or the term has passed.
 * - resolution: closed by the term, and nobody who was asked said it is not resolved; counts once closed or once the term
 *   has passed. A ticket found closed falsely is missed, and each false closure counts once more.
 * - satisfaction: of those who were asked, satisfied.
 */
export function countOf(fact: TicketFact, rate: RateKind, now: number): Counted {
  if (fact.excluded !== null) return { counts: 'excluded', weight: 0 };
  const notYet: Counted = { counts: 'not_yet', weight: 0 };
  const told = (met: boolean, weight = 1): Counted => ({ counts: met ? 'met' : 'missed', weight });
  if (rate === 'response') {
    const { respondDue: due, respondedAt: done } = fact;
    if (due === null || (done === null && now <= due)) return notYet;
    return told(done !== null && done <= due);
  }
  if (rate === 'resolution') {
    const { resolveDue: due, closedAt: done, falseClosures } = fact;
    if (falseClosures > 0) return told(false, 1 + falseClosures);
    if (due === null || (done === null && now <= due)) return notYet;
    return told(done !== null && done <= due && fact.resolved !== false);
  }
  return fact.satisfied === null ? notYet : told(fact.satisfied);
}

export type Rates = Record<RateKind, Rate> & {
  tickets: number;
  excluded: Partial<Record<TicketExclusion, number>>;
  falseClosures: number;
};

/** The three rates of some tickets; what is left out is counted by why, and a share of few facts is not told. */
export function threeRates(facts: readonly TicketFact[], now: number): Rates {
  const rate = (kind: RateKind): Rate => {
    let met = 0;
    let all = 0;
    for (const fact of facts) {
      const { counts, weight } = countOf(fact, kind, now);
      all += weight;
      if (counts === 'met') met += weight;
    }
    return { met, facts: all, share: all < fewestFacts ? null : met / all };
  };
  const [response, resolution, satisfaction] = rateKinds.map(rate) as [Rate, Rate, Rate];
  const excluded: Rates['excluded'] = {};
  for (const code of ticketExclusions) {
    const count = facts.filter((fact) => fact.excluded === code).length;
    if (count > 0) excluded[code] = count;
  }
  return {
    response,
    resolution,
    satisfaction,
    tickets: facts.length,
    excluded,
    falseClosures: facts.reduce((sum, fact) => sum + (fact.excluded === null ? fact.falseClosures : 0), 0),
  };
}
