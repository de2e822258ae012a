import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How often a case was adopted elsewhere; as `replication_count` tells how often it was asked for. */
export class Adoptions1796020007491 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [
      `CREATE VIEW adoption_count WITH (security_barrier) AS
         SELECT case_id, count(*)::int AS adoptions FROM replication WHERE status = 'adopted' AND case_id IS NOT NULL GROUP BY case_id`,
      'REVOKE ALL ON adoption_count FROM lab_api, lab_score, lab_execute, lab_public',
      'GRANT SELECT ON adoption_count TO lab_api, lab_public',
    ])
      await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW adoption_count');
  }
}
