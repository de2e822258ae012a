import type { GridSheet } from '@scenario-lab/tables/read-workbook';
import { sourceOf } from '@scenario-lab/tables/source';
import { Findings, type Problem } from './problems.js';
import { asFindings, piecesOf } from './table-file.js';
import { sheetsOf } from './workbook-file.js';
import { zipMembers } from './zip.js';

/** /out/list.json of runtime `profile` with the option `list`: a file as its cells say it, nothing taken for a type. */
export type ListReport = { ok: true; sheets: GridSheet[] } | { ok: false; problems: Problem[] };

const limits = { sheets: 50, rows: 20_000, columns: 200 };
const archive = { maxFiles: 2_000, maxBytes: 256 * 1024 * 1024 };

/** @throws {Unacceptable} */
export function listOf(file: string, head: Buffer): GridSheet[] {
  return head.toString('latin1', 0, 4) === 'PK\u0003\u0004'
    ? sheetsOf(zipMembers(file, archive), limits)
    : text(file);
}

function text(file: string): GridSheet[] {
  return asFindings(() => {
    const records = sourceOf(() => piecesOf(file), {}, limits).open();
    const rows: GridSheet['rows'] = [];
    for (let cells = records.next(); cells; cells = records.next()) {
      if (rows.length >= limits.rows)
        new Findings().stop('too_many_rows', `row ${records.row()}`, `${limits.rows}`);
      rows.push({ row: records.row(), cells });
    }
    return [{ name: '', rows }];
  });
}
