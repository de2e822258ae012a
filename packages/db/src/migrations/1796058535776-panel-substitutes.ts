import type { MigrationInterface, QueryRunner } from 'typeorm';

const ofCall = (condition: string) =>
  `EXISTS (SELECT 1 FROM open_call c WHERE c.id = panel_substitute.call_id AND (${condition}))`;

/** Who sits on a panel for whom that fell away: declared like the others, on record, never changed. */
export class PanelSubstitutes1796058535776 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [
      `CREATE TABLE "panel_substitute" ("call_id" uuid NOT NULL, "number" integer NOT NULL, "for_number" integer NOT NULL,
         "name" text NOT NULL, "organisation" text NOT NULL, "ties" text NOT NULL, "reason" text NOT NULL, "person_id" uuid NOT NULL,
         "at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
         CONSTRAINT "panel_substitute_key" PRIMARY KEY ("call_id", "number"))`,
      'CREATE UNIQUE INDEX "panel_substitute_once" ON "panel_substitute" ("call_id", "for_number")',
      `ALTER TABLE "panel_substitute" ADD CONSTRAINT "panel_substitute_of_call" FOREIGN KEY ("call_id") REFERENCES "open_call"("id")`,
      `ALTER TABLE "panel_substitute" ADD CONSTRAINT "panel_substitute_person" FOREIGN KEY ("person_id") REFERENCES "person"("id")`,
      'ALTER TABLE panel_substitute ENABLE ROW LEVEL SECURITY',
      'REVOKE ALL ON panel_substitute FROM lab_api, lab_score, lab_execute, lab_public',
      'GRANT SELECT, INSERT ON panel_substitute TO lab_api',
      // Why somebody fell away is for those who run the call.
      'GRANT SELECT (call_id, number, for_number, name, organisation, ties, at) ON panel_substitute TO lab_public',
      `CREATE POLICY seen ON panel_substitute FOR SELECT TO lab_api, lab_public USING (${ofCall('true')})`,
      `CREATE POLICY added ON panel_substitute FOR INSERT TO lab_api
         WITH CHECK (${ofCall("c.department_id = app_org() AND c.status IN ('open', 'opened')")} AND person_id = app_person())`,
    ])
      await runner.query(statement);
  }
  async down(): Promise<void> {
    throw new Error('who judged for whom stands on record: restore a backup');
  }
}
