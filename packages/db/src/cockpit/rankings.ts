import { boardVendors, type Cockpit, leastFacts, type TicketRates } from '@scenario-lab/contracts/cockpit';
import { rankedFrom, vendorFigures } from '@scenario-lab/contracts/records';
import { type RateKind, rateKinds } from '@scenario-lab/contracts/ticket-rates';
import { z } from 'zod';
import { json, queryOne, queryRows } from '../core/rows.js';
import type { Tx } from '../database.js';
import { readFigures, tallyView } from '../records/record.queries.js';

type Tickets = Cockpit['tickets'];
const TicketRow = z.object({
  department: json<Tickets['departments'][number]['department']>().nullable(),
  grouped: z.number(),
  excluded: z.number(),
  rates: json<Record<RateKind, { met: number; facts: number }>>(),
});
type TicketRow = z.output<typeof TicketRow>;

/** What `countOf` of the domain says of one ticket, summed: a city's tickets are too many to be carried here each minute. */
const counted = (rate: RateKind): { facts: string; met: string } => {
  const due = (column: string, done: string) =>
    `t.${column} IS NOT NULL AND (t.${done} IS NOT NULL OR t.${column} < now())`;
  const resolved = 'coalesce(t.checked_resolved, t.said_resolved)';
  const satisfied = 'coalesce(t.checked_satisfied, t.said_satisfied)';
  if (rate === 'response')
    return { facts: `(${due('respond_due', 'responded_at')})::int`, met: 't.responded_at <= t.respond_due' };
  if (rate === 'resolution')
    return {
      facts: `CASE WHEN t.false_closures > 0 THEN 1 + t.false_closures ELSE (${due('resolve_due', 'closed_at')})::int END`,
      met: `t.false_closures = 0 AND t.closed_at <= t.resolve_due AND ${resolved} IS NOT FALSE`,
    };
  return { facts: `(${satisfied} IS NOT NULL)::int`, met: satisfied };
};
const sums = rateKinds.map((rate) => {
  const { facts, met } = counted(rate);
  const own = 't.excluded IS NULL';
  return `'${rate}', jsonb_build_object('facts', coalesce(sum(${facts}) FILTER (WHERE ${own}), 0),
    'met', count(*) FILTER (WHERE ${own} AND ${met}))`;
});

/** By who answers for them, where they were sent back and nobody does now by who received them first. */
const answering = 'coalesce(t.department_id, t.first_department_id)';
const since = 'current_date - 364';

const TicketsOfRow = z.object({
  day: z.string(),
});

export async function ticketsOf(tx: Tx): Promise<Tickets> {
  const rows = await queryRows(
    tx,
    TicketRow,
    `SELECT q.grouped, q.excluded, q.rates, CASE WHEN o.id IS NULL THEN NULL ELSE jsonb_build_object('id', o.id, 'name', o.name) END AS department
     FROM (SELECT ${answering} AS id, GROUPING(${answering}) AS grouped, count(*) FILTER (WHERE t.excluded IS NOT NULL)::int AS excluded,
         jsonb_build_object(${sums.join(', ')}) AS rates
       FROM ticket t WHERE t.status <> 'new' AND t.reported_at >= (${since})::timestamptz
       GROUP BY GROUPING SETS ((${answering}), ())) q
     LEFT JOIN organisation o ON o.id = q.id ORDER BY q.id`,
  );
  const { day } = await queryOne(tx, TicketsOfRow, `SELECT to_char(${since}, 'YYYY-MM-DD') AS day`);
  const ratesOf = (row: TicketRow | undefined): TicketRates => {
    const one = (kind: RateKind) => {
      const { met, facts } = row?.rates[kind] ?? { met: 0, facts: 0 };
      const told = facts >= leastFacts;
      return {
        share: told ? met / facts : null,
        met: told ? met : null,
        facts,
        excluded: row?.excluded ?? 0,
      };
    };
    return { response: one('response'), resolution: one('resolution'), satisfaction: one('satisfaction') };
  };
  const factsIn = (rates: TicketRates) => rateKinds.reduce((all, kind) => all + (rates[kind].facts ?? 0), 0);
  return {
    since: day,
    all: ratesOf(rows.find(({ grouped }) => grouped === 1)),
    departments: rows
      .flatMap((row) => (row.department ? [{ department: row.department, rates: ratesOf(row) }] : []))
      .sort((one, other) => factsIn(other.rates) - factsIn(one.rates))
      .slice(0, 200),
  };
}

const VendorRow = z.object({
  figure: z.string(),
  vendor: json<Cockpit['vendors'][number]['vendors'][number]['vendor']>(),
  met: z.number(),
  facts: z.number(),
  verified: z.boolean(),
});

/** The records' tallies, as their own page ranks them: verified vendors with enough facts, by estimate. */
export async function vendorsOf(tx: Tx): Promise<Cockpit['vendors']> {
  const rows = await queryRows(
    tx,
    VendorRow,
    `SELECT t.figure, jsonb_build_object('id', o.id, 'name', o.name) AS vendor, t.met, t.facts, o.verified
     FROM record_tally t JOIN organisation o ON o.id = t.organisation_id WHERE t.figure = ANY($1) AND t.facts > 0
     ORDER BY t.facts DESC, o.id`,
    [vendorFigures],
  );
  const figures = await readFigures(tx);
  return vendorFigures.flatMap((figure) => {
    const rules = figures.find((one) => one.figure === figure);
    if (!rules) return [];
    const own = rows.filter((row) => row.figure === figure);
    const [met, facts] = [
      own.reduce((sum, row) => sum + row.met, 0),
      own.reduce((sum, row) => sum + row.facts, 0),
    ];
    const told = facts >= leastFacts;
    return [
      {
        figure,
        published: rules.published,
        all: { share: told ? met / facts : null, met: told ? met : null, facts },
        vendors: own
          .filter((row) => row.verified && row.facts >= rankedFrom)
          .map(({ vendor, ...row }) => {
            const { estimate } = tallyView(rules, { met: row.met, facts: row.facts, excluded: {} });
            return {
              vendor,
              met: row.met,
              facts: row.facts,
              share: row.met / row.facts,
              estimate: estimate ?? 0,
            };
          })
          .sort((one, other) => other.estimate - one.estimate || other.facts - one.facts)
          .slice(0, boardVendors),
      },
    ];
  });
}
