import type { Criterion } from '@scenario-lab/contracts/metrics';
import type { Kpi } from '@scenario-lab/contracts/pilots';
import type { CriterionVerdict } from '@scenario-lab/contracts/runs';
import { json, queryRow, queryRows } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import { aggregateFor } from '@scenario-lab/domain/pilots/aggregate';
import { type DriftWatch, watchDrift } from '@scenario-lab/domain/pilots/field-drift';
import {
  type FieldValue,
  fieldValueOf,
  gapOf,
  type LabToFieldGap,
  type Observation,
} from '@scenario-lab/domain/pilots/lab-to-field';
import { reaches } from '@scenario-lab/domain/scenarios/criterion';
import { z } from 'zod';
import { countsSql, witnessedSql } from './point-rules.js';

/** The run a pilot rests on: approved with every must passed, the certified one first. */
export const LabRun = z.object({
  algorithm_version_id: z.string(),
  criteria: json<z.infer<typeof CriterionVerdict>[]>(),
  certificate_id: z.string().nullable(),
  certificate: z.string().nullable(),
  certificate_status: z.string().nullable(),
  /** Before this nothing puts the certificate in doubt: it was given on newer rows, or a doubt was cleared then. */
  trusted_from: z.date().nullable(),
});
export type LabRun = z.output<typeof LabRun>;

export interface KpiFigures {
  id: string;
  criterion: Criterion;
  name: Kpi['name'];
  unit: string;
  baseline: number | null;
  target: number;
  /** Declared; at least one is always needed. */
  observations: number;
  plausible: Kpi['plausible'];
  counted: number;
  selfReported: number;
  witnessed: number;
  field: FieldValue | null;
  lab: Kpi['lab'];
  gap: LabToFieldGap | null;
  reached: boolean | null;
  /** Of the points read, of those `trusted_from` on where a certificate is asked about. */
  drift: DriftWatch | null;
}

/** In the rounded edition, for both sides read the same page and a published case carries the figures on. */
export async function readLabRun(tx: Tx, engagementId: string): Promise<LabRun | null> {
  const run = await queryRow(
    tx,
    LabRun,
    `SELECT r.algorithm_version_id, x.body->'criteria' AS criteria, c.id AS certificate_id, c.number AS certificate,
       c.status AS certificate_status,
       greatest(
         (SELECT max(v.at) FROM event v WHERE v.thing_id = c.id AND v.event IN ('certificate.cleared', 'certificate.reinstated')),
         (SELECT c.issued_at WHERE EXISTS (SELECT 1 FROM run b JOIN certificate d ON d.run_id = b.id
           WHERE b.engagement_id = r.engagement_id AND b.id <> r.id AND d.issued_at < c.issued_at))) AS trusted_from
     FROM run r JOIN result x ON x.run_id = r.id AND x.edition = 'vendor'
       LEFT JOIN certificate c ON c.run_id = r.id AND c.status <> 'new'
     WHERE r.engagement_id = $1 AND r.split = 'hidden' AND r.status = 'approved' AND r.verdict = 'pass'
     ORDER BY c.id IS NOT NULL DESC, r.ended_at DESC LIMIT 1`,
    [engagementId],
  );
  return run ?? null;
}

type KpiRecord = Pick<
  KpiFigures,
  | 'id'
  | 'criterion'
  | 'name'
  | 'unit'
  | 'baseline'
  | 'target'
  | 'observations'
  | 'plausible'
  | 'selfReported'
  | 'witnessed'
>;

const KpiRecordRow = z.object({
  target: z.number(),
  id: z.string(),
  name: json<KpiRecord['name']>(),
  baseline: z.number().nullable(),
  unit: z.string(),
  criterion: json<KpiRecord['criterion']>(),
  observations: z.number(),
  plausible: json<NonNullable<KpiRecord['plausible']>>().nullable(),
  selfReported: z.number(),
  witnessed: z.number(),
});

/**
 * Every indicator of a pilot against the lab, in the order of the plan: of all points that count, or of those alone that
 * a site's device sent or the lab has confirmed.
 */
export async function readKpiFigures(
  tx: Tx,
  pilotId: string,
  lab: LabRun | null,
  which: 'counting' | 'witnessed' = 'counting',
): Promise<KpiFigures[]> {
  const kpis = await queryRows(
    tx,
    KpiRecordRow,
    `SELECT k.id, k.criterion, k.name, k.unit, k.baseline, k.target, k.observations, k.plausible,
       coalesce(sums.own, 0)::int AS "selfReported", coalesce(sums.witnessed, 0)::int AS witnessed
     FROM kpi k LEFT JOIN (
         SELECT kpi_id, sum(points) FILTER (WHERE source = 'self_reported') AS own, sum(points) FILTER (WHERE witnessed AND in_effect(p.design, site, day)) AS witnessed
         FROM field_days($1) CROSS JOIN pilot p WHERE p.id = $1 GROUP BY kpi_id) AS sums ON sums.kpi_id = k.id
     WHERE k.pilot_id = $1 ORDER BY k.position`,
    [pilotId],
  );
  const days =
    which === 'witnessed'
      ? await readDays(tx, pilotId, true, lab?.trusted_from)
      : await readDays(tx, pilotId, false);
  return kpis.map((kpi) => figuresOf(kpi, days.get(kpi.id) ?? [], lab));
}

const Day = z.object({
  kpi_id: z.string(),
  day: z.number(),
  points: z.number(),
  mean: z.number(),
  mean_square: z.number(),
  worst: z.number(),
});
type Day = z.output<typeof Day>;

/**
 * A day of the lab's is the block of the field value, and its sums are kept. `from` may lie within a day: of that one the
 * points themselves are summed up.
 */
async function readDays(
  tx: Tx,
  pilotId: string,
  witnessed: boolean,
  from: Date | null = null,
): Promise<Map<string, Day[]>> {
  // What moves a certificate is measured of its version; what counts for acceptance, where it is in effect.
  const there = (site: string, day: string) =>
    `${witnessed ? 'measures_version' : 'in_effect'}(p.design, ${site}, ${day})`;
  const rows = await queryRows(
    tx,
    Day,
    `SELECT kpi_id, day - date '1970-01-01' AS day, sum(points)::int AS points, sum(total) / sum(points) AS mean,
       sum(squares) / sum(points) AS mean_square, max(most) AS worst
     FROM (
       SELECT d.kpi_id, d.day, d.points, d.total, d.squares, d.most FROM pilot p CROSS JOIN field_days($1) d
       WHERE p.id = $1 AND ${there('d.site', 'd.day')} AND d.source <> 'self_reported' AND (d.witnessed OR NOT $3)
         AND ($2::timestamptz IS NULL OR d.day > $2::timestamptz::date)
       UNION ALL
       SELECT o.kpi_id, o.at::date, count(*), sum(o.value), sum(o.value * o.value), max(o.value) FROM pilot p JOIN observation o ON o.pilot_id = p.id
       WHERE p.id = $1 AND ${there('o.site', 'o.at::date')} AND o.at >= $2::timestamptz AND o.at < ($2::timestamptz::date + 1)::timestamptz AND ${countsSql}
         AND (${witnessedSql} OR NOT $3)
       GROUP BY 1, 2) AS part
     GROUP BY 1, 2 ORDER BY 1, 2`,
    [pilotId, from, witnessed],
  );
  const days = new Map<string, Day[]>();
  for (const row of rows) {
    const known = days.get(row.kpi_id);
    if (known) known.push(row);
    else days.set(row.kpi_id, [row]);
  }
  return days;
}

function figuresOf(kpi: KpiRecord, days: readonly Day[], run: LabRun | null): KpiFigures {
  const aggregate = aggregateFor(kpi.criterion.metric);
  const figure: Record<typeof aggregate, (day: Day) => number> = {
    mean: (day) => day.mean,
    root_mean_square: (day) => Math.sqrt(day.mean_square),
    max: (day) => day.worst,
  };
  const blocks = days.map(
    (day): Observation => ({ at: day.day * 86_400_000, value: figure[aggregate](day), source: 'csv' }),
  );
  const field = fieldValueOf(blocks, aggregate);
  const measured = run?.criteria.find(({ criterion }) => measuresTheSame(criterion, kpi.criterion));
  const lab =
    run && measured && measured.value !== null
      ? { value: measured.value, interval: measured.interval, certificate: run.certificate }
      : null;
  const { direction } = kpi.criterion;
  return {
    ...kpi,
    counted: days.reduce((sum, day) => sum + day.points, 0),
    field,
    lab,
    gap: field && lab ? gapOf(direction, lab, field) : null,
    reached: field ? reaches({ direction, threshold: kpi.target }, field.value) : null,
    drift: lab
      ? watchDrift(
          direction,
          lab,
          days.map((day) => ({ day: day.day, value: figure[aggregate](day) })),
        )
      : null,
  };
}

/** An exam that asked something else under the same id says nothing of the need's criterion. */
function measuresTheSame(one: Criterion, other: Criterion): boolean {
  return (
    one.id === other.id &&
    one.metric === other.metric &&
    one.direction === other.direction &&
    one.slice?.column === other.slice?.column &&
    one.slice?.value === other.slice?.value
  );
}
