import { Inject, Injectable } from '@nestjs/common';
import type { PilotLive } from '@scenario-lab/contracts/pilot-live';
import { pilotMachine } from '@scenario-lab/contracts/pilots/pilot.machine';
import { queryOne, queryRows, word } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { type LastValue, siteLight } from '@scenario-lab/domain/pilots/site-light';
import { z } from 'zod';
import { DATABASE } from '../http/tokens.js';
import { holdPilot } from './pilot-record.js';
import { standsSql } from './point-rules.js';

const endedStatuses = new Set<string>(
  pilotMachine.statuses.filter((status) => !(pilotMachine.live as readonly string[]).includes(status)),
);

const ReadRow = z.object({
  site: z.string(),
  count: z.number(),
});

const ReadRow2 = z.object({
  quarantined: z.number(),
});

/** What happens at a pilot now: of the last week and the last of each site. */
@Injectable()
export class LiveQuery {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  read(actor: SignedIn, id: string): Promise<PilotLive> {
    return this.database.asActor(actor, async (tx) => {
      const pilot = await holdPilot(tx, actor, id, 'pilot.read');
      const now = Date.now();
      const last = await lastValues(tx, id);
      // Nobody is silent after the end: what the sites sent last is judged as it was then.
      const judged = endedStatuses.has(pilot.status) ? Math.max(0, ...last.map(({ at }) => at)) : now;
      const days = await lastDays(tx, id);
      const tickets = await queryRows(
        tx,
        ReadRow,
        `SELECT site, count(*)::int AS count FROM ticket WHERE pilot_id = $1 AND status NOT IN ('new', 'closed')
           AND merged_into IS NULL AND site IS NOT NULL GROUP BY site`,
        [id],
      );
      const { quarantined } = await queryOne(
        tx,
        ReadRow2,
        'SELECT count(*)::int AS quarantined FROM quarantined_point WHERE pilot_id = $1 AND decision IS NULL',
        [id],
      );
      const kpis = [...new Set(days.map(({ kpi_id }) => kpi_id))];
      return {
        at: new Date(now).toISOString(),
        quarantined,
        kpis: kpis.map((kpi) => {
          const [newest] = last.filter(({ kpiId }) => kpiId === kpi).sort((one, other) => other.at - one.at);
          return {
            id: kpi,
            last: newest
              ? { at: new Date(newest.at).toISOString(), value: newest.value, site: newest.site || null }
              : null,
            days: days
              .filter(({ kpi_id }) => kpi_id === kpi)
              .map(({ day, value, points }) => ({ day, value, points })),
          };
        }),
        sites: pilot.sites.map((site) => {
          const { light, lastAt, because } = siteLight(
            last.filter((value) => value.site === site),
            judged,
          );
          return {
            site,
            light,
            because,
            lastAt: lastAt === null ? null : new Date(lastAt).toISOString(),
            tickets: tickets.find((one) => one.site === site)?.count ?? 0,
          };
        }),
      };
    });
  }
}

type LastValuesAnswer = LastValue & { site: string };

const LastValuesRow = z.object({
  kpiId: z.string(),
  at: z.number(),
  value: z.number(),
  target: z.number(),
  direction: word<LastValuesAnswer['direction']>(),
  site: z.string(),
});

/** By indicator and site the newest point that counts: its moment is in the sums, its value is looked up there. */
function lastValues(tx: Tx, pilotId: string): Promise<(LastValue & { site: string })[]> {
  return queryRows(
    tx,
    LastValuesRow,
    `SELECT k.id AS "kpiId", newest.site, o.value, (extract(epoch FROM newest.at) * 1000)::float8 AS at, k.target,
       k.criterion->>'direction' AS direction
     FROM kpi k
       JOIN (SELECT kpi_id, site, max(last_at) AS at FROM field_days($1)
         WHERE source <> 'self_reported' GROUP BY 1, 2) AS newest
         ON newest.kpi_id = k.id
       JOIN observation o ON o.pilot_id = $1 AND o.kpi_id = k.id AND NOT o.self_reported AND o.site = newest.site
         AND o.at = newest.at AND ${standsSql}
     WHERE k.pilot_id = $1 ORDER BY k.id, newest.site`,
    [pilotId],
  );
}

const LastDaysRow = z.object({
  kpi_id: z.string(),
  day: z.string(),
  value: z.number().nullable(),
  points: z.number(),
});

/**
 * Means of the lab's days (the session's time zone), for every indicator in its order; gaps stay gaps. Of a pilot that has
 * ended the last week in which something came.
 */
function lastDays(
  tx: Tx,
  pilotId: string,
): Promise<{ kpi_id: string; day: string; value: number | null; points: number }[]> {
  return queryRows(
    tx,
    LastDaysRow,
    `SELECT k.id AS kpi_id, d.day::date::text AS day, sum(s.total) / sum(s.points) AS value,
       coalesce(sum(s.points), 0)::int AS points
     FROM kpi k JOIN pilot p ON p.id = k.pilot_id
       CROSS JOIN (SELECT CASE WHEN status = ANY($2) THEN
           least(coalesce((SELECT max(day) FROM field_days($1) WHERE source <> 'self_reported'), until_day), current_date)
         ELSE current_date END AS day FROM pilot WHERE id = $1) AS last
       CROSS JOIN generate_series(last.day - 6, last.day, interval '1 day') AS d (day)
       LEFT JOIN field_days($1) s ON s.kpi_id = k.id AND s.day = d.day::date AND s.source <> 'self_reported'
       -- Control sites are no part of what is shown as today's figure.
       AND NOT coalesce(p.design->'controls' ? s.site, false)
     WHERE k.pilot_id = $1 GROUP BY k.id, k.position, d.day ORDER BY k.position, k.id, d.day`,
    [pilotId, [...endedStatuses]],
  );
}
