import type { Case, CaseRow } from '@scenario-lab/contracts/cases';
import { type Actor, holds, isLab } from '@scenario-lab/domain/actor';
import type { CaseFacts } from '@scenario-lab/domain/cases/cases.policy';
import { belongs } from '@scenario-lab/domain/conditions';
import { z } from 'zod';
import { json, queryRow, word } from '../core/rows.js';
import type { Tx } from '../database.js';

export const CaseRecord = z.object({
  id: z.string(),
  title: json<CaseRow['title']>(),
  outcome: word<CaseRow['outcome']>(),
  reason_code: word<NonNullable<CaseRow['reasonCode']>>().nullable(),
  lesson: json<NonNullable<Case['lesson']>>().nullable(),
  anonymous: z.boolean(),
  published: z.boolean(),
  numbers: json<Case['numbers']>(),
  field: word<NonNullable<CaseRow['field']>>().nullable(),
  region: z.string().nullable(),
  pilot_id: z.string(),
  department: json<NonNullable<CaseRow['department']>>(),
  vendor: json<NonNullable<CaseRow['vendor']>>(),
  scenario: json<NonNullable<Case['scenario']>>().nullable(),
  solution: json<NonNullable<Case['solution']>>().nullable(),
  certificate: z.string().nullable(),
  replications: z.number(),
  consented: z.boolean(),
  updated_at: z.date(),
});
export type CaseRecord = z.output<typeof CaseRecord>;

/**
 * Columns of a `CaseRecord`, from `caseFrom`; readable by visitors. The department consents by being the last to
 * have written the case, under its name or without it.
 */
export const caseColumns = `c.id, c.title, c.outcome, c.reason_code, c.lesson, c.anonymous, c.published, c.numbers,
  c.field, c.region, c.pilot_id, c.updated_at,
  jsonb_build_object('id', dp.id, 'name', dp.name) AS department,
  jsonb_build_object('id', vo.id, 'name', vo.name) AS vendor,
  (SELECT jsonb_build_object('id', s.id, 'title', s.need->'title') FROM scenario s WHERE s.id = c.scenario_id) AS scenario,
  (SELECT jsonb_build_object('id', n.id, 'title', n.listed->'title') FROM solution n
   WHERE n.id = c.solution_id AND n.listed IS NOT NULL) AS solution,
  (SELECT k.number FROM public_certificate k WHERE k.id = c.certificate_id) AS certificate,
  coalesce((SELECT q.replications FROM replication_count q WHERE q.case_id = c.id), 0) AS replications,
  coalesce((SELECT e.organisation_id = c.department_id FROM event e WHERE e.thing_id = c.id AND e.event = 'case.written'
    ORDER BY e.seq DESC LIMIT 1), false) AS consented`;

export const caseFrom = `lab_case c JOIN organisation dp ON dp.id = c.department_id
  JOIN organisation vo ON vo.id = c.vendor_id`;

export async function readCaseRecord(tx: Tx, id: string): Promise<CaseRecord | null> {
  const record = await queryRow(tx, CaseRecord, `SELECT ${caseColumns} FROM ${caseFrom} WHERE c.id = $1`, [
    id,
  ]);
  return record ?? null;
}

export function caseFactsOf(record: CaseRecord): CaseFacts {
  return {
    status: record.published ? 'published' : 'draft',
    vendorOrganisationId: record.vendor.id,
    departmentOrganisationId: record.department.id,
    departmentConsents: record.consented,
  };
}

/** Where names are left out, only those who took part and the lab read whose case it was. */
export const knowsNames = (record: CaseRecord, actor: Actor): boolean =>
  !record.anonymous ||
  isLab(actor) ||
  holds(actor, ['observer']) ||
  belongs(actor, record.department.id) ||
  belongs(actor, record.vendor.id);

export function caseRowOf(record: CaseRecord, actor: Actor): CaseRow {
  const named = knowsNames(record, actor);
  return {
    id: record.id,
    title: record.title,
    outcome: record.outcome,
    reasonCode: record.reason_code,
    field: record.field,
    region: record.region,
    department: named ? record.department : null,
    vendor: named ? record.vendor : null,
    published: record.published,
    replications: record.replications,
    updatedAt: record.updated_at.toISOString(),
  };
}
