import type { MigrationInterface, QueryRunner } from 'typeorm';

const searched = ['solution', 'algorithm', 'dataset', 'scenario'];

/**
 * Words that no longer say what they should are marked, and renewed by the worker: all of those from before, and an
 * organisation's whenever its name changes, whoever changes it. Latin words stand in the lexicon as they are spelled.
 */
export class FreshWords1795995222389 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [
      ...searched.flatMap((table) => [
        // Rows that are there get the mark without being written.
        `ALTER TABLE "${table}" ADD "words_stale" boolean NOT NULL DEFAULT true`,
        `ALTER TABLE "${table}" ALTER COLUMN "words_stale" SET DEFAULT false`,
        `CREATE INDEX ${table}_stale ON "${table}" (id) WHERE words_stale`,
      ]),
      `CREATE FUNCTION organisation_renamed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$ BEGIN
         ${searched.map((table) => `UPDATE "${table}" SET words_stale = true WHERE owner_id = NEW.id;`).join('\n         ')}
         RETURN NULL;
       END $$`,
      `CREATE TRIGGER organisation_renamed AFTER UPDATE OF name ON organisation FOR EACH ROW
         WHEN (OLD.name IS DISTINCT FROM NEW.name) EXECUTE FUNCTION organisation_renamed()`,
      `CREATE INDEX search_word_spelled ON search_word (length(word), word) WHERE word LIKE '=%'`,
    ])
      await runner.query(statement);
  }
  async down(): Promise<void> {
    throw new Error('words are not taken back');
  }
}
