import type { LabIdentity } from '@scenario-lab/contracts/identity';
import { create } from 'qrcode';
import { ink, type Sheet } from '../pdf/sheet.js';
import type { Vocabulary } from './report-words.js';
import type { Statement } from './statement.js';

/** What is printed about the lab itself; none of it is part of what is signed. */
export interface About {
  /** Where the paper's page stands. */
  address: string;
  keyId: string;
  lab: { zh?: string | undefined; en?: string | undefined };
  identity: LabIdentity;
  /** IANA name of the lab's time zone. */
  timeZone: string;
}

/** The lab's colour where it has one: white can be read on it, and it on white. */
export const accentOf = ({ identity }: Pick<About, 'identity'>, otherwise: string): string =>
  identity.accent ?? otherwise;

/** The lab's mark as in the head of its pages. Returns how wide it is; 0 where the lab has none. */
export function labMark(sheet: Sheet, about: About, x: number, y: number, side: number): number {
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
  const { word } = words;
  signatureRow(
    sheet,
    [
      [word('reviewedBy'), [review.reviewer, words.instant(review.at)]],
      [
        word('issuedBy'),
        [words.text(about.lab), words.instant(issuedAt), `${word('signedWith')} Ed25519 ${about.keyId}`],
      ],
    ],
    word('sealPlace'),
  );
}

/** Two who sign, each with what is written under the name, and a round place for a seal. */
export function signatureRow(
  sheet: Sheet,
  blocks: readonly (readonly [name: string, lines: readonly string[]])[],
  place: string,
): void {
  sheet.room(height + 12);
  const { doc, left, width } = sheet;
  const y = doc.y + 4;
  const third = width / 3;
  blocks.forEach(([name, lines], column) => {
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
  });
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
    .text(place, x, y + side / 2 - 5, { width: side, align: 'center' });
  doc.y = y + height + 8;
  doc.x = left;
}
