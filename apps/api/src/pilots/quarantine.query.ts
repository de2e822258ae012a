import { Inject, Injectable } from '@nestjs/common';
import type { listQuarantine, QuarantinedPoint } from '@scenario-lab/contracts/pilot-quarantine';
import type { Answer, Received } from '@scenario-lab/contracts/route';
import { readPage, Where } from '@scenario-lab/db/core/page';
import { word } from '@scenario-lab/db/core/rows';
import type { Database } from '@scenario-lab/db/database';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { z } from 'zod';
import { DATABASE } from '../http/tokens.js';
import { holdPilot } from './pilot-record.js';

const Row = z.object({
  at: z.date(),
  site: z.string(),
  received_at: z.date(),
  by: z.string().nullable(),
  decision: word<'released' | 'dropped'>().nullable(),
  decided_at: z.date().nullable(),
  decided_by: z.string().nullable(),
  remark: z.string().nullable(),
  value: z.number(),
  id: z.string(),
  reason: word<QuarantinedPoint['reason']>(),
  detail: z.string(),
  criterion: z.string(),
  source: word<QuarantinedPoint['source']>(),
});

type Row = z.output<typeof Row>;

/** What was kept apart, with why and what became of it; both sides and the lab read it. */
@Injectable()
export class QuarantineQuery {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  list(
    actor: SignedIn,
    pilotId: string,
    filter: Received<typeof listQuarantine>['query'],
  ): Promise<Answer<typeof listQuarantine>> {
    return this.database.asActor(actor, async (tx) => {
      await holdPilot(tx, actor, pilotId, 'pilot.read');
      const where = new Where().and('q.pilot_id = ?', pilotId);
      where.and(filter.state === 'open' ? 'q.decision IS NULL' : 'q.decision IS NOT NULL');
      const { rows, next, total } = await readPage(tx, {
        row: Row,
        select: `q.id, k.criterion_key AS criterion, q.at, q.value, q.source, q.site, q.reason, q.detail, q.received_at,
          person_name(q.recorded_by) AS by, q.decision, q.decided_at, person_name(q.decided_by) AS decided_by, q.remark`,
        from: 'quarantined_point q JOIN kpi k ON k.id = q.kpi_id',
        id: 'q.id',
        where,
        key: { sql: 'q.at', type: 'timestamptz' },
        page: filter,
      });
      return { items: rows.map(pointOf), next, total };
    });
  }
}

function pointOf(row: Row): QuarantinedPoint {
  const { id, criterion, value, source, reason, detail } = row;
  return {
    ...{ id, criterion, value, source, reason, detail },
    at: row.at.toISOString(),
    site: row.site || null,
    receivedAt: row.received_at.toISOString(),
    by: row.by ?? '',
    decided: row.decision &&
      row.decided_at && {
        how: row.decision,
        at: row.decided_at.toISOString(),
        by: row.decided_by ?? '',
        reason: row.remark ?? '',
      },
  };
}
