import type { MigrationInterface, QueryRunner } from 'typeorm';

const refers = (table: string, name: string, column: string, to: string) =>
  `ALTER TABLE "${table}" ADD CONSTRAINT "${table}_${name}" FOREIGN KEY ("${column}") REFERENCES "${to}"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`;

/** That the lab has seen the document of a qualification, as it was told then; and which days were reminded of. */
export class Qualifications1796046765313 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [
      `CREATE TABLE "qualification_seen" ("id" uuid NOT NULL, "solution_id" uuid NOT NULL, "told" jsonb NOT NULL, "person_id" uuid NOT NULL,
         "at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "qualification_seen_key" PRIMARY KEY ("id"))`,
      'CREATE INDEX "qualification_seen_of" ON "qualification_seen" ("solution_id")',
      refers('qualification_seen', 'solution', 'solution_id', 'solution'),
      refers('qualification_seen', 'person', 'person_id', 'person'),
      `CREATE TABLE "qualification_reminder" ("solution_id" uuid NOT NULL, "name" text NOT NULL, "expires" date NOT NULL,
         "days" integer NOT NULL, CONSTRAINT "qualification_reminder_key" PRIMARY KEY ("solution_id", "name", "expires", "days"))`,
      refers('qualification_reminder', 'solution', 'solution_id', 'solution'),
      ...['qualification_seen', 'qualification_reminder'].flatMap((table) => [
        `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
        `REVOKE ALL ON ${table} FROM lab_api, lab_score, lab_execute, lab_public`,
      ]),
      'GRANT SELECT, INSERT ON qualification_seen TO lab_api',
      'GRANT SELECT (id, solution_id, told, at) ON qualification_seen TO lab_public',
      'GRANT SELECT ON qualification_seen TO lab_score',
      'GRANT SELECT, INSERT ON qualification_reminder TO lab_score',
    ])
      await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('what was seen is not forgotten');
  }
}
