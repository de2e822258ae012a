import { readFileSync } from 'node:fs';
import { crc32 } from './crc32.js';
import { records } from './csv.js';
import type { ArchiveLimits, Member } from './members.js';
import { Findings } from './problems.js';
import { writeTar } from './tar.js';
import { zipMembers } from './zip.js';

const LARGEST_SIDE = 16_384;

/** Checks a PNG's signature and header chunk (W3C PNG, section 11.2.1). @returns what is wrong, or null. */
export function pngFault(bytes: Buffer): string | null {
  if (bytes.length < 45 || bytes.toString('latin1', 0, 8) !== '\x89PNG\r\n\x1a\n') return 'is no PNG picture';
  if (bytes.readUInt32BE(8) !== 13 || bytes.toString('latin1', 12, 16) !== 'IHDR') return 'has no PNG header';
  if (crc32(bytes.subarray(12, 29)) !== bytes.readUInt32BE(29)) return 'has a damaged PNG header';
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  if (width < 1 || height < 1 || width > LARGEST_SIDE || height > LARGEST_SIDE)
    return `is ${width} × ${height} pixels, at most ${LARGEST_SIDE} a side`;
  return bytes.toString('latin1', bytes.length - 8, bytes.length - 4) === 'IEND' ? null : 'ends too early';
}

export interface PicturePack {
  /** The table, as it lies in the archive. */
  table: Buffer;
  files: number;
  /**
   * Finds the columns of the normalised table that name pictures and writes the pictures to /out/files.tar.
   * @throws {Unacceptable} with the rows that name a picture which is not there.
   */
  settle(columns: string[], table: string): string[];
}

const ofNames = (name: string) => name.replace(/^files\//, '');

function pictureColumns(columns: string[], file: string, known: Set<string>, findings: Findings): string[] {
  const rows = [...records(readFileSync(file, 'utf8'))].slice(1);
  const found = columns.filter((_, index) => rows.some((row) => known.has(ofNames(row[index] ?? ''))));
  if (found.length === 0)
    findings.stop('no_picture_column', 'table', 'no column names the pictures in files/');
  for (const name of found) {
    const index = columns.indexOf(name);
    rows.forEach((row, at) => {
      if (!known.has(ofNames(row[index] ?? '')))
        findings.add(
          'missing_picture',
          `row ${at + 2}, column "${name}"`,
          `files/ has no ${row[index] ?? ''}`,
        );
    });
  }
  findings.settle();
  return found;
}

/**
 * An archive of PNG pictures in `files/` with one table beside them, `inputs.csv` or `labels.csv`.
 * @throws {Unacceptable} naming every member that does not fit.
 */
export function readPictures(file: string, limits: ArchiveLimits): PicturePack {
  const findings = new Findings();
  const members = zipMembers(file, limits);
  const tables = members.filter(({ name }) => name === 'inputs.csv' || name === 'labels.csv');
  if (tables.length !== 1)
    findings.stop('no_table', 'archive', `${tables.length} tables instead of one inputs.csv or labels.csv`);
  const pictures: Member[] = [];
  for (const member of members) {
    if (member === tables[0]) continue;
    if (!/^files\/[^/]+$/.test(member.name))
      findings.add('foreign_file', member.name, 'only files/*.png and one table');
    else {
      const fault = pngFault(member.read());
      if (fault) findings.add('bad_picture', member.name, fault);
      pictures.push({ ...member, name: ofNames(member.name), executable: false });
    }
  }
  findings.settle();
  const known = new Set(pictures.map(({ name }) => name));
  return {
    table: tables[0]!.read(),
    files: pictures.length,
    settle: (columns, table) => {
      const found = pictureColumns(columns, table, known, findings);
      writeTar('/out/files.tar', pictures);
      return found;
    },
  };
}
