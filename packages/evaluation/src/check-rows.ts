import type { ColumnEntry } from '@scenario-lab/contracts/datasets';
import { timeColumn } from './check-plan.js';
import { askedOf, type SplitDraft } from './draft.js';
import type { Drafted } from './draft-splits.js';
import { determiningColumns } from './leaks.js';
import { splitNamed } from './split.js';
import { column, instantsOf, numbersOf } from './table.js';
import type { Problem, SealRequest, SplitName } from './types.js';

export interface Findings {
  problems: Problem[];
  warnings: Problem[];
}

const FEWEST_HIDDEN = 20;
/** Beyond this share of rows left out, the rest are no longer the period or the population the rule names. */
const MOST_LEFT_OUT = 0.1;
const MOST_CASES = 2_000;
const MOST_HISTORY_ROWS = 40_000_000;
const MOST_SLICE_VALUES = 50;

const draftOf = (drafts: readonly SplitDraft[], split: SplitName) =>
  drafts.find((draft) => draft.split === split)!;

/**
 * Whether the splits can be examined. Problems: `too_few_rows` (place: the split), `baseline_without_rows`,
 * `time_broken`, `too_many_origins`, `pack_too_large`, `slice_too_fine`, `hidden_not_whole`, `split_word_unknown`. Warnings: `rows_without_target`, `rows_without_time`,
 * `duplicates_dropped`, `exposed_dropped`, `class_absent`.
 */
export function checkDrafts({ plan, columns, split: rule }: SealRequest, drafted: Drafted): Findings {
  const { table, target, drafts } = drafted;
  const found: Findings = { problems: [], warnings: [] };
  const refuse = (code: string, place: string, detail: string) =>
    found.problems.push({ code, place, detail });
  const warn = (code: string, place: string, detail: string) => found.warnings.push({ code, place, detail });
  for (const { split, cases } of drafts) {
    const asked = cases.reduce((sum, one) => sum + one.asked.length, 0);
    const fewest = split === 'hidden' ? FEWEST_HIDDEN : rule.by !== 'named' && rule[split] > 0 ? 1 : 0;
    const left = split === 'hidden' ? drafted.twins + drafted.exposed : 0;
    if (asked < fewest)
      refuse(
        'too_few_rows',
        split,
        `${asked} rows, ${fewest} are needed; ${left} left out as known elsewhere`,
      );
    if (cases.length > MOST_CASES)
      refuse('too_many_origins', split, `${cases.length}, ${MOST_CASES} at most`);
  }
  const executions = drafts.reduce((sum, { cases }) => sum + cases.length, 0);
  if (plan.task === 'forecasting' && executions * table.rows > MOST_HISTORY_ROWS)
    refuse(
      'pack_too_large',
      'forecast.every',
      `histories of up to ${table.rows} rows for ${executions} origins`,
    );
  const learnsFromOpen = plan.baseline === 'majority' || plan.baseline === 'mean';
  const open = [...askedOf(draftOf(drafts, 'sample')), ...askedOf(draftOf(drafts, 'validation'))];
  if (learnsFromOpen && open.length === 0)
    refuse('baseline_without_rows', plan.baseline, 'no open split has rows');
  const time = timeColumn(plan, columns, rule);
  const timed = rule.by === 'time' || plan.resamplingUnit.kind === 'block';
  if (timed && time !== null) {
    const { values, bad } = instantsOf(column(table, time));
    const timeless = values.filter(
      (instant, row) => Number.isNaN(instant) && target.missing[row] === 0,
    ).length;
    if (bad < 0 && timeless > 0) warn('rows_without_time', time, `${timeless} rows`);
    if (bad >= 0) refuse('time_broken', `row ${bad + 1}`, `${time} is no ISO 8601 instant`);
  }
  if (rule.by === 'named' && rule.column !== undefined) {
    const unknown = column(table, rule.column).findIndex((cell) => splitNamed(cell) === undefined);
    if (unknown >= 0) refuse('split_word_unknown', `row ${unknown + 1}`, rule.column);
  }
  const hidden = askedOf(draftOf(drafts, 'hidden'));
  for (const name of plan.slices) {
    const cells = column(table, name);
    const values = new Set(hidden.map(({ row }) => cells[row])).size;
    if (values > MOST_SLICE_VALUES)
      refuse('slice_too_fine', name, `${values} values, ${MOST_SLICE_VALUES} at most`);
  }
  const missing = target.missing.reduce((sum, flag) => sum + flag, 0);
  if (missing > 0) warn('rows_without_target', plan.target, `${missing} rows`);
  const left = drafted.twins + drafted.exposed;
  if (left > MOST_LEFT_OUT * drafted.would)
    refuse(
      'hidden_not_whole',
      'hidden',
      `${left} of ${drafted.would} rows would be left out: ${drafted.twins} stand in an open split too, ${drafted.exposed} were given out before; ${100 * MOST_LEFT_OUT} % at most`,
    );
  if (drafted.twins > 0)
    warn('duplicates_dropped', 'hidden', `${drafted.twins} rows also stand in an open split`);
  if (drafted.exposed > 0) warn('exposed_dropped', 'hidden', `${drafted.exposed} rows were given out before`);
  for (const name of target.classes)
    if (!hidden.some(({ row }) => target.cells[row] === name))
      warn('class_absent', name, 'no hidden row is of it');
  return found;
}

/**
 * What gives the answer away. Problem: `column_determines_target`. Warnings: `group_among_features`,
 * `group_across_splits`.
 */
export function checkLeaks({ plan, columns, split: rule }: SealRequest, drafted: Drafted): Findings {
  const { table, target, layout, drafts } = drafted;
  const rows = [...target.missing.keys()].filter((row) => target.missing[row] === 0);
  const pick = (name: string) => {
    const cells = column(table, name);
    return rows.map((row) => cells[row]!);
  };
  const suspects = layout.inputs
    .filter(({ name, type }) => type !== 'image' && plan.features.includes(name))
    .map(({ name }) => {
      const cells = pick(name);
      const { values, bad } = numbersOf(cells);
      return { name, cells, numbers: bad < 0 ? values : null };
    });
  const numbers = target.numbers && Float64Array.from(rows, (row) => target.numbers![row]!);
  const warnings: Problem[] = [];
  const groups = groupColumns(columns, plan.resamplingUnit).filter((name) => table.cells.has(name));
  for (const name of groups) {
    if (plan.features.includes(name) && plan.task !== 'forecasting')
      warnings.push({
        code: 'group_among_features',
        place: name,
        detail: 'hidden groups may be new to a program',
      });
    const shared = rule.by === 'hash' && rule.column !== name ? sharedGroups(drafts, column(table, name)) : 0;
    if (shared > 0)
      warnings.push({
        code: 'group_across_splits',
        place: name,
        detail: `${shared} groups are open and hidden`,
      });
  }
  return { problems: determiningColumns(suspects, pick(plan.target), numbers), warnings };
}

function groupColumns(
  columns: readonly ColumnEntry[],
  unit: SealRequest['plan']['resamplingUnit'],
): string[] {
  const named = columns.filter((entry) => entry.role === 'group').map((entry) => entry.name);
  return [...new Set(unit.kind === 'group' ? [...named, unit.column] : named)];
}

function sharedGroups(drafts: readonly SplitDraft[], cells: readonly string[]): number {
  const groupsOf = (...splits: SplitName[]) =>
    new Set(splits.flatMap((split) => draftOf(drafts, split).rows.map((row) => cells[row]!)));
  const open = groupsOf('sample', 'validation');
  return [...groupsOf('hidden')].filter((group) => open.has(group)).length;
}
