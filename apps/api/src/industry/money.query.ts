import { Inject, Injectable } from '@nestjs/common';
import {
  type IndustryMoney,
  type listMoney,
  type MoneyEntry,
  type MoneyRow,
  moneyDefinitions,
} from '@scenario-lab/contracts/industry-money';
import type { Answer, Received } from '@scenario-lab/contracts/route';
import { type Field, fields } from '@scenario-lab/contracts/taxonomies';
import { Where } from '@scenario-lab/db/core/page';
import { json, queryRows, word } from '@scenario-lab/db/core/rows';
import type { Database } from '@scenario-lab/db/database';
import { z } from 'zod';
import { placeOf } from '../http/id-page.js';
import { DATABASE } from '../http/tokens.js';

/** Days are the lab's: the session's time zone is. What was imported has no event of its publication. */
const amounts = `WITH amount AS (
  SELECT 'award' AS kind, c.id, c.terms->'title' AS title,
    c.department_id, (c.award->'vendor'->>'id')::uuid AS vendor_id, (c.award->>'price')::float8 AS amount,
    (c.award->>'at')::timestamptz::date AS "on", s.field, s.region
  FROM open_call c JOIN scenario s ON s.id = c.scenario_id WHERE c.status = 'awarded' AND c.award IS NOT NULL
  UNION ALL
  SELECT 'budget', s.id, s.need->'title', s.owner_id, NULL, s.budget::float8,
    coalesce((SELECT min(e.at) FROM event e WHERE e.thing = 'scenario' AND e.thing_id = s.id AND e.event = 'scenario.published'),
      s.created_at)::date, s.field, s.region
  FROM scenario s WHERE s.status IN ('published', 'closed', 'archived') AND s.budget IS NOT NULL)`;

const Sum = z.object({
  kind: word<MoneyEntry['kind']>(),
  field: word<Field>().nullable(),
  region: z.string().nullable(),
  year: z.number().nullable(),
  /** Bits of what is summed over: 1 the year, 2 the region, 4 the field. */
  over: z.number(),
  n: z.number(),
  amount: z.number(),
});
type Sum = z.output<typeof Sum>;

type ListAnswer = MoneyEntry & { total: number };

const ListRow = z.object({
  kind: word<ListAnswer['kind']>(),
  id: z.string(),
  title: json<ListAnswer['title']>(),
  department: json<ListAnswer['department']>(),
  vendor: json<NonNullable<ListAnswer['vendor']>>().nullable(),
  amount: z.number(),
  on: z.string(),
  total: z.number(),
});

/** Everything is asked through the door that sees what is public, so that everybody reads the same. */
@Injectable()
export class MoneyQuery {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  async read(): Promise<IndustryMoney> {
    const sums = await this.database.asActor('anonymous', (tx) =>
      queryRows(
        tx,
        Sum,
        `${amounts} SELECT a.kind, a.field, a.region, extract(year FROM a."on")::int AS year,
           GROUPING(a.field, a.region, extract(year FROM a."on")) AS over, count(*)::int AS n, sum(a.amount) AS amount
         FROM amount a GROUP BY GROUPING SETS ((a.kind), (a.kind, a.field), (a.kind, a.region), (a.kind, extract(year FROM a."on")))`,
      ),
    );
    const rowOf = (own: readonly Sum[]): MoneyRow => {
      const of = (kind: Sum['kind']) => own.find((one) => one.kind === kind);
      return {
        ...{ awards: of('award')?.n ?? 0, awarded: of('award')?.amount ?? 0 },
        ...{ budgets: of('budget')?.n ?? 0, invested: of('budget')?.amount ?? 0 },
      };
    };
    const [ofField, ofRegion, ofYear] = [3, 5, 6].map((over) => sums.filter((one) => one.over === over));
    const years = [...new Set((ofYear ?? []).flatMap(({ year }) => year ?? []))].sort((a, b) => b - a);
    const regions = [...new Set((ofRegion ?? []).map(({ region }) => region))];
    return {
      at: new Date().toISOString(),
      definitions: moneyDefinitions.map((one) => ({ ...one })),
      total: rowOf(sums.filter(({ over }) => over === 7)),
      byField: [...fields, null]
        .map((field) => ({ field, ...rowOf((ofField ?? []).filter((one) => one.field === field)) }))
        .filter(({ field, awards, budgets }) => field !== null || awards + budgets > 0),
      byRegion: regions
        .map((region) => ({ region, ...rowOf((ofRegion ?? []).filter((one) => one.region === region)) }))
        // What states no district comes last, whatever its sum.
        .sort(
          (a, b) =>
            Number(a.region === null) - Number(b.region === null) ||
            b.awarded + b.invested - (a.awarded + a.invested) ||
            ((a.region ?? '') < (b.region ?? '') ? -1 : 1),
        ),
      byYear: years.map((year) => ({ year, ...rowOf((ofYear ?? []).filter((one) => one.year === year)) })),
    };
  }

  list({
    kind,
    field,
    region,
    year,
    cursor,
    limit,
  }: Received<typeof listMoney>['query']): Promise<Answer<typeof listMoney>> {
    const from = placeOf(cursor);
    const where = new Where();
    if (kind) where.and('a.kind = ?', kind);
    if (field) where.and('a.field = ?', field);
    if (region) where.and('a.region = ?', region);
    if (year) where.and('extract(year FROM a."on") = ?', year);
    return this.database.asActor('anonymous', async (tx) => {
      const rows = await queryRows(
        tx,
        ListRow,
        `${amounts} SELECT a.kind, a.id, a.title, jsonb_build_object('id', d.id, 'name', d.name) AS department,
           CASE WHEN v.id IS NULL THEN NULL ELSE jsonb_build_object('id', v.id, 'name', v.name) END AS vendor,
           a.amount, a."on"::text AS "on", count(*) OVER ()::int AS total
         FROM amount a JOIN organisation d ON d.id = a.department_id LEFT JOIN organisation v ON v.id = a.vendor_id
         WHERE ${where.sql} ORDER BY a."on" DESC, a.amount DESC, a.id LIMIT ${limit + 1} OFFSET ${from}`,
        where.values,
      );
      return {
        items: rows.slice(0, limit).map(({ total: _, ...row }) => row),
        next: rows.length > limit ? String(from + limit) : null,
        total: rows[0]?.total ?? from,
      };
    });
  }
}
