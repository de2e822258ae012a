import { timeColumn } from './check-plan.js';
import { askedOf, rowDrafts, type SplitDraft } from './draft.js';
import { layOut, seriesColumns } from './grid.js';
import { type Layout, layoutOf } from './layout.js';
import { contentOf, rowKeys } from './row-keys.js';
import { forecastDrafts } from './series.js';
import { rowsShown } from './shown-rows.js';
import { type SourceFile, sourceFiles } from './sources.js';
import { assignSplits } from './split.js';
import { column, instantsOf, type Table } from './table.js';
import { readTarget, type Target } from './target.js';
import type { Problem, SealRequest, SplitName } from './types.js';

export interface Drafted {
  table: Table;
  target: Target;
  layout: Layout;
  files: Map<string, SourceFile>;
  /** Salted key of each row. */
  keys: string[];
  drafts: SplitDraft[];
  /** Rows of sample and validation, and what a forecast may look back on before them. */
  open: number[];
  /** Hidden rows left out because the same observation also stands in an open split. */
  twins: number;
  /** Rows that would be hidden had they not been given out before. */
  exposed: number;
  /** Rows that were shown to everybody. */
  shown: ReadonlySet<number>;
  /** Rows the rule itself would hide: what is left must still stand for them. */
  would: number;
}

type Failed = { problems: Problem[] };

/** Reads what the plan needs of the table and lets every row fall into its split; writes nothing. */
export async function draftSplits(request: SealRequest, table: Table): Promise<Drafted | Failed> {
  const { plan, columns, split } = request;
  const unit = plan.resamplingUnit.kind === 'group' ? [plan.resamplingUnit.column] : [];
  const used = [
    plan.target,
    ...plan.features,
    ...plan.slices,
    ...unit,
    split.column,
    timeColumn(plan, columns, split),
  ];
  const absent = [...new Set(used)].filter((name) => name != null && !table.cells.has(name));
  if (absent.length > 0)
    return {
      problems: absent.map((name) => ({
        code: 'column_not_in_table',
        place: String(name),
        detail: 'the dictionary names it, the table does not have it',
      })),
    };
  const read = readTarget(plan, column(table, plan.target));
  if ('problem' in read) return { problems: [read.problem] };
  const sources = await imageFiles(request, table);
  if ('problem' in sources) return { problems: [sources.problem] };
  const { target } = read;
  const { files } = sources;
  // What a row is called in the next version must not make another row of it.
  const own = columns.filter(({ name }) => split.by !== 'named' || name !== split.column);
  const keys = rowKeys(table, own, files, request.datasetSalt);
  const shown = rowsShown(table, request.shown ?? []);
  const base = { table, target, files, keys, shown };
  if (plan.task === 'forecasting' && plan.forecast) {
    const series = seriesColumns(table, columns, plan.forecast.time);
    const laid = layOut(table, plan.forecast, series);
    if ('problem' in laid) return { problems: [laid.problem] };
    const { drafts, open } = forecastDrafts(laid.grid, target.numbers!, plan.forecast, split);
    const would = askedOf(drafts.find(({ split: own }) => own === 'hidden')).length;
    const exposed = dropExposedCases(drafts, givenBefore(request, base));
    return { ...base, drafts, open, layout: layoutOf(plan, columns, series), twins: 0, exposed, would };
  }
  const layout = layoutOf(plan, columns, []);
  return { ...base, layout, ...assignRows(request, { ...base, layout }) };
}

async function imageFiles(
  { plan, columns, filesDir }: SealRequest,
  table: Table,
): Promise<{ files: Map<string, SourceFile> } | { problem: Problem }> {
  const images = columns.filter((entry) => entry.type === 'image' && plan.features.includes(entry.name));
  const files = new Map<string, SourceFile>();
  for (const { name } of images) {
    if (filesDir === undefined)
      return { problem: { code: 'file_missing', place: name, detail: 'the data set has no files' } };
    const found = await sourceFiles(filesDir, column(table, name));
    if ('problem' in found) return found;
    for (const [cell, file] of found.files) files.set(cell, file);
  }
  return { files };
}

/** Whether a row was given out with a sample or shown on a page. */
function givenBefore(
  { exposed }: SealRequest,
  { keys, shown }: Pick<Drafted, 'keys' | 'shown'>,
): (row: number) => boolean {
  return (row) => shown.has(row) || exposed?.has(keys[row]!) === true;
}

/** Takes away every hidden origin that asks for a row given out before. @returns how many rows they asked for */
function dropExposedCases(drafts: SplitDraft[], before: (row: number) => boolean): number {
  let dropped = 0;
  for (const draft of drafts.filter(({ split }) => split === 'hidden'))
    draft.cases = draft.cases.filter(({ asked }) => {
      const given = asked.some(({ row }) => before(row));
      if (given) dropped += asked.length;
      return !given;
    });
  return dropped;
}

function assignRows(
  request: SealRequest,
  drafted: Omit<Drafted, 'drafts' | 'open' | 'twins' | 'exposed' | 'would'>,
) {
  const { table, target, keys, layout, files } = drafted;
  const { split: rule, datasetSalt: salt } = request;
  const before = givenBefore(request, drafted);
  const cells = rule.column === undefined ? null : column(table, rule.column);
  const instants = rule.by === 'time' && cells ? instantsOf(cells).values : null;
  const assigned = assignSplits({ rule, salt, rowKeys: keys, cells, instants, leftOut: target.missing });
  let given = 0;
  for (const [row, own] of assigned.entries()) {
    if (own !== 'hidden' || !before(row)) continue;
    assigned[row] = null;
    given += 1;
  }
  const would = assigned.reduce((sum, split) => sum + Number(split === 'hidden'), given);
  const twins = dropTwins(assigned, contentOf(table, tellingApart(request, layout.inputs, table), files));
  const open = [...assigned.keys()].filter(
    (row) => assigned[row] === 'sample' || assigned[row] === 'validation',
  );
  return { drafts: rowDrafts(assigned), open, twins, exposed: given, would };
}

/**
 * What an observation is told apart by: its inputs and, where the data have them, the thing it is of and the time
 * it was made. Two Mondays at nine are two observations, however equal what a program is given of them.
 */
function tellingApart(
  { plan, columns, split }: SealRequest,
  inputs: readonly { name: string; type: string }[],
  table: Table,
): { name: string; type: string }[] {
  const own = new Set(inputs.map(({ name }) => name));
  const unit = plan.resamplingUnit.kind === 'group' ? plan.resamplingUnit.column : null;
  const more = columns.filter(
    ({ name, role }) =>
      !own.has(name) &&
      table.cells.has(name) &&
      (role === 'time' ||
        role === 'group' ||
        name === unit ||
        ((split.by === 'time' || split.by === 'group') && name === split.column)),
  );
  return [...inputs, ...more];
}

/** Leaves hidden rows out whose very observation can be seen, with its answer, in an open split. */
function dropTwins(assigned: (SplitName | null)[], content: (row: number) => string): number {
  const open = new Set<string>();
  for (const [row, split] of assigned.entries())
    if (split === 'sample' || split === 'validation') open.add(content(row));
  let dropped = 0;
  for (const [row, split] of assigned.entries()) {
    if (split !== 'hidden' || !open.has(content(row))) continue;
    assigned[row] = null;
    dropped += 1;
  }
  return dropped;
}
