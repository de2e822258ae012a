import { Inject, Injectable } from '@nestjs/common';
import { type AccessMethod, usualMethods } from '@scenario-lab/contracts/access';
import type { Harvested } from '@scenario-lab/contracts/catalogue-imports';
import {
  type Dataset,
  type DatasetRow,
  type listDatasets,
  type SaveDataset,
} from '@scenario-lab/contracts/datasets';
import type { Answer, Received } from '@scenario-lab/contracts/route';
import { heldBadges, holdsBadge } from '@scenario-lab/db/badges/held-badges';
import { listedCounts } from '@scenario-lab/db/catalogue/listed-counts';
import {
  byWordsAlone,
  type CardRow,
  cardColumns,
  cardsWhere,
} from '@scenario-lab/db/catalogue/listing.queries';
import { type Facet, readOneLook } from '@scenario-lab/db/core/one-look';
import { readPage, type SortKey } from '@scenario-lab/db/core/page';
import { json, queryRow, queryRows, word } from '@scenario-lab/db/core/rows';
import { foundOpenly, relevance, searched } from '@scenario-lab/db/core/search';
import type { Database, Tx } from '@scenario-lab/db/database';
import { accessRequestPolicy } from '@scenario-lab/domain/access/access.policy';
import type { Actor } from '@scenario-lab/domain/actor';
import { ownsOrReads } from '@scenario-lab/domain/conditions';
import type { DatasetFacts } from '@scenario-lab/domain/datasets/datasets.policy';
import { datasetPolicy } from '@scenario-lab/domain/datasets/datasets.policy';
import { shownRows } from '@scenario-lab/domain/datasets/told';
import { allowed, may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { DATABASE } from '../http/tokens.js';
import { cardBase, factsOf } from '../listing/card-view.js';
import { searchOf, withReasons } from '../listing/search.js';
import { upkeepOf } from './upkeep.js';
import { versionsOf } from './version-view.js';

type Row = CardRow<SaveDataset> & {
  access_mode: DatasetFacts['accessMode'];
  rows: number | null;
  columns: number | null;
  granted: string | null;
  granted_until: string | null;
  methods: AccessMethod[] | null;
  harvest: Harvested | null;
  badges: DatasetRow['badges'];
};
type Query = Received<typeof listDatasets>['query'];

const latest = `SELECT rows, jsonb_array_length(columns) AS columns FROM dataset_version v
  WHERE v.dataset_id = c.id AND v.status IN ('ready', 'deprecated') ORDER BY v.id DESC LIMIT 1`;
const held = `SELECT id, expires::text, methods FROM access_grant g WHERE g.dataset_id = c.id AND g.organisation_id = app_org()
  AND g.status = 'active' AND g.expires >= current_date ORDER BY expires DESC LIMIT 1`;

const columns = (
  actor: Actor,
) => `${cardColumns(actor)}, c.access_mode, c.harvest, latest.rows, latest.columns,
  ${heldBadges('c.id')} AS badges,
  ${actor === 'anonymous' ? 'NULL AS granted, NULL AS granted_until, NULL AS methods' : 'held.id AS granted, held.expires AS granted_until, held.methods'}`;
const joined = (actor: Actor) => `dataset c JOIN organisation o ON o.id = c.owner_id
  LEFT JOIN LATERAL (${latest}) AS latest ON true
  ${actor === 'anonymous' ? '' : `LEFT JOIN LATERAL (${held}) AS held ON true`}`;

const Shape = z.object({
  id: z.string(),
  owner: json<Row['owner']>(),
  body: json<Row['body']>(),
  status: z.string(),
  newest: z.string(),
  published: z.boolean(),
  remark: z.string().nullable(),
  updated_at: z.date(),
  access_mode: word<DatasetFacts['accessMode']>(),
  rows: z.number().nullable(),
  columns: z.number().nullable(),
  granted: z.string().nullable(),
  granted_until: z.string().nullable(),
  methods: json<AccessMethod[]>().nullable(),
  harvest: json<Harvested>().nullable(),
  badges: json<DatasetRow['badges']>(),
});

@Injectable()
export class DatasetsQuery {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  list(actor: Actor, query: Query): Promise<Answer<typeof listDatasets>> {
    return this.database.asActor(actor, async (tx) => {
      const search = await searchOf(tx, 'dataset', query);
      const everything = (filter: Partial<Query>) => {
        const where = cardsWhere(actor, 'c', filter);
        if (search) searched(where, search, 'dataset', 'c');
        if (filter.accessMode) where.and('c.access_mode = ?', filter.accessMode);
        if (filter.badge) where.and(holdsBadge('c.id'), filter.badge);
        return where;
      };
      const sorts: Record<NonNullable<Query['sort']>, SortKey> = {
        newest: { sql: 'c.updated_at', type: 'timestamptz' },
        relevance: relevance(search, 'dataset', 'c'),
      };
      const asked = {
        select: columns(actor),
        from: joined(actor),
        counted: 'dataset c',
        key: sorts[query.sort ?? (search ? 'relevance' : 'newest')],
        page: query,
      };
      const facets: Record<'field' | 'accessMode', Facet> = {
        field: { column: 'c.fields', list: true, chosen: query.field },
        accessMode: { column: 'c.access_mode', chosen: query.accessMode },
      };
      const lean = byWordsAlone(query) && !query.badge ? foundOpenly(search, 'dataset', 'c') : null;
      const known = await listedCounts(tx, 'dataset', query, {
        by: [query.accessMode, query.badge],
        byField: false,
      });
      const page = known
        ? {
            ...(await readPage(tx, {
              row: Shape,
              ...asked,
              id: 'c.id',
              where: everything(query),
              total: known.total,
            })),
            facets: { field: known.facets.fields ?? {}, accessMode: known.facets.access_mode ?? {} },
          }
        : await readOneLook(tx, {
            row: Shape,
            ...asked,
            alias: 'c',
            ...(lean ?? { where: everything({ ...query, field: undefined, accessMode: undefined }) }),
            facets,
          });
      return {
        items: await withReasons(
          tx,
          'dataset',
          search,
          page.rows.map((row) => rowView(actor, row)),
        ),
        next: page.next,
        total: page.total,
        ...(search ? { corrected: search.corrected } : {}),
        facets: page.facets,
      };
    });
  }

  read(actor: Actor, id: string): Promise<Dataset> {
    return this.database.byKey(actor, async (tx) => {
      const row = await queryRow(
        tx,
        Shape,
        `SELECT ${columns(actor)} FROM ${joined(actor)} WHERE c.id = $1`,
        [id],
      );
      if (!row) throw new Refusal('not_found', { thing: 'dataset', id });
      const view = rowView(actor, row);
      return {
        ...view,
        allowed: mayAsk(actor, row) ? [...view.allowed, 'access_request.create'] : view.allowed,
        licence: row.body.licence,
        source: row.body.source,
        harvest: row.harvest,
        upkeep: await upkeepOf(tx, actor, id),
        versions: await versionsOf(tx, actor, id, datasetFacts(row)),
        grant:
          row.granted && row.granted_until
            ? { id: row.granted, expires: row.granted_until, methods: row.methods ?? [] }
            : null,
        benchmarks: await benchmarksOn(tx, id),
        fulfils: await fulfilledBy(tx, id),
      };
    });
  }
}

/** The mode that rules is the reviewed one, not what a draft would like. */
const datasetFacts = (row: Row): DatasetFacts => ({
  ...factsOf(row),
  versionStatus: null,
  accessMode: row.access_mode,
  granted: row.methods?.includes('download') ?? false,
  versionInUse: false,
  versionExamined: false,
  datasetExamined: false,
});

/** Somebody else's published data that are not open, and no grant held: the reader may ask for them. */
function mayAsk(actor: Actor, row: Row): boolean {
  if (actor === 'anonymous' || !row.published || row.access_mode === 'open') return false;
  // With a contract that allows all of it there is nothing left to ask for.
  if (usualMethods.every((method) => row.methods?.includes(method))) return false;
  // Whoever holds data elsewhere is asked there.
  if (row.harvest) return false;
  const sides = { ownerOrganisationId: row.owner.id, requesterOrganisationId: actor.organisationId };
  return may(accessRequestPolicy, actor, 'access_request.create', {
    status: null,
    requesterVerified: true,
    ...sides,
  }).ok;
}

function rowView(actor: Actor, row: Row): DatasetRow {
  const facts = datasetFacts(row);
  return {
    ...cardBase(row, allowed(datasetPolicy, actor, facts)),
    accessMode: row.body.accessMode,
    sourceKind: row.body.sourceKind,
    region: row.body.region,
    rows: ownsOrReads(actor, facts) === true ? row.rows : shownRows(row.rows, row.access_mode),
    columns: row.columns,
    truthPublic: row.body.truthPublic,
    badges: row.badges,
    harvestedFrom: row.harvest?.source ?? null,
  };
}

const BenchmarksOnRow = z.object({
  id: z.string(),
  title: json<{ zh?: string | undefined; en?: string | undefined }>(),
});

function benchmarksOn(tx: Tx, datasetId: string): Promise<Dataset['benchmarks']> {
  return queryRows(
    tx,
    BenchmarksOnRow,
    `SELECT DISTINCT b.id, b.title FROM benchmark b JOIN benchmark_version v ON v.benchmark_id = b.id
     JOIN dataset_version d ON d.id = v.dataset_version_id WHERE d.dataset_id = $1 AND v.status = 'open'
     ORDER BY b.id`,
    [datasetId],
  );
}

function fulfilledBy(tx: Tx, datasetId: string): Promise<Dataset['fulfils']> {
  return queryRows(
    tx,
    BenchmarksOnRow,
    `SELECT id, title FROM data_request WHERE dataset_id = $1 AND status = 'fulfilled' ORDER BY id`,
    [datasetId],
  );
}
