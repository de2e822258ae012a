import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whatever the planner believes of how many hours were touched, each is looked up by its key: joined by its place and time with
 * all points of a pilot at once, ten thousand hours cost minutes.
 */
export class RollByKey1796022400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const way of ['hashjoin', 'mergejoin', 'seqscan', 'material'])
      await runner.query(
        `ALTER FUNCTION observation_roll(uuid, uuid[], boolean[], text[], timestamptz[]) SET enable_${way} = off`,
      );
  }

  async down(): Promise<void> {
    throw new Error('sums would be made by scanning again: restore a backup');
  }
}
