import type { Call, CallOpening, CallRow } from '@scenario-lab/contracts/calls';
import type { Actor } from '@scenario-lab/domain/actor';
import {
  type BidFacts,
  type CallFacts,
  callPolicy,
  type SeatState,
} from '@scenario-lab/domain/calls/calls.policy';
import { allowed } from '@scenario-lab/domain/policy';
import { z } from 'zod';
import { json, queryRow, queryRows, word } from '../core/rows.js';
import type { Tx } from '../database.js';

export const CallRecord = z.object({
  id: z.string(),
  status: word<Call['status']>(),
  scenario: json<CallRow['scenario']>(),
  scenario_status: z.string(),
  department: json<CallRow['department']>(),
  terms: json<Call['terms']>(),
  deadline: z.date(),
  over: z.boolean(),
  department_key: z.string().nullable(),
  lab_key: z.string().nullable(),
  opening: json<CallOpening>().nullable(),
  end_reason: z.string().nullable(),
  updated_at: z.date(),
  /** Person by side; read by those who run the call. */
  given: json<Partial<Record<'department' | 'lab', string>>>(),
  award: json<NonNullable<Call['award']>>().nullable(),
  postponed: json<Call['postponed']>(),
  round_closed_at: z.date().nullable(),
  standstill_over: z.boolean(),
  /** Of whoever asks. */
  seat: json<SeatState & { number: number }>().nullable(),
  seats_handed_in: z.number(),
  objections: json<{ total: number; open: number }>(),
  few: z.boolean(),
  fell_through: z.boolean(),
  /** Has offered, or said already why not. */
  offered: z.boolean(),
});
export type CallRecord = z.output<typeof CallRecord>;

/** Who offered together in an opened bid, the lead first; empty of one vendor's own. */
export const membersSql = (bidId: string) => `(SELECT coalesce(jsonb_agg(jsonb_build_object(
    'organisation', jsonb_build_object('id', w.id, 'name', w.name), 'role', m.role, 'part', m.part, 'share', m.share) ORDER BY m.place), '[]')
  FROM bid_member m JOIN organisation w ON w.id = m.organisation_id WHERE m.bid_id = ${bidId})`;

const columns = (
  actor: Actor,
) => `c.id, c.status, jsonb_build_object('id', s.id, 'title', s.need->'title') AS scenario,
  s.status AS scenario_status, jsonb_build_object('id', o.id, 'name', o.name) AS department, c.terms, c.deadline,
  clock_timestamp() >= c.deadline AS over, c.department_key, c.lab_key, c.opening, c.end_reason, c.updated_at, ${
    actor === 'anonymous'
      ? "'{}'::jsonb"
      : "(SELECT coalesce(jsonb_object_agg(h.side, h.person_id), '{}') FROM call_hand h WHERE h.call_id = c.id)"
  } AS given, c.award, c.postponed, c.round_closed_at, coalesce(c.standstill_until <= clock_timestamp(), false) AS standstill_over,
  ${actor === 'anonymous' ? 'NULL::jsonb' : ownSeat} AS seat,
  (SELECT count(*)::int FROM panel_state(c.id) p WHERE p.state = 'handed_in') AS seats_handed_in,
  ${actor === 'anonymous' ? 'false AS few, false AS offered, false AS fell_through' : `${fewOf}, ${fellThroughSql} AS fell_through`},
  (SELECT jsonb_build_object('total', o.total, 'open', o.open) FROM objection_counts(c.id) o) AS objections`;
const ownSeat = `(SELECT jsonb_build_object('number', s.number, 'chair', s.out_by IS NULL AND s.number = chair_of(c.id),
    'declared', s.declared_at IS NOT NULL, 'handedIn', s.handed_in_at IS NOT NULL, 'out', s.out_by IS NOT NULL)
  FROM panel_seat s WHERE s.call_id = c.id AND s.person_id = app_person())`;
const fewOf = `few_bids(c.id) AS few, EXISTS (SELECT 1 FROM bid b WHERE b.call_id = c.id AND b.vendor_id = app_org()
  AND b.replaced_at IS NULL AND b.withdrawn_at IS NULL)
  OR EXISTS (SELECT 1 FROM bid_member m WHERE m.call_id = c.id AND m.organisation_id = app_org())
  OR EXISTS (SELECT 1 FROM call_interest i WHERE i.call_id = c.id AND i.organisation_id = app_org() AND i.said_at IS NOT NULL) AS offered`;
/** Of those the reader sees: the winner's engagement on the need has ended since the award, and it has no other that lives. */
const fellThroughSql = `(c.status = 'awarded' AND EXISTS (SELECT 1 FROM engagement e WHERE e.scenario_id = c.scenario_id
    AND e.vendor_id = (c.award->'vendor'->>'id')::uuid AND e.status IN ('declined', 'withdrawn', 'validation_failed', 'field_rejected')
    AND e.updated_at > (c.award->>'at')::timestamptz)
  AND NOT EXISTS (SELECT 1 FROM engagement e WHERE e.scenario_id = c.scenario_id AND e.vendor_id = (c.award->'vendor'->>'id')::uuid
    AND e.status NOT IN ('new', 'declined', 'withdrawn', 'not_selected', 'validation_failed', 'field_rejected')))`;
const from = `open_call c JOIN scenario s ON s.id = c.scenario_id JOIN organisation o ON o.id = c.department_id`;

/** Calls settled before these terms were: nothing was said of common control, and the usual days. */
const undeclared = { commonControl: 'flag', standstillDays: 7 } as const;
const whole = (record: CallRecord): CallRecord => ({ ...record, terms: { ...undeclared, ...record.terms } });

export async function readCallRecords(tx: Tx, actor: Actor, scenarioId: string): Promise<CallRecord[]> {
  const records = await queryRows(
    tx,
    CallRecord,
    `SELECT ${columns(actor)} FROM ${from} WHERE c.scenario_id = $1 AND c.status <> 'new' ORDER BY c.id DESC LIMIT 100`,
    [scenarioId],
  );
  return records.map(whole);
}

export async function readCallRecord(tx: Tx, actor: Actor, id: string): Promise<CallRecord | null> {
  const row = await queryRow(
    tx,
    CallRecord,
    `SELECT ${columns(actor)} FROM ${from} WHERE c.id = $1 AND c.status <> 'new'`,
    [id],
  );
  return row ? whole(row) : null;
}

export function callFactsOf(record: CallRecord): CallFacts {
  return {
    status: record.status,
    ownerOrganisationId: record.department.id,
    needPublished: record.scenario_status === 'published',
    deadlineOver: record.over,
    given: record.given,
    few: record.few,
    fellThrough: record.fell_through,
    offered: record.offered,
    panel: {
      seat: record.seat,
      handedIn: record.seats_handed_in,
      standstillOver: record.standstill_over,
      objectionsOpen: record.objections.open,
    },
  };
}

/** What is asked about bids of a call: `standing` and whose it is are a bid's own. */
export function bidFactsOf(record: CallRecord): Omit<BidFacts, 'standing' | 'vendorOrganisationId'> {
  return {
    status: record.status,
    ownerOrganisationId: record.department.id,
    deadlineOver: record.over,
    undeclared: record.seat !== null && !record.seat.out && !record.seat.declared,
    judges: record.seat !== null && !record.seat.out,
  };
}

export function callRowOf(record: CallRecord, actor: Actor): CallRow {
  return {
    id: record.id,
    status: record.status,
    title: record.terms.title,
    scenario: record.scenario,
    department: record.department,
    deadline: record.deadline.toISOString(),
    over: record.over,
    updatedAt: record.updated_at.toISOString(),
    allowed: allowed(callPolicy, actor, callFactsOf(record)),
  };
}
