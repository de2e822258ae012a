import { execute, queryOne } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { transition } from '@scenario-lab/db/transition';
import { type Certifiable, mayCertify } from '@scenario-lab/domain/runs/certificate-rule';
import { z } from 'zod';
import type { ReportFacts } from './report-facts.js';

export interface Issued {
  id: string;
  number: string;
  demonstration: boolean;
  issuedAt: string;
  expiresAt: string;
}

/** Who may look the truth up: anybody in packaged demonstrations, anybody who downloads open data, else nobody. */
export function truthOf(facts: ReportFacts, demonstration: boolean): Certifiable['truth'] {
  if (facts.dataset.truthPublic || demonstration) return 'demonstration';
  return facts.dataset.accessMode === 'open' ? 'disclosed' : 'undisclosed';
}

export function certificateAnswer(facts: ReportFacts, demonstration: boolean) {
  return mayCertify({
    status: facts.run.status,
    split: facts.run.split,
    kind: facts.algorithm.kind,
    sandboxLevel: facts.run.level,
    truth: truthOf(facts, demonstration),
    criteria: facts.owner.criteria.map(({ criterion, verdict }) => ({ must: criterion.must, verdict })),
  });
}

const IssueCertificateRow = z.object({
  issued_at: z.date(),
  expires_at: z.string().nullable(),
});

/** Issues the certificate that follows from an approved run, valid for a year. */
export async function issueCertificate(
  tx: Tx,
  facts: ReportFacts,
  paper: { reportId: string; keyId: string; demonstration: boolean },
): Promise<Issued> {
  const id = newId();
  const number = await nextNumber(tx);
  const row = await queryOne(
    tx,
    IssueCertificateRow,
    `INSERT INTO certificate (id, number, run_id, algorithm_version_id, vendor_id, benchmark_version_id, report_id,
       key_id, demonstration, prior_access, face, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, ${lastMoment})
     RETURNING issued_at, to_char(expires_at, 'YYYY-MM-DD"T"HH24:MI:SSTZH:TZM') AS expires_at`,
    [
      id,
      number,
      facts.run.id,
      facts.algorithm.versionId,
      facts.vendor.id,
      facts.benchmark.versionId,
      paper.reportId,
      paper.keyId,
      paper.demonstration,
      facts.run.priorAccess,
      JSON.stringify(faceOf(facts)),
    ],
  );
  await transition(tx, 'certificate', id, 'issue');
  return {
    id,
    number,
    demonstration: paper.demonstration,
    issuedAt: (row.issued_at as Date).toISOString(),
    // With the lab's zone, so that whoever reads the signed text alone reads the lab's day.
    expiresAt: row.expires_at as string,
  };
}

/** A year later the day ends as the lab's days do: the session has its time zone. */
const lastMoment = `(current_date + interval '1 year' + interval '1 day')::date::timestamptz - interval '1 second'`;

/** The public face, in the edition that carries no rows out. */
const faceOf = (facts: ReportFacts) => ({
  criteria: facts.vendorEdition.criteria,
  looks: { used: facts.look?.used ?? 0, of: facts.look?.of ?? 0 },
  level: facts.run.level,
  artifact: facts.algorithm.sha256,
  benchmarkDigest: facts.benchmark.digest,
});

const NextNumberRow = z.object({
  year: z.string().nullable(),
  next: z.number().nullable(),
});

/** `SL-2026-000123`, counted up within the year; one at a time, so that none is left out or given twice. */
async function nextNumber(tx: Tx): Promise<string> {
  await execute(tx, "SELECT pg_advisory_xact_lock(hashtextextended('certificate-number', 0))");
  const row = await queryOne(
    tx,
    NextNumberRow,
    `SELECT to_char(now(), 'YYYY') AS year,
       coalesce(max(split_part(number, '-', 3)::int), 0) + 1 AS next
     FROM certificate WHERE number LIKE 'SL-' || to_char(now(), 'YYYY') || '-%'`,
  );
  return `SL-${row.year}-${String(row.next).padStart(6, '0')}`;
}
