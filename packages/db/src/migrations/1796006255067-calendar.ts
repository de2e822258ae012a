import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Secret addresses of people's calendars: rows of their own, found by nobody who does not hold the secret. */
export class Calendar1796006255067 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [
      `CREATE TABLE "calendar_address" ("person_id" uuid NOT NULL, "organisation_id" uuid NOT NULL, "token_hash" text NOT NULL,
         "language" text NOT NULL, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "last_read_at" TIMESTAMP WITH TIME ZONE,
         CONSTRAINT "UQ_calendar_address_token" UNIQUE ("token_hash"),
         CONSTRAINT "calendar_address_language" CHECK (language IN ('zh', 'en')),
         CONSTRAINT "PK_calendar_address" PRIMARY KEY ("person_id", "organisation_id"))`,
      'ALTER TABLE "calendar_address" ADD CONSTRAINT "FK_calendar_address_person" FOREIGN KEY ("person_id") REFERENCES "person"("id")',
      'ALTER TABLE "calendar_address" ADD CONSTRAINT "FK_calendar_address_organisation" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id")',
      'ALTER TABLE calendar_address ENABLE ROW LEVEL SECURITY',
      'REVOKE ALL ON calendar_address FROM lab_api, lab_score, lab_execute, lab_public',
      `CREATE POLICY own ON calendar_address TO lab_api USING (person_id = app_person() AND organisation_id = app_org())
         WITH CHECK (person_id = app_person() AND organisation_id = app_org())`,
      'GRANT SELECT, INSERT, UPDATE, DELETE ON calendar_address TO lab_api',
      // Whoever asks there has not signed in: the secret is all there is, and all that is asked for.
      `CREATE FUNCTION calendar_address_of(hash text) RETURNS TABLE (person_id uuid, organisation_id uuid, language text)
         LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public AS $$
         UPDATE calendar_address SET last_read_at = now()
           WHERE token_hash = $1 AND (last_read_at IS NULL OR last_read_at < now() - interval '1 minute');
         SELECT c.person_id, c.organisation_id, c.language FROM calendar_address c
         JOIN person p ON p.id = c.person_id AND NOT p.suspended
         JOIN membership m ON m.person_id = c.person_id AND m.organisation_id = c.organisation_id
         WHERE c.token_hash = $1 $$`,
      'REVOKE ALL ON FUNCTION calendar_address_of(text) FROM PUBLIC',
      'GRANT EXECUTE ON FUNCTION calendar_address_of(text) TO lab_api',
      // A person who leaves, or whose secrets all end, loses the address with them, whoever does it.
      `CREATE FUNCTION forget_calendar_address(person uuid, organisation uuid DEFAULT NULL) RETURNS void
         LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public AS
         $$ DELETE FROM calendar_address c WHERE c.person_id = $1 AND ($2 IS NULL OR c.organisation_id = $2) $$`,
      'REVOKE ALL ON FUNCTION forget_calendar_address(uuid, uuid) FROM PUBLIC',
      'GRANT EXECUTE ON FUNCTION forget_calendar_address(uuid, uuid) TO lab_api',
    ])
      await runner.query(statement);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION forget_calendar_address(uuid, uuid)');
    await runner.query('DROP FUNCTION calendar_address_of(text)');
    await runner.query('DROP TABLE "calendar_address"');
  }
}
