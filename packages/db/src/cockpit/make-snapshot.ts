import {
  type BuyerRate,
  buyerRates,
  Cockpit,
  certificateHealth,
  dataUseKinds,
  leastFacts,
  type Rates,
  replicationSteps,
} from '@scenario-lab/contracts/cockpit';
import { fields, stages } from '@scenario-lab/contracts/taxonomies';
import { expectedDays } from '@scenario-lab/domain/cockpit/engagement-facts';
import { publicEdition } from '@scenario-lab/domain/cockpit/public-edition';
import { z } from 'zod';
import { publishedSql } from '../catalogue/listing.queries.js';
import { execute, json, queryOne, queryRows, word } from '../core/rows.js';
import type { Tx } from '../database.js';
import { publicPage, publicTitle } from './public-happening.js';
import { ticketsOf, vendorsOf } from './rankings.js';
import { buyersWindow, endedWindow, rateOfKind, recently } from './windows.js';

type Lab = Cockpit;

/** Makes both editions anew out of the rollups. Days are the session's, which are the lab's. */
export async function makeSnapshot(tx: Tx): Promise<void> {
  const lab = await labEdition(tx);
  for (const cockpit of [lab, publicEdition(lab)])
    await execute(
      tx,
      `INSERT INTO cockpit_snapshot (edition, at, body) VALUES ($1, $2, $3)
       ON CONFLICT (edition) DO UPDATE SET at = EXCLUDED.at, body = EXCLUDED.body WHERE cockpit_snapshot.at <= EXCLUDED.at`,
      [cockpit.edition, cockpit.at, JSON.stringify(cockpit)],
    );
}

const LabEditionRow = z.object({
  at: z.date(),
});

export async function labEdition(tx: Tx): Promise<Lab> {
  const { at } = await queryOne(tx, LabEditionRow, 'SELECT now() AS at');
  const funnel = await funnelOf(tx);
  return Cockpit.parse({
    edition: 'lab',
    at: (at as Date).toISOString(),
    funnel,
    clog: clogOf(funnel),
    fields: await fieldsOf(tx),
    certificates: await certificatesOf(tx),
    buyers: await buyersOf(tx),
    tickets: await ticketsOf(tx),
    vendors: await vendorsOf(tx),
    compute: await computeOf(tx),
    data: await dataOf(tx),
    replications: await replicationsOf(tx),
    cases: await casesOf(tx),
    today: await todayOf(tx),
  });
}

const tenth = (value: number | null, facts: number): number | null =>
  value === null || facts < leastFacts ? null : Math.round(value * 10) / 10;

const FunnelOfRow = z.object({
  stage: z.string(),
  here: z.number(),
  overdue: z.number(),
  ended: z.number(),
  median: z.number().nullable(),
  waiting: z.number().nullable(),
});

async function funnelOf(tx: Tx): Promise<Lab['funnel']> {
  const rows = await queryRows(
    tx,
    FunnelOfRow,
    `SELECT x.stage, count(c.*) FILTER (WHERE c.left_at IS NULL)::int AS here,
       count(c.*) FILTER (WHERE c.left_at IS NULL AND c.entered_at < now() - make_interval(days => x.days))::int AS overdue,
       count(c.*) FILTER (WHERE c.left_at IS NOT NULL)::int AS ended,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM c.left_at - c.entered_at) / 86400)
         FILTER (WHERE c.left_at IS NOT NULL) AS median,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM now() - c.entered_at) / 86400)
         FILTER (WHERE c.left_at IS NULL) AS waiting
     FROM jsonb_to_recordset($1) AS x(stage text, days int)
       LEFT JOIN chain_stay c ON c.stage = x.stage AND (c.left_at IS NULL OR ${endedWindow('c')}) GROUP BY x.stage`,
    [JSON.stringify(stages.map((stage) => ({ stage, days: expectedDays[stage] })))],
  );
  return stages.map((stage) => {
    const row = rows.find((one) => one.stage === stage);
    const { here = 0, overdue = 0, ended = 0, median = null, waiting = null } = row ?? {};
    return {
      stage,
      here,
      overdue,
      expectedDays: expectedDays[stage],
      medianDays: tenth(median, ended),
      ended,
      waitingDays: tenth(waiting, here),
    };
  });
}

function clogOf(funnel: Lab['funnel']): Lab['clog'] {
  const [worst] = [...funnel].sort((one, other) => (other.overdue ?? 0) - (one.overdue ?? 0));
  return worst && (worst.overdue ?? 0) > 0 ? worst.stage : null;
}

function fieldsOf(tx: Tx): Promise<Lab['fields']> {
  return queryRows(
    tx,
    Cockpit.shape.fields.element,
    `WITH needs AS (SELECT field, count(*)::int AS n FROM scenario WHERE status IN ('published', 'closed') GROUP BY field),
       certified AS (SELECT DISTINCT a.solution_id AS id FROM certificate k JOIN algorithm_version v ON v.id = k.algorithm_version_id
         JOIN algorithm a ON a.id = v.algorithm_id WHERE k.status IN ('valid', 'watch') AND a.solution_id IS NOT NULL),
       cards AS (SELECT u.field, count(*)::int AS n, count(certified.id)::int AS certified
         FROM solution c CROSS JOIN LATERAL (SELECT DISTINCT unnest(c.fields) AS field) u LEFT JOIN certified ON certified.id = c.id
         WHERE ${publishedSql('c')} GROUP BY u.field)
     SELECT f.field, coalesce(needs.n, 0) AS needs, coalesce(cards.n, 0) AS solutions, coalesce(cards.certified, 0) AS certified
     FROM unnest($1::text[]) WITH ORDINALITY AS f(field, place) LEFT JOIN needs ON needs.field = f.field
       LEFT JOIN cards ON cards.field = f.field ORDER BY f.place`,
    [fields],
  );
}

const keyed = <K extends string>(keys: readonly K[], rows: readonly { key: string; n: number }[]) =>
  Object.fromEntries(keys.map((key) => [key, rows.find((row) => row.key === key)?.n ?? 0])) as Record<
    K,
    number
  >;

const CertificatesOfRow = z.object({
  key: z.string(),
  n: z.number(),
});

async function certificatesOf(tx: Tx): Promise<Lab['certificates']> {
  return keyed(
    certificateHealth,
    await queryRows(
      tx,
      CertificatesOfRow,
      `SELECT CASE WHEN status = 'valid' AND expires_at < now() + interval '60 days' THEN 'ends_soon' ELSE status END AS key,
         count(*)::int AS n FROM certificate GROUP BY 1`,
    ),
  );
}

const RateRow = z.object({
  department: json<Lab['buyers']['departments'][number]['department']>().nullable(),
  rate: word<BuyerRate>(),
  facts: z.number(),
  met: z.number(),
  excluded: z.number(),
});
type RateRow = z.output<typeof RateRow>;

async function buyersOf(tx: Tx): Promise<Lab['buyers']> {
  const rows = await queryRows(
    tx,
    RateRow,
    `SELECT CASE WHEN q.department_id IS NULL THEN NULL ELSE jsonb_build_object('id', o.id, 'name', o.name) END AS department,
       q.rate, q.facts, q.met, q.excluded
     FROM (SELECT department_id, ${rateOfKind} AS rate, count(*) FILTER (WHERE excluded IS NULL)::int AS facts,
         count(*) FILTER (WHERE excluded IS NULL AND coalesce(met, done_at <= due_at, false))::int AS met,
         count(*) FILTER (WHERE excluded IS NOT NULL)::int AS excluded
       FROM buyer_fact WHERE ${buyersWindow} GROUP BY GROUPING SETS ((${rateOfKind}, department_id), (${rateOfKind}))) q
     LEFT JOIN organisation o ON o.id = q.department_id ORDER BY q.department_id`,
  );
  const ids = [...new Set(rows.flatMap(({ department }) => (department ? [department.id] : [])))];
  return {
    all: ratesOf(rows.filter(({ department }) => department === null)),
    departments: ids
      .map((id) => rows.filter(({ department }) => department?.id === id))
      .flatMap((own) => (own[0]?.department ? [{ department: own[0].department, rates: ratesOf(own) }] : []))
      .sort((one, other) => factsIn(other.rates) - factsIn(one.rates))
      .slice(0, 200),
  };
}

const factsIn = (rates: Rates) => buyerRates.reduce((all, rate) => all + (rates[rate].facts ?? 0), 0);

function ratesOf(rows: readonly RateRow[]): Rates {
  const one = (name: BuyerRate) => {
    const { facts, met, excluded } = rows.find(({ rate }) => rate === name) ?? {
      facts: 0,
      met: 0,
      excluded: 0,
    };
    const told = facts >= leastFacts;
    // To say how many of three were met is to say the share.
    return { share: told ? met / facts : null, met: told ? met : null, facts, excluded };
  };
  return { response: one('response'), decision: one('decision'), conversion: one('conversion') };
}

const ComputeOfRow = z.object({
  waiting: z.number(),
  running: z.number(),
  slots: z.number(),
});

const ComputeOfRow2 = z.object({
  day: z.string(),
  runs: z.number(),
  cpuHours: z.number(),
});

async function computeOf(tx: Tx): Promise<Lab['compute']> {
  const now = await queryOne(
    tx,
    ComputeOfRow,
    `SELECT count(*) FILTER (WHERE state = 'queued')::int AS waiting,
       count(*) FILTER (WHERE state IN ('preparing', 'executing', 'scoring'))::int AS running,
       (SELECT coalesce(sum(slots), 0)::int FROM worker_state WHERE sandbox = 'available'
         AND seen_at > now() - interval '60 seconds') AS slots
     FROM run_tally WHERE state IN ('queued', 'preparing', 'executing', 'scoring')`,
  );
  const days = await queryRows(
    tx,
    ComputeOfRow2,
    `SELECT to_char(d.day, 'YYYY-MM-DD') AS day, count(t.run_id)::int AS runs,
       coalesce(sum(t.cpu_seconds), 0)::float8 / 3600 AS "cpuHours"
     FROM generate_series(current_date - 29, current_date, interval '1 day') AS d(day)
       LEFT JOIN run_tally t ON t.state <> 'cancelled' AND t.ended_at >= d.day::date::timestamptz
         AND t.ended_at < (d.day::date + 1)::timestamptz GROUP BY d.day ORDER BY d.day`,
  );
  return {
    ...now,
    runs: days.reduce((all, { runs }) => all + runs, 0),
    cpuHours: hundredth(days.reduce((all, { cpuHours }) => all + cpuHours, 0)),
    days: days.map((day) => ({ ...day, cpuHours: hundredth(day.cpuHours) })),
  };
}

const hundredth = (value: number) => Math.round(value * 100) / 100;

const DataOfRow = z.object({
  listed: z.number(),
  users: z.number(),
});

async function dataOf(tx: Tx): Promise<Lab['data']> {
  const row = await queryOne(
    tx,
    DataOfRow,
    `SELECT (SELECT count(*)::int FROM dataset c WHERE ${publishedSql('c')}) AS listed,
       (SELECT count(DISTINCT organisation_id)::int FROM data_use WHERE ${recently('at')}) AS users`,
  );
  const uses = await queryRows(
    tx,
    CertificatesOfRow,
    `SELECT kind AS key, count(*)::int AS n FROM data_use WHERE ${recently('at')} GROUP BY kind`,
  );
  return { ...row, uses: keyed(dataUseKinds, uses) };
}

async function replicationsOf(tx: Tx): Promise<Lab['replications']> {
  return keyed(
    replicationSteps,
    await queryRows(
      tx,
      CertificatesOfRow,
      'SELECT status AS key, count(*)::int AS n FROM replication GROUP BY status',
    ),
  );
}

async function casesOf(tx: Tx): Promise<Lab['cases']> {
  return keyed(
    ['accepted', 'failed'],
    await queryRows(
      tx,
      CertificatesOfRow,
      'SELECT outcome AS key, count(*)::int AS n FROM lab_case WHERE published GROUP BY outcome',
    ),
  );
}

const latestShown = 12;

const TodayOfRow = z.object({
  day: z.string(),
});

const TodayOfRow2 = z.object({
  event: z.string(),
  count: z.number(),
});

const TodayOfRow3 = z.object({
  id: z.string(),
  at: z.date(),
  title: json<unknown>().nullable(),
  page: z.string(),
  event: z.string(),
  thing: z.string(),
});

/** Only what is public now, too: a card that was listed this morning and taken off at noon is not told of. */
async function todayOf(tx: Tx): Promise<Lab['today']> {
  const { day } = await queryOne(tx, TodayOfRow, `SELECT to_char(current_date, 'YYYY-MM-DD') AS day`);
  const counts = await queryRows(
    tx,
    TodayOfRow2,
    `SELECT event, count(*)::int AS count FROM public_happening h WHERE h.at >= current_date AND thing_is_public(h.thing, h.thing_id) AND ${publicTitle} IS NOT NULL
     GROUP BY event ORDER BY count DESC, event`,
  );
  const latest = await queryRows(
    tx,
    TodayOfRow3,
    `SELECT h.event_id AS id, h.at, h.event, h.thing, ${publicPage} AS page, ${publicTitle} AS title
       FROM public_happening h WHERE thing_is_public(h.thing, h.thing_id) AND ${publicTitle} IS NOT NULL
       ORDER BY h.at DESC, h.event_id DESC LIMIT ${latestShown}`,
  );
  return { day, counts, latest: latest.map((one) => ({ ...one, at: one.at.toISOString() })) } as Lab['today'];
}
