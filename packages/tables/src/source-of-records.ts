import type { Box } from './geometry.js';
import type { Problem } from './problem.js';
import type { Delimiter, Encoding } from './reading.js';

/** Records of a file, one at a time. `row` is where the last one stood, as a sheet or an editor counts. */
export interface Records {
  next(): string[] | null;
  row(): number;
}

/** A file that records can be read from more than once. */
export interface Source {
  format: 'csv' | 'jsonl' | 'xlsx' | 'geojson';
  encoding: Encoding;
  sure: boolean;
  delimiter: Delimiter | null;
  /** Of a workbook: its visible sheets, and the one that is read. */
  sheets?: string[];
  sheet?: string;
  /** What was taken to mean something before the first record. */
  notes?: Problem[];
  /** What is counted where it is no row of a sheet. */
  counted?: 'feature';
  /** Where its geometries lie, known once it has been opened; null where there is none. */
  box?(): Box | null;
  open(): Records;
}
