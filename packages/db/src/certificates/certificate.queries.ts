import type { Certificate } from '@scenario-lab/contracts/certificates';
import type { Actor } from '@scenario-lab/domain/actor';
import {
  type CertificateFacts,
  certificatePolicy,
} from '@scenario-lab/domain/certificates/certificates.policy';
import { allowed } from '@scenario-lab/domain/policy';
import { z } from 'zod';
import { json, queryRow, word } from '../core/rows.js';
import type { Tx } from '../database.js';

/** Ten working days, as calendar days: after these a watched certificate's vendor has had its time to answer. */
const daysToAnswer = 14;

export const CertificateRecord = z.object({
  id: z.string(),
  number: z.string(),
  status: word<Certificate['status']>(),
  run_id: z.string(),
  vendor: json<Certificate['vendor']>(),
  report_id: z.string(),
  key_id: z.string(),
  demonstration: z.boolean(),
  prior_access: z.boolean(),
  /** As the worker wrote it when it was issued; the public edition. */
  face: json<Pick<Certificate, 'criteria' | 'looks' | 'level'>>(),
  issued_at: z.date(),
  expires_at: z.date(),
  status_at: z.date(),
  reason: z.string().nullable(),
  algorithm: json<Certificate['algorithm']>(),
  benchmark: json<Certificate['benchmark']>(),
  scenario: json<NonNullable<Certificate['scenario']>>().nullable(),
  unpublished_runs: z.number(),
  vendor_heard: z.boolean(),
});
export type CertificateRecord = z.output<typeof CertificateRecord>;

/** Columns of a `CertificateRecord`, from `certificateFrom`; readable by visitors. */
export const certificateColumns = `c.id, c.number, c.status, c.run_id, c.report_id, c.key_id, c.demonstration,
  c.prior_access, c.face, c.issued_at, c.expires_at, c.status_at, c.reason, c.unpublished_runs,
  jsonb_build_object('id', o.id, 'name', o.name) AS vendor,
  jsonb_build_object('id', c.algorithm_id, 'title', c.algorithm_title, 'label', c.label, 'artifact', c.artifact) AS algorithm,
  jsonb_build_object('id', c.benchmark_id, 'title', c.benchmark_title, 'number', c.benchmark_number,
    'digest', coalesce(c.benchmark_digest, '')) AS benchmark,
  CASE WHEN c.scenario_id IS NOT NULL
    THEN jsonb_build_object('id', c.scenario_id, 'title', c.scenario_title) END AS scenario,
  c.status = 'watch' AND (c.status_at < now() - interval '${daysToAnswer} days' OR EXISTS (
    SELECT 1 FROM event e WHERE e.thing_id = c.id AND e.event = 'certificate.answered' AND e.organisation_id = c.vendor_id
      AND e.at >= c.status_at)) AS vendor_heard`;

export const certificateFrom = 'public_certificate c JOIN organisation o ON o.id = c.vendor_id';

export function certificateFactsOf(record: CertificateRecord): CertificateFacts {
  return {
    status: record.status,
    ownerOrganisationId: record.vendor.id,
    vendorHeard: record.vendor_heard,
  };
}

export function certificateOf(record: CertificateRecord, actor: Actor): Certificate {
  return {
    id: record.id,
    number: record.number,
    status: record.status,
    algorithm: record.algorithm,
    vendor: record.vendor,
    benchmark: record.benchmark,
    scenario: record.scenario,
    criteria: record.face.criteria,
    issuedAt: record.issued_at.toISOString(),
    expiresAt: record.expires_at.toISOString(),
    demonstration: record.demonstration,
    looks: record.face.looks,
    unpublishedRuns: record.unpublished_runs,
    priorAccess: record.prior_access,
    level: record.face.level,
    reportId: record.report_id,
    keyId: record.key_id,
    reason: record.reason,
    allowed: [
      ...allowed(certificatePolicy, actor, certificateFactsOf(record)),
      ...(mayAnswer(actor, record) ? ['certificate.answer'] : []),
    ],
  };
}

/** Its vendor has a word on what is in doubt, as often as it wishes. */
export const mayAnswer = (actor: Actor, record: Pick<CertificateRecord, 'vendor' | 'status'>): boolean =>
  actor !== 'anonymous' &&
  actor.roles.includes('vendor') &&
  actor.organisationId === record.vendor.id &&
  ['watch', 'suspended'].includes(record.status);

export async function readCertificateRecord(
  tx: Tx,
  by: { id: string } | { number: string },
): Promise<CertificateRecord | null> {
  const [column, value] = 'id' in by ? ['id', by.id] : ['number', by.number];
  const record = await queryRow(
    tx,
    CertificateRecord,
    `SELECT ${certificateColumns} FROM ${certificateFrom} WHERE c.${column} = $1`,
    [value],
  );
  return record ?? null;
}
