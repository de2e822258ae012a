import type { MigrationInterface, QueryRunner } from 'typeorm';

const moment = 'TIMESTAMP WITH TIME ZONE';

/** Packs an accepted case leaves the lab in, who agreed to them, and who took them. */
export class ReplicationPacks1796006306422 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [
      `CREATE TABLE "replication_pack" ("id" uuid NOT NULL, "case_id" uuid NOT NULL, "asked_by" uuid NOT NULL, "purpose" text NOT NULL,
         "asked_at" ${moment} NOT NULL DEFAULT now(), "written_at" ${moment}, "sha256" text, "bytes" bigint, "key_id" text,
         "manifest" jsonb, "withdrawn_at" ${moment}, CONSTRAINT "PK_replication_pack" PRIMARY KEY ("id"))`,
      `ALTER TABLE "replication_pack" ADD CONSTRAINT "FK_replication_pack_case" FOREIGN KEY ("case_id") REFERENCES "lab_case"("id")`,
      `CREATE UNIQUE INDEX "replication_pack_of_case" ON "replication_pack" ("case_id") WHERE withdrawn_at IS NULL`,
      `CREATE TABLE "pack_consent" ("pack_id" uuid NOT NULL, "organisation_id" uuid NOT NULL, "person_id" uuid NOT NULL,
         "algorithm" boolean NOT NULL DEFAULT false, "at" ${moment} NOT NULL DEFAULT now(),
         CONSTRAINT "PK_pack_consent" PRIMARY KEY ("pack_id", "organisation_id"))`,
      `ALTER TABLE "pack_consent" ADD CONSTRAINT "FK_pack_consent_pack" FOREIGN KEY ("pack_id") REFERENCES "replication_pack"("id")`,
      `CREATE TABLE "pack_taken" ("id" uuid NOT NULL, "pack_id" uuid NOT NULL, "person_id" uuid NOT NULL, "organisation_id" uuid NOT NULL,
         "at" ${moment} NOT NULL DEFAULT now(), CONSTRAINT "PK_pack_taken" PRIMARY KEY ("id"))`,
      `ALTER TABLE "pack_taken" ADD CONSTRAINT "FK_pack_taken_pack" FOREIGN KEY ("pack_id") REFERENCES "replication_pack"("id")`,
      'CREATE INDEX "pack_taken_of" ON "pack_taken" ("pack_id", "at")',
      ...['replication_pack', 'pack_consent', 'pack_taken'].flatMap((table) => [
        `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
        `REVOKE ALL ON ${table} FROM lab_api, lab_score, lab_execute, lab_public`,
        `GRANT SELECT ON ${table} TO lab_api, lab_score`,
      ]),
      // What was signed is the worker's to say; the API asks and takes back.
      'GRANT INSERT (id, case_id, asked_by, purpose), UPDATE (withdrawn_at) ON replication_pack TO lab_api',
      'GRANT UPDATE ON replication_pack TO lab_score',
      'GRANT INSERT (pack_id, organisation_id, person_id, algorithm) ON pack_consent TO lab_api',
      'GRANT INSERT (id, pack_id, person_id, organisation_id) ON pack_taken TO lab_api',
    ])
      await runner.query(statement);
  }
  async down(): Promise<void> {
    throw new Error('what was agreed and handed out is not forgotten: restore a backup');
  }
}
