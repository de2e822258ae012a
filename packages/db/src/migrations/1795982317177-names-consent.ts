import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Department and vendor of a case without names each agree that the adopter learns who they are. Each side and the
 * lab read the agreement itself; the adopter only that both are there, since one row would tell a name.
 */
export class NamesConsent1795982317177 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [
      'CREATE TABLE "names_consent" ("replication_id" uuid NOT NULL, "organisation_id" uuid NOT NULL, "person_id" uuid NOT NULL, "at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "names_consent_once" PRIMARY KEY ("replication_id", "organisation_id"))',
      'ALTER TABLE names_consent ENABLE ROW LEVEL SECURITY',
      'CREATE POLICY seen ON names_consent FOR SELECT TO lab_api USING (app_lab_reads() OR organisation_id = app_org())',
      `CREATE POLICY added ON names_consent FOR INSERT TO lab_api WITH CHECK (organisation_id = app_org() AND EXISTS (
         SELECT 1 FROM replication r JOIN lab_case c ON c.id = r.case_id
         WHERE r.id = replication_id AND app_org() IN (c.department_id, c.vendor_id)))`,
      'REVOKE ALL ON names_consent FROM lab_api, lab_score, lab_execute, lab_public',
      'GRANT SELECT, INSERT ON names_consent TO lab_api',
      `CREATE FUNCTION names_told(replication uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
         $$ SELECT NOT c.anonymous OR (
              EXISTS (SELECT 1 FROM names_consent n WHERE n.replication_id = r.id AND n.organisation_id = c.department_id)
              AND EXISTS (SELECT 1 FROM names_consent n WHERE n.replication_id = r.id AND n.organisation_id = c.vendor_id))
            FROM replication r JOIN lab_case c ON c.id = r.case_id WHERE r.id = $1 $$`,
      'REVOKE ALL ON FUNCTION names_told(uuid) FROM PUBLIC',
      'GRANT EXECUTE ON FUNCTION names_told(uuid) TO lab_api',
    ])
      await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION names_told(uuid)');
    await runner.query('DROP TABLE "names_consent"');
  }
}
