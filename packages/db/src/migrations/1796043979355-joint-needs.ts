import type { MigrationInterface, QueryRunner } from 'typeorm';

const refers = (table: string, name: string, column: string, to: string) =>
  `ALTER TABLE "${table}" ADD CONSTRAINT "${table}_${name}" FOREIGN KEY ("${column}") REFERENCES "${to}"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`;
const moment = 'TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now()';

const tables = [
  `CREATE TABLE "joint_need" ("id" uuid NOT NULL, "status" text NOT NULL DEFAULT 'new', "month" text NOT NULL, "title" jsonb NOT NULL,
     "note" text NOT NULL, "lead_id" uuid NOT NULL, "scenario_id" uuid, "likeness" double precision, "reason" text,
     "created_at" ${moment}, CONSTRAINT "joint_need_key" PRIMARY KEY ("id"))`,
  'CREATE INDEX "joint_need_born" ON "joint_need" ("created_at", "id")',
  'CREATE INDEX "joint_need_scenario" ON "joint_need" ("scenario_id")',
  refers('joint_need', 'lead', 'lead_id', 'organisation'),
  refers('joint_need', 'need', 'scenario_id', 'scenario'),
  `CREATE TABLE "joint_member" ("joint_need_id" uuid NOT NULL, "organisation_id" uuid NOT NULL, "scenario_id" uuid NOT NULL,
     "place" integer NOT NULL, "state" text NOT NULL DEFAULT 'asked', "duties" jsonb NOT NULL DEFAULT '{}',
     CONSTRAINT "joint_member_key" PRIMARY KEY ("joint_need_id", "organisation_id"))`,
  'CREATE INDEX "joint_member_organisation" ON "joint_member" ("organisation_id")',
  'CREATE INDEX "joint_member_need" ON "joint_member" ("scenario_id")',
  refers('joint_member', 'joint', 'joint_need_id', 'joint_need'),
  refers('joint_member', 'of', 'organisation_id', 'organisation'),
  refers('joint_member', 'brings', 'scenario_id', 'scenario'),
  `CREATE TABLE "joint_answer" ("joint_need_id" uuid NOT NULL, "organisation_id" uuid NOT NULL, "budget" double precision,
     "reason" text, "person_id" uuid NOT NULL, "at" ${moment}, CONSTRAINT "joint_answer_key" PRIMARY KEY ("joint_need_id", "organisation_id"))`,
  refers('joint_answer', 'joint', 'joint_need_id', 'joint_need'),
  refers('joint_answer', 'of', 'organisation_id', 'organisation'),
  refers('joint_answer', 'person', 'person_id', 'person'),
];

/** These look past row-level security on purpose and answer one narrow question each, of the organisation that asks. */
const definer = (signature: string, returns: string, body: string) =>
  `CREATE FUNCTION ${signature} RETURNS ${returns} LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$ ${body} $$`;
const functions = [
  definer(
    'joint_stands(joint uuid)',
    'boolean',
    `SELECT EXISTS (SELECT 1 FROM joint_member m WHERE m.joint_need_id = $1 AND m.organisation_id = app_org() AND m.state IN ('asked', 'agreed'))`,
  ),
  // Needs that are drafted for the organisation together with others; gone again once it has left.
  definer(
    'joint_drafts()',
    'uuid[]',
    `SELECT coalesce(array_agg(j.scenario_id), '{}') FROM joint_need j JOIN joint_member m ON m.joint_need_id = j.id
     WHERE m.organisation_id = app_org() AND m.state IN ('asked', 'agreed') AND j.scenario_id IS NOT NULL AND j.status <> 'dissolved'`,
  ),
];

/** Joint needs: what is proposed, who is asked, what each answers. */
export class JointNeeds1796043979355 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [
      ...tables,
      ...functions,
      ...['joint_need', 'joint_member', 'joint_answer'].flatMap((table) => [
        `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
        `REVOKE ALL ON ${table} FROM lab_api, lab_score, lab_execute, lab_public`,
      ]),
      'GRANT SELECT, INSERT, UPDATE (status, lead_id, scenario_id, reason) ON joint_need TO lab_api',
      'GRANT SELECT (id, status, month, title, scenario_id, created_at) ON joint_need TO lab_public',
      'GRANT SELECT, INSERT, UPDATE (state, duties) ON joint_member TO lab_api',
      'GRANT SELECT ON joint_member TO lab_public',
      'GRANT SELECT, INSERT, UPDATE (budget, reason, person_id, at) ON joint_answer TO lab_api',
      'GRANT SELECT ON joint_need, joint_member, joint_answer TO lab_score',
      ...['joint_stands(uuid)', 'joint_drafts()'].flatMap((name) => [
        `REVOKE ALL ON FUNCTION ${name} FROM PUBLIC`,
        `GRANT EXECUTE ON FUNCTION ${name} TO lab_api, lab_score`,
      ]),
    ])
      await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('what was agreed on is not forgotten');
  }
}
