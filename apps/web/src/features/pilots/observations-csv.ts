import type { Kpi } from '@scenario-lab/contracts/pilots';

type Known = Pick<Kpi, 'criterion' | 'name'>;
export interface Point {
  criterion: string;
  /** ISO 8601 in UTC. */
  at: string;
  value: number;
}
export type FaultCode =
  | 'empty'
  | 'not_text'
  | 'no_time_column'
  | 'no_value_column'
  | 'unknown_column'
  | 'unknown_criterion'
  | 'bad_time'
  | 'in_the_future'
  | 'bad_value'
  | 'twice';
export interface Fault {
  /** Line of the file, the header being 1; 0 concerns the whole file. */
  line: number;
  code: FaultCode;
  /** What stands there. */
  cell: string;
}
export interface ReadObservations {
  points: (Point & { line: number })[];
  faults: Fault[];
}

const heads = {
  at: ['at', 'time', 'timestamp', 'date', 'datetime', '时间', '观测时间', '日期', '时刻'],
  value: ['value', '数值', '观测值', '值', '测量值'],
  criterion: ['criterion', 'kpi', 'metric', 'indicator', '指标', '指标名称', '验收指标'],
} as const;
const plain = (cell: string) => cell.trim().toLowerCase();

/** Records of a CSV text; quotes may hold separators and line ends; the separator is the header's own. */
export function recordsOf(text: string): string[][] {
  const clean = text.replace(/^\uFEFF/, '');
  const header = clean.slice(0, clean.search(/[\r\n]|$/));
  const separator = ['\t', ';'].find((one) => header.includes(one) && !header.includes(',')) ?? ',';
  const records: string[][] = [];
  let record: string[] = [];
  let cell = '';
  let quoted = false;
  const endRecord = () => {
    records.push([...record, cell]);
    record = [];
    cell = '';
  };
  for (let at = 0; at < clean.length; at += 1) {
    const char = clean[at];
    if (quoted) {
      if (char !== '"') cell += char;
      else if (clean[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (char === '"' && cell === '') quoted = true;
    else if (char === separator) {
      record.push(cell);
      cell = '';
    } else if (char === '\n' || char === '\r') {
      if (char === '\r' && clean[at + 1] === '\n') at += 1;
      endRecord();
    } else cell += char;
  }
  if (cell !== '' || record.length > 0) endRecord();
  return records;
}

/** `2026-07-01`, `2026/7/1 8:30`, ISO 8601; without a zone it is the reader's own time. Null for anything else. */
export function instantOf(cell: string): string | null {
  const found =
    /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?)?(Z|[+-]\d{2}:?\d{2})?$/i.exec(
      cell.trim(),
    );
  if (!found) return null;
  const [, year = '', month = '', day = '', hour = '0', minute = '00', second = '00', zone] = found;
  const two = (part: string) => part.padStart(2, '0');
  const offset = zone && zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : (zone ?? '');
  const date = new Date(
    `${year}-${two(month)}-${two(day)}T${two(hour)}:${minute}:${second.length === 1 ? two(second) : second}${offset.toUpperCase()}`,
  );
  if (Number.isNaN(date.getTime())) return null;
  // The 31st of a short month rolls over into the next one; that is a slip, not a date.
  const rolled = !zone && date.getDate() !== Number(day);
  return rolled ? null : date.toISOString();
}

/** Which indicator a cell names: its key, its name in either language. */
function nameIndex(kpis: readonly Known[]): Map<string, string> {
  return new Map(
    kpis.flatMap(({ criterion, name }) =>
      [criterion.id, name.zh, name.en]
        .filter((word): word is string => word !== undefined)
        .map((word): [string, string] => [plain(word), criterion.id]),
    ),
  );
}

/**
 * Observations out of a CSV: either one row per point (time, indicator, value; the indicator may be left out where
 * there is only one) or one column per indicator. Every fault names its line; good lines stay usable.
 */
export function readObservations(text: string, kpis: readonly Known[], now: number): ReadObservations {
  if (text.includes('\0')) return { points: [], faults: [{ line: 0, code: 'not_text', cell: '' }] };
  const [header, ...rows] = recordsOf(text);
  if (!header || rows.length === 0) return { points: [], faults: [{ line: 0, code: 'empty', cell: '' }] };
  const names = nameIndex(kpis);
  const columnOf = (words: readonly string[]) => header.findIndex((cell) => words.includes(plain(cell)));
  const at = columnOf(heads.at);
  const value = columnOf(heads.value);
  const criterion = columnOf(heads.criterion);
  const wide = header
    .map((cell, index) => ({ index, id: names.get(plain(cell)) }))
    .filter((one): one is { index: number; id: string } => one.id !== undefined);
  const head = header.join(', ');
  if (at < 0) return { points: [], faults: [{ line: 1, code: 'no_time_column', cell: head }] };
  const only = kpis.length === 1 ? kpis[0]?.criterion.id : undefined;
  const long = value >= 0 && (criterion >= 0 || only !== undefined);
  if (!long && wide.length === 0) {
    return { points: [], faults: [{ line: 1, code: 'no_value_column', cell: head }] };
  }
  // What is no indicator is not read; its owner is told, for it may be a misspelt one.
  const unread = long
    ? []
    : header.filter((cell, index) => index !== at && cell.trim() !== '' && !names.has(plain(cell)));
  const read: ReadObservations = {
    points: [],
    faults: unread.map((cell) => ({ line: 1, code: 'unknown_column', cell })),
  };
  const seen = new Set<string>();
  rows.forEach((row, index) => {
    const line = index + 2;
    if (row.every((cell) => cell.trim() === '')) return;
    const cells = long
      ? [{ named: criterion >= 0 ? (row[criterion] ?? '') : (only ?? ''), said: row[value] ?? '' }]
      : wide
          .map((one) => ({ named: one.id, said: row[one.index] ?? '' }))
          .filter(({ said }) => said.trim() !== '');
    for (const { named, said } of cells) {
      const point = pointOf({ names, named, time: row[at] ?? '', said, now });
      if ('code' in point) {
        // A row whose time cannot be read is one fault, however many indicators it has.
        const before = read.faults.at(-1);
        if (before?.line !== line || before.code !== point.code || before.cell !== point.cell) {
          read.faults.push({ line, ...point });
        }
      } else if (seen.has(`${point.criterion}|${point.at}`)) {
        read.faults.push({ line, code: 'twice', cell: row[at] ?? '' });
      } else {
        seen.add(`${point.criterion}|${point.at}`);
        read.points.push({ line, ...point });
      }
    }
  });
  return read;
}

interface Cells {
  names: ReadonlyMap<string, string>;
  named: string;
  time: string;
  said: string;
  now: number;
}

function pointOf({ names, named, time, said, now }: Cells): Point | { code: FaultCode; cell: string } {
  const criterion = names.get(plain(named));
  if (criterion === undefined) return { code: 'unknown_criterion', cell: named };
  const at = instantOf(time);
  if (at === null) return { code: 'bad_time', cell: time };
  if (Date.parse(at) > now + 86_400_000) return { code: 'in_the_future', cell: time };
  const text = said.trim();
  const value = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
  if (!Number.isFinite(value) || Math.abs(value) > 1e12) return { code: 'bad_value', cell: said };
  return { criterion, at, value };
}

/** Spreadsheets on Chinese desktops still write GB 18030; what is no UTF-8 is read as that. */
export function textOf(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}
