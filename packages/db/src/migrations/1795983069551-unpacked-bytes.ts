import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an inspected bundle takes of the store beside the file that was handed in, for its owner's quota. */
export class UnpackedBytes1795983069551 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "algorithm_version" ADD "unpacked_bytes" bigint');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "algorithm_version" DROP COLUMN "unpacked_bytes"');
  }
}
