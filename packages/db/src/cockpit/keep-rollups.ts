import { publicEvents } from '@scenario-lab/domain/cockpit/chain-events';
import { buyerFactsOf, type ChainEvent, staysOf } from '@scenario-lab/domain/cockpit/engagement-facts';
import { z } from 'zod';
import { execute, json, queryOne, queryRows } from '../core/rows.js';
import { labTime } from '../core/working-days.js';
import type { Tx } from '../database.js';

/** Events taken in by one transaction: short enough that what comes meanwhile does not wait long. */
const batch = 5_000;

const KeepRollupsRow = z.object({
  got: z.boolean().nullable(),
});

const KeepRollupsRow2 = z.object({
  event_id: z.string(),
  thing: z.string(),
  thing_id: z.string(),
  event: z.string(),
  at: z.date(),
});

/**
 * Takes in some of the events that are due and works out anew, from their history, the things they were about; so an
 * event that came twice or late changes nothing. Returns how many events were taken; 0 when nothing is due or somebody
 * else is at it.
 */
export async function keepRollups(tx: Tx): Promise<number> {
  const lock = await queryOne(
    tx,
    KeepRollupsRow,
    `SELECT pg_try_advisory_xact_lock(hashtextextended('keep-rollups', 0)) AS got`,
  );
  if (lock.got !== true) return 0;
  const due = await queryRows(
    tx,
    KeepRollupsRow2,
    `DELETE FROM rollup_due WHERE (thing_id, event_id) IN
       (SELECT thing_id, event_id FROM rollup_due ORDER BY thing_id, event_id LIMIT ${batch})
     RETURNING event_id, thing, thing_id, event, at`,
  );
  if (due.length === 0) return 0;
  const of = (thing: string) => [
    ...new Set(due.filter((row) => row.thing === thing).map((row) => row.thing_id)),
  ];
  await foldEngagements(tx, of('engagement'), of('scenario'));
  await foldSolutions(tx, of('solution'), of('engagement'));
  await foldRuns(tx, of('run'));
  const open = due.filter(({ event }) => (publicEvents as readonly string[]).includes(event));
  if (open.length > 0)
    await execute(
      tx,
      `INSERT INTO public_happening (event_id, at, event, thing, thing_id)
       SELECT id, at, event, thing, thing_id FROM event WHERE id = ANY($1) AND at > now() - interval '8 days'
       ON CONFLICT DO NOTHING`,
      [open.map(({ event_id }) => event_id)],
    );
  await execute(tx, `DELETE FROM public_happening WHERE at < now() - interval '8 days'`);
  return due.length;
}

const Folded = z.object({
  id: z.string(),
  vendor_id: z.string(),
  department_id: z.string(),
  decide_by: z.number().nullable(),
  events:
    json<{ from: ChainEvent['from']; to: ChainEvent['to']; at: number; organisation: string | null }[]>(),
});
type Folded = z.output<typeof Folded>;

/** Of the engagements named, and of those on the needs named, whose date of decision may have moved. */
async function foldEngagements(tx: Tx, ids: readonly string[], scenarios: readonly string[]): Promise<void> {
  if (ids.length + scenarios.length === 0) return;
  const rows = await queryRows(
    tx,
    Folded,
    `SELECT e.id, e.vendor_id, e.department_id,
       (extract(epoch FROM ((s.need->>'decisionDate')::date + 1)::timestamptz) * 1000)::float8 AS decide_by,
       coalesce((SELECT jsonb_agg(jsonb_build_object('from', v.from_status, 'to', v.to_status,
           'at', (extract(epoch FROM v.at) * 1000)::float8, 'organisation', v.organisation_id) ORDER BY v.seq)
         FROM event v WHERE v.thing = 'engagement' AND v.thing_id = e.id AND v.to_status IS NOT NULL), '[]') AS events
     FROM engagement e JOIN scenario s ON s.id = e.scenario_id
     WHERE e.status <> 'new' AND (e.id = ANY($1) OR e.scenario_id = ANY($2))`,
    [ids, scenarios],
  );
  const time = await labTime(tx);
  const histories = rows.map((row) => ({ row, events: row.events.map((event) => sided(row, event)) }));
  const stays = histories.flatMap(({ row, events }) =>
    staysOf(events).map((stay) => ({ id: row.id, ...stay })),
  );
  const facts = histories.flatMap(({ row, events }) =>
    buyerFactsOf(events, row.decide_by, time).map((fact) => ({
      id: row.id,
      department: row.department_id,
      ...fact,
    })),
  );
  const folded = rows.map(({ id }) => id);
  await execute(tx, 'DELETE FROM chain_stay WHERE thing_id = ANY($1)', [folded]);
  await execute(tx, 'DELETE FROM buyer_fact WHERE engagement_id = ANY($1)', [folded]);
  const moment = (name: string) => `to_timestamp(x."${name}" / 1000)`;
  await execute(
    tx,
    `INSERT INTO chain_stay (thing_id, thing, stage, entered_at, left_at)
     SELECT x.id, 'engagement', x.stage, ${moment('enteredAt')}, ${moment('leftAt')}
     FROM jsonb_to_recordset($1) AS x(id uuid, stage text, "enteredAt" float8, "leftAt" float8)`,
    [JSON.stringify(stays)],
  );
  await execute(
    tx,
    `INSERT INTO buyer_fact (engagement_id, kind, department_id, due_at, done_at, met, excluded)
     SELECT x.id, x.kind, x.department, ${moment('dueAt')}, ${moment('doneAt')}, x.met, x.excluded
     FROM jsonb_to_recordset($1)
       AS x(id uuid, kind text, department uuid, "dueAt" float8, "doneAt" float8, met boolean, excluded text)`,
    [JSON.stringify(facts)],
  );
}

function sided(row: Folded, { from, to, at, organisation }: Folded['events'][number]): ChainEvent {
  const side =
    organisation === row.vendor_id ? 'vendor' : organisation === row.department_id ? 'department' : 'other';
  return { from, to, at, side };
}

/** On show from its first listing to its first engagement, or until it was taken off the list. */
async function foldSolutions(tx: Tx, ids: readonly string[], engagements: readonly string[]): Promise<void> {
  if (ids.length + engagements.length === 0) return;
  const concerned = 'SELECT unnest($1::uuid[]) UNION SELECT solution_id FROM engagement WHERE id = ANY($2)';
  await execute(tx, `DELETE FROM chain_stay WHERE thing = 'solution' AND thing_id IN (${concerned})`, [
    ids,
    engagements,
  ]);
  await execute(
    tx,
    `INSERT INTO chain_stay (thing_id, thing, stage, entered_at, left_at)
     SELECT n.id, 'solution', 'showcase', h.listed, greatest(h.listed, least(g.first,
         CASE WHEN n.listed IS NULL OR n.status = 'delisted' THEN h.delisted END))
     FROM solution n,
       LATERAL (SELECT min(v.at) FILTER (WHERE v.event = 'solution.listed') AS listed,
           max(v.at) FILTER (WHERE v.event = 'solution.delisted') AS delisted
         FROM event v WHERE v.thing = 'solution' AND v.thing_id = n.id) h,
       LATERAL (SELECT min(e.created_at) AS first FROM engagement e WHERE e.solution_id = n.id AND e.status <> 'new') g
     WHERE n.id IN (${concerned}) AND h.listed IS NOT NULL`,
    [ids, engagements],
  );
}

async function foldRuns(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await execute(
    tx,
    `INSERT INTO run_tally (run_id, state, ended_at, cpu_seconds)
     SELECT id, status, ended_at, coalesce((resources->>'cpuSeconds')::float8, 0) FROM run WHERE id = ANY($1) AND status <> 'new'
     ON CONFLICT (run_id) DO UPDATE
       SET state = EXCLUDED.state, ended_at = EXCLUDED.ended_at, cpu_seconds = EXCLUDED.cpu_seconds`,
    [ids],
  );
}
