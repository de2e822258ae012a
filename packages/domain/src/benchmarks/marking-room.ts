/** Names of an answer's columns of scores are one a class, or one in all; rows and scores are its cells. */
export interface AnswerSize {
  rows: number;
  scoreColumns: number;
}

/**
 * Cells an answer may have: 128 MiB in the form that is marked, so that marking one never takes a process's memory. An
 * exam that asks for more is refused at its sealing.
 */
export const mostAnswerCells = 2 ** 24;

export const answerCells = ({ rows, scoreColumns }: AnswerSize): number => rows * (1 + scoreColumns);

const LEAST_SECONDS = 120;
/** A hundred times what marking was seen to take of a cell, for each figure made of it. */
const SECONDS_PER_CELL_AND_FIGURE = 2e-5;

/** Seconds that marking one answer may take, by what the exam asks for and never by what was answered. */
export function markingSeconds(
  size: AnswerSize,
  {
    metrics,
    criteria,
    slices,
  }: { metrics: readonly unknown[]; criteria: readonly unknown[]; slices: readonly unknown[] },
): number {
  const figures = (metrics.length + criteria.length + 1) * (1 + slices.length);
  return Math.ceil(LEAST_SECONDS + answerCells(size) * figures * SECONDS_PER_CELL_AND_FIGURE);
}
