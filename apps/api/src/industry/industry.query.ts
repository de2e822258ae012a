import { Inject, Injectable } from '@nestjs/common';
import {
  type Industry,
  type IndustryFigure,
  type IndustryGap,
  type IndustryRow,
  type IndustryThing,
  industryDefinitions,
  industryFigures,
  type listGaps,
  type listIndustry,
} from '@scenario-lab/contracts/industry';
import type { Answer, Received } from '@scenario-lab/contracts/route';
import { type Field, fields } from '@scenario-lab/contracts/taxonomies';
import { Where } from '@scenario-lab/db/core/page';
import { json, queryRows, word } from '@scenario-lab/db/core/rows';
import type { Database } from '@scenario-lab/db/database';
import { z } from 'zod';
import { placeOf } from '../http/id-page.js';
import { DATABASE } from '../http/tokens.js';
import { linksUnder } from './chain-terms.js';
import { publicFacts } from './public-facts.js';

const Count = z.object({
  figure: word<IndustryFigure>(),
  field: word<Field>().nullable(),
  region: z.string().nullable(),
  /** Bits of what is summed over: 1 the region, 2 the field. */
  over: z.number(),
  n: z.number(),
  budget: z.number().nullable(),
});
type Count = z.output<typeof Count>;

type ThingsAnswer = Omit<IndustryThing, 'at'> & { at: Date; total: number };

const ThingsRow = z.object({
  id: z.string(),
  title: json<ThingsAnswer['title']>(),
  thing: word<ThingsAnswer['thing']>(),
  organisation: json<NonNullable<ThingsAnswer['organisation']>>().nullable(),
  at: z.date(),
  total: z.number(),
});

type GapsAnswer = IndustryGap & { total: number };

const GapsRow = z.object({
  id: z.string(),
  title: json<GapsAnswer['title']>(),
  department: json<GapsAnswer['department']>(),
  field: word<NonNullable<GapsAnswer['field']>>().nullable(),
  region: z.string().nullable(),
  deadline: z.string().nullable(),
  budget: z.number().nullable(),
  state: word<GapsAnswer['state']>(),
  benchmarkId: z.string().nullable(),
  solutions: z.number(),
  total: z.number(),
});

/** Everything is asked through the door that sees what is public, so that everybody reads the same. */
@Injectable()
export class IndustryQuery {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  read(): Promise<Industry> {
    return this.database.asActor('anonymous', async (tx) => {
      const counts = await queryRows(
        tx,
        Count,
        `${publicFacts} SELECT f.figure, u.field, f.region, GROUPING(u.field, f.region) AS over, count(DISTINCT f.id)::int AS n, sum(f.budget) AS budget
         FROM fact f LEFT JOIN LATERAL unnest(f.fields) AS u(field) ON true
         GROUP BY GROUPING SETS ((f.figure), (f.figure, u.field), (f.figure, f.region))`,
      );
      const rowOf = (own: readonly Count[]): IndustryRow => {
        const of = (figure: IndustryFigure) => own.find((one) => one.figure === figure);
        return {
          ...(Object.fromEntries(industryFigures.map((figure) => [figure, of(figure)?.n ?? 0])) as Record<
            IndustryFigure,
            number
          >),
          budget: of('open')?.budget ?? 0,
        };
      };
      const ofRegion = counts.filter(({ over, region }) => over === 2 && region !== null);
      const regions = [...new Set(ofRegion.flatMap(({ region }) => (region === null ? [] : [region])))];
      return {
        at: new Date().toISOString(),
        definitions: industryDefinitions.map((one) => ({ ...one })),
        total: rowOf(counts.filter(({ over }) => over === 3)),
        byField: fields.map((field) => ({
          field,
          ...rowOf(counts.filter((one) => one.over === 1 && one.field === field)),
        })),
        byRegion: regions
          .map((region) => ({ region, ...rowOf(ofRegion.filter((one) => one.region === region)) }))
          .sort((one, other) => other.needs - one.needs || (one.region < other.region ? -1 : 1)),
      };
    });
  }

  /** The things of a figure, newest first. */
  things({
    of,
    field,
    region,
    chain,
    cursor,
    limit,
  }: Received<typeof listIndustry>['query']): Promise<Answer<typeof listIndustry>> {
    const from = placeOf(cursor);
    const where = new Where().and('f.figure = ?', of);
    if (field) where.and('? = ANY(f.fields)', field);
    if (region) where.and('f.region = ?', region);
    return this.database.asActor('anonymous', async (tx) => {
      if (chain) where.and('f.links && ?::text[]', await linksUnder(tx, chain));
      const rows = await queryRows(
        tx,
        ThingsRow,
        `${publicFacts} SELECT f.thing, f.id, f.title, CASE WHEN o.id IS NULL THEN NULL ELSE jsonb_build_object('id', o.id, 'name', o.name) END AS organisation,
           f.at, count(*) OVER ()::int AS total
         FROM fact f LEFT JOIN organisation o ON o.id = f.owner_id WHERE ${where.sql}
         ORDER BY f.at DESC, f.id LIMIT ${limit + 1} OFFSET ${from}`,
        where.values,
      );
      return pageFrom(rows, { from, limit }, ({ total: _, at, ...row }) => ({
        ...row,
        at: at.toISOString(),
      }));
    });
  }

  gaps({
    field,
    region,
    chain,
    state,
    cursor,
    limit,
  }: Received<typeof listGaps>['query']): Promise<Answer<typeof listGaps>> {
    const from = placeOf(cursor);
    const where = new Where().and('n.open AND NOT n.certified');
    if (field) where.and('n.field = ?', field);
    if (region) where.and('n.region = ?', region);
    if (state) where.and(`${stateSql} = ?`, state);
    return this.database.asActor('anonymous', async (tx) => {
      if (chain) where.and('n.links && ?::text[]', await linksUnder(tx, chain));
      return queryRows(
        tx,
        GapsRow,
        `${publicFacts} SELECT n.id, n.need->'title' AS title, jsonb_build_object('id', o.id, 'name', o.name) AS department, n.field, n.region,
             n.deadline::text AS deadline, n.budget::float8 AS budget, ${stateSql} AS state, n.exam AS "benchmarkId",
             (SELECT count(*)::int FROM fact f WHERE f.figure = 'solutions' AND n.field = ANY(f.fields)) AS solutions,
             count(*) OVER ()::int AS total
           FROM need n JOIN organisation o ON o.id = n.owner_id WHERE ${where.sql}
           ORDER BY n.exam IS NULL, n.deadline NULLS LAST, n.id LIMIT ${limit + 1} OFFSET ${from}`,
        where.values,
      ).then((rows) => pageFrom(rows, { from, limit }, ({ total: _, ...row }) => row));
    });
  }
}

const stateSql = `CASE WHEN n.exam IS NULL THEN 'no_exam' WHEN n.tested THEN 'unmet' ELSE 'untested' END`;

function pageFrom<Row extends { total: number }, View>(
  rows: readonly Row[],
  { from, limit }: { from: number; limit: number },
  view: (row: Row) => View,
): { items: View[]; next: string | null; total: number } {
  return {
    items: rows.slice(0, limit).map(view),
    next: rows.length > limit ? String(from + limit) : null,
    total: rows[0]?.total ?? from,
  };
}
