import { Inject, Injectable } from '@nestjs/common';
import type { ContractLine, listContracts } from '@scenario-lab/contracts/contracts-list';
import type { Answer, Received } from '@scenario-lab/contracts/route';
import { readPage, type SortKey, Where } from '@scenario-lab/db/core/page';
import { json, word } from '@scenario-lab/db/core/rows';
import type { Database } from '@scenario-lab/db/database';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { z } from 'zod';
import { anywhere } from '../http/id-page.js';
import { DATABASE } from '../http/tokens.js';
import { delisted } from './grants.query.js';

type Query = Received<typeof listContracts>['query'];
type Row = Omit<ContractLine, 'dataset' | 'lastUsedAt'> & {
  dataset_id: string;
  dataset_title: ContractLine['dataset']['title'] | null;
  last_used_at: Date | null;
};

/** A lapse nobody has noted yet is one. */
const status = `CASE WHEN g.status = 'active' AND g.expires < current_date THEN 'expired' ELSE g.status END`;
const owner = 'coalesce(d.owner_id, r.owner_id)';
const select = `g.id, g.dataset_id, coalesce(d.listed, d.card)->'title' AS dataset_title, ${status} AS status,
  jsonb_build_object('id', o.id, 'name', o.name) AS owner, jsonb_build_object('id', t.id, 'name', t.name) AS grantee,
  g.purpose_kind AS "purposeKind", g.expires::text AS until, g.used, g.uses,
  CASE WHEN g.status = 'active' AND g.expires >= current_date THEN g.expires - current_date END AS left,
  ledger.logged, ledger.last_used_at,
  (SELECT w.expires::text FROM grant_terms w WHERE w.grant_id = g.id AND w.agreed_at IS NULL AND w.declined_at IS NULL
     AND w.withdrawn_at IS NULL) AS "renewalUntil"`;
const from = `access_grant g LEFT JOIN dataset d ON d.id = g.dataset_id LEFT JOIN access_request r ON r.id = g.request_id
  JOIN organisation o ON o.id = ${owner} JOIN organisation t ON t.id = g.organisation_id
  CROSS JOIN LATERAL (SELECT count(*)::int AS logged, max(u.at) AS last_used_at FROM data_use u WHERE u.grant_id = g.id) AS ledger`;
const keys: Record<Query['sort'], SortKey> = {
  // Its id tells when it came to be.
  newest: { sql: "coalesce(uuid_extract_timestamp(g.id), 'epoch')", type: 'timestamptz' },
  ending: { sql: 'g.expires', type: 'date', ascending: true },
  used: { sql: 'g.used', type: 'numeric' },
};

const Shape = z.object({
  id: z.string(),
  used: z.number(),
  owner: json<Row['owner']>(),
  status: word<Row['status']>(),
  until: z.string(),
  left: z.number().nullable(),
  grantee: json<Row['grantee']>(),
  purposeKind: word<Row['purposeKind']>(),
  uses: z.number().nullable(),
  logged: z.number(),
  renewalUntil: z.string().nullable(),
  dataset_id: z.string(),
  dataset_title: json<ContractLine['dataset']['title']>().nullable(),
  last_used_at: z.date().nullable(),
});

/** Contracts by line. Row-level security shows those one is a side of, and the lab all of them. */
@Injectable()
export class ContractsQuery {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  list(actor: SignedIn, query: Query): Promise<Answer<typeof listContracts>> {
    return this.database.asActor(actor, async (tx) => {
      const where = new Where();
      if (query.side === 'held') where.and('g.organisation_id = ?', actor.organisationId);
      if (query.side === 'given') where.and(`${owner} = ?`, actor.organisationId);
      if (query.status) where.and(`${status} = ?`, query.status);
      if (query.purposeKind) where.and('g.purpose_kind = ?', query.purposeKind);
      if (query.due === 'soon')
        where.and("g.status = 'active' AND g.expires BETWEEN current_date AND current_date + 30");
      if (query.due === 'waiting')
        where.and(`EXISTS (SELECT 1 FROM grant_terms w WHERE w.grant_id = g.id AND w.agreed_at IS NULL
          AND w.declined_at IS NULL AND w.withdrawn_at IS NULL)`);
      if (query.q) {
        const words = anywhere(query.q);
        where.and(
          "(coalesce(d.listed, d.card)->'title')::text ILIKE ? OR o.name::text ILIKE ? OR t.name::text ILIKE ?",
          words,
          words,
          words,
        );
      }
      const page = await readPage(tx, {
        row: Shape,
        select,
        from,
        id: 'g.id',
        where,
        key: keys[query.sort],
        page: query,
      });
      return { items: page.rows.map(line), next: page.next, total: page.total };
    });
  }
}

const line = ({ dataset_id, dataset_title, last_used_at, ...row }: Row): ContractLine => ({
  id: row.id,
  dataset: { id: dataset_id, title: dataset_title ?? delisted },
  owner: row.owner,
  grantee: row.grantee,
  status: row.status,
  purposeKind: row.purposeKind,
  until: row.until,
  left: row.left,
  used: row.used,
  uses: row.uses,
  logged: row.logged,
  lastUsedAt: last_used_at?.toISOString() ?? null,
  renewalUntil: row.renewalUntil,
});
