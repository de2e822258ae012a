import type { DuckDBConnection } from '@duckdb/node-api';
import { quote } from './normal-table.js';

interface Degrees {
  west: number;
  south: number;
  east: number;
  north: number;
}

/** Where rows with coordinates lie. */
export interface Extent extends Degrees {
  longitude: string;
  latitude: string;
  side: number;
  cells: [number, number, number][];
  /** Of all rows; the rest is of the first to the 99th percentile. */
  box?: Degrees;
}

const SIDE = 32;
const longitudes = /^(geometry_?)?(lon|lng|long|longitude|经度)_*$|^(东经|经度)([(（].*[)）])?$/i;
const latitudes = /^(geometry_?)?(lat|latitude|纬度)_*$|^(北纬|纬度)([(（].*[)）])?$/i;

interface Figures {
  name: string;
  type: string;
  quantiles: readonly { p: number; value: number }[];
}

/** A column by its name, if all its figures could be degrees. */
function found(columns: readonly Figures[], names: RegExp, most: number): Figures | undefined {
  return columns.find(
    ({ name, type, quantiles }) =>
      type === 'number' &&
      names.test(name.trim()) &&
      quantiles.length > 0 &&
      quantiles.every(({ value }) => Math.abs(value) <= most),
  );
}

/** Counts rows in a grid over their coordinates, if the table has any; `table` is where DuckDB reads it. */
export async function extentOf(
  connection: DuckDBConnection,
  table: string,
  columns: readonly Figures[],
): Promise<Extent | null> {
  const [x, y] = [found(columns, longitudes, 180), found(columns, latitudes, 90)];
  if (!x || !y) return null;
  const at = (column: Figures, p: number) => column.quantiles.find((one) => one.p === p)?.value ?? 0;
  const [west, east, south, north] = [at(x, 0.01), at(x, 0.99), at(y, 0.01), at(y, 0.99)];
  const bin = (value: string, from: number, to: number) =>
    to > from
      ? `CAST(least(greatest(floor((${value} - ${from}::DOUBLE) / ${(to - from) / SIDE}::DOUBLE), 0), ${SIDE - 1}) AS INTEGER)`
      : '0';
  const places = `SELECT try_cast(${quote(x.name)} AS DOUBLE) AS x, try_cast(${quote(y.name)} AS DOUBLE) AS y FROM ${table}`;
  const rows = async (sql: string) =>
    (await connection.runAndReadAll(sql)).getRowObjectsJson() as Record<string, unknown>[];
  const placed = `FROM (${places}) WHERE abs(x) <= 180 AND abs(y) <= 90`;
  const counted = await rows(
    `SELECT ${bin('x', west, east)} AS a, ${bin('y', south, north)} AS b, count(*) AS c ${placed} GROUP BY a, b ORDER BY a, b`,
  );
  const [box] = await rows(`SELECT min(x) AS w, max(x) AS e, min(y) AS s, max(y) AS n ${placed}`);
  if (counted.length === 0 || !box) return null;
  return {
    longitude: x.name,
    latitude: y.name,
    west,
    south,
    east,
    north,
    side: SIDE,
    cells: counted.map((row): [number, number, number] => [Number(row.a), Number(row.b), Number(row.c)]),
    box: { west: Number(box.w), south: Number(box.s), east: Number(box.e), north: Number(box.n) },
  };
}
