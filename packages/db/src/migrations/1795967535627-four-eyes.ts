import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What one admin proposes and another agrees to; and what was done alone because there was nobody else. */
export class FourEyes1795967535627 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [
      'ALTER TABLE "organisation" ADD "admin_left_at" TIMESTAMP WITH TIME ZONE',
      'ALTER TABLE "membership" ADD "alone" boolean NOT NULL DEFAULT false',
      `ALTER TABLE "invitation" ADD "consent" text NOT NULL DEFAULT 'unasked'`,
      `ALTER TABLE "invitation" ADD CONSTRAINT "invitation_consent" CHECK (consent IN ('unasked', 'asked', 'given', 'alone'))`,
      'ALTER TABLE "review" ADD "alone" boolean NOT NULL DEFAULT false',
      `CREATE TABLE "role_proposal" ("person_id" uuid NOT NULL, "organisation_id" uuid NOT NULL, "roles" text array NOT NULL DEFAULT '{}', "proposed_by" uuid NOT NULL, "at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "PK_role_proposal" PRIMARY KEY ("person_id", "organisation_id"))`,
      'ALTER TABLE role_proposal ENABLE ROW LEVEL SECURITY',
      'CREATE POLICY lab ON role_proposal TO lab_api USING (app_lab_reads()) WITH CHECK (app_lab())',
      'REVOKE ALL ON role_proposal FROM lab_api, lab_score, lab_execute, lab_public',
      'GRANT SELECT, INSERT, UPDATE, DELETE ON role_proposal TO lab_api',
    ])
      await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('what was agreed is not forgotten');
  }
}
