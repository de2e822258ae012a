import { Inject, Injectable } from '@nestjs/common';
import type { Answer, Received } from '@scenario-lab/contracts/route';
import {
  type listShownOrganisations,
  type ShownOrganisation,
  ShownOrganisationRow,
} from '@scenario-lab/contracts/shown-organisations';
import { heldBadges, holdsBadge } from '@scenario-lab/db/badges/held-badges';
import { publishedSql } from '@scenario-lab/db/catalogue/listing.queries';
import { countFacet, readPage, Where } from '@scenario-lab/db/core/page';
import { json, queryOne, queryRow, queryRows } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { Refusal } from '@scenario-lab/domain/refusal';
import { typedName } from '@scenario-lab/matching/readings';
import { z } from 'zod';
import { anywhere } from '../http/id-page.js';
import { DATABASE } from '../http/tokens.js';

type Query = Received<typeof listShownOrganisations>['query'];

/** As many of a kind stand on the page; how many there are is told beside them. */
const most = 100;

const needOpen = "s.status IN ('published', 'closed', 'archived')";
/** What is on show of an organisation `o`. */
const shown = {
  scenarios: `scenario s WHERE s.owner_id = o.id AND ${needOpen}`,
  solutions: `solution c WHERE c.owner_id = o.id AND ${publishedSql('c')}`,
  algorithms: `algorithm c WHERE c.owner_id = o.id AND ${publishedSql('c')}`,
  datasets: `dataset c WHERE c.owner_id = o.id AND ${publishedSql('c')}`,
  benchmarks: `benchmark b JOIN LATERAL (SELECT v.status FROM benchmark_version v WHERE v.benchmark_id = b.id
    AND v.status IN ('open', 'closed') ORDER BY (v.status = 'open') DESC, v.number DESC LIMIT 1) v ON true WHERE b.owner_id = o.id`,
  certificates: 'public_certificate c WHERE c.vendor_id = o.id',
  // A case without names would tell them by standing here, and by being counted.
  cases:
    'lab_case c WHERE c.published AND NOT c.anonymous AND (c.vendor_id = o.id OR c.department_id = o.id)',
};
const count = (kind: keyof typeof shown, and = 'true') =>
  `(SELECT count(*)::int FROM ${shown[kind]} AND ${and})`;
const counts = `${count('scenarios')} AS scenarios, ${count('solutions')} AS solutions, ${count('datasets')} AS datasets,
  ${count('certificates', "c.status IN ('valid', 'watch')")} AS certificates, ${count('cases')} AS cases, ${heldBadges('o.id')} AS badges`;

const ReadRow = z.object({
  id: z.string(),
  name: json<{ zh?: string | undefined; en?: string | undefined }>(),
  roles: json<('supply' | 'demand' | 'operate')[]>(),
  region: z.string().nullable(),
  created_at: z.date(),
});

/** Public pages of organisations: read as a visitor reads, whoever asks, so that they can say nothing else. */
@Injectable()
export class ShownQuery {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  list(query: Query): Promise<Answer<typeof listShownOrganisations>> {
    return this.database.asActor('anonymous', async (tx) => {
      const everything = (filter: Partial<Query>) => {
        const where = new Where().and('o.verified');
        if (filter.role) where.and('? = ANY(o.roles)', filter.role);
        if (filter.badge) where.and(holdsBadge('o.id'), filter.badge);
        if (filter.q)
          where.and(`${named} OR ? = ANY(o.read_as)`, ...twice(loose(filter.q)), typedName(filter.q));
        return where;
      };
      const { rows, next, total } = await readPage(tx, {
        row: ShownOrganisationRow,
        select: `o.id, o.name, o.roles, o.region, ${counts}`,
        from: 'organisation o',
        id: 'o.id',
        where: everything(query),
        key: query.q
          ? {
              sql: `CASE WHEN ${named} THEN 1 ELSE 0 END::numeric`,
              values: twice(anywhere(query.q)),
              type: 'numeric',
            }
          : { sql: 'o.created_at', type: 'timestamptz' },
        page: query,
      });
      const role = await countFacet(tx, {
        from: 'organisation o',
        where: everything({ ...query, role: undefined }),
        column: 'o.roles',
        list: true,
      });
      return { items: rows.map(rowOf), next, total, facets: { role } };
    });
  }

  read(id: string): Promise<ShownOrganisation> {
    return this.database.asActor('anonymous', async (tx) => {
      const row = await queryRow(
        tx,
        ReadRow,
        'SELECT o.id, o.name, o.roles, o.region, o.created_at FROM organisation o WHERE o.id = $1 AND o.verified',
        [id],
      );
      if (!row) throw new Refusal('not_found', { thing: 'organisation', id });
      const { created_at, ...named } = row as Omit<ShownOrganisation, 'since'> & { created_at: Date };
      return {
        ...named,
        since: created_at.toISOString(),
        record: await recordOf(tx, id),
        ...(await listsOf(tx, id)),
      };
    });
  }
}

const rowOf = ({
  id,
  name,
  roles,
  region,
  scenarios,
  solutions,
  datasets,
  certificates,
  cases,
  badges,
}: ShownOrganisationRow) => ({
  id,
  name,
  roles,
  region,
  scenarios,
  solutions,
  datasets,
  certificates,
  cases,
  badges,
});

const named = "(o.name->>'zh' ILIKE ? OR o.name->>'en' ILIKE ?)";
const twice = (pattern: string): [string, string] => [pattern, pattern];

/**
 * An office goes by a shorter name than its seal's: what is written without spaces in Chinese is found with other
 * characters between (市气象局 in 成都市气象局, 蓉感科技 in 蓉感智能科技有限公司).
 */
function loose(text: string): string {
  return /^\p{Script=Han}{2,12}$/u.test(text) ? `%${[...text].join('%')}%` : anywhere(text);
}

const RecordOfRow = z.object({
  key: z.string(),
  number: z.number(),
});

const RecordOfRow2 = z.object({
  replications: z.number(),
});

async function recordOf(tx: Tx, id: string): Promise<ShownOrganisation['record']> {
  const tally = async <K extends string>(keys: readonly K[], sql: string): Promise<Record<K, number>> => {
    const rows = await queryRows(tx, RecordOfRow, sql, [id]);
    const of = new Map(rows.map(({ key, number }) => [key, number]));
    return Object.fromEntries(keys.map((key) => [key, of.get(key) ?? 0])) as Record<K, number>;
  };
  const { replications } = await queryOne(
    tx,
    RecordOfRow2,
    `SELECT coalesce(sum(n.replications), 0)::int AS replications FROM organisation o, replication_count n
     WHERE o.id = $1 AND n.case_id IN (SELECT c.id FROM ${shown.cases})`,
    [id],
  );
  return {
    certificates: await tally(
      ['valid', 'watch', 'suspended', 'expired', 'revoked'],
      'SELECT status AS key, count(*)::int AS number FROM public_certificate WHERE vendor_id = $1 GROUP BY status',
    ),
    results: await tally(
      ['pass', 'fail', 'inconclusive'],
      'SELECT verdict AS key, count(*)::int AS number FROM published_result WHERE vendor_id = $1 GROUP BY verdict',
    ),
    cases: await tally(
      ['accepted', 'failed'],
      `SELECT c.outcome AS key, count(*)::int AS number FROM organisation o, ${shown.cases.replace(' WHERE ', ' WHERE o.id = $1 AND ')} GROUP BY c.outcome`,
    ),
    replications,
  };
}

/** Of six kinds; each list's columns are its contract's. */
const Shown = z.record(z.string(), z.unknown());

const ListsOfRow = z.object({
  total: z.number(),
});

async function listsOf(tx: Tx, id: string) {
  const list = async <K extends keyof typeof shown>(
    kind: K,
    select: string,
    order: string,
  ): Promise<ShownOrganisation[K]> => {
    const from = `organisation o CROSS JOIN LATERAL (SELECT ${select}, ${order} AS rank FROM ${shown[kind]} ORDER BY rank DESC LIMIT ${most}) x
      WHERE o.id = $1 ORDER BY x.rank DESC`;
    const items = await queryRows(tx, Shown, `SELECT x.* FROM ${from}`, [id]);
    const { total } = await queryOne(
      tx,
      ListsOfRow,
      `SELECT ${count(kind)} AS total FROM organisation o WHERE o.id = $1`,
      [id],
    );
    return { total, items: items.map(({ rank: _, ...item }) => item) } as unknown as ShownOrganisation[K];
  };
  const certified = (by: string) =>
    `(SELECT count(*)::int FROM published_result p WHERE p.${by} = c.id AND p.certificate_status = 'valid') AS certificates`;
  const instant = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
  return {
    scenarios: await list(
      'scenarios',
      "s.id, s.need->'title' AS title, s.status, s.need->>'deadline' AS deadline",
      's.updated_at',
    ),
    solutions: await list(
      'solutions',
      `c.id, c.listed->'title' AS title, (c.listed->>'trl')::int AS trl, ${certified('solution_id')},
       (SELECT count(DISTINCT p.benchmark_version_id)::int FROM published_result p WHERE p.solution_id = c.id) AS "testedOn"`,
      'c.updated_at',
    ),
    algorithms: await list(
      'algorithms',
      `c.id, c.listed->'title' AS title, c.task, ${certified('algorithm_id')}`,
      'c.updated_at',
    ),
    datasets: await list(
      'datasets',
      `c.id, c.listed->'title' AS title, c.access_mode AS "accessMode"`,
      'c.updated_at',
    ),
    benchmarks: await list('benchmarks', 'b.id, b.title, v.status', 'b.updated_at'),
    certificates: await list(
      'certificates',
      `c.number, c.status, c.algorithm_title AS algorithm, c.benchmark_title AS benchmark,
       ${instant('c.expires_at')} AS "expiresAt", c.demonstration`,
      'c.issued_at',
    ),
    cases: await list(
      'cases',
      `c.id, c.title, c.outcome, (SELECT jsonb_build_object('id', p.id, 'name', p.name) FROM organisation p
        WHERE p.id = CASE WHEN c.vendor_id = o.id THEN c.department_id ELSE c.vendor_id END) AS other`,
      'c.updated_at',
    ),
  };
}
