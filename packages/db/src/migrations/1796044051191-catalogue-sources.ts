import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Catalogues of other houses that are read again by the clock, each reading, and which source a card comes from. */
export class CatalogueSources1796044051191 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE dataset DROP "harvest_source_id", DROP "harvest_digest"');
    await runner.query('DROP TABLE "catalogue_harvest"');
    await runner.query('REVOKE SELECT, INSERT ON catalogue_import FROM lab_score');
    await runner.query('ALTER TABLE catalogue_import DROP "source_id"');
    await runner.query('DROP TABLE "catalogue_source"');
  }
}

const statements = [
  `CREATE TABLE "catalogue_source" ("id" uuid NOT NULL, "organisation_id" uuid NOT NULL, "person_id" uuid NOT NULL,
     "status" text NOT NULL DEFAULT 'new', "name" text NOT NULL, "address" text NOT NULL, "kind" text NOT NULL,
     "licence" text, "mapping" jsonb, "every" text NOT NULL, "next_at" TIMESTAMP WITH TIME ZONE,
     "failures" integer NOT NULL DEFAULT '0', "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
     CONSTRAINT "PK_catalogue_source" PRIMARY KEY ("id"),
     CONSTRAINT "FK_catalogue_source_organisation" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id"))`,
  `CREATE INDEX "catalogue_source_due" ON "catalogue_source" ("next_at") WHERE status IN ('active', 'failing')`,
  `CREATE UNIQUE INDEX "UQ_catalogue_source_name" ON "catalogue_source" ("organisation_id", "name") WHERE status <> 'removed'`,
  'ALTER TABLE catalogue_import ADD "source_id" uuid',
  `ALTER TABLE catalogue_import ADD CONSTRAINT "FK_catalogue_import_source"
     FOREIGN KEY ("source_id") REFERENCES "catalogue_source"("id")`,
  `CREATE TABLE "catalogue_harvest" ("id" uuid NOT NULL, "source_id" uuid NOT NULL, "person_id" uuid,
     "trial" boolean NOT NULL DEFAULT false, "accept_vanished" boolean NOT NULL DEFAULT false,
     "asked_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "tries" integer NOT NULL DEFAULT '0',
     "beat_at" TIMESTAMP WITH TIME ZONE, "pages" integer NOT NULL DEFAULT '0', "entries" integer NOT NULL DEFAULT '0',
     "received" bigint NOT NULL DEFAULT '0', "ended_at" TIMESTAMP WITH TIME ZONE, "problem" jsonb, "counts" jsonb,
     "lines" jsonb NOT NULL DEFAULT '[]', "mapping" jsonb, "paths" jsonb NOT NULL DEFAULT '[]', "import_id" uuid,
     CONSTRAINT "PK_catalogue_harvest" PRIMARY KEY ("id"),
     CONSTRAINT "FK_catalogue_harvest_source" FOREIGN KEY ("source_id") REFERENCES "catalogue_source"("id"),
     CONSTRAINT "FK_catalogue_harvest_import" FOREIGN KEY ("import_id") REFERENCES "catalogue_import"("id"))`,
  'CREATE INDEX "catalogue_harvest_open" ON "catalogue_harvest" ("asked_at") WHERE ended_at IS NULL',
  'CREATE UNIQUE INDEX "UQ_catalogue_harvest_open" ON "catalogue_harvest" ("source_id") WHERE ended_at IS NULL',
  'CREATE INDEX "catalogue_harvest_of" ON "catalogue_harvest" ("source_id")',
  'ALTER TABLE dataset ADD "harvest_source_id" uuid, ADD "harvest_digest" text',
  `ALTER TABLE dataset ADD CONSTRAINT "FK_dataset_harvest_source"
     FOREIGN KEY ("harvest_source_id") REFERENCES "catalogue_source"("id")`,
  'CREATE INDEX "dataset_harvest_source" ON "dataset" ("harvest_source_id") WHERE harvest_source_id IS NOT NULL',
  ...['catalogue_source', 'catalogue_harvest'].flatMap((table) => [
    `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
    `REVOKE ALL ON ${table} FROM lab_api, lab_score, lab_execute, lab_public`,
  ]),
  'GRANT SELECT, INSERT ON catalogue_source TO lab_api',
  // Its name and whose it is stay.
  'GRANT UPDATE (status, address, kind, licence, mapping, every, next_at, failures) ON catalogue_source TO lab_api',
  // What came of it whoever reads says, and nobody who answers requests.
  'GRANT SELECT, INSERT (id, source_id, person_id, trial, accept_vanished) ON catalogue_harvest TO lab_api',
  'GRANT SELECT, UPDATE (status, next_at, failures) ON catalogue_source TO lab_score',
  'GRANT SELECT, INSERT, UPDATE, DELETE ON catalogue_harvest TO lab_score',
  'GRANT SELECT, INSERT ON catalogue_import TO lab_score',
];
