import type { Call, CallOpening, CallRow } from '@scenario-lab/contracts/calls';
import type { Actor } from '@scenario-lab/domain/actor';
import { type CallFacts, callPolicy } from '@scenario-lab/domain/calls/calls.policy';
import { allowed } from '@scenario-lab/domain/policy';
import type { Tx } from '../database.js';

export interface CallRecord {
  id: string;
  status: Call['status'];
  scenario: CallRow['scenario'];
  scenario_status: string;
  department: CallRow['department'];
  terms: Call['terms'];
  deadline: Date;
  over: boolean;
  department_key: string | null;
  lab_key: string | null;
  opening: CallOpening | null;
  end_reason: string | null;
  updated_at: Date;
  /** Person by side; read by those who run the call. */
  given: Partial<Record<'department' | 'lab', string>>;
}

const columns = (
  actor: Actor,
) => `c.id, c.status, jsonb_build_object('id', s.id, 'title', s.need->'title') AS scenario,
  s.status AS scenario_status, jsonb_build_object('id', o.id, 'name', o.name) AS department, c.terms, c.deadline,
  clock_timestamp() >= c.deadline AS over, c.department_key, c.lab_key, c.opening, c.end_reason, c.updated_at, ${
    actor === 'anonymous'
      ? "'{}'::jsonb"
      : "(SELECT coalesce(jsonb_object_agg(h.side, h.person_id), '{}') FROM call_hand h WHERE h.call_id = c.id)"
  } AS given`;
const from = `open_call c JOIN scenario s ON s.id = c.scenario_id JOIN organisation o ON o.id = c.department_id`;

export function readCallRecords(tx: Tx, actor: Actor, scenarioId: string): Promise<CallRecord[]> {
  return tx.query(
    `SELECT ${columns(actor)} FROM ${from} WHERE c.scenario_id = $1 AND c.status <> 'new' ORDER BY c.id DESC LIMIT 100`,
    [scenarioId],
  );
}

export async function readCallRecord(tx: Tx, actor: Actor, id: string): Promise<CallRecord | null> {
  const [row] = await tx.query(
    `SELECT ${columns(actor)} FROM ${from} WHERE c.id = $1 AND c.status <> 'new'`,
    [id],
  );
  return row ?? null;
}

export function callFactsOf(record: CallRecord): CallFacts {
  return {
    status: record.status,
    ownerOrganisationId: record.department.id,
    needPublished: record.scenario_status === 'published',
    deadlineOver: record.over,
    given: record.given,
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
