import { statSync } from 'node:fs';
import type { DuckDBConnection } from '@duckdb/node-api';
import { shown } from './io.js';
import { type ColumnMask, maskedSql, maskedType, tokenOf } from './mask-cells.js';
import { onlyTable, openDatabase, quote, roomFor } from './normal-table.js';
import type { Findings } from './problems.js';
import type { TypedColumn } from './profile-table.js';
import { TableWriter } from './table-file.js';

/** What the owner chose, and the data set's own key. */
export interface Masking {
  masks: ColumnMask[];
  key: string;
  /** Cells before and after are shown; of data that may not be read none is. */
  examples: boolean;
}

/** What came of it, counted over all rows. */
export interface MaskedColumn {
  name: string;
  method: ColumnMask['method'];
  changed: number;
  /** Cells that held something and hold nothing now. */
  emptied: number;
  distinctBefore: number;
  distinctAfter: number;
  examples: { before: string; after: string }[];
}

interface Masked {
  columns: TypedColumn[];
  report: MaskedColumn[];
}

const MOST_EXAMPLES = 4;
const LONGEST = 100;

/**
 * Writes a normalised table once more, masked. Rows keep their order; a column that is dropped is gone from the header, too.
 * A chosen column that is not there ends it, for it would be left as it is under another name.
 * @throws {Unacceptable}
 */
export async function maskTable(
  from: string,
  to: string,
  columns: readonly TypedColumn[],
  { masks, key, examples }: Masking,
  room: { memoryBytes: number; maxBytes: number; findings: Findings },
): Promise<Masked> {
  const chosen = new Map(masks.map((mask) => [mask.column, mask]));
  for (const name of chosen.keys())
    if (!columns.some((column) => column.name === name))
      room.findings.add('unknown_column', `column "${shown(name, 100)}"`, 'is not in the file');
  room.findings.settle();
  const kept = columns.flatMap(({ name, type }) => {
    const mask = chosen.get(name);
    const sql = mask ? maskedSql(mask) : quote(name);
    if (sql === null) return [];
    const token = mask?.method === 'token';
    return [{ name, type: mask ? maskedType(mask.method) : type, sql, token }];
  });
  const connection = await openDatabase(roomFor(room.memoryBytes, statSync(from).size));
  const names = columns.map(({ name }) => name);
  const table = await onlyTable(connection, from, names);
  const writer = new TableWriter(to, room.maxBytes, room.findings);
  writer.begin(kept.map(({ name }) => name));
  const rows = await connection.stream(`SELECT ${kept.map(({ sql }) => sql).join(', ')} FROM ${table}`);
  for await (const some of rows.yieldRows())
    for (const row of some)
      writer.add(
        row.map((cell, at) => {
          if (cell === null || cell === '') return '';
          return kept[at]?.token ? tokenOf(key, String(cell)) : String(cell);
        }),
      );
  writer.close();
  const report: MaskedColumn[] = [];
  for (const mask of masks) report.push(await told(connection, table, mask, examples ? key : null));
  connection.closeSync();
  return { columns: kept.map(({ name, type }) => ({ name, type })), report };
}

/** @param key null where no cell may be shown */
async function told(
  connection: DuckDBConnection,
  table: string,
  mask: ColumnMask,
  key: string | null,
): Promise<MaskedColumn> {
  const v = quote(mask.column);
  const sql = maskedSql(mask) ?? 'CAST(NULL AS VARCHAR)';
  const rows = async (query: string) =>
    (await connection.runAndReadAll(query)).getRowObjectsJson() as Record<string, unknown>[];
  const [counted] = await rows(
    `SELECT count(v) AS held, count(DISTINCT v) AS before, count(DISTINCT m) AS after,
       count(*) FILTER (WHERE v IS DISTINCT FROM m) AS changed, count(*) FILTER (WHERE v IS NOT NULL AND m IS NULL) AS emptied
     FROM (SELECT ${v} AS v, ${sql} AS m FROM ${table})`,
  );
  const token = mask.method === 'token';
  const shownRows =
    key === null || mask.method === 'drop'
      ? []
      : await rows(
          `SELECT DISTINCT v, m FROM (SELECT ${v} AS v, ${sql} AS m FROM ${table} LIMIT 10000)
           WHERE v IS NOT NULL ORDER BY v IS DISTINCT FROM m DESC, length(v) DESC, v LIMIT ${MOST_EXAMPLES}`,
        );
  return {
    name: mask.column,
    method: mask.method,
    changed: Number(token ? counted?.held : counted?.changed),
    emptied: Number(counted?.emptied),
    distinctBefore: Number(counted?.before),
    distinctAfter: Number(counted?.after),
    examples: shownRows.map((row) => ({
      before: shown(String(row.v), LONGEST),
      after: shown(token && key !== null ? tokenOf(key, String(row.v)) : String(row.m ?? ''), LONGEST),
    })),
  };
}
