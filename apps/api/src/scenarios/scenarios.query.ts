import { Inject, Injectable } from '@nestjs/common';
import type { Answer, Received } from '@scenario-lab/contracts/route';
import type { listScenarios, Scenario } from '@scenario-lab/contracts/scenarios';
import { holdsBadge } from '@scenario-lab/db/badges/held-badges';
import { revisionSql } from '@scenario-lab/db/catalogue/listing.queries';
import { readOneLook } from '@scenario-lab/db/core/one-look';
import { type SortKey, Where } from '@scenario-lab/db/core/page';
import { json, queryRows, word } from '@scenario-lab/db/core/rows';
import { relevance, searched } from '@scenario-lab/db/core/search';
import type { Database, Tx } from '@scenario-lab/db/database';
import {
  gateSql,
  readScenarioRecord,
  ScenarioRecord,
  scenarioColumns,
  scenarioFacts,
  scenarioFrom,
  scenarioRowOf,
} from '@scenario-lab/db/scenarios/scenarios.queries';
import type { Actor } from '@scenario-lab/domain/actor';
import { ownsOrReads } from '@scenario-lab/domain/conditions';
import { type EngagementStatus, railOf, stageOf, stages } from '@scenario-lab/domain/engagements/stage';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { DATABASE } from '../http/tokens.js';
import { searchOf, withReasons } from '../listing/search.js';
import { addendaOf } from './addenda.service.js';

type Query = Received<typeof listScenarios>['query'];

@Injectable()
export class ScenariosQuery {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  list(actor: Actor, query: Query): Promise<Answer<typeof listScenarios>> {
    return this.database.asActor(actor, async (tx) => {
      const search = await searchOf(tx, 'scenario', query);
      const everything = (filter: Partial<Query>) => {
        const where = scenariosWhere(actor, filter);
        if (search) searched(where, search, 'scenario', 's');
        return where;
      };
      const sorts: Record<NonNullable<Query['sort']>, SortKey> = {
        newest: { sql: 's.updated_at', type: 'timestamptz' },
        relevance: relevance(search, 'scenario', 's'),
        deadline: { sql: "coalesce(s.deadline, 'infinity')", type: 'date', ascending: true },
        budget: { sql: 'coalesce(s.budget, 0)::numeric', type: 'numeric' },
      };
      const page = await readOneLook(tx, {
        row: ScenarioRecord,
        select: scenarioColumns(actor),
        from: scenarioFrom,
        counted: scenarioFrom,
        alias: 's',
        where: everything({ ...query, field: undefined, region: undefined }),
        key: sorts[query.sort ?? (search ? 'relevance' : 'newest')],
        page: query,
        facets: {
          field: { column: 's.field', chosen: query.field },
          region: { column: 's.region', chosen: query.region },
        },
      });
      return {
        items: await withReasons(
          tx,
          'scenario',
          search,
          page.rows.map((record) => scenarioRowOf(record, actor)),
        ),
        next: page.next,
        total: page.total,
        ...(search ? { corrected: search.corrected } : {}),
        facets: page.facets,
      };
    });
  }

  read(actor: Actor, id: string): Promise<Scenario> {
    return this.database.byKey(actor, async (tx) => {
      const record = await readScenarioRecord(tx, actor, id);
      if (!record) throw new Refusal('not_found', { thing: 'scenario', id });
      const { need } = record;
      const benchmarks = await benchmarksOf(tx, id);
      const listed = record.status === 'published' || record.status === 'closed';
      const tested = benchmarks.some(({ status }) => status === 'open');
      return {
        ...scenarioRowOf(record, actor),
        problem: need.problem,
        users: need.users,
        today: need.today,
        conditions: need.conditions,
        site: need.site,
        qualifications: need.qualifications,
        chainLinks: need.chainLinks ?? [],
        cooperationMode: need.cooperationMode,
        budgetOwner: need.budgetOwner,
        procurementRoute: need.procurementRoute,
        decisionDate: need.decisionDate,
        questionsUntil: need.questionsUntil ?? null,
        inList: need.inList ?? null,
        contact: actor === 'anonymous' ? null : need.contact,
        ownerVerified: ownsOrReads(actor, scenarioFacts(record)) === true ? record.owner_verified : null,
        remark: ownsOrReads(actor, scenarioFacts(record)) === true ? record.remark : null,
        addenda: await addendaOf(tx, id),
        datasets: await datasetsOf(tx, actor, need.datasetIds),
        benchmarks,
        rail: [...railOf((await furthest(tx, id)) ?? (tested ? 'validating' : listed ? 'proposed' : null))],
      };
    });
  }
}

function scenariosWhere(actor: Actor, filter: Partial<Query>): Where {
  const where = new Where();
  if (filter.mine) where.and('s.owner_id = ?', actor === 'anonymous' ? null : actor.organisationId);
  if (filter.status) where.and('s.status = ?', filter.status);
  if (!filter.mine && !filter.status) where.and("s.status IN ('published', 'closed')");
  if (filter.field) where.and('s.field = ?', filter.field);
  if (filter.region) where.and('s.region = ?', filter.region);
  if (filter.gate) where.and(gateSql[filter.gate]);
  if (filter.badge) where.and(holdsBadge('s.id'), filter.badge);
  return where;
}

const DatasetsOfRow = z.object({
  id: z.string(),
  title: json<{ zh?: string | undefined; en?: string | undefined }>(),
  accessMode: z.string(),
});

/** Those the reader can see, in the order of the need; its owner knows a card by its name before it is listed. */
function datasetsOf(tx: Tx, actor: Actor, ids: readonly string[]): Promise<Scenario['datasets']> {
  return queryRows(
    tx,
    DatasetsOfRow,
    `SELECT c.id, coalesce((${revisionSql(actor, 'c')})->'title', '{"zh": "（未上架）", "en": "(not listed)"}') AS title,
       c.access_mode AS "accessMode" FROM dataset c WHERE c.id = ANY($1) ORDER BY array_position($1, c.id)`,
    [ids],
  );
}

const BenchmarksOfRow = z.object({
  id: z.string(),
  versionId: z.string(),
  title: json<{ zh?: string | undefined; en?: string | undefined }>(),
  status: z.string(),
});

/** One version of each: the open one, else the newest the reader can see. */
function benchmarksOf(tx: Tx, scenarioId: string): Promise<Scenario['benchmarks']> {
  return queryRows(
    tx,
    BenchmarksOfRow,
    `SELECT DISTINCT ON (b.id) b.id, v.id AS "versionId", b.title, v.status
     FROM benchmark b JOIN benchmark_version v ON v.benchmark_id = b.id WHERE b.scenario_id = $1
     ORDER BY b.id, (v.status = 'open') DESC, v.number DESC`,
    [scenarioId],
  );
}

const FurthestRow = z.object({
  status: word<EngagementStatus>(),
});

/**
 * What has come furthest tells where the need stands, what lives before what ended. One need has one stage, whoever
 * reads: only what became public counts, a certificate or a case with names (before them an open benchmark, and that the
 * need is listed). An engagement's own rail stands on its page.
 */
async function furthest(tx: Tx, scenarioId: string): Promise<EngagementStatus | null> {
  const rows = await queryRows(
    tx,
    FurthestRow,
    `SELECT 'validated' AS status FROM public_certificate WHERE scenario_id = $1
     UNION ALL SELECT 'enabling' FROM lab_case WHERE scenario_id = $1 AND published AND NOT anonymous`,
    [scenarioId],
  );
  const far = (status: EngagementStatus) => {
    const rail = railOf(status);
    const ended = rail.some(({ state }) => state === 'ended');
    return stages.indexOf(stageOf(status)) + (ended ? 0 : stages.length);
  };
  return rows.reduce<EngagementStatus | null>(
    (best, { status }) => (best === null || far(status) > far(best) ? status : best),
    null,
  );
}
