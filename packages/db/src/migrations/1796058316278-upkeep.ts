import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How often data are expected anew, and the address they are fetched from by the clock. */
export class Upkeep1796058316278 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE dataset_fetch DROP "scheduled"');
    await runner.query('DROP TABLE "dataset_upkeep"');
  }
}

const statements = [
  `CREATE TABLE "dataset_upkeep" ("dataset_id" uuid NOT NULL, "organisation_id" uuid NOT NULL, "person_id" uuid NOT NULL,
     "every" text NOT NULL, "address" text, "most" bigint NOT NULL, "quota" bigint NOT NULL,
     "next_at" TIMESTAMP WITH TIME ZONE, "failures" integer NOT NULL DEFAULT '0',
     "set_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
     CONSTRAINT "PK_dataset_upkeep" PRIMARY KEY ("dataset_id"),
     CONSTRAINT "FK_dataset_upkeep_dataset" FOREIGN KEY ("dataset_id") REFERENCES "dataset"("id"))`,
  'CREATE INDEX "dataset_upkeep_due" ON "dataset_upkeep" ("next_at") WHERE next_at IS NOT NULL',
  'ALTER TABLE dataset_fetch ADD "scheduled" boolean NOT NULL DEFAULT false',
  'ALTER TABLE dataset_upkeep ENABLE ROW LEVEL SECURITY',
  'REVOKE ALL ON dataset_upkeep FROM lab_api, lab_score, lab_execute, lab_public',
  'GRANT SELECT, INSERT, UPDATE, DELETE ON dataset_upkeep TO lab_api',
  'GRANT SELECT, UPDATE (next_at, failures) ON dataset_upkeep TO lab_score',
  'GRANT INSERT ON dataset_fetch TO lab_score',
  // How often is everybody's to know; the address may hold a key.
  `CREATE FUNCTION expected_every(dataset uuid) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
     $$ SELECT every FROM dataset_upkeep WHERE dataset_id = dataset $$`,
];
