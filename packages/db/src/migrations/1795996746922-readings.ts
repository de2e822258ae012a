import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How names are read in pinyin: kept beside organisations, and among the words of cards, which the worker renews. */
export class Readings1795996746922 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [
      `ALTER TABLE "organisation" ADD "read_as" text array NOT NULL DEFAULT '{}'`,
      'ALTER TABLE "organisation" ADD "words_stale" boolean NOT NULL DEFAULT true',
      'CREATE INDEX organisation_stale ON organisation (id) WHERE words_stale',
      'CREATE INDEX organisation_read ON organisation USING gin (read_as)',
      `CREATE FUNCTION organisation_named() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
         NEW.words_stale = true; RETURN NEW;
       END $$`,
      `CREATE TRIGGER organisation_named BEFORE UPDATE OF name ON organisation FOR EACH ROW
         WHEN (OLD.name IS DISTINCT FROM NEW.name) EXECUTE FUNCTION organisation_named()`,
      'GRANT SELECT (read_as) ON organisation TO lab_public',
      ...['solution', 'algorithm', 'dataset', 'scenario'].flatMap((table) => [
        // Only the mark changes: no word is counted again.
        `UPDATE "${table}" SET words_stale = true WHERE NOT words_stale`,
      ]),
    ])
      await runner.query(statement);
  }
  async down(): Promise<void> {
    throw new Error('words are not taken back');
  }
}
