import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { shown } from './io.js';
import {
  type Candidate,
  candidates,
  idCardChecks,
  type PersonalKind,
  SHORTEST_CANDIDATE,
} from './personal-data.js';

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
  /** Times: the 1st and 99th percentile, in seconds since 1970 UTC. */
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

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`;
const LOCAL = 'try_cast(left(v, 19) AS TIMESTAMP)';
/** Minutes and hours of an instant's zone, in seconds; a day and an instant in UTC have none. */
const OFFSET = `CASE WHEN length(v) = 10 OR right(v, 1) = 'Z' THEN 0 ELSE
  (CASE left(right(v, 6), 1) WHEN '-' THEN -1 ELSE 1 END)
  * (try_cast(left(right(v, 5), 2) AS INTEGER) * 3600 + try_cast(right(v, 2) AS INTEGER) * 60) END`;

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

  /** Gathers a column's values, each with its number of rows, for all that follows. */
  private async gather(column: string): Promise<{ count: number; distinct: number; longest: number }> {
    await this.connection.run(
      `CREATE OR REPLACE TEMP TABLE g AS SELECT ${column} AS v, count(*) AS c FROM t WHERE ${column} IS NOT NULL GROUP BY v`,
    );
    const found = await this.one('SELECT sum(c) AS count, count(*) AS n, max(length(v)) AS longest FROM g');
    return {
      count: Number(found.count ?? 0),
      distinct: Number(found.n),
      longest: Number(found.longest ?? 0),
    };
  }

  private async numbers(column: string): Promise<Partial<ColumnProfile>> {
    const found = await this.one(`
      SELECT avg(v) AS mean, stddev_samp(v) AS deviation, quantile_cont(v, [${QUANTILES.join(', ')}]) AS q
      FROM (SELECT try_cast(${column} AS DOUBLE) AS v FROM t) WHERE v IS NOT NULL AND isfinite(v)`);
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
      histogram: await this.histogram(low, high),
    };
  }

  private async histogram(low: number, high: number): Promise<ColumnProfile['histogram']> {
    const width = (high - low) / BINS;
    const bin = width > 0 ? `least(greatest(floor((x - ${low}) / ${width}), 0), ${BINS - 1})` : '0';
    const counted = await this.rows(`
      SELECT ${bin} AS bin, sum(c) AS count FROM (SELECT try_cast(v AS DOUBLE) AS x, c FROM g)
      WHERE isfinite(x) GROUP BY bin`);
    const counts = new Map(counted.map((row) => [Number(row.bin), Number(row.count)]));
    return Array.from({ length: width > 0 ? BINS : 1 }, (_, index) => ({
      from: low + index * width,
      to: index === BINS - 1 ? high : low + (index + 1) * width,
      count: counts.get(index) ?? 0,
    }));
  }

  private async times(column: string): Promise<Partial<ColumnProfile>> {
    const ends = [QUANTILES[0]!, QUANTILES.at(-1)!];
    const found = await this.one(`
      SELECT arg_min(v, x) AS first, arg_max(v, x) AS last, quantile_disc(x, [${ends.join(', ')}]) AS q
      FROM (SELECT v, epoch(${LOCAL}) - (${OFFSET}) AS x FROM (SELECT ${column} AS v FROM t)) WHERE x IS NOT NULL`);
    const values = ((found.q as unknown[] | null) ?? []).map(Number);
    return {
      min: found.first as string,
      max: found.last as string,
      quantiles: ends.flatMap((p, index) => {
        const value = values[index];
        return value === undefined ? [] : [{ p, value }];
      }),
    };
  }

  private async top(): Promise<ColumnProfile['top']> {
    const found = await this.rows(
      `SELECT v, c FROM g WHERE c >= ${this.minimumTop} ORDER BY c DESC, v LIMIT ${MOST_TOP}`,
    );
    return found.map((row) => ({ value: shown(String(row.v), 100), count: Number(row.c) }));
  }

  private async personal(type: ColumnType): Promise<ColumnProfile['personal']> {
    // Digits after a decimal point are no numbers of anybody.
    const plausible = type === 'number' ? "NOT contains(v, '.') AND " : '';
    const result: ColumnProfile['personal'] = {};
    for (const [kind, { pattern, first }] of Object.entries(candidates) as [PersonalKind, Candidate][]) {
      const found = await this.rows(`
        SELECT regexp_extract(v, '${pattern}', 2) AS candidate, sum(c) AS count FROM g
        WHERE ${plausible}${first} AND regexp_matches(v, '${pattern}') GROUP BY candidate`);
      const real = kind === 'id_card' ? found.filter((row) => idCardChecks(String(row.candidate))) : found;
      const total = real.reduce((sum, row) => sum + Number(row.count), 0);
      if (total > 0) result[kind] = total;
    }
    return result;
  }

  async column({ name, type }: TypedColumn, total: number): Promise<ColumnProfile> {
    const column = quote(name);
    const { count, distinct, longest } = await this.gather(column);
    const personal =
      longest >= SHORTEST_CANDIDATE && type !== 'timestamp' && type !== 'image'
        ? await this.personal(type)
        : {};
    const open = Object.keys(personal).length === 0 && type !== 'timestamp' && type !== 'image';
    return {
      name,
      type,
      count,
      nulls: total - count,
      distinct,
      min: null,
      max: null,
      mean: null,
      deviation: null,
      quantiles: [],
      histogram: [],
      top: open ? await this.top() : [],
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

export interface TypedColumn {
  name: string;
  type: ColumnType;
}

/** Profiles a normalised table, whose columns are of the types its reader says. */
export async function profileTable(
  file: string,
  columns: readonly TypedColumn[],
  rules: ProfileRules,
): Promise<TableProfile> {
  const connection = await openDatabase(rules.memoryBytes);
  const types = columns.map(({ name }) => `'${name.replaceAll("'", "''")}': 'VARCHAR'`).join(', ');
  await connection.run(
    `CREATE TABLE t AS SELECT * FROM read_csv('${file}', header = true, delim = ',', quote = '"', escape = '"', auto_detect = false, strict_mode = true, null_padding = false, nullstr = '', max_line_size = 67108864, columns = {${types}})`,
  );
  await connection.run('SET enable_external_access = false');
  const profiler = new Profiler(connection, rules.minimumTop);
  const [counted] = await profiler.rows('SELECT count(*) AS n FROM t');
  const total = Number(counted?.n ?? 0);
  const list = columns.map(({ name }) => quote(name)).join(', ');
  const [unique] = await profiler.rows(`SELECT count(*) AS n FROM (SELECT 1 FROM t GROUP BY ${list})`);
  const profiles: ColumnProfile[] = [];
  for (const column of columns) profiles.push(await profiler.column(column, total));
  const times = profiles.filter((profile) => profile.type === 'timestamp' && profile.min !== null);
  const inOrder = (ends: string[]) => ends.sort((a, b) => Date.parse(a) - Date.parse(b));
  const from = inOrder(times.map((profile) => String(profile.min)))[0];
  const to = inOrder(times.map((profile) => String(profile.max))).at(-1);
  return {
    rows: total,
    duplicates: total - Number(unique?.n ?? 0),
    timeCoverage: from !== undefined && to !== undefined ? { from, to } : null,
    columns: profiles,
  };
}
