import type { MigrationInterface, QueryRunner } from 'typeorm';

const since = (thing: string, row: string) =>
  `coalesce((SELECT max(v.at) FROM event v WHERE v.thing = '${thing}' AND v.thing_id = ${row}.id AND v.to_status = ${row}.status), ${row}.issued_at)`;

/** What the lab signed and took back, in one list for everybody, and the signed file of it. */
export class StatusList1796044335295 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [
      // Numbers and what became of them: what every public page of one says, and no name.
      `CREATE FUNCTION status_entries() RETURNS TABLE (kind text, number text, status text, at timestamptz)
         LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
         SELECT 'certificate', c.number, c.status, c.status_at FROM certificate c WHERE c.status IN ('suspended', 'revoked')
         UNION ALL SELECT 'badge', b.number, b.status, ${since('badge', 'b')} FROM badge b
           WHERE b.number IS NOT NULL AND b.status IN ('lost', 'revoked')
         UNION ALL SELECT 'training', t.certificate, t.status, ${since('trainee', 't')} FROM trainee t
           WHERE t.certificate IS NOT NULL AND t.status = 'revoked'
         ORDER BY 2 $$`,
      'REVOKE ALL ON FUNCTION status_entries() FROM PUBLIC',
      'GRANT EXECUTE ON FUNCTION status_entries() TO lab_public, lab_api, lab_score',
      `CREATE TABLE "status_list" ("id" integer NOT NULL, "digest" text NOT NULL, "key_id" text NOT NULL, "envelope" text NOT NULL,
         "issued_at" TIMESTAMP WITH TIME ZONE NOT NULL, CONSTRAINT "status_list_key" PRIMARY KEY ("id"))`,
      'ALTER TABLE status_list ENABLE ROW LEVEL SECURITY',
      'REVOKE ALL ON status_list FROM lab_api, lab_score, lab_execute, lab_public',
      'GRANT SELECT ON status_list TO lab_api, lab_public',
      'GRANT SELECT, INSERT, UPDATE ON status_list TO lab_score',
    ])
      await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('what was signed is not forgotten');
  }
}
