import { readFileSync, statSync } from 'node:fs';
import type { GridSheet } from '@scenario-lab/tables/read-workbook';
import { sourceOf } from '@scenario-lab/tables/source';
import { Findings, type Problem } from './problems.js';
import { asFindings, piecesOf } from './table-file.js';
import { sheetsOf } from './workbook-file.js';
import { zipMembers } from './zip.js';

/**
 * /out/list.json of runtime `profile` with the option `list`: a file as its cells say it, nothing taken for a type; what a
 * file of JSON holds, as `document`.
 */
export type ListReport =
  | { ok: true; sheets: GridSheet[]; document?: unknown }
  | { ok: false; problems: Problem[] };

const limits = { sheets: 50, rows: 20_000, columns: 200 };
const archive = { maxFiles: 2_000, maxBytes: 256 * 1024 * 1024 };

const mostJson = 64 * 1024 * 1024;

/** @throws {Unacceptable} */
export function listOf(file: string, head: Buffer): ListReport {
  if (head.toString('latin1', 0, 4) === 'PK\u0003\u0004')
    return { ok: true, sheets: sheetsOf(zipMembers(file, archive), limits) };
  if (/^(\u00ef\u00bb\u00bf)?\s*\{/.test(head.toString('latin1'))) return json(file);
  return { ok: true, sheets: text(file) };
}

function json(file: string): ListReport {
  if (statSync(file).size > mostJson) return new Findings().stop('too_big', 'file', `${mostJson}`);
  try {
    return { ok: true, sheets: [], document: JSON.parse(readFileSync(file, 'utf8').replace(/^\ufeff/, '')) };
  } catch {
    return new Findings().stop('not_json', 'file', '');
  }
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
