import { readFileSync, statSync } from 'node:fs';
import { deflateRawSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import { candidates, checked } from './personal-data.js';
import { piecesOf } from './table-file.js';

/** What looking through a file of a data job found: counts, never a cell. */
export interface OutputScan {
  form: 'text' | 'unpacked' | 'opaque' | 'empty';
  lines: number;
  rowsCopied: number;
  rowsLookedFor: number;
  valuesCopied: number;
  smallCounts: number;
  personal: Record<string, number>;
  roomForRows: number;
}

/** A value that so few rows have tells them apart. */
const mostRowsOfAValue = 5;
/** Two telling values of one row on one line are a copy of it. */
const fewestValues = 2;
const shortestValue = 3;
const mostLinesOfAToken = 64;
const mostUnpacked = 96 * 1024 * 1024;
const deepest = 4;

/**
 * Looks through a program's outputs beside the rows it read (JSON, one object a line). The index is of the outputs, whose
 * size is limited, so that rows may be as many as they like: they are gone through twice, once to see which values are
 * rare, once to see which rows stand on a line. What is encoded (Base64, hexadecimal) or compressed (gzip, zlib, deflate)
 * is opened and looked through as well; what no method here opens is `opaque`, and how many rows would find room in it
 * is told of every file: that holds whatever the coding.
 */
export function scanOutputs(rowsFile: string, outputs: readonly string[]): OutputScan[] {
  const looked = outputs.map((file) => new Looked(readFileSync(file)));
  const index = new Index(looked);
  for (const values of rowsOf(rowsFile)) index.count(values);
  let rows = 0;
  for (const values of rowsOf(rowsFile)) {
    rows += 1;
    index.match(values);
  }
  const perRow = compressedBytesPerRow(rowsFile, rows);
  return looked.map((one) => one.result(rows, perRow));
}

class Looked {
  readonly texts: string[] = [];
  readonly copied = new Set<number>();
  readonly values = new Set<string>();
  private readonly form: OutputScan['form'];
  private readonly compressed: number;
  private lineCount = 0;
  small = 0;

  constructor(bytes: Buffer) {
    this.compressed = bytes.length === 0 ? 0 : deflateRawSync(bytes).length;
    const plain = asText(bytes);
    if (bytes.length === 0) this.form = 'empty';
    else {
      const budget = { left: mostUnpacked };
      const opened = unpacked(bytes, plain, budget, 0);
      this.form =
        plain !== null
          ? opened.length > 0
            ? 'unpacked'
            : 'text'
          : opened.length > 0
            ? 'unpacked'
            : 'opaque';
      if (plain !== null) this.texts.push(plain);
      this.texts.push(...opened);
    }
  }

  /** Every line of what could be read, split where cells may be split. */
  *lines(): Generator<string[]> {
    for (const text of this.texts)
      for (const line of text.split(/\r\n|\n|\r|\}\s*,\s*\{|\]\s*,\s*\[/)) {
        if (line.trim() === '') continue;
        this.lineCount += 1;
        const tokens = tokensOf(line);
        this.small += tokens.filter((token) => /^[1-9]$/.test(token)).length;
        yield tokens;
      }
  }

  result(rows: number, perRow: number): OutputScan {
    return {
      form: this.form,
      lines: this.lineCount,
      rowsCopied: this.copied.size,
      rowsLookedFor: rows,
      valuesCopied: this.values.size,
      smallCounts: this.small,
      personal: personalIn(this.texts),
      roomForRows: perRow > 0 ? Math.ceil(this.compressed / perRow) : 0,
    };
  }
}

interface Place {
  of: Looked;
  line: number;
}

class Index {
  private readonly places = new Map<string, Place[]>();
  private readonly frequency = new Map<string, number>();
  private row = 0;

  constructor(looked: readonly Looked[]) {
    let line = 0;
    for (const of of looked)
      for (const tokens of of.lines()) {
        line += 1;
        for (const token of new Set(tokens)) {
          if (token.length < shortestValue) continue;
          const known = this.places.get(token);
          if (!known) this.places.set(token, [{ of, line }]);
          else if (known.length < mostLinesOfAToken) known.push({ of, line });
        }
      }
  }

  count(values: readonly string[]): void {
    for (const value of new Set(values))
      if (this.places.has(value)) this.frequency.set(value, (this.frequency.get(value) ?? 0) + 1);
  }

  match(values: readonly string[]): void {
    this.row += 1;
    const found = new Map<number, number>();
    for (const value of new Set(values)) {
      const places = this.places.get(value);
      if (!places || (this.frequency.get(value) ?? 0) > mostRowsOfAValue) continue;
      for (const { of, line } of places) {
        of.values.add(value);
        const times = (found.get(line) ?? 0) + 1;
        found.set(line, times);
        if (times >= fewestValues) of.copied.add(this.row);
      }
    }
  }
}

/** The values of each row as an output may have written them: as they are, and each word of a text of its own. */
function* rowsOf(file: string): Generator<string[]> {
  const decoder = new TextDecoder();
  let rest = '';
  const values = (line: string) =>
    Object.values(JSON.parse(line) as Record<string, unknown>).flatMap((value) =>
      value === null || typeof value === 'boolean' ? [] : tokensOf(String(value)),
    );
  for (const piece of piecesOf(file)) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line !== '') yield values(line);
  }
  if (rest !== '') yield values(rest);
}

const tokensOf = (line: string): string[] =>
  line
    .split(/[\s,;|"'`<>[\](){}=\\]+|:(?=\s|"|$)/)
    .map((token) => (token.startsWith(':') ? token.slice(1) : token))
    .filter((token) => token !== '')
    .map(normal);

/** `1.50`, `1.5e0` and `1.5` are one number. */
function normal(token: string): string {
  // Length first: these expressions are not RE2's, and take their time over a long run of digits.
  if (token.length > 24 || !/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(token)) return token;
  // Identifiers stay what they are.
  if (/^0\d/.test(token) || /^\d{16,}$/.test(token)) return token;
  return String(Number(token));
}

const controls = /[\u0000-\u0008\u000e-\u001f]/;

function asText(bytes: Buffer): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return controls.test(text) ? null : text;
  } catch {
    return null;
  }
}

/** Texts found under codings, one inside the other. */
function unpacked(bytes: Buffer, plain: string | null, budget: { left: number }, depth: number): string[] {
  if (depth >= deepest || budget.left <= 0) return [];
  const inside: Buffer[] = plain === null ? inflated(bytes, budget) : encoded(plain, budget);
  return inside.flatMap((part) => {
    const text = asText(part);
    return [
      ...(text !== null && text.length >= shortestValue ? [text] : []),
      ...unpacked(part, text, budget, depth + 1),
    ];
  });
}

function inflated(bytes: Buffer, budget: { left: number }): Buffer[] {
  for (const open of [gunzipSync, inflateSync, inflateRawSync]) {
    try {
      const found = open(bytes, { maxOutputLength: budget.left });
      budget.left -= found.length;
      if (found.length > 0) return [found];
    } catch {
      // Not so packed, or larger than is looked through.
    }
  }
  return [];
}

const shortestCoded = 24;
function encoded(text: string, budget: { left: number }): Buffer[] {
  const found: Buffer[] = [];
  const keep = (bytes: Buffer) => {
    budget.left -= bytes.length;
    if (budget.left > 0 && (asText(bytes) !== null || inflated(bytes, { left: 1024 * 1024 }).length > 0))
      found.push(bytes);
  };
  for (const block of codedBlocks(withoutBreaks(text))) {
    if (block.length % 2 === 0 && /^[0-9a-fA-F]+$/.test(block)) keep(Buffer.from(block, 'hex'));
    else keep(Buffer.from(block.replaceAll('-', '+').replaceAll('_', '/'), 'base64'));
  }
  return found;
}

const coded = new Set(
  [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/_-'].map((one) => one.charCodeAt(0)),
);
/** Gone through by hand: a pattern for it takes a stack as long as the block, and there is none for some megabytes. */
function* codedBlocks(text: string): Generator<string> {
  for (let at = 0, from = 0; at <= text.length; at++) {
    if (at < text.length && coded.has(text.charCodeAt(at))) continue;
    if (at - from >= shortestCoded) yield text.slice(from, at);
    from = at + 1;
  }
}

/** Line breaks inside a coded block are no ends of it. */
function withoutBreaks(text: string): string {
  const parts: string[] = [];
  for (const line of text.split(/\r?\n/)) {
    const goes = parts.length > 0 && /^[A-Za-z0-9+/_=-]+$/.test(line);
    if (goes && /[A-Za-z0-9+/_-]{40}$/.test(parts.at(-1)!.slice(-40))) parts[parts.length - 1] += line;
    else parts.push(line);
  }
  return parts.join('\n');
}

/** A window of a text: the expressions for personal data are not RE2's, and a long one would take them for ever. */
const widest = 512;
function* windows(text: string): Generator<string> {
  for (const line of text.split('\n'))
    for (let at = 0; at < line.length; ) {
      const piece = line.slice(at, at + widest);
      // Not through the middle of what may be a number.
      const cut =
        piece.length < widest ? piece.length : Math.max(piece.lastIndexOf(' '), piece.lastIndexOf(','));
      yield piece.slice(0, cut > 0 ? cut : widest);
      at += cut > 0 ? cut : widest;
    }
}

/** What every window with such a candidate holds, and is seen at once: most windows of most files hold none of it. */
const holds: Record<keyof typeof candidates, (window: string) => boolean> = {
  id_card: (window) => /[0-9]{17}/.test(window),
  mobile: (window) => /[0-9]{11}/.test(window),
  bank_card: (window) => /[0-9]{4}/.test(window),
  plate: (window) => /\p{Script=Han}[A-Z]/u.test(window),
  email: (window) => /@[A-Za-z0-9]/.test(window),
  address: (window) => /[0-9]/.test(window) && /\p{Script=Han}/u.test(window),
};

const shapes = (Object.keys(holds) as (keyof typeof candidates)[]).map((kind) => ({
  kind,
  // RE2 names scripts by themselves; here they are a property.
  shape: new RegExp(candidates[kind].pattern.replaceAll('\\p{Han}', '\\p{Script=Han}'), 'gu'),
}));

function personalIn(texts: readonly string[]): Record<string, number> {
  const found: Record<string, number> = {};
  for (const text of texts)
    for (const window of windows(text))
      for (const { kind, shape } of shapes.filter((one) => holds[one.kind](window)))
        for (const match of window.matchAll(shape))
          if (checked[kind]?.passes(match[2] ?? '') ?? true) found[kind] = (found[kind] ?? 0) + 1;
  return found;
}

/** What a row weighs once everything that repeats is left out. */
function compressedBytesPerRow(file: string, rows: number): number {
  if (rows === 0) return 0;
  let read = 0;
  let packed = 0;
  for (const piece of piecesOf(file)) {
    read += piece.length;
    packed += deflateRawSync(piece).length;
    if (read >= 16 * 1024 * 1024) break;
  }
  return (packed / read) * (statSync(file).size / rows);
}
