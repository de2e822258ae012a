import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Personal data masked into a new version: what was chosen, what came of it, and the key that tokens are made with. */
export class Masking1796018624442 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }
  async down(): Promise<void> {
    throw new Error('tokens could not be made again: restore a backup');
  }
}

const statements = [
  'ALTER TABLE dataset_version ADD "masked_from" uuid',
  `ALTER TABLE dataset_version ADD CONSTRAINT "FK_dataset_version_masked_from" FOREIGN KEY ("masked_from") REFERENCES "dataset_version"("id")`,
  `CREATE TABLE "dataset_masking" ("dataset_version_id" uuid NOT NULL, "dataset_id" uuid NOT NULL, "masks" jsonb NOT NULL,
     "asked_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "problems" jsonb, "preview" jsonb, "sha256" text, "bytes" bigint,
     CONSTRAINT "PK_dataset_masking" PRIMARY KEY ("dataset_version_id"),
     CONSTRAINT "FK_dataset_masking_version" FOREIGN KEY ("dataset_version_id") REFERENCES "dataset_version"("id"),
     CONSTRAINT "FK_dataset_masking_dataset" FOREIGN KEY ("dataset_id") REFERENCES "dataset"("id"))`,
  `CREATE TABLE "mask_key" ("dataset_id" uuid NOT NULL, "key" text NOT NULL, CONSTRAINT "PK_mask_key" PRIMARY KEY ("dataset_id"),
     CONSTRAINT "FK_mask_key_dataset" FOREIGN KEY ("dataset_id") REFERENCES "dataset"("id"))`,
  ...['dataset_masking', 'mask_key'].flatMap((table) => [
    `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
    `REVOKE ALL ON ${table} FROM lab_api, lab_score, lab_execute, lab_public`,
  ]),
  // The owner chooses and looks; what came of it only the role that opens files writes.
  'GRANT SELECT, INSERT (dataset_version_id, dataset_id, masks), DELETE ON dataset_masking TO lab_api',
  'GRANT SELECT, UPDATE (problems, preview, sha256, bytes) ON dataset_masking TO lab_execute',
  // Whoever wakes what waits sees that it waits, and nothing of what was chosen nor of what came of it.
  'GRANT SELECT (dataset_version_id, dataset_id, asked_at, problems, sha256) ON dataset_masking TO lab_score',
  // Whoever answers requests has no look at the key: a token could be tried out there.
  'GRANT SELECT, INSERT ON mask_key TO lab_execute',
  // A masked table that was not taken is a file of rows like any other: it goes when nothing names it any more.
  `CREATE FUNCTION leave_masked_file() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$ BEGIN
     INSERT INTO row_file (dataset_id, sha256) VALUES (OLD.dataset_id, OLD.sha256) ON CONFLICT DO NOTHING;
     RETURN NULL;
   END $$`,
  `CREATE TRIGGER masked_file_left AFTER DELETE ON dataset_masking FOR EACH ROW WHEN (OLD.sha256 IS NOT NULL)
     EXECUTE FUNCTION leave_masked_file()`,
];
