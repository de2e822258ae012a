import type { Problem } from '@scenario-lab/tables/problem';
import { records } from '@scenario-lab/tables/records';
import { shown } from './io.js';
import type { ArchiveLimits, Member } from './members.js';
import { isJpeg, jpegFault, pngFault, pngOfJpeg } from './picture.js';
import { Findings } from './problems.js';
import { piecesOf, TableWriter } from './table-file.js';
import { writeTar } from './tar.js';
import { zipMembers } from './zip.js';

export interface PicturePack {
  /** The table, as it lies in the archive. */
  table: Buffer;
  files: number;
  /** What was left aside. */
  notes: Problem[];
  /**
   * Finds the columns of the normalised table `from` that name pictures, writes it to `to` with the names the
   * pictures have from here on, and the pictures to /out/files.tar as PNG.
   * @throws {Unacceptable} with the rows that name a picture which is not there.
   */
  settle(columns: string[], from: string, to: string): string[];
}

const ofNames = (name: string) => name.replace(/^(\.\/)?files\//, '');
const key = (name: string) => ofNames(name).normalize('NFC').toLowerCase();

function* rowsOf(file: string): Generator<string[]> {
  const decoder = new TextDecoder();
  const text = function* () {
    for (const piece of piecesOf(file)) yield decoder.decode(piece, { stream: true });
  };
  yield* records(text());
}

interface Picture {
  /** Name it is kept under. */
  name: string;
  member: Member;
  jpeg: boolean;
}

function pictureColumns(columns: string[], file: string, known: ReadonlyMap<string, Picture>): number[] {
  const findings = new Findings();
  const named = columns.map(() => false);
  let rows = 0;
  for (const cells of rowsOf(file)) {
    if (rows > 0) for (const [place, cell] of cells.entries()) named[place] ||= known.has(key(cell));
    rows += 1;
  }
  const found = [...named.keys()].filter((place) => named[place]);
  if (found.length === 0)
    findings.stop('no_picture_column', 'table', 'no column names the pictures in files/');
  let row = 0;
  for (const cells of rowsOf(file)) {
    row += 1;
    for (const place of found)
      if (row > 1 && !known.has(key(cells[place]!)))
        findings.add(
          'missing_picture',
          `row ${row}, column "${columns[place]}"`,
          cells[place] === '' ? 'empty' : `${cells[place]}`,
        );
  }
  findings.settle();
  return found;
}

function writeNamed(
  from: string,
  to: string,
  places: readonly number[],
  known: ReadonlyMap<string, Picture>,
): void {
  const writer = new TableWriter(to, Number.POSITIVE_INFINITY, new Findings());
  let begun = false;
  for (const cells of rowsOf(from)) {
    if (!begun) writer.begin(cells);
    else {
      for (const place of places) cells[place] = known.get(key(cells[place]!))!.name;
      writer.add(cells);
    }
    begun = true;
  }
  writer.close();
}

const isTable = (name: string) => /(^|\/)(inputs|labels)\.csv$/i.test(name);
/** What people lay beside: told, not taken. */
const isBeside = (name: string) =>
  /^(readme|licen[cs]e|说明|自述)[^/]*$|^[^/]*\.(md|txt|docx?|pdf|url)$/i.test(name);

/** The one table, and the folder that it and the pictures lie in (`road-cracks/`, or none). */
function tableOf(members: readonly Member[], findings: Findings): { table: Member; top: string } {
  if (members.some(({ name }) => name === '[Content_Types].xml' || name === 'mimetype' || /^xl\//.test(name)))
    findings.stop('workbook', 'file', '.xlsx');
  const tables = members.filter(({ name }) => isTable(name) && name.split('/').length <= 2);
  const [table] = tables;
  if (tables.length !== 1 || !table) {
    const deep = members.find(({ name }) => isTable(name));
    return findings.stop(
      'no_table',
      'archive',
      deep ? deep.name : `${tables.length} tables instead of one inputs.csv or labels.csv`,
    );
  }
  return { table, top: table.name.slice(0, table.name.lastIndexOf('/') + 1) };
}

function picturesOf(members: readonly Member[], table: Member, top: string, findings: Findings) {
  const known = new Map<string, Picture>();
  const notes: Problem[] = top === '' ? [] : [{ code: 'top_folder', place: shown(top), detail: '' }];
  for (const member of members) {
    if (member === table) continue;
    const name = member.name.startsWith(top) ? member.name.slice(top.length) : `/${member.name}`;
    if (isBeside(name.replace(/^\//, ''))) {
      notes.push({ code: 'left_aside', place: shown(member.name), detail: '' });
      continue;
    }
    if (!/^files\/[^/]+$/i.test(name)) {
      findings.add('foreign_file', member.name, 'only files/*.png, files/*.jpg and one table');
      continue;
    }
    const bytes = member.read();
    const jpeg = isJpeg(bytes);
    const fault = jpeg ? jpegFault(bytes) : pngFault(bytes);
    if (fault) findings.add('bad_picture', member.name, fault);
    const own = name.slice('files/'.length);
    known.set(key(own), { name: own, member, jpeg });
  }
  for (const picture of known.values()) {
    if (/\.png$/i.test(picture.name)) continue;
    const renamed = picture.name.replace(/\.jpe?g$/i, '.png');
    picture.name = known.has(key(renamed)) || !/\.png$/i.test(renamed) ? `${picture.name}.png` : renamed;
  }
  const converted = [...known.values()].filter(({ jpeg }) => jpeg).length;
  if (converted > 0) notes.push({ code: 'jpeg_converted', place: 'archive', detail: `${converted} files` });
  return { known, notes };
}

/** The picture as a member of our own archive; a JPEG is converted when it is its turn. */
function keptMember({ name, member, jpeg }: Picture): Member {
  if (!jpeg) return { ...member, name, executable: false };
  let png: Buffer | null = null;
  const convert = (): Buffer => {
    try {
      png ??= pngOfJpeg(member.read());
    } catch (error) {
      return new Findings().stop('bad_picture', member.name, String(error));
    }
    return png;
  };
  return {
    name,
    executable: false,
    get bytes() {
      return convert().length;
    },
    read() {
      const bytes = convert();
      png = null;
      return bytes;
    },
  };
}

/**
 * An archive of PNG or JPEG pictures in `files/` with one table beside them, `inputs.csv` or `labels.csv`; all of it
 * may lie in one folder.
 * @throws {Unacceptable} naming every member that does not fit.
 */
export function readPictures(file: string, limits: ArchiveLimits): PicturePack {
  const findings = new Findings();
  const members = zipMembers(file, limits);
  const { table, top } = tableOf(members, findings);
  const { known, notes } = picturesOf(members, table, top, findings);
  findings.settle();
  return {
    table: table.read(),
    files: known.size,
    notes,
    settle: (columns, from, to) => {
      const places = pictureColumns(columns, from, known);
      writeNamed(from, to, places, known);
      writeTar('/out/files.tar', [...known.values()].map(keptMember));
      return places.map((place) => columns[place]!);
    },
  };
}
