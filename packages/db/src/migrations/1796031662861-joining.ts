import type { MigrationInterface, QueryRunner } from 'typeorm';

const refers = (table: string, name: string, column: string, to: string) =>
  `ALTER TABLE "${table}" ADD CONSTRAINT "FK_${table}_${name}" FOREIGN KEY ("${column}") REFERENCES "${to}"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`;

/** Mail domains by which people join an organisation, and those who want to. */
export class Joining1796031662861 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [
      `CREATE TABLE "mail_domain" ("id" uuid NOT NULL, "organisation_id" uuid NOT NULL, "domain" text NOT NULL, "way" text NOT NULL,
         "proof" text NOT NULL, "asked_by" uuid NOT NULL, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
         "confirmed" boolean NOT NULL DEFAULT false, "decided_at" TIMESTAMP WITH TIME ZONE, "decided_by" uuid,
         "ended_at" TIMESTAMP WITH TIME ZONE, "reason" text,
         CONSTRAINT "mail_domain_way" CHECK (way IN ('at_once', 'after_nod')), CONSTRAINT "PK_mail_domain" PRIMARY KEY ("id"))`,
      // One domain lets people into one organisation, whoever was quicker.
      'CREATE UNIQUE INDEX "mail_domain_once" ON "mail_domain" ("domain") WHERE confirmed AND ended_at IS NULL',
      `CREATE UNIQUE INDEX "mail_domain_own" ON "mail_domain" ("organisation_id", "domain")
         WHERE ended_at IS NULL AND (confirmed OR decided_at IS NULL)`,
      `CREATE TABLE "joining" ("id" uuid NOT NULL, "organisation_id" uuid NOT NULL, "email" text NOT NULL, "name" text, "person_id" uuid,
         "token_hash" text, "link_until" TIMESTAMP WITH TIME ZONE, "proved_at" TIMESTAMP WITH TIME ZONE,
         "declined_at" TIMESTAMP WITH TIME ZONE, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
         CONSTRAINT "PK_joining" PRIMARY KEY ("id"))`,
      'CREATE UNIQUE INDEX "joining_once" ON "joining" ("organisation_id", "email")',
      'CREATE UNIQUE INDEX "joining_link" ON "joining" ("token_hash")',
      refers('mail_domain', 'organisation', 'organisation_id', 'organisation'),
      refers('mail_domain', 'asker', 'asked_by', 'person'),
      refers('mail_domain', 'decider', 'decided_by', 'person'),
      refers('joining', 'organisation', 'organisation_id', 'organisation'),
      refers('joining', 'person', 'person_id', 'person'),
      ...['mail_domain', 'joining'].flatMap((table) => [
        `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
        `REVOKE ALL ON ${table} FROM lab_api, lab_score, lab_execute, lab_public`,
      ]),
      'GRANT SELECT, INSERT ON mail_domain TO lab_api',
      'GRANT UPDATE (way, confirmed, decided_at, decided_by, ended_at, reason) ON mail_domain TO lab_api',
      'GRANT SELECT, INSERT, UPDATE, DELETE ON joining TO lab_api',
      'GRANT SELECT, DELETE ON joining TO lab_score',
      // A link to join goes to whoever has no account yet.
      'ALTER TABLE "mail" ALTER COLUMN "person_id" DROP NOT NULL',
    ])
      await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "joining"');
    await runner.query('DROP TABLE "mail_domain"');
    await runner.query('DELETE FROM "mail" WHERE "person_id" IS NULL');
    await runner.query('ALTER TABLE "mail" ALTER COLUMN "person_id" SET NOT NULL');
  }
}
