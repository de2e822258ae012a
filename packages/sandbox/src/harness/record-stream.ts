import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';

/** Why a text is no CSV, and where. `line` counts from 1. */
export interface TextFault {
  class: 'not_utf8' | 'not_csv';
  line: number;
  detail: string;
}

export class TextBroken extends Error {
  constructor(readonly fault: TextFault) {
    super(`${fault.class} in line ${fault.line}: ${fault.detail}`);
  }
}

/** Text of whole lines, and the number of the first of them. */
export interface Lines {
  text: string;
  line: number;
}

const NEWLINE = 0x0a;
const newlines = (text: string): number => {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
};

function decode(bytes: Buffer, line: number): string {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: line > 1 }).decode(bytes);
  } catch {
    const good = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes).split('\uFFFD', 1)[0]!;
    throw new TextBroken({ class: 'not_utf8', line: line + newlines(good), detail: 'bytes are no UTF-8' });
  }
  const nul = text.indexOf('\0');
  if (nul < 0) return text;
  throw new TextBroken({ class: 'not_csv', line: line + newlines(text.slice(0, nul)), detail: 'holds NUL' });
}

/**
 * A byte stream as UTF-8 text, cut after line feeds; a leading byte order mark is dropped.
 * @throws {TextBroken} at the first byte that is no UTF-8, at NUL, at a line of more than `longest` bytes
 */
export async function* linesOf(source: AsyncIterable<Uint8Array>, longest: number): AsyncGenerator<Lines> {
  let held: Uint8Array[] = [];
  let size = 0;
  let line = 1;
  for await (const chunk of source) {
    const cut = chunk.lastIndexOf(NEWLINE) + 1;
    if (cut > 0) {
      const text = decode(Buffer.concat([...held, chunk.subarray(0, cut)]), line);
      yield { text, line };
      line += newlines(text);
      held = [];
      size = 0;
    }
    held.push(chunk.subarray(cut));
    size += chunk.length - cut;
    if (size > longest)
      throw new TextBroken({ class: 'not_csv', line, detail: `a line of more than ${longest} bytes` });
  }
  if (size > 0) yield { text: decode(Buffer.concat(held), line), line };
}

/** Answers false to stop reading. `line` is where the record ends. */
export type OnRecord = (cells: string[], line: number) => boolean;

/**
 * Records of an RFC 4180 text: comma, double quotes, LF or CRLF; empty lines do not count. Records may have
 * different lengths: that is for the caller to judge.
 * @param longest bytes of a line and characters of a record
 * @throws {TextBroken} at the first place that is no CSV
 */
export async function eachRecord(
  source: AsyncIterable<Uint8Array>,
  longest: number,
  onRecord: OnRecord,
): Promise<void> {
  let going = true;
  let seen = 1;
  const parser = parse({
    record_delimiter: ['\r\n', '\n'],
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: longest,
    on_record: (cells: string[], { lines }) => {
      seen = lines;
      if (going) going = onRecord(cells, lines);
      return null;
    },
  });
  let failure: unknown = null;
  parser.on('error', (error) => {
    failure ??= error;
  });
  parser.resume();
  const check = () => {
    if (failure === null) return;
    if (!(failure instanceof CsvError)) throw failure;
    const line = typeof failure.lines === 'number' ? failure.lines : seen;
    throw new TextBroken({ class: 'not_csv', line, detail: String(failure.code) });
  };
  try {
    for await (const { text } of linesOf(source, longest)) {
      // An error rejects the wait as well; `check` tells it.
      if (!parser.write(text)) await once(parser, 'drain').catch(() => null);
      check();
      if (!going) return;
    }
    parser.end();
    await finished(parser, { readable: false }).catch((error: unknown) => {
      failure ??= error;
    });
    check();
  } finally {
    parser.destroy();
  }
}
