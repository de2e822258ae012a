import { Inject, Injectable } from '@nestjs/common';
import type { AccessRequest, listAccessRequests } from '@scenario-lab/contracts/access';
import type { ControlGroup } from '@scenario-lab/contracts/control-groups';
import type { Answer, Received } from '@scenario-lab/contracts/route';
import { readPage, Where } from '@scenario-lab/db/core/page';
import { json, queryRow, word } from '@scenario-lab/db/core/rows';
import type { Database } from '@scenario-lab/db/database';
import { readControlGroups } from '@scenario-lab/db/organisations/kinship.queries';
import { accessRequestPolicy, grantPolicy } from '@scenario-lab/domain/access/access.policy';
import { odrlOf } from '@scenario-lab/domain/access/contract';
import { holds, isLab, type SignedIn } from '@scenario-lab/domain/actor';
import { allowed } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { DATABASE } from '../http/tokens.js';

const Row = z.object({
  id: z.string(),
  dataset_id: z.string(),
  dataset_title: json<AccessRequest['dataset']['title']>().nullable(),
  organisation: json<AccessRequest['organisation']>(),
  owner_id: z.string(),
  control_group_id: z.string().nullable(),
  scope: word<AccessRequest['scope']>(),
  purpose_kind: word<AccessRequest['purposeKind']>(),
  methods: json<AccessRequest['methods']>(),
  purpose: z.string(),
  until: z.string(),
  status: word<AccessRequest['status']>(),
  remark: z.string().nullable(),
  created_at: z.date(),
  grant: json<NonNullable<AccessRequest['grant']>>().nullable(),
});
type Row = z.output<typeof Row>;

/** A dataset taken back since is no longer there to name. */
const delisted = { zh: '（数据集已下架）', en: '(dataset no longer listed)' };

const ContractRow = z.object({
  dataset_id: z.string(),
  expires: z.string(),
  methods: json<('download' | 'data_job' | 'compute')[]>(),
  uses: z.number().nullable(),
  purpose_kind: word<'development' | 'evaluation' | 'product' | 'public_service' | 'research'>(),
  terms: z.number(),
  owner: json<{ id: string; name: string }>(),
  grantee: json<{ id: string; name: string }>(),
});

@Injectable()
export class AccessQuery {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  list(
    actor: SignedIn,
    query: Received<typeof listAccessRequests>['query'],
  ): Promise<Answer<typeof listAccessRequests>> {
    return this.database.asActor(actor, async (tx) => {
      const where = new Where();
      if (query.datasetId) where.and('r.dataset_id = ?', query.datasetId);
      if (query.status) where.and('r.status = ?', query.status);
      if (query.q) {
        where.and(
          'r.purpose ILIKE ? OR o.name::text ILIKE ?',
          ...Array(2).fill(`%${query.q.replace(/[\\%_]/g, '\\$&')}%`),
        );
      }
      const page = await readPage(tx, {
        row: Row,
        select: `r.id, r.dataset_id, coalesce(d.listed, d.card)->'title' AS dataset_title, r.owner_id, r.scope, r.purpose_kind, r.methods, r.purpose,
          jsonb_build_object('id', o.id, 'name', o.name, 'verified', o.verified) AS organisation, o.control_group_id, r.until::text, r.status, r.remark, r.created_at,
          (SELECT jsonb_build_object('id', g.id, 'expires', g.expires, 'methods', g.methods, 'uses', g.uses, 'used', g.used, 'status',
             CASE WHEN g.status = 'active' AND g.expires < current_date THEN 'expired' ELSE g.status END)
           FROM access_grant g WHERE g.request_id = r.id) AS grant`,
        from: 'access_request r JOIN organisation o ON o.id = r.organisation_id LEFT JOIN dataset d ON d.id = r.dataset_id',
        counted: query.q ? undefined : 'access_request r',
        id: 'r.id',
        where,
        key: { sql: 'r.created_at', type: 'timestamptz' },
        page: query,
      });
      const groups = new Map((await readControlGroups(tx)).map((group) => [group.id, group]));
      const items = page.rows.map((row) => view(actor, row, groups.get(row.control_group_id ?? '') ?? null));
      return { items, next: page.next, total: page.total };
    });
  }

  /** Row-level security shows a grant to its two sides and to the lab. */
  contract(actor: SignedIn, id: string, lab: string): Promise<Record<string, unknown>> {
    return this.database.asActor(actor, async (tx) => {
      const row = await queryRow(
        tx,
        ContractRow,
        `SELECT g.dataset_id, g.expires::text, g.methods, g.uses, g.purpose_kind, g.terms,
           jsonb_build_object('id', o.id, 'name', coalesce(o.name->>'zh', o.name->>'en')) AS owner,
           jsonb_build_object('id', t.id, 'name', coalesce(t.name->>'zh', t.name->>'en')) AS grantee
         FROM access_grant g JOIN dataset d ON d.id = g.dataset_id JOIN organisation o ON o.id = d.owner_id
           JOIN organisation t ON t.id = g.organisation_id WHERE g.id = $1`,
        [id],
      );
      if (!row) throw new Refusal('not_found', { thing: 'grant', id });
      return odrlOf({
        grantId: id,
        datasetUrl: `${lab}/datasets/${row.dataset_id}`,
        sandboxUrl: `${lab}/#sandbox`,
        owner: row.owner,
        grantee: row.grantee,
        purposeKind: row.purpose_kind,
        methods: row.methods,
        until: row.expires,
        uses: row.uses,
        terms: row.terms,
      });
    });
  }
}

function view(actor: SignedIn, row: Row, group: ControlGroup | null): AccessRequest {
  const sides = { ownerOrganisationId: row.owner_id, requesterOrganisationId: row.organisation.id };
  const decides = actor.organisationId === row.owner_id || isLab(actor) || holds(actor, ['observer']);
  const grantDeeds = row.grant
    ? allowed(grantPolicy, actor, {
        status: row.grant.status,
        ownerOrganisationId: row.owner_id,
        granteeOrganisationId: row.organisation.id,
        proposedById: null,
      }).filter((action) => action === 'grant.revoke')
    : [];
  const title = row.dataset_title;
  return {
    id: row.id,
    dataset: { id: row.dataset_id, title: title ?? delisted },
    organisation: row.organisation,
    group: decides ? group : null,
    scope: row.scope,
    purposeKind: row.purpose_kind,
    methods: row.methods,
    purpose: row.purpose,
    until: row.until,
    status: row.status,
    remark: row.remark,
    createdAt: row.created_at.toISOString(),
    grant: row.grant,
    allowed: [
      ...allowed(accessRequestPolicy, actor, {
        status: row.status,
        requesterVerified: row.organisation.verified,
        ...sides,
      }),
      ...grantDeeds,
    ],
  };
}
