import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What lists are narrowed by stays in the row, when texts and vectors move out of it: counting the fields of some
 * thousand cards fetched each from apart, which took longer than finding them.
 */
export class FieldsInPlace1795997400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of ['solution', 'algorithm', 'dataset'])
      for (const statement of [
        `ALTER TABLE ${table} ALTER COLUMN fields SET STORAGE MAIN`,
        // Written anew, the same: no count and no history changes by it.
        `ALTER TABLE ${table} DISABLE TRIGGER USER`,
        `UPDATE ${table} SET fields = fields || '{}'::text[]`,
        `ALTER TABLE ${table} ENABLE TRIGGER USER`,
      ])
        await runner.query(statement);
  }

  async down(): Promise<void> {
    // Where a value lies says nothing of what it is.
  }
}
