import { Inject, Injectable } from '@nestjs/common';
import type { Answer, Received } from '@scenario-lab/contracts/route';
import {
  HotSpot,
  type RateGroup,
  type RateRow,
  type readBehindRate,
  type readRates,
} from '@scenario-lab/contracts/ticket-rates';
import { Where } from '@scenario-lab/db/core/page';
import { json, queryRows, word } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { readTerms } from '@scenario-lab/db/taxonomies/terms.queries';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { countOf, type TicketFact, threeRates } from '@scenario-lab/domain/tickets/three-rates';
import { z } from 'zod';
import { DATABASE } from '../http/tokens.js';

interface FactRow extends TicketFact {
  id: string;
  number: string;
  title: Answer<typeof readBehindRate>[number]['title'];
  status: Answer<typeof readBehindRate>[number]['status'];
  group: string;
}

/** Who answered for it, where it was sent back and nobody does now: who received it first. */
const answering = 'coalesce(t.department_id, t.first_department_id)';
const groupSql: Record<RateGroup, string> = {
  department: `coalesce(${answering}::text, '')`,
  vendor: `coalesce(t.vendor_id::text, '')`,
  region: `coalesce(t.region, '')`,
  month: `to_char(t.reported_at, 'YYYY-MM')`,
  category: 't.category',
};
const ms = (column: string) => `(extract(epoch FROM ${column}) * 1000)::float8`;

/** The three rates, worked out from the tickets themselves whenever they are asked for. */
@Injectable()
export class RatesQuery {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  rates(
    actor: SignedIn,
    { by, from, until }: Received<typeof readRates>['query'],
  ): Promise<Answer<typeof readRates>> {
    return this.database.asActor(actor, async (tx) => {
      const facts = await factsOf(tx, by, { from, until });
      const now = Date.now();
      const groups = new Map<string, FactRow[]>();
      for (const fact of facts) groups.set(fact.group, [...(groups.get(fact.group) ?? []), fact]);
      const names = await namesOf(tx, by, [...groups.keys()]);
      const returns = by === 'department' ? await returnsOf(tx, { from, until }) : null;
      const row = (key: string, of: readonly FactRow[], sentBack: number | null): RateRow => ({
        key,
        name: names.get(key) ?? null,
        ...threeRates(of, now),
        returns: sentBack,
      });
      const rows = [...groups]
        .map(([key, of]) => row(key, of, returns && (returns.get(key) ?? 0)))
        .sort((one, other) =>
          by === 'month' ? (one.key < other.key ? 1 : -1) : other.tickets - one.tickets,
        );
      const all = returns && [...returns.values()].reduce((sum, count) => sum + count, 0);
      return { rows, total: row('', facts, all) };
    });
  }

  behind(
    actor: SignedIn,
    { by, key, rate, from, until }: Received<typeof readBehindRate>['query'],
  ): Promise<Answer<typeof readBehindRate>> {
    return this.database.asActor(actor, async (tx) => {
      const now = Date.now();
      const facts = await factsOf(tx, by, { from, until }, key);
      return facts.map(({ id, number, title, status, ...fact }) => ({
        ...{ id, number, title, status, excluded: fact.excluded },
        ...countOf(fact, rate, now),
      }));
    });
  }

  /** Of the tickets the reader has to do with; a repeat counts, for it shows how many are troubled. */
  hotSpots(actor: SignedIn, days: number): Promise<HotSpot[]> {
    return this.database.asActor(actor, (tx) =>
      queryRows(
        tx,
        HotSpot,
        `SELECT category, region, (count(*) FILTER (WHERE fresh))::int AS tickets, (count(*) FILTER (WHERE NOT fresh))::int AS before,
           coalesce(sum(reopened) FILTER (WHERE fresh), 0)::int AS reopened,
           coalesce((array_agg(jsonb_build_object('id', id, 'number', number, 'title', title) ORDER BY reported_at DESC)
             FILTER (WHERE fresh))[1:5], '{}') AS examples
         FROM (SELECT t.*, t.reported_at >= now() - make_interval(days => $1) AS fresh FROM ticket t
           WHERE ${spotSql} AND t.reported_at >= now() - make_interval(days => 2 * $1)) AS known
         GROUP BY category, region HAVING count(*) FILTER (WHERE fresh) > 0
         ORDER BY tickets DESC, category, region NULLS LAST LIMIT 200`,
        [days],
      ),
    );
  }
}

/** A ticket `t` that shows where things pile up: a repeat counts. */
export const spotSql = `(t.status <> 'new' AND coalesce(t.excluded, 'duplicate') = 'duplicate')`;

interface Period {
  from?: string | undefined;
  until?: string | undefined;
}

const FactShape = z.object({
  id: z.string(),
  number: z.string(),
  title: json<Answer<typeof readBehindRate>[number]['title']>(),
  status: word<Answer<typeof readBehindRate>[number]['status']>(),
  group: z.string(),
  excluded: word<NonNullable<FactRow['excluded']>>().nullable(),
  respondDue: z.number().nullable(),
  respondedAt: z.number().nullable(),
  resolveDue: z.number().nullable(),
  closedAt: z.number().nullable(),
  resolved: z.boolean().nullable(),
  satisfied: z.boolean().nullable(),
  falseClosures: z.number(),
});

/** The lab's of all, everybody else's of what is theirs to answer for: helping another department is not. */
async function factsOf(tx: Tx, by: RateGroup, { from, until }: Period, key?: string): Promise<FactRow[]> {
  const where = new Where()
    .and(`t.status <> 'new'`)
    .and(`app_lab_reads() OR ${answering} = app_org() OR t.vendor_id = app_org()`);
  if (by === 'vendor') where.and('t.vendor_id IS NOT NULL').and('app_lab_reads() OR t.vendor_id = app_org()');
  if (by === 'department') where.and(`app_lab_reads() OR ${answering} = app_org()`);
  if (from) where.and('t.reported_at >= ?::date::timestamptz', from);
  if (until) where.and('t.reported_at < (?::date + 1)::timestamptz', until);
  if (key !== undefined) where.and(`${groupSql[by]} = ?`, key);
  return queryRows(
    tx,
    FactShape,
    `SELECT t.id, t.number, t.title, t.status, ${groupSql[by]} AS "group", t.excluded, ${ms('t.respond_due')} AS "respondDue",
       ${ms('t.responded_at')} AS "respondedAt", ${ms('t.resolve_due')} AS "resolveDue", ${ms('t.closed_at')} AS "closedAt",
       coalesce(t.checked_resolved, t.said_resolved) AS resolved, coalesce(t.checked_satisfied, t.said_satisfied) AS satisfied,
       t.false_closures AS "falseClosures"
     FROM ticket t WHERE ${where.sql} ORDER BY t.reported_at DESC, t.id`,
    where.values,
  );
}

const ReturnsOfRow = z.object({
  id: z.string(),
  count: z.number(),
});

/** Of tickets reported in the period, by who sent them back. */
async function returnsOf(tx: Tx, { from, until }: Period): Promise<Map<string, number>> {
  const where = new Where()
    .and(`e.event = 'ticket.returned'`)
    .and('app_lab_reads() OR e.organisation_id = app_org()');
  if (from) where.and('t.reported_at >= ?::date::timestamptz', from);
  if (until) where.and('t.reported_at < (?::date + 1)::timestamptz', until);
  const rows = await queryRows(
    tx,
    ReturnsOfRow,
    `SELECT e.organisation_id AS id, count(*)::int AS count FROM ticket t JOIN event e ON e.thing = 'ticket' AND e.thing_id = t.id
     WHERE ${where.sql} GROUP BY 1`,
    where.values,
  );
  return new Map(rows.map(({ id, count }) => [id, count]));
}

const NamesOfRow = z.object({
  id: z.string(),
  name: json<NonNullable<RateRow['name']>>().nullable(),
});

async function namesOf(
  tx: Tx,
  by: RateGroup,
  keys: readonly string[],
): Promise<Map<string, RateRow['name']>> {
  if (by === 'region' || by === 'category') {
    const kind = by === 'region' ? 'region' : 'ticket_category';
    const terms = await readTerms(tx);
    return new Map(terms.filter((term) => term.kind === kind).map(({ code, name }) => [code, name]));
  }
  if (by === 'month') return new Map();
  const rows = await queryRows(
    tx,
    NamesOfRow,
    'SELECT id::text, name FROM organisation WHERE id::text = ANY($1)',
    [keys],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}
