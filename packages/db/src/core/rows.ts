import { cutText } from '@scenario-lab/contracts/cut-text';
import { z } from 'zod';

/** Whatever answers SQL: a transaction, a door's source, a migration's runner. */
export interface Asks {
  query(sql: string, values?: unknown[]): Promise<unknown>;
}

/**
 * A row is not what the code that reads it takes it for: a column was renamed, holds nothing or is of another kind. A fault
 * of ours, never of whoever asked; it says which query and which column, and nothing of what the row holds.
 */
export class BorderFault extends Error {
  constructor(sql: string, column: string, said: string) {
    const words = cutText(sql.replace(/\s+/g, ' ').trim(), 160);
    super(`the query “${words}” answered otherwise than declared: ${column}: ${said}`);
    this.name = 'BorderFault';
  }
}

/**
 * What a jsonb column holds. It was checked against the contract's schema before it was written, and no second time here: the
 * border vouches for there being one.
 */
export const json = <T>() =>
  z.custom<T>((value) => value !== null && value !== undefined, 'expected a JSON value');

/** A word out of a list that the code keeps: the column is text, and whoever writes it has checked the list. */
export const word = <T extends string>() =>
  z.custom<T>((value) => typeof value === 'string', 'expected a word');

/** Bytes as node-postgres reads them. */
export const bytes = () => z.custom<Buffer>((value) => Buffer.isBuffer(value), 'expected bytes');

/** TypeORM answers an UPDATE and a DELETE with their rows and the number of them, everything else with the rows. */
const isWritten = (answer: unknown[]): answer is [unknown[], number] =>
  answer.length === 2 && Array.isArray(answer[0]) && typeof answer[1] === 'number';

async function ask(tx: Asks, sql: string, values: readonly unknown[] | undefined): Promise<unknown[]> {
  const answer = await tx.query(sql, values as unknown[] | undefined);
  if (!Array.isArray(answer)) throw new BorderFault(sql, 'rows', 'no list came back');
  return isWritten(answer) ? answer[0] : answer;
}

/** Rows that are already here, as `shape` says they are. Errors: `BorderFault`. */
export function parseRows<S extends z.ZodType>(
  shape: S,
  rows: readonly unknown[],
  sql: string,
): z.output<S>[] {
  return rows.map((row) => {
    const read = shape.safeParse(row);
    if (read.success) return read.data;
    const [issue] = read.error.issues;
    throw new BorderFault(sql, issue?.path.join('.') || 'row', issue?.message ?? 'unreadable');
  });
}

/** All rows of a statement that gives some: SELECT, or a write with RETURNING. Errors: `BorderFault`. */
export async function queryRows<S extends z.ZodType>(
  tx: Asks,
  shape: S,
  sql: string,
  values?: readonly unknown[],
): Promise<z.output<S>[]> {
  return parseRows(shape, await ask(tx, sql, values), sql);
}

/** The first row, where there is one. Errors: `BorderFault`. */
export async function queryRow<S extends z.ZodType>(
  tx: Asks,
  shape: S,
  sql: string,
  values?: readonly unknown[],
): Promise<z.output<S> | undefined> {
  const [row] = await ask(tx, sql, values);
  return row === undefined ? undefined : parseRows(shape, [row], sql)[0];
}

/** The first row of a statement that always has one. Errors: `BorderFault` when it has none. */
export async function queryOne<S extends z.ZodType>(
  tx: Asks,
  shape: S,
  sql: string,
  values?: readonly unknown[],
): Promise<z.output<S>> {
  const row = await queryRow(tx, shape, sql, values);
  if (row === undefined) throw new BorderFault(sql, 'rows', 'expected one, there was none');
  return row;
}

/** A statement whose rows nobody reads. Answers how many an UPDATE or a DELETE changed; of others, how many it gave. */
export async function execute(tx: Asks, sql: string, values?: readonly unknown[]): Promise<number> {
  const answer = await tx.query(sql, values as unknown[] | undefined);
  if (!Array.isArray(answer)) return 0;
  return isWritten(answer) ? answer[1] : answer.length;
}
