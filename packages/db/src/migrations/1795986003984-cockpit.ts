import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Rollups of the chain, what the cockpit shows of them, and the screens that may show it. */
export class Cockpit1795986003984 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...tables, ...rights, ...doors, ...feeding]) await runner.query(statement);
  }
  async down(): Promise<void> {
    throw new Error('screens would lose their way in');
  }
}

const tables = [
  `CREATE TABLE "rollup_due" ("event_id" uuid NOT NULL, "thing" text NOT NULL, "thing_id" uuid NOT NULL, "event" text NOT NULL,
     "at" TIMESTAMP WITH TIME ZONE NOT NULL, CONSTRAINT "PK_rollup_due" PRIMARY KEY ("thing_id", "event_id"))`,
  `CREATE TABLE "chain_stay" ("thing_id" uuid NOT NULL, "entered_at" TIMESTAMP WITH TIME ZONE NOT NULL, "thing" text NOT NULL,
     "stage" text NOT NULL, "left_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "PK_chain_stay" PRIMARY KEY ("thing_id", "entered_at"))`,
  'CREATE INDEX "chain_stay_open" ON "chain_stay" ("stage", "left_at")',
  `CREATE TABLE "buyer_fact" ("engagement_id" uuid NOT NULL, "kind" text NOT NULL, "department_id" uuid NOT NULL,
     "due_at" TIMESTAMP WITH TIME ZONE, "done_at" TIMESTAMP WITH TIME ZONE, "met" boolean, "excluded" text,
     CONSTRAINT "PK_buyer_fact" PRIMARY KEY ("engagement_id", "kind"))`,
  'CREATE INDEX "buyer_fact_of" ON "buyer_fact" ("department_id", "kind")',
  `CREATE TABLE "run_tally" ("run_id" uuid NOT NULL, "state" text NOT NULL, "ended_at" TIMESTAMP WITH TIME ZONE,
     "cpu_seconds" double precision NOT NULL DEFAULT '0', CONSTRAINT "PK_run_tally" PRIMARY KEY ("run_id"))`,
  'CREATE INDEX "run_tally_ended" ON "run_tally" ("ended_at")',
  'CREATE INDEX "run_tally_state" ON "run_tally" ("state")',
  `CREATE TABLE "public_happening" ("event_id" uuid NOT NULL, "at" TIMESTAMP WITH TIME ZONE NOT NULL, "event" text NOT NULL,
     "thing" text NOT NULL, "thing_id" uuid NOT NULL, CONSTRAINT "PK_public_happening" PRIMARY KEY ("event_id"))`,
  'CREATE INDEX "public_happening_at" ON "public_happening" ("at")',
  `CREATE TABLE "cockpit_snapshot" ("edition" text NOT NULL, "at" TIMESTAMP WITH TIME ZONE NOT NULL, "body" jsonb NOT NULL,
     CONSTRAINT "PK_cockpit_snapshot" PRIMARY KEY ("edition"))`,
  `CREATE TABLE "kiosk" ("id" uuid NOT NULL, "name" text NOT NULL, "edition" text NOT NULL, "token_hash" text NOT NULL,
     "created_by" uuid NOT NULL, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
     "expires_at" TIMESTAMP WITH TIME ZONE NOT NULL, "last_used_at" TIMESTAMP WITH TIME ZONE,
     "ended_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "UQ_kiosk" UNIQUE ("token_hash"),
     CONSTRAINT "PK_kiosk" PRIMARY KEY ("id"))`,
  'ALTER TABLE "kiosk" ADD CONSTRAINT "FK_34c80258cafc25360d786d8db61" FOREIGN KEY ("created_by") REFERENCES "person"("id")',
  'CREATE INDEX "data_use_at" ON "data_use" ("at")',
];

const rollups = ['chain_stay', 'buyer_fact', 'run_tally', 'public_happening'];
const rights = [
  ...['rollup_due', ...rollups, 'cockpit_snapshot', 'kiosk'].flatMap((table) => [
    `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
    `REVOKE ALL ON ${table} FROM lab_api, lab_score, lab_execute, lab_public`,
    `CREATE POLICY system ON ${table} TO lab_score USING (true) WITH CHECK (true)`,
  ]),
  'GRANT SELECT, DELETE ON rollup_due TO lab_score',
  ...rollups.flatMap((table) => [
    `CREATE POLICY seen ON ${table} FOR SELECT TO lab_api USING (app_lab_reads())`,
    `GRANT SELECT ON ${table} TO lab_api`,
    `GRANT SELECT, INSERT, UPDATE, DELETE ON ${table} TO lab_score`,
  ]),
  `CREATE FUNCTION cockpit_open() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
     $$ SELECT EXISTS (SELECT 1 FROM setting WHERE key = 'cockpit.public' AND value = 'true'::jsonb) $$`,
  `CREATE POLICY seen ON cockpit_snapshot FOR SELECT TO lab_api
     USING (app_lab_reads() OR (edition = 'public' AND cockpit_open()))`,
  `CREATE POLICY public ON cockpit_snapshot FOR SELECT TO lab_public USING (edition = 'public' AND cockpit_open())`,
  'GRANT SELECT ON cockpit_snapshot TO lab_api, lab_public',
  'GRANT SELECT, INSERT, UPDATE ON cockpit_snapshot TO lab_score',
  'CREATE POLICY lab ON kiosk TO lab_api USING (app_lab_reads()) WITH CHECK (app_lab())',
  // Whoever lists the screens does not read what opens them.
  'GRANT SELECT (id, name, edition, created_by, created_at, expires_at, last_used_at, ended_at), INSERT, UPDATE (ended_at) ON kiosk TO lab_api',
];

const doors = [
  // The one question a screen may ask, by the digest of its secret; no row of anybody is seen by it.
  `CREATE FUNCTION kiosk_sees(hash text) RETURNS SETOF cockpit_snapshot LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public AS $$
   DECLARE shown text; BEGIN
     SELECT k.edition INTO shown FROM kiosk k WHERE k.token_hash = hash AND k.ended_at IS NULL AND k.expires_at > now();
     IF shown IS NULL THEN RETURN; END IF;
     UPDATE kiosk k SET last_used_at = now() WHERE k.token_hash = hash
       AND (k.last_used_at IS NULL OR k.last_used_at < now() - interval '1 minute');
     RETURN QUERY SELECT * FROM cockpit_snapshot s WHERE s.edition = shown;
   END $$`,
];

const counts = `'engagement', 'solution', 'scenario', 'run', 'algorithm', 'dataset', 'benchmark_version', 'certificate', 'case'`;
const feeding = [
  `CREATE FUNCTION due_rollup() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$ BEGIN
     INSERT INTO rollup_due (event_id, thing, thing_id, event, at) VALUES (NEW.id, NEW.thing, NEW.thing_id, NEW.event, NEW.at);
     RETURN NULL;
   END $$`,
  `CREATE TRIGGER event_rolled_up AFTER INSERT ON event FOR EACH ROW WHEN (NEW.thing IN (${counts})) EXECUTE FUNCTION due_rollup()`,
  `INSERT INTO rollup_due (event_id, thing, thing_id, event, at)
     SELECT id, thing, thing_id, event, at FROM event WHERE thing IN (${counts})`,
];
