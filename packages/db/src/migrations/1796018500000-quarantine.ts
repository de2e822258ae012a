import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Points that cannot be right are kept apart with a reason; a site whose data stop coming is noticed. */
export class Quarantine1796018500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [
      'ALTER TABLE "kpi" ADD "plausible" jsonb',
      'ALTER TABLE "site_token" ADD "clock_ahead" integer',
      `ALTER TABLE "pilot" ADD "silent_sites" jsonb NOT NULL DEFAULT '[]'`,
      `CREATE TABLE "quarantined_point" ("id" uuid NOT NULL, "pilot_id" uuid NOT NULL, "kpi_id" uuid NOT NULL, "at" TIMESTAMP
         WITH TIME ZONE NOT NULL, "value" double precision NOT NULL, "source" text NOT NULL, "site" text NOT NULL, "reason" text
         NOT NULL, "detail" text NOT NULL, "received_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "recorded_by" uuid,
         "decision" text, "decided_at" TIMESTAMP WITH TIME ZONE, "decided_by" uuid, "remark" text,
         CONSTRAINT "PK_quarantined_point" PRIMARY KEY ("id"))`,
      `CREATE UNIQUE INDEX "quarantined_once" ON "quarantined_point" ("kpi_id", "source", "site", "at", "value")`,
      `CREATE INDEX "quarantined_open" ON "quarantined_point" ("pilot_id", "at") WHERE decision IS NULL`,
      'CREATE INDEX "IDX_95a11b3918a33f596c5c5a2bf7" ON "quarantined_point" ("pilot_id")',
      ...[
        ['FK_95a11b3918a33f596c5c5a2bf74', 'pilot_id', 'pilot'],
        ['FK_155cf4ce6a046920404a404a10b', 'kpi_id', 'kpi'],
      ].map(
        ([name, column, of]) =>
          `ALTER TABLE "quarantined_point" ADD CONSTRAINT "${name}" FOREIGN KEY ("${column}") REFERENCES "${of}"("id")`,
      ),
      'ALTER TABLE quarantined_point ENABLE ROW LEVEL SECURITY',
      'REVOKE ALL ON quarantined_point FROM lab_api, lab_score, lab_execute, lab_public',
      'GRANT SELECT, INSERT, UPDATE (decision, decided_at, decided_by, remark) ON quarantined_point TO lab_api',
    ])
      await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('what was kept apart is not forgotten: restore a backup');
  }
}
