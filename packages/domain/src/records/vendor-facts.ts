import { engagementMachine } from '@scenario-lab/contracts/engagements/engagement.machine';
import type { RecordExclusion } from '@scenario-lab/contracts/records';
import type { ChainEvent } from '../cockpit/engagement-facts.js';
import { countOf, type TicketFact } from '../tickets/three-rates.js';

/** What became of one thing a vendor was expected to do; null where nothing is due or known yet. */
export interface Outcome {
  at: number;
  met: boolean | null;
  weight: number;
  excluded: RecordExclusion | null;
}

const outcome = (at: number, met: boolean, weight = 1): Outcome => ({ at, met, weight, excluded: null });
const leftOut = (at: number, excluded: RecordExclusion): Outcome => ({
  at,
  met: null,
  weight: 1,
  excluded,
});
const live = new Set<string>(engagementMachine.live);

/** Was an invitation answered in time? `due`: until when, by the moment it was sent. */
export function answerOf(
  events: readonly ChainEvent[],
  due: (asked: number) => number,
  now: number,
): Outcome | null {
  const place = events.findIndex(({ to }) => to === 'invited');
  const asked = events[place];
  if (!asked) return null;
  const until = due(asked.at);
  const next = events[place + 1];
  // An engagement is at one status at a time: the next event is what became of the invitation.
  if (next && (next.to === 'accepted' || next.to === 'declined')) return outcome(next.at, next.at <= until);
  if (next && next.at <= until)
    return next.side === 'vendor' ? outcome(next.at, true) : leftOut(next.at, 'withdrawn');
  return now > until ? outcome(until, false) : null;
}

/** Did the vendor stay until the department had decided? */
export function keptOf(events: readonly ChainEvent[]): Outcome | null {
  if (!events.some(({ to }) => to === 'accepted')) return null;
  const decided = events.find(({ to }) => to === 'piloting' || to === 'awarded' || !live.has(to));
  if (!decided) return null;
  if (decided.to !== 'withdrawn') return outcome(decided.at, true);
  return decided.side === 'vendor' ? outcome(decided.at, false) : leftOut(decided.at, 'ended_by_others');
}

/** A pilot's end: `side` is whose people ended it. */
export function fieldOf(pilot: {
  status: string;
  endedAt: number | null;
  side: ChainEvent['side'];
}): Outcome | null {
  const { status, endedAt, side } = pilot;
  if (endedAt === null) return null;
  if (status === 'accepted' || status === 'rejected') return outcome(endedAt, status === 'accepted');
  if (status !== 'terminated') return null;
  return side === 'vendor' ? outcome(endedAt, false) : leftOut(endedAt, 'ended_by_others');
}

/** A predicted value against the measured one: held where it is no worse. */
export function predictionOf(prediction: {
  at: number;
  predicted: number;
  measured: number | null;
  direction: 'at_least' | 'at_most';
}): Outcome {
  const { at, predicted, measured, direction } = prediction;
  if (measured === null) return leftOut(at, 'not_measured');
  return outcome(at, direction === 'at_least' ? measured >= predicted : measured <= predicted);
}

export function ticketOf(ticket: TicketFact & { at: number }, now: number): Outcome | null {
  if (ticket.excluded !== null) return leftOut(ticket.at, ticket.excluded);
  const { counts, weight } = countOf(ticket, 'resolution', now);
  return counts === 'not_yet' ? null : outcome(ticket.at, counts === 'met', weight);
}

/** A seat in a camp, by what became of it and from where: who only waited had none. */
export function trainingOf(seat: { status: string; from: string | null; at: number }): Outcome | null {
  const { status, from, at } = seat;
  if (status === 'certified') return outcome(at, true);
  if (status === 'fell_short' || status === 'revoked') return outcome(at, false);
  if (from !== 'seated') return null;
  if (status === 'withdrawn') return leftOut(at, 'withdrawn');
  return status === 'released' ? leftOut(at, 'ended_by_others') : null;
}

export function replicationOf(replication: { status: string; at: number }): Outcome | null {
  const { status, at } = replication;
  if (status === 'withdrawn') return leftOut(at, 'withdrawn');
  return status === 'adopted' || status === 'declined' ? outcome(at, status === 'adopted') : null;
}
