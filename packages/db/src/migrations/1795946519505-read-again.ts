import type { MigrationInterface, QueryRunner } from 'typeorm';

const up = [
  `ALTER TABLE "dataset_version" ADD "reading" jsonb NOT NULL DEFAULT '{}'`,
  // Whoever asks may not see somebody else's exam on its data; that there is one it may know.
  `CREATE FUNCTION version_examined(uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
    $$ SELECT EXISTS (SELECT 1 FROM dataset_version WHERE id = $1 AND sealed_at IS NOT NULL)
       OR EXISTS (SELECT 1 FROM benchmark_version WHERE dataset_version_id = $1 AND status <> 'draft') $$`,
  'REVOKE ALL ON FUNCTION version_examined(uuid) FROM PUBLIC',
  'GRANT EXECUTE ON FUNCTION version_examined(uuid) TO lab_api, lab_public',
  // What was counted of a reading that is given up.
  'GRANT DELETE ON dataset_profile TO lab_api',
  `CREATE POLICY given_up ON dataset_profile FOR DELETE TO lab_api USING (dataset_version_id IN (SELECT v.id
     FROM dataset_version v WHERE v.status = 'uploading' AND v.dataset_id IN (SELECT thing_id FROM party
       WHERE organisation_id = app_org() AND "right" IN ('own', 'act'))))`,
];

/** A version's file may be read again, otherwise than before. */
export class ReadAgain1795946519505 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('restore a backup instead');
  }
}
