import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people follow, and the searches they keep: rows of their own, and nobody else's. */
export class Follows1795985231847 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [
      `CREATE TABLE "follow" ("person_id" uuid NOT NULL, "organisation_id" uuid NOT NULL, "thing" text NOT NULL,
         "thing_id" uuid NOT NULL, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
         CONSTRAINT "follow_thing" CHECK (thing IN ('scenario', 'benchmark', 'dataset', 'algorithm', 'organisation')),
         CONSTRAINT "PK_follow" PRIMARY KEY ("person_id", "organisation_id", "thing", "thing_id"))`,
      'CREATE INDEX "IDX_follow_thing" ON "follow" ("thing_id", "thing")',
      `CREATE TABLE "saved_search" ("id" uuid NOT NULL, "person_id" uuid NOT NULL, "organisation_id" uuid NOT NULL,
         "name" text NOT NULL, "list" text NOT NULL, "filters" jsonb NOT NULL,
         "seen_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
         CONSTRAINT "PK_saved_search" PRIMARY KEY ("id"))`,
      'CREATE INDEX "IDX_saved_search_person" ON "saved_search" ("person_id", "organisation_id")',
      ...['follow', 'saved_search'].flatMap((table) => [
        `ALTER TABLE "${table}" ADD CONSTRAINT "FK_${table}_person" FOREIGN KEY ("person_id") REFERENCES "person"("id")`,
        `ALTER TABLE "${table}" ADD CONSTRAINT "FK_${table}_organisation" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id")`,
        `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
        `REVOKE ALL ON ${table} FROM lab_api, lab_score, lab_execute, lab_public`,
        `CREATE POLICY own ON ${table} TO lab_api USING (person_id = app_person() AND organisation_id = app_org())
           WITH CHECK (person_id = app_person() AND organisation_id = app_org())`,
      ]),
      'GRANT SELECT, INSERT, DELETE ON follow, saved_search TO lab_api',
      'GRANT UPDATE (seen_at) ON saved_search TO lab_api',
      // Whoever decides who is told reads who follows.
      'CREATE POLICY system ON follow FOR SELECT TO lab_score USING (true)',
      'GRANT SELECT ON follow TO lab_score',
    ])
      await runner.query(statement);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "saved_search"');
    await runner.query('DROP TABLE "follow"');
  }
}
