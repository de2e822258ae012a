import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the lab does to the synonyms it was shipped with. */
export class Synonyms1795995851086 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [
      `CREATE TABLE "synonym_change" ("id" uuid NOT NULL, "key" text NOT NULL, "deed" text NOT NULL,
         "zh" text array NOT NULL DEFAULT '{}', "en" text array NOT NULL DEFAULT '{}', "reason" text NOT NULL,
         "person_id" uuid NOT NULL, "at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
         CONSTRAINT "PK_synonym_change" PRIMARY KEY ("id"),
         CONSTRAINT "synonym_change_deed" CHECK (deed IN ('saved', 'off', 'removed', 'restored')),
         CONSTRAINT "FK_synonym_change_person" FOREIGN KEY ("person_id") REFERENCES "person"("id"))`,
      'ALTER TABLE synonym_change ENABLE ROW LEVEL SECURITY',
      'REVOKE ALL ON synonym_change FROM lab_api, lab_score, lab_execute, lab_public',
      'GRANT SELECT, INSERT ON synonym_change TO lab_api',
      'GRANT SELECT (id, key, deed, zh, en, at) ON synonym_change TO lab_public',
    ])
      await runner.query(statement);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "synonym_change"');
  }
}
