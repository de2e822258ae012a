import { mostAnswerCells } from '@scenario-lab/domain/benchmarks/marking-room';
import { expect, it } from 'vitest';
import { tooLarge } from './answer-room.js';

it.each([
  ['regression', [], mostAnswerCells],
  ['binary', ['no', 'yes'], mostAnswerCells / 2],
  ['multiclass', Array.from({ length: 15 }, (_, at) => `class ${at}`), mostAnswerCells / 16],
] as const)('an exam (%s) whose answers marking has no room for is refused', (task, classes, most) => {
  const told = (rows: number) => tooLarge(task, classes, 'hidden', { ids: new Array<string>(rows) });
  expect(told(most)).toEqual([]);
  expect(told(most + 1)).toMatchObject([{ code: 'answer_too_large', place: 'hidden' }]);
});
