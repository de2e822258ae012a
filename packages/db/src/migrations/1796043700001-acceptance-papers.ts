import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was signed of a pilot lies as a page too, by its digest. */
export class AcceptancePapers1796043700001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [
      'ALTER TABLE "acceptance" ADD "pdf_zh_sha256" text',
      'ALTER TABLE "acceptance" ADD "pdf_en_sha256" text',
      'GRANT UPDATE (pdf_zh_sha256, pdf_en_sha256) ON acceptance TO lab_score',
    ])
      await runner.query(statement);
  }
  async down(): Promise<void> {
    throw new Error('what was signed is not unsigned: restore a backup');
  }
}
