import { createReadStream } from 'node:fs';
import { type AnswerCell, type AnswerReader, readCsvAnswers, readJsonlAnswers } from './answer-rows.js';
import { type AnswerDefect, Defects } from './defects.js';
import { decimalOf, named, shown } from './plain-text.js';

/** What is expected of a prediction file. */
export interface Expected {
  /** `binary` has one score a row, of its positive class; every other task with classes one per class. */
  task: string;
  /** In the order scores are wanted; empty for numeric targets. */
  classes: readonly string[];
  ids: readonly string[];
  /** A metric of the plan cannot be computed without scores. */
  scoresNeeded: boolean;
}

/** Predictions in the order of `Expected.ids`. */
export interface Predictions {
  /** Codes into `Expected.classes`; null for numeric targets. */
  codes: Int32Array | null;
  /** Finite, at most `LARGEST_VALUE` from 0. */
  values: Float64Array | null;
  /** n scores of the positive class (binary) or n × classes row by row (multiclass); null where none were given. */
  scores: Float64Array | null;
}

export type ReadPredictions = { ok: true; predictions: Predictions } | { ok: false; defects: AnswerDefect[] };

/**
 * Largest magnitude of a predicted value. A metric squares an error and divides by a spread, an interval cubes what
 * comes of it: (1e30)^6 summed over a billion rows is 1e189 and leaves 119 orders of magnitude for the spread below,
 * so that no figure of a plausible exam overflows. Nothing a city measures is as large in any unit.
 */
export const LARGEST_VALUE = 1e30;

/** Bytes of the file that holds one answer; `display` is the name a place tells. */
export interface AnswerFile {
  path: string;
  display: string;
}

// How many rows beyond those asked for are still looked at, so that a report can say what they are.
const SURPLUS = 1_000;
// A file that brings more names that nobody asked for is not read further.
const MOST_STRANGE_COLUMNS = 1_000;

export const isJsonl = (path: string): boolean => path.endsWith('.jsonl');

/**
 * Reads what a program answered. Hostile in every byte: never throws for what stands in it, wherever the reading
 * stops; memory grows with the rows asked for, not with the files.
 * @param files one per case, each `.csv` or `.jsonl`
 * @throws the file system's error
 */
export async function readAnswers(
  files: readonly AnswerFile[],
  expected: Expected,
): Promise<ReadPredictions> {
  const answer = new Answer(expected);
  for (const { path, display } of files) {
    const read = isJsonl(path) ? readJsonlAnswers : readCsvAnswers;
    await read(createReadStream(path), answer.from(display, isJsonl(path)));
  }
  return answer.settle();
}

/** `readAnswers` of one file that lies on the reader's own machine. */
export const readPredictions = (path: string, expected: Expected): Promise<ReadPredictions> =>
  readAnswers([{ path, display: `predictions.${isJsonl(path) ? 'jsonl' : 'csv'}` }], expected);

/** Columns of scores asked for: none for numeric targets, `score`, or `score:<class>` each. */
export const scoreColumnsOf = ({ classes, task }: Pick<Expected, 'classes' | 'task'>): string[] => {
  if (classes.length === 0) return [];
  return task === 'binary' ? ['score'] : classes.map((name) => `score:${name}`);
};

class Answer {
  private readonly defects = new Defects();
  private readonly placeOf: Map<string, number>;
  private readonly codeOf: Map<string, number>;
  private readonly scoreColumns: string[];
  private readonly seen: Uint8Array;
  private readonly codes: Int32Array | null;
  private readonly values: Float64Array | null;
  private readonly scores: Float64Array | null;
  private rows = 0;
  private cutShort = false;
  /** Files without all score columns; scores count only if every file has them. */
  private scoreless = false;

  constructor(private readonly expected: Expected) {
    const { ids, classes } = expected;
    const byClass = classes.length > 0;
    this.placeOf = new Map(ids.map((id, place) => [id, place] as const));
    this.codeOf = new Map(classes.map((name, code) => [name, code] as const));
    this.scoreColumns = scoreColumnsOf(expected);
    this.seen = new Uint8Array(ids.length);
    this.codes = byClass ? new Int32Array(ids.length) : null;
    this.values = byClass ? null : new Float64Array(ids.length);
    this.scores = byClass ? new Float64Array(ids.length * this.scoreColumns.length) : null;
  }

  /** A reader of one file; its name goes before every place. */
  from(name: string, jsonl: boolean): AnswerReader {
    const asked = new Set(['id', 'prediction', ...this.scoreColumns]);
    const known = new Set<string>();
    const place = (inside: string) => `${name}, ${inside}`;
    let strange = 0;
    let scored = false;
    return {
      columns: (names, inside) => {
        for (const column of names) {
          known.add(column);
          if (asked.has(column)) continue;
          strange += 1;
          this.defects.add('unknown_column', place(inside), named(column));
        }
        const needed = ['id', 'prediction', ...(this.expected.scoresNeeded ? this.scoreColumns : [])];
        const missing = needed.filter((column) => !known.has(column));
        for (const column of missing) this.defects.add('missing_column', place(inside), named(column));
        scored = this.scoreColumns.every((column) => known.has(column));
        if (!scored) this.scoreless = true;
        if (strange > MOST_STRANGE_COLUMNS) this.cutShort = true;
        return (jsonl || missing.length === 0) && strange <= MOST_STRANGE_COLUMNS;
      },
      row: (cell, inside) => this.row(cell, place(inside), scored),
      broken: (kind, inside, detail) => {
        this.defects.add(kind, place(inside), detail);
        this.rows += 1;
        return this.mayGoOn();
      },
    };
  }

  private mayGoOn(): boolean {
    if (this.rows <= this.expected.ids.length + SURPLUS) return true;
    this.cutShort = true;
    return false;
  }

  private row(cell: (name: string) => AnswerCell, place: string, scored: boolean): boolean {
    this.rows += 1;
    const { length } = this.expected.ids;
    if (this.rows > length) this.defects.add('too_many_rows', place, `${length} rows were asked for`);
    const id = cell('id');
    const row = typeof id === 'string' ? this.placeOf.get(id) : undefined;
    if (row === undefined) this.defects.add('unknown_id', place, named(String(id ?? '')));
    else if (this.seen[row] === 1) this.defects.add('duplicate_id', place, named(String(id)));
    else {
      this.seen[row] = 1;
      this.take(row, cell, `${place}, id ${id}`, scored);
    }
    return this.mayGoOn();
  }

  private take(row: number, cell: (name: string) => AnswerCell, place: string, scored: boolean): void {
    const prediction = cell('prediction');
    if (this.codes) {
      const code = this.codeOf.get(String(prediction ?? ''));
      if (code === undefined) this.defects.add('unknown_class', place, named(String(prediction ?? '')));
      else this.codes[row] = code;
    } else {
      const value = numberOf(prediction);
      if (value === null) this.defects.add('not_a_number', place, named(String(prediction ?? '')));
      else if (Math.abs(value) > LARGEST_VALUE)
        this.defects.add('out_of_range', place, `${shown(String(prediction))}, at most ${LARGEST_VALUE}`);
      else this.values![row] = value;
    }
    if (!scored) return;
    for (const [column, name] of this.scoreColumns.entries()) {
      const score = numberOf(cell(name));
      if (score === null || score < 0 || score > 1)
        this.defects.add('bad_score', place, `${shown(name)} = ${shown(String(cell(name) ?? ''))}`);
      else this.scores![row * this.scoreColumns.length + column] = score;
    }
  }

  settle(): ReadPredictions {
    // Where reading stopped early nobody knows what would have followed.
    const stoppers = ['not_utf8', 'not_csv', 'missing_column'] as const;
    const unread = this.cutShort || stoppers.some((kind) => this.defects.has(kind));
    const missing = this.seen.reduce((sum, flag) => sum + 1 - flag, 0);
    if (missing > 0 && !unread) {
      const first = this.expected.ids[this.seen.indexOf(0)]!;
      this.defects.add(
        'missing_id',
        `id ${first}`,
        `${missing} of ${this.seen.length} rows are missing`,
        missing,
      );
    }
    if (this.defects.any) return { ok: false, defects: this.defects.list() };
    const scores = this.scoreless ? null : this.scores;
    return {
      ok: true,
      predictions: { codes: this.codes, values: this.values, scores } satisfies Predictions,
    };
  }
}

function numberOf(cell: AnswerCell): number | null {
  if (typeof cell === 'number') return Number.isFinite(cell) ? cell : null;
  return typeof cell === 'string' ? decimalOf(cell) : null;
}
