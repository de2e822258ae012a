/** How numbers of a column are written. */
export interface NumberStyle {
  decimal: '.' | ',';
  /** Every number ends in a sign of per cent; the number before it is what is kept. */
  percent: boolean;
}

export const plainNumbers: NumberStyle = { decimal: '.', percent: false };

// At most 15 digits: the shortest text that gives the double back is the text itself (IEEE 754, 15 digits survive).
const short = /^-?(?:0|[1-9]\d{0,8})(?:\.\d{0,5}[1-9])?$/;
const plain = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,4})?$/;
const grouped = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?$/;
const spaced = /^[+-]?\d{1,3}(?:[\u0020\u00a0\u202f]\d{3})+(?:\.\d*)?$/;
/** More digits than a double keeps. */
const MOST_DIGITS = 15;
const LONGEST = 400;

function unstyled(cell: string, { decimal, percent }: NumberStyle): string | null {
  let text = cell.replace('\u2212', '-');
  if (percent) {
    if (!/[%％]$/.test(text)) return null;
    text = text.slice(0, -1).trimEnd();
  }
  // Swapped, so that one rule reads both: 1.234,5 is 1,234.5.
  if (decimal === ',') text = text.replace(/[.,]/g, (mark) => (mark === ',' ? '.' : ','));
  if (plain.test(text)) return text;
  return grouped.test(text) || spaced.test(text) ? text.replace(/[,\u0020\u00a0\u202f]/g, '') : null;
}

/**
 * A cell as a number in its shortest form that reads back to the same double; null where it is none, is not finite,
 * or is whole with more digits than a double keeps.
 */
export function numberText(cell: string, style: NumberStyle): string | null {
  if (!style.percent && style.decimal === '.' && short.test(cell)) return cell === '-0' ? '0' : cell;
  if (cell.length > LONGEST) return null;
  const text = unstyled(cell, style);
  if (text === null) return null;
  const value = Number(text);
  if (!Number.isFinite(value)) return null;
  if (/^[+-]?\d+$/.test(text) && text.replace(/^[+-]?0*/, '').length > MOST_DIGITS) return null;
  return String(value === 0 ? 0 : value);
}

/** Digits that name something: leading zeros, or so many that a number would lose some (identity numbers, codes). */
export const isIdentifier = (cell: string): boolean => /^[+-]?0\d+$|^[+-]?\d{16,}$/.test(cell);

/** A comma that can only be a decimal one: 4,7 and 0,779; not 1,234. */
const commaOnly = /^[+-]?(?:0,\d+|\d+,\d{1,2}|\d+,\d{4,}|\d{4,},\d+|\d{1,3}(?:\.\d{3})+,\d+)[%％]?$/;
const pointOnly = /^[+-]?(?:0?\.\d+|\d+\.\d{1,2}|\d+\.\d{4,}|\d{4,}\.\d+|\d{1,3}(?:,\d{3})+\.\d+)[%％]?$/;

/** The style all cells can be read in as numbers; null where there is none. */
export function styleOf(cells: readonly string[], decimal: '.' | ',' | undefined): NumberStyle | null {
  const percent = cells.every((cell) => /[%％]$/.test(cell));
  const marks = decimal ? [decimal] : commas(cells) > 0 && points(cells) === 0 ? [','] : ['.'];
  const style = { decimal: marks[0] as '.' | ',', percent };
  return cells.every((cell) => numberText(cell, style) !== null) ? style : null;
}

export const commas = (cells: readonly string[]): number =>
  cells.filter((cell) => commaOnly.test(cell)).length;
export const points = (cells: readonly string[]): number =>
  cells.filter((cell) => pointOnly.test(cell)).length;
