import type { MigrationInterface, QueryRunner } from 'typeorm';

const isParty = (id: string) =>
  `EXISTS (SELECT 1 FROM party p WHERE p.thing_id = ${id} AND p.organisation_id = app_org())`;

/** The two views that read all party rows of an organisation ask by key, as the policies do. */
export class ViewsByKey1795994300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [
      `CREATE OR REPLACE VIEW engagement_face WITH (security_barrier) AS
         SELECT e.id AS engagement_id, s.id AS scenario_id, s.need->'title' AS scenario_title, s.field, s.region,
           n.id AS solution_id, coalesce(n.listed, n.card)->'title' AS solution_title
         FROM engagement e JOIN scenario s ON s.id = e.scenario_id JOIN solution n ON n.id = e.solution_id
         WHERE app_lab_reads() OR ${isParty('e.id')}`,
      `CREATE OR REPLACE VIEW benchmark_data WITH (security_barrier) AS
         SELECT v.id AS benchmark_version_id, d.id AS dataset_id, d.owner_id, coalesce(d.listed, d.card)->'title' AS title,
           d.access_mode, w.rows
         FROM benchmark_version v JOIN dataset_version w ON w.id = v.dataset_version_id JOIN dataset d ON d.id = w.dataset_id
         WHERE v.status IN ('open', 'closed', 'retired') OR app_lab_reads() OR ${isParty('v.benchmark_id')}`,
    ])
      await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('restore a backup instead');
  }
}
