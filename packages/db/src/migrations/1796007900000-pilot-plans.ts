import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Plans change by both sides' consent, and rest on papers both have confirmed. */
export class PilotPlans1796007900000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...tables, ...security]) await runner.query(statement);
  }
  async down(): Promise<void> {
    throw new Error('what both sides agreed on is not forgotten: restore a backup');
  }
}

const tables = [
  `ALTER TABLE "pilot" ADD "risks" jsonb NOT NULL DEFAULT '[]'`,
  // Milestones written before had an end alone, and were the department's to see to.
  `UPDATE pilot SET milestones = (SELECT coalesce(jsonb_agg('{"from": null, "owner": "department"}'::jsonb || m.one ORDER BY m.place), '[]')
     FROM jsonb_array_elements(milestones) WITH ORDINALITY AS m (one, place))`,
  `CREATE TABLE "pilot_change" ("id" uuid NOT NULL, "pilot_id" uuid NOT NULL, "reason" text NOT NULL, "before" jsonb NOT
     NULL, "after" jsonb NOT NULL, "proposed_by" uuid NOT NULL, "organisation_id" uuid NOT NULL, "created_at" TIMESTAMP
     WITH TIME ZONE NOT NULL DEFAULT now(), "decision" text, "decided_by" uuid, "decided_at" TIMESTAMP WITH TIME ZONE,
     "remark" text, CONSTRAINT "PK_c36fb4244ce9ea866c4365e5708" PRIMARY KEY ("id"))`,
  'CREATE INDEX "IDX_97a3737661938d10f5816623ad" ON "pilot_change" ("pilot_id")',
  'CREATE UNIQUE INDEX "pilot_change_open" ON "pilot_change" ("pilot_id") WHERE decision IS NULL',
  `CREATE TABLE "pilot_document" ("id" uuid NOT NULL, "pilot_id" uuid NOT NULL, "name" text NOT NULL, "file_name" text NOT
     NULL, "sha256" text NOT NULL, "bytes" bigint NOT NULL, "person_id" uuid NOT NULL, "organisation_id" uuid NOT NULL,
     "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "vendor_at" TIMESTAMP WITH TIME ZONE, "vendor_by"
     uuid, "department_at" TIMESTAMP WITH TIME ZONE, "department_by" uuid, CONSTRAINT
     "PK_3d0f96bed457e95db9f9536977b" PRIMARY KEY ("id"))`,
  'CREATE INDEX "IDX_1716a9a808683f8e00a31a2055" ON "pilot_document" ("pilot_id")',
  ...[
    ['pilot_change', 'FK_97a3737661938d10f5816623ad2', 'pilot_id', 'pilot'],
    ['pilot_change', 'FK_37a837144518e6d1f73e66defcd', 'proposed_by', 'person'],
    ['pilot_document', 'FK_1716a9a808683f8e00a31a20556', 'pilot_id', 'pilot'],
    ['pilot_document', 'FK_49552ea582953f61333556b02f2', 'person_id', 'person'],
    ['pilot_document', 'FK_cce7a11ec25567233ada99a8f66', 'organisation_id', 'organisation'],
  ].map(
    ([table, name, column, of]) =>
      `ALTER TABLE "${table}" ADD CONSTRAINT "${name}" FOREIGN KEY ("${column}") REFERENCES "${of}"("id")`,
  ),
];

const guarded = (table: string, grants: string) => [
  `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
  `REVOKE ALL ON ${table} FROM lab_api, lab_score, lab_execute, lab_public`,
  `GRANT ${grants} ON ${table} TO lab_api`,
];

/** Who sees what is said in `acceptance.border.ts`. What was asked for and brought stays as it came. */
const security = [
  ...guarded('pilot_change', 'SELECT, INSERT, UPDATE (decision, decided_by, decided_at, remark)'),
  ...guarded('pilot_document', 'SELECT, INSERT, UPDATE (vendor_at, vendor_by, department_at, department_by)'),
  // A file that a paper of a pilot names is not collected.
  'GRANT SELECT ON pilot_document TO lab_score',
];
