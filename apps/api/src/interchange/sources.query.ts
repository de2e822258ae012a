import { Inject, Injectable } from '@nestjs/common';
import type { ImportLine, ImportMapping } from '@scenario-lab/contracts/catalogue-imports';
import type {
  CatalogueSource,
  Harvest,
  listSources,
  readHarvest,
  readSource,
} from '@scenario-lab/contracts/catalogue-sources';
import type { Answer, Received } from '@scenario-lab/contracts/route';
import { json, queryOne, queryRow, queryRows, word } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { catalogueSourcePolicy } from '@scenario-lab/domain/interchange/interchange.policy';
import { allowed } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { countedTo, idCursor, pageOf } from '../http/id-page.js';
import { DATABASE } from '../http/tokens.js';

interface SourceRow
  extends Pick<CatalogueSource, 'id' | 'name' | 'address' | 'kind' | 'licence' | 'mapping' | 'every'> {
  status: CatalogueSource['status'];
  owner: string;
  created_at: Date;
  next_at: Date | null;
  failures: number;
  entries: number;
  vanished: number;
}
interface HarvestRow extends Pick<Harvest, 'id' | 'trial' | 'pages' | 'entries' | 'counts' | 'problem'> {
  asked_by: string | null;
  asked_at: Date;
  ended_at: Date | null;
  tries: number;
  received: string;
  import_id: string | null;
  undone_at: Date | null;
}

const sources = `SELECT s.id, s.name, s.address, s.kind, s.licence, s.mapping, s.every, s.status, p.name AS owner, s.created_at,
    s.next_at, s.failures, d.entries, d.vanished
  FROM catalogue_source s JOIN person p ON p.id = s.person_id CROSS JOIN LATERAL (
    SELECT count(*)::int AS entries, count(*) FILTER (WHERE d.harvest ? 'vanishedAt')::int AS vanished
    FROM dataset d WHERE d.harvest_source_id = s.id AND d.status <> 'delisted') d`;
const harvestColumns = `h.id, h.trial, h.pages, h.entries, h.counts, h.problem, p.name AS asked_by, h.asked_at, h.ended_at,
    h.tries, h.received, h.import_id, i.undone_at`;
const harvests = `FROM catalogue_harvest h LEFT JOIN person p ON p.id = h.person_id
  LEFT JOIN catalogue_import i ON i.id = h.import_id`;
/** Newest first; of each source no more are told. */
const shown = 30;

const SourceShape = z.object({
  status: word<SourceRow['status']>(),
  owner: z.string(),
  created_at: z.date(),
  next_at: z.date().nullable(),
  failures: z.number(),
  entries: z.number(),
  vanished: z.number(),
  every: word<SourceRow['every']>(),
  id: z.string(),
  name: z.string(),
  kind: word<SourceRow['kind']>(),
  address: z.string(),
  licence: z.string().nullable(),
  mapping: json<NonNullable<SourceRow['mapping']>>().nullable(),
});

const ListRow = z.object({
  total: z.number(),
});

/** A `HarvestRow` as its columns give it. */
const HarvestShape = z.object({
  asked_by: z.string().nullable(),
  asked_at: z.date(),
  ended_at: z.date().nullable(),
  tries: z.number(),
  received: z.string(),
  import_id: z.string().nullable(),
  undone_at: z.date().nullable(),
  entries: z.number(),
  id: z.string(),
  counts: json<NonNullable<HarvestRow['counts']>>().nullable(),
  trial: z.boolean(),
  problem: json<NonNullable<HarvestRow['problem']>>().nullable(),
  pages: z.number(),
});

const ReadHarvestRow = HarvestShape.extend({
  lines: json<ImportLine[]>(),
  mapping: json<ImportMapping>().nullable(),
  paths: z.array(z.string()),
});

const HarvestsOfRow = HarvestShape.extend({ source_id: z.string() });

@Injectable()
export class SourcesQuery {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  list(actor: SignedIn, query: Received<typeof listSources>['query']): Promise<Answer<typeof listSources>> {
    const cursor = idCursor(query.cursor);
    return this.database.asActor(actor, async (tx) => {
      const rows = await queryRows(
        tx,
        SourceShape,
        `${sources} WHERE s.status <> 'removed' AND ($1::uuid IS NULL OR s.id < $1) ORDER BY s.id DESC LIMIT $2`,
        [cursor, query.limit + 1],
      );
      const { total } = await queryOne(
        tx,
        ListRow,
        `SELECT count(*)::int AS total FROM (SELECT 1 FROM catalogue_source WHERE status <> 'removed'
           LIMIT ${countedTo}) AS counted`,
      );
      const last = await this.harvestsOf(
        tx,
        rows.map(({ id }) => id),
        1,
      );
      return pageOf(rows, query.limit, total, (row) => view(actor, row, last.get(row.id)?.[0] ?? null));
    });
  }

  read(actor: SignedIn, id: string): Promise<Answer<typeof readSource>> {
    return this.database.asActor(actor, async (tx) => {
      const row = await queryRow(tx, SourceShape, `${sources} WHERE s.id = $1`, [id]);
      if (!row) throw new Refusal('not_found', { thing: 'catalogue_source', id });
      const found = (await this.harvestsOf(tx, [id], shown)).get(id) ?? [];
      return { ...view(actor, row, found[0] ?? null), harvests: found };
    });
  }

  readHarvest(actor: SignedIn, id: string): Promise<Answer<typeof readHarvest>> {
    return this.database.asActor(actor, async (tx) => {
      const row = await queryRow(
        tx,
        ReadHarvestRow,
        `SELECT ${harvestColumns}, coalesce(i.lines, h.lines) AS lines, h.mapping, h.paths ${harvests} WHERE h.id = $1`,
        [id],
      );
      if (!row) throw new Refusal('not_found', { thing: 'catalogue_harvest', id });
      return { ...harvestView(row), lines: row.lines, mapping: row.mapping, paths: row.paths };
    });
  }

  private async harvestsOf(tx: Tx, ids: readonly string[], most: number): Promise<Map<string, Harvest[]>> {
    const rows = await queryRows(
      tx,
      HarvestsOfRow,
      `SELECT s.id AS source_id, found.* FROM unnest($1::uuid[]) AS s(id) CROSS JOIN LATERAL (
         SELECT ${harvestColumns} ${harvests} WHERE h.source_id = s.id ORDER BY h.id DESC LIMIT $2) AS found`,
      [ids, most],
    );
    const found = new Map<string, Harvest[]>();
    for (const row of rows) found.set(row.source_id, [...(found.get(row.source_id) ?? []), harvestView(row)]);
    return found;
  }
}

const harvestView = (row: HarvestRow): Harvest => ({
  id: row.id,
  trial: row.trial,
  askedBy: row.asked_by,
  askedAt: row.asked_at.toISOString(),
  endedAt: row.ended_at?.toISOString() ?? null,
  begun: row.tries > 0,
  pages: row.pages,
  entries: row.entries,
  received: Number(row.received),
  counts: row.counts,
  problem: row.problem,
  importId: row.import_id,
  undoneAt: row.undone_at?.toISOString() ?? null,
});

const view = (actor: SignedIn, row: SourceRow, last: Harvest | null): CatalogueSource => ({
  id: row.id,
  name: row.name,
  address: row.address,
  kind: row.kind,
  licence: row.licence,
  mapping: row.mapping,
  every: row.every,
  status: row.status,
  owner: row.owner,
  createdAt: row.created_at.toISOString(),
  nextAt: row.next_at?.toISOString() ?? null,
  failures: row.failures,
  entries: row.entries,
  vanished: row.vanished,
  last,
  allowed: allowed(catalogueSourcePolicy, actor, { status: row.status }),
});
