import type { MigrationInterface, QueryRunner } from 'typeorm';

/** By which domain somebody came in at once: where the lab takes it back, nobody's word stands for them any more. */
export class JoinedByDomain1796057302180 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of ['membership', 'invitation']) {
      await runner.query(`ALTER TABLE "${table}" ADD COLUMN "by_domain" uuid`);
      await runner.query(
        `ALTER TABLE "${table}" ADD CONSTRAINT "${table}_by_domain" FOREIGN KEY ("by_domain") REFERENCES "mail_domain"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
      );
    }
  }

  async down(): Promise<void> {
    throw new Error('how somebody came in is not forgotten');
  }
}
