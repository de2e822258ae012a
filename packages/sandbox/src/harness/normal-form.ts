import { createHash } from 'node:crypto';
import { type Expected, LARGEST_VALUE, type Predictions, scoreColumnsOf } from './answers.js';

/**
 * Predictions as they are kept and marked: 64 bytes of header (magic, SHA-256 of what was asked for, rows, classes,
 * columns of scores), then n codes (int32) or n values (float64), then n × columns scores (float64), all little
 * endian. Every byte is checked when it is read back: nothing else that a vendor's bytes led to is ever opened by
 * whoever holds the truth.
 */
const MAGIC = Buffer.from('slanswr1', 'latin1');
const HEADER = 64;
const MOST_ROWS = 2 ** 31;

/** SHA-256 of ids and classes in their order, hex-free: an answer to other questions does not fit. */
export function questionDigest({ ids, classes, task }: Pick<Expected, 'ids' | 'classes' | 'task'>): Buffer {
  const hash = createHash('sha256');
  hash.update(`${JSON.stringify([task, classes])}\n`);
  for (let at = 0; at < ids.length; at += 1_000) hash.update(`${ids.slice(at, at + 1_000).join('\n')}\n`);
  return hash.digest();
}

const littleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

function bytesOf(values: Int32Array | Float64Array): Buffer {
  const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  if (littleEndian) return bytes;
  const copy = Buffer.from(bytes);
  return values instanceof Int32Array ? copy.swap32() : copy.swap64();
}

/** Parts of the normal form, to be written one after the other. */
export function normalForm(predictions: Predictions, expected: Expected): Buffer[] {
  const { codes, values, scores } = predictions;
  const header = Buffer.alloc(HEADER);
  MAGIC.copy(header);
  questionDigest(expected).copy(header, 8);
  header.writeUInt32LE(expected.ids.length, 40);
  header.writeUInt32LE(expected.classes.length, 44);
  header.writeUInt32LE(scores ? scoreColumnsOf(expected).length : 0, 48);
  return [header, bytesOf(codes ?? values ?? new Float64Array()), ...(scores ? [bytesOf(scores)] : [])];
}

/** Bytes of the normal form at most. */
export const normalFormBytes = (expected: Pick<Expected, 'ids' | 'classes' | 'task'>): number =>
  HEADER + expected.ids.length * 8 * (1 + scoreColumnsOf(expected).length);

export class NotNormal extends Error {}

/** Bytes of the header. */
export const normalFormHeader = HEADER;

/**
 * Room for the answer that a header announces, still empty, and the arrays to fill one after the other with the bytes
 * behind it (`partsOf`).
 * @param length of the whole form
 * @throws {NotNormal} where header and length are not those of an answer to these questions
 */
export function roomFor(header: Buffer, length: number, expected: Expected): Predictions {
  const { ids, classes } = expected;
  if (header.length < HEADER || !header.subarray(0, 8).equals(MAGIC)) fail('no normal form');
  if (!header.subarray(8, 40).equals(questionDigest(expected))) fail('an answer to other questions');
  const [rows, k, width] = [header.readUInt32LE(40), header.readUInt32LE(44), header.readUInt32LE(48)];
  if (rows !== ids.length || rows >= MOST_ROWS || k !== classes.length) fail('other rows or classes');
  if (width !== 0 && width !== scoreColumnsOf(expected).length) fail('other columns of scores');
  if (expected.scoresNeeded && width === 0) fail('no scores');
  if (header.subarray(52, HEADER).some((byte) => byte !== 0)) fail('a filled reserve');
  if (length !== HEADER + rows * (k > 0 ? 4 : 8) + rows * width * 8) fail('another length');
  return {
    codes: k > 0 ? new Int32Array(rows) : null,
    values: k > 0 ? null : new Float64Array(rows),
    scores: width > 0 ? new Float64Array(rows * width) : null,
  };
}

/** The arrays of an answer as bytes, in the order in which they lie in the form. */
export const partsOf = ({ codes, values, scores }: Predictions): Buffer[] =>
  [codes, values, scores].flatMap((part) =>
    part ? [Buffer.from(part.buffer, part.byteOffset, part.byteLength)] : [],
  );

/**
 * What was filled into `roomFor`, as numbers of this machine.
 * @throws {NotNormal} at the first code of no class, value out of bounds or score beyond 0 to 1
 */
export function filled(answer: Predictions, { classes }: Expected): Predictions {
  const { codes, values, scores } = answer;
  if (!littleEndian)
    for (const part of [codes, values, scores]) {
      if (part instanceof Int32Array) Buffer.from(part.buffer).swap32();
      else if (part) Buffer.from(part.buffer).swap64();
    }
  for (let row = 0; codes && row < codes.length; row += 1)
    if (codes[row]! < 0 || codes[row]! >= classes.length) fail('a code of no class');
  for (let row = 0; values && row < values.length; row += 1)
    if (!(Math.abs(values[row]!) <= LARGEST_VALUE)) fail('a value out of range');
  for (let at = 0; scores && at < scores.length; at += 1)
    if (!(scores[at]! >= 0 && scores[at]! <= 1)) fail('a score out of range');
  return answer;
}

function fail(what: string): never {
  throw new NotNormal(what);
}
