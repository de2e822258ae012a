import type { MigrationInterface, QueryRunner } from 'typeorm';

const printed = (table: string) => [
  `ALTER TABLE ${table} ADD "pdf_zh_sha256" text, ADD "pdf_en_sha256" text`,
  `CREATE INDEX "${table}_unprinted" ON "${table}" ("issued_at") WHERE envelope IS NOT NULL AND pdf_zh_sha256 IS NULL`,
];

/** Badges and certificates of completion on paper, sessions a class was told of, training in records of service. */
export class Papers1796043862193 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [
      ...printed('badge'),
      ...printed('trainee'),
      'GRANT SELECT (pdf_zh_sha256, pdf_en_sha256) ON badge TO lab_public',
      `CREATE TABLE "camp_reminder" ("camp_id" uuid NOT NULL, "session" text NOT NULL, "at" TIMESTAMP WITH TIME ZONE NOT NULL,
         CONSTRAINT "camp_reminder_key" PRIMARY KEY ("camp_id", "session", "at"))`,
      `ALTER TABLE "camp_reminder" ADD CONSTRAINT "camp_reminder_camp" FOREIGN KEY ("camp_id") REFERENCES "camp"("id")
         ON DELETE NO ACTION ON UPDATE NO ACTION`,
      'ALTER TABLE camp_reminder ENABLE ROW LEVEL SECURITY',
      'REVOKE ALL ON camp_reminder FROM lab_api, lab_score, lab_execute, lab_public',
      'GRANT SELECT, INSERT ON camp_reminder TO lab_score',
      `INSERT INTO record_figure (figure) VALUES ('vendor.training') ON CONFLICT DO NOTHING`,
    ])
      await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('what was printed is not forgotten');
  }
}
