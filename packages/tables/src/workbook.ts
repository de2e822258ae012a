import { strToU8, type Zippable, zipSync } from 'fflate';

export type WorkbookCell = string | number | null;
export interface WorkbookSheet {
  name: string;
  rows: readonly (readonly WorkbookCell[])[];
  /** Rows from the top that are headings: bold, and staying while one scrolls. */
  head?: number;
  /** Ranges that are one cell, as `A1:C1`. */
  merges?: readonly string[];
}

const longestCell = 32_767;
/** Control characters and halves of pairs have no place in XML 1.0; a tab, a line end and a return have. */
const notXml = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const xml = (text: string) =>
  text.replace(notXml, '\ufffd').replace(/[&<>"]/g, (sign) => escapes[sign] as string);
/** A text that looks like the format's own escape (`_x000D_`, ECMA-376 part 1, 22.9.2.19) is kept as it is written. */
const cellText = (text: string) =>
  xml(text.slice(0, longestCell).replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_'));

/** Column 0 is A, 26 is AA. */
export function columnName(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26));
  return column < 26 ? letter : columnName(Math.floor(column / 26) - 1) + letter;
}

const styles = { plain: 0, head: 1, quoted: 2 } as const;

/**
 * Every text is written as a text, so nothing in it is computed; one that begins like a formula is marked as typed with an
 * apostrophe, so that it stays a text when somebody edits the cell. Nothing of a text is changed.
 */
function cellXml(value: WorkbookCell, place: string, head: boolean): string {
  if (value === null || value === '') return '';
  if (typeof value === 'number' && Number.isFinite(value)) return `<c r="${place}"><v>${value}</v></c>`;
  const text = String(value);
  const style = head ? styles.head : /^[=+\-@\t\r]/.test(text) ? styles.quoted : styles.plain;
  return `<c r="${place}" t="inlineStr" s="${style}"><is><t xml:space="preserve">${cellText(text)}</t></is></c>`;
}

/** So wide that most cells are read without dragging: 8 to 48 characters, a Chinese one counting twice. */
function widthOf(rows: WorkbookSheet['rows'], column: number): number {
  let most = 0;
  for (const row of rows.slice(0, 200)) {
    const text = String(row[column] ?? '');
    most = Math.max(most, text.length + (text.match(/[\u2e80-\uffff]/g)?.length ?? 0));
  }
  return Math.min(48, Math.max(8, most + 2));
}

function sheetXml({ rows, head = 0, merges = [] }: WorkbookSheet): string {
  const columns = Math.max(1, ...rows.map((row) => row.length));
  const cols = Array.from(
    { length: columns },
    (_, at) => `<col min="${at + 1}" max="${at + 1}" width="${widthOf(rows, at)}" customWidth="1"/>`,
  );
  const lines = rows.map((row, at) => {
    const cells = row.map((value, column) => cellXml(value, `${columnName(column)}${at + 1}`, at < head));
    return `<row r="${at + 1}">${cells.join('')}</row>`;
  });
  const frozen = head
    ? `<pane ySplit="${head}" topLeftCell="A${head + 1}" activePane="bottomLeft" state="frozen"/>`
    : '';
  const joined = merges.length
    ? `<mergeCells count="${merges.length}">${merges.map((range) => `<mergeCell ref="${range}"/>`).join('')}</mergeCells>`
    : '';
  return `${declaration}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0">${frozen}</sheetView></sheetViews><cols>${cols.join('')}</cols><sheetData>${lines.join('')}</sheetData>${joined}</worksheet>`;
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packaged = 'http://schemas.openxmlformats.org/package/2006';
const spreadsheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const stylesXml = `${declaration}<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf fontId="1" applyFont="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf quotePrefix="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs></styleSheet>`;

/** A sheet's name as the format allows it: 31 characters, none of seven signs, none twice. */
function sheetNames(sheets: readonly WorkbookSheet[]): string[] {
  const taken = new Set<string>();
  return sheets.map(({ name }, at) => {
    const allowed =
      name
        .replace(/[[\]:*?/\\]/g, ' ')
        .trim()
        .slice(0, 31) || `Sheet${at + 1}`;
    const own = taken.has(allowed.toLowerCase()) ? `${allowed.slice(0, 27)} ${at + 1}` : allowed;
    taken.add(own.toLowerCase());
    return own;
  });
}

/** A workbook (XLSX, ECMA-376 transitional): the same sheets give the same bytes. */
export function workbookOf(sheets: readonly WorkbookSheet[]): Uint8Array<ArrayBuffer> {
  const numbers = sheets.map((_, at) => at + 1);
  const names = sheetNames(sheets);
  const files: Record<string, string> = {
    '[Content_Types].xml': `${declaration}<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${spreadsheet}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${spreadsheet}.styles+xml"/>${numbers.map((at) => `<Override PartName="/xl/worksheets/sheet${at}.xml" ContentType="${spreadsheet}.worksheet+xml"/>`).join('')}</Types>`,
    '_rels/.rels': `${declaration}<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${declaration}<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${numbers.map((at) => `<sheet name="${xml(names[at - 1] as string)}" sheetId="${at}" r:id="rId${at}"/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${declaration}<Relationships xmlns="${packaged}/relationships">${numbers.map((at) => `<Relationship Id="rId${at}" Type="${office}/worksheet" Target="worksheets/sheet${at}.xml"/>`).join('')}<Relationship Id="rId${sheets.length + 1}" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': stylesXml,
  };
  sheets.forEach((sheet, at) => {
    files[`xl/worksheets/sheet${at + 1}.xml`] = sheetXml(sheet);
  });
  // The first day the format can say: the same sheets give the same bytes on every day.
  const mtime = new Date(1980, 0, 1);
  const members: Zippable = {};
  for (const [name, text] of Object.entries(files)) members[name] = [strToU8(text), { mtime }];
  return zipSync(members);
}
