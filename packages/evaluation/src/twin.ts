import { join } from 'node:path';
import type { Forecast } from '@scenario-lab/contracts/benchmarks';
import type { ColumnEntry } from '@scenario-lab/contracts/datasets';
import { type Random, randomFrom, streamSeed } from '@scenario-lab/metrics/random';
import { isClasses, timeColumn } from './check-plan.js';
import { rowDrafts, type SplitDraft } from './draft.js';
import type { Drafted } from './draft-splits.js';
import { after, durationOf } from './duration.js';
import { layOut, seriesColumns } from './grid.js';
import { type Marginal, marginalOf, offsetOf, writeInstant } from './marginals.js';
import { caseMaker, earliestOrigin, origins } from './series.js';
import type { SourceFile } from './sources.js';
import { column, type Table } from './table.js';
import type { Target } from './target.js';
import { drawer, placeholder, untoldTimes, weighted } from './twin-cells.js';
import { twinPictures } from './twin-pictures.js';
import type { SealRequest } from './types.js';

/** Name and version of how twins are drawn; what is drawn of one seed changes only with it. */
export const TWIN_METHOD = 'clipped-marginals/1';

/** A sample that looks like the data and holds none of it. */
export interface Twin {
  table: Table;
  target: Target;
  draft: SplitDraft;
  files: Map<string, SourceFile>;
}

const ROWS = { least: 20, most: 500, without: 100 };
const SERIES = 3;
const ORIGINS = 3;

interface Source {
  request: SealRequest;
  drafted: Drafted;
  entries: Map<string, ColumnEntry>;
  marginal: (name: string) => Marginal;
  random: (name: string) => Random;
}

/**
 * Draws the synthetic twin of a data set's sample: every column by itself from its marginal over the open rows,
 * so that no row and no relation between columns is told; truth among them. Forecasts get a few series over
 * three origins.
 * @param seed hex; the same seed and open rows give the same twin
 * @throws the file system's errors
 */
export async function drawTwin(request: SealRequest, drafted: Drafted, seed: string): Promise<Twin> {
  const { table, open } = drafted;
  const entries = new Map(request.columns.map((entry) => [entry.name, entry] as const));
  const known = new Map<string, Marginal>();
  const start = BigInt(`0x${seed.slice(0, 16)}`);
  const source: Source = {
    request,
    drafted,
    entries,
    marginal: (name) => {
      const cells = () => open.map((row) => column(table, name)[row]!);
      const found = known.get(name) ?? marginalOf(entries.get(name), cells());
      known.set(name, found);
      return found;
    },
    random: (name) => randomFrom(streamSeed(start, name)),
  };
  const files = await pictures(source);
  const { forecast } = request.plan;
  const drawn = forecast ? seriesTwin(source, forecast) : rowsTwin(source, files);
  return { ...drawn, files };
}

/** Every column the exam reads of its data. */
function columnsUsed({ request, drafted }: Source): string[] {
  const { plan, columns, split } = request;
  const { inputs, history } = drafted.layout;
  const time = timeColumn(plan, columns, split);
  return [
    ...new Set([
      ...[...inputs, ...(history ?? [])].map(({ name }) => name),
      plan.target,
      ...plan.slices,
      ...(plan.resamplingUnit.kind === 'group' ? [plan.resamplingUnit.column] : []),
      ...(time === null ? [] : [time]),
    ]),
  ];
}

async function pictures({ request, drafted, random }: Source): Promise<Map<string, SourceFile>> {
  const files = new Map<string, SourceFile>();
  for (const name of drafted.layout.images) {
    const cells = column(drafted.table, name);
    const open = drafted.open.flatMap((row) => drafted.files.get(cells[row]!) ?? []);
    const made = await twinPictures(join(request.outDir, 'twin', String(files.size)), open, random(name));
    for (const [cell, file] of made) files.set(`${name}/${cell}`, file);
  }
  return files;
}

function rowsTwin(source: Source, files: ReadonlyMap<string, SourceFile>): Omit<Twin, 'files'> {
  const { request, drafted, entries, marginal, random } = source;
  const { target: name } = request.plan;
  const asked = drafted.drafts.find(({ split }) => split === 'sample')?.rows.length ?? 0;
  const rows = asked === 0 ? ROWS.without : Math.min(ROWS.most, Math.max(ROWS.least, asked));
  const cells = new Map<string, string[]>();
  for (const own of columnsUsed(source)) {
    const names = [...files.keys()].filter((file) => file.startsWith(`${own}/`));
    const stream = random(`cells of ${own}`);
    const draw =
      names.length > 0
        ? () => names[stream.below(names.length)]!
        : drawer(entries.get(own), marginal(own), stream);
    if (own !== name)
      cells.set(
        own,
        Array.from({ length: rows }, (_, row) => draw(row)),
      );
  }
  const target = targetOf(source, rows);
  cells.set(name, [...target.cells]);
  const draft = rowDrafts(Array.from({ length: rows }, () => 'sample' as const))[0]!;
  return { table: { names: [...cells.keys()], rows, cells }, target, draft };
}

/** Targets without a hole: what is asked has an answer. Of classes each stands in at least two rows, where there is room. */
function targetOf({ request, drafted, entries, marginal, random }: Source, rows: number): Target {
  const { plan } = request;
  const stream = random(`cells of ${plan.target}`);
  const known = marginal(plan.target);
  const entry = entries.get(plan.target);
  const missing = new Uint8Array(rows);
  if (!isClasses(plan)) {
    const draw = drawer(entry, known.kind === 'untold' ? known : { ...known, missing: 0 }, stream);
    const cells = Array.from({ length: rows }, (_, row) => draw(row));
    return { cells, numbers: Float64Array.from(cells, Number), classes: [], missing };
  }
  const { classes } = drafted.target;
  const shares = known.kind === 'values' ? known.values.filter(({ value }) => classes.includes(value)) : [];
  const draw = weighted(shares.length > 0 ? shares : classes.map((value) => ({ value, count: 1 })), stream);
  const sure = rows >= 2 * classes.length ? [...classes, ...classes] : [];
  const cells = Array.from({ length: rows }, (_, row) => sure[row] ?? draw());
  return { cells, numbers: null, classes, missing };
}

function seriesTwin(source: Source, forecast: Forecast): Omit<Twin, 'files'> {
  const { request, drafted, entries, marginal, random } = source;
  const frequency = durationOf(forecast.frequency)!;
  const covered = marginal(forecast.time);
  const { from, form } = covered.kind === 'times' ? covered : untoldTimes;
  // Calendar months are counted by the column's own clock.
  const wall = offsetOf(form) * 60_000;
  const names = seriesColumns(drafted.table, request.columns, forecast.time);
  const series = seriesNames(source, names);
  const first = earliestOrigin(forecast);
  const steps = first + (ORIGINS - 1) * forecast.every + forecast.horizon;
  const rows = steps * series.length;
  const cells = new Map<string, string[]>();
  for (const name of columnsUsed(source)) {
    const known = marginal(name);
    const draw = drawer(
      entries.get(name),
      known.kind !== 'untold' && name === request.plan.target ? { ...known, missing: 0 } : known,
      random(`cells of ${name}`),
    );
    const place = names.indexOf(name);
    const cellAt = (row: number) => {
      if (name === forecast.time)
        return writeInstant(after(from + wall, Math.floor(row / series.length), frequency) - wall, form);
      return place >= 0 ? series[row % series.length]![place]! : draw(row);
    };
    cells.set(
      name,
      Array.from({ length: rows }, (_, row) => cellAt(row)),
    );
  }
  const table: Table = { names: [...cells.keys()], rows, cells };
  const laid = layOut(table, forecast, names);
  if ('problem' in laid) throw new Error(`the twin of a series: ${laid.problem.code} ${laid.problem.detail}`);
  const target: Target = {
    cells: column(table, request.plan.target),
    numbers: Float64Array.from(column(table, request.plan.target), Number),
    classes: [],
    missing: new Uint8Array(rows),
  };
  const { caseAt } = caseMaker(laid.grid, target.numbers!, forecast);
  const cases = origins({ from: first, to: steps }, forecast).map(caseAt);
  return { table, target, draft: { split: 'sample', rows: [...target.missing.keys()], cases } };
}

/** Up to three series; the values that name each, in the order of the columns. */
function seriesNames({ marginal }: Source, names: readonly string[]): string[][] {
  if (names.length === 0) return [[]];
  const known = names.map((name) => {
    const found = marginal(name);
    return found.kind === 'values' ? found.values.map(({ value }) => value) : [];
  });
  const most = Math.max(...known.map((values) => values.length));
  const count = most === 0 ? SERIES : Math.min(SERIES, most);
  return Array.from({ length: count }, (_, at) =>
    known.map((values) => (values.length === 0 ? placeholder(at + 1) : values[at % values.length]!)),
  );
}
