import type { TicketLetter } from '@scenario-lab/contracts/ticket-letters';
import type { TicketRow } from '@scenario-lab/contracts/tickets';
import { execute, json, queryRow, word } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { allowed, may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { type TicketFacts, ticketPolicy } from '@scenario-lab/domain/tickets/tickets.policy';
import { z } from 'zod';
import { demand } from '../http/demand.js';

export const TicketRecord = z.object({
  id: z.string(),
  status: word<TicketRow['status']>(),
  number: z.string(),
  source: word<TicketRow['source']>(),
  title: json<TicketRow['title']>(),
  category: z.string(),
  region: z.string().nullable(),
  place: z.string().nullable(),
  pilot_id: z.string().nullable(),
  site: z.string().nullable(),
  vendor_id: z.string().nullable(),
  intake_organisation_id: z.string().nullable(),
  department_id: z.string().nullable(),
  department: json<NonNullable<TicketRow['department']>>().nullable(),
  first_department_id: z.string().nullable(),
  co_handler_ids: z.array(z.string()),
  reported_at: z.date(),
  assigned_at: z.date().nullable(),
  respond_due: z.date().nullable(),
  resolve_due: z.date().nullable(),
  responded_at: z.date().nullable(),
  answered_at: z.date().nullable(),
  closed_at: z.date().nullable(),
  returns: z.number(),
  reopened: z.number(),
  escalation: z.number(),
  merged_into: z.string().nullable(),
  excluded: word<NonNullable<TicketRow['excluded']>>().nullable(),
  has_evidence: z.boolean(),
  has_reporter: z.boolean(),
  has_files: z.boolean(),
});
export type TicketRecord = z.output<typeof TicketRecord>;

export const refOf = (id: string) =>
  `(SELECT jsonb_build_object('id', o.id, 'name', o.name) FROM organisation o WHERE o.id = ${id})`;
export const ticketColumns = `t.id, t.status, t.number, t.source, t.title, t.category, t.region, t.place, t.pilot_id, t.site,
  t.vendor_id, t.intake_organisation_id, t.department_id, ${refOf('t.department_id')} AS department, t.first_department_id,
  t.co_handler_ids, t.reported_at, t.assigned_at, t.respond_due, t.resolve_due, t.responded_at, t.answered_at, t.closed_at,
  t.returns, t.reopened, t.escalation, t.merged_into, t.excluded,
  EXISTS (SELECT 1 FROM ticket_evidence v WHERE v.ticket_id = t.id) AS has_evidence, has_reporter(t.id) AS has_reporter,
  EXISTS (SELECT 1 FROM ticket_file i WHERE i.ticket_id = t.id) AS has_files`;

export const ticketFactsOf = (ticket: TicketRecord): TicketFacts => ({
  status: ticket.status,
  departmentId: ticket.department_id,
  coHandlerIds: ticket.co_handler_ids,
  firstDepartmentId: ticket.first_department_id,
  vendorId: ticket.vendor_id,
  intakeOrganisationId: ticket.intake_organisation_id,
  responded: ticket.responded_at !== null,
  hasEvidence: ticket.has_evidence,
  hasReporter: ticket.has_reporter,
  hasFiles: ticket.has_files,
  merged: ticket.merged_into !== null,
});

export type TicketAction = Parameters<typeof may<'ticket', keyof typeof ticketPolicy.rules, TicketFacts>>[2];

/** The ticket, locked, once the policy has said yes. Errors: `not_found`, the policy's own. */
export async function holdTicket(
  tx: Tx,
  actor: SignedIn,
  id: string,
  action: TicketAction,
): Promise<TicketRecord> {
  await execute(tx, 'SELECT 1 FROM ticket WHERE id = $1 FOR NO KEY UPDATE', [id]);
  return readTicketRecord(tx, actor, id, action);
}

export async function readTicketRecord(
  tx: Tx,
  actor: SignedIn,
  id: string,
  action: TicketAction,
): Promise<TicketRecord> {
  const record = await queryRow(
    tx,
    TicketRecord,
    `SELECT ${ticketColumns} FROM ticket t WHERE t.id = $1 AND t.status <> 'new'`,
    [id],
  );
  if (!record) throw new Refusal('not_found', { thing: 'ticket', id });
  const answer = may(ticketPolicy, actor, action, ticketFactsOf(record));
  const missing = !answer.ok && answer.code === 'gate_incomplete' ? { missing: 'evidence' } : {};
  demand(answer, { thing: 'ticket', status: record.status, ...missing });
  return record;
}

/** As the database writes it: an instant of its own making into ours. */
export const letterOf = (letter: TicketLetter | null): TicketLetter | null =>
  letter && {
    state: letter.state,
    sentAt: letter.sentAt === null ? null : new Date(letter.sentAt).toISOString(),
    until: letter.until === null ? null : new Date(letter.until).toISOString(),
  };

const iso = (at: Date | null) => at?.toISOString() ?? null;
export const ticketRowOf = (record: TicketRecord, actor: SignedIn): TicketRow => ({
  id: record.id,
  number: record.number,
  status: record.status,
  source: record.source,
  title: record.title,
  category: record.category,
  region: record.region,
  place: record.place,
  pilotId: record.pilot_id,
  site: record.site,
  department: record.department,
  reportedAt: record.reported_at.toISOString(),
  respondBy: iso(record.respond_due),
  resolveBy: iso(record.resolve_due),
  respondedAt: iso(record.responded_at),
  answeredAt: iso(record.answered_at),
  closedAt: iso(record.closed_at),
  returns: record.returns,
  reopened: record.reopened,
  escalation: record.escalation,
  excluded: record.excluded,
  mergedInto: record.merged_into,
  allowed: allowed(ticketPolicy, actor, ticketFactsOf(record)),
});
