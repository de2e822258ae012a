import type { Plan } from '@scenario-lab/contracts/benchmarks';
import { shown } from '@scenario-lab/sandbox/harness/plain-text';
import { isClasses } from './check-plan.js';
import type { Drafted } from './draft-splits.js';
import { type Given, quickFits } from './quick-model.js';
import { column, numbersOf } from './table.js';
import type { Problem } from './types.js';

/** From here on a quick model is too good to be believed: share of the target's variance it tells on rows held out. */
export const SUSPICIOUS = 0.995;
const MOST_ROWS = 2_000;
const MOST_COLUMNS = 200;
const MOST_LEVELS = 20;
const MOST_CLASSES = 5;
const FEWEST_ROWS = 100;

/**
 * What a quick model finds among the features before an exam opens: a single column, two together or all of them that
 * tell the target nearly perfectly. At most 2,000 rows (evenly taken), 200 columns and the 5 most frequent classes,
 * each against the rest. Code `score_suspicious`, place: the columns; nothing where fewer than 100 rows have a target.
 */
export function suspicious(plan: Plan, { table, target, layout }: Drafted): Problem[] {
  const rows = evenly([...target.missing.keys()].filter((row) => target.missing[row] === 0));
  if (rows.length < FEWEST_ROWS) return [];
  const asked = layout.inputs.filter(({ name, type }) => type !== 'image' && plan.features.includes(name));
  const given = asked.slice(0, MOST_COLUMNS).flatMap(({ name }) => {
    const cells = column(table, name);
    const one = givenOf(
      name,
      rows.map((row) => cells[row]!),
    );
    return one ? [one] : [];
  });
  if (given.length === 0) return [];
  const told = targetsOf(plan, target.cells, target.numbers, rows).flatMap(({ of, values }) =>
    quickFits(given, values)
      .slice(0, 1)
      .filter((fit) => fit.told >= SUSPICIOUS)
      .map((fit) => ({ ...fit, target: of })),
  );
  const [worst] = told.toSorted((a, b) => b.told - a.told);
  if (!worst) return [];
  const detail = `R² ${worst.told.toFixed(4)}${worst.target ? ` (${shown(worst.target)})` : ''}, ${SUSPICIOUS} is the limit`;
  return [{ code: 'score_suspicious', place: shown(worst.of), detail }];
}

/** In the order of the table and no more than are needed; which half a row falls into goes by its place here. */
function evenly(rows: readonly number[]): number[] {
  if (rows.length <= MOST_ROWS) return [...rows];
  return Array.from({ length: MOST_ROWS }, (_, at) => rows[Math.floor((at * rows.length) / MOST_ROWS)]!);
}

/** A column of numbers, or of a few categories; null for free text and names, which stand for single rows. */
function givenOf(name: string, cells: readonly string[]): Given | null {
  const { values, bad } = numbersOf(cells);
  if (bad < 0) return { name, values, kind: 'number' };
  const levels = [...new Set(cells)];
  if (levels.length > MOST_LEVELS) return null;
  const codeOf = new Map(levels.map((level, code) => [level, code] as const));
  return { name, values: Float64Array.from(cells, (cell) => codeOf.get(cell)!), kind: 'category' };
}

function targetsOf(
  plan: Plan,
  cells: readonly string[],
  numbers: Float64Array | null,
  rows: readonly number[],
): { of: string | null; values: Float64Array }[] {
  if (!isClasses(plan) && numbers)
    return [{ of: null, values: Float64Array.from(rows, (row) => numbers[row]!) }];
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(cells[row]!, (counts.get(cells[row]!) ?? 0) + 1);
  const frequent = [...counts]
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, plan.task === 'binary' ? 1 : MOST_CLASSES);
  return frequent.map(([of]) => ({
    of,
    values: Float64Array.from(rows, (row) => Number(cells[row] === of)),
  }));
}
