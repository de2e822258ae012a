import { Inject, Injectable } from '@nestjs/common';
import type { listObservations, RecordedPoint } from '@scenario-lab/contracts/pilots';
import type { Answer, Received } from '@scenario-lab/contracts/route';
import { readPage, Where } from '@scenario-lab/db/core/page';
import { word } from '@scenario-lab/db/core/rows';
import type { Database } from '@scenario-lab/db/database';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { z } from 'zod';
import { DATABASE } from '../http/tokens.js';
import { holdPilot } from './pilot-record.js';
import { standsSql } from './point-rules.js';

const Row = z.object({
  id: z.string(),
  criterion: z.string(),
  at: z.date(),
  value: z.number(),
  source: word<RecordedPoint['source']>(),
  site: z.string(),
  received_at: z.date(),
  by: z.string().nullable(),
  state: word<RecordedPoint['state']>(),
  ended_at: z.date().nullable(),
  ended_by: z.string().nullable(),
  reason: z.string().nullable(),
  confirmed_at: z.date().nullable(),
  confirmed_by: z.string().nullable(),
  confirmed_on: z.string().nullable(),
});
type Row = z.output<typeof Row>;

const stateSql = `CASE WHEN ${standsSql} THEN 'stands' WHEN o.voided_at IS NULL THEN 'replaced' ELSE 'voided' END`;

/** Every point with its history; both sides and the lab read it. */
@Injectable()
export class ObservationsQuery {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  list(
    actor: SignedIn,
    pilotId: string,
    filter: Received<typeof listObservations>['query'],
  ): Promise<Answer<typeof listObservations>> {
    return this.database.asActor(actor, async (tx) => {
      await holdPilot(tx, actor, pilotId, 'pilot.read');
      const where = new Where().and('o.pilot_id = ?', pilotId);
      if (filter.criterion) where.and('k.criterion_key = ?', filter.criterion);
      if (filter.state) where.and(`${stateSql} = ?`, filter.state);
      const { rows, next, total } = await readPage(tx, {
        row: Row,
        select: `o.id, k.criterion_key AS criterion, o.at, o.value, o.source, o.site, o.received_at,
          person_name(o.recorded_by) AS by, ${stateSql} AS state, coalesce(o.voided_at, o.superseded_at) AS ended_at,
          person_name(coalesce(o.voided_by, n.recorded_by)) AS ended_by, o.reason,
          o.confirmed_at, person_name(o.confirmed_by) AS confirmed_by, o.confirmed_on`,
        from: 'observation o JOIN kpi k ON k.id = o.kpi_id LEFT JOIN observation n ON n.pilot_id = o.pilot_id AND n.id = o.superseded_by',
        // Without a filter by state nothing but the point itself is asked about.
        counted: 'observation o JOIN kpi k ON k.id = o.kpi_id',
        id: 'o.id',
        where,
        key: { sql: 'o.at', type: 'timestamptz' },
        page: filter,
      });
      return { items: rows.map(pointOf), next, total };
    });
  }
}

function pointOf(row: Row): RecordedPoint {
  return {
    id: row.id,
    criterion: row.criterion,
    at: row.at.toISOString(),
    value: row.value,
    source: row.source,
    site: row.site || null,
    receivedAt: row.received_at.toISOString(),
    by: row.by ?? '',
    state: row.state,
    ended: row.ended_at && {
      at: row.ended_at.toISOString(),
      by: row.ended_by ?? '',
      reason: row.reason,
    },
    confirmed: row.confirmed_at && {
      at: row.confirmed_at.toISOString(),
      by: row.confirmed_by ?? '',
      on: row.confirmed_on ?? '',
    },
  };
}
