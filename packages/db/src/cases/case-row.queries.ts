import type { Case } from '@scenario-lab/contracts/cases';

export type CaseRow = Pick<
  Case,
  | 'id'
  | 'title'
  | 'outcome'
  | 'reasonCode'
  | 'field'
  | 'region'
  | 'department'
  | 'vendor'
  | 'published'
  | 'replications'
  | 'updatedAt'
>;

export interface CaseRecord {
  id: string;
  title: CaseRow['title'];
  outcome: CaseRow['outcome'];
  reason_code: CaseRow['reasonCode'];
  field: CaseRow['field'];
  region: string | null;
  department: NonNullable<CaseRow['department']>;
  vendor: NonNullable<CaseRow['vendor']>;
  anonymous: boolean;
  published: boolean;
  replications: number;
  updated_at: Date;
}

/** Columns of a `CaseRecord`, from `caseRowFrom`; readable by visitors. */
export const caseRowColumns = `k.id, k.title, k.outcome, k.reason_code, k.field, k.region, k.anonymous, k.published,
  jsonb_build_object('id', d.id, 'name', d.name) AS department,
  jsonb_build_object('id', v.id, 'name', v.name) AS vendor, replications_of(k.id)::int AS replications, k.updated_at`;

export const caseRowFrom = `lab_case k JOIN organisation d ON d.id = k.department_id
  JOIN organisation v ON v.id = k.vendor_id`;

/** `inside`: the reader is a party of the case or of the lab; others read an anonymous case without names. */
export function caseRowOf(record: CaseRecord, inside: boolean): CaseRow {
  const named = inside || !record.anonymous;
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
