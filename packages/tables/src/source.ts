import { decoded, findEncoding, type OpenBytes } from './encoding.js';
import { isFeatureCollection, sourceOfFeatures } from './geo-source.js';
import { jsonCell, parseJson } from './json-text.js';
import { findDelimiter } from './layout.js';
import { at, cut, Unreadable } from './problem.js';
import type { Encoding, Reading } from './reading.js';
import { CsvError, csvRules, RecordReader } from './records.js';
import type { Records, Source } from './source-of-records.js';

const HEAD = 262_144;
const RESERVED_BYTES = [
  [[0x50, 0x4b, 0x03, 0x04], 'workbook'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'workbook'],
] as const;

/** A workbook of either kind (ZIP of XML, compound file); other ZIP archives begin the same. */
export function beginsLikeWorkbook(head: Uint8Array): boolean {
  return RESERVED_BYTES.some(([bytes]) => bytes.every((byte, place) => head[place] === byte));
}

function headText(open: OpenBytes, encoding: Encoding): { text: string; whole: boolean } {
  let text = '';
  for (const piece of decoded(open, encoding)) {
    text += piece;
    if (text.length >= HEAD) return { text: text.slice(0, HEAD), whole: false };
  }
  return { text, whole: true };
}

/**
 * Finds out how a file's text is laid out.
 * @throws {Unreadable} see `findEncoding`, `decoded`
 */
export function sourceOf(
  open: OpenBytes,
  reading: Reading,
  most: { columns: number; rows: number },
  /** Only the beginning of the file is there. */
  isCut = false,
): Source {
  const found = reading.encoding ? { encoding: reading.encoding, sure: true } : findEncoding(open);
  const { text } = headText(open, found.encoding);
  if (isFeatureCollection(text)) return sourceOfFeatures(open, found, most, isCut);
  if (/^\s*\{/.test(text))
    return {
      format: 'jsonl',
      ...found,
      delimiter: null,
      open: () => jsonRecords(open, found.encoding, most),
    };
  const delimiter = reading.delimiter ?? findDelimiter(text);
  const rules = { ...csvRules, delimiter, maxColumns: most.columns };
  return {
    format: 'csv',
    ...found,
    delimiter,
    open: () => {
      const reader = new RecordReader(rules);
      const all = pieced(reader, decoded(open, found.encoding));
      return {
        next: () => {
          try {
            const { value, done } = all.next();
            return done ? null : value;
          } catch (error) {
            if (!(error instanceof CsvError)) throw error;
            throw new Unreadable([
              { code: error.code, place: at(error.row, error.column), detail: cut(error.cell) },
            ]);
          }
        },
        row: () => reader.row,
      };
    },
  };
}

function* pieced(reader: RecordReader, pieces: Iterable<string>): Generator<string[]> {
  for (const piece of pieces) yield* reader.read(piece, false);
  yield* reader.read('', true);
}

const LONGEST_LINE = 4 * 1024 * 1024;

function* linesOf(pieces: Iterable<string>): Generator<string> {
  let rest = '';
  for (const piece of pieces) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
    if (rest.length > LONGEST_LINE) break;
  }
  if (rest !== '') yield rest;
}

/** JSON lines as records: the keys of all objects in order of appearance first; what is not plain becomes JSON. */
function jsonRecords(open: OpenBytes, encoding: Encoding, most: { columns: number; rows: number }): Records {
  const keys = new Set<string>();
  for (const { object, row } of objectsOf(open, encoding, most.rows)) {
    for (const key of Object.keys(object)) keys.add(key);
    if (keys.size > most.columns)
      throw new Unreadable([
        { code: 'too_many_columns', place: `line ${row}`, detail: `at most ${most.columns}` },
      ]);
  }
  const header = [...keys];
  const all = objectsOf(open, encoding, most.rows);
  let [row, begun] = [1, false];
  return {
    next: () => {
      if (!begun) {
        begun = true;
        return header.length === 0 ? null : header;
      }
      const { value, done } = all.next();
      if (done) return null;
      row = value.row;
      return header.map((key) =>
        jsonCell(Object.hasOwn(value.object, key) ? value.object[key] : null, `line ${row}`),
      );
    },
    row: () => row,
  };
}

function* objectsOf(
  open: OpenBytes,
  encoding: Encoding,
  mostRows: number,
): Generator<{ object: Record<string, unknown>; row: number }> {
  let [row, rows] = [0, 0];
  for (const line of linesOf(decoded(open, encoding))) {
    row += 1;
    if (line.trim() === '') continue;
    rows += 1;
    if (rows > mostRows)
      throw new Unreadable([{ code: 'too_many_rows', place: `line ${row}`, detail: `at most ${mostRows}` }]);
    let value: unknown = null;
    try {
      value = parseJson(line);
    } catch {
      // Told below like everything that is no object.
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw new Unreadable([{ code: 'not_json', place: `line ${row}`, detail: cut(line) }]);
    yield { object: value as Record<string, unknown>, row };
  }
}
