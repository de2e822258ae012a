import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a run tested is known to whoever sees the run, and lists of runs are picked off an index (ADR 73). The view is the
 * owner's, past row-level security of algorithm and benchmark: it answers for runs the asker sees, and of the two it tells
 * the line a run's row is made of.
 */
export class RunsByIndex1796018467719 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [
      `CREATE VIEW run_tested AS
         SELECT r.id AS run_id, a.id AS algorithm_id, coalesce(a.listed, a.card)->'title' AS algorithm_title, v.label, v.kind,
           v.sha256 AS artifact, b.id AS benchmark_id, b.title AS benchmark_title, b.owner_id AS benchmark_owner_id,
           w.number AS benchmark_number, w.plan->'task' AS task, w.digest AS benchmark_digest, w.truth_public,
           w.twin IS NOT NULL AS twin
         FROM run r
           JOIN algorithm_version v ON v.id = r.algorithm_version_id JOIN algorithm a ON a.id = v.algorithm_id
           JOIN benchmark_version w ON w.id = r.benchmark_version_id JOIN benchmark b ON b.id = w.benchmark_id
         WHERE (SELECT app_lab_reads()) OR EXISTS (SELECT 1 FROM party p
           WHERE p.thing_id = r.id AND (p.organisation_id = app_org()) IS TRUE OFFSET 0)`,
      'GRANT SELECT ON run_tested TO lab_api',
      'DROP INDEX "IDX_cd507be087da5eb9a75b199720"',
      'CREATE INDEX "IDX_run_of_vendor" ON "run" ("vendor_id", "submitted_at", "id")',
      'CREATE INDEX "IDX_run_submitted" ON "run" ("submitted_at", "id")',
      'DROP INDEX "IDX_7ab22034c0461511b4f29e807b"',
      'CREATE INDEX "IDX_party_of_organisation" ON "party" ("organisation_id", "thing", "right", "thing_id")',
    ])
      await runner.query(statement);
  }
  async down(runner: QueryRunner): Promise<void> {
    for (const statement of [
      'DROP VIEW run_tested',
      'DROP INDEX "IDX_run_of_vendor", "IDX_run_submitted", "IDX_party_of_organisation"',
      'CREATE INDEX "IDX_cd507be087da5eb9a75b199720" ON "run" ("vendor_id")',
      'CREATE INDEX "IDX_7ab22034c0461511b4f29e807b" ON "party" ("organisation_id", "thing")',
    ])
      await runner.query(statement);
  }
}
