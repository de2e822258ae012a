import { closeSync, openSync, writeSync } from 'node:fs';
import { CsvError, csvLine, csvRules, records } from './csv.js';
import { Findings } from './problems.js';

export interface TableLimits {
  maxRows: number;
  maxColumns: number;
  maxBytes: number;
}

export interface WrittenTable {
  columns: string[];
  rows: number;
}

// Larger pieces do not write faster, smaller ones do.
const PIECE = 1 << 20;

/** Writes a normalised table: UTF-8, commas, LF. */
export class TableWriter {
  private readonly fd: number;
  private pending = '';
  private bytes = 0;
  rows = 0;
  constructor(
    file: string,
    readonly columns: string[],
    private readonly limits: TableLimits,
    private readonly findings: Findings,
  ) {
    this.fd = openSync(file, 'w');
    this.pending = csvLine(columns);
  }
  add(cells: string[]): void {
    this.rows += 1;
    if (this.rows > this.limits.maxRows)
      this.findings.stop('too_many_rows', `row ${this.rows + 1}`, `at most ${this.limits.maxRows}`);
    this.pending += csvLine(cells);
    if (this.pending.length > PIECE) this.flush();
  }
  private flush(): void {
    const piece = Buffer.from(this.pending, 'utf8');
    this.bytes += piece.length;
    if (this.bytes > this.limits.maxBytes)
      this.findings.stop(
        'too_big',
        `row ${this.rows + 1}`,
        `the table is larger than ${this.limits.maxBytes} bytes`,
      );
    for (let at = 0; at < piece.length; ) at += writeSync(this.fd, piece, at);
    this.pending = '';
  }
  close(): WrittenTable {
    this.flush();
    closeSync(this.fd);
    return { columns: this.columns, rows: this.rows };
  }
}

const reserved = new Set(['__proto__', 'constructor', 'prototype']);

export function checkHeader(columns: string[], limits: TableLimits, findings: Findings): void {
  if (columns.length > limits.maxColumns)
    findings.stop('too_many_columns', 'row 1', `${columns.length} columns, at most ${limits.maxColumns}`);
  const seen = new Map<string, number>();
  columns.forEach((name, index) => {
    const place = `row 1, column ${index + 1}`;
    if (name.trim() === '') findings.add('bad_header', place, 'has no name');
    else if (name.length > 200) findings.add('bad_header', place, 'a name of more than 200 characters');
    else if (/[\u0000-\u001f\u007f]/.test(name))
      findings.add('bad_header', place, 'holds a control character');
    else if (reserved.has(name)) findings.add('bad_header', place, `the name ${name} is reserved`);
    const key = name.toLowerCase();
    const twin = seen.get(key);
    if (twin !== undefined) findings.add('duplicate_header', place, `has the name of column ${twin}`);
    else seen.set(key, index + 1);
  });
  findings.settle();
}

/** The delimiter that splits the first line into most cells. */
export function guessDelimiter(text: string): string {
  const line = text.slice(0, 65_536).split(/\r?\n|\r/, 1)[0] ?? '';
  const bare = line.replace(/"[^"]*"/g, '');
  const counted = [',', '\t', ';', '|'].map(
    (delimiter) => [delimiter, bare.split(delimiter).length] as const,
  );
  return counted.reduce((best, next) => (next[1] > best[1] ? next : best))[0];
}

/**
 * Normalises delimited text into `to`.
 * @throws {Unacceptable} with the rows and columns that are wrong; nothing usable is left then.
 */
export function normaliseCsv(text: string, to: string, limits: TableLimits): WrittenTable {
  const findings = new Findings();
  const rules = { ...csvRules, delimiter: guessDelimiter(text), maxColumns: limits.maxColumns };
  let writer: TableWriter | null = null;
  let row = 0;
  try {
    for (const cells of records(text, rules)) {
      row += 1;
      if (writer === null) {
        const columns = cells.map((cell) => cell.trim());
        checkHeader(columns, limits, findings);
        writer = new TableWriter(to, columns, limits, findings);
      } else if (cells.length === writer.columns.length) writer.add(cells);
      else
        findings.add(
          'ragged',
          `row ${row}`,
          `${cells.length} cells, the header has ${writer.columns.length}`,
        );
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    findings.stop('not_csv', `row ${error.row}, column ${error.column}`, error.code);
  }
  if (writer === null) return findings.stop('empty', 'file', 'has no header');
  findings.settle();
  return writer.close();
}

const cellOf = (value: unknown): string =>
  value === null || value === undefined
    ? ''
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value);

/**
 * Normalises JSON lines; columns are the keys in order of appearance, values that are not plain become JSON.
 * @throws {Unacceptable}
 */
export function normaliseJsonl(text: string, to: string, limits: TableLimits): WrittenTable {
  const findings = new Findings();
  const objects: Record<string, unknown>[] = [];
  const columns = new Set<string>();
  let line = 0;
  for (let at = 0; at < text.length; ) {
    const end = text.indexOf('\n', at);
    const piece = text.slice(at, end < 0 ? text.length : end);
    at = end < 0 ? text.length : end + 1;
    line += 1;
    if (piece.trim() === '') continue;
    if (objects.length >= limits.maxRows)
      findings.stop('too_many_rows', `line ${line}`, `at most ${limits.maxRows}`);
    try {
      const value = JSON.parse(piece) as unknown;
      if (typeof value !== 'object' || value === null || Array.isArray(value))
        throw new TypeError('not an object');
      objects.push(value as Record<string, unknown>);
      for (const key of Object.keys(value)) columns.add(key);
    } catch (error) {
      findings.add('not_json', `line ${line}`, String(error));
    }
    if (columns.size > limits.maxColumns)
      findings.stop('too_many_columns', `line ${line}`, `at most ${limits.maxColumns}`);
  }
  if (objects.length === 0) findings.stop('empty', 'file', 'has no rows');
  findings.settle();
  const header = [...columns];
  checkHeader(header, limits, findings);
  const writer = new TableWriter(to, header, limits, findings);
  for (const object of objects) writer.add(header.map((key) => cellOf(object[key])));
  return writer.close();
}
