import type { Criterion } from '@scenario-lab/contracts/metrics';
import type { CriterionVerdict } from '@scenario-lab/contracts/runs';
import { verdictOf } from '@scenario-lab/domain/scenarios/criterion';
import type { z } from 'zod';
import type { Measured } from './types.js';

const mebibyte = 2 ** 20;

/**
 * The verdict on what a run may cost: one measurement of the whole run against the limit, without an interval.
 * Inconclusive with its reason where nothing was executed (`not_measured`) or where the sandbox has no control
 * group, so that its figures are samples that miss what happens between them (`level_basic`).
 * @param rows predicted in the run, over all executions
 */
export function judgeResource(
  criterion: Criterion,
  measured: Measured | null,
  rows: number,
): z.infer<typeof CriterionVerdict> {
  const value = measured?.level === 'hardened' ? costOf(criterion.metric, measured, rows) : null;
  const verdict = verdictOf(criterion, { value, oneSided: null, units: rows, tooFewUnits: false });
  const note = value !== null ? null : measured?.level === 'basic' ? 'level_basic' : 'not_measured';
  return { criterion, value, interval: null, bound: null, verdict, note };
}

/** MiB, or seconds per 1,000 rows. Null where the meter gave nothing: no program runs in no memory and no time. */
function costOf(metric: string, { resources }: Measured, rows: number): number | null {
  const perThousand = (seconds: number | null) => (rows > 0 ? ((seconds ?? 0) * 1_000) / rows : 0);
  const costs: Record<string, number> = {
    peak_memory_mib: resources.peakMemoryBytes / mebibyte,
    cpu_seconds_per_1k: perThousand(resources.cpuSeconds),
    wall_seconds_per_1k: perThousand(resources.wallSeconds),
  };
  const cost = costs[metric];
  return cost === undefined || !(cost > 0) ? null : cost;
}
