import { closeSync, openSync, readSync, rmSync, statSync, writeFileSync } from 'node:fs';
import type { Box } from '@scenario-lab/tables/geometry';
import type { ReadRules } from '@scenario-lab/tables/pass';
import { type ReadAs, readTable } from '@scenario-lab/tables/read-table';
import type { Declared, Reading } from '@scenario-lab/tables/reading';
import { sourceOfSheets } from '@scenario-lab/tables/sheet-source';
import { beginsLikeWorkbook, sourceOf } from '@scenario-lab/tables/source';
import type { Source } from '@scenario-lab/tables/source-of-records';
import type { RulesOfColumn } from './column-rules.js';
import { readPictures } from './image-pack.js';
import { onlyFile, readOptions, writeJson } from './io.js';
import { type ListReport, listOf } from './list-file.js';
import { type MaskedColumn, type Masking, maskTable } from './mask-table.js';
import { archiveLimits } from './members.js';
import { openDatabase } from './normal-table.js';
import { Findings, type Problem, Unacceptable } from './problems.js';
import { profileTable, type TableProfile, type TypedColumn } from './profile-table.js';
import { asFindings, piecesOf, TableWriter } from './table-file.js';
import { sheetsOf } from './workbook-file.js';
import { zipMembers } from './zip.js';

/** Options of runtime `profile`: the table or picture archive is the file in /in. */
export interface ProfileOptions {
  /** File in /in; may be left out if it is the only one. */
  file?: string;
  /** What the owner says of columns, and of how the file is to be read. */
  declared?: Declared[];
  reading?: Reading;
  /** And of their values. */
  rules?: RulesOfColumn[];
  /** A normalised table of our own. */
  asIs?: boolean;
  /** The table is written masked, to /out/masked.csv alone, and what is profiled is that. */
  masking?: Masking;
  /** Only the cells are wanted, sheet by sheet: /out/list.json. */
  list?: boolean;
  maxRows?: number;
  maxColumns?: number;
  /** Of the normalised table. */
  maxBytes?: number;
  /** Top values with fewer rows are left out; default 10. */
  minimumTop?: number;
  /** Fewer only in tests. */
  atOnce?: { rows: number; bytes: number };
  limits: { memoryBytes: number; outBytes: number };
}

/** /out/profile.json. The rows are in /out/table.csv then, pictures in /out/files.tar. */
export type ProfileReport =
  | ({ ok: true; files: number; readAs: ReadAs; masked?: MaskedColumn[] } & TableProfile)
  | { ok: false; problems: Problem[] };

const TABLE = '/out/table.csv';
const MASKED = '/out/masked.csv';
const PARQUET = '/out/parquet.csv';

interface Taken {
  readAs: ReadAs;
  files: number;
  pictureColumns: string[];
  /** Where the geometries of the file lie. */
  box?: Box | null;
}

function headOf(file: string): Buffer {
  const fd = openSync(file, 'r');
  const head = Buffer.alloc(8);
  const length = readSync(fd, head, 0, head.length, 0);
  closeSync(fd);
  return head.subarray(0, length);
}

interface Rules {
  read: ReadRules;
  maxBytes: number;
  memoryBytes: number;
}

function takeText(file: string, to: string, rules: Rules): Taken {
  const { limits, reading } = rules.read;
  const most = { columns: limits.maxColumns, rows: limits.maxRows };
  return takeSource(() => sourceOf(() => piecesOf(file), reading, most), to, rules);
}

function takeSource(open: () => Source, to: string, rules: Rules): Taken {
  const findings = new Findings();
  let box: Box | null = null;
  const readAs = asFindings(() => {
    const source = open();
    const writer = new TableWriter(to, rules.maxBytes, findings);
    const found = readTable(source, rules.read, writer);
    writer.close();
    box = source.box?.() ?? null;
    return found;
  });
  return { readAs, files: 0, pictureColumns: [], box };
}

async function takeParquet(file: string, rules: Rules): Promise<Taken> {
  const findings = new Findings();
  const connection = await openDatabase(rules.memoryBytes / 2);
  const path = file.replaceAll("'", "''");
  // /out holds this table and the normalised one.
  const writer = new TableWriter(PARQUET, Math.floor(rules.maxBytes / 2), findings);
  try {
    // DuckDB would lock a file that it writes itself, and nothing can be locked here.
    const rows = await connection.stream(
      `SELECT COLUMNS(*)::VARCHAR FROM read_parquet('${path}') LIMIT ${rules.read.limits.maxRows + 1}`,
    );
    writer.begin(rows.columnNames());
    for await (const some of rows.yieldRows())
      for (const row of some) writer.add(row.map((cell) => (cell === null ? '' : String(cell))));
    writer.close();
  } catch (error) {
    if (error instanceof Unacceptable) throw error;
    findings.stop('not_parquet', 'file', String(error));
  }
  // Once more through the same eyes as any other table; nulls are nulls there already.
  const plain = { encoding: 'utf-8', delimiter: ',', decimal: '.', markers: [], totals: 'keep' } as const;
  const read = { ...rules.read, asIs: true, reading: { ...plain, ...given(rules.read.reading) } };
  const taken = takeText(PARQUET, TABLE, { ...rules, read });
  rmSync(PARQUET);
  return { ...taken, readAs: { ...taken.readAs, format: 'parquet' } };
}

/** What the owner says of cells; the file itself says how it is written. */
const given = ({ markers, zone, dates }: Reading): Reading => ({
  ...(markers === undefined ? {} : { markers }),
  ...(zone === undefined ? {} : { zone }),
  ...(dates === undefined ? {} : { dates }),
});

/** As many as the format has. */
const mostSheetRows = 1_048_576;

/** A workbook is a ZIP archive like a pack of pictures; what lies in it tells. */
function takeArchive(file: string, rules: Rules): Taken {
  const members = zipMembers(file, archiveLimits);
  if (!members.some(({ name }) => name === 'xl/workbook.xml')) return takePictures(file, rules);
  const { limits, reading } = rules.read;
  const most = { columns: limits.maxColumns, rows: Math.min(limits.maxRows, mostSheetRows) };
  const sheets = sheetsOf(members, most);
  return takeSource(() => sourceOfSheets(sheets, reading.sheet), TABLE, rules);
}

function takePictures(file: string, rules: Rules): Taken {
  const pack = readPictures(file, archiveLimits);
  writeFileSync('/tmp/labels.csv', pack.table);
  const { readAs } = takeText('/tmp/labels.csv', '/tmp/table.csv', rules);
  const pictureColumns = pack.settle(
    readAs.columns.map(({ name }) => name),
    '/tmp/table.csv',
    TABLE,
  );
  const notes = [...pack.notes, ...readAs.notes];
  return { readAs: { ...readAs, format: 'zip', notes }, files: pack.files, pictureColumns };
}

async function profile(options: ProfileOptions): Promise<ProfileReport> {
  const file = onlyFile('/in', options.file);
  if (statSync(file).size === 0) return new Findings().stop('empty', 'file', 'has no content');
  const { declared = [], reading = {}, asIs = false, minimumTop = 10, atOnce } = options;
  const { memoryBytes, outBytes } = options.limits;
  const rules: Rules = {
    read: {
      declared,
      reading,
      asIs,
      limits: { maxRows: options.maxRows ?? 50_000_000, maxColumns: options.maxColumns ?? 2_000 },
    },
    // Beside a masked table lies the one it is made of.
    maxBytes: Math.floor(Math.min(options.maxBytes ?? outBytes, outBytes) / (options.masking ? 2 : 1)),
    memoryBytes,
  };
  const head = headOf(file);
  let taken: Taken;
  if (head.toString('latin1', 0, 4) === 'PAR1') taken = await takeParquet(file, rules);
  else if (head.toString('latin1', 0, 4) === 'PK\u0003\u0004') taken = takeArchive(file, rules);
  else if (beginsLikeWorkbook(head)) return new Findings().stop('workbook', 'file', '.xls');
  else taken = takeText(file, TABLE, rules);
  const { readAs, files, pictureColumns } = taken;
  const columns = readAs.columns.map(({ name, type }) => ({
    name,
    type: pictureColumns.includes(name) ? ('image' as const) : type === 'image' ? ('string' as const) : type,
  }));
  if (options.masking) return profileMasked(options.masking, columns, taken, rules, minimumTop);
  const table = await profileTable(TABLE, columns, {
    minimumTop,
    memoryBytes,
    ...(options.rules ? { rules: options.rules } : {}),
    ...(atOnce ? { atOnce } : {}),
  });
  // The box of areas is wider than their middles.
  const extent = table.extent && taken.box ? { extent: { ...table.extent, box: taken.box } } : {};
  return { ok: true, files, readAs, ...table, ...extent };
}

/** Nothing of the table as it was is in the report, and it is not handed out. */
async function profileMasked(
  masking: Masking,
  columns: TypedColumn[],
  { files, readAs }: Taken,
  { memoryBytes, maxBytes }: Rules,
  minimumTop: number,
): Promise<ProfileReport> {
  const findings = new Findings();
  if (files > 0) findings.stop('pictures_not_masked', 'file', `${files} pictures`);
  const masked = await maskTable(TABLE, MASKED, columns, masking, { memoryBytes, maxBytes, findings });
  rmSync(TABLE);
  const table = await profileTable(MASKED, masked.columns, { minimumTop, memoryBytes });
  const told = { ...readAs, columns: [], notes: [] };
  return { ok: true, files, readAs: told, masked: masked.report, ...table };
}

function list(options: ProfileOptions): ListReport {
  try {
    const file = onlyFile('/in', options.file);
    const head = headOf(file);
    if (head.length === 0) return new Findings().stop('empty', 'file', 'has no content');
    if (beginsLikeWorkbook(head) && head[0] !== 0x50) return new Findings().stop('workbook', 'file', '.xls');
    return listOf(file, head);
  } catch (error) {
    if (!(error instanceof Unacceptable)) throw error;
    return { ok: false, problems: error.problems };
  }
}

let report: ProfileReport;
const options = readOptions<ProfileOptions>();
if (options.list) {
  writeJson('list.json', list(options));
  process.exit(0);
}
try {
  report = await profile(options);
} catch (error) {
  if (!(error instanceof Unacceptable)) throw error;
  report = { ok: false, problems: error.problems };
  for (const name of [TABLE, MASKED, '/out/files.tar', PARQUET]) rmSync(name, { force: true });
}
writeJson('profile.json', report);
