import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When a thing was last taken up from its queue, and whose it is: organisations take turns by it. */
export class JobTurns1795982486704 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [
      `CREATE TABLE "job_turn" ("job" text NOT NULL, "thing_id" uuid NOT NULL, "queue" text NOT NULL,
         "organisation_id" uuid NOT NULL, "begun_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
         CONSTRAINT "PK_job_turn" PRIMARY KEY ("job", "thing_id"))`,
      'CREATE INDEX "IDX_job_turn_turn" ON "job_turn" ("queue", "organisation_id", "begun_at")',
      'ALTER TABLE job_turn ENABLE ROW LEVEL SECURITY',
      'CREATE POLICY system ON job_turn TO lab_score, lab_execute USING (true) WITH CHECK (true)',
      'REVOKE ALL ON job_turn FROM lab_api, lab_score, lab_execute, lab_public',
      'GRANT SELECT, INSERT, UPDATE, DELETE ON job_turn TO lab_score, lab_execute',
    ])
      await runner.query(statement);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "job_turn"');
  }
}
