import type { Replication } from '@scenario-lab/contracts/cases';
import { json, queryRow, word } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import { type Actor, isLab, type SignedIn } from '@scenario-lab/domain/actor';
import { belongs } from '@scenario-lab/domain/conditions';
import { type ActionOf, allowed, may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import {
  type ReplicationFacts,
  replicationPolicy,
} from '@scenario-lab/domain/replications/replications.policy';
import { z } from 'zod';
import { demand } from '../http/demand.js';

export const ReplicationRecord = z.object({
  id: z.string(),
  status: word<Replication['status']>(),
  case: json<Replication['case']>(),
  foreign_pack_id: z.string().nullable(),
  /** Null where it worked in another lab. */
  source_id: z.string().nullable(),
  /** What the case certified; a transfer test runs it. */
  certified_version_id: z.string().nullable(),
  adopter: json<Replication['adopter']>(),
  vendor: json<NonNullable<Replication['vendor']>>(),
  names_told: z.boolean(),
  names_agreed: z.boolean(),
  purpose: z.string(),
  context_difference: json<NonNullable<Replication['contextDifference']>>().nullable(),
  benchmark: json<NonNullable<Replication['benchmark']>>().nullable(),
  algorithm_version_id: z.string().nullable(),
  origin: json<Replication['origin']>(),
  updated_at: z.date(),
});
export type ReplicationRecord = z.output<typeof ReplicationRecord>;

/** What the lab elsewhere measured, by the metrics of the plan it came with. */
const foreignFigures = `(SELECT coalesce(jsonb_agg(jsonb_build_object('metric', q.one->'metric', 'value', n.one->'lab')), '[]')
  FROM jsonb_array_elements(f.content->'case.json'->'numbers') AS n (one)
  JOIN jsonb_array_elements(coalesce(f.content->'need.json'->'criteria', '[]')) AS q (one) ON q.one->>'id' = n.one->>'criterion'
  WHERE jsonb_typeof(n.one->'lab') = 'number')`;

/** Columns of a `ReplicationRecord`, from `replicationFrom`. `origin`: the public figures the case rests on. */
export const replicationColumns = `r.id, r.status, r.foreign_pack_id,
  jsonb_build_object('id', coalesce(c.id, f.id), 'title', coalesce(c.title, f.content->'case.json'->'title')) AS "case",
  c.department_id AS source_id, coalesce(c.algorithm_version_id, f.algorithm_version_id) AS certified_version_id,
  jsonb_build_object('id', ad.id, 'name', ad.name) AS adopter, jsonb_build_object('id', vo.id, 'name', vo.name) AS vendor,
  coalesce(names_told(r.id), r.foreign_pack_id IS NOT NULL) AS names_told,
  EXISTS (SELECT 1 FROM names_consent n WHERE n.replication_id = r.id AND n.organisation_id = app_org()) AS names_agreed,
  r.purpose, r.context_difference, r.algorithm_version_id, r.updated_at,
  (SELECT jsonb_build_object('id', b.id, 'versionId', v.id, 'title', b.title)
   FROM benchmark_version v JOIN benchmark b ON b.id = v.benchmark_id WHERE v.id = r.benchmark_version_id) AS benchmark,
  CASE WHEN f.id IS NOT NULL THEN ${foreignFigures} ELSE (SELECT coalesce(jsonb_agg(jsonb_build_object('metric', x.row->'criterion'->'metric', 'value', x.row->'value')), '[]')
   FROM public_certificate k, jsonb_array_elements(k.face->'criteria') AS x (row)
   WHERE k.id = c.certificate_id AND jsonb_typeof(x.row->'value') = 'number') END AS origin`;

export const replicationFrom = `replication r LEFT JOIN lab_case c ON c.id = r.case_id
  LEFT JOIN foreign_pack f ON f.id = r.foreign_pack_id
  JOIN organisation ad ON ad.id = r.adopter_id JOIN organisation vo ON vo.id = r.vendor_id`;

export async function readReplicationRecord(tx: Tx, id: string): Promise<ReplicationRecord> {
  const record = await queryRow(
    tx,
    ReplicationRecord,
    `SELECT ${replicationColumns} FROM ${replicationFrom} WHERE r.id = $1 AND r.status <> 'new'`,
    [id],
  );
  if (!record) throw new Refusal('not_found', { thing: 'replication', id });
  return record;
}

export function replicationFactsOf(record: ReplicationRecord): ReplicationFacts {
  return {
    status: record.status,
    adopterOrganisationId: record.adopter.id,
    sourceOrganisationId: record.source_id ?? '',
    vendorOrganisationId: record.vendor.id,
    namesTold: record.names_told,
    namesAgreed: record.names_agreed,
  };
}

/** The replication, if the actor may do that with it now. */
export async function holdReplication(
  tx: Tx,
  actor: SignedIn,
  id: string,
  action: ActionOf<typeof replicationPolicy>,
): Promise<ReplicationRecord> {
  const record = await readReplicationRecord(tx, id);
  demand(may(replicationPolicy, actor, action, replicationFactsOf(record)), {
    thing: 'replication',
    status: record.status,
  });
  return record;
}

/** Everybody who reads a replication but its adopter knew the names before. */
const knowsVendor = (record: ReplicationRecord, actor: Actor): boolean =>
  record.names_told || isLab(actor) || !belongs(actor, record.adopter.id);

export function replicationOf(
  record: ReplicationRecord,
  actor: Actor,
  transferRuns: Replication['transferRuns'],
): Replication {
  return {
    id: record.id,
    status: record.status,
    case: record.case,
    foreignPackId: record.foreign_pack_id,
    adopter: record.adopter,
    vendor: knowsVendor(record, actor) ? record.vendor : null,
    namesTold: record.names_told,
    namesAgreed: record.names_agreed,
    purpose: record.purpose,
    contextDifference: record.context_difference,
    benchmark: record.benchmark,
    algorithmVersionId: record.algorithm_version_id,
    transferRuns,
    origin: record.origin,
    updatedAt: record.updated_at.toISOString(),
    allowed: allowed(replicationPolicy, actor, replicationFactsOf(record)),
  };
}
