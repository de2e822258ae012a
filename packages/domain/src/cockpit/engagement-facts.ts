import { engagementMachine } from '@scenario-lab/contracts/engagements/engagement.machine';
import { answerDays } from '@scenario-lab/contracts/record-figures';
import { type EngagementStatus, type Stage, stageOf } from '../engagements/stage.js';
import type { WorkingTime } from '../working-days/working-time.js';

/** Days a stay in a stage is expected to last at most. */
export const expectedDays: Readonly<Record<Stage, number>> = {
  showcase: 90,
  matching: 30,
  validation: 30,
  field: 180,
  enablement: 90,
};

/** Within which a department is expected to answer, to say who is on the shortlist, and to decide; in working days. */
const buyerDays = {
  response: answerDays.proposal,
  selection: answerDays.selection,
  award: answerDays.award,
} as const;

/** What became true of one engagement, oldest first. Times in milliseconds. */
export interface ChainEvent {
  from: EngagementStatus | null;
  to: EngagementStatus;
  at: number;
  /** Whose people did it. */
  side: 'vendor' | 'department' | 'other';
}

export interface Stay {
  stage: Stage;
  enteredAt: number;
  leftAt: number | null;
}

/** A thing a department was to do, and what it did. `selection` and `award` are both decisions. */
export interface BuyerFact {
  kind: 'response' | 'selection' | 'award' | 'conversion';
  /** Null where no time is set: a conversion counts once it is decided. */
  dueAt: number | null;
  doneAt: number | null;
  /** Of a conversion: did it become a pilot or an award. */
  met: boolean | null;
  excluded: 'withdrawn' | null;
}

const live = new Set<string>(engagementMachine.live);

/**
 * One stay for each stretch of time in a stage; what has ended stands nowhere any more. What was passed through within
 * one transaction is no stay: its events carry the same moment.
 */
export function staysOf(events: readonly ChainEvent[]): Stay[] {
  const stays: Stay[] = [];
  for (const event of events) {
    const open = stays.at(-1);
    // A transaction that began earlier may have been numbered later.
    const at = Math.max(event.at, open?.leftAt ?? open?.enteredAt ?? event.at);
    const stage = live.has(event.to) ? stageOf(event.to, event.from ?? undefined) : null;
    if (open?.leftAt === null) {
      if (open.stage === stage) continue;
      if (open.enteredAt === at) stays.pop();
      else open.leftAt = at;
    }
    if (stage !== null) stays.push({ stage, enteredAt: at, leftAt: null });
  }
  return stays;
}

/**
 * What the department was asked for and how it answered. `decideBy`: end of the day the need has published for its
 * decision. What the vendor takes back in time is nobody's miss and is left out, visibly.
 */
export function buyerFactsOf(
  events: readonly ChainEvent[],
  decideBy: number | null,
  { endOfDayAfter }: Pick<WorkingTime, 'endOfDayAfter'>,
): BuyerFact[] {
  const facts: BuyerFact[] = [];
  const first = (status: EngagementStatus) => events.find(({ to }) => to === status);
  const timed = (
    kind: 'response' | 'selection' | 'award',
    asked: ChainEvent,
    dueAt: number,
    answers: readonly EngagementStatus[],
  ) => {
    const next = events.find(({ at, from }) => at >= asked.at && from === asked.to);
    const answered = next !== undefined && answers.includes(next.to);
    const withdrawn = next !== undefined && !answered && next.side !== 'department' && next.at <= dueAt;
    facts.push({
      kind,
      dueAt,
      doneAt: answered ? next.at : null,
      met: null,
      excluded: withdrawn ? 'withdrawn' : null,
    });
    return next;
  };

  const proposed = first('proposed');
  if (proposed)
    timed('response', proposed, endOfDayAfter(proposed.at, buyerDays.response), ['accepted', 'declined']);
  const accepted = first('accepted');
  if (accepted)
    timed('selection', accepted, endOfDayAfter(accepted.at, buyerDays.selection), [
      'shortlisted',
      'not_selected',
    ]);
  const validated = first('validated');
  if (validated) {
    const stated = decideBy !== null && decideBy > validated.at ? decideBy : null;
    const dueAt = stated ?? endOfDayAfter(validated.at, buyerDays.award);
    const next = timed('award', validated, dueAt, ['piloting', 'awarded', 'not_selected']);
    if (next)
      facts.push({
        kind: 'conversion',
        dueAt: null,
        doneAt: next.at,
        met: next.to === 'piloting' || next.to === 'awarded',
        excluded: next.to === 'withdrawn' && next.side !== 'department' ? 'withdrawn' : null,
      });
  }
  return facts;
}
