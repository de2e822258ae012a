import type { Design, Effect } from '@scenario-lab/contracts/pilot-design';
import type { Kpi } from '@scenario-lab/contracts/pilots';
import { queryRows } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import { aggregateFor } from '@scenario-lab/domain/pilots/aggregate';
import { differenceInDifferences, interruptedSeries } from '@scenario-lab/domain/pilots/field-effect';
import { fieldValueOf } from '@scenario-lab/domain/pilots/lab-to-field';
import { z } from 'zod';
import type { KpiFigures } from './kpi-figures.js';

type Told = Pick<Kpi, 'shadow' | 'effect'>;
const Day = z.object({
  kpi_id: z.string(),
  day: z.number(),
  control: z.boolean(),
  mean: z.number(),
  mean_square: z.number(),
  worst: z.number(),
});

const dayMs = 86_400_000;
const nothing: Told = { shadow: null, effect: null };

/** What the design of the plan says of each indicator, by its id: counting points alone, day by day and side by side. */
export async function readKpiEffects(
  tx: Tx,
  pilotId: string,
  design: Design | null,
  kpis: readonly Pick<KpiFigures, 'id' | 'criterion'>[],
): Promise<(id: string) => Told> {
  if (!design) return () => nothing;
  const rows = await queryRows(
    tx,
    Day,
    `SELECT d.kpi_id, d.day - date '1970-01-01' AS day, coalesce(p.design->'controls' ? d.site, false) AS control,
       sum(d.total) / sum(d.points) AS mean, sum(d.squares) / sum(d.points) AS mean_square, max(d.most) AS worst
     FROM pilot p CROSS JOIN field_days($1) d
     WHERE p.id = $1 AND d.source <> 'self_reported' AND (p.design->'controls' IS NULL OR d.site <> '')
     GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
    [pilotId],
  );
  const from = Date.parse(design.from) / dayMs;
  const told = new Map(
    kpis.map(({ id, criterion }) => {
      const aggregate = aggregateFor(criterion.metric);
      const days = rows
        .filter(({ kpi_id }) => kpi_id === id)
        .map(({ day, control, mean, mean_square, worst }) => {
          const value = { mean, root_mean_square: Math.sqrt(mean_square), max: worst }[aggregate];
          return { day, control, value };
        });
      return [id, toldOf(design, from, days, aggregate)] as const;
    }),
  );
  return (id) => told.get(id) ?? nothing;
}

function toldOf(
  design: Design,
  from: number,
  days: readonly { day: number; control: boolean; value: number }[],
  aggregate: Parameters<typeof fieldValueOf>[1],
): Told {
  if (design.kind === 'shadow') {
    const blocks = days
      .filter(({ day }) => day < from)
      .map(({ day, value }) => ({ at: day * dayMs, value, source: 'csv' as const }));
    const shadow = fieldValueOf(blocks, aggregate);
    return { shadow: shadow && { value: shadow.value, interval: shadow.interval }, effect: null };
  }
  const treated = days.filter(({ control }) => !control);
  const controls = new Map(days.filter(({ control }) => control).map(({ day, value }) => [day, value]));
  const effect =
    design.kind === 'before_after'
      ? interruptedSeries(treated, from)
      : differenceInDifferences(
          treated.flatMap(({ day, value }) => {
            const control = controls.get(day);
            return control === undefined ? [] : [{ day, value, control }];
          }),
          from,
        );
  if (!effect) return nothing;
  const { expected, ...figures } = effect;
  const values = new Map(treated.map(({ day, value }) => [day, value]));
  return {
    shadow: null,
    effect: {
      ...figures,
      from: design.from,
      days: [...new Set(days.map(({ day }) => day))].map((day): Effect['days'][number] => ({
        day: new Date(day * dayMs).toISOString().slice(0, 10),
        value: values.get(day) ?? null,
        control: controls.get(day) ?? null,
        expected: expected.get(day) ?? null,
      })),
    },
  };
}
