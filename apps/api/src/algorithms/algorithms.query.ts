import { Inject, Injectable } from '@nestjs/common';
import type {
  Algorithm,
  AlgorithmRow,
  AlgorithmVersion,
  listAlgorithms,
  SaveAlgorithm,
} from '@scenario-lab/contracts/algorithms';
import type { Answer, Received } from '@scenario-lab/contracts/route';
import { listedCounts } from '@scenario-lab/db/catalogue/listed-counts';
import {
  byWordsAlone,
  type CardRow,
  cardColumns,
  cardsWhere,
  publishedSql,
} from '@scenario-lab/db/catalogue/listing.queries';
import { type Facet, readOneLook } from '@scenario-lab/db/core/one-look';
import { readPage, type SortKey } from '@scenario-lab/db/core/page';
import { json, queryRow, queryRows, word } from '@scenario-lab/db/core/rows';
import { foundOpenly, relevance, searched } from '@scenario-lab/db/core/search';
import type { Database, Tx } from '@scenario-lab/db/database';
import type { Actor } from '@scenario-lab/domain/actor';
import { algorithmPolicy } from '@scenario-lab/domain/algorithms/algorithms.policy';
import { allowed } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { DATABASE } from '../http/tokens.js';
import { cardBase, factsOf } from '../listing/card-view.js';
import { searchOf, withReasons } from '../listing/search.js';

type Row = CardRow<SaveAlgorithm> & { certificates: number; versions: number };
type Query = Received<typeof listAlgorithms>['query'];

const from = 'algorithm c JOIN organisation o ON o.id = c.owner_id';

/** Versions are the owner's and the lab's to see; row-level security counts none for anybody else. */
const columns = (actor: Actor) => `${cardColumns(actor)},
  (SELECT count(*)::int FROM published_result p WHERE p.algorithm_id = c.id AND p.certificate_status = 'valid') AS certificates,
  ${actor === 'anonymous' ? '0' : '(SELECT count(*)::int FROM algorithm_version v WHERE v.algorithm_id = c.id)'} AS versions`;

const Shape = z.object({
  id: z.string(),
  owner: json<Row['owner']>(),
  body: json<Row['body']>(),
  status: z.string(),
  newest: z.string(),
  published: z.boolean(),
  remark: z.string().nullable(),
  updated_at: z.date(),
  certificates: z.number(),
  versions: z.number(),
});

/** A card that is there, named for whoever may read it. */
const SolutionRef = z.object({ id: z.string(), title: json<NonNullable<Algorithm['solution']>['title']>() });

@Injectable()
export class AlgorithmsQuery {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  list(actor: Actor, query: Query): Promise<Answer<typeof listAlgorithms>> {
    return this.database.asActor(actor, async (tx) => {
      const search = await searchOf(tx, 'algorithm', query);
      const everything = (filter: Partial<Query>) => {
        const where = cardsWhere(actor, 'c', filter);
        if (search) searched(where, search, 'algorithm', 'c');
        if (filter.task) where.and('c.task = ?', filter.task);
        return where;
      };
      const sorts: Record<NonNullable<Query['sort']>, SortKey> = {
        newest: { sql: 'c.updated_at', type: 'timestamptz' },
        relevance: relevance(search, 'algorithm', 'c'),
      };
      const asked = {
        select: columns(actor),
        from: from,
        counted: 'algorithm c',
        key: sorts[query.sort ?? (search ? 'relevance' : 'newest')],
        page: query,
      };
      const facets: Record<'field' | 'task', Facet> = {
        field: { column: 'c.fields', list: true, chosen: query.field },
        task: { column: 'c.task', chosen: query.task },
      };
      const lean = byWordsAlone(query) ? foundOpenly(search, 'algorithm', 'c') : null;
      const known = await listedCounts(tx, 'algorithm', query, { by: [query.task], byField: false });
      const page = known
        ? {
            ...(await readPage(tx, {
              row: Shape,
              ...asked,
              id: 'c.id',
              where: everything(query),
              total: known.total,
            })),
            facets: { field: known.facets.fields ?? {}, task: known.facets.task ?? {} },
          }
        : await readOneLook(tx, {
            row: Shape,
            ...asked,
            alias: 'c',
            ...(lean ?? { where: everything({ ...query, field: undefined, task: undefined }) }),
            facets,
          });
      return {
        items: await withReasons(
          tx,
          'algorithm',
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

  read(actor: Actor, id: string): Promise<Algorithm> {
    return this.database.byKey(actor, async (tx) => {
      const row = await queryRow(tx, Shape, `SELECT ${columns(actor)} FROM ${from} WHERE c.id = $1`, [id]);
      if (!row) throw new Refusal('not_found', { thing: 'algorithm', id });
      const own = actor === 'anonymous' ? '' : 'OR owner_id = app_org() OR app_lab_reads()';
      const solution = row.body.solutionId
        ? await queryRow(
            tx,
            SolutionRef,
            `SELECT id, ${actor === 'anonymous' ? 'listed' : 'coalesce(listed, card)'}->'title' AS title
             FROM solution s WHERE id = $1 AND (${publishedSql('s')} ${own})`,
            [row.body.solutionId],
          )
        : undefined;
      return {
        ...rowView(actor, row),
        solution: solution ?? null,
        card: row.body.card,
        versionList: actor === 'anonymous' ? [] : await versionsOf(tx, actor, row, 'v.algorithm_id = $1', id),
      };
    });
  }

  readVersion(actor: Actor, algorithmId: string, versionId: string): Promise<AlgorithmVersion> {
    return this.database.byKey(actor, async (tx) => {
      const row = await queryRow(tx, Shape, `SELECT ${columns(actor)} FROM ${from} WHERE c.id = $1`, [
        algorithmId,
      ]);
      const [version] = row ? await versionsOf(tx, actor, row, 'v.id = $1', versionId) : [];
      if (!version) throw new Refusal('not_found', { thing: 'algorithm_version', id: versionId });
      return version;
    });
  }
}

function rowView(actor: Actor, row: Row): AlgorithmRow {
  return {
    ...cardBase(row, allowed(algorithmPolicy, actor, { ...factsOf(row), versionStatus: null })),
    task: row.body.task,
    licence: row.body.licence,
    versions: row.versions,
    certificates: row.certificates,
  };
}

const versionActions = new Set<string>(['algorithm.retire_version']);

const VersionsOfRow = z.object({
  id: z.string(),
  algorithm_id: z.string(),
  label: z.string(),
  status: word<AlgorithmVersion['status']>(),
  kind: word<AlgorithmVersion['kind']>(),
  file_name: z.string(),
  bytes: z.string(),
  sha256: z.string(),
  sockets: json<AlgorithmVersion['sockets']>(),
  inspection: json<NonNullable<AlgorithmVersion['inspection']>>().nullable(),
  created_at: z.date(),
  runs: z.number(),
  trained_by: json<NonNullable<AlgorithmVersion['trainedBy']>>().nullable(),
});

async function versionsOf(
  tx: Tx,
  actor: Actor,
  card: Row,
  where: string,
  id: string,
): Promise<AlgorithmVersion[]> {
  const rows = await queryRows(
    tx,
    VersionsOfRow,
    `SELECT v.id, v.algorithm_id, v.label, v.status, v.kind, v.file_name, v.bytes, v.sha256, v.sockets, v.inspection,
       v.created_at, (SELECT count(*)::int FROM run r WHERE r.algorithm_version_id = v.id) AS runs
     , (SELECT jsonb_build_object('jobId', j.id, 'number', v.trained_output, 'proven', v.trained_proven, 'title', j.title,
         'dataset', jsonb_build_object('id', j.dataset_id, 'title', coalesce(d.listed, d.card)->'title'),
         'version', coalesce(w.label, ''), 'decidedAt', j.decided_at) FROM data_job j LEFT JOIN dataset d ON d.id = j.dataset_id
         LEFT JOIN dataset_version w ON w.id = j.dataset_version_id WHERE j.id = v.trained_by_id) AS trained_by
     FROM algorithm_version v WHERE ${where} ORDER BY v.id DESC`,
    [id],
  );
  return rows.map((row) => ({
    id: row.id,
    algorithmId: row.algorithm_id,
    label: row.label,
    status: row.status,
    kind: row.kind,
    fileName: row.file_name,
    bytes: Number(row.bytes),
    sha256: row.sha256,
    sockets: row.sockets,
    inspection: row.inspection,
    trainedBy: trainedBy(row.trained_by),
    createdAt: row.created_at.toISOString(),
    runs: row.runs,
    allowed: allowed(algorithmPolicy, actor, { ...factsOf(card), versionStatus: row.status }).filter(
      (action) => versionActions.has(action),
    ),
  }));
}

/** A moment within JSON comes as the database writes it. */
const trainedBy = (from: AlgorithmVersion['trainedBy']): AlgorithmVersion['trainedBy'] =>
  from && { ...from, decidedAt: from.decidedAt === null ? null : new Date(from.decidedAt).toISOString() };
