import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Control groups have evidence: registered addresses, and what the lab's admin answered to each proposal. */
export class Kinship1795957100112 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [
      'ALTER TABLE "organisation" ADD "address" text',
      `CREATE TABLE "kin_decision" ("id" uuid NOT NULL, "one_id" uuid NOT NULL, "other_id" uuid NOT NULL, "kind" text NOT NULL, "value" text NOT NULL, "accepted" boolean NOT NULL DEFAULT false, "reason" text NOT NULL, "person_id" uuid NOT NULL, "at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "PK_kin" PRIMARY KEY ("id"))`,
      'CREATE INDEX "IDX_3d7a7c11f30e0845d67bcd6638" ON "kin_decision" ("one_id", "other_id")',
      'ALTER TABLE "kin_decision" ADD CONSTRAINT "FK_d0cb8a7b682191ff7c4994f9d53" FOREIGN KEY ("one_id") REFERENCES "organisation"("id") ON DELETE NO ACTION ON UPDATE NO ACTION',
      'ALTER TABLE "kin_decision" ADD CONSTRAINT "FK_5cde2b77586fc37418ea207f1d3" FOREIGN KEY ("other_id") REFERENCES "organisation"("id") ON DELETE NO ACTION ON UPDATE NO ACTION',
      'ALTER TABLE "kin_decision" ADD CONSTRAINT "FK_05c987df4e46bfeac67ac733bb5" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE NO ACTION ON UPDATE NO ACTION',
      'ALTER TABLE kin_decision ENABLE ROW LEVEL SECURITY',
      'CREATE POLICY seen ON kin_decision FOR SELECT TO lab_api USING (app_lab_reads())',
      'CREATE POLICY added ON kin_decision FOR INSERT TO lab_api WITH CHECK (app_lab())',
      'REVOKE ALL ON kin_decision FROM lab_api, lab_score, lab_execute, lab_public',
      'GRANT SELECT, INSERT ON kin_decision TO lab_api',
      // A group is set by the lab alone, whatever is asked of the API.
      'REVOKE INSERT, UPDATE, DELETE ON control_group FROM lab_api, lab_score',
      'GRANT INSERT, UPDATE (name) ON control_group TO lab_api',
      'ALTER TABLE control_group ENABLE ROW LEVEL SECURITY',
      'CREATE POLICY seen ON control_group FOR SELECT TO lab_api, lab_score USING (true)',
      'CREATE POLICY made ON control_group FOR INSERT TO lab_api WITH CHECK (app_lab())',
      'CREATE POLICY named ON control_group FOR UPDATE TO lab_api USING (app_lab())',
      `CREATE FUNCTION guard_kinship() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
         IF current_user = 'lab_api' AND NOT app_lab() THEN RAISE EXCEPTION 'control groups are set by the lab' USING ERRCODE = '42501'; END IF;
         RETURN NEW; END $$`,
      `CREATE TRIGGER guard_kinship BEFORE UPDATE ON organisation FOR EACH ROW
         WHEN (OLD.control_group_id IS DISTINCT FROM NEW.control_group_id) EXECUTE FUNCTION guard_kinship()`,
    ])
      await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('what was decided is not forgotten');
  }
}
