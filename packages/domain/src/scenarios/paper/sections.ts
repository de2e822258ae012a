import { isNumbered, type PaperPart, partOf, withoutNumber } from './labels.js';

/** A heading or paragraph (one cell) or a row of a table, as the sandbox read it. */
export interface PaperBlock {
  kind: 'heading' | 'text' | 'row';
  page: number | null;
  paragraph: number;
  cells: string[];
}

export interface Place {
  page: number | null;
  paragraph: number;
}

/** Something the document says of one part of a need. */
export interface Said extends Place {
  part: PaperPart;
  text: string;
  /** Told by a label of its own, in a table or before a colon; else by the heading it stands under. */
  labelled: boolean;
}

/** A figure's row under a heading that names figures. */
export interface FigureRow extends Place {
  name: string;
  target: string;
  unit: string;
}

export interface Sections {
  said: Said[];
  figures: FigureRow[];
  /** What belongs to no part, in its order. */
  rest: (Place & { text: string; heading: boolean })[];
}

/** Full-width letters and digits as they are typed elsewhere; Chinese marks stay as they are. */
export const plainWidth = (text: string): string =>
  text
    .replace(/[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff05\uff0e]/g, (sign) => sign.normalize('NFKC'))
    .replace(/[\u3000\u00a0\t]+/g, ' ')
    .trim();

const office =
  /^[\p{Script=Han}]{2,24}(?:局|委|委员会|办|办公室|中心|政府|管委会|总队|支队|公司|集团|大队|街道办事处)$/u;
/** The name of an office alone: whoever signs. */
export const isOffice = (text: string): boolean => office.test(text.replace(/\s/g, ''));

const labelled = /^([^：:。；;]{2,24}?)\s*[：:]\s*([\s\S]*)$/;
const figureName =
  /^(?:序号)?(指标|指标名称|考核指标|技术指标|性能指标|内容|metric|indicator|criterion|figure)$/i;
const figureTarget = /目标|要求|指标值|阈值|标准|target|threshold|required|goal|value/i;
const figureUnit = /单位|unit/i;

const tidy = (cell: string) => cell.normalize('NFKC').replace(/\s/g, '');

/** Sorts what a document says by the parts of a need. */
export function sectionsOf(blocks: readonly PaperBlock[]): Sections {
  const found: Sections = { said: [], figures: [], rest: [] };
  let under: PaperPart | null = null;
  let head: { name: number; target: number; unit: number } | null = null;
  for (const block of blocks) {
    const place = { page: block.page, paragraph: block.paragraph };
    if (block.kind === 'row') {
      const cells = block.cells.map(plainWidth);
      const named = headOf(cells);
      if (named) head = named;
      else if (head) figureRow(found, head, cells, place);
      else if (pairs(found, cells, place)) under = null;
      else {
        const text = cells.filter(Boolean).join(' ');
        if (under) found.said.push({ part: under, text, labelled: false, ...place });
        else found.rest.push({ text, heading: false, ...place });
      }
      continue;
    }
    head = null;
    const text = plainWidth(block.cells[0] ?? '');
    if (!text) continue;
    const part = isOffice(text) ? null : headingPart(block, text);
    if (part !== undefined) {
      under = part;
      if (part === null) found.rest.push({ text: withoutNumber(text), heading: true, ...place });
      continue;
    }
    const [, label = '', value = ''] = labelled.exec(text) ?? [];
    const told = label ? partOf(label) : null;
    if (told && value.trim()) {
      for (const one of severalIn(told, value.trim())) found.said.push({ ...one, labelled: true, ...place });
      // What follows a long text after a colon goes on with it, up to the next label.
      under = value.length > 40 ? told : under;
    } else if (told) under = told;
    else if (under) found.said.push({ part: under, text, labelled: false, ...place });
    else found.rest.push({ text, heading: false, ...place });
  }
  return found;
}

/** Undefined where the block is no heading; null where it is one of something else. */
function headingPart(block: PaperBlock, text: string): PaperPart | null | undefined {
  const short = text.length <= 30 && !/[。；;，,：:]\S/.test(text) && !/[。；;]$/.test(text);
  if (!short) return undefined;
  const part = partOf(text.replace(/[：:]$/, ''));
  if (part && (block.kind === 'heading' || isNumbered(text) || /[：:]$/.test(text) || text.length <= 8))
    return part;
  // A heading of a lower rank within a part belongs to its text: only the ranks 一、 and 第一章 end it.
  const top = /^\s*(?:第\s*[一二三四五六七八九十\d]+\s*[章部]|[一二三四五六七八九十]+\s*[、.．])/.test(text);
  return block.kind === 'heading' || top ? null : undefined;
}

/** 联系人：王敏　电话：028-… in one line. */
function severalIn(part: PaperPart, value: string): { part: PaperPart; text: string }[] {
  const next = /[\s，,；;]+([\p{Script=Han}A-Za-z ]{2,8})\s*[：:]/u.exec(value);
  const other = next ? partOf(next[1] as string) : null;
  if (!next || !other) return [{ part, text: value }];
  const rest = value.slice(next.index + next[0].length).trim();
  return [{ part, text: value.slice(0, next.index).trim() }, ...(rest ? severalIn(other, rest) : [])];
}

function headOf(cells: readonly string[]): { name: number; target: number; unit: number } | null {
  const name = cells.findIndex((cell) => figureName.test(tidy(cell)));
  const target = cells.findIndex(
    (cell, at) => at !== name && cell.length <= 12 && figureTarget.test(tidy(cell)),
  );
  if (name < 0 || target < 0 || cells.length < 2) return null;
  return { name, target, unit: cells.findIndex((cell, at) => at !== target && figureUnit.test(tidy(cell))) };
}

function figureRow(
  found: Sections,
  head: { name: number; target: number; unit: number },
  cells: readonly string[],
  place: Place,
): void {
  const [name = '', target = ''] = [cells[head.name], cells[head.target]];
  if (name && target) found.figures.push({ name, target, unit: cells[head.unit] ?? '', ...place });
}

/** A form's row: label, value, label, value. */
function pairs(found: Sections, cells: readonly string[], place: Place): boolean {
  // A cell over several columns is told once for each by some programs.
  const told = cells.filter((cell, at) => at === 0 || cell !== cells[at - 1] || partOf(cell) === null);
  let any = false;
  for (let at = 0; at + 1 < told.length; at += 1) {
    const part = partOf(told[at] as string);
    const value = told[at + 1] as string;
    if (!part || partOf(value)) continue;
    if (value) found.said.push({ part, text: value, labelled: true, ...place });
    any = true;
    at += 1;
  }
  return any;
}
