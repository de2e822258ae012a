import type { PaperBlock } from './paper-parts.js';

/** Letters set in one go, where they stand on the page (up is more). */
export interface Piece {
  text: string;
  x: number;
  y: number;
  right: number;
  size: number;
}

export interface Line {
  cells: string[];
  y: number;
  left: number;
  right: number;
  size: number;
}

/** Wider than any space between words: another column of a table begins. */
const columnGap = 1.6;
const wide = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u;

const between = (before: string, after: string): string =>
  wide.test(before.at(-1) ?? '') || wide.test(after[0] ?? '') ? '' : ' ';

/** A page knows no lines, only where letters stand: those of one height are one. */
export function linesOf(pieces: readonly Piece[]): Line[] {
  const rows: Piece[][] = [];
  for (const piece of pieces) {
    const row = rows.at(-1);
    const beside = row?.[0];
    if (beside && Math.abs(beside.y - piece.y) < Math.max(beside.size, piece.size) * 0.5) row.push(piece);
    else rows.push([piece]);
  }
  return rows.map((row) => {
    row.sort((a, b) => a.x - b.x);
    const cells: string[] = [];
    let end = 0;
    for (const { text, x, right, size } of row) {
      const gap = x - end;
      const last = cells.at(-1);
      if (last === undefined || gap > size * columnGap) cells.push(text);
      else cells[cells.length - 1] = `${last}${gap > size * 0.15 ? between(last, text) : ''}${text}`;
      end = right;
    }
    const size = Math.max(...row.map((piece) => piece.size));
    return { cells, y: row[0]!.y, left: row[0]!.x, right: end, size };
  });
}

/** Numbers of pages and the like. */
const furniture = /^[-—–\s]*\d{1,4}[-—–\s]*$|^第\s*\d+\s*页|^page\s+\d+(\s+of\s+\d+)?$/i;
const begins =
  /^(第?[一二三四五六七八九十百]+[、.．章节]|[（(][一二三四五六七八九十\d]+[)）]|\d+(\.\d+)*[、.．)）]|\d+(\.\d+)+\s|[①-⑳•●▪■◆–-]\s?|[\p{Script=Han}A-Za-z ]{2,12}[：:])/u;

/** What most letters are set in. */
function bodySize(lines: readonly Line[]): number {
  const letters = new Map<number, number>();
  for (const { size, cells } of lines) {
    const key = Math.round(size * 2) / 2;
    letters.set(key, (letters.get(key) ?? 0) + cells.join('').length);
  }
  return [...letters].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
}

/** Lines put together again as paragraphs and rows. */
export function paragraphsOf(pages: readonly Line[][]): PaperBlock[] {
  const body = bodySize(pages.flat());
  const blocks: PaperBlock[] = [];
  // Of the whole document: a page of a few short lines has no edge of its own.
  const edge = pages.flat().reduce((most, { right }) => Math.max(most, right), 0);
  let open: { block: PaperBlock; line: Line } | null = null;
  for (const [at, lines] of pages.entries()) {
    let number = 0;
    for (const line of lines) {
      if (line.cells.length === 1 && furniture.test(line.cells[0]!.trim())) continue;
      const kind = line.cells.length > 1 ? 'row' : line.size > body * 1.15 ? 'heading' : 'text';
      const text = line.cells[0]!;
      if (open && continues(open, { ...line, kind }, edge)) {
        const before = open.block.cells[0]!;
        open.block.cells[0] = `${before}${between(before, text)}${text}`;
        open.line = line;
        continue;
      }
      number += 1;
      const block: PaperBlock = { kind, page: at + 1, paragraph: number, cells: line.cells };
      blocks.push(block);
      open = kind === 'row' ? null : { block, line };
    }
  }
  return blocks;
}

/** The line before went on to the edge, and this one begins nothing of its own. */
function continues(
  { block, line: before }: { block: PaperBlock; line: Line },
  line: Line & { kind: PaperBlock['kind'] },
  edge: number,
): boolean {
  if (line.kind !== block.kind || Math.abs(before.size - line.size) > 1) return false;
  if (line.kind === 'heading') return before.y - line.y < before.size * 2 && before.right > edge * 0.8;
  const down = before.y - line.y;
  // A new page begins higher up; what stood at the foot of the last one may go on there.
  const near = down < 0 || down < line.size * 2.4;
  return near && before.right > edge - line.size * 2.5 && !begins.test(line.cells[0]!);
}
