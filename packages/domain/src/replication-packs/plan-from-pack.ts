import type { Plan } from '@scenario-lab/contracts/benchmarks';
import type { ColumnEntry } from '@scenario-lab/contracts/datasets';
import type { PackContent } from '@scenario-lab/contracts/packs/content';

type ForeignPlan = NonNullable<PackContent['exam.json']>['plan'];

/**
 * The foreign plan on the adopter's data: measured as there (metrics, limits, baseline, looks, slices, horizon), with
 * the adopter's own criteria, on the columns that are here. `own` is what need and data alone would give: it fills
 * whatever the foreign plan names and the data do not have. Pure.
 */
export function planFromPack(foreign: ForeignPlan, own: Plan, columns: readonly ColumnEntry[]): Plan {
  const here = new Map(columns.map((column) => [column.name, column]));
  const has = (name: string) => here.has(name);
  const target = has(foreign.target) ? foreign.target : own.target;
  // Personal data stay out unless somebody puts them in, whatever was done elsewhere.
  const features = foreign.features.filter(
    (name) => name !== target && has(name) && here.get(name)?.sensitivity !== 'personal',
  );
  const slices = [...new Set([...own.slices, ...foreign.slices])].filter(has);
  const unit = foreign.resamplingUnit;
  return {
    ...own,
    target,
    positive: target === foreign.target ? foreign.positive : own.positive,
    features: features.length > 0 ? features : own.features.filter((name) => name !== target),
    slices: slices.slice(0, 10),
    metrics: [...new Set([...own.metrics, ...foreign.metrics])].slice(0, 40),
    resamplingUnit: unit.kind === 'group' && !has(unit.column) ? own.resamplingUnit : unit,
    forecast: foreign.forecast && has(foreign.forecast.time) ? foreign.forecast : own.forecast,
    limits: foreign.limits,
    looks: foreign.looks,
    baseline: foreign.baseline,
  };
}
