import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Levels of single pairs are not those of a board: what was compared before is taken up anew by the reconciler. */
export class Boards1795944676723 implements MigrationInterface {
  name = 'Boards1795944676723';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('DELETE FROM comparison');
  }

  async down(): Promise<void> {}
}
