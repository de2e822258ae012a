import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Documents a need is read out of. */
export class NeedPapers1796031167247 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [
      `CREATE TABLE "need_paper" ("id" uuid NOT NULL, "organisation_id" uuid NOT NULL, "person_id" uuid NOT NULL,
         "file_name" text NOT NULL, "source_sha256" text, "read_at" TIMESTAMP WITH TIME ZONE, "problem" jsonb, "found" jsonb,
         "scenario_id" uuid, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
         CONSTRAINT "need_paper_key" PRIMARY KEY ("id"))`,
      'ALTER TABLE need_paper ENABLE ROW LEVEL SECURITY',
      'REVOKE ALL ON need_paper FROM lab_api, lab_score, lab_execute, lab_public',
      'GRANT SELECT, INSERT, UPDATE (scenario_id) ON need_paper TO lab_api',
      // The role that opens the file writes what it says and nothing else.
      'GRANT SELECT, UPDATE (read_at, source_sha256, problem, found) ON need_paper TO lab_execute',
      'GRANT SELECT, DELETE, UPDATE (read_at, source_sha256, problem) ON need_paper TO lab_score',
      `ALTER TABLE "need_paper" ADD CONSTRAINT "need_paper_organisation" FOREIGN KEY ("organisation_id")
         REFERENCES "organisation"("id")`,
      'CREATE INDEX "need_paper_of" ON "need_paper" ("organisation_id")',
      'CREATE INDEX "need_paper_draft" ON "need_paper" ("scenario_id")',
      'CREATE INDEX "need_paper_unread" ON "need_paper" ("created_at") WHERE read_at IS NULL',
    ])
      await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('drafts name what they were read from: restore a backup');
  }
}
