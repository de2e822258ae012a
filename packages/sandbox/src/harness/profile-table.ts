import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { shown } from './io.js';
import { candidates, idCardChecks, type PersonalKind } from './personal-data.js';

export type ColumnType = 'number' | 'string' | 'boolean' | 'timestamp' | 'image';

export interface ColumnProfile {
  name: string;
  type: ColumnType;
  /** Cells with a value. */
  count: number;
  nulls: number;
  distinct: number;
  /** Numbers: the 1st and 99th percentile, so that no single extreme row shows. Times: the first and last. */
  min: number | string | null;
  max: number | string | null;
  mean: number | null;
  deviation: number | null;
  quantiles: { p: number; value: number }[];
  /** 20 equal bins from the 1st to the 99th percentile; values beyond count in the outer ones. */
  histogram: { from: number; to: number; count: number }[];
  /** The most frequent values with at least `minimumTop` rows; none in columns with personal data. */
  top: { value: string; count: number }[];
  /** Cells that hold personal data, by kind. */
  personal: Partial<Record<PersonalKind, number>>;
}

export interface TableProfile {
  rows: number;
  /** Rows that repeat an earlier one in every column. */
  duplicates: number;
  timeCoverage: { from: string; to: string } | null;
  columns: ColumnProfile[];
}

const QUANTILES = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99];
const BINS = 20;
const MOST_TOP = 20;
// Exact counting of distinct values holds all of them in memory.
const EXACT_DISTINCT_ROWS = 2_000_000;

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`;
const MISSING = `('', 'NA', 'N/A', 'n/a', 'NULL', 'null', 'NaN', 'nan', 'None')`;
/** A cell, or NULL where it only says that nothing is known. */
const cell = (name: string) => `CASE WHEN trim(${name}) IN ${MISSING} THEN NULL ELSE trim(${name}) END`;
const asTime = (value: string) =>
  `coalesce(try_cast(${value} AS TIMESTAMP), try_strptime(${value}, ['%Y/%m/%d', '%Y/%m/%d %H:%M', '%Y/%m/%d %H:%M:%S', '%Y年%m月%d日', '%Y%m%d%H', '%Y-%m-%d %H']))`;

type Record_ = Record<string, unknown>;

class Profiler {
  constructor(
    private readonly connection: DuckDBConnection,
    private readonly minimumTop: number,
  ) {}

  async rows(sql: string): Promise<Record_[]> {
    const reader = await this.connection.runAndReadAll(sql);
    return reader.getRowObjectsJson() as Record_[];
  }

  private async one(sql: string): Promise<Record_> {
    return (await this.rows(sql))[0] ?? {};
  }

  /** What every value of a column can be read as. A code with leading zeros or of many digits is a text. */
  async typeOf(column: string): Promise<{ type: ColumnType; count: number; longest: number }> {
    const found = await this.one(`
      SELECT count(v) AS count, max(length(v)) AS longest,
        count(try_cast(v AS DOUBLE)) AS numbers,
        count(*) FILTER (regexp_full_match(v, '-?0[0-9]+') OR regexp_full_match(v, '[0-9]{16,}')) AS codes,
        count(*) FILTER (lower(v) IN ('true', 'false')) AS booleans,
        count(${asTime('v')}) FILTER (NOT regexp_full_match(v, '-?[0-9]{1,8}(\\.[0-9]+)?')) AS times
      FROM (SELECT ${cell(column)} AS v FROM t)`);
    const count = Number(found.count);
    const longest = Number(found.longest ?? 0);
    const all = (key: string) => count > 0 && Number(found[key]) === count;
    if (all('booleans')) return { type: 'boolean', count, longest };
    if (all('times')) return { type: 'timestamp', count, longest };
    if (all('numbers') && Number(found.codes) === 0) return { type: 'number', count, longest };
    return { type: 'string', count, longest };
  }

  async numbers(column: string): Promise<Partial<ColumnProfile>> {
    const from = `(SELECT try_cast(${cell(column)} AS DOUBLE) AS v FROM t)`;
    const found = await this.one(`
      SELECT avg(v) AS mean, stddev_samp(v) AS deviation, quantile_cont(v, [${QUANTILES.join(', ')}]) AS q
      FROM ${from} WHERE v IS NOT NULL AND isfinite(v)`);
    const values = ((found.q as unknown[] | null) ?? []).map(Number);
    if (values.length === 0) return {};
    const [low, high] = [values[0]!, values.at(-1)!];
    const finite = (value: unknown) =>
      value === null || !Number.isFinite(Number(value)) ? null : Number(value);
    return {
      min: low,
      max: high,
      mean: finite(found.mean),
      deviation: finite(found.deviation),
      quantiles: QUANTILES.map((p, index) => ({ p, value: values[index]! })),
      histogram: await this.histogram(from, low, high),
    };
  }

  private async histogram(from: string, low: number, high: number): Promise<ColumnProfile['histogram']> {
    const width = (high - low) / BINS;
    if (!(width > 0)) {
      const [only] = await this.rows(`SELECT count(v) AS count FROM ${from} WHERE isfinite(v)`);
      return [{ from: low, to: high, count: Number(only?.count ?? 0) }];
    }
    const bin = `least(greatest(floor((v - ${low}) / ${width}), 0), ${BINS - 1})`;
    const counted = await this.rows(
      `SELECT ${bin} AS bin, count(*) AS count FROM ${from} WHERE v IS NOT NULL AND isfinite(v) GROUP BY bin`,
    );
    const counts = new Map(counted.map((row) => [Number(row.bin), Number(row.count)]));
    return Array.from({ length: BINS }, (_, index) => ({
      from: low + index * width,
      to: index === BINS - 1 ? high : low + (index + 1) * width,
      count: counts.get(index) ?? 0,
    }));
  }

  async times(column: string): Promise<Partial<ColumnProfile>> {
    const time = asTime(cell(column));
    const found = await this.one(
      `SELECT strftime(min(${time}), '%Y-%m-%dT%H:%M:%S') AS first, strftime(max(${time}), '%Y-%m-%dT%H:%M:%S') AS last FROM t`,
    );
    return { min: found.first as string, max: found.last as string };
  }

  async top(column: string): Promise<ColumnProfile['top']> {
    const found = await this.rows(`
      SELECT v, count(*) AS count FROM (SELECT ${cell(column)} AS v FROM t) WHERE v IS NOT NULL
      GROUP BY v HAVING count(*) >= ${this.minimumTop} ORDER BY count DESC, v LIMIT ${MOST_TOP}`);
    return found.map((row) => ({ value: shown(String(row.v), 100), count: Number(row.count) }));
  }

  async personal(column: string): Promise<ColumnProfile['personal']> {
    const kinds: PersonalKind[] = ['mobile', 'plate', 'email'];
    const counted = kinds.map(
      (kind) => `count(*) FILTER (regexp_matches(${column}, '${candidates[kind]}')) AS ${kind}`,
    );
    const found = await this.one(`SELECT ${counted.join(', ')} FROM t`);
    const likely = await this.rows(`
      SELECT regexp_extract(${column}, '${candidates.id_card}', 2) AS candidate, count(*) AS count
      FROM t WHERE regexp_matches(${column}, '${candidates.id_card}') GROUP BY candidate`);
    const cards = likely.filter((row) => idCardChecks(String(row.candidate)));
    const result: ColumnProfile['personal'] = {};
    for (const kind of kinds) if (Number(found[kind]) > 0) result[kind] = Number(found[kind]);
    const total = cards.reduce((sum, row) => sum + Number(row.count), 0);
    return total > 0 ? { id_card: total, ...result } : result;
  }

  async column(name: string, total: number): Promise<ColumnProfile> {
    const column = quote(name);
    const { type, count, longest } = await this.typeOf(column);
    const distinct = total <= EXACT_DISTINCT_ROWS ? 'count(DISTINCT v)' : 'approx_count_distinct(v)';
    const found = await this.one(`SELECT ${distinct} AS n FROM (SELECT ${cell(column)} AS v FROM t)`);
    // The shortest of them, a plate, has seven characters, or five on an e-mail address.
    const personal = longest >= 5 && type !== 'timestamp' ? await this.personal(column) : {};
    const open = Object.keys(personal).length === 0 && type !== 'timestamp';
    return {
      name,
      type,
      count,
      nulls: total - count,
      distinct: Number(found.n),
      min: null,
      max: null,
      mean: null,
      deviation: null,
      quantiles: [],
      histogram: [],
      top: open ? await this.top(column) : [],
      personal,
      ...(type === 'number' ? await this.numbers(column) : {}),
      ...(type === 'timestamp' ? await this.times(column) : {}),
    };
  }
}

export interface ProfileRules {
  /** A value seen in fewer rows never shows. */
  minimumTop: number;
  memoryBytes: number;
}

/** Opens an in-memory database that spills to /tmp and goes nowhere else. */
export async function openDatabase(memoryBytes: number): Promise<DuckDBConnection> {
  const instance = await DuckDBInstance.create(':memory:', {
    threads: '2',
    memory_limit: `${Math.floor(memoryBytes / 2 / 1024 / 1024)}MB`,
    temp_directory: '/tmp/duckdb',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  return instance.connect();
}

/** Profiles a normalised table. Cells are texts; what they mean is found here, not guessed by a reader. */
export async function profileTable(
  file: string,
  columns: string[],
  rules: ProfileRules,
): Promise<TableProfile> {
  const connection = await openDatabase(rules.memoryBytes);
  const types = columns.map((name) => `'${name.replaceAll("'", "''")}': 'VARCHAR'`).join(', ');
  await connection.run(
    `CREATE TABLE t AS SELECT * FROM read_csv('${file}', header = true, delim = ',', quote = '"', escape = '"', auto_detect = false, strict_mode = true, null_padding = false, max_line_size = 67108864, columns = {${types}})`,
  );
  await connection.run('SET enable_external_access = false');
  const profiler = new Profiler(connection, rules.minimumTop);
  const [counted] = await profiler.rows('SELECT count(*) AS n FROM t');
  const total = Number(counted?.n ?? 0);
  const list = columns.map(quote).join(', ');
  const [unique] = await profiler.rows(`SELECT count(*) AS n FROM (SELECT 1 FROM t GROUP BY ${list})`);
  const profiles: ColumnProfile[] = [];
  for (const name of columns) profiles.push(await profiler.column(name, total));
  const times = profiles.filter((profile) => profile.type === 'timestamp' && profile.min !== null);
  const from = times.map((profile) => String(profile.min)).sort()[0];
  const to = times
    .map((profile) => String(profile.max))
    .sort()
    .at(-1);
  return {
    rows: total,
    duplicates: total - Number(unique?.n ?? 0),
    timeCoverage: from !== undefined && to !== undefined ? { from, to } : null,
    columns: profiles,
  };
}
