import { statSync } from 'node:fs';
import type { DuckDBConnection } from '@duckdb/node-api';
import { checkRules, type RulesOfColumn, type RuleViolation } from './column-rules.js';
import { type Extent, extentOf } from './extent.js';
import { shown } from './io.js';
import { onlyTable, openDatabase, quote, roomFor } from './normal-table.js';
import {
  type Candidate,
  candidates,
  checked,
  nameShaped,
  type PersonalKind,
  personName,
  SHORTEST_CANDIDATE,
} from './personal-data.js';
import { PersonalTally } from './personal-tally.js';

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
  /** Where rows with coordinates lie; absent where there are none. */
  extent?: Extent;
  /** Of the rules that were declared; absent where there were none. */
  violations?: RuleViolation[];
}

const QUANTILES = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99];
const BINS = 20;
const MOST_TOP = 20;

const LOCAL = 'try_cast(left(v, 19) AS TIMESTAMP)';
/** Minutes and hours of an instant's zone, in seconds; a day and an instant in UTC have none. */
const OFFSET = `CASE WHEN length(v) = 10 OR right(v, 1) = 'Z' THEN 0 ELSE
  (CASE left(right(v, 6), 1) WHEN '-' THEN -1 ELSE 1 END)
  * (try_cast(left(right(v, 5), 2) AS INTEGER) * 3600 + try_cast(right(v, 2) AS INTEGER) * 60) END`;

type Record_ = Record<string, unknown>;

interface Gathered {
  count: number;
  distinct: number;
  longest: number;
}

class Profiler {
  constructor(
    private readonly connection: DuckDBConnection,
    private readonly minimumTop: number,
    private readonly parts: number,
  ) {}

  async rows(sql: string): Promise<Record_[]> {
    const reader = await this.connection.runAndReadAll(sql);
    return reader.getRowObjectsJson() as Record_[];
  }

  private async one(sql: string): Promise<Record_> {
    return (await this.rows(sql))[0] ?? {};
  }

  /**
   * Gathers a column's values, each with its number of rows, for all that follows. Of a long table a part of the
   * values at a time, told apart by their hash: all of 10 million different ones would not find room at once.
   */
  private async gather(column: string, part: number): Promise<Gathered> {
    const here = this.parts > 1 ? `AND hash(${column}) % ${this.parts} = ${part}` : '';
    await this.connection.run(
      `CREATE OR REPLACE TEMP TABLE g AS SELECT ${column} AS v, count(*) AS c FROM t
       WHERE ${column} IS NOT NULL ${here} GROUP BY v`,
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
      histogram: emptyBins(low, high),
    };
  }

  /** Adds what was gathered to the bins of a number's histogram. */
  private async fill(bins: ColumnProfile['histogram']): Promise<void> {
    const [low, high] = [bins[0]!.from, bins.at(-1)!.to];
    const width = (high - low) / BINS;
    const bin = width > 0 ? `least(greatest(floor((x - ${low}) / ${width}), 0), ${BINS - 1})` : '0';
    const counted = await this.rows(`
      SELECT ${bin} AS bin, sum(c) AS count FROM (SELECT try_cast(v AS DOUBLE) AS x, c FROM g)
      WHERE isfinite(x) GROUP BY bin`);
    for (const row of counted) bins[Number(row.bin)]!.count += Number(row.count);
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

  private async personal(type: ColumnType, seen: PersonalTally): Promise<void> {
    // Digits after a decimal point are no numbers of anybody.
    const plausible = type === 'number' ? "NOT contains(v, '.') AND " : '';
    for (const [kind, { pattern, first }] of Object.entries(candidates) as [PersonalKind, Candidate][]) {
      const found = await this.rows(`
        SELECT regexp_extract(v, '${pattern}', 2) AS candidate, sum(c) AS count FROM g
        WHERE ${plausible}${first} AND regexp_matches(v, '${pattern}') GROUP BY candidate`);
      const passes = checked[kind]?.passes ?? (() => true);
      for (const row of found) seen.note(kind, Number(row.count), passes(String(row.candidate)));
    }
  }

  private async names(seen: PersonalTally): Promise<void> {
    const found = await this.one(
      `SELECT count(*) FILTER (WHERE regexp_full_match(v, '${personName}')) AS n, sum(c) AS count FROM g
       WHERE length(v) BETWEEN 2 AND 4 AND regexp_full_match(v, '${nameShaped}')`,
    );
    seen.noteNames(Number(found.n), Number(found.count ?? 0));
  }

  async column({ name, type }: TypedColumn, total: number): Promise<ColumnProfile> {
    const column = quote(name);
    const figures = {
      ...(type === 'number' ? await this.numbers(column) : {}),
      ...(type === 'timestamp' ? await this.times(column) : {}),
    };
    const sayable = type !== 'timestamp' && type !== 'image';
    let [count, distinct] = [0, 0];
    let top: ColumnProfile['top'] = [];
    const seen = new PersonalTally();
    for (let part = 0; part < this.parts; part += 1) {
      const found = await this.gather(column, part);
      count += found.count;
      distinct += found.distinct;
      if (figures.histogram) await this.fill(figures.histogram);
      if (!sayable) continue;
      if (found.longest >= SHORTEST_CANDIDATE) await this.personal(type, seen);
      if (type === 'string') await this.names(seen);
      top = mostOf([...top, ...(await this.top())]);
    }
    const personal = seen.of(name, distinct);
    const open = sayable && Object.keys(personal).length === 0;
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
      top: open ? top : [],
      personal,
      ...figures,
    };
  }
}

function emptyBins(low: number, high: number): ColumnProfile['histogram'] {
  const width = (high - low) / BINS;
  return Array.from({ length: width > 0 ? BINS : 1 }, (_, index) => ({
    from: low + index * width,
    to: index === BINS - 1 ? high : low + (index + 1) * width,
    count: 0,
  }));
}

/** Of values no two of which are equal. */
const mostOf = (top: ColumnProfile['top']): ColumnProfile['top'] =>
  top.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)).slice(0, MOST_TOP);

export interface ProfileRules {
  /** A value seen in fewer rows never shows. */
  minimumTop: number;
  memoryBytes: number;
  /** What the owner declares of columns. */
  rules?: readonly RulesOfColumn[];
  /** Fewer only in tests. */
  atOnce?: { rows: number; bytes: number };
}

export interface TypedColumn {
  name: string;
  type: ColumnType;
}

const MiB = 2 ** 20;
/** Rows whose values are grouped at once, and bytes of columns that are held at once. */
const atOnceUsually = { rows: 4_000_000, bytes: 400 * MiB };

/**
 * Profiles a normalised table, whose columns are of the types its reader says. A long table is read anew for every
 * few columns: held whole it would take twice the room that it takes as text.
 */
export async function profileTable(
  file: string,
  columns: readonly TypedColumn[],
  { minimumTop, memoryBytes, rules = [], atOnce = atOnceUsually }: ProfileRules,
): Promise<TableProfile> {
  const { size } = statSync(file);
  const connection = await openDatabase(roomFor(memoryBytes, size));
  await connection.run('SET preserve_insertion_order = false');
  const table = await onlyTable(
    connection,
    file,
    columns.map(({ name }) => name),
    rules.flatMap(({ among }) => (among ? [among] : [])),
  );
  const { total, duplicates } = await countRows(connection, table, columns, atOnce.rows);
  const parts = Math.max(1, Math.ceil(total / atOnce.rows));
  const profiler = new Profiler(connection, minimumTop, parts);
  const profiles: ColumnProfile[] = [];
  for (const held of batches(columns, total, size, atOnce.bytes)) {
    const list = held.map(({ name }) => quote(name)).join(', ');
    await connection.run(`CREATE OR REPLACE TABLE t AS SELECT ${list} FROM ${table}`);
    for (const column of held) profiles.push(await profiler.column(column, total));
  }
  const names = columns.map((column) => column.name);
  const violations =
    rules.length > 0 ? { violations: await checkRules(connection, table, names, rules) } : {};
  const extent = await extentOf(connection, table, profiles);
  const times = profiles.filter((profile) => profile.type === 'timestamp' && profile.min !== null);
  const inOrder = (ends: string[]) => ends.sort((a, b) => Date.parse(a) - Date.parse(b));
  const from = inOrder(times.map((profile) => String(profile.min)))[0];
  const to = inOrder(times.map((profile) => String(profile.max))).at(-1);
  return {
    rows: total,
    duplicates,
    timeCoverage: from !== undefined && to !== undefined ? { from, to } : null,
    columns: profiles,
    ...(extent ? { extent } : {}),
    ...violations,
  };
}

/**
 * Rows, and how many repeat an earlier one in every column. Rows are told apart by two hashes of 64 bits over their
 * cells in two orders, not held themselves: that two different ones agree in both is not to be expected.
 */
async function countRows(
  connection: DuckDBConnection,
  table: string,
  columns: readonly TypedColumn[],
  rowsAtOnce: number,
) {
  const names = columns.map(({ name }) => quote(name));
  const reversed = [...names].reverse();
  const counted = async (sql: string) => {
    const [row] = (await connection.runAndReadAll(`SELECT count(*) AS n FROM ${sql}`)).getRowObjectsJson();
    return Number(row?.n ?? 0);
  };
  await connection.run(
    `CREATE TABLE h AS SELECT hash(${names.join(', ')}) AS a, hash(0, ${reversed.join(', ')}) AS b FROM ${table}`,
  );
  const total = await counted('h');
  const parts = Math.max(1, Math.ceil(total / rowsAtOnce));
  let unique = 0;
  for (let part = 0; part < parts; part += 1)
    unique += await counted(`(SELECT 1 FROM h WHERE a % ${parts} = ${part} GROUP BY a, b)`);
  await connection.run('DROP TABLE h');
  return { total, duplicates: total - unique };
}

/** Columns that are held together; text takes 16 bytes a cell beside what it says. */
function batches(
  columns: readonly TypedColumn[],
  rows: number,
  bytes: number,
  most: number,
): TypedColumn[][] {
  const each = rows * 16 + bytes / columns.length;
  const together = Math.max(1, Math.floor(most / each));
  const found: TypedColumn[][] = [];
  for (let at = 0; at < columns.length; at += together) found.push(columns.slice(at, at + together));
  return found;
}
