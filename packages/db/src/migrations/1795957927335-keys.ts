import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A key may be compromised from a moment on; a report is known by the digest of what was signed. */
export class Keys1795957927335 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [
      'ALTER TABLE "lab_key" ADD "compromised_since" TIMESTAMP WITH TIME ZONE',
      'ALTER TABLE "report" ADD "digest" text',
      `UPDATE report SET digest = encode(sha256(decode((envelope::jsonb)->>'payload', 'base64')), 'hex')`,
      'CREATE INDEX "IDX_b6048076cc5192401ec362ea39" ON "report" ("digest")',
      // Whoever knows the digest holds the report; of reports nobody has published it is told so much and no more.
      `CREATE FUNCTION report_known(digest text, number text) RETURNS TABLE (certificate text, status text)
         LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
       $$ SELECT c.number, c.status FROM report r
            LEFT JOIN certificate c ON c.report_id = r.report_id AND c.number = $2 AND c.status <> 'new'
          WHERE r.digest = $1 LIMIT 1 $$`,
      'GRANT EXECUTE ON FUNCTION report_known(text, text) TO lab_public, lab_api',
      // Never taken back and never made later: an earlier moment wins.
      `CREATE FUNCTION compromise_key(key text, since timestamptz) RETURNS boolean
         LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public AS $$ BEGIN
         IF NOT app_lab() THEN RAISE EXCEPTION 'the lab marks its keys' USING ERRCODE = 'insufficient_privilege'; END IF;
         UPDATE lab_key SET compromised_since = least(compromised_since, since) WHERE key_id = key;
         RETURN FOUND;
       END $$`,
      'GRANT EXECUTE ON FUNCTION compromise_key(text, timestamptz) TO lab_api',
    ])
      await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('a compromised key would be believed again');
  }
}
