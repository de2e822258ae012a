import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a device does wrong is told where its token stands: a slow clock, a message that is no point. */
export class SiteDevices1796031193403 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [
      'ALTER TABLE "site_token" ADD "late_by" integer',
      'ALTER TABLE "site_token" ADD "late_pushes" integer NOT NULL DEFAULT 0',
      'ALTER TABLE "site_token" ADD "fault" jsonb',
    ])
      await runner.query(statement);
  }
  async down(): Promise<void> {
    throw new Error('what devices sent is not forgotten: restore a backup');
  }
}
