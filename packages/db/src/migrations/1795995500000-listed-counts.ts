import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What lists are narrowed by; of a list-valued column each value counts. */
const facets = {
  solution: ['fields'],
  algorithm: ['fields', 'task'],
  dataset: ['fields', 'access_mode'],
};
const open = (row: string) => `(${row}.listed IS NOT NULL AND ${row}.status <> 'delisted')`;

/**
 * How many cards everybody sees, in all and of each value lists are narrowed by: kept with each change, in its own
 * transaction, so that no list counts all there is and none is told a number that is not so.
 */
export class ListedCounts1795995500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [
      `CREATE TABLE "listed_count" ("thing" text NOT NULL, "facet" text NOT NULL, "value" text NOT NULL, "cards" integer NOT NULL,
         CONSTRAINT "PK_listed_count" PRIMARY KEY ("thing", "facet", "value"))`,
      'ALTER TABLE listed_count ENABLE ROW LEVEL SECURITY',
      'REVOKE ALL ON listed_count FROM lab_api, lab_score, lab_execute, lab_public',
      'GRANT SELECT ON listed_count TO lab_api, lab_public',
      ...Object.entries(facets).flatMap(([table, columns]) => counted(table, columns)),
    ])
      await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('restore a backup instead');
  }
}

/** Rows of one kind, in the order of their key, so that two writers never wait for each other in a ring. */
function counted(table: string, columns: readonly string[]): string[] {
  const valuesOf = (column: string, row: string) =>
    column === 'fields' ? `unnest(${row}.fields)` : `${row}.${column}`;
  const told = (rows: string, by: number) =>
    [
      `SELECT '' AS facet, '' AS value, ${by} AS by FROM ${rows} r WHERE ${open('r')}`,
      ...columns.map(
        (column) => `SELECT '${column}', ${valuesOf(column, 'r')}, ${by} FROM ${rows} r WHERE ${open('r')}`,
      ),
    ].join(' UNION ALL ');
  const count = (changes: string) => `
    INSERT INTO listed_count AS l (thing, facet, value, cards)
    SELECT '${table}', c.facet, c.value, sum(c.by) FROM (${changes}) AS c GROUP BY c.facet, c.value
    HAVING sum(c.by) <> 0 ORDER BY c.facet, c.value
    ON CONFLICT (thing, facet, value) DO UPDATE SET cards = l.cards + excluded.cards;`;
  const trigger = (on: string, tables: string) =>
    `CREATE TRIGGER listed_counted_${on.toLowerCase()} AFTER ${on} ON "${table}" REFERENCING ${tables}
     FOR EACH STATEMENT EXECUTE FUNCTION ${table}_listed()`;
  const same = columns.map((column) => `g.${column} IS DISTINCT FROM c.${column}`).join(' OR ');
  return [
    `CREATE FUNCTION ${table}_listed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$ BEGIN
       IF TG_OP = 'INSERT' THEN
         IF EXISTS (SELECT 1 FROM came c WHERE ${open('c')}) THEN ${count(told('came', 1))} END IF;
       ELSIF TG_OP = 'DELETE' THEN
         IF EXISTS (SELECT 1 FROM gone g WHERE ${open('g')}) THEN ${count(told('gone', -1))} END IF;
       ELSIF EXISTS (SELECT 1 FROM gone g JOIN came c ON c.id = g.id WHERE ${open('g')} <> ${open('c')}
           OR (${open('c')} AND (${same}))) THEN
         ${count(`${told('came', 1)} UNION ALL ${told('gone', -1)}`)}
       END IF;
       RETURN NULL;
     END $$`,
    trigger('INSERT', 'NEW TABLE AS came'),
    trigger('UPDATE', 'OLD TABLE AS gone NEW TABLE AS came'),
    trigger('DELETE', 'OLD TABLE AS gone'),
    `INSERT INTO listed_count (thing, facet, value, cards)
     SELECT '${table}', facet, value, sum(by) FROM (${told(`"${table}"`, 1)}) AS c GROUP BY facet, value`,
  ];
}
