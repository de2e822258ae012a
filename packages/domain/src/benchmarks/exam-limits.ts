import type { Plan } from '@scenario-lab/contracts/benchmarks';
import type { Limits } from '@scenario-lab/contracts/exam';

const CPU_PER_ROW = 2 / 1_000;
const MOST_CPU = 3_600;
const MOST_WALL = 7_200;
const MOST_OUT = 2 ** 30;
const BYTES_PER_ROW = 64;
const BYTES_PER_CELL = 24;

/** The size of an exam: rows to be predicted over all executions, and what `task.json` asks to be written. */
export interface ExamSize {
  rows: number;
  executions: number;
  /** Names of the answer's columns. */
  columns: readonly string[];
  classes: readonly string[];
}

/** Of a text in UTF-8. */
function bytes(text: string): number {
  let sum = 0;
  for (const character of text) {
    const code = character.codePointAt(0)!;
    sum += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return sum;
}

/**
 * Hard limits of one execution, the same at home and in the lab: the plan's, and at least 2 CPU seconds per 1,000
 * rows, twice that of wall time, and room for one prediction per row in either form, JSON lines with every column's
 * name in each among them.
 */
export function examLimits(plan: Pick<Plan, 'limits'>, size: ExamSize): Limits {
  const { limits } = plan;
  const rows = Math.ceil(size.rows / Math.max(1, size.executions));
  const cpuSeconds = Math.min(MOST_CPU, Math.max(limits.cpuSeconds, rows * CPU_PER_ROW));
  const wallSeconds = Math.min(MOST_WALL, Math.max(limits.wallSeconds, 2 * rows * CPU_PER_ROW));
  const cells = size.columns.reduce((sum, name) => sum + BYTES_PER_CELL + bytes(JSON.stringify(name)), 0);
  const label = Math.max(0, ...size.classes.map((name) => bytes(JSON.stringify(name))));
  const answer = rows * (BYTES_PER_ROW + cells + label);
  return {
    ...limits,
    cpuSeconds,
    wallSeconds,
    outBytes: Math.ceil(Math.min(MOST_OUT, Math.max(limits.outBytes, answer))),
  };
}
