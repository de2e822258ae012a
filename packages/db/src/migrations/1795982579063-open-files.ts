import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The files of a version that a harvester may be told of, with their digests: of published open data alone. A digest of
 * other rows would let somebody who guesses them be sure.
 */
export class OpenFiles1795982579063 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE FUNCTION open_files(version uuid)
      RETURNS TABLE(csv_bytes bigint, csv_sha256 text, jsonl_bytes bigint, jsonl_sha256 text)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
        SELECT f.csv_bytes, f.csv_sha256, f.jsonl_bytes, f.jsonl_sha256 FROM dataset_download f
          JOIN dataset_version v ON v.id = f.dataset_version_id JOIN dataset d ON d.id = v.dataset_id
        WHERE v.id = $1 AND v.status = 'ready' AND d.access_mode = 'open' AND d.listed IS NOT NULL AND d.status <> 'delisted' $$`);
    await runner.query('REVOKE ALL ON FUNCTION open_files FROM PUBLIC');
    await runner.query('GRANT EXECUTE ON FUNCTION open_files TO lab_public, lab_api');
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION open_files');
  }
}
