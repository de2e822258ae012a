import type { ColumnRead } from './column.js';
import { Pass, type ReadRules, type Sink } from './pass.js';
import { type Problem, Unreadable } from './problem.js';
import { type Delimiter, defaultZone, type Encoding } from './reading.js';
import type { Source } from './source-of-records.js';
import { offsetsOf } from './zone.js';

/** What a table was read as. */
export interface ReadAs {
  format: string;
  encoding: Encoding;
  /** False where the encoding was assumed. */
  sure: boolean;
  delimiter: Delimiter | null;
  /** Of instants that state none. */
  zone: string;
  /** Of a workbook: its visible sheets, and the one that was read. */
  sheets?: string[];
  sheet?: string;
  rows: number;
  columns: ColumnRead[];
  /** What was left out or taken to mean something, each said once. */
  notes: Problem[];
}

/**
 * Reads a table once and gives it to `sink` in its normalised form: trimmed cells, nulls empty, numbers as the
 * shortest decimal text of their double, days as `2025-07-01`, instants with seconds and zone. Declared columns
 * are read as declared; others as what all their cells are, for which a second pass may be needed.
 * @returns what it was read as; a declared column that is not there is for the caller to miss
 * @throws {Unreadable} with rows, columns and cells
 */
export function readTable(source: Source, rules: ReadRules, sink: Sink): ReadAs {
  if (source.counted === undefined) return read(source, rules, sink);
  const counted = source.counted;
  // What is no sheet has no rows to look for.
  const placed = (problems: readonly Problem[]) =>
    problems.map((one) => ({
      ...one,
      place: one.place.replace(/^row 0\b/, 'file').replace(/^row /, `${counted} `),
    }));
  try {
    const found = read(source, rules, sink);
    return { ...found, notes: placed(found.notes) };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    throw new Unreadable(placed(error.problems));
  }
}

function read(source: Source, rules: ReadRules, sink: Sink): ReadAs {
  const zone = rules.reading.zone ?? defaultZone;
  const offsetAt = offsetsOf(zone);
  let pass = new Pass(source, rules, new Map(), offsetAt, sink);
  pass.run();
  if (pass.again.size > 0) {
    pass = new Pass(source, rules, pass.again, offsetAt, sink);
    pass.run();
  }
  return {
    format: source.format,
    encoding: source.encoding,
    sure: source.sure,
    delimiter: source.delimiter,
    zone,
    ...(source.sheets ? { sheets: source.sheets } : {}),
    ...(source.sheet === undefined ? {} : { sheet: source.sheet }),
    rows: pass.rows,
    columns: pass.columns.map((column) => column.result),
    notes: pass.notes(zone),
  };
}
