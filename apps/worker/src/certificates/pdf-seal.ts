import { type About, sealPlace } from '../pdf/marks.js';
import { ink, type Sheet } from '../pdf/sheet.js';
import type { Vocabulary } from './report-words.js';
import type { Statement } from './statement.js';

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
  sealPlace(sheet, place, x, y, side);
  doc.y = y + height + 8;
  doc.x = left;
}
