import { acts, type Border, lab, labReads, party, policy } from '../core/border.js';

/** Children follow whoever sees the ticket itself. */
const ofTicket = (table: string, and = 'true') =>
  `EXISTS (SELECT 1 FROM ticket w WHERE w.id = ${table}.ticket_id AND ${and})`;
/** Somebody is known: the holder of a receipt is nobody. */
const known = 'app_person() IS NOT NULL';
const keyed = 'receipt_hash = app_receipt() OR letter_hash = app_receipt()';
const lone = (table: string, ...more: Border['policies']): Border => ({
  table,
  policies: [policy.seen(labReads), policy.added(lab), ...more, policy.system(['lab_score'])],
});

export const ticketBorders: Border[] = [
  {
    table: 'ticket',
    policies: [
      // Whoever holds the receipt of one ticket sees and moves that one, without an account (ADR 55).
      // So does whoever was mailed a link about it.
      policy.seen(`${keyed} OR ${labReads} OR ${party('ticket.id')}`),
      policy.added(
        `${lab} OR intake_organisation_id = app_org() OR (app_person() IS NULL AND source = 'web' AND receipt_hash = app_receipt())`,
      ),
      policy.changed(`${keyed} OR ${lab} OR ${acts('ticket.id')}`),
      policy.system(['lab_score']),
    ],
  },
  {
    table: 'ticket_reporter',
    policies: [
      // The lab's desk, and the department while it must call back.
      policy.seen(
        `${lab} OR ${ofTicket('ticket_reporter', "w.department_id = app_org() AND w.status IN ('assigned', 'answered')")}`,
      ),
      policy.added(ofTicket('ticket_reporter')),
      policy.system(['lab_score']),
    ],
  },
  {
    table: 'ticket_file',
    policies: [
      // Who handles it, the lab's desk, and the holder of its receipt, who is told how far the lab is with it.
      policy.seen(
        `${lab} OR ${ofTicket('ticket_file', 'w.department_id = app_org() OR app_org() = ANY(w.co_handler_ids) OR (app_person() IS NULL AND w.receipt_hash = app_receipt())')}`,
      ),
      policy.added(`app_person() IS NULL AND ${ofTicket('ticket_file', 'w.receipt_hash = app_receipt()')}`),
      policy.system(['lab_execute', 'lab_score']),
    ],
  },
  {
    table: 'ticket_evidence',
    policies: [
      policy.seen(`${known} AND ${ofTicket('ticket_evidence')}`),
      policy.added(
        `organisation_id = app_org() AND person_id = app_person() AND ${ofTicket('ticket_evidence')}`,
      ),
      policy.system(['lab_score']),
    ],
  },
  {
    table: 'ticket_follow_up',
    policies: [
      policy.seen(`${known} AND ${ofTicket('ticket_follow_up')}`),
      policy.added(
        `(${lab} AND person_id = app_person()) OR (app_person() IS NULL AND via = 'mail' AND ${ofTicket('ticket_follow_up', 'w.letter_hash = app_receipt()')})`,
      ),
      policy.system(['lab_score']),
    ],
  },
  // Written by whoever reports and read by nobody: what is told of a letter is told by a function.
  {
    table: 'ticket_letter',
    policies: [policy.added(ofTicket('ticket_letter')), policy.system(['lab_score'])],
  },
  { table: 'ticket_letter_stop', policies: [policy.system(['lab_score'])] },
  {
    table: 'ticket_need',
    policies: [
      policy.seen(`${known} AND ${ofTicket('ticket_need')}`),
      policy.added(`${ofTicket('ticket_need')} AND ${acts('ticket_need.scenario_id')}`),
    ],
  },
  lone('dispatch_rule', policy.changed(lab)),
  lone('ticket_sample'),
  lone('routing_choice', policy.changed(lab)),
  // Beside the dispatcher's choice, which is the lab's; written by a function alone.
  { table: 'ticket_suggestion', policies: [policy.seen(labReads), policy.system(['lab_score'])] },
];
