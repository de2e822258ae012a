import type { MigrationInterface, QueryRunner } from 'typeorm';

const asksIt =
  'EXISTS (SELECT 1 FROM clarification_asker a WHERE a.clarification_id = clarification.id AND a.organisation_id = app_org())';
const ownsNeed = 'EXISTS (SELECT 1 FROM scenario s WHERE s.id = scenario_id AND s.owner_id = app_org())';
const seesNeed = 'EXISTS (SELECT 1 FROM scenario s WHERE s.id = scenario_id)';
const open = 'answered_at IS NOT NULL';

/** Questions on a need and their answers. Who asked lies in a table of its own, seen by the asker and the lab alone. */
export class Clarifications1795995954985 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [
      `CREATE TABLE "clarification" ("id" uuid NOT NULL, "scenario_id" uuid NOT NULL, "number" integer, "question" jsonb NOT NULL,
         "answer" jsonb, "asked_on" date NOT NULL, "answered_at" TIMESTAMP WITH TIME ZONE,
         "withdrawn_at" TIMESTAMP WITH TIME ZONE, "removed_at" TIMESTAMP WITH TIME ZONE, "removed_reason" text,
         CONSTRAINT "clarification_key" PRIMARY KEY ("id"),
         CONSTRAINT "clarification_answered" CHECK ((answered_at IS NULL) = (answer IS NULL) AND (answered_at IS NULL) = (number IS NULL)),
         CONSTRAINT "clarification_withdrawn" CHECK (withdrawn_at IS NULL OR answered_at IS NULL),
         CONSTRAINT "clarification_removed" CHECK ((removed_at IS NULL) = (removed_reason IS NULL)))`,
      'CREATE UNIQUE INDEX "clarification_number" ON "clarification" ("scenario_id", "number")',
      'ALTER TABLE "clarification" ADD CONSTRAINT "clarification_of_need" FOREIGN KEY ("scenario_id") REFERENCES "scenario"("id") ON DELETE NO ACTION ON UPDATE NO ACTION',
      `CREATE TABLE "clarification_asker" ("clarification_id" uuid NOT NULL, "person_id" uuid NOT NULL, "organisation_id" uuid NOT NULL,
         CONSTRAINT "clarification_asker_key" PRIMARY KEY ("clarification_id"))`,
      `CREATE TABLE "asker_look" ("id" uuid NOT NULL, "clarification_id" uuid NOT NULL, "person_id" uuid NOT NULL, "reason" text NOT NULL,
         "at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "asker_look_key" PRIMARY KEY ("id"))`,
      'CREATE INDEX "asker_look_question" ON "asker_look" ("clarification_id")',
      'ALTER TABLE "asker_look" ADD CONSTRAINT "asker_look_of_question" FOREIGN KEY ("clarification_id") REFERENCES "clarification"("id") ON DELETE NO ACTION ON UPDATE NO ACTION',
      'ALTER TABLE "asker_look" ADD CONSTRAINT "asker_look_person" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE NO ACTION ON UPDATE NO ACTION',
      ...[
        ['of_question', 'clarification_id', 'clarification'],
        ['person', 'person_id', 'person'],
        ['organisation', 'organisation_id', 'organisation'],
      ].map(
        ([name, column, table]) =>
          `ALTER TABLE "clarification_asker" ADD CONSTRAINT "clarification_asker_${name}" FOREIGN KEY ("${column}") REFERENCES "${table}"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
      ),
      ...['clarification', 'clarification_asker', 'asker_look'].flatMap((table) => [
        `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
        `REVOKE ALL ON ${table} FROM lab_api, lab_score, lab_execute, lab_public`,
      ]),
      'CREATE POLICY seen ON clarification_asker FOR SELECT TO lab_api USING (organisation_id = app_org() OR app_lab())',
      'CREATE POLICY added ON clarification_asker FOR INSERT TO lab_api WITH CHECK (organisation_id = app_org() AND person_id = app_person())',
      'GRANT SELECT, INSERT ON clarification_asker TO lab_api',
      // Whoever was looked up may know that, and why.
      'CREATE POLICY seen ON asker_look FOR SELECT TO lab_api USING (app_lab_reads() OR EXISTS (SELECT 1 FROM clarification_asker a WHERE a.clarification_id = asker_look.clarification_id AND a.organisation_id = app_org()))',
      'CREATE POLICY added ON asker_look FOR INSERT TO lab_api WITH CHECK (app_lab() AND person_id = app_person())',
      'GRANT SELECT, INSERT ON asker_look TO lab_api',
      // Before it is answered a question is its asker's, the department's and the lab's; a question taken back is no longer the department's.
      `CREATE POLICY seen ON clarification FOR SELECT TO lab_api USING (${seesNeed} AND (${open} OR app_lab_reads()
         OR ${asksIt} OR (withdrawn_at IS NULL AND ${ownsNeed})))`,
      `CREATE POLICY seen_public ON clarification FOR SELECT TO lab_public USING (${open} AND ${seesNeed})`,
      `CREATE POLICY added ON clarification FOR INSERT TO lab_api WITH CHECK (app_person() IS NOT NULL AND answered_at IS NULL
         AND EXISTS (SELECT 1 FROM scenario s WHERE s.id = scenario_id AND s.status = 'published' AND s.owner_id <> app_org()))`,
      `CREATE POLICY changed ON clarification FOR UPDATE TO lab_api USING (${ownsNeed} OR app_lab() OR ${asksIt})
         WITH CHECK (${ownsNeed} OR (app_lab() AND (removed_at IS NOT NULL OR withdrawn_at IS NOT NULL)) OR (${asksIt} AND answered_at IS NULL))`,
      'GRANT SELECT, INSERT ON clarification TO lab_api',
      'GRANT UPDATE (number, answer, answered_at, withdrawn_at, removed_at, removed_reason) ON clarification TO lab_api',
      'GRANT SELECT ON clarification TO lab_public',
    ])
      await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "asker_look"');
    await runner.query('DROP TABLE "clarification_asker"');
    await runner.query('DROP TABLE "clarification"');
  }
}
