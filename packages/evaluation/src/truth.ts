import { createReadStream } from 'node:fs';
import type { Plan } from '@scenario-lab/contracts/benchmarks';
import { eachRecord } from '@scenario-lab/sandbox/harness/record-stream';
import { writeCsv } from './csv.js';
import { unitsOf } from './resampling.js';
import { column, type Table, tableLimits } from './table.js';
import type { Target } from './target.js';
import type { Truth } from './types.js';
import type { Drawn, DrawnCase } from './write-split.js';

const SLICE = 'slice:';
const numeric = ['naive', 'seasonal', 'scale'] as const;

/**
 * Writes a truth file: canonical CSV (UTF-8, LF) with `id, case, row, label | value` and, where they apply,
 * `unit, step, naive, seasonal, scale` and one `slice:<column>` each. Numbers as JavaScript prints them, which
 * reads back to the same double.
 */
export async function writeTruth(file: string, truth: Truth): Promise<void> {
  const parts = partsOf(truth);
  const rows = function* () {
    for (let at = 0; at < truth.ids.length; at += 1) yield parts.map(([, read]) => read(at));
  };
  await writeCsv(
    file,
    parts.map(([name]) => name),
    rows(),
  );
}

/** The columns of a truth file, each with how its cell of a row is written. */
export function partsOf(truth: Truth): [name: string, cell: (at: number) => string][] {
  const parts: [string, (at: number) => string][] = [
    ['id', (at) => truth.ids[at]!],
    ['case', (at) => truth.cases[at]!],
    ['row', (at) => String(truth.rows[at])],
  ];
  const { labels, values, units, horizon, naive, seasonalNaive, scale } = truth;
  if (labels) parts.push(['label', (at) => labels[at]!]);
  if (values) parts.push(['value', (at) => String(values[at])]);
  if (units) parts.push(['unit', (at) => String(units[at])]);
  if (horizon) parts.push(['step', (at) => String(horizon[at])]);
  for (const [place, column] of [naive, seasonalNaive, scale].entries())
    if (column) parts.push([numeric[place]!, (at) => String(column[at])]);
  for (const [name, cells] of Object.entries(truth.slices))
    parts.push([`${SLICE}${name}`, (at) => cells[at]!]);
  return parts;
}

/**
 * Reads a truth file of ours.
 * @throws the file system's error, or an Error where the file is not what `writeTruth` writes
 */
export async function readTruth(file: string): Promise<Truth> {
  const columns = new Map<string, string[]>();
  let names: string[] | null = null;
  let own: string[][] = [];
  await eachRecord(createReadStream(file), tableLimits.maxRecord, (cells) => {
    if (names === null) {
      names = cells;
      own = cells.map(() => []);
      for (const [at, name] of cells.entries()) columns.set(name, own[at]!);
      return true;
    }
    if (cells.length !== names.length) throw new Error('the truth file is ragged');
    for (const [at, cell] of cells.entries()) own[at]!.push(cell);
    return true;
  });
  const needed = (name: string): string[] => {
    const cells = columns.get(name);
    if (!cells) throw new Error(`the truth file has no column ${name}`);
    return cells;
  };
  const numbers = (name: string): Float64Array | null => {
    const cells = columns.get(name);
    if (!cells) return null;
    const values = Float64Array.from(cells, Number);
    if (values.some((value) => !Number.isFinite(value)))
      throw new Error(`${name}: not a number in the truth file`);
    return values;
  };
  const whole = (name: string): Int32Array | null => {
    const values = numbers(name);
    return values && Int32Array.from(values);
  };
  const slices = [...columns].filter(([name]) => name.startsWith(SLICE));
  return {
    ids: needed('id'),
    cases: needed('case'),
    rows: whole('row') ?? new Int32Array(),
    labels: columns.get('label') ?? null,
    values: numbers('value'),
    units: whole('unit'),
    horizon: whole('step'),
    naive: numbers('naive'),
    seasonalNaive: numbers('seasonal'),
    scale: numbers('scale'),
    slices: Object.fromEntries(slices.map(([name, cells]) => [name.slice(SLICE.length), cells])),
  };
}

/** The truth of a split's cases, in the order of their rows. Original rows count from 1 below the header. */
export function truthOf(source: {
  plan: Plan;
  table: Table;
  target: Target;
  time: string | null;
  cases: readonly DrawnCase[];
}): Truth {
  const { plan, table, target } = source;
  const drawn = source.cases.flatMap(({ name, rows }) => rows.map((one) => ({ ...one, name })));
  const rows = drawn.map(({ row }) => row);
  const isForecast = plan.task === 'forecasting';
  const ahead = (pick: (of: NonNullable<Drawn['ahead']>) => number) =>
    isForecast ? Float64Array.from(drawn, (one) => pick(one.ahead!)) : null;
  const { numbers } = target;
  return {
    ids: drawn.map(({ id }) => id),
    cases: drawn.map(({ name }) => name),
    rows: Int32Array.from(rows, (row) => row + 1),
    labels: numbers ? null : rows.map((row) => target.cells[row]!),
    values: numbers && Float64Array.from(rows, (row) => numbers[row]!),
    units: unitsOf(table, plan.resamplingUnit, source.time, rows),
    slices: Object.fromEntries(
      plan.slices.map((name) => [name, rows.map((row) => column(table, name)[row]!)]),
    ),
    horizon: isForecast ? Int32Array.from(drawn, (one) => one.ahead!.step) : null,
    naive: ahead((of) => of.naive),
    seasonalNaive: ahead((of) => of.seasonal),
    scale: ahead((of) => of.scale),
  };
}
