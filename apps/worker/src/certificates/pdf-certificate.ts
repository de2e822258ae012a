import { type About, accentOf, middle as centred, frame, labMark, qrCode } from '../pdf/marks.js';
import { ink, type Sheet } from '../pdf/sheet.js';
import { conclusion } from './conclusion.js';
import { verdictColour } from './pdf-drawing.js';
import { signatures } from './pdf-seal.js';
import type { Vocabulary } from './report-words.js';
import type { Statement } from './statement.js';

type Predicate = Statement['predicate'];
type Certificate = NonNullable<Predicate['certificate']>;

/** More rows than these would leave the page; the report behind it has them all. */
const mostRows = 10;

/** The certificate: a page of its own, to be hung up or handed in, before the report it rests on. */
export function certificatePage(
  sheet: Sheet,
  said: Predicate,
  certificate: Certificate,
  words: Vocabulary,
  about: About,
): void {
  const { doc, left, width } = sheet;
  const { word } = words;
  frame(sheet, accentOf(about, ink.text));
  const middle = (text: string, size: number, colour: string, gap: number) =>
    centred(sheet, text, size, colour, gap);
  const side = 34;
  const marked = labMark(sheet, about, left + (width - side) / 2, 50, side, 'both');
  doc.y = 92;
  doc.x = left;
  middle(words.text(about.lab), 13, marked > 0 ? accentOf(about, ink.text) : ink.text, 6);
  doc.font('strong');
  middle(word('certificateTitle'), 30, ink.text, 4);
  doc.font('text');
  middle(`${word('certificate')} ${certificate.number}`, 11, ink.faint, 22);
  middle(word('certifies'), 11, ink.faint, 4);
  doc.font('strong');
  middle(`${words.text(said.algorithm.title)} ${said.algorithm.label}`, 20, ink.text, 2);
  doc.font('text');
  middle(words.text(said.vendor.name), 13, ink.text, 18);
  if (said.dataset.truthPublic || certificate.demonstration) {
    doc.font('strong');
    middle(word('demonstration'), 11, ink.bad, 8);
    doc.font('text');
  }
  middle(conclusion(said, words), 11, ink.text, 16);

  const shown = said.criteria.slice(0, mostRows);
  sheet.inset(24, () => {
    sheet.table(
      [word('criterion'), word('threshold'), word('value'), word('interval'), word('verdict')],
      [0.36, 0.18, 0.14, 0.2, 0.12],
      shown.map((row) => [
        `${words.criterion(row.criterion)}${words.bracketed(word(row.criterion.must ? 'must' : 'wish'))}`,
        words.bound(row.criterion),
        words.number(row.value),
        row.interval ? `${words.number(row.interval.lower)} – ${words.number(row.interval.upper)}` : '—',
        { text: words.verdict(row.verdict), colour: verdictColour[row.verdict] },
      ]),
    );
    if (said.criteria.length > mostRows) sheet.paragraph(word('moreInReport'), 8, ink.faint);
  });

  // Counted from the page's end, so that seal and signatures stand where a reader looks for them.
  doc.y = doc.page.height - 252;
  sheet.inset(24, () => {
    signatures(sheet, said, words, about);
    const { y } = doc;
    qrCode(sheet, about.address, sheet.left, y, 64);
    doc.fontSize(8).fillColor(ink.faint);
    doc.text(`${word('validUntil')} ${words.day(certificate.expiresAt)}`, sheet.left + 78, y + 4);
    doc.text(word('statusNow'), sheet.left + 78, y + 20, { width: sheet.width - 78 });
    doc.text(about.address, sheet.left + 78, doc.y + 2, { width: sheet.width - 78 });
  });
  doc.addPage();
}
