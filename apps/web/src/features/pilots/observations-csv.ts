import type { Kpi, Pilot } from '@scenario-lab/contracts/pilots';
import { readMoment } from '@scenario-lab/tables/instants';
import { titleRows, totalCell } from '@scenario-lab/tables/layout';
import { type NumberStyle, numberText, plainNumbers, styleOf } from '@scenario-lab/tables/numbers';
import { type Problem, Unreadable } from '@scenario-lab/tables/problem';
import { typedMarkers } from '@scenario-lab/tables/reading';
import { beginsLikeWorkbook, sourceOf } from '@scenario-lab/tables/source';
import { type OffsetAt, offsetOfWall, offsetsOf } from '@scenario-lab/tables/zone';

type Known = Pick<Kpi, 'criterion' | 'name'>;
/** What of a pilot a file is read against. */
export interface Against {
  kpis: readonly Known[];
  sites: readonly string[];
  window: Pilot['window'];
  timeZone: string;
  /** Milliseconds since 1970-01-01 UTC. */
  now: number;
}
export interface Point {
  criterion: string;
  /** ISO 8601 in UTC. */
  at: string;
  value: number;
  site?: string;
}
export type FaultCode =
  | 'empty'
  | 'no_time_column'
  | 'no_value_column'
  | 'unknown_column'
  | 'unknown_criterion'
  | 'unknown_site'
  | 'bad_time'
  | 'before_the_pilot'
  | 'after_the_pilot'
  | 'in_the_future'
  | 'bad_value'
  | 'no_value'
  | 'total_row'
  | 'twice';
export interface Fault {
  /** Row of the sheet, counted from 1 with everything above the header; 0 concerns the whole file. */
  line: number;
  code: FaultCode;
  /** What stands there. */
  cell: string;
}
export interface ReadObservations {
  points: (Point & { line: number })[];
  faults: Fault[];
  /** What stands in the way of reading it as a table at all. */
  unreadable: readonly Problem[];
}

const heads = {
  at: ['at', 'time', 'timestamp', 'date', 'datetime', '时间', '观测时间', '日期', '时刻', '监测时间'],
  value: ['value', '数值', '观测值', '值', '测量值'],
  criterion: ['criterion', 'kpi', 'metric', 'indicator', '指标', '指标名称', '验收指标'],
  site: ['site', 'station', 'location', '站点', '地点', '测点', '点位', '监测点', '站名'],
} as const;
/** As a desk in China may write it: full-width digits, letters, colons and blanks mean what their narrow forms do. */
const narrow = (cell: string) => cell.normalize('NFKC').trim();
const plain = (cell: string) => narrow(cell).toLowerCase();
/** “日均绝对误差（MW）” is the indicator “日均绝对误差”. */
const withoutUnit = (cell: string) => plain(cell).replace(/\s*[([][^()[\]]*[)\]]$/, '');
const markers = new Set(typedMarkers);
const most = { columns: 2_000, rows: 1_000_000 };
/** A site's clock may run ahead of ours by so much. */
const aheadMs = 86_400_000;

/** What a cell says of a time, in UTC; without a zone it is the lab's. Null for what is in no calendar. */
export function instantOf(cell: string, offsetAt: OffsetAt): string | null {
  const text = narrow(cell);
  // 24:00 ends the day it is written with.
  const midnight = /^(.*\D)24:00(?::00)?$/.exec(text);
  const moment = readMoment(midnight ? `${midnight[1]}00:00` : text, 'ymd', true);
  if (moment === null) return null;
  const wall = moment.wall + (midnight ? 86_400_000 : 0);
  const offset = moment.offset ?? offsetOfWall(wall, offsetAt);
  return new Date(wall - offset * 60_000).toISOString();
}

/** Which indicator a cell names: its key, its name in either language. */
function nameIndex(kpis: readonly Known[]): (cell: string) => string | undefined {
  const names = new Map(
    kpis.flatMap(({ criterion, name }) =>
      [criterion.id, name.zh, name.en]
        .filter((word): word is string => word !== undefined)
        .map((word): [string, string] => [plain(word), criterion.id]),
    ),
  );
  return (cell) => names.get(plain(cell)) ?? names.get(withoutUnit(cell));
}

interface Line {
  cells: string[];
  line: number;
}

/** Rows of a file, by the lab's own reader of tables; titles above the header are none. @throws {Unreadable} */
function linesOf(bytes: Uint8Array): Line[] {
  if (beginsLikeWorkbook(bytes)) throw new Unreadable([{ code: 'workbook', place: 'file', detail: '' }]);
  const records = sourceOf(() => [bytes], {}, most).open();
  const lines: Line[] = [];
  for (let cells = records.next(); cells !== null; cells = records.next())
    lines.push({ cells, line: records.row() });
  return lines.slice(titleRows(lines.slice(0, 8).map(({ cells }) => cells)));
}

/** Columns of a header: where the time, the site, the values stand. */
function columnsOf(header: readonly string[], against: Against, names: ReturnType<typeof nameIndex>) {
  const columnOf = (words: readonly string[]) =>
    header.findIndex((cell) => words.includes(plain(cell)) || words.includes(withoutUnit(cell)));
  const [at, site, criterion] = [columnOf(heads.at), columnOf(heads.site), columnOf(heads.criterion)];
  const wide = header
    .map((cell, index) => ({ index, id: names(cell) }))
    .filter((one): one is { index: number; id: string } => one.id !== undefined);
  const value = columnOf(heads.value);
  const only = against.kpis.length === 1 ? against.kpis[0]?.criterion.id : undefined;
  const long = value >= 0 && (criterion >= 0 || only !== undefined);
  // What is no indicator is not read; its owner is told, for it may be a misspelt one.
  const unread = long
    ? []
    : header.filter(
        (cell, index) => index !== at && index !== site && cell.trim() !== '' && names(cell) === undefined,
      );
  return { at, site, criterion, value, wide, long, only, unread };
}

/**
 * Observations out of a table: either one row per point (time, site, indicator, value; the indicator may be left out where
 * there is only one) or one column per indicator. Every fault names its row and cell; good rows stay usable.
 */
export function readObservations(bytes: Uint8Array, against: Against): ReadObservations {
  const read: ReadObservations = { points: [], faults: [], unreadable: [] };
  let lines: Line[];
  try {
    lines = linesOf(bytes);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { ...read, unreadable: error.problems };
  }
  const [header, ...rows] = lines;
  if (!header || rows.length === 0) return { ...read, faults: [{ line: 0, code: 'empty', cell: '' }] };
  const names = nameIndex(against.kpis);
  const columns = columnsOf(header.cells, against, names);
  const head = header.cells.filter((cell) => cell.trim() !== '').join(', ');
  const lacking = (code: FaultCode) => ({ ...read, faults: [{ line: header.line, code, cell: head }] });
  if (columns.at < 0) return lacking('no_time_column');
  if (!columns.long && columns.wide.length === 0) return lacking('no_value_column');
  read.faults.push(
    ...columns.unread.map((cell) => ({ line: header.line, code: 'unknown_column' as const, cell })),
  );
  const sources = columns.long ? [columns.value] : columns.wide.map(({ index }) => index);
  const styles = new Map(sources.map((index) => [index, styleAt(rows, index)]));
  const offsetAt = offsetsOf(against.timeZone);
  const seen = new Set<string>();
  for (const { cells, line } of rows) {
    if (cells.every((cell) => cell.trim() === '')) continue;
    const total = totalCell(cells);
    if (total !== null) {
      read.faults.push({ line, code: 'total_row', cell: total });
      continue;
    }
    const points = columns.long
      ? [
          {
            id: columns.criterion >= 0 ? names(cells[columns.criterion] ?? '') : columns.only,
            named: cells[columns.criterion] ?? '',
            index: columns.value,
          },
        ]
      : columns.wide
          .filter(({ index }) => (cells[index] ?? '').trim() !== '')
          .map(({ id, index }) => ({ id, named: id, index }));
    for (const { id, named, index } of points) {
      const site = columns.site >= 0 ? narrow(cells[columns.site] ?? '') : '';
      const cell = { time: cells[columns.at] ?? '', said: cells[index] ?? '', site };
      const point =
        id === undefined
          ? ({ code: 'unknown_criterion', cell: named } as const)
          : pointOf(id, cell, styles.get(index) ?? plainNumbers, against, offsetAt);
      const key = 'code' in point ? '' : `${point.criterion}|${point.at}|${point.site ?? ''}`;
      if (!('code' in point) && !seen.has(key)) {
        seen.add(key);
        read.points.push({ line, ...point });
        continue;
      }
      const fault = 'code' in point ? point : ({ code: 'twice', cell: cell.time } as const);
      // A row whose time cannot be read is one fault, however many indicators it has.
      const before = read.faults.at(-1);
      if (before?.line !== line || before.code !== fault.code || before.cell !== fault.cell)
        read.faults.push({ line, ...fault });
    }
  }
  return read;
}

/** How the numbers of a column are written, by all of its cells; never in per cent, which no unit here tells. */
function styleAt(rows: readonly Line[], index: number): NumberStyle {
  const cells = rows
    .filter(({ cells: all }) => totalCell(all) === null)
    .map(({ cells: all }) => narrow(all[index] ?? ''))
    .filter((cell) => cell !== '' && !markers.has(cell));
  return { decimal: styleOf(cells, undefined)?.decimal ?? '.', percent: false };
}

function pointOf(
  criterion: string,
  { time, said, site }: { time: string; said: string; site: string },
  style: NumberStyle,
  against: Against,
  offsetAt: OffsetAt,
): Point | { code: FaultCode; cell: string } {
  const at = instantOf(time, offsetAt);
  if (at === null) return { code: 'bad_time', cell: time };
  if (Date.parse(at) < Date.parse(against.window.from)) return { code: 'before_the_pilot', cell: time };
  if (Date.parse(at) >= Date.parse(against.window.until)) return { code: 'after_the_pilot', cell: time };
  if (Date.parse(at) > against.now + aheadMs) return { code: 'in_the_future', cell: time };
  if (site !== '' && !against.sites.some((one) => narrow(one) === site))
    return { code: 'unknown_site', cell: site };
  const text = narrow(said);
  if (text === '' || markers.has(text)) return { code: 'no_value', cell: said };
  const number = numberText(text, style);
  const value = Number(number);
  if (number === null || Math.abs(value) > 1e12) return { code: 'bad_value', cell: said };
  const known = against.sites.find((one) => narrow(one) === site);
  return { criterion, at, value, ...(known === undefined ? {} : { site: known }) };
}
