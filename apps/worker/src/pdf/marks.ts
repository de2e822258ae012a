import type { LabIdentity } from '@scenario-lab/contracts/identity';
import { create } from 'qrcode';
import { ink, type Sheet } from './sheet.js';

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
  about: Pick<About, 'identity' | 'sign'>,
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

/** The first line of a paper of the lab: its picture or mark, its name, and what kind of paper it is. */
export function headLine(sheet: Sheet, about: Pick<About, 'identity' | 'sign'>, words: string): void {
  const { doc, left, width, y } = sheet;
  const marked = labMark(sheet, about, left, y - 2, 13);
  const indent = marked > 0 ? marked + 6 : 0;
  doc
    .fontSize(9)
    .fillColor(accentOf(about, ink.faint))
    .text(words, left + indent, y, { width: width - indent });
  doc.x = left;
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

/** Where the institution sets its seal. */
export function sealPlace({ doc }: Sheet, word: string, x: number, y: number, side: number): void {
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
    .text(word, x, y + side / 2 - 5, { width: side, align: 'center' });
}

/** The double line around a page that is hung up. */
export function frame({ doc }: Sheet, colour: string): void {
  const { width, height } = doc.page;
  doc
    .rect(28, 28, width - 56, height - 84)
    .lineWidth(1.4)
    .strokeColor(colour)
    .stroke();
  doc
    .rect(33, 33, width - 66, height - 94)
    .lineWidth(0.5)
    .strokeColor(ink.line)
    .stroke();
}

/** A line in the middle of such a page. */
export function middle(
  { doc, left, width }: Sheet,
  text: string,
  size: number,
  colour: string,
  gap: number,
): void {
  doc
    .fontSize(size)
    .fillColor(colour)
    .text(text, left + 20, doc.y, { width: width - 40, align: 'center' });
  doc.y += gap;
}

/** `2026-11-29 15:04 (UTC+8)`: a paper is read everywhere. */
export function instantIn(timeZone: string, at: Date): string {
  const minute = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone });
  const zone = new Intl.DateTimeFormat('en', { timeZoneName: 'shortOffset', timeZone });
  const offset = zone.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
  return `${minute.format(at)} (${offset.replace('GMT', 'UTC')})`;
}
