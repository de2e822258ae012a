import type { Plan } from '@scenario-lab/contracts/benchmarks';
import type { Limits } from '@scenario-lab/contracts/exam';

const CPU_PER_ROW = 2 / 1_000;
const MOST_CPU = 3_600;
const MOST_WALL = 7_200;
const MOST_OUT = 2 ** 30;
const BYTES_PER_ROW = 64;
const BYTES_PER_SCORE = 24;

/**
 * Hard limits of one execution over `rows` rows: the plan's, and at least 2 CPU seconds per 1,000 rows, twice
 * that of wall time, and room for one prediction per row.
 * @param scores columns of scores per row: one per class
 */
export function limitsFor(plan: Pick<Plan, 'limits'>, rows: number, scores = 8): Limits {
  const { limits } = plan;
  const cpuSeconds = Math.min(MOST_CPU, Math.max(limits.cpuSeconds, rows * CPU_PER_ROW));
  const wallSeconds = Math.min(MOST_WALL, Math.max(limits.wallSeconds, 2 * rows * CPU_PER_ROW));
  const answer = rows * (BYTES_PER_ROW + scores * BYTES_PER_SCORE);
  return {
    ...limits,
    cpuSeconds,
    wallSeconds,
    outBytes: Math.ceil(Math.min(MOST_OUT, Math.max(limits.outBytes, answer))),
  };
}
