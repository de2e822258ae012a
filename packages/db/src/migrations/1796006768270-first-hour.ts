import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Papers an organisation is verified by, and who does which of its first steps until when. */
export class FirstHour1796006768270 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [
      `CREATE TABLE "organisation_document" ("id" uuid NOT NULL, "organisation_id" uuid NOT NULL, "kind" text NOT NULL,
         "file_name" text NOT NULL, "sha256" text NOT NULL, "bytes" bigint NOT NULL, "person_id" uuid NOT NULL,
         "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "removed_at" TIMESTAMP WITH TIME ZONE,
         CONSTRAINT "organisation_document_kind" CHECK (kind IN ('licence', 'public_body', 'authorisation', 'other')),
         CONSTRAINT "PK_organisation_document" PRIMARY KEY ("id"))`,
      'CREATE INDEX "IDX_organisation_document_organisation" ON "organisation_document" ("organisation_id")',
      `CREATE TABLE "onboarding_task" ("organisation_id" uuid NOT NULL, "step" text NOT NULL, "person_id" uuid, "due" date,
         CONSTRAINT "PK_onboarding_task" PRIMARY KEY ("organisation_id", "step"))`,
      ...['organisation_document', 'onboarding_task'].flatMap((table) => [
        `ALTER TABLE "${table}" ADD CONSTRAINT "FK_${table}_organisation" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id")`,
        `ALTER TABLE "${table}" ADD CONSTRAINT "FK_${table}_person" FOREIGN KEY ("person_id") REFERENCES "person"("id")`,
        `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
        `REVOKE ALL ON ${table} FROM lab_api, lab_score, lab_execute, lab_public`,
      ]),
      'GRANT SELECT, INSERT ON organisation_document TO lab_api',
      'GRANT UPDATE (removed_at) ON organisation_document TO lab_api',
      'GRANT SELECT, INSERT, UPDATE, DELETE ON onboarding_task TO lab_api',
    ])
      await runner.query(statement);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "onboarding_task"');
    await runner.query('DROP TABLE "organisation_document"');
  }
}
