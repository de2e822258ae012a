import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lists that come as files: their lines wait here until the lab has looked at them. */
export class ListImports1795985886290 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }
  async down(): Promise<void> {
    throw new Error('what was imported is not forgotten: restore a backup');
  }
}

const seen = 'CREATE POLICY seen ON TABLE_NAME FOR SELECT TO lab_api USING (app_lab_reads())';
const of = (table: string) => [
  `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
  seen.replace('TABLE_NAME', table),
  `CREATE POLICY added ON ${table} FOR INSERT TO lab_api WITH CHECK (app_lab())`,
  `CREATE POLICY changed ON ${table} FOR UPDATE TO lab_api USING (app_lab())`,
  `CREATE POLICY system ON ${table} TO lab_execute, lab_score USING (true) WITH CHECK (true)`,
  `REVOKE ALL ON ${table} FROM lab_api, lab_score, lab_execute, lab_public`,
  `GRANT SELECT, INSERT, UPDATE ON ${table} TO lab_api`,
  `GRANT SELECT ON ${table} TO lab_score`,
];

const statements = [
  `CREATE TABLE "list_import" ("id" uuid NOT NULL, "organisation_id" uuid NOT NULL, "person_id" uuid NOT NULL, "file_name" text NOT NULL,
     "sha256" text NOT NULL, "read_at" TIMESTAMP WITH TIME ZONE, "problems" jsonb, "undone_at" TIMESTAMP WITH TIME ZONE,
     "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "PK_list_import" PRIMARY KEY ("id"))`,
  `CREATE TABLE "list_import_row" ("import_id" uuid NOT NULL, "number" integer NOT NULL, "kind" text NOT NULL, "sheet" text NOT NULL,
     "row" integer NOT NULL, "said" jsonb NOT NULL, "unit" double precision, "digest" text, "thing_id" uuid,
     "made_organisation_id" uuid, "made_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "PK_list_import_row" PRIMARY KEY ("import_id", "number"),
     CONSTRAINT "FK_59cdf5b75b6f1a06ae2fc8710c1" FOREIGN KEY ("import_id") REFERENCES "list_import"("id"))`,
  'CREATE INDEX "list_import_row_digest" ON "list_import_row" ("digest")',
  ...of('list_import'),
  ...of('list_import_row'),
  // The role that opens the file writes what it found and nothing else.
  'GRANT SELECT, UPDATE (read_at, problems) ON list_import TO lab_execute',
  'GRANT INSERT, SELECT (import_id, number) ON list_import_row TO lab_execute',
];
