import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { Defects } from './defects.js';
import { type AnswerCell, type AnswerReader, readCsvAnswers, readJsonlAnswers } from './prediction-rows.js';
import { eachEntry } from './tar.js';
import { decimalOf, shown } from './text.js';
import type { Expected, Predictions, ReadPredictions } from './types.js';

// How many rows beyond those asked for are still looked at, so that a report can say what they are.
const SURPLUS = 1_000;

/**
 * Reads what a program answered. Hostile in every byte: never throws for what stands in it; memory grows with
 * the rows asked for, not with the file.
 * @param file `predictions.tar` of `executePack`, or one plain `.csv` or `.jsonl`
 * @throws the file system's error, or an Error where a tar of ours is broken
 */
export async function readPredictions(file: string, expected: Expected): Promise<ReadPredictions> {
  const answer = new Answer(expected);
  const read = (name: string, source: Readable) =>
    (name.endsWith('.jsonl') ? readJsonlAnswers : readCsvAnswers)(source, answer.from(name));
  if (file.endsWith('.tar')) await eachEntry(file, ({ name }, content) => read(name, content));
  else await read(file.endsWith('.jsonl') ? 'predictions.jsonl' : 'predictions.csv', createReadStream(file));
  return answer.settle();
}

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
    const { ids, classes, task } = expected;
    const byClass = classes.length > 0;
    this.placeOf = new Map(ids.map((id, place) => [id, place] as const));
    this.codeOf = new Map(classes.map((name, code) => [name, code] as const));
    this.scoreColumns = !byClass
      ? []
      : task === 'binary'
        ? ['score']
        : classes.map((name) => `score:${name}`);
    this.seen = new Uint8Array(ids.length);
    this.codes = byClass ? new Int32Array(ids.length) : null;
    this.values = byClass ? null : new Float64Array(ids.length);
    this.scores = byClass ? new Float64Array(ids.length * this.scoreColumns.length) : null;
  }

  /** A reader of one file; its name goes before every place. */
  from(name: string): AnswerReader {
    const known = new Set<string>();
    const place = (inside: string) => `${name}, ${inside}`;
    const jsonl = name.endsWith('.jsonl');
    let scored = false;
    return {
      columns: (names, inside) => {
        for (const column of names) {
          known.add(column);
          if (!['id', 'prediction', ...this.scoreColumns].includes(column))
            this.defects.add('unknown_column', place(inside), shown(column));
        }
        const needed = ['id', 'prediction', ...(this.expected.scoresNeeded ? this.scoreColumns : [])];
        const missing = needed.filter((column) => !known.has(column));
        for (const column of missing) this.defects.add('missing_column', place(inside), shown(column));
        scored = this.scoreColumns.every((column) => known.has(column));
        if (!scored) this.scoreless = true;
        return jsonl || missing.length === 0;
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
    if (row === undefined) this.defects.add('unknown_id', place, shown(String(id ?? '')));
    else if (this.seen[row] === 1) this.defects.add('duplicate_id', place, shown(String(id)));
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
      if (code === undefined) this.defects.add('unknown_class', place, shown(String(prediction ?? '')));
      else this.codes[row] = code;
    } else {
      const value = numberOf(prediction);
      if (value === null) this.defects.add('not_a_number', place, shown(String(prediction ?? '')));
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
