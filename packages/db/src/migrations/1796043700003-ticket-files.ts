import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Pictures and papers that reporters hand in with a ticket. */
export class TicketFiles1796043700003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [
      `CREATE TABLE "ticket_file" ("id" uuid NOT NULL, "ticket_id" uuid NOT NULL, "file_name" text NOT NULL, "source_sha256" text,
         "read_at" TIMESTAMP WITH TIME ZONE, "problem" jsonb, "kind" text, "mime" text, "sha256" text, "small_sha256" text,
         "bytes" bigint, "width" integer, "height" integer, "pages" integer,
         "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "PK_ticket_file" PRIMARY KEY ("id"))`,
      'ALTER TABLE "ticket_file" ADD CONSTRAINT "FK_ticket_file_ticket" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id")',
      'CREATE INDEX "ticket_file_ticket" ON "ticket_file" ("ticket_id")',
      'CREATE INDEX "ticket_file_unread" ON "ticket_file" ("created_at") WHERE read_at IS NULL',
      'ALTER TABLE ticket_file ENABLE ROW LEVEL SECURITY',
      'REVOKE ALL ON ticket_file FROM lab_api, lab_score, lab_execute, lab_public',
      'GRANT SELECT, INSERT (id, ticket_id, file_name, source_sha256) ON ticket_file TO lab_api',
      // The role that opens the file writes what came of it and nothing else.
      'GRANT SELECT ON ticket_file TO lab_execute',
      `GRANT UPDATE (read_at, source_sha256, problem, kind, mime, sha256, small_sha256, bytes, width, height, pages)
         ON ticket_file TO lab_execute`,
      'GRANT SELECT, DELETE, UPDATE (read_at, source_sha256, problem) ON ticket_file TO lab_score',
    ])
      await runner.query(statement);
  }
  async down(): Promise<void> {
    throw new Error('what was handed in is not forgotten: restore a backup');
  }
}
