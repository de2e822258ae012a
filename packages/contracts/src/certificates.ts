import { z } from 'zod';
import { ShownBadge } from './badges.js';
import { certificateMachine } from './certificates/certificate.machine.js';
import {
  Allowed,
  ById,
  Id,
  Instant,
  ListQuery,
  OrganisationRef,
  pageOf,
  Reason,
  Sha256,
  Title,
} from './common.js';
import { deedsOf } from './deed.js';
import { defineRoute } from './route.js';
import { CriterionVerdict } from './runs.js';

export const CertificateStatus = z.enum(certificateMachine.statuses);

/** The public face of a certificate. */
export const Certificate = z.object({
  id: Id,
  /** `SL-2026-000123`: printed, in the QR code and in the address. */
  number: z.string(),
  status: CertificateStatus,
  algorithm: z.object({ id: Id, title: Title, label: z.string(), artifact: z.string() }),
  vendor: OrganisationRef,
  benchmark: z.object({ id: Id, title: Title, number: z.number().int(), digest: z.string() }),
  scenario: z.object({ id: Id, title: Title }).nullable(),
  criteria: z.array(CriterionVerdict),
  issuedAt: Instant,
  expiresAt: Instant,
  /** «Demonstration, truth public» (演示数据，真值公开). */
  demonstration: z.boolean(),
  looks: z.object({ used: z.number().int(), of: z.number().int() }),
  unpublishedRuns: z.number().int(),
  priorAccess: z.boolean(),
  level: z.string(),
  reportId: Id,
  keyId: z.string(),
  reason: z.string().nullable(),
  allowed: Allowed,
});
export type Certificate = z.infer<typeof Certificate>;

export const listCertificates = defineRoute({
  name: 'certificate.browse',
  method: 'GET',
  path: '/certificates',
  access: 'public',
  query: ListQuery.extend({ status: CertificateStatus.optional(), mine: z.enum(['true']).optional() }),
  reply: pageOf(Certificate),
});
export const readCertificate = defineRoute({
  name: 'certificate.read',
  method: 'GET',
  path: '/certificates/:number',
  access: 'public',
  params: z.object({ number: z.string().max(40) }),
  reply: Certificate,
});
const deed = deedsOf('certificate', '/certificates/:id');
export const certificateDeeds = {
  /** Something is in doubt; the vendor is heard before anything is suspended. */
  watch: deed('watch', Reason),
  clear: deed('clear', Reason),
  suspend: deed('suspend', Reason),
  reinstate: deed('reinstate', Reason),
  revoke: deed('revoke', Reason),
};

/** The vendor's word on a certificate that is watched: it has been heard. */
export const answerCertificate = defineRoute({
  name: 'certificate.answer',
  method: 'POST',
  path: '/certificates/:id/answer',
  access: 'signed_in',
  params: ById,
  body: Reason,
  reply: 'none',
});

export const LabKey = z.object({
  keyId: z.string(),
  alg: z.literal('Ed25519'),
  /** Raw 32-byte public key, base64. */
  publicKey: z.string(),
  from: Instant,
  until: Instant.nullable(),
  /** From here on somebody else may have signed with it; null where nobody is known to. */
  compromisedSince: Instant.nullable(),
});
export type LabKey = z.infer<typeof LabKey>;
export const listKeys = defineRoute({
  name: 'key.list',
  method: 'GET',
  path: '/keys',
  access: 'public',
  reply: z.array(LabKey),
});
/** The private half may have been known to others from a moment on: what is dated later is not believed. Never taken back. */
export const compromiseKey = defineRoute({
  name: 'key.compromise',
  method: 'POST',
  path: '/keys/:keyId/compromise',
  access: 'key.compromise',
  params: z.object({ keyId: z.string().max(80) }),
  body: Reason.extend({ since: Instant }),
  reply: 'none',
});
/**
 * Whether the lab has signed a report, by the SHA-256 of what was signed (whoever knows it holds the report): the one
 * question no forger can answer, whatever key and date it has.
 */
export const lookUpReport = defineRoute({
  name: 'report.look_up',
  method: 'GET',
  path: '/report-digests/:digest',
  access: 'public',
  params: z.object({ digest: Sha256 }),
  query: z.object({ number: z.string().max(40).optional() }),
  reply: z.object({
    known: z.boolean(),
    /** The certificate the report names, where it names one: it exists and rests on this report. */
    certificate: z.object({ number: z.string(), status: CertificateStatus }).nullable(),
    /** The badge, where a badge was signed. */
    badge: z.object({ number: z.string(), status: ShownBadge }).nullable(),
    /** The certificate of completion of a camp, where one was signed. */
    training: z.object({ number: z.string(), status: z.enum(['certified', 'revoked']) }).nullable(),
  }),
});
export const Edition = z.enum(['vendor', 'owner']);
const reportParams = z.object({ id: Id, edition: Edition });
/** The signed account of a run: a DSSE envelope around an in-toto statement. */
export const downloadStatement = defineRoute({
  name: 'report.statement',
  method: 'GET',
  path: '/reports/:id/:edition/statement.json',
  access: 'public',
  params: reportParams,
  reply: 'stream',
});
export const downloadPdf = defineRoute({
  name: 'report.pdf',
  method: 'GET',
  path: '/reports/:id/:edition/report.pdf',
  access: 'public',
  params: reportParams,
  query: z.object({ lang: z.enum(['zh', 'en']).default('zh') }),
  reply: 'stream',
});
export const readReport = defineRoute({
  name: 'report.read',
  method: 'GET',
  path: '/reports/:id',
  access: 'public',
  params: ById,
  reply: z.object({
    id: Id,
    runId: Id,
    editions: z.array(Edition),
    /** Payload of the best edition the reader may see. */
    edition: Edition,
    statement: z.record(z.string(), z.unknown()),
    certificate: z.string().nullable(),
    issuedAt: Instant,
    keyId: z.string(),
  }),
});

export const certificateRoutes = [
  listCertificates,
  readCertificate,
  listKeys,
  compromiseKey,
  lookUpReport,
  downloadStatement,
  downloadPdf,
  readReport,
  answerCertificate,
  ...Object.values(certificateDeeds),
];
