import { Inject, Injectable } from '@nestjs/common';
import type { FollowedThing, listFollows, listSearches } from '@scenario-lab/contracts/follows';
import type { Answer } from '@scenario-lab/contracts/route';
import { json, queryRows, word } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { z } from 'zod';
import { DATABASE } from '../http/tokens.js';

type Follow = Answer<typeof listFollows>[number];
type Search = Answer<typeof listSearches>[number];

/** What the reader may see of it, by row-level security; an organisation by its public page. A draft keeps its title. */
const visible: Readonly<Record<FollowedThing, string>> = {
  scenario: `SELECT id, need->'title' AS title FROM scenario`,
  benchmark: 'SELECT id, title FROM benchmark',
  dataset: `SELECT id, coalesce(listed, CASE WHEN owner_id = app_org() OR app_lab_reads() THEN card END)->'title' AS title FROM dataset`,
  algorithm: `SELECT id, coalesce(listed, CASE WHEN owner_id = app_org() OR app_lab_reads() THEN card END)->'title' AS title FROM algorithm`,
  organisation: 'SELECT id, name AS title FROM organisation WHERE verified',
};
const things = Object.entries(visible)
  .map(([thing, sql]) => `SELECT '${thing}' AS thing, x.id, x.title FROM (${sql}) x`)
  .join(' UNION ALL ');

export async function seesThing(tx: Tx, thing: FollowedThing, id: string): Promise<boolean> {
  const rows = await queryRows(
    tx,
    z.unknown(),
    `SELECT 1 FROM (${visible[thing]}) x WHERE id = $1 AND title IS NOT NULL`,
    [id],
  );
  return rows.length > 0;
}

type FollowsAnswer = Omit<Follow, 'since'> & { since: Date };

const FollowsRow = z.object({
  title: json<NonNullable<FollowsAnswer['title']>>().nullable(),
  thing: word<FollowsAnswer['thing']>(),
  thingId: z.string(),
  since: z.date(),
});

type SearchesAnswer = Omit<Search, 'seenAt'> & { seenAt: Date };

const SearchesRow = z.object({
  id: z.string(),
  name: z.string(),
  list: word<SearchesAnswer['list']>(),
  filters: json<SearchesAnswer['filters']>(),
  seenAt: z.date(),
});

@Injectable()
export class FollowsQuery {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  follows(actor: SignedIn): Promise<Follow[]> {
    return this.database.asActor(actor, async (tx) => {
      const rows = await queryRows(
        tx,
        FollowsRow,
        `SELECT f.thing, f.thing_id AS "thingId", (SELECT x.title FROM (${things}) x
           WHERE x.thing = f.thing AND x.id = f.thing_id) AS title, f.created_at AS since
         FROM follow f ORDER BY f.created_at DESC, f.thing_id`,
      );
      return rows.map((row) => ({ ...row, since: row.since.toISOString() }));
    });
  }

  searches(actor: SignedIn): Promise<Search[]> {
    return this.database.asActor(actor, async (tx) => {
      const rows = await queryRows(
        tx,
        SearchesRow,
        `SELECT id, name, list, filters, seen_at AS "seenAt" FROM saved_search ORDER BY created_at DESC, id`,
      );
      return rows.map((row) => ({ ...row, seenAt: row.seenAt.toISOString() }));
    });
  }
}
