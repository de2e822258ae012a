import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Files that organisations have the lab fetch from addresses. */
export class Fetches1796030836044 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "dataset_fetch"');
  }
}

const statements = [
  `CREATE TABLE "dataset_fetch" ("id" uuid NOT NULL, "dataset_id" uuid NOT NULL, "organisation_id" uuid NOT NULL,
     "person_id" uuid NOT NULL, "address" text NOT NULL, "against_id" uuid, "most" bigint NOT NULL,
     "asked_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "cancelled_at" TIMESTAMP WITH TIME ZONE,
     "tries" integer NOT NULL DEFAULT '0', "beat_at" TIMESTAMP WITH TIME ZONE, "received" bigint NOT NULL DEFAULT '0',
     "expected" bigint, "ended_at" TIMESTAMP WITH TIME ZONE, "problem" jsonb, "unchanged" boolean NOT NULL DEFAULT false,
     "sha256" text, "came_from" text, "etag" text, "last_modified" text, "content_type" text, "upload_id" uuid,
     "dataset_version_id" uuid, CONSTRAINT "PK_dataset_fetch" PRIMARY KEY ("id"),
     CONSTRAINT "FK_dataset_fetch_dataset" FOREIGN KEY ("dataset_id") REFERENCES "dataset"("id"),
     CONSTRAINT "FK_dataset_fetch_organisation" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id"),
     CONSTRAINT "FK_dataset_fetch_against" FOREIGN KEY ("against_id") REFERENCES "dataset_version"("id"),
     CONSTRAINT "FK_dataset_fetch_upload" FOREIGN KEY ("upload_id") REFERENCES "upload"("id"),
     CONSTRAINT "FK_dataset_fetch_version" FOREIGN KEY ("dataset_version_id") REFERENCES "dataset_version"("id"))`,
  'CREATE INDEX "dataset_fetch_open" ON "dataset_fetch" ("asked_at") WHERE ended_at IS NULL',
  'CREATE INDEX "dataset_fetch_of" ON "dataset_fetch" ("dataset_id")',
  'CREATE UNIQUE INDEX "UQ_dataset_fetch_upload" ON "dataset_fetch" ("upload_id")',
  'CREATE INDEX "dataset_fetch_version" ON "dataset_fetch" ("dataset_version_id")',
  'ALTER TABLE dataset_fetch ENABLE ROW LEVEL SECURITY',
  'REVOKE ALL ON dataset_fetch FROM lab_api, lab_score, lab_execute, lab_public',
  // What came of it whoever fetches says, and nobody who answers requests.
  'GRANT SELECT, INSERT (id, dataset_id, organisation_id, person_id, address, against_id, most) ON dataset_fetch TO lab_api',
  'GRANT UPDATE (cancelled_at, dataset_version_id) ON dataset_fetch TO lab_api',
  'GRANT SELECT, UPDATE ON dataset_fetch TO lab_score',
];
