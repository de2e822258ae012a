import type { Kpi } from '@scenario-lab/contracts/pilots';
import { queryRows, word } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import { z } from 'zod';
import { countsSql, standsSql } from './point-rules.js';

/** Points drawn per indicator; a longer series is averaged into as many. */
const drawn = 500;
/** Above so many sums by hour, days say what can be drawn. */
const mostHours = 20_000;

const ReadSeriesRow = z.object({
  id: z.string(),
  points: z.number(),
  hours: z.number(),
});

type ReadSeriesAnswer = Omit<Kpi['series'][number], 'at'> & { kpi_id: string; at: Date };

const ReadSeriesRow2 = z.object({
  value: z.number(),
  source: word<ReadSeriesAnswer['source']>(),
  site: z.string().nullable(),
  kpi_id: z.string(),
  at: z.date(),
});

/**
 * In order of time; sources are never averaged together, for one of them does not count. Few points are drawn as they are,
 * of many the sums of their hours, and of very many those of their days: what is read does not grow with what came in.
 */
export async function readSeries(tx: Tx, pilotId: string): Promise<Map<string, Kpi['series']>> {
  const kpis = await queryRows(
    tx,
    ReadSeriesRow,
    `SELECT d.kpi_id AS id, sum(d.points)::int AS points, sum(least(d.points, 24))::int AS hours FROM field_days($1) d
     GROUP BY 1`,
    [pilotId],
  );
  const which = (fits: (kpi: (typeof kpis)[number]) => boolean) => kpis.filter(fits).map(({ id }) => id);
  const rows = await queryRows(
    tx,
    ReadSeriesRow2,
    `WITH part AS (
       SELECT kpi_id, source, site, at, value AS total, 1 AS points FROM observation o
       WHERE pilot_id = $1 AND kpi_id = ANY($3) AND (${countsSql} OR (o.self_reported AND ${standsSql}))
       UNION ALL SELECT kpi_id, source, site, hour, total, points FROM field_hours($1) WHERE kpi_id = ANY($4)
       UNION ALL SELECT kpi_id, source, site, day::timestamptz, total, points FROM field_days($1) WHERE kpi_id = ANY($5)),
     numbered AS (
       SELECT *, row_number() OVER (PARTITION BY kpi_id, source ORDER BY at, site) - 1 AS place,
         count(*) OVER (PARTITION BY kpi_id, source) AS of_source, count(*) OVER (PARTITION BY kpi_id) AS of_all
       FROM part),
     grouped AS (
       SELECT *, CASE WHEN of_all <= $2 THEN place
         -- Four sources of at most one point more than their share stay within what is drawn.
         ELSE place * (($2 - 4) * of_source / of_all + 1) / of_source END AS bucket FROM numbered)
     SELECT kpi_id, source, min(at) AS at, sum(total) / sum(points) AS value,
       CASE WHEN min(site) = max(site) THEN nullif(min(site), '') END AS site
     FROM grouped GROUP BY kpi_id, source, bucket ORDER BY kpi_id, min(at)`,
    [
      pilotId,
      drawn,
      which(({ points }) => points <= drawn),
      which(({ points, hours }) => points > drawn && hours <= mostHours),
      which(({ points, hours }) => points > drawn && hours > mostHours),
    ],
  );
  const series = new Map<string, Kpi['series']>();
  for (const { kpi_id, at, value, source, site } of rows) {
    const points = series.get(kpi_id) ?? [];
    points.push({ at: at.toISOString(), value, source, site });
    series.set(kpi_id, points);
  }
  return series;
}
