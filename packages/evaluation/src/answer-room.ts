import type { Plan } from '@scenario-lab/contracts/benchmarks';
import { answerCells, mostAnswerCells } from '@scenario-lab/domain/benchmarks/marking-room';
import { scoreColumnsOf } from '@scenario-lab/sandbox/harness/answers';
import type { Problem, SplitName, Truth } from './types.js';

/** `answer_too_large`: an answer that marking would not have room for, whoever gives it. */
export function tooLarge(
  task: Plan['task'],
  classes: readonly string[],
  split: SplitName,
  { ids }: Pick<Truth, 'ids'>,
): Problem[] {
  const scoreColumns = scoreColumnsOf({ task, classes: [...classes] }).length;
  const cells = answerCells({ rows: ids.length, scoreColumns });
  if (cells <= mostAnswerCells) return [];
  const detail = `${ids.length} rows, ${1 + scoreColumns} columns: ${cells} > ${mostAnswerCells}`;
  return [{ code: 'answer_too_large', place: split, detail }];
}
