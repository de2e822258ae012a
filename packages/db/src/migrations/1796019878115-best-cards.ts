import type { MigrationInterface, QueryRunner } from 'typeorm';

const cardOpen = "(t.listed IS NOT NULL AND t.status <> 'delisted')";
const needOpen = "(t.status IN ('published', 'closed', 'archived'))";
/** What a catalogue's search counts its cards by. */
const facets = {
  solution: 'fields text[]',
  algorithm: 'fields text[], task text',
  dataset: 'fields text[], access_mode text',
};
const searched = { solution: cardOpen, algorithm: cardOpen, dataset: cardOpen, scenario: needOpen };

/**
 * Of a common word the best cards are looked for in circles (`matching/circles.ts`): whether one is full is asked of what
 * everybody sees, so that no order of a list tells of a draft, and ranked are the cards of the nearest and of the next.
 * Of what is common the planner would walk the whole table and unpack every vector, which the index never opens: 20,000
 * cards took ten times as long.
 */
export class BestCards1796019878115 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const [table, open] of Object.entries(searched)) {
      const seen = `(${open} OR app_lab_reads() OR EXISTS (SELECT 1 FROM party p
        WHERE p.thing_id = t.id AND p.organisation_id = app_org()))`;
      const first = (asked: string) =>
        `(SELECT t.id FROM "${table}" t WHERE t.words @@ ${asked} AND ${seen} ORDER BY t.id DESC LIMIT $5)`;
      await runner.query(
        `CREATE FUNCTION ${table}_fills(asked tsquery, wanted integer) RETURNS boolean
         LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public SET enable_seqscan = off AS
         $$ SELECT count(*) >= $2 FROM (SELECT 1 FROM "${table}" t WHERE t.words @@ $1 AND ${open} LIMIT $2) AS c $$`,
      );
      await runner.query(`DROP FUNCTION ${table}_ranked(tsquery, tsquery[], real[], integer)`);
      await runner.query(
        `CREATE FUNCTION ${table}_ranked(nearest tsquery, likely tsquery, terms tsquery[], rarities real[], most integer)
         RETURNS TABLE (id uuid, score numeric) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
         $$ SELECT l.id, (SELECT sum(ts_rank('{0.25, 0.45, 0.7, 0.95}', l.words, a.term) * a.rarity)::numeric
              FROM unnest($3, $4) AS a(term, rarity))
            FROM (SELECT w.id, w.words || ''::tsvector AS words FROM "${table}" w WHERE w.id IN (
                ${first('$1')} UNION ${first('$2')}) OFFSET 0) AS l $$`,
      );
    }
    // What everybody sees, with what it is counted by: each row looked up once, where the ids alone have it looked up again.
    for (const [table, columns] of Object.entries(facets)) {
      const named = columns.replace(/(\w+) [\w[\]]+/g, 't.$1');
      await runner.query(
        `CREATE FUNCTION ${table}_openly_found(asked tsquery) RETURNS TABLE (id uuid, ${columns})
         LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public SET enable_seqscan = off ROWS 5000 AS
         $$ SELECT t.id, ${named} FROM "${table}" t WHERE t.words @@ $1 AND ${cardOpen} $$`,
      );
    }
  }
  async down(): Promise<void> {
    throw new Error('words are not taken back');
  }
}
