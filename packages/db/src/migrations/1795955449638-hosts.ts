import type { MigrationInterface, QueryRunner } from 'typeorm';

/** On which machine an attempt's program runs, and since when it is gone from there. */
export class Hosts1795955449638 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE attempt ADD host text, ADD left_at TIMESTAMP WITH TIME ZONE');
    await runner.query('CREATE INDEX "IDX_attempt_host" ON attempt (host) WHERE left_at IS NULL');
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE attempt DROP host, DROP left_at');
  }
}
