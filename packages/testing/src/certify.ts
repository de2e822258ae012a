import { newId } from '@scenario-lab/db/ids';
import type pg from 'pg';

const keyId = 'ed25519-0011223344556677';

/** Both editions of a run's report as the worker writes them, but for their signatures; the vendor's is public or not. */
export async function makeReport(
  owner: pg.Client,
  runId: string,
  options: { published?: boolean; pdf?: string } = {},
): Promise<string> {
  const reportId = newId();
  await owner.query(`INSERT INTO lab_key (key_id, public_key) VALUES ($1, $2) ON CONFLICT DO NOTHING`, [
    keyId,
    Buffer.alloc(32, 7).toString('base64'),
  ]);
  for (const edition of ['owner', 'vendor']) {
    await owner.query(
      `INSERT INTO report (id, report_id, run_id, edition, key_id, statement, envelope, pdf_zh_sha256, pdf_en_sha256, published)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9)`,
      [
        newId(),
        reportId,
        runId,
        edition,
        keyId,
        JSON.stringify({ predicate: { edition, run: runId } }),
        `{"edition":"${edition}"}\n`,
        options.pdf ?? null,
        edition === 'vendor' && options.published === true,
      ],
    );
  }
  return reportId;
}

let certificates = 0;

/** The report and certificate of an approved run, as the worker issues them but for their signatures. */
export async function makeCertificate(
  owner: pg.Client,
  runId: string,
  options: { number?: string; pdf?: string; status?: string } = {},
): Promise<{ certificateId: string; reportId: string; number: string }> {
  certificates += 1;
  const certificateId = newId();
  const number = options.number ?? `SL-2026-${String(certificates).padStart(6, '0')}`;
  const reportId = await makeReport(owner, runId, { published: true, pdf: options.pdf });
  const face = { criteria: [], looks: { used: 1, of: 3 }, unpublishedRuns: 0, level: 'hardened' };
  await owner.query(
    `INSERT INTO certificate (id, number, status, run_id, algorithm_version_id, vendor_id, benchmark_version_id, report_id,
       key_id, face, expires_at)
     SELECT $1, $2, $7, r.id, r.algorithm_version_id, r.vendor_id, r.benchmark_version_id, $3, $4, $5,
       now() + interval '1 year' FROM run r WHERE r.id = $6`,
    [certificateId, number, reportId, keyId, JSON.stringify(face), runId, options.status ?? 'valid'],
  );
  return { certificateId, reportId, number };
}
