import { Inject, Injectable } from '@nestjs/common';
import {
  type Counter,
  counterDefinitions,
  type DataCounters,
  type listUnusedDatasets,
  type UnusedDataset,
} from '@scenario-lab/contracts/data-counters';
import type { Answer, Received } from '@scenario-lab/contracts/route';
import { readPage, Where } from '@scenario-lab/db/core/page';
import { json, queryOne, queryRows, word } from '@scenario-lab/db/core/rows';
import type { Database } from '@scenario-lab/db/database';
import { holds, isLab, type SignedIn } from '@scenario-lab/domain/actor';
import { z } from 'zod';
import { anywhere } from '../http/id-page.js';
import { DATABASE } from '../http/tokens.js';

/** As `shownRows` tells them: two significant figures of what nobody may read. */
const told = `CASE WHEN d.access_mode = 'sandbox_only' AND v.rows > 0
  THEN round(v.rows::numeric, 1 - floor(log(v.rows::numeric))::int)::bigint ELSE coalesce(v.rows, 0) END`;
const listed = `d.listed IS NOT NULL AND d.status <> 'delisted' AND d.harvest IS NULL`;
const usable = `v.status IN ('ready', 'deprecated')`;
/** Every listed data set held here with what is told of its newest usable version; a card without one announces data and is none yet. */
const all = `SELECT d.id, d.owner_id, d.fields, d.listed->>'licence' AS licence, d.access_mode = 'open' AS opened, 'demand' = ANY(o.roles) AS government,
    n.records
  FROM dataset d JOIN organisation o ON o.id = d.owner_id JOIN LATERAL (SELECT ${told} AS records FROM dataset_version v
    WHERE v.dataset_id = d.id AND ${usable} ORDER BY v.created_at DESC, v.id DESC LIMIT 1) n ON true
  WHERE ${listed}`;
const counted = `count(*) FILTER (WHERE NOT opened)::int AS shared_datasets,
  coalesce(sum(records) FILTER (WHERE NOT opened), 0)::float AS shared_records,
  count(*) FILTER (WHERE opened)::int AS opened_datasets,
  coalesce(sum(records) FILTER (WHERE opened), 0)::float AS opened_records`;
/** What each version added to what is there, in its month, and took away again when the next one came. */
const steps = `SELECT d.access_mode = 'open' AS opened, ${told} AS records, v.created_at AS since,
    lead(v.created_at) OVER (PARTITION BY v.dataset_id ORDER BY v.created_at, v.id) AS until
  FROM dataset_version v JOIN dataset d ON d.id = v.dataset_id JOIN organisation o ON o.id = d.owner_id
  WHERE ${listed} AND ${usable} AND 'demand' = ANY(o.roles)`;

const Row = z.object({
  shared_datasets: z.number(),
  shared_records: z.number(),
  opened_datasets: z.number(),
  opened_records: z.number(),
});
type Row = z.output<typeof Row>;
const both = (row: Row): { shared: Counter; opened: Counter } => ({
  shared: { datasets: row.shared_datasets, records: row.shared_records },
  opened: { datasets: row.opened_datasets, records: row.opened_records },
});

type UnusedAnswer = Omit<UnusedDataset, 'createdAt'> & { created_at: Date };

const UnusedRow = z.object({
  id: z.string(),
  title: json<UnusedAnswer['title']>(),
  owner: json<UnusedAnswer['owner']>(),
  rows: z.number().nullable(),
  accessMode: word<UnusedAnswer['accessMode']>(),
  requests: z.number(),
  created_at: z.date(),
});

const ReadRow = z.object({
  shared_datasets: z.number(),
  shared_records: z.number(),
  opened_datasets: z.number(),
  opened_records: z.number(),
  department: json<DataCounters['byDepartment'][number]['department']>(),
});

const ReadRow2 = z.object({
  shared_datasets: z.number(),
  shared_records: z.number(),
  opened_datasets: z.number(),
  opened_records: z.number(),
  field: word<DataCounters['byField'][number]['field']>(),
});

const ReadRow3 = z.object({
  month: z.string(),
  shared: z.number(),
  opened: z.number(),
});

const ReadRow4 = z.object({
  licence: z.string(),
  datasets: z.number(),
  records: z.number(),
});

@Injectable()
export class DataCountersQuery {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** Counted through the door that sees what is public, so that everybody reads the same. */
  read(): Promise<DataCounters> {
    return this.database.asActor('anonymous', async (tx) => {
      const total = await queryOne(tx, Row, `SELECT ${counted} FROM (${all}) AS a WHERE government`);
      const departments = await queryRows(
        tx,
        ReadRow,
        `SELECT jsonb_build_object('id', o.id, 'name', o.name) AS department, ${counted} FROM (${all}) AS a
           JOIN organisation o ON o.id = a.owner_id WHERE government
         GROUP BY o.id, o.name ORDER BY coalesce(sum(records), 0) DESC, count(*) DESC, o.id LIMIT 200`,
      );
      const fields = await queryRows(
        tx,
        ReadRow2,
        `SELECT field, ${counted} FROM (${all}) AS a, unnest(a.fields) AS field WHERE government GROUP BY field ORDER BY field`,
      );
      const months = await queryRows(
        tx,
        ReadRow3,
        `SELECT to_char(m, 'YYYY-MM') AS month,
           coalesce(sum(s.records) FILTER (WHERE NOT s.opened), 0)::float AS shared,
           coalesce(sum(s.records) FILTER (WHERE s.opened), 0)::float AS opened
         FROM generate_series(date_trunc('month', now()) - interval '11 months', date_trunc('month', now()), interval '1 month') AS m
           LEFT JOIN (${steps}) AS s ON s.since < m + interval '1 month' AND (s.until IS NULL OR s.until >= m + interval '1 month')
         GROUP BY m ORDER BY m`,
      );
      const licences = await queryRows(
        tx,
        ReadRow4,
        `SELECT coalesce(licence, '') AS licence, count(*)::int AS datasets, coalesce(sum(records), 0)::float AS records
         FROM (${all}) AS a WHERE opened GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 100`,
      );
      return {
        at: new Date().toISOString(),
        definitions: counterDefinitions.map((one) => ({ ...one })),
        total: both(total),
        byDepartment: departments.map((row) => ({ department: row.department, ...both(row) })),
        byField: fields.map((row) => ({ field: row.field, ...both(row) })),
        months,
        licences,
      };
    });
  }

  /** Row-level security gives an owner the log of its own data and the lab all of it. */
  unused(
    actor: SignedIn,
    query: Received<typeof listUnusedDatasets>['query'],
  ): Promise<Answer<typeof listUnusedDatasets>> {
    return this.database.asActor(actor, async (tx) => {
      const where = new Where()
        .and(listed)
        // What has no data cannot be used by anybody.
        .and(`EXISTS (SELECT 1 FROM dataset_version v WHERE v.dataset_id = d.id AND ${usable})`)
        .and(
          `NOT EXISTS (SELECT 1 FROM data_use u WHERE u.dataset_id = d.id AND u.organisation_id <> d.owner_id)`,
        );
      const { organisationId } = actor;
      if (!isLab(actor) && !holds(actor, ['observer'])) where.and('d.owner_id = ?', organisationId);
      if (query.q) where.and(`d.listed->>'title' ILIKE ?`, anywhere(query.q));
      const page = await readPage(tx, {
        row: UnusedRow,
        select: `d.id, d.listed->'title' AS title, jsonb_build_object('id', o.id, 'name', o.name) AS owner, d.access_mode AS "accessMode",
          (SELECT v.rows FROM dataset_version v WHERE v.dataset_id = d.id AND ${usable} ORDER BY v.created_at DESC, v.id DESC LIMIT 1) AS rows,
          (SELECT count(DISTINCT r.organisation_id)::int FROM access_request r WHERE r.dataset_id = d.id) AS requests, d.created_at`,
        from: 'dataset d JOIN organisation o ON o.id = d.owner_id',
        counted: 'dataset d',
        id: 'd.id',
        where,
        key: { sql: 'd.created_at', type: 'timestamptz', ascending: true },
        page: query,
      });
      return {
        items: page.rows.map(({ id, title, owner, accessMode, rows, requests, created_at }) => ({
          id,
          title,
          owner,
          accessMode,
          rows,
          requests,
          createdAt: created_at.toISOString(),
        })),
        next: page.next,
        total: page.total,
      };
    });
  }
}
