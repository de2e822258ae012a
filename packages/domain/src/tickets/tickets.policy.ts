import { ticketMachine } from '@scenario-lab/contracts/tickets/ticket.machine';
import { type Actor, holds, isLab } from '../actor.js';
import { all, belongs, stands } from '../conditions.js';
import { type Condition, definePolicy, type Facts, fires } from '../policy.js';

export interface TicketFacts extends Facts {
  /** Who answers for it now, and who helps. */
  departmentId: string | null;
  coHandlerIds: readonly string[];
  /** Who received it first; that it was sent back stays theirs to see. */
  firstDepartmentId: string | null;
  /** Whose installation it is about; whose system handed it in. */
  vendorId: string | null;
  intakeOrganisationId: string | null;
  responded: boolean;
  hasEvidence: boolean;
  hasReporter: boolean;
  hasFiles: boolean;
  merged: boolean;
}

const main: Condition<TicketFacts> = (actor, facts) =>
  (facts.departmentId !== null && stands(actor, 'department', facts.departmentId)) || 'not_yours';
/** Until the ticket is closed; afterwards the lab alone calls. */
const calls: Condition<TicketFacts> = (actor, facts) =>
  ['assigned', 'answered'].includes(facts.status ?? '') ? main(actor, facts) : 'wrong_status';
const handles: Condition<TicketFacts> = (actor, facts) =>
  main(actor, facts) === true ||
  (holds(actor, ['department']) && facts.coHandlerIds.includes(actor.organisationId)) ||
  'not_yours';
const itself: Condition<TicketFacts> = (_actor, facts) => !facts.merged || 'wrong_status';
const proven: Condition<TicketFacts> = (_actor, facts) => facts.hasEvidence || 'gate_incomplete';
const labOr =
  (condition: Condition<TicketFacts>): Condition<TicketFacts> =>
  (actor, facts) =>
    isLab(actor) || condition(actor, facts);

const parties: Condition<TicketFacts> = (actor, facts) =>
  handles(actor, facts) === true ||
  belongs(actor, facts.vendorId) ||
  belongs(actor, facts.firstDepartmentId) ||
  belongs(actor, facts.intakeOrganisationId) ||
  'not_yours';
const reads = (actor: Actor, facts: TicketFacts) =>
  isLab(actor) || holds(actor, ['observer']) || parties(actor, facts);

/** Who dispatches: the lab's desk, and nobody a ticket can be handed to. */
const dispatchers = ['operator', 'broker'] as const;
const desk = ['operator', 'reviewer', 'broker', 'admin', 'observer'] as const;

export const ticketPolicy = definePolicy<TicketFacts>()('ticket', {
  read: { who: 'signed_in', when: reads },
  create: fires(ticketMachine, 'create'),
  import: { who: ['operator', 'broker'], from: null },
  assign: fires(ticketMachine, 'assign', itself),
  /** Whoever received it first does not hand it on: it goes back to the lab, with a reason, and is counted. */
  return: fires(ticketMachine, 'return', main),
  /** The first word to whoever reported it. */
  respond: {
    who: ['department'],
    from: ['assigned'],
    when: (actor, facts) => (facts.responded ? 'wrong_status' : main(actor, facts)),
  },
  add_evidence: { who: ['department'], from: ['assigned', 'answered'], when: handles },
  answer: fires(ticketMachine, 'answer', all(main, proven)),
  close: fires(ticketMachine, 'close', all(labOr(main), proven)),
  reopen: fires(ticketMachine, 'reopen', itself),
  merge: { who: dispatchers, from: ['open', 'assigned', 'returned', 'reopened'], when: itself },
  exclude: { who: ['operator', 'admin'], when: itself, from: ticketMachine.statuses },
  follow_up: { who: dispatchers, from: ['answered', 'closed'], when: itself },
  /** Whoever must call back, and nobody else: not the vendor, not the helper, not an observer. */
  read_reporter: {
    who: ['department', 'operator', 'broker'],
    when: (actor, facts) =>
      !facts.hasReporter ? 'not_found' : holds(actor, dispatchers) || calls(actor, facts),
  },
  /** What its reporter handed in: for who handles it and the lab's desk. */
  read_files: {
    who: ['department', 'operator', 'broker', 'admin'],
    when: (actor, facts) => (facts.hasFiles ? isLab(actor) || handles(actor, facts) : 'not_found'),
  },
  read_rules: { who: desk, from: null },
  save_rule: { who: ['operator', 'admin'], from: null },
  end_rule: { who: ['operator', 'admin'], from: null },
  choose_routing: { who: ['operator', 'admin'], from: null },
  read_samples: { who: desk, from: null },
  draw_sample: { who: dispatchers, from: null },
});
