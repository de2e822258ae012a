import { Inject, Injectable } from '@nestjs/common';
import type { DataRequest, listDataRequests } from '@scenario-lab/contracts/data-requests';
import type { Answer, Received } from '@scenario-lab/contracts/route';
import { countFacet, readPage, type SortKey, Where } from '@scenario-lab/db/core/page';
import { json, queryRow, queryRows, word } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import type { Actor } from '@scenario-lab/domain/actor';
import { dataRequestPolicy } from '@scenario-lab/domain/data-requests/data-requests.policy';
import { allowed } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { anywhere } from '../http/id-page.js';
import { DATABASE } from '../http/tokens.js';
import {
  DataRequestRecord,
  isVerified,
  knowsOwner,
  requestColumns,
  requestFactsOf,
  requestRowOf,
  routedTo,
} from './data-request-record.js';

type Filter = Received<typeof listDataRequests>['query'];
const from = 'data_request r';
const sorts: Record<NonNullable<Filter['sort']>, SortKey> = {
  votes: { sql: 'r.votes::numeric', type: 'numeric' },
  newest: { sql: 'r.created_at', type: 'timestamptz' },
  waiting: { sql: 'r.created_at', type: 'timestamptz', ascending: true },
};

type ReadAnswer = DataRequestRecord & More;

const ReadRow = z.object({
  id: z.string(),
  status: word<ReadAnswer['status']>(),
  title: json<ReadAnswer['title']>(),
  purpose: json<ReadAnswer['purpose']>(),
  field: word<ReadAnswer['field']>(),
  region: z.string().nullable(),
  votes: z.number(),
  claimant_id: z.string().nullable(),
  claimant: json<NonNullable<ReadAnswer['claimant']>>().nullable(),
  created_at: z.date(),
  fulfilled_at: z.date().nullable(),
  owner_id: z.string().nullable(),
  voted: z.boolean(),
  wanted: json<DataRequest['wanted']>(),
  reason: z.string().nullable(),
  claimed_at: z.date().nullable(),
  scenario_id: z.string().nullable(),
  merged_into: z.string().nullable(),
  dataset_id: z.string().nullable(),
  dataset_version_id: z.string().nullable(),
});

const ReadRow2 = z.object({
  id: z.string(),
  title: json<{ zh?: string | undefined; en?: string | undefined }>(),
});

@Injectable()
export class DataRequestsQuery {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  list(actor: Actor, filter: Filter): Promise<Answer<typeof listDataRequests>> {
    return this.database.asActor(actor, async (tx) => {
      const { rows, next, total } = await readPage(tx, {
        row: DataRequestRecord,
        select: requestColumns(actor),
        from,
        id: 'r.id',
        where: whereOf(actor, filter),
        key: sorts[filter.sort ?? 'votes'],
        page: filter,
      });
      // Each counted as if it were not chosen itself.
      const facet = (name: 'status' | 'field' | 'region') =>
        countFacet(tx, {
          from,
          where: whereOf(actor, { ...filter, [name]: undefined }, name === 'status'),
          column: `r.${name}`,
        });
      return {
        items: rows.map((row) => requestRowOf(row, actor)),
        next,
        total,
        facets: { status: await facet('status'), field: await facet('field'), region: await facet('region') },
      };
    });
  }

  read(actor: Actor, id: string): Promise<DataRequest> {
    return this.database.asActor(actor, async (tx) => {
      const record = await queryRow(
        tx,
        ReadRow,
        `SELECT ${requestColumns(actor)}, r.wanted, r.reason, r.claimed_at, r.scenario_id, r.merged_into, r.dataset_id, r.dataset_version_id
         FROM ${from} WHERE r.id = $1 AND r.status <> 'new'`,
        [id],
      );
      if (!record) throw new Refusal('not_found', { thing: 'data_request', id });
      const verified = actor !== 'anonymous' && (await isVerified(tx, actor));
      return {
        ...requestRowOf(record, actor),
        wanted: record.wanted,
        owner: knowsOwner(actor, record.owner_id) ? await ownerOf(tx, record.owner_id) : null,
        routedTo: routedTo(record, actor),
        scenario: await needOf(tx, record.scenario_id),
        reason: record.status === 'declined' ? record.reason : null,
        mergedInto: await titled(tx, record.merged_into),
        merged: await queryRows(
          tx,
          ReadRow2,
          'SELECT id, title FROM data_request WHERE merged_into = $1 ORDER BY created_at, id',
          [id],
        ),
        dataset: record.status === 'fulfilled' ? await dataOf(tx, record.dataset_version_id) : null,
        claimedAt: record.claimed_at && record.status !== 'routed' ? record.claimed_at.toISOString() : null,
        allowed: allowed(dataRequestPolicy, actor, requestFactsOf(record, verified)),
      };
    });
  }
}

interface More {
  wanted: DataRequest['wanted'];
  reason: string | null;
  claimed_at: Date | null;
  scenario_id: string | null;
  merged_into: string | null;
  dataset_id: string | null;
  dataset_version_id: string | null;
}

/** What came to nothing, or lives on in another, is found by asking for it. */
function whereOf(actor: Actor, filter: Partial<Filter>, anyStatus = false): Where {
  const where = new Where().and("r.status <> 'new'");
  const organisation = actor === 'anonymous' ? null : actor.organisationId;
  if (filter.status) where.and('r.status = ?', filter.status);
  else if (!filter.scope && !anyStatus) where.and("r.status IN ('open', 'routed', 'claimed', 'fulfilled')");
  if (filter.field) where.and('r.field = ?', filter.field);
  if (filter.region) where.and('r.region = ?', filter.region);
  if (filter.scenarioId) where.and('r.scenario_id = ?', filter.scenarioId);
  if (filter.scope && organisation === null) where.and('false');
  else if (filter.scope === 'mine') where.and('r.owner_id = ?', organisation);
  else if (filter.scope === 'voted')
    where.and(
      'EXISTS (SELECT 1 FROM data_request_vote v WHERE v.data_request_id = r.id AND v.organisation_id = ?)',
      organisation,
    );
  else if (filter.scope === 'claimed') where.and('r.claimant_id = ?', organisation);
  if (filter.q) {
    const text = anywhere(filter.q);
    where.and(
      `r.title::text ILIKE ? OR r.purpose::text ILIKE ?
       OR EXISTS (SELECT 1 FROM jsonb_array_elements(r.wanted) w WHERE w->>'name' ILIKE ? OR w->>'note' ILIKE ?)`,
      ...[text, text, text, text],
    );
  }
  return where;
}

const OwnerOfRow = z.object({
  id: z.string(),
  name: json<{ zh?: string | undefined; en?: string | undefined }>(),
});

async function ownerOf(tx: Tx, id: string | null): Promise<DataRequest['owner']> {
  const owner = await queryRow(tx, OwnerOfRow, 'SELECT id, name FROM organisation WHERE id = $1', [id]);
  return owner ?? null;
}

const NeedOfRow = z.object({
  id: z.string(),
  title: json<{ zh?: string | undefined; en?: string | undefined }>(),
});

/** As far as the reader sees it: a draft's name is its owner's. */
async function needOf(tx: Tx, id: string | null): Promise<DataRequest['scenario']> {
  if (id === null) return null;
  const need = await queryRow(
    tx,
    NeedOfRow,
    `SELECT id, need->'title' AS title FROM scenario WHERE id = $1`,
    [id],
  );
  return need ?? null;
}

async function titled(tx: Tx, id: string | null): Promise<DataRequest['mergedInto']> {
  if (id === null) return null;
  const row = await queryRow(tx, ReadRow2, 'SELECT id, title FROM data_request WHERE id = $1', [id]);
  return row ?? null;
}

const DataOfRow = z.object({
  id: z.string(),
  title: json<{ zh?: string | undefined; en?: string | undefined }>(),
  version: z.string(),
});

/** A data set taken back since is no longer there to name. */
async function dataOf(tx: Tx, versionId: string | null): Promise<DataRequest['dataset']> {
  const row = await queryRow(
    tx,
    DataOfRow,
    `SELECT d.id, d.listed->'title' AS title, v.label AS version FROM dataset_version v JOIN dataset d ON d.id = v.dataset_id
     WHERE v.id = $1 AND d.listed IS NOT NULL AND d.status <> 'delisted'`,
    [versionId],
  );
  return row ?? null;
}
