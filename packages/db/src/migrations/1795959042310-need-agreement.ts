import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a department agreed to where its exam asks something else than its need. */
export class NeedAgreement1795959042310 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [
      'ALTER TABLE "benchmark_version" ADD "need_agreement" jsonb',
      `CREATE FUNCTION criteria_of_need(version uuid) RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
       $$ SELECT s.need->'criteria' FROM benchmark_version v JOIN benchmark b ON b.id = v.benchmark_id
            JOIN scenario s ON s.id = b.scenario_id WHERE v.id = $1 $$`,
      'REVOKE ALL ON FUNCTION criteria_of_need(uuid) FROM PUBLIC',
      'GRANT EXECUTE ON FUNCTION criteria_of_need(uuid) TO lab_api, lab_score',
    ])
      await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION criteria_of_need(uuid)');
    await runner.query('ALTER TABLE "benchmark_version" DROP COLUMN "need_agreement"');
  }
}
