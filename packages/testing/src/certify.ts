import { newId } from '@scenario-lab/db/ids';
import type pg from 'pg';

/** The report and certificate of an approved run, as the worker issues them but for their signatures. Answers the certificate's id. */
export async function makeCertificate(
  owner: pg.Client,
  runId: string,
  options: { number?: string; pdf?: string } = {},
): Promise<{ certificateId: string; reportId: string; number: string }> {
  const [certificateId, reportId] = [newId(), newId()];
  const number = options.number ?? `SL-2026-${Math.floor(Math.random() * 1e6)}`;
  const keyId = 'ed25519-0011223344556677';
  await owner.query(`INSERT INTO lab_key (key_id, public_key) VALUES ($1, $2) ON CONFLICT DO NOTHING`, [
    keyId,
    Buffer.alloc(32, 7).toString('base64'),
  ]);
  const statement = (edition: string) => ({ predicate: { edition, run: runId } });
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
        JSON.stringify(statement(edition)),
        `{"edition":"${edition}"}\n`,
        options.pdf ?? null,
        edition === 'vendor',
      ],
    );
  }
  const face = {
    criteria: [],
    looks: { used: 1, of: 3 },
    unpublishedRuns: 0,
    level: 'hardened',
  };
  await owner.query(
    `INSERT INTO certificate (id, number, status, run_id, algorithm_version_id, vendor_id, benchmark_version_id, report_id,
       key_id, face, expires_at)
     SELECT $1, $2, 'valid', r.id, r.algorithm_version_id, r.vendor_id, r.benchmark_version_id, $3, $4, $5,
       now() + interval '1 year' FROM run r WHERE r.id = $6`,
    [certificateId, number, reportId, keyId, JSON.stringify(face), runId],
  );
  return { certificateId, reportId, number };
}
