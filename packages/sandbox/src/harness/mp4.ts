import type { Findings } from './problems.js';

/** What an MP4 is made of (ISO/IEC 14496-12): boxes of a length, a name of four letters, and what is in them. */
interface Box {
  name: string;
  /** Where the box begins, where its content does, and where it ends. */
  at: number;
  body: number;
  end: number;
}

/** Boxes that are looked into; others are kept as they are or made empty. */
const containers = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl', 'edts', 'dinf', 'mvex', 'moof', 'traf']);
/** Where makers and cameras leave names, places and times. */
const telling = new Set(['udta', 'meta', 'uuid', 'free', 'skip', 'wide', 'iods']);
const top = new Set(['ftyp', 'moov', 'mdat', 'moof', 'mfra', 'sidx', 'styp', 'free', 'skip', 'wide', 'uuid']);
const deepest = 8;
const mostBoxes = 20_000;

/** What a player needs to know first. */
interface Film {
  width: number;
  height: number;
  seconds: number;
}

/**
 * Walks an MP4, empties in place every box that tells more than the film itself, and says how long and how large it is.
 * Nothing is moved, so the places the tables of a film point at stay right.
 */
export function cleanFilm(bytes: Buffer, findings: Findings): Film {
  const found = { boxes: 0, seconds: 0, width: 0, height: 0, films: 0 };
  walk(bytes, { from: 0, end: bytes.length, depth: 0 }, found, findings);
  if (found.films === 0 || found.seconds <= 0)
    return findings.stop('not_video', 'moov', 'no film track with a length');
  return { width: found.width, height: found.height, seconds: Math.round(found.seconds * 10) / 10 };
}

type Found = { boxes: number; seconds: number; width: number; height: number; films: number };

function walk(
  bytes: Buffer,
  room: { from: number; end: number; depth: number },
  found: Found,
  findings: Findings,
): void {
  if (room.depth > deepest) findings.stop('not_video', 'box', `nested deeper than ${deepest}`);
  for (let at = room.from; at < room.end; ) {
    const box = boxAt(bytes, at, room.end, findings);
    found.boxes += 1;
    if (found.boxes > mostBoxes) findings.stop('not_video', 'box', `more than ${mostBoxes} boxes`);
    take(bytes, box, room.depth, found, findings);
    at = box.end;
  }
}

function take(bytes: Buffer, box: Box, depth: number, found: Found, findings: Findings): void {
  const { name } = box;
  if (telling.has(name) || (depth === 0 && !top.has(name))) empty(bytes, box);
  else if (containers.has(name))
    walk(bytes, { from: box.body, end: box.end, depth: depth + 1 }, found, findings);
  else if (name === 'mvhd') found.seconds = lengthOf(bytes, box, findings);
  else if (name === 'tkhd') sizeOf(bytes, box, found, findings);
  else if (
    name === 'dref' &&
    bytes.includes('://', box.body, 'latin1') &&
    bytes.indexOf('://', box.body, 'latin1') < box.end
  )
    // Its pictures would be fetched from there by whoever looks at it.
    findings.stop('outside_video', 'dref', 'points at a film somewhere else');
}

function boxAt(bytes: Buffer, at: number, end: number, findings: Findings): Box {
  const cut = (): never => findings.stop('cut_off', `byte ${at}`, 'a box ends after the file does');
  if (at + 8 > end) return cut();
  const short = bytes.readUInt32BE(at);
  const name = bytes.toString('latin1', at + 4, at + 8);
  if (short === 1 && at + 16 > end) return cut();
  const length = short === 1 ? Number(bytes.readBigUInt64BE(at + 8)) : short === 0 ? end - at : short;
  const head = short === 1 ? 16 : 8;
  if (length < head || at + length > end) return cut();
  return { name, at, body: at + head, end: at + length };
}

/** The same length, a name that tells players to pass over it, and nothing in it. */
function empty(bytes: Buffer, box: Box): void {
  bytes.write('free', box.at + 4, 'latin1');
  bytes.fill(0, box.body, box.end);
}

function lengthOf(bytes: Buffer, { body, end }: Box, findings: Findings): number {
  const long = bytes[body] === 1;
  if (body + (long ? 32 : 20) > end) findings.stop('cut_off', 'mvhd', 'too short');
  // When it was made is told by these, too.
  bytes.fill(0, body + 4, body + (long ? 20 : 12));
  const scale = bytes.readUInt32BE(body + (long ? 20 : 12));
  const units = long ? Number(bytes.readBigUInt64BE(body + 24)) : bytes.readUInt32BE(body + 16);
  return scale > 0 ? units / scale : 0;
}

function sizeOf(bytes: Buffer, { body, end }: Box, found: Found, findings: Findings): void {
  const long = bytes[body] === 1;
  const at = body + (long ? 88 : 76);
  if (at + 8 > end) findings.stop('cut_off', 'tkhd', 'too short');
  bytes.fill(0, body + 4, body + (long ? 20 : 12));
  // Fixed point, 16 bits behind it.
  const [width, height] = [bytes.readUInt32BE(at) >>> 16, bytes.readUInt32BE(at + 4) >>> 16];
  if (width === 0 || height === 0) return;
  found.films += 1;
  found.width = Math.max(found.width, width);
  found.height = Math.max(found.height, height);
}
