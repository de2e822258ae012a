/** What is wrong with a table, or worth saying of it, and where: `row 90, column "level"`; rows as a sheet counts them. */
export interface Problem {
  code: string;
  place: string;
  detail: string;
}

/** A table that cannot be read, with everything found before giving up. */
export class Unreadable extends Error {
  constructor(readonly problems: readonly Problem[]) {
    super(problems.map(({ code, place }) => `${code} at ${place}`).join('; '));
  }
}

const LONGEST = 100;

/** A cell cut for a report, at whole characters. */
export function cut(cell: string): string {
  if (cell.length <= LONGEST) return cell;
  return `${[...cell.slice(0, LONGEST + 1)].slice(0, LONGEST - 1).join('')}…`;
}

export const at = (row: number, column?: string | number): string =>
  column === undefined
    ? `row ${row}`
    : `row ${row}, column ${typeof column === 'number' ? column : `"${cut(column)}"`}`;
