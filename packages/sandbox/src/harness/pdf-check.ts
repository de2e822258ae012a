import { inflateSync } from 'node:zlib';
import type { Findings } from './problems.js';

/** What makes a document act by itself, reach out, or carry another file (ISO 32000-1, 12.6 and 7.11). */
const acting = /\/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|SubmitForm|ImportData|GoToE|XFA)\b/;
const mostUnpacked = 64 * 1024 * 1024;

/** A document that is only to be read; its pages are not looked at. Returns how many it says it has, or null. */
export function checkDocument(bytes: Buffer, findings: Findings): number | null {
  const end = bytes.lastIndexOf('%%EOF');
  if (end < 0) findings.stop('cut_off', 'file', 'no %%EOF');
  // Another file may be hung on behind it.
  if (!/^\s*$/.test(bytes.toString('latin1', end + 5)))
    findings.stop('more_behind', `byte ${end + 5}`, 'something follows the end of the document');
  const outside = plain(bytes.toString('latin1'));
  if (/\/Encrypt\b/.test(outside)) findings.stop('encrypted', '/Encrypt', 'needs a password');
  let pages = pagesIn(outside);
  const look = (text: string, place: string) => {
    const found = acting.exec(text)?.[0];
    if (found) findings.stop('acting', place, found);
    pages = Math.max(pages, pagesIn(text));
  };
  look(outside, 'document');
  // Objects may be packed: names are looked for in there as well.
  let left = mostUnpacked;
  const named = (text: string) => text.split('/ObjStm').length;
  // Nobody writes that name in any other way but to hide it.
  if (named(outside) !== named(bytes.toString('latin1')))
    findings.stop('unreadable', 'object stream', 'named in a roundabout way');
  for (const part of packed(bytes)) {
    const text = unpacked(part, left);
    if (text === null) findings.stop('unreadable', 'object stream', 'cannot be unpacked');
    left -= text.length;
    look(plain(text), 'object stream');
  }
  return pages > 0 ? pages : null;
}

/** Names may be written with #xx for any letter. */
const plain = (text: string) =>
  text.replace(/#([0-9A-Fa-f]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

const pagesIn = (text: string) =>
  Math.max(
    0,
    ...[...text.matchAll(/\/Type\s*\/Pages\b[^>]*?\/Count\s+(\d{1,6})/g)].map(([, n]) => Number(n)),
  );

/** Bytes of every object stream (`/Type /ObjStm`). */
function* packed(bytes: Buffer): Generator<Buffer> {
  for (let at = bytes.indexOf('/ObjStm'); at >= 0; at = bytes.indexOf('/ObjStm', at + 7)) {
    const word = bytes.indexOf('stream', at);
    if (word < 0) return;
    let from = word + 6;
    if (bytes[from] === 0x0d) from += 1;
    if (bytes[from] === 0x0a) from += 1;
    const to = bytes.indexOf('endstream', from);
    yield bytes.subarray(from, to < 0 ? bytes.length : to);
  }
}

function unpacked(part: Buffer, most: number): string | null {
  try {
    return inflateSync(part, { maxOutputLength: Math.max(1, most) }).toString('latin1');
  } catch {
    return null;
  }
}
