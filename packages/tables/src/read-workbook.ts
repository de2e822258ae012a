/** A sheet as its cells say it: `row` is the sheet's own number, from 1. Merged cells say what their first one says. */
export interface GridSheet {
  name: string;
  rows: { row: number; cells: string[] }[];
}

export interface GridLimits {
  sheets: number;
  rows: number;
  columns: number;
}

/** A workbook that cannot be read, and why. */
export class UnreadableWorkbook extends Error {
  constructor(
    readonly code: 'no_sheet' | 'not_xml' | 'too_many_rows' | 'too_many_columns' | 'too_many_sheets',
    readonly place: string,
  ) {
    super(`${code} at ${place}`);
  }
}

interface Tag {
  name: string;
  attributes: Record<string, string>;
  closes: boolean;
  empty: boolean;
}
const entities: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const plainText = (text: string) =>
  text.replace(/&(#x[0-9a-fA-F]{1,6}|#\d{1,7}|\w{1,6});/g, (whole, code: string) => {
    if (!code.startsWith('#')) return entities[code] ?? whole;
    const point = code[1] === 'x' ? Number.parseInt(code.slice(2), 16) : Number(code.slice(1));
    return point > 0 && point < 0x110000 && !(point >= 0xd800 && point < 0xe000)
      ? String.fromCodePoint(point)
      : '\ufffd';
  });
/** `_x000D_` stands for the character of that number (ECMA-376 part 1, 22.9.2.19). */
const cellText = (text: string) =>
  text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

/** Tags and texts in order. Names lose their prefix; what declares a document type is not read. */
function* pieces(xml: string, place: string): Generator<Tag | string> {
  if (/<!DOCTYPE|<!ENTITY/i.test(xml)) throw new UnreadableWorkbook('not_xml', place);
  const part =
    /<!\[CDATA\[([\s\S]*?)\]\]>|<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<(\/?)([\w:.-]+)((?:[^<>"']|"[^"<]*"|'[^'<]*')*)>|([^<]+)|(<)/g;
  for (let found = part.exec(xml); found; found = part.exec(xml)) {
    const [, cdata, slash, name, rest = '', text, stray] = found;
    if (stray) throw new UnreadableWorkbook('not_xml', place);
    if (cdata !== undefined) yield cdata;
    else if (text !== undefined) yield plainText(text);
    else if (name !== undefined) {
      const attributes: Record<string, string> = Object.create(null);
      for (const [, key = '', double, single] of rest.matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g))
        attributes[local(key)] = plainText(double ?? single ?? '');
      yield { name: local(name), attributes, closes: slash === '/', empty: rest.endsWith('/') };
    }
  }
}
const local = (name: string) => name.slice(name.lastIndexOf(':') + 1);

/** Formats whose number is a day or an instant: those the standard numbers so, or whose code has a year, month or day. */
function dateStyles(xml: string | undefined): boolean[] {
  if (xml === undefined) return [];
  const codes = new Map<string, string>();
  const styles: boolean[] = [];
  let inCells = false;
  for (const piece of pieces(xml, 'styles')) {
    if (typeof piece === 'string') continue;
    const { name, attributes, closes } = piece;
    if (name === 'numFmt') codes.set(attributes.numFmtId ?? '', attributes.formatCode ?? '');
    if (name === 'cellXfs') inCells = !closes;
    if (name !== 'xf' || !inCells || closes) continue;
    const id = Number(attributes.numFmtId ?? 0);
    const code = codes.get(attributes.numFmtId ?? '')?.replace(/"[^"]*"|\[[^\]]*\]|\\./g, '');
    const numbered = (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
    styles.push(code === undefined ? numbered : /[ymd年月日]/i.test(code));
  }
  return styles;
}

function sharedStrings(xml: string | undefined): string[] {
  const strings: string[] = [];
  if (xml === undefined) return strings;
  let [text, taking, phonetic] = ['', false, false];
  for (const piece of pieces(xml, 'sharedStrings')) {
    if (typeof piece === 'string') {
      if (taking && !phonetic) text += piece;
      continue;
    }
    const { name, closes, empty } = piece;
    if (name === 't') taking = !closes && !empty;
    if (name === 'rPh') phonetic = !closes && !empty;
    if (name === 'si' && (closes || empty)) strings.push(cellText(text));
    if (name === 'si') text = '';
  }
  return strings;
}

const dayMs = 86_400_000;
/** Serial 0 is 1899-12-30 (1904-01-01 in workbooks that count from there), as in ECMA-376 part 1, 18.17.4. */
function dayOf(serial: number, from1904: boolean): string {
  const at = new Date(
    (from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30)) + Math.round(serial * dayMs),
  );
  if (Number.isNaN(at.getTime()) || serial < 0 || serial > 2_958_465) return String(serial);
  const iso = at.toISOString();
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.slice(0, 19);
}

function placeOf(reference: string): { column: number; row: number } | null {
  const found = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(reference);
  if (!found) return null;
  const column =
    [...(found[1] as string)].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return { column, row: Number(found[2]) };
}

interface Book {
  strings: string[];
  dates: boolean[];
  from1904: boolean;
  limits: GridLimits;
}

function cellOf(type: string | undefined, style: string | undefined, said: string, book: Book): string {
  if (type === 's') return book.strings[Number(said)] ?? '';
  if (type === 'inlineStr' || type === 'str') return cellText(said);
  if (type === 'b') return said === '1' ? 'TRUE' : 'FALSE';
  if (type === 'e') return '';
  if (type === 'd') return said;
  const value = Number(said);
  if (said.trim() === '' || !Number.isFinite(value)) return said.trim();
  if (book.dates[Number(style ?? 0)]) return dayOf(value, book.from1904);
  return String(Number(value.toPrecision(15)));
}

function readSheet(xml: string, name: string, book: Book): GridSheet {
  const cells = new Map<number, string[]>();
  const merges: string[] = [];
  let row = 0;
  let place = { column: -1, row: 0 };
  let cell: { type: string | undefined; style: string | undefined; said: string } | null = null;
  let taking = false;
  let phonetic = false;
  const put = () => {
    if (!cell) return;
    const { limits } = book;
    if (place.column >= limits.columns) throw new UnreadableWorkbook('too_many_columns', name);
    const line = cells.get(place.row) ?? [];
    if (cells.size >= limits.rows && !cells.has(place.row))
      throw new UnreadableWorkbook('too_many_rows', name);
    line[place.column] = cellOf(cell.type, cell.style, cell.said, book);
    cells.set(place.row, line);
    cell = null;
  };
  for (const piece of pieces(xml, name)) {
    if (typeof piece === 'string') {
      if (cell && taking && !phonetic) cell.said += piece;
      continue;
    }
    const { name: tag, attributes, closes, empty } = piece;
    if (tag === 'row' && !closes) {
      row = Number(attributes.r ?? row + 1);
      place = { column: -1, row };
    } else if (tag === 'c' && !closes) {
      place = placeOf(attributes.r ?? '') ?? { column: place.column + 1, row };
      cell = { type: attributes.t, style: attributes.s, said: '' };
      if (empty) cell = null;
    } else if (tag === 'c') put();
    else if (tag === 'v' || tag === 't') taking = !closes && !empty;
    else if (tag === 'rPh') phonetic = !closes && !empty;
    else if (tag === 'mergeCell' && attributes.ref) merges.push(attributes.ref);
  }
  let left = mostSpread;
  for (const reference of merges) left -= spread(cells, reference, book.limits, left);
  const rows = [...cells]
    .sort(([one], [other]) => one - other)
    .map(([at, line]) => ({ row: at, cells: Array.from(line, (text) => text ?? '') }));
  return { name, rows };
}

/** Cells of a sheet that merged ranges may fill; a range as large as the sheet is nobody's heading. */
const mostSpread = 500_000;

/** A merged range says in each of its cells what its first one says. @returns how many cells that were */
function spread(cells: Map<number, string[]>, reference: string, limits: GridLimits, most: number): number {
  const [from, to] = reference.split(':').map(placeOf);
  const said = from && cells.get(from.row)?.[from.column];
  if (!from || !to || !said || to.column >= limits.columns) return 0;
  const range = (to.row - from.row + 1) * (to.column - from.column + 1);
  if (!(range > 0 && range <= most)) return 0;
  for (let row = from.row; row <= to.row; row += 1) {
    const line = cells.get(row) ?? [];
    for (let column = from.column; column <= to.column; column += 1) line[column] = said;
    if (cells.has(row) || cells.size < limits.rows) cells.set(row, line);
  }
  return range;
}

/**
 * The visible sheets of a workbook (XLSX), cells as text: figures in their shortest form, days as `2026-12-31`, formulas
 * as the value they last had. `member` hands out a part of the archive by its name.
 * @throws {UnreadableWorkbook}
 */
export function readWorkbook(member: (name: string) => string | undefined, limits: GridLimits): GridSheet[] {
  const workbook = member('xl/workbook.xml');
  if (workbook === undefined) throw new UnreadableWorkbook('no_sheet', 'xl/workbook.xml');
  const targets = new Map<string, string>();
  for (const piece of pieces(member('xl/_rels/workbook.xml.rels') ?? '', 'relationships'))
    if (typeof piece !== 'string' && piece.name === 'Relationship')
      targets.set(piece.attributes.Id ?? '', piece.attributes.Target ?? '');
  const sheets: { name: string; target: string }[] = [];
  let from1904 = false;
  for (const piece of pieces(workbook, 'workbook')) {
    if (typeof piece === 'string') continue;
    const { name, attributes, closes } = piece;
    if (name === 'workbookPr') from1904 = /^(1|true)$/.test(attributes.date1904 ?? '');
    if (name !== 'sheet' || closes || (attributes.state ?? 'visible') !== 'visible') continue;
    const target = targets.get(attributes.id ?? '') ?? '';
    sheets.push({
      name: attributes.name ?? '',
      target: target.startsWith('/') ? target.slice(1) : `xl/${target}`,
    });
  }
  if (sheets.length > limits.sheets) throw new UnreadableWorkbook('too_many_sheets', 'workbook');
  const book: Book = {
    strings: sharedStrings(member('xl/sharedStrings.xml')),
    dates: dateStyles(member('xl/styles.xml')),
    from1904,
    limits,
  };
  const read = sheets.flatMap(({ name, target }) => {
    const xml = member(target);
    return xml === undefined ? [] : [readSheet(xml, name, book)];
  });
  if (read.length === 0) throw new UnreadableWorkbook('no_sheet', 'workbook');
  return read;
}
