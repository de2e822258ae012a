import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = [
  'ALTER TABLE "person" ADD "email_proved_at" TIMESTAMP WITH TIME ZONE',
  `CREATE TABLE "notice" ("id" uuid NOT NULL, "seq" bigint GENERATED ALWAYS AS IDENTITY NOT NULL, "person_id" uuid NOT NULL,
     "organisation_id" uuid NOT NULL, "event_id" uuid NOT NULL, "kind" text NOT NULL, "event" text NOT NULL,
     "thing" text NOT NULL, "thing_id" uuid NOT NULL, "page" text NOT NULL, "title" jsonb NOT NULL,
     "at" TIMESTAMP WITH TIME ZONE NOT NULL, "read_at" TIMESTAMP WITH TIME ZONE, "mail_id" uuid,
     CONSTRAINT "UQ_8d18e9405ff1958ee2609bdf169" UNIQUE ("person_id", "event_id"),
     CONSTRAINT "PK_705062b14410ff1a04998f86d72" PRIMARY KEY ("id"))`,
  'CREATE INDEX "IDX_b9540ba8ee78a027b1a5cb92f9" ON "notice" ("mail_id")',
  'CREATE INDEX "IDX_fd237d6b95f61de2a2f16e876e" ON "notice" ("person_id", "organisation_id", "seq")',
  'CREATE TABLE "notice_due" ("event_id" uuid NOT NULL, CONSTRAINT "PK_4cb508ccccdc90c8edcf75339f8" PRIMARY KEY ("event_id"))',
  `CREATE TABLE "notice_choice" ("person_id" uuid NOT NULL, "muted" text array NOT NULL DEFAULT '{}',
     "mailed" text array NOT NULL DEFAULT '{}', "pace" text NOT NULL, "quiet_from" integer NOT NULL,
     "quiet_until" integer NOT NULL, "language" text NOT NULL,
     CONSTRAINT "PK_2c1c25dd6ae1a1a277a07ea67be" PRIMARY KEY ("person_id"))`,
  `CREATE TABLE "mail" ("id" uuid NOT NULL, "person_id" uuid NOT NULL, "kind" text NOT NULL, "address" text NOT NULL,
     "subject" text, "text" text, "state" text NOT NULL DEFAULT 'waiting', "tries" integer NOT NULL DEFAULT '0',
     "detail" text, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
     "due_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "sent_at" TIMESTAMP WITH TIME ZONE,
     CONSTRAINT "PK_5407da42b983ba54c6c62d462d3" PRIMARY KEY ("id"))`,
  'CREATE INDEX "IDX_0d723a93182cd3c9515da1f20b" ON "mail" ("person_id")',
  'CREATE INDEX "IDX_c053c5a0f2a0e81fd37349834a" ON "mail" ("state", "due_at")',
  `CREATE TABLE "email_proof" ("token_hash" text NOT NULL, "person_id" uuid NOT NULL, "email" text NOT NULL,
     "expires_at" TIMESTAMP WITH TIME ZONE NOT NULL,
     CONSTRAINT "PK_3a31654e5983df5f64dcafbd2ef" PRIMARY KEY ("token_hash"))`,
  'CREATE INDEX "IDX_a6fec6f14e18e46f8747b30483" ON "email_proof" ("person_id")',
  'ALTER TABLE "notice" ADD CONSTRAINT "FK_6ca4d1340d19ba946cb58565012" FOREIGN KEY ("person_id") REFERENCES "person"("id")',
  'ALTER TABLE "notice" ADD CONSTRAINT "FK_59c84dfc22272a2385e83f59470" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id")',
  'ALTER TABLE "notice" ADD CONSTRAINT "FK_1693b4b7d5635ea2289d52dc98f" FOREIGN KEY ("event_id") REFERENCES "event"("id")',
  'ALTER TABLE "notice_due" ADD CONSTRAINT "FK_4cb508ccccdc90c8edcf75339f8" FOREIGN KEY ("event_id") REFERENCES "event"("id")',
  'ALTER TABLE "notice_choice" ADD CONSTRAINT "FK_2c1c25dd6ae1a1a277a07ea67be" FOREIGN KEY ("person_id") REFERENCES "person"("id")',
  'ALTER TABLE "mail" ADD CONSTRAINT "FK_0d723a93182cd3c9515da1f20bf" FOREIGN KEY ("person_id") REFERENCES "person"("id")',
  'ALTER TABLE "email_proof" ADD CONSTRAINT "FK_a6fec6f14e18e46f8747b304836" FOREIGN KEY ("person_id") REFERENCES "person"("id")',
];

const rights = [
  ...['notice', 'notice_due', 'notice_choice', 'mail', 'email_proof'].flatMap((table) => [
    `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
    `REVOKE ALL ON ${table} FROM lab_api, lab_score, lab_execute, lab_public`,
  ]),
  'CREATE POLICY own ON notice TO lab_api USING (person_id = app_person() AND organisation_id = app_org())',
  'GRANT SELECT ON notice TO lab_api',
  'GRANT UPDATE (read_at) ON notice TO lab_api',
  'CREATE POLICY own ON notice_choice TO lab_api USING (person_id = app_person()) WITH CHECK (person_id = app_person())',
  'GRANT SELECT, INSERT, UPDATE ON notice_choice TO lab_api',
  // The API writes mail and never reads what another mail says.
  'CREATE POLICY written ON mail FOR INSERT TO lab_api WITH CHECK (person_id = app_person() OR app_person() IS NULL)',
  'GRANT INSERT ON mail TO lab_api',
  // Before anybody is known (registering, following the link) no person is set.
  'CREATE POLICY own ON email_proof TO lab_api USING (app_person() IS NULL) WITH CHECK (person_id = app_person() OR app_person() IS NULL)',
  'GRANT SELECT, INSERT, DELETE ON email_proof TO lab_api',
  ...['notice', 'notice_due', 'notice_choice', 'mail'].map(
    (table) => `CREATE POLICY system ON ${table} TO lab_score USING (true) WITH CHECK (true)`,
  ),
  'CREATE POLICY system ON email_proof FOR DELETE TO lab_score USING (true)',
  'CREATE POLICY system_seen ON email_proof FOR SELECT TO lab_score USING (true)',
  'GRANT SELECT, INSERT, UPDATE, DELETE ON notice, mail TO lab_score',
  'GRANT SELECT, UPDATE, DELETE ON notice_due TO lab_score',
  'GRANT SELECT, DELETE ON email_proof TO lab_score',
  'GRANT SELECT ON notice_choice TO lab_score',
  // With the event, in its transaction: no event is passed over, however the numbers of two transactions interleave.
  `CREATE FUNCTION due_notice() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$ BEGIN
     INSERT INTO notice_due (event_id) VALUES (NEW.id);
     RETURN NULL;
   END $$`,
  'CREATE TRIGGER event_noticed AFTER INSERT ON event FOR EACH ROW EXECUTE FUNCTION due_notice()',
];

/** Who is told what, how they want to be told, and the mail that tells them. */
export class Notices1795968226310 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...tables, ...rights]) await runner.query(statement);
  }
  async down(): Promise<void> {
    throw new Error('what people have chosen would be lost');
  }
}
