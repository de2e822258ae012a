import type { MigrationInterface, QueryRunner } from 'typeorm';

const moment = 'TIMESTAMP WITH TIME ZONE';
const reference = (name: string, column: string, table: string) =>
  `ALTER TABLE "foreign_pack" ADD CONSTRAINT "FK_foreign_pack_${name}" FOREIGN KEY ("${column}") REFERENCES "${table}"("id")`;

/** Labs elsewhere whose packs are believed, packs that came from them, and replications of what worked there. */
export class ForeignPacks1796006400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [
      `CREATE TABLE "trusted_lab" ("id" uuid NOT NULL, "name" jsonb NOT NULL, "address" text, "keys" jsonb NOT NULL,
         "recognises" boolean NOT NULL DEFAULT false, "pinned_by" uuid NOT NULL, "pinned_at" ${moment} NOT NULL DEFAULT now(),
         "ended_at" ${moment}, CONSTRAINT "PK_trusted_lab" PRIMARY KEY ("id"))`,
      `CREATE TABLE "foreign_pack" ("id" uuid NOT NULL, "lab_id" uuid NOT NULL, "pack_id" uuid NOT NULL, "case_id" uuid NOT NULL,
         "digest" text NOT NULL, "sha256" text NOT NULL, "bytes" bigint NOT NULL, "key_id" text NOT NULL, "manifest" jsonb NOT NULL,
         "content" jsonb NOT NULL, "report" jsonb, "program" boolean NOT NULL DEFAULT false, "received_by" uuid NOT NULL,
         "received_at" ${moment} NOT NULL DEFAULT now(), "taken_at" ${moment}, "adopter_id" uuid, "vendor_id" uuid, "scenario_id" uuid,
         "scenario_at" ${moment}, "algorithm_version_id" uuid, "algorithm_known" boolean NOT NULL DEFAULT false, "benchmark_id" uuid,
         CONSTRAINT "PK_foreign_pack" PRIMARY KEY ("id"))`,
      reference('lab', 'lab_id', 'trusted_lab'),
      reference('adopter', 'adopter_id', 'organisation'),
      reference('vendor', 'vendor_id', 'organisation'),
      'CREATE UNIQUE INDEX "foreign_pack_digest" ON "foreign_pack" ("digest")',
      'CREATE INDEX "foreign_pack_case" ON "foreign_pack" ("lab_id", "case_id")',
      ...['trusted_lab', 'foreign_pack'].flatMap((table) => [
        `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
        `REVOKE ALL ON ${table} FROM lab_api, lab_score, lab_execute, lab_public`,
        `GRANT SELECT ON ${table} TO lab_api, lab_score`,
      ]),
      'GRANT INSERT, UPDATE (ended_at) ON trusted_lab TO lab_api',
      // What came is never written over, only what was made of it.
      `GRANT INSERT, DELETE, UPDATE (taken_at, adopter_id, vendor_id, scenario_id, scenario_at, algorithm_version_id, algorithm_known,
         benchmark_id) ON foreign_pack TO lab_api`,
      'ALTER TABLE replication ALTER COLUMN case_id DROP NOT NULL',
      'ALTER TABLE replication ADD "foreign_pack_id" uuid',
      `ALTER TABLE "replication" ADD CONSTRAINT "FK_replication_foreign_pack" FOREIGN KEY ("foreign_pack_id") REFERENCES "foreign_pack"("id")`,
      `ALTER TABLE "replication" ADD CONSTRAINT "replication_of_one" CHECK (num_nonnulls(case_id, foreign_pack_id) = 1)`,
      'CREATE INDEX "replication_foreign_pack" ON "replication" ("foreign_pack_id")',
    ])
      await runner.query(statement);
  }
  async down(): Promise<void> {
    throw new Error('what was taken over is not forgotten: restore a backup');
  }
}
