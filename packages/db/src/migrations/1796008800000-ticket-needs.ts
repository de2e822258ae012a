import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A need that was made of tickets knows them, and they know it. */
export class TicketNeeds1796008800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [
      `CREATE TABLE "ticket_need" ("ticket_id" uuid NOT NULL, "scenario_id" uuid NOT NULL, "created_at" TIMESTAMP WITH TIME
         ZONE NOT NULL DEFAULT now(), CONSTRAINT "PK_3642d0432ecfe835a753d41ce63" PRIMARY KEY ("ticket_id", "scenario_id"))`,
      'CREATE INDEX "IDX_c9cc0553cbaaca80920ba1510f" ON "ticket_need" ("scenario_id")',
      `ALTER TABLE "ticket_need" ADD CONSTRAINT "FK_8a622a39a2687e21f5f849c3248" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id")`,
      `ALTER TABLE "ticket_need" ADD CONSTRAINT "FK_c9cc0553cbaaca80920ba1510f5" FOREIGN KEY ("scenario_id") REFERENCES "scenario"("id")`,
      'ALTER TABLE ticket_need ENABLE ROW LEVEL SECURITY',
      'REVOKE ALL ON ticket_need FROM lab_api, lab_score, lab_execute, lab_public',
      'GRANT SELECT, INSERT ON ticket_need TO lab_api',
    ])
      await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('what a need was made of is not forgotten: restore a backup');
  }
}
