import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a department adds to a published need: appended, never changed. Read by whoever may read the need; written by
 * whose need it is, while it is published.
 */
export class Addenda1795984650867 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [
      'CREATE TABLE "addendum" ("id" uuid NOT NULL, "scenario_id" uuid NOT NULL, "number" integer NOT NULL, "text" jsonb NOT NULL, "changes" jsonb NOT NULL, "at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "addendum_key" PRIMARY KEY ("id"))',
      'CREATE UNIQUE INDEX "addendum_number" ON "addendum" ("scenario_id", "number")',
      'ALTER TABLE "addendum" ADD CONSTRAINT "addendum_of_need" FOREIGN KEY ("scenario_id") REFERENCES "scenario"("id") ON DELETE NO ACTION ON UPDATE NO ACTION',
      'ALTER TABLE addendum ENABLE ROW LEVEL SECURITY',
      // The need's own rows decide: what a reader cannot see of it, it cannot see added to it.
      'CREATE POLICY seen ON addendum FOR SELECT TO lab_api, lab_public USING (EXISTS (SELECT 1 FROM scenario s WHERE s.id = scenario_id))',
      `CREATE POLICY added ON addendum FOR INSERT TO lab_api WITH CHECK (EXISTS (
         SELECT 1 FROM scenario s WHERE s.id = scenario_id AND s.owner_id = app_org() AND s.status = 'published'))`,
      'REVOKE ALL ON addendum FROM lab_api, lab_score, lab_execute, lab_public',
      'GRANT SELECT, INSERT ON addendum TO lab_api',
      'GRANT SELECT ON addendum TO lab_public',
    ])
      await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "addendum"');
  }
}
