import { closeSync, openSync, readSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { decodeText, type TextEncoding } from './decode-text.js';
import { readPictures } from './image-pack.js';
import { onlyFile, readOptions, writeJson } from './io.js';
import { archiveLimits } from './members.js';
import { Findings, type Problem, Unacceptable } from './problems.js';
import { openDatabase, profileTable, type TableProfile } from './profile-table.js';
import { normaliseCsv, normaliseJsonl, type TableLimits, type WrittenTable } from './table-text.js';

/** Options of runtime `profile`: the table or picture archive is the file in /in. */
export interface ProfileOptions {
  /** File in /in; may be left out if it is the only one. */
  file?: string;
  /** What the uploader says it is; by default found out from the content. */
  format?: 'csv' | 'jsonl' | 'parquet' | 'zip';
  maxRows?: number;
  maxColumns?: number;
  /** Of the normalised table. */
  maxBytes?: number;
  /** Top values with fewer rows are left out; default 10. */
  minimumTop?: number;
  limits: { memoryBytes: number; outBytes: number };
}

/** /out/profile.json. The rows are in /out/table.csv then, pictures in /out/files.tar. */
export type ProfileReport =
  | ({ ok: true; format: string; encoding: TextEncoding; files: number } & TableProfile)
  | { ok: false; problems: Problem[] };

const TABLE = '/out/table.csv';

interface Taken extends WrittenTable {
  format: string;
  encoding: TextEncoding;
  files: number;
  pictureColumns: string[];
}

function headOf(file: string): Buffer {
  const fd = openSync(file, 'r');
  const head = Buffer.alloc(4);
  const length = readSync(fd, head, 0, 4, 0);
  closeSync(fd);
  return head.subarray(0, length);
}

function takeText(file: string, format: ProfileOptions['format'], limits: TableLimits): Taken {
  const { text, encoding } = decodeText(file);
  const json = format === 'jsonl' || (format === undefined && /^\s*\{/.test(text.slice(0, 1000)));
  const table = json ? normaliseJsonl(text, TABLE, limits) : normaliseCsv(text, TABLE, limits);
  return { ...table, format: json ? 'jsonl' : 'csv', encoding, files: 0, pictureColumns: [] };
}

async function takeParquet(file: string, memoryBytes: number, limits: TableLimits): Promise<Taken> {
  const findings = new Findings();
  const connection = await openDatabase(memoryBytes);
  const path = file.replaceAll("'", "''");
  try {
    await connection.run(
      `COPY (SELECT * FROM read_parquet('${path}') LIMIT ${limits.maxRows + 1}) TO '/tmp/parquet.csv' (HEADER, DELIMITER ',')`,
    );
  } catch (error) {
    findings.stop('not_parquet', 'file', String(error));
  }
  // Once more through the same eyes as any other table.
  return { ...takeText('/tmp/parquet.csv', 'csv', limits), format: 'parquet' };
}

function takePictures(file: string, limits: TableLimits): Taken {
  const pack = readPictures(file, archiveLimits);
  writeFileSync('/tmp/labels.csv', pack.table);
  const taken = takeText('/tmp/labels.csv', 'csv', limits);
  const pictureColumns = pack.settle(taken.columns, TABLE);
  return { ...taken, format: 'zip', files: pack.files, pictureColumns };
}

async function profile(options: ProfileOptions): Promise<ProfileReport> {
  const file = onlyFile('/in', options.file);
  if (statSync(file).size === 0) return new Findings().stop('empty', 'file', 'has no content');
  const limits: TableLimits = {
    maxRows: options.maxRows ?? 50_000_000,
    maxColumns: options.maxColumns ?? 2_000,
    maxBytes: Math.min(options.maxBytes ?? options.limits.outBytes, options.limits.outBytes),
  };
  const magic = headOf(file).toString('latin1');
  const { memoryBytes } = options.limits;
  let taken: Taken;
  if (options.format === 'parquet' || magic === 'PAR1') taken = await takeParquet(file, memoryBytes, limits);
  else if (options.format === 'zip' || magic === 'PK\u0003\u0004') taken = takePictures(file, limits);
  else taken = takeText(file, options.format, limits);
  const { minimumTop = 10 } = options;
  const table = await profileTable(TABLE, taken.columns, { minimumTop, memoryBytes });
  for (const column of table.columns)
    if (taken.pictureColumns.includes(column.name)) Object.assign(column, { type: 'image', top: [] });
  return { ok: true, format: taken.format, encoding: taken.encoding, files: taken.files, ...table };
}

let report: ProfileReport;
try {
  report = await profile(readOptions<ProfileOptions>());
} catch (error) {
  if (!(error instanceof Unacceptable)) throw error;
  report = { ok: false, problems: error.problems };
  for (const name of [TABLE, '/out/files.tar']) rmSync(name, { force: true });
}
writeJson('profile.json', report);
