import type { MigrationInterface, QueryRunner } from 'typeorm';

const moment = 'TIMESTAMP WITH TIME ZONE';
const refers = (table: string, name: string, column: string, to: string) =>
  `ALTER TABLE "${table}" ADD CONSTRAINT "${table}_${name}" FOREIGN KEY ("${column}") REFERENCES "${to}"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`;

/** What the lab remarks on at single fields of cards and needs, and what was returned, as it was then. */
export class FieldRemarks1796057300180 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [
      `CREATE TABLE "field_remark" ("id" uuid NOT NULL, "status" text NOT NULL DEFAULT 'new', "thing" text NOT NULL, "thing_id" uuid NOT NULL,
         "owner_id" uuid NOT NULL, "field" text NOT NULL, "text" text NOT NULL, "was" jsonb, "answer" text, "answered_at" ${moment},
         "follows_id" uuid, "person_id" uuid NOT NULL, "at" ${moment} NOT NULL DEFAULT now(), CONSTRAINT "field_remark_key" PRIMARY KEY ("id"))`,
      'CREATE INDEX "field_remark_of" ON "field_remark" ("thing_id", "thing")',
      refers('field_remark', 'owner', 'owner_id', 'organisation'),
      refers('field_remark', 'follows', 'follows_id', 'field_remark'),
      refers('field_remark', 'person', 'person_id', 'person'),
      `CREATE TABLE "review_return" ("id" uuid NOT NULL, "thing" text NOT NULL, "thing_id" uuid NOT NULL, "owner_id" uuid NOT NULL,
         "body" jsonb NOT NULL, "at" ${moment} NOT NULL DEFAULT now(), CONSTRAINT "review_return_key" PRIMARY KEY ("id"))`,
      'CREATE INDEX "review_return_of" ON "review_return" ("thing_id", "thing")',
      refers('review_return', 'owner', 'owner_id', 'organisation'),
      ...['field_remark', 'review_return'].flatMap((table) => [
        `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
        `REVOKE ALL ON ${table} FROM lab_api, lab_score, lab_execute, lab_public`,
      ]),
      'GRANT SELECT, INSERT, UPDATE (status, answer, answered_at) ON field_remark TO lab_api',
      'GRANT SELECT, INSERT ON review_return TO lab_api',
    ])
      await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('what was remarked on is not forgotten');
  }
}
