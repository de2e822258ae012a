import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Monthly reports and who signed them. */
export class MonthlyReports1795986155591 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [
      `CREATE TABLE "monthly_report" ("month" text NOT NULL, "figures" jsonb, "digest" text, "drafted_at" TIMESTAMP WITH TIME ZONE,
         "issued_at" TIMESTAMP WITH TIME ZONE, "key_id" text, "envelope" text, "pdf_zh_sha256" text, "pdf_en_sha256" text,
         CONSTRAINT "PK_monthly_report" PRIMARY KEY ("month"))`,
      `CREATE TABLE "monthly_signature" ("month" text NOT NULL, "person_id" uuid NOT NULL, "digest" text NOT NULL,
         "at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "PK_monthly_signature" PRIMARY KEY ("month", "person_id"))`,
      ...['monthly_report', 'monthly_signature'].flatMap((table) => [
        `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
        `REVOKE ALL ON ${table} FROM lab_api, lab_score, lab_execute, lab_public`,
        `CREATE POLICY seen ON ${table} FOR SELECT TO lab_api USING (app_lab_reads())`,
        `CREATE POLICY system ON ${table} TO lab_score USING (true) WITH CHECK (true)`,
        `GRANT SELECT ON ${table} TO lab_api`,
      ]),
      'GRANT SELECT, INSERT, UPDATE ON monthly_report TO lab_score',
      'GRANT SELECT ON monthly_signature TO lab_score',
      // What is asked for is empty; what is sealed stays, whoever asks.
      `CREATE POLICY asked ON monthly_report FOR INSERT TO lab_api WITH CHECK (app_lab() AND figures IS NULL AND issued_at IS NULL)`,
      `CREATE POLICY asked_anew ON monthly_report FOR DELETE TO lab_api USING (app_lab() AND issued_at IS NULL)`,
      'GRANT INSERT (month), DELETE ON monthly_report TO lab_api',
      // Nobody signs in another's name, and no signature is taken from under a sealed report.
      `CREATE POLICY own ON monthly_signature FOR INSERT TO lab_api WITH CHECK (app_lab() AND person_id = app_person())`,
      `CREATE POLICY fallen ON monthly_signature FOR DELETE TO lab_api
         USING (app_lab() AND NOT EXISTS (SELECT 1 FROM monthly_report r WHERE r.month = monthly_signature.month AND r.issued_at IS NOT NULL))`,
      'GRANT INSERT (month, person_id, digest), DELETE ON monthly_signature TO lab_api',
    ])
      await runner.query(statement);
  }
  async down(): Promise<void> {
    throw new Error('what was signed is not forgotten');
  }
}
