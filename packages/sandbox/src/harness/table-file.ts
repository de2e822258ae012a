import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import type { Sink } from '@scenario-lab/tables/pass';
import { Unreadable } from '@scenario-lab/tables/problem';
import { csvLine } from '@scenario-lab/tables/records';
import { Findings, Unacceptable } from './problems.js';

// Larger pieces do not write faster, smaller ones do.
const PIECE = 1 << 20;

/** A file from its beginning, piece by piece. */
export function* piecesOf(file: string): Generator<Uint8Array> {
  const fd = openSync(file, 'r');
  try {
    for (;;) {
      const piece = new Uint8Array(PIECE);
      const length = readSync(fd, piece, 0, PIECE, null);
      if (length === 0) return;
      yield piece.subarray(0, length);
    }
  } finally {
    closeSync(fd);
  }
}

/** Writes a normalised table: UTF-8, commas, LF. Begun again it begins anew. */
export class TableWriter implements Sink {
  private fd: number | null = null;
  private pending = '';
  private bytes = 0;
  private rows = 0;

  constructor(
    private readonly file: string,
    private readonly maxBytes: number,
    private readonly findings: Findings,
  ) {}

  begin(columns: readonly string[]): void {
    if (this.fd !== null) closeSync(this.fd);
    this.fd = openSync(this.file, 'w');
    this.pending = csvLine(columns);
    this.bytes = 0;
    this.rows = 0;
  }

  add(cells: string[]): void {
    this.rows += 1;
    this.pending += csvLine(cells);
    if (this.pending.length > PIECE) this.flush();
  }

  private flush(): void {
    const piece = Buffer.from(this.pending, 'utf8');
    this.bytes += piece.length;
    if (this.bytes > this.maxBytes)
      this.findings.stop(
        'too_big',
        `row ${this.rows + 1}`,
        `the table is larger than ${this.maxBytes} bytes`,
      );
    for (let at = 0; at < piece.length; ) at += writeSync(this.fd!, piece, at);
    this.pending = '';
  }

  close(): void {
    if (this.fd === null) return;
    this.flush();
    closeSync(this.fd);
    this.fd = null;
  }
}

/** What the reader of tables has against a file, in a tool's report. @throws {Unacceptable} */
export function asFindings<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    const findings = new Findings();
    for (const { code, place, detail } of error.problems) findings.add(code, place, detail);
    throw new Unacceptable([...findings.problems]);
  }
}
