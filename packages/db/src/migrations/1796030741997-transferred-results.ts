import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A published result tells besides whether it was measured for an adoption: figures of a transfer test are shown as such. */
export class TransferredResults1796030741997 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE OR REPLACE VIEW published_result WITH (security_barrier) AS
     SELECT r.id AS run_id, r.number, r.verdict, r.vendor_id, r.benchmark_version_id, r.ended_at,
       v.algorithm_id, r.algorithm_version_id, v.label, a.solution_id, x.body,
       c.number AS certificate, c.status AS certificate_status, c.demonstration,
       (SELECT q.report_id FROM report q WHERE q.run_id = r.id AND q.edition = 'vendor' AND q.published) AS report_id,
       CASE WHEN (r.resources->>'cpuSeconds')::numeric > 0 THEN round((r.resources->>'cpuSeconds')::numeric,
         1 - floor(log((r.resources->>'cpuSeconds')::numeric))::int) ELSE 0 END AS cpu_seconds,
       r.replication_id IS NOT NULL AS transfer
     FROM run r JOIN algorithm_version v ON v.id = r.algorithm_version_id JOIN algorithm a ON a.id = v.algorithm_id
       LEFT JOIN certificate c ON c.run_id = r.id AND c.status <> 'new'
       LEFT JOIN result x ON x.run_id = r.id AND x.edition = 'vendor'
     WHERE r.split = 'hidden' AND r.status = 'approved'
       AND (c.id IS NOT NULL OR EXISTS (SELECT 1 FROM report p WHERE p.run_id = r.id AND p.published))`,
    );
  }

  async down(): Promise<void> {
    throw new Error('what rests on the view would fall with its column: restore a backup');
  }
}
