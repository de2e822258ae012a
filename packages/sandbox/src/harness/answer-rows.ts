import { shown } from './plain-text.js';
import { eachRecord, linesOf, TextBroken } from './record-stream.js';

/** Cells of one answer by column; JSON numbers stay numbers. */
export type AnswerCell = string | number | null | undefined;

/** Receives a hostile file piece by piece; answering false stops the reading. */
export interface AnswerReader {
  /** Names of the columns, before any row; in JSONL whenever a row brings names not seen yet. */
  columns(names: string[], place: string): boolean;
  row(cell: (name: string) => AnswerCell, place: string): boolean;
  /** A row or text that is not what it should be. */
  broken(kind: 'not_utf8' | 'not_csv', place: string, detail: string): boolean;
}

/** Longest line of an answer in bytes: an id, a class name and a score for each of a thousand classes. */
export const LONGEST_LINE = 256 * 1024;

/** Reads a CSV of answers. Never throws for what stands in it. */
export async function readCsvAnswers(source: AsyncIterable<Uint8Array>, reader: AnswerReader): Promise<void> {
  let at: Map<string, number> | null = null;
  let width = 0;
  try {
    await eachRecord(source, LONGEST_LINE, (cells, line) => {
      const place = `line ${line}`;
      if (at === null) {
        at = new Map(cells.map((name, column) => [name, column] as const));
        width = cells.length;
        if (at.size < width) {
          reader.broken('not_csv', place, 'two columns of one name');
          return false;
        }
        return reader.columns([...at.keys()], place);
      }
      if (cells.length !== width)
        return reader.broken('not_csv', place, `${cells.length} cells, the header has ${width}`);
      const columnAt = at;
      return reader.row((name) => {
        const column = columnAt.get(name);
        return column === undefined ? undefined : cells[column];
      }, place);
    });
  } catch (error) {
    if (!(error instanceof TextBroken)) throw error;
    const { class: kind, line, detail } = error.fault;
    reader.broken(kind, `line ${line}`, detail);
    return;
  }
  if (at === null) reader.broken('not_csv', 'line 1', 'there is no header');
}

/** Reads answers as one flat JSON object per line. Never throws for what stands in it. */
export async function readJsonlAnswers(
  source: AsyncIterable<Uint8Array>,
  reader: AnswerReader,
): Promise<void> {
  const known = new Set<string>();
  let rows = 0;
  try {
    for await (const { text, line } of linesOf(source, LONGEST_LINE)) {
      let number = line - 1;
      for (const one of text.split('\n')) {
        number += 1;
        if (one.trim() === '') continue;
        rows += 1;
        const place = `line ${number}`;
        const answer = flatObject(one);
        if (typeof answer === 'string') {
          if (!reader.broken('not_csv', place, answer)) return;
          continue;
        }
        const fresh = [...answer.keys()].filter((name) => !known.has(name));
        for (const name of fresh) known.add(name);
        if (fresh.length > 0 && !reader.columns(fresh, place)) return;
        if (!reader.row((name) => answer.get(name), place)) return;
      }
    }
  } catch (error) {
    if (!(error instanceof TextBroken)) throw error;
    const { class: kind, line, detail } = error.fault;
    reader.broken(kind, `line ${line}`, detail);
    return;
  }
  if (rows === 0) reader.broken('not_csv', 'line 1', 'there is no row');
}

/** What a line holds, or why it may not be. A Map, so that no key can be anything but a key. */
function flatObject(line: string): Map<string, AnswerCell> | string {
  if (Buffer.byteLength(line) > LONGEST_LINE) return 'a line that is too long';
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    return `no JSON: ${shown(String((error as Error).message))}`;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'not a JSON object';
  const cells = new Map<string, AnswerCell>();
  for (const name of Object.getOwnPropertyNames(value)) {
    const cell: unknown = Object.getOwnPropertyDescriptor(value, name)?.value;
    if (cell !== null && typeof cell !== 'string' && typeof cell !== 'number')
      return `${shown(name)} is neither a text nor a number`;
    cells.set(name, cell);
  }
  return cells;
}
