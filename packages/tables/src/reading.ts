export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'gb18030', 'big5', 'windows-1252'] as const;
export type Encoding = (typeof encodings)[number];
export const delimiters = [',', '\t', ';', '|'] as const;
export type Delimiter = (typeof delimiters)[number];
/** Order of a day's parts where they are written as numbers, or counted from 1899-12-30 as a workbook does. */
export const dateForms = ['ymd', 'dmy', 'mdy', 'excel'] as const;
export type DateForm = (typeof dateForms)[number];

/** How a table is to be read, as far as its owner says; the rest is found. */
export interface Reading {
  encoding?: Encoding | undefined;
  delimiter?: Delimiter | undefined;
  /** Of a workbook; left out: the one with most rows. */
  sheet?: string | undefined;
  decimal?: '.' | ',' | undefined;
  dates?: DateForm | undefined;
  /** IANA name; of instants that state no zone. */
  zone?: string | undefined;
  /** Cells that stand for nothing, in every column; an empty cell always does. Left out: the usual ones by type. */
  markers?: readonly string[] | undefined;
  /** A last row of totals is left out unless it is to be kept. */
  totals?: 'keep' | undefined;
}

export const defaultZone = 'Asia/Shanghai';

export type CellType = 'number' | 'string' | 'boolean' | 'timestamp' | 'image';

/** What the owner says of a column. Columns nobody says anything of are read as what all their cells are. */
export interface Declared {
  name: string;
  type: CellType;
}

/** Say nothing in any column. */
export const plainMarkers: readonly string[] = [
  'NA',
  'N/A',
  'n/a',
  '#N/A',
  '<NA>',
  'NULL',
  'null',
  'Null',
  'NaN',
  'nan',
  'None',
];
/** Say nothing where numbers or times are wanted; in a column of texts they may be a class or an answer. */
export const typedMarkers: readonly string[] = [
  ...plainMarkers,
  'none',
  'na',
  '-',
  '--',
  '—',
  '——',
  '–',
  '－',
  '/',
  '\\N',
  '?',
  '.',
  '无',
  '空',
  '缺',
  '缺失',
  '缺测',
  '暂无',
  '未知',
  '#VALUE!',
  '#DIV/0!',
  '#REF!',
  '#NUM!',
  '#NAME?',
];
