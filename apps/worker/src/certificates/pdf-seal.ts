import type { LabIdentity } from '@scenario-lab/contracts/identity';
import { create } from 'qrcode';
import { ink, type Sheet } from '../pdf/sheet.js';
import type { Vocabulary } from './report-words.js';
import type { Statement } from './statement.js';

/** A picture with its measures in pixels; which of its sizes the bytes are does not matter to its shape. */
export interface Sign {
  bytes: Uint8Array;
  width: number;
  height: number;
}

/** What is printed about the lab itself; none of it is part of what is signed. */
export interface About {
  /** Where the paper's page stands. */
  address: string;
  keyId: string;
  lab: { zh?: string | undefined; en?: string | undefined };
  identity: LabIdentity;
  /** The picture it goes by, as the sandbox redrew it. */
  sign?: Sign | null;
  /** IANA name of the lab's time zone. */
  timeZone: string;
}

/** The lab's colour where it has one: white can be read on it, and it on white. */
export const accentOf = ({ identity }: Pick<About, 'identity'>, otherwise: string): string =>
  identity.accent ?? otherwise;

/** A sign may be a line of writing: at most so many times as wide as it is high. */
const widest = 4;

/**
 * The lab's picture or mark as in the head of its pages, in a square of `side` around `x` or, for a broad picture, wider to
 * the side `grows` says. Returns how wide it is; 0 where the lab has none.
 */
export function labMark(
  sheet: Sheet,
  about: About,
  x: number,
  y: number,
  side: number,
  grows: 'right' | 'both' = 'right',
): number {
  const drawn = about.sign ? picture(sheet, about.sign, { x, y, side, grows }) : 0;
  if (drawn > 0) return drawn;
  const { mark } = about.identity;
  if (mark === null) return 0;
  const { doc } = sheet;
  const size = side * ([...mark].length === 1 ? 0.62 : [...mark].length === 2 ? 0.44 : 0.32);
  doc
    .roundedRect(x, y, side, side, side / 6)
    .fillColor(accentOf(about, ink.text))
    .fill();
  doc.font('strong').fontSize(size).fillColor('#ffffff');
  doc.text(mark, x, y + (side - doc.currentLineHeight()) / 2, {
    width: side,
    align: 'center',
    lineBreak: false,
  });
  doc.font('text');
  return side;
}

function picture(
  { doc }: Sheet,
  { bytes, ...size }: Sign,
  { x, y, side, grows }: { x: number; y: number; side: number; grows: 'right' | 'both' },
): number {
  const scale = Math.min(side / size.height, (side * widest) / size.width);
  const [width, height] = [size.width * scale, size.height * scale];
  const left = grows === 'both' ? x + (side - width) / 2 : x;
  try {
    // Half a file must not keep a report from being issued.
    doc.image(Buffer.from(bytes), left, y + (side - height) / 2, { width, height });
    return width;
  } catch {
    return 0;
  }
}

/** Modules drawn as squares: sharp at any size, and nothing to decode for the reader. */
export function qrCode(sheet: Sheet, text: string, x: number, y: number, side: number): void {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const step = side / modules.size;
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size; column += 1) {
      if (modules.get(row, column))
        sheet.doc.rect(x + column * step, y + row * step, step + 0.05, step + 0.05);
    }
  }
  sheet.doc.fillColor('#000000').fill();
}

const height = 86;

/** Who reviewed, who issues, and the place for the seal of the institution. */
export function signatures(
  sheet: Sheet,
  { review, issuedAt }: Statement['predicate'],
  words: Vocabulary,
  about: About,
): void {
  sheet.room(height + 12);
  const { doc, left, width } = sheet;
  const { word } = words;
  const y = doc.y + 4;
  const third = width / 3;
  const block = (column: number, name: string, lines: readonly string[]) => {
    const x = left + column * third;
    doc
      .fontSize(8)
      .fillColor(ink.faint)
      .text(name, x, y, { width: third - 16 });
    doc.fontSize(10).fillColor(ink.text);
    for (const line of lines) {
      doc.text(line, x, doc.y + 3, { width: third - 16 });
      doc.fontSize(8).fillColor(ink.faint);
    }
  };
  block(0, word('reviewedBy'), [review.reviewer, words.instant(review.at)]);
  block(1, word('issuedBy'), [
    words.text(about.lab),
    words.instant(issuedAt),
    `${word('signedWith')} Ed25519 ${about.keyId}`,
  ]);
  const side = height - 4;
  const x = left + width - side - 12;
  doc
    .circle(x + side / 2, y + side / 2, side / 2)
    .dash(2, { space: 2 })
    .lineWidth(0.6)
    .strokeColor(ink.faint)
    .stroke()
    .undash();
  doc
    .fontSize(8)
    .fillColor(ink.faint)
    .text(word('sealPlace'), x, y + side / 2 - 5, { width: side, align: 'center' });
  doc.y = y + height + 8;
  doc.x = left;
}
