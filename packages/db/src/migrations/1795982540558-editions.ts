import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The lists a city publishes: drafted by the lab, frozen, numbered. */
export class Editions1795982540558 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...tables, ...security]) await runner.query(statement);
  }
  async down(): Promise<void> {
    throw new Error('what was published is not taken back: restore a backup');
  }
}

const tables = [
  `CREATE TABLE "edition" ("id" uuid NOT NULL, "status" text NOT NULL DEFAULT 'new', "kind" text NOT NULL, "number" integer,
     "title" jsonb NOT NULL, "note" jsonb, "item_ids" uuid array NOT NULL DEFAULT '{}', "contacts" boolean NOT NULL DEFAULT false,
     "content" jsonb, "digest" text, "alone" boolean NOT NULL DEFAULT false, "remark" text,
     "published_at" TIMESTAMP WITH TIME ZONE, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
     "updated_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "PK_edition" PRIMARY KEY ("id"))`,
  'CREATE UNIQUE INDEX "edition_number" ON "edition" ("kind", "number")',
  `CREATE TABLE "edition_file" ("edition_id" uuid NOT NULL, "format" text NOT NULL, "language" text NOT NULL, "sha256" text NOT NULL,
     "bytes" bigint NOT NULL, CONSTRAINT "PK_edition_file" PRIMARY KEY ("edition_id", "format", "language"),
     CONSTRAINT "FK_fbeafd4df7a3ba564c62fbfdfae" FOREIGN KEY ("edition_id") REFERENCES "edition"("id"))`,
];

const security = [
  'ALTER TABLE edition ENABLE ROW LEVEL SECURITY',
  'CREATE POLICY seen ON edition FOR SELECT TO lab_api USING (app_lab_reads() OR number IS NOT NULL)',
  'CREATE POLICY added ON edition FOR INSERT TO lab_api WITH CHECK (app_lab())',
  'CREATE POLICY changed ON edition FOR UPDATE TO lab_api USING (app_lab())',
  'CREATE POLICY public ON edition FOR SELECT TO lab_public USING (number IS NOT NULL)',
  'CREATE POLICY system ON edition TO lab_score USING (true) WITH CHECK (true)',
  'REVOKE ALL ON edition FROM lab_api, lab_score, lab_execute, lab_public',
  'GRANT SELECT, INSERT, UPDATE ON edition TO lab_api',
  'GRANT SELECT, UPDATE ON edition TO lab_score',
  'GRANT SELECT ON edition TO lab_public',
  // What has a number is frozen: not its number, not a word of it, whoever asks.
  `CREATE FUNCTION edition_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
     IF OLD.number IS NOT NULL AND (NEW.number, NEW.kind, NEW.title, NEW.note, NEW.item_ids, NEW.contacts, NEW.content, NEW.digest,
         NEW.published_at) IS DISTINCT FROM (OLD.number, OLD.kind, OLD.title, OLD.note, OLD.item_ids, OLD.contacts, OLD.content,
         OLD.digest, OLD.published_at) THEN
       RAISE EXCEPTION 'edition % is frozen', OLD.id USING ERRCODE = 'integrity_constraint_violation';
     END IF;
     RETURN NEW;
   END $$`,
  'CREATE TRIGGER edition_is_frozen BEFORE UPDATE ON edition FOR EACH ROW EXECUTE FUNCTION edition_is_frozen()',
  'ALTER TABLE edition_file ENABLE ROW LEVEL SECURITY',
  'CREATE POLICY seen ON edition_file FOR SELECT TO lab_api, lab_public USING (edition_id IN (SELECT id FROM edition))',
  'CREATE POLICY system ON edition_file TO lab_score USING (true) WITH CHECK (true)',
  'REVOKE ALL ON edition_file FROM lab_api, lab_score, lab_execute, lab_public',
  'GRANT SELECT ON edition_file TO lab_api, lab_public',
  'GRANT SELECT, INSERT ON edition_file TO lab_score',
];
