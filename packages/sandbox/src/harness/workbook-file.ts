import { type GridSheet, readWorkbook, UnreadableWorkbook } from '@scenario-lab/tables/read-workbook';
import type { Member } from './members.js';
import { Findings } from './problems.js';

const mostSheets = 50;

/** The visible sheets of a workbook whose archive has been opened. @throws {Unacceptable} */
export function sheetsOf(members: readonly Member[], most: { columns: number; rows: number }): GridSheet[] {
  const byName = new Map(members.map((member) => [member.name, member]));
  try {
    return readWorkbook((name) => byName.get(name)?.read().toString('utf8'), { sheets: mostSheets, ...most });
  } catch (error) {
    if (!(error instanceof UnreadableWorkbook)) throw error;
    return new Findings().stop(error.code, error.place, '');
  }
}
