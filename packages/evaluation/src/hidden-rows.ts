import { writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Plan } from '@scenario-lab/contracts/benchmarks';
import { defused } from '@scenario-lab/contracts/csv-text';
import type { TaskFile } from '@scenario-lab/contracts/exam';
import { type Predictions, scoreColumnsOf } from '@scenario-lab/sandbox/harness/answers';
import { csvText } from './csv.js';
import { sha256 } from './keyed.js';
import { markPredictions } from './mark.js';
import { column, readTable, type Table } from './table.js';
import { readTarget } from './target.js';
import { partsOf } from './truth.js';
import type { FullResult, SplitName, Truth } from './types.js';

const answers = new Set(['label', 'value']);

/**
 * Which rows a sealed exam keeps back, as whoever owns the data works figures out anew: split, digest of the row (the
 * sorted digests of the hidden ones make the report's `hiddenSplit`), id, case, line of the normalised table (1 is the first
 * below the header) and what marking knows of a row, all but its answer. Gzipped CSV; null where nothing is kept back.
 */
export async function writeHiddenRows(
  file: string,
  splits: readonly { split: SplitName; truth: Truth }[],
  keys: readonly string[],
): Promise<{ file: string; rows: number } | null> {
  const kept = splits.filter(({ split, truth }) => split !== 'sample' && truth.ids.length > 0);
  const tables = kept.map(({ split, truth }) => ({
    split,
    truth,
    parts: partsOf(truth).filter(([name]) => !answers.has(name)),
  }));
  const [first] = tables;
  if (!first) return null;
  const lines = tables.flatMap(({ split, truth, parts }) =>
    truth.ids.map((_, at) => [
      split,
      keys[truth.rows[at]! - 1]!,
      ...parts.map(([, cell]) => defused(cell(at))),
    ]),
  );
  const text = csvText([['split', 'digest', ...first.parts.map(([name]) => defused(name))], ...lines]);
  await writeFile(file, await promisify(gzip)(text));
  return { file, rows: lines.length };
}

export interface OwnersFiles {
  plan: Plan;
  /** Which rows are kept back, as downloaded. */
  hiddenRows: string;
  /** Predictions row by row, as downloaded. */
  answers: string;
  /** The normalised table, which holds the truth. */
  table: string;
  split: SplitName;
  baseline: { metric: string; value: number }[];
}

/**
 * Works a run's figures, intervals and criteria out anew from files that its data's owner has outside the lab.
 * Criteria on cost stay undecided: what a run cost is measured, not computed.
 * @returns beside them the digest of the hidden rows, to be held against the report's `hiddenSplit`
 * @throws an Error where the files do not belong together
 */
export async function recompute(files: OwnersFiles): Promise<{ result: FullResult; hiddenSplit: string }> {
  const { plan, split } = files;
  const [listed, predicted, table] = await Promise.all([
    tableIn(files.hiddenRows),
    tableIn(files.answers),
    tableIn(files.table),
  ]);
  const own = [...column(listed, 'split').keys()].filter((at) => column(listed, 'split')[at] === split);
  if (own.length === 0) throw new Error(`no row of the ${split} split is listed`);
  const read = readTarget(plan, column(table, plan.target));
  if ('problem' in read) throw new Error(read.problem.detail);
  const { numbers, cells, classes } = read.target;
  const truth = truthIn(
    listed,
    own,
    (row) => ({ label: cells[row]!, value: numbers?.[row] ?? Number.NaN }),
    !numbers,
  );
  const task = { target: { name: plan.target, classes } } as unknown as TaskFile;
  const marked = markPredictions(
    { plan, task, truth, baseline: files.baseline, synthetic: false },
    predictionsIn(predicted, truth, { task: plan.task, classes }),
    null,
  );
  if (!marked.ok) throw new Error('the answers cannot be marked');
  const digests = column(listed, 'split').flatMap((name, at) =>
    name === 'hidden' ? [column(listed, 'digest')[at]!] : [],
  );
  return { result: marked.result, hiddenSplit: sha256(digests.sort().join('\n')) };
}

async function tableIn(file: string): Promise<Table> {
  const read = await readTable(file);
  if (!read.ok) throw new Error(`${file}: ${read.problem.code} ${read.problem.detail}`);
  return read.table;
}

const plain = (cell: string): string => (/^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell);

function truthIn(
  listed: Table,
  own: readonly number[],
  answerOf: (row: number) => { label: string; value: number },
  labelled: boolean,
): Truth {
  const cellsOf = (name: string) => {
    const cells = listed.cells.get(name);
    return cells ? own.map((at) => plain(cells[at]!)) : null;
  };
  const numbersOf = (name: string) => {
    const cells = cellsOf(name);
    return cells && Float64Array.from(cells, Number);
  };
  const wholeOf = (name: string) => {
    const cells = cellsOf(name);
    return cells && Int32Array.from(cells, Number);
  };
  const rows = wholeOf('row')!;
  const known = [...rows].map((row) => answerOf(row - 1));
  const slices = listed.names.filter((name) => name.startsWith('slice:'));
  return {
    ids: cellsOf('id')!,
    cases: cellsOf('case')!,
    rows,
    labels: labelled ? known.map(({ label }) => label) : null,
    values: labelled ? null : Float64Array.from(known, ({ value }) => value),
    units: wholeOf('unit'),
    horizon: wholeOf('step'),
    naive: numbersOf('naive'),
    seasonalNaive: numbersOf('seasonal'),
    scale: numbersOf('scale'),
    slices: Object.fromEntries(slices.map((name) => [name.slice('slice:'.length), cellsOf(name)!])),
  };
}

function predictionsIn(
  predicted: Table,
  truth: Truth,
  asked: { task: Plan['task']; classes: string[] },
): Predictions {
  const ids = column(predicted, 'id');
  const cases = column(predicted, 'case');
  const at = new Map(ids.map((id, row) => [`${cases[row]}/${id}`, row] as const));
  const rows = truth.ids.map((id, row) => {
    const found = at.get(`${truth.cases[row]}/${id}`);
    if (found === undefined) throw new Error(`no prediction for ${id}`);
    return found;
  });
  const told = column(predicted, 'prediction');
  const labelled = truth.labels !== null;
  const columns = scoreColumnsOf(asked).map((name) => predicted.cells.get(defused(name)));
  const scored = columns.length > 0 && columns.every((cells) => cells !== undefined);
  return {
    codes: labelled ? Int32Array.from(rows, (row) => asked.classes.indexOf(plain(told[row]!))) : null,
    values: labelled ? null : Float64Array.from(rows, (row) => Number(told[row])),
    scores: scored
      ? Float64Array.from(rows.flatMap((row) => columns.map((cells) => Number(cells![row]))))
      : null,
  };
}
