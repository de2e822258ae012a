import type { MigrationInterface, QueryRunner } from 'typeorm';

const dataOwner = `benchmark_version_id IN (SELECT b.benchmark_version_id FROM benchmark_data b
   JOIN dataset d ON d.id = b.dataset_id WHERE d.owner_id = app_org())`;

/** Which rows an exam keeps back, for the data's owner and the lab alone. */
export class HiddenRowsList1795971200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [
      'CREATE TABLE "exam_rows" ("benchmark_version_id" uuid NOT NULL, "rows" integer NOT NULL, "csv" bytea NOT NULL, CONSTRAINT "PK_4d97a318bd621b788af8fd3d191" PRIMARY KEY ("benchmark_version_id"))',
      'ALTER TABLE "exam_rows" ADD CONSTRAINT "FK_4d97a318bd621b788af8fd3d191" FOREIGN KEY ("benchmark_version_id") REFERENCES "benchmark_version"("id") ON DELETE NO ACTION ON UPDATE NO ACTION',
      'ALTER TABLE exam_rows ENABLE ROW LEVEL SECURITY',
      `CREATE POLICY seen ON exam_rows FOR SELECT TO lab_api USING (app_lab_reads() OR ${dataOwner})`,
      'CREATE POLICY system ON exam_rows TO lab_score USING (true) WITH CHECK (true)',
      'REVOKE ALL ON exam_rows FROM lab_api, lab_score, lab_execute, lab_public',
      'GRANT SELECT ON exam_rows TO lab_api',
      'GRANT SELECT, INSERT, UPDATE ON exam_rows TO lab_score',
    ])
      await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "exam_rows"');
  }
}
