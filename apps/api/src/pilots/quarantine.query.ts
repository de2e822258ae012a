import { Inject, Injectable } from '@nestjs/common';
import type { listQuarantine, QuarantinedPoint } from '@scenario-lab/contracts/pilot-quarantine';
import type { Answer, Received } from '@scenario-lab/contracts/route';
import { readPage, Where } from '@scenario-lab/db/core/page';
import type { Database } from '@scenario-lab/db/database';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { DATABASE } from '../http/tokens.js';
import { holdPilot } from './pilot-record.js';

interface Row extends Pick<QuarantinedPoint, 'id' | 'criterion' | 'value' | 'source' | 'reason' | 'detail'> {
  at: Date;
  site: string;
  received_at: Date;
  by: string | null;
  decision: 'released' | 'dropped' | null;
  decided_at: Date;
  decided_by: string | null;
  remark: string;
}

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
      const { rows, next, total } = await readPage<Row>(tx, {
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
    decided: row.decision && {
      how: row.decision,
      at: row.decided_at.toISOString(),
      by: row.decided_by ?? '',
      reason: row.remark,
    },
  };
}
