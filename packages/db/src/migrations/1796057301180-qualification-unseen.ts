import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A mark of the lab on a qualification can be taken back; that it stood is kept. */
export class QualificationUnseen1796057301180 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE qualification_seen ADD COLUMN taken_back_at TIMESTAMP WITH TIME ZONE');
    // What a card's readiness is proven by is asked for with each card of a list.
    await runner.query('CREATE INDEX "lab_case_solution" ON "lab_case" ("solution_id")');
    await runner.query('GRANT UPDATE (taken_back_at) ON qualification_seen TO lab_api');
    await runner.query('GRANT SELECT (taken_back_at) ON qualification_seen TO lab_public');
  }

  async down(): Promise<void> {
    throw new Error('what was seen is not forgotten');
  }
}
