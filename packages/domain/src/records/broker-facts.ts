import {
  type BrokerOutcome,
  type BrokerStep,
  type BrokerTally,
  brokerSteps,
} from '@scenario-lab/contracts/broker-records';
import { engagementMachine } from '@scenario-lab/contracts/engagements/engagement.machine';
import { estimated, type Prior } from './estimate.js';

/** Statuses that an engagement only has once it came so far. */
const from: Readonly<Record<BrokerStep, readonly string[]>> = {
  field_accepted: ['field_accepted', 'enabling', 'completed'],
  awarded: ['awarded', 'piloting', 'field_rejected'],
  validated: ['validated'],
  shortlisted: ['shortlisted', 'validating', 'validation_failed'],
  accepted: ['accepted', 'not_selected'],
};
const live = new Set<string>(engagementMachine.live);

/** `statuses`: all it ever had, the present one among them. Whoever came to a step has come to those before it. */
export function brokerOutcomesOf(
  status: string,
  statuses: readonly string[],
): Record<BrokerStep, BrokerOutcome> {
  const had = new Set([status, ...statuses]);
  let reached = false;
  const outcomes = {} as Record<BrokerStep, BrokerOutcome>;
  for (const step of [...brokerSteps].reverse()) {
    reached ||= from[step].some((one) => had.has(one));
    outcomes[step] = reached ? 'met' : live.has(status) ? 'open' : 'missed';
  }
  // Only whoever invited takes an unanswered invitation back: that nothing came of it is nobody's answer.
  if (status === 'withdrawn' && !reached) for (const step of brokerSteps) outcomes[step] = 'taken_back';
  return outcomes;
}

type Outcomes = Readonly<Record<BrokerStep, BrokerOutcome>>;

export function countOf(step: BrokerStep, all: readonly Outcomes[]) {
  const times = (outcome: BrokerOutcome) => all.filter((one) => one[step] === outcome).length;
  const met = times('met');
  return { met, facts: met + times('missed'), open: times('open'), takenBack: times('taken_back') };
}

export function brokerTally(step: BrokerStep, all: readonly Outcomes[], prior: Prior): BrokerTally {
  const { open, takenBack, ...counted } = countOf(step, all);
  const { share, estimate } = estimated({ ...counted, excluded: {} }, prior);
  return { step, ...counted, open, takenBack, share, estimate };
}
