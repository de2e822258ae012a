import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Files of a data set's rows that were written and may be named no more: none of them outlasts that. */
export class RowFiles1795974000715 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [
      `CREATE TABLE "row_file" ("dataset_id" uuid NOT NULL, "sha256" text NOT NULL,
         CONSTRAINT "PK_row_file" PRIMARY KEY ("dataset_id", "sha256"))`,
      `INSERT INTO row_file SELECT DISTINCT v.dataset_id, s.sha256 FROM dataset_download o
         JOIN dataset_version v ON v.id = o.dataset_version_id, unnest(ARRAY[o.csv_sha256, o.jsonl_sha256]) s(sha256)
         WHERE s.sha256 IS NOT NULL`,
      'ALTER TABLE row_file ADD CONSTRAINT "FK_row_file_dataset" FOREIGN KEY ("dataset_id") REFERENCES "dataset"("id")',
      'ALTER TABLE row_file ENABLE ROW LEVEL SECURITY',
      'REVOKE ALL ON row_file FROM lab_api, lab_score, lab_execute, lab_public',
      'CREATE POLICY system ON row_file TO lab_score USING (true) WITH CHECK (true)',
      'GRANT SELECT, INSERT, DELETE ON row_file TO lab_score',
      // A version that is read again leaves its earlier table and pictures behind.
      `CREATE FUNCTION leave_row_file() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$ BEGIN
         INSERT INTO row_file (dataset_id, sha256)
           SELECT OLD.dataset_id, s.sha256 FROM unnest(ARRAY[OLD.table_sha256, OLD.files_sha256]) s(sha256)
           WHERE s.sha256 IS NOT NULL ON CONFLICT DO NOTHING;
         RETURN NULL;
       END $$`,
      `CREATE TRIGGER row_file_left AFTER UPDATE OF table_sha256, files_sha256 ON dataset_version FOR EACH ROW
         WHEN (OLD.table_sha256 IS DISTINCT FROM NEW.table_sha256 OR OLD.files_sha256 IS DISTINCT FROM NEW.files_sha256)
         EXECUTE FUNCTION leave_row_file()`,
    ])
      await runner.query(statement);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TRIGGER row_file_left ON dataset_version');
    await runner.query('DROP FUNCTION leave_row_file');
    await runner.query('DROP TABLE "row_file"');
  }
}
