import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Words of cards tell in tiers how strong a card is in each, where they told in one: all are worked out anew. */
export class Tiers1796007000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of ['solution', 'algorithm', 'dataset', 'scenario'])
      await runner.query(`UPDATE "${table}" SET words_stale = true`);
  }

  async down(): Promise<void> {
    throw new Error('words are not taken back');
  }
}
