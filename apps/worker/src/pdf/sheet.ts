import { createRequire } from 'node:module';
import { join } from 'node:path';
import PDFDocument from 'pdfkit';

const fonts = join(createRequire(import.meta.url).resolve('@embedpdf/fonts-sc'), '..', '..', 'fonts');
const margin = 48;
const bottom = 60;

export const ink = {
  text: '#1f2329',
  faint: '#646a73',
  line: '#dee0e3',
  mark: '#1456f0',
  good: '#1a7f37',
  bad: '#b42318',
  open: '#8a6100',
};

/** One cell: plain text, or something drawn in its box. */
export type Cell = string | { text: string; colour?: string } | { draw: (box: Box) => void };
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/**
 * A report as it grows down the page: A4, one column, Chinese and Latin text from one embedded font, so that it
 * can be selected and searched. Lengths in points.
 */
export class Sheet {
  readonly doc: PDFKit.PDFDocument;
  width: number;
  left = margin;

  constructor(about: { title: string; author: string; at: Date }) {
    this.doc = new PDFDocument({
      size: 'A4',
      margin,
      bufferPages: true,
      // Given at once: the file's own id follows from it, so that the same report gives the same bytes.
      info: { Title: about.title, Author: about.author, CreationDate: about.at, ModDate: about.at },
    });
    this.width = this.doc.page.width - 2 * margin;
    this.doc.registerFont('text', join(fonts, 'NotoSansHans-Regular.otf'));
    this.doc.registerFont('strong', join(fonts, 'NotoSansHans-Medium.otf'));
    this.doc.font('text');
  }

  get y(): number {
    return this.doc.y;
  }
  set y(value: number) {
    this.doc.y = value;
  }

  /** Draws something with more margin on both sides. */
  inset(by: number, draw: () => void): void {
    this.left += by;
    this.width -= 2 * by;
    draw();
    this.left -= by;
    this.width += 2 * by;
    this.doc.x = this.left;
  }

  /** Begins a new page unless so much room is left. */
  room(height: number): void {
    if (this.doc.y + height > this.doc.page.height - bottom) this.doc.addPage();
  }

  heading(text: string): void {
    this.room(60);
    this.doc.moveDown(0.9).font('strong').fontSize(12).fillColor(ink.text).text(text, this.left, this.doc.y);
    this.rule(this.doc.y + 3);
    this.doc.y += 9;
    this.doc.font('text').fontSize(9);
  }

  paragraph(text: string, size = 9, colour = ink.text): void {
    this.doc.fontSize(size).fillColor(colour);
    this.room(this.doc.heightOfString(text, { width: this.width }));
    this.doc.text(text, this.left, this.doc.y, { width: this.width });
    this.doc.moveDown(0.3);
  }

  rule(y: number): void {
    this.doc
      .moveTo(this.left, y)
      .lineTo(this.left + this.width, y)
      .lineWidth(0.5)
      .strokeColor(ink.line)
      .stroke();
  }

  /** Pairs of a name and what is said of it, in two columns where they are short. */
  facts(pairs: readonly (readonly [string, string])[]): void {
    const half = this.width / 2;
    for (let at = 0; at < pairs.length; at += 2) {
      const pair = pairs.slice(at, at + 2);
      const heights = pair.flatMap(([name, value]) => [
        this.doc.fontSize(9).heightOfString(name, { width: 86 }),
        this.doc.heightOfString(value, { width: half - 100 }),
      ]);
      const height = Math.max(13, ...heights) + 3;
      this.room(height);
      const { y } = this.doc;
      pair.forEach(([name, value], column) => {
        const x = this.left + column * half;
        this.doc.fillColor(ink.faint).text(name, x, y, { width: 86 });
        this.doc.fillColor(ink.text).text(value, x + 90, y, { width: half - 100 });
      });
      this.doc.y = y + height;
    }
  }

  /** A table; the header is repeated on a new page. `shares` are of the width. */
  table(header: readonly string[], shares: readonly number[], rows: readonly (readonly Cell[])[]): void {
    const widths = shares.map((share) => share * this.width);
    const offsets = widths.map((_, at) => widths.slice(0, at).reduce((sum, width) => sum + width, this.left));
    const line = (cells: readonly Cell[], head: boolean) => {
      this.doc.font(head ? 'strong' : 'text').fontSize(8);
      const texts = cells.map((cell) => (typeof cell === 'string' ? cell : 'text' in cell ? cell.text : ''));
      const heights = texts.map((text, at) => this.doc.heightOfString(text, { width: widths[at]! - 6 }));
      const height = Math.max(12, ...heights) + 5;
      if (!head && this.doc.y + height > this.doc.page.height - bottom) {
        this.doc.addPage();
        line(header, true);
      }
      const { y } = this.doc;
      cells.forEach((cell, at) => {
        const box = { x: offsets[at]!, y, width: widths[at]! - 6, height };
        this.doc.font(head ? 'strong' : 'text').fontSize(8);
        if (typeof cell === 'object' && 'draw' in cell) cell.draw(box);
        else {
          const colour = typeof cell === 'object' ? (cell.colour ?? ink.text) : head ? ink.faint : ink.text;
          this.doc.fillColor(colour).text(texts[at]!, box.x, y + 2, { width: box.width });
        }
      });
      this.rule(y + height);
      this.doc.y = y + height;
    };
    this.room(40);
    line(header, true);
    for (const row of rows) line(row, false);
    this.doc.font('text').fontSize(9);
    this.doc.x = this.left;
  }

  /** Numbers the pages and ends the document. */
  async bytes(foot: (page: number, of: number) => string): Promise<Buffer> {
    const { start, count } = this.doc.bufferedPageRange();
    for (let page = start; page < start + count; page += 1) {
      this.doc.switchToPage(page);
      // Written into the margin: without this pdfkit would begin a page for it.
      this.doc.page.margins.bottom = 0;
      this.doc
        .font('text')
        .fontSize(7.5)
        .fillColor(ink.faint)
        .text(foot(page - start + 1, count), this.left, this.doc.page.height - 36, {
          width: this.width,
          align: 'center',
        });
    }
    const chunks: Buffer[] = [];
    const ended = new Promise<void>((resolve, reject) => {
      this.doc.on('data', (chunk: Buffer) => chunks.push(chunk));
      this.doc.once('end', resolve);
      this.doc.once('error', reject);
    });
    this.doc.end();
    await ended;
    return Buffer.concat(chunks);
  }
}
