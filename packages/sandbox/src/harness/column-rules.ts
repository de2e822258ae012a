import type { DuckDBConnection } from '@duckdb/node-api';

/** What the owner declares of a column's values. */
export interface RulesOfColumn {
  column: string;
  required?: boolean;
  unique?: boolean;
  least?: number;
  most?: number;
  /** RE2, which the whole value meets. */
  pattern?: string;
  oneOf?: string[];
  /** Where the values are that this column's must be among: a file with one column `v`. Null: they are not to be had. */
  among?: string | null;
}

export interface RuleViolation {
  column: string;
  rule: 'required' | 'unique' | 'range' | 'pattern' | 'list' | 'reference';
  /** Null where the rule itself could not be read. */
  cells: number | null;
  /** The first rows it was found in, from 1; no value of them. */
  rows: number[];
}

const MOST_ROWS = 10;
const name = (column: string) => `"${column.replaceAll('"', '""')}"`;
const text = (value: string) => `'${value.replaceAll("'", "''")}'`;

const readOne = (file: string) =>
  `read_csv(${text(file)}, header = true, delim = ',', quote = '"', escape = '"', auto_detect = false, strict_mode = true, nullstr = '', max_line_size = 67108864, columns = {'v': 'VARCHAR'})`;

interface Check {
  column: string;
  rule: RuleViolation['rule'];
  /** True of a row that breaks the rule. */
  broken: string;
}

/**
 * Counts what breaks the rules in one reading of the normalised table, and names the first rows of each. `table` is
 * where DuckDB reads it; of columns that are not there nothing is said (that they are missing is a problem of its own).
 */
export async function checkRules(
  connection: DuckDBConnection,
  table: string,
  columns: readonly string[],
  rules: readonly RulesOfColumn[],
): Promise<RuleViolation[]> {
  const query = async (sql: string) =>
    (await connection.runAndReadAll(sql)).getRowObjectsJson() as Record<string, unknown>[];
  const unreadable: RuleViolation[] = [];
  const checks: Check[] = [];
  for (const one of rules.filter(({ column }) => columns.includes(column))) {
    const { column } = one;
    const v = name(column);
    if (one.required) checks.push({ column, rule: 'required', broken: `${v} IS NULL` });
    const bounds = [
      ...(one.least === undefined ? [] : [`try_cast(${v} AS DOUBLE) < ${one.least}::DOUBLE`]),
      ...(one.most === undefined ? [] : [`try_cast(${v} AS DOUBLE) > ${one.most}::DOUBLE`]),
    ];
    if (bounds.length > 0)
      checks.push({
        column,
        rule: 'range',
        broken: `${v} IS NOT NULL AND (try_cast(${v} AS DOUBLE) IS NULL OR ${bounds.join(' OR ')})`,
      });
    if (one.oneOf)
      checks.push({
        column,
        rule: 'list',
        broken: `${v} IS NOT NULL AND NOT list_contains([${one.oneOf.map(text).join(', ')}], ${v})`,
      });
    if (one.among === null) unreadable.push({ column, rule: 'reference', cells: null, rows: [] });
    else if (one.among !== undefined) {
      const others = `(SELECT DISTINCT v FROM ${readOne(one.among)} WHERE v IS NOT NULL)`;
      checks.push({ column, rule: 'reference', broken: `${v} IS NOT NULL AND ${v} NOT IN ${others}` });
    }
    if (one.pattern !== undefined) {
      const meets = (value: string) => `regexp_full_match(${value}, ${text(one.pattern ?? '')})`;
      // What RE2 does not read or finds too large is said of the rule, not of the data.
      const readable = await query(`SELECT ${meets("'x'")} AS yes`).then(
        () => true,
        () => false,
      );
      if (readable) checks.push({ column, rule: 'pattern', broken: `${v} IS NOT NULL AND NOT ${meets(v)}` });
      else unreadable.push({ column, rule: 'pattern', cells: null, rows: [] });
    }
  }
  const counted =
    checks.length === 0
      ? {}
      : ((
          await query(
            `SELECT ${checks.map(({ broken }, at) => `count(*) FILTER (WHERE ${broken}) AS c${at}`).join(', ')} FROM ${table}`,
          )
        )[0] ?? {});
  // Rows are numbered as they stand: the order is kept from here on.
  await connection.run('SET preserve_insertion_order = true');
  const firstRows = async (column: string, broken: string) =>
    (
      await query(
        `SELECT n FROM (SELECT row_number() OVER () AS n, ${name(column)} FROM ${table}) WHERE ${broken} LIMIT ${MOST_ROWS}`,
      )
    ).map((row) => Number(row.n));
  const found: RuleViolation[] = [];
  for (const [at, { column, rule, broken }] of checks.entries()) {
    const cells = Number(counted[`c${at}`] ?? 0);
    if (cells > 0) found.push({ column, rule, cells, rows: await firstRows(column, broken) });
  }
  for (const { column } of rules.filter((one) => one.unique && columns.includes(one.column))) {
    const v = name(column);
    const [row] = await query(`SELECT count(${v}) - count(DISTINCT ${v}) AS n FROM ${table}`);
    const cells = Number(row?.n ?? 0);
    if (cells === 0) continue;
    const twice = await query(
      `SELECT ${v} AS v FROM ${table} WHERE ${v} IS NOT NULL GROUP BY 1 HAVING count(*) > 1 LIMIT ${MOST_ROWS / 2}`,
    );
    const broken = `${v} IN (${twice.map((one) => text(String(one.v))).join(', ')})`;
    found.push({ column, rule: 'unique', cells, rows: await firstRows(column, broken) });
  }
  return [...unreadable, ...found];
}
