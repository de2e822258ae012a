import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Data sets of other catalogues among ours, and the log of what was taken over, by whom, and what stood before. */
export class CatalogueImports1795983113714 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [
      'ALTER TABLE dataset ADD "harvest" jsonb, ADD "harvest_key" text',
      'GRANT SELECT (harvest) ON dataset TO lab_public',
      `CREATE TABLE "catalogue_import" ("id" uuid NOT NULL, "organisation_id" uuid NOT NULL, "person_id" uuid NOT NULL,
         "kind" text NOT NULL, "file_name" text NOT NULL, "source" text NOT NULL, "counts" jsonb NOT NULL, "lines" jsonb NOT NULL,
         "before" jsonb NOT NULL, "at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "undone_at" TIMESTAMP WITH TIME ZONE,
         "kept" integer NOT NULL DEFAULT 0, CONSTRAINT "PK_a4bbd7afa6f2123d4f7985aabf4" PRIMARY KEY ("id"),
         CONSTRAINT "FK_8d2ad6e25753892643f47e2574b" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id"))`,
      'CREATE UNIQUE INDEX "IDX_11dbf0b48967bdc8972827ce5f" ON "dataset" ("harvest_key")',
      'ALTER TABLE catalogue_import ENABLE ROW LEVEL SECURITY',
      'REVOKE ALL ON catalogue_import FROM lab_api, lab_score, lab_execute, lab_public',
      'CREATE POLICY seen ON catalogue_import FOR SELECT TO lab_api USING (app_lab_reads())',
      `CREATE POLICY added ON catalogue_import FOR INSERT TO lab_api
         WITH CHECK (app_lab() AND organisation_id = app_org() AND person_id = app_person())`,
      'CREATE POLICY undone ON catalogue_import FOR UPDATE TO lab_api USING (app_lab())',
      // What was taken over stays written; only that it was undone may be added.
      'GRANT SELECT, INSERT, UPDATE (undone_at, kept) ON catalogue_import TO lab_api',
    ])
      await runner.query(statement);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE catalogue_import');
    await runner.query('ALTER TABLE dataset DROP "harvest", DROP "harvest_key"');
  }
}
