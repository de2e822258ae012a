import type { MigrationInterface, QueryRunner } from 'typeorm';

const cardOpen = (row: string) => `(${row}.listed IS NOT NULL AND ${row}.status <> 'delisted')`;
const needOpen = (row: string) => `(${row}.status IN ('published', 'closed', 'archived'))`;
/** What is searched, and which of its rows everybody sees. */
const searched = { solution: cardOpen, algorithm: cardOpen, dataset: cardOpen, scenario: needOpen };

/**
 * A search vector kept on write, the folded text beside it, and how many public rows hold a word. Below row-level
 * security an index is asked only by operators that are leakproof, and `@@` is not: the two functions of each table look
 * past it and answer for what the caller may see alone. Words of drafts are not counted, so no rank tells of them.
 */
export class Words1795967498578 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const statements = [
      `CREATE TABLE "search_word" ("thing" text NOT NULL, "word" text NOT NULL, "cards" integer NOT NULL,
         CONSTRAINT "PK_search_word" PRIMARY KEY ("thing", "word"))`,
      'ALTER TABLE search_word ENABLE ROW LEVEL SECURITY',
      'CREATE POLICY counted ON search_word FOR SELECT TO lab_api, lab_public USING (true)',
      'REVOKE ALL ON search_word FROM lab_api, lab_score, lab_execute, lab_public',
      'GRANT SELECT ON search_word TO lab_api, lab_public',
      ...Object.entries(searched).flatMap(([table, open]) => [
        ...stored(table),
        ...asked(table, open),
        ...counted(table, open),
      ]),
    ];
    for (const statement of statements) await runner.query(statement);
  }
  async down(): Promise<void> {
    throw new Error('words are not taken back');
  }
}

/** Rows from before keep the words they had, each as telling as the others, until they are saved again. */
const stored = (table: string) => [
  `DROP FUNCTION ${table}_found(text)`,
  `DROP INDEX ${table}_search`,
  `ALTER TABLE "${table}" RENAME COLUMN "tokens" TO "said"`,
  // Texts and vectors move out of the rows: thousands of matches are then looked up in a few pages.
  `ALTER TABLE "${table}" SET (toast_tuple_target = 128)`,
  `ALTER TABLE "${table}" ADD "words" tsvector NOT NULL DEFAULT ''`,
  `UPDATE "${table}" SET words = to_tsvector('simple', said)`,
  `CREATE INDEX ${table}_search ON "${table}" USING gin (words) WITH (fastupdate = off)`,
];

const asked = (table: string, open: (row: string) => string) => {
  const seen = `(${open('t')} OR app_lab_reads() OR EXISTS (SELECT 1 FROM party p
    WHERE p.thing_id = t.id AND p.organisation_id = app_org()))`;
  return [
    `CREATE FUNCTION ${table}_found(asked tsquery) RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
     $$ SELECT t.id FROM "${table}" t WHERE t.words @@ $1 AND ${seen} $$`,
    // A vector is unpacked once (the || does it) and asked for each term; labels are worth what \`vector.ts\` says.
    `CREATE FUNCTION ${table}_ranked(likely tsquery, terms tsquery[], rarities real[], most integer)
     RETURNS TABLE (id uuid, score numeric) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
     $$ SELECT l.id, (SELECT sum(ts_rank('{0.25, 0.45, 0.7, 0.95}', l.words, a.term) * a.rarity)::numeric
          FROM unnest($2, $3) AS a(term, rarity))
        FROM (SELECT t.id, t.words || ''::tsvector AS words FROM "${table}" t WHERE t.words @@ $1 AND ${seen}
          ORDER BY t.id DESC LIMIT $4) AS l $$`,
  ];
};

/** One statement's changes at once, in the order of the words, so that two writers never wait for each other in a ring. */
const counted = (table: string, open: (row: string) => string) => {
  const words = (rows: string, by: number) =>
    `SELECT unnest(array_append(tsvector_to_array(r.words), '')) AS word, ${by} AS by FROM ${rows} r WHERE ${open('r')}`;
  const count = (changes: string) => `
    INSERT INTO search_word AS w (thing, word, cards)
    SELECT '${table}', c.word, sum(c.by) FROM (${changes}) AS c GROUP BY c.word HAVING sum(c.by) <> 0 ORDER BY c.word
    ON CONFLICT (thing, word) DO UPDATE SET cards = w.cards + excluded.cards;`;
  const trigger = (on: string, tables: string) =>
    `CREATE TRIGGER words_counted_${on.toLowerCase()} AFTER ${on} ON "${table}" REFERENCING ${tables}
     FOR EACH STATEMENT EXECUTE FUNCTION ${table}_counted()`;
  return [
    `CREATE FUNCTION ${table}_counted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$ BEGIN
       IF TG_OP = 'INSERT' THEN ${count(words('came', 1))}
       ELSIF TG_OP = 'DELETE' THEN ${count(words('gone', -1))}
       ELSIF EXISTS (SELECT 1 FROM gone g JOIN came c ON c.id = g.id WHERE ${open('g')} <> ${open('c')}
           OR (${open('c')} AND g.words <> c.words)) THEN
         ${count(`${words('came', 1)} UNION ALL ${words('gone', -1)}`)}
       END IF;
       RETURN NULL;
     END $$`,
    trigger('INSERT', 'NEW TABLE AS came'),
    trigger('UPDATE', 'OLD TABLE AS gone NEW TABLE AS came'),
    trigger('DELETE', 'OLD TABLE AS gone'),
    `INSERT INTO search_word (thing, word, cards) SELECT '${table}', word, count(*) FROM (${words(`"${table}"`, 1)}) AS c GROUP BY word`,
  ];
};
