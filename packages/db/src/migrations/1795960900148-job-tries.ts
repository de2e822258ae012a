import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How often a job has failed at a thing, so that none is woken for ever. */
export class JobTries1795960900148 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [
      `CREATE TABLE "job_try" ("job" text NOT NULL, "thing_id" uuid NOT NULL, "weight" integer NOT NULL,
         "tried_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "detail" text, "given_up_at" TIMESTAMP WITH TIME ZONE,
         CONSTRAINT "PK_job_try" PRIMARY KEY ("job", "thing_id"))`,
      'ALTER TABLE job_try ENABLE ROW LEVEL SECURITY',
      'CREATE POLICY seen ON job_try FOR SELECT TO lab_api USING (app_lab_reads())',
      'CREATE POLICY taken_up ON job_try FOR DELETE TO lab_api USING (app_lab())',
      'CREATE POLICY system ON job_try TO lab_score, lab_execute USING (true) WITH CHECK (true)',
      'REVOKE ALL ON job_try FROM lab_api, lab_score, lab_execute, lab_public',
      'GRANT SELECT, DELETE ON job_try TO lab_api',
      'GRANT SELECT, INSERT, UPDATE, DELETE ON job_try TO lab_score, lab_execute',
    ])
      await runner.query(statement);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "job_try"');
  }
}
