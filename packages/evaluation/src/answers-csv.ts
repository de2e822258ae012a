import { defused } from '@scenario-lab/contracts/csv-text';
import { type Predictions, scoreColumnsOf } from '@scenario-lab/sandbox/harness/answers';
import { csvText } from './csv.js';
import type { Marking } from './mark.js';

const AT_ONCE = 2_000;

/**
 * Predictions row by row, as whoever owns the data recomputes figures from them: case, id, line of the original table
 * (1 is the first below the header), prediction, scores. Numbers as JavaScript prints them, which reads back to the
 * same double; the truth is not in it. In parts: all of it may be longer than a text can be.
 */
export function* answersCsv(
  { plan, task, truth }: Marking,
  { codes, values, scores }: Predictions,
): Generator<string> {
  const classes = task.target.classes ?? [];
  const columns = scores ? scoreColumnsOf({ task: plan.task, classes }) : [];
  const rowOf = (id: string, at: number) => [
    truth.cases[at]!,
    id,
    String(truth.rows[at]),
    codes ? defused(classes[codes[at]!]!) : String(values![at]),
    ...columns.map((_, column) => String(scores![at * columns.length + column])),
  ];
  yield csvText([['case', 'id', 'row', 'prediction', ...columns.map(defused)]]);
  for (let from = 0; from < truth.ids.length; from += AT_ONCE)
    yield csvText(truth.ids.slice(from, from + AT_ONCE).map((id, at) => rowOf(id, from + at)));
}
