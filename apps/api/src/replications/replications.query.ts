import { Inject, Injectable } from '@nestjs/common';
import type { listReplications, Replication } from '@scenario-lab/contracts/cases';
import type { Received } from '@scenario-lab/contracts/route';
import { readPage, Where } from '@scenario-lab/db/core/page';
import { json, word } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { readRunRows } from '@scenario-lab/db/runs/run-row.queries';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { z } from 'zod';
import { anywhere } from '../http/id-page.js';
import { DATABASE } from '../http/tokens.js';
import {
  holdReplication,
  type ReplicationRecord,
  replicationColumns,
  replicationFrom,
  replicationOf,
} from './replication-record.js';

const ReplicationRecordRow = z.object({
  id: z.string(),
  status: word<ReplicationRecord['status']>(),
  case: json<ReplicationRecord['case']>(),
  foreign_pack_id: z.string().nullable(),
  source_id: z.string().nullable(),
  certified_version_id: z.string().nullable(),
  adopter: json<ReplicationRecord['adopter']>(),
  vendor: json<ReplicationRecord['vendor']>(),
  names_told: z.boolean(),
  names_agreed: z.boolean(),
  purpose: z.string(),
  context_difference: json<NonNullable<ReplicationRecord['context_difference']>>().nullable(),
  benchmark: json<NonNullable<ReplicationRecord['benchmark']>>().nullable(),
  algorithm_version_id: z.string().nullable(),
  origin: json<{ metric: string; value: number }[]>(),
  updated_at: z.date(),
});

@Injectable()
export class ReplicationsQuery {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  list(actor: SignedIn, filter: Received<typeof listReplications>['query']) {
    return this.database.asActor(actor, async (tx) => {
      const where = new Where().and(`r.status <> 'new'`);
      if (filter.status) where.and('r.status = ?', filter.status);
      if (filter.q) {
        const text = anywhere(filter.q);
        where.and(
          `c.title::text ILIKE ? OR f.content->'case.json'->>'title' ILIKE ? OR ad.name::text ILIKE ?`,
          text,
          text,
          text,
        );
      }
      const { rows, next, total } = await readPage(tx, {
        row: ReplicationRecordRow,
        select: replicationColumns,
        from: replicationFrom,
        counted: filter.q ? undefined : 'replication r',
        id: 'r.id',
        where,
        key: { sql: 'r.updated_at', type: 'timestamptz' },
        page: filter,
      });
      const items: Replication[] = [];
      for (const row of rows) items.push(await whole(tx, actor, row));
      return { items, next, total };
    });
  }

  read(actor: SignedIn, id: string): Promise<Replication> {
    return this.database.asActor(actor, async (tx) =>
      whole(tx, actor, await holdReplication(tx, actor, id, 'replication.read')),
    );
  }
}

/** Runs there are only once a benchmark of the adopter's was chosen. */
async function whole(tx: Tx, actor: SignedIn, record: ReplicationRecord): Promise<Replication> {
  const runs =
    record.algorithm_version_id === null ? [] : await readRunRows(tx, actor, { replicationId: record.id });
  return replicationOf(record, actor, runs);
}
