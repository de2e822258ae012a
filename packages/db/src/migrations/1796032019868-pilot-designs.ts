import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How the field is compared is part of the plan; only where and when the version is in effect do points count. */
export class PilotDesigns1796032019868 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [
      `ALTER TABLE "pilot" ADD "safeguards" jsonb NOT NULL DEFAULT '[]'`,
      'ALTER TABLE "pilot" ADD "design" jsonb',
      'ALTER TABLE "pilot" ADD "design_changed_at" TIMESTAMP WITH TIME ZONE',
      // A value without a site might be a control site's.
      `CREATE FUNCTION in_effect(design jsonb, site text, day date) RETURNS boolean LANGUAGE sql STABLE AS $$
         SELECT design IS NULL OR (day >= (design->>'from')::date
           AND (design->'controls' IS NULL OR (site <> '' AND NOT (design->'controls') ? site))) $$`,
      // In shadow, too, it is the certified version that is measured.
      `CREATE FUNCTION measures_version(design jsonb, site text, day date) RETURNS boolean LANGUAGE sql STABLE AS $$
         SELECT coalesce(design->>'kind' = 'shadow', false) OR in_effect(design, site, day) $$`,
    ])
      await runner.query(statement);
  }
  async down(): Promise<void> {
    throw new Error('what both sides agreed on is not forgotten: restore a backup');
  }
}
