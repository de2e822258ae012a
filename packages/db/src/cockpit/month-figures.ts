import { buyerRates, dataUseKinds, leastFacts, type StatisticsRow } from '@scenario-lab/contracts/cockpit';
import type { monthDefinitions } from '@scenario-lab/contracts/month-figures';
import { stages } from '@scenario-lab/contracts/taxonomies';
import { z } from 'zod';
import { queryOne, queryRows } from '../core/rows.js';
import type { Tx } from '../database.js';
import { rateOfKind } from './windows.js';

export type MonthFigure = (typeof monthDefinitions)[number]['figure'];

/** The month `$1` in the session's zone, which is the lab's. */
const from = `($1 || '-01')::date::timestamptz`;
export const monthUntil = `(($1 || '-01')::date + interval '1 month')::date::timestamptz`;
export const withinMonth = (column: string) => `${column} >= ${from} AND ${column} < ${monthUntil}`;

/** Figures that count events, each a part of its own. */
export const monthEvents: Partial<Record<MonthFigure, readonly string[]>> = {
  'month.published': [
    'solution.listed',
    'algorithm.listed',
    'dataset.listed',
    'scenario.published',
    'case.published',
  ],
  'month.certificates': ['certificate.issued', 'certificate.suspended', 'certificate.revoked'],
  'month.replications': ['replication.requested', 'replication.adopted', 'replication.declined'],
};

const MonthFiguresRow = z.object({
  runs: z.number(),
  hours: z.number(),
});

const MonthFiguresRow2 = z.object({
  kind: z.string(),
  n: z.number(),
});

/** A past month counted out of the rollups and the history; in the order of the definitions. Errors: none; an empty month is noughts. */
export async function monthFigures(tx: Tx, month: string): Promise<StatisticsRow[]> {
  const events = await eventsOf(tx, month);
  const stays = await staysOf(tx, month);
  const runs = await queryOne(
    tx,
    MonthFiguresRow,
    `SELECT count(*)::int AS runs, coalesce(sum(cpu_seconds), 0)::float8 / 3600 AS hours FROM run_tally
     WHERE state <> 'cancelled' AND ${withinMonth('ended_at')}`,
    [month],
  );
  const uses = await queryRows(
    tx,
    MonthFiguresRow2,
    `SELECT kind, count(*)::int AS n FROM data_use WHERE ${withinMonth('at')} GROUP BY kind`,
    [month],
  );
  const row = (
    figure: MonthFigure,
    slice: string | null,
    value: number | null,
    facts: number | null = null,
  ): StatisticsRow => ({ figure, slice, value, facts, heldBack: value === null });
  const happened = (figure: MonthFigure) =>
    (monthEvents[figure] ?? []).map((event) => row(figure, event, events.get(event) ?? 0));
  return [
    ...happened('month.published'),
    ...stages.map((stage) => row('month.entered', stage, stays.get(stage)?.entered ?? 0)),
    ...stages.map((stage) => row('month.here', stage, stays.get(stage)?.here ?? 0)),
    ...stages.map((stage) => {
      const { ended = 0, median = null } = stays.get(stage) ?? {};
      const told = median !== null && ended >= leastFacts;
      return row('month.median_days', stage, told ? Math.round(median * 10) / 10 : null, ended);
    }),
    ...(await ratesOf(tx, month)).map(({ rate, facts, met }) =>
      row('month.buyer', rate, facts >= leastFacts ? met / facts : null, facts),
    ),
    ...happened('month.certificates'),
    row('month.runs', null, runs.runs),
    row('month.cpu_hours', null, Math.round(runs.hours * 100) / 100),
    ...dataUseKinds.map((kind) =>
      row('month.data_uses', kind, uses.find((one) => one.kind === kind)?.n ?? 0),
    ),
    ...happened('month.replications'),
  ];
}

const EventsOfRow = z.object({
  event: z.string(),
  n: z.number(),
});

async function eventsOf(tx: Tx, month: string): Promise<Map<string, number>> {
  const rows = await queryRows(
    tx,
    EventsOfRow,
    `SELECT event, count(*)::int AS n FROM event WHERE event = ANY($2) AND ${withinMonth('at')} GROUP BY event`,
    [month, Object.values(monthEvents).flat()],
  );
  return new Map(rows.map(({ event, n }) => [event, n]));
}

const MonthStays = z.object({
  stage: z.string(),
  entered: z.number(),
  here: z.number(),
  ended: z.number(),
  median: z.number().nullable(),
});
type MonthStays = z.output<typeof MonthStays>;

async function staysOf(tx: Tx, month: string): Promise<Map<string, MonthStays>> {
  const left = withinMonth('c.left_at');
  const rows = await queryRows(
    tx,
    MonthStays,
    `SELECT c.stage, count(*) FILTER (WHERE ${withinMonth('c.entered_at')})::int AS entered,
       count(*) FILTER (WHERE c.entered_at < ${monthUntil} AND (c.left_at IS NULL OR c.left_at >= ${monthUntil}))::int AS here,
       count(*) FILTER (WHERE ${left})::int AS ended,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM c.left_at - c.entered_at) / 86400) FILTER (WHERE ${left}) AS median
     FROM chain_stay c WHERE c.entered_at < ${monthUntil} AND (c.left_at IS NULL OR c.left_at >= ${from}) GROUP BY c.stage`,
    [month],
  );
  return new Map(rows.map((one) => [one.stage, one]));
}

const RatesOfRow = z.object({
  rate: z.string(),
  facts: z.number(),
  met: z.number(),
});

async function ratesOf(tx: Tx, month: string): Promise<{ rate: string; facts: number; met: number }[]> {
  const rows = await queryRows(
    tx,
    RatesOfRow,
    `SELECT ${rateOfKind} AS rate, count(*) FILTER (WHERE excluded IS NULL)::int AS facts,
       count(*) FILTER (WHERE excluded IS NULL AND coalesce(met, done_at <= due_at, false))::int AS met
     FROM buyer_fact WHERE least(done_at, due_at) >= ${from} AND least(done_at, due_at) < ${monthUntil} GROUP BY 1`,
    [month],
  );
  return buyerRates.map((rate) => rows.find((one) => one.rate === rate) ?? { rate, facts: 0, met: 0 });
}
