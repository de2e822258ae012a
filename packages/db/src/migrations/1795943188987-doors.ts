import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Devices a person has signed in from, what happened at the doors, what a token may be used for. */
export class Doors1795943188987 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...tables, ...security]) await runner.query(statement);
  }
  async down(): Promise<void> {
    throw new Error('security is not taken back');
  }
}

const tables = [
  `CREATE TABLE "known_device" ("id" uuid NOT NULL, "token_hash" text NOT NULL, "person_id" uuid NOT NULL, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "last_seen_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "UQ_756f3160aee14f3ad3b326b7a81" UNIQUE ("token_hash"), CONSTRAINT "PK_171dbcb4a77c6a7266851eaed2d" PRIMARY KEY ("id"))`,
  `CREATE INDEX "IDX_04cd591670bf5849c0ebd2d8fc" ON "known_device" ("person_id")`,
  `CREATE TABLE "security_entry" ("id" uuid NOT NULL, "at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "kind" text NOT NULL, "email" text, "person_id" uuid, "address" text NOT NULL, "agent" text NOT NULL, "route" text, "code" text, CONSTRAINT "PK_8338da9c1234f9d7ce4c09015ae" PRIMARY KEY ("id"))`,
  `CREATE INDEX "IDX_6549d0b33d13d9fa9e8494bc6d" ON "security_entry" ("at")`,
  `ALTER TABLE "api_token" ADD "scope" text NOT NULL DEFAULT 'full'`,
  `ALTER TABLE "known_device" ADD CONSTRAINT "FK_04cd591670bf5849c0ebd2d8fc0" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
];

const security = [
  // An account is known by its devices before anybody is signed in, as by its sessions.
  'GRANT SELECT, INSERT, UPDATE, DELETE ON known_device TO lab_api, lab_score',
  'ALTER TABLE security_entry ENABLE ROW LEVEL SECURITY',
  'CREATE POLICY added ON security_entry FOR INSERT TO lab_api WITH CHECK (true)',
  'CREATE POLICY seen ON security_entry FOR SELECT TO lab_api USING (app_lab())',
  'CREATE POLICY system ON security_entry TO lab_score USING (true) WITH CHECK (true)',
  'GRANT SELECT, INSERT ON security_entry TO lab_api',
  'GRANT SELECT, INSERT, DELETE ON security_entry TO lab_score',
];
