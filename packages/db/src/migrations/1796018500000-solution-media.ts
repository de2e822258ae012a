import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Pictures, papers and films of the cards. */
export class SolutionMedia1796018500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [
      `CREATE TABLE "solution_medium" ("id" uuid NOT NULL, "organisation_id" uuid NOT NULL, "person_id" uuid NOT NULL,
         "file_name" text NOT NULL, "source_sha256" text, "read_at" TIMESTAMP WITH TIME ZONE, "problem" jsonb, "kind" text,
         "mime" text, "sha256" text, "small_sha256" text, "bytes" bigint, "width" integer, "height" integer,
         "seconds" double precision, "pages" integer, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
         CONSTRAINT "PK_solution_medium" PRIMARY KEY ("id"))`,
      'ALTER TABLE solution_medium ENABLE ROW LEVEL SECURITY',
      'REVOKE ALL ON solution_medium FROM lab_api, lab_score, lab_execute, lab_public',
      'GRANT SELECT, INSERT ON solution_medium TO lab_api',
      'GRANT SELECT (id, organisation_id, file_name, kind, mime, sha256, small_sha256, bytes, width, height, seconds, pages) ON solution_medium TO lab_public',
      // The role that opens the file writes what came of it and nothing else.
      'GRANT SELECT ON solution_medium TO lab_execute',
      `GRANT UPDATE (read_at, source_sha256, problem, kind, mime, sha256, small_sha256, bytes, width, height, seconds, pages)
         ON solution_medium TO lab_execute`,
      'GRANT SELECT, DELETE, UPDATE (read_at, problem) ON solution_medium TO lab_score',
      'CREATE INDEX "IDX_73a224d058c922df0638bd368b" ON "solution_medium" ("organisation_id")',
      `ALTER TABLE "solution_medium" ADD CONSTRAINT "FK_73a224d058c922df0638bd368b7" FOREIGN KEY ("organisation_id")
         REFERENCES "organisation"("id")`,
      'CREATE INDEX "solution_medium_unread" ON "solution_medium" ("created_at") WHERE read_at IS NULL',
    ])
      await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('what cards show is not forgotten: restore a backup');
  }
}
