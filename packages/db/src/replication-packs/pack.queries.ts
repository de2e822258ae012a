import type { PackManifest } from '@scenario-lab/contracts/packs/content';
import type { ReplicationPack } from '@scenario-lab/contracts/replication-packs';
import { type SignedIn } from '@scenario-lab/domain/actor';
import { allowed } from '@scenario-lab/domain/policy';
import {
  type ReplicationPackFacts,
  replicationPackPolicy,
} from '@scenario-lab/domain/replication-packs/replication-packs.policy';
import { z } from 'zod';
import { json, queryRow, queryRows } from '../core/rows.js';
import type { Tx } from '../database.js';

type Named = ReplicationPack['case'];
type Organisation = ReplicationPack['consents'][number]['organisation'];

export const PackRecord = z.object({
  id: z.string(),
  case: json<Named>(),
  purpose: z.string(),
  asked_at: z.date(),
  written_at: z.date().nullable(),
  withdrawn_at: z.date().nullable(),
  sha256: z.string().nullable(),
  bytes: z.string().nullable(),
  key_id: z.string().nullable(),
  manifest: json<PackManifest>().nullable(),
  department: json<Organisation>(),
  vendor: json<Organisation>(),
  case_stands: z.boolean(),
  consents: json<{ organisationId: string; at: string; algorithm: boolean }[]>(),
  taken: json<ReplicationPack['taken']>(),
});
export type PackRecord = z.output<typeof PackRecord>;

const columns = `k.id, jsonb_build_object('id', c.id, 'title', c.title) AS "case", k.purpose, k.asked_at, k.written_at,
  k.withdrawn_at, k.sha256, k.bytes, k.key_id, k.manifest,
  jsonb_build_object('id', dp.id, 'name', dp.name) AS department, jsonb_build_object('id', vo.id, 'name', vo.name) AS vendor,
  c.published AND c.outcome = 'accepted' AS case_stands,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('organisationId', n.organisation_id, 'at', n.at, 'algorithm', n.algorithm)
     ORDER BY n.at), '[]') FROM pack_consent n WHERE n.pack_id = k.id) AS consents,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('at', t.at, 'person', p.name,
     'organisation', jsonb_build_object('id', o.id, 'name', o.name)) ORDER BY t.at DESC), '[]')
   FROM (SELECT * FROM pack_taken w WHERE w.pack_id = k.id ORDER BY w.at DESC LIMIT 50) t
   LEFT JOIN person p ON p.id = t.person_id JOIN organisation o ON o.id = t.organisation_id) AS taken`;
const from = `replication_pack k JOIN lab_case c ON c.id = k.case_id
  JOIN organisation dp ON dp.id = c.department_id JOIN organisation vo ON vo.id = c.vendor_id`;

/** Null where there is none the reader may see. */
export async function readPackRecord(tx: Tx, id: string): Promise<PackRecord | null> {
  const row = await queryRow(tx, PackRecord, `SELECT ${columns} FROM ${from} WHERE k.id = $1`, [id]);
  return row ?? null;
}

export function readPacksOfCase(tx: Tx, caseId: string): Promise<PackRecord[]> {
  return queryRows(
    tx,
    PackRecord,
    `SELECT ${columns} FROM ${from} WHERE k.case_id = $1 ORDER BY k.asked_at DESC LIMIT 20`,
    [caseId],
  );
}

const bothAgreed = ({ department, vendor, consents }: PackRecord): boolean =>
  [department, vendor].every(({ id }) => consents.some(({ organisationId }) => organisationId === id));

export function stateOf(record: PackRecord): ReplicationPack['state'] {
  if (record.withdrawn_at) return 'withdrawn';
  if (record.written_at) return 'ready';
  return bothAgreed(record) ? 'writing' : 'asked';
}

export const packFactsOf = (record: PackRecord): ReplicationPackFacts => ({
  status: stateOf(record),
  departmentOrganisationId: record.department.id,
  vendorOrganisationId: record.vendor.id,
  caseStands: record.case_stands,
  another: true,
  agreed: record.consents.map(({ organisationId }) => organisationId),
});

const instant = (at: Date | null) => at?.toISOString() ?? null;

export function packOf(record: PackRecord, actor: SignedIn): ReplicationPack {
  const { manifest, sha256 } = record;
  const said = (side: 'department' | 'vendor') => {
    const organisation = record[side];
    const consent = record.consents.find(({ organisationId }) => organisationId === organisation.id);
    return {
      side,
      organisation,
      at: consent ? new Date(consent.at).toISOString() : null,
      algorithm: side === 'vendor' && consent?.algorithm === true,
    };
  };
  return {
    id: record.id,
    case: record.case,
    state: stateOf(record),
    purpose: record.purpose,
    askedAt: record.asked_at.toISOString(),
    consents: [said('department'), said('vendor')],
    writtenAt: instant(record.written_at),
    withdrawnAt: instant(record.withdrawn_at),
    file:
      manifest && sha256
        ? {
            bytes: Number(record.bytes),
            sha256,
            keyId: record.key_id ?? '',
            files: manifest.subject.map(({ name, digest }) => ({
              name,
              bytes: manifest.predicate.bytes[name] ?? 0,
              sha256: digest.sha256,
            })),
            leftOut: manifest.predicate.leftOut,
          }
        : null,
    taken: record.taken.map((one) => ({ ...one, at: new Date(one.at).toISOString() })),
    allowed: allowed(replicationPackPolicy, actor, packFactsOf(record)),
  };
}
