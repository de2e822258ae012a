import { answerDays, vendorYears } from '@scenario-lab/contracts/record-figures';
import type { RecordFigure } from '@scenario-lab/contracts/records';
import type { ChainEvent } from '@scenario-lab/domain/cockpit/engagement-facts';
import {
  answerOf,
  fieldOf,
  keptOf,
  type Outcome,
  predictionOf,
  replicationOf,
  ticketOf,
  trainingOf,
} from '@scenario-lab/domain/records/vendor-facts';
import type { TicketFact } from '@scenario-lab/domain/tickets/three-rates';
import { z } from 'zod';
import { buyersWindow, rateOfKind } from '../cockpit/windows.js';
import { json, queryOne, queryRows, word } from '../core/rows.js';
import { labTime } from '../core/working-days.js';
import type { Tx } from '../database.js';

export interface GatheredFact extends Outcome {
  organisationId: string;
  figure: RecordFigure;
  thing: string;
  thingId: string;
  part: string;
  title: unknown;
  values: unknown;
}
type Named = Pick<GatheredFact, 'organisationId' | 'thingId' | 'title'>;

const ms = (column: string) => `(extract(epoch FROM ${column}) * 1000)::float8`;
const named = (organisation: string, thing: string, title: string) =>
  `${organisation} AS "organisationId", ${thing} AS "thingId", ${title} AS title`;

const GatherFactsRow = z.object({
  now: z.number(),
});

/** Everything that counts in somebody's record, from the things themselves and their histories. */
export async function gatherFacts(tx: Tx): Promise<GatheredFact[]> {
  const { now } = await queryOne(tx, GatherFactsRow, `SELECT ${ms('now()')} AS now`);
  const since = now - vendorYears * 365 * 86_400_000;
  const facts = [
    ...(await ofEngagements(tx, now)),
    ...(await ofPilots(tx)),
    ...(await ofPredictions(tx)),
    ...(await ofTickets(tx, now)),
    ...(await ofReplications(tx)),
    ...(await ofTraining(tx)),
  ].filter(({ at }) => at > since);
  return [...facts, ...(await ofDepartments(tx))];
}

const made = (
  row: Named,
  figure: RecordFigure,
  thing: string,
  outcome: Outcome | null,
  more: Partial<Pick<GatheredFact, 'part' | 'values'>> = {},
): GatheredFact[] => {
  if (!outcome) return [];
  const { organisationId, thingId, title } = row;
  return [{ organisationId, thingId, title, figure, thing, part: '', values: null, ...more, ...outcome }];
};

const OfEngagementsRow = z.object({
  thingId: z.string(),
  title: json<unknown>().nullable(),
  organisationId: z.string(),
  events: json<ChainEvent[]>().nullable(),
});

async function ofEngagements(tx: Tx, now: number): Promise<GatheredFact[]> {
  const time = await labTime(tx);
  const rows = await queryRows(
    tx,
    OfEngagementsRow,
    `SELECT ${named('e.vendor_id', 'e.id', "s.need->'title'")},
       (SELECT jsonb_agg(jsonb_build_object('from', v.from_status, 'to', v.to_status, 'at', ${ms('v.at')}, 'side',
           CASE v.organisation_id WHEN e.vendor_id THEN 'vendor' WHEN e.department_id THEN 'department' ELSE 'other' END) ORDER BY v.seq)
         FROM event v WHERE v.thing = 'engagement' AND v.thing_id = e.id AND v.to_status IS NOT NULL) AS events
     FROM engagement e JOIN scenario s ON s.id = e.scenario_id WHERE e.status <> 'new'`,
  );
  return rows.flatMap((row) => {
    const events = row.events ?? [];
    const due = (asked: number) => time.endOfDayAfter(asked, answerDays.invitation);
    return [
      ...made(row, 'vendor.answers', 'engagement', answerOf(events, due, now)),
      ...made(row, 'vendor.kept', 'engagement', keptOf(events)),
    ];
  });
}

type OfPilotsAnswer = Named & Parameters<typeof fieldOf>[0];

const OfPilotsRow = z.object({
  thingId: z.string(),
  title: json<unknown>().nullable(),
  organisationId: z.string(),
  status: z.string(),
  endedAt: z.number().nullable(),
  side: word<OfPilotsAnswer['side']>(),
});

async function ofPilots(tx: Tx): Promise<GatheredFact[]> {
  const rows = await queryRows(
    tx,
    OfPilotsRow,
    `SELECT ${named('e.vendor_id', 'p.id', "s.need->'title'")}, p.status, ${ms('v.at')} AS "endedAt",
       CASE v.organisation_id WHEN e.vendor_id THEN 'vendor' WHEN e.department_id THEN 'department' ELSE 'other' END AS side
     FROM pilot p JOIN engagement e ON e.id = p.engagement_id JOIN scenario s ON s.id = e.scenario_id
       JOIN LATERAL (SELECT at, organisation_id FROM event WHERE thing = 'pilot' AND thing_id = p.id
         AND to_status = p.status ORDER BY seq DESC LIMIT 1) v ON true
     WHERE p.status IN ('accepted', 'rejected', 'terminated')`,
  );
  return rows.flatMap((row) => made(row, 'vendor.field', 'pilot', fieldOf(row)));
}

interface Predicted extends Named {
  thing: string;
  at: number;
  criterion: string;
  predicted: number;
  measured: number | null;
  /** In a consortium; null of one vendor's own bid. */
  role: 'lead' | 'member' | null;
  direction: 'at_least' | 'at_most' | null;
}

const PredictedRow = z.object({
  thing: z.string(),
  at: z.number(),
  criterion: z.string(),
  predicted: z.number(),
  measured: z.number().nullable(),
  role: word<NonNullable<Predicted['role']>>().nullable(),
  direction: word<NonNullable<Predicted['direction']>>().nullable(),
  thingId: z.string(),
  title: json<unknown>().nullable(),
  organisationId: z.string(),
});

/** Bids once they are opened, and proposals; measured by the vendor's last approved hidden run for the need. */
async function ofPredictions(tx: Tx): Promise<GatheredFact[]> {
  const rows = await queryRows(
    tx,
    PredictedRow,
    `WITH said AS (
       SELECT b.vendor_id, b.lead_id, b.role, 'call' AS thing, c.id AS thing_id, c.scenario_id, c.terms->'title' AS title, (c.opening->>'at')::timestamptz AS at,
         b.criterion, b.predicted
       FROM bid_predictions() b JOIN open_call c ON c.id = b.call_id
       UNION ALL
       SELECT e.vendor_id, e.vendor_id, NULL, 'engagement', e.id, e.scenario_id, s.need->'title', e.created_at, a->>'criterion', (a->>'value')::float8
       FROM engagement e JOIN scenario s ON s.id = e.scenario_id, jsonb_array_elements(e.predictions) a WHERE e.status <> 'new'),
     measured AS (
       SELECT DISTINCT ON (r.vendor_id, b.scenario_id) r.vendor_id, b.scenario_id, x.body->'criteria' AS criteria
       FROM run r JOIN result x ON x.run_id = r.id AND x.edition = 'vendor' JOIN benchmark_version v ON v.id = r.benchmark_version_id
         JOIN benchmark b ON b.id = v.benchmark_id
       WHERE r.split = 'hidden' AND r.status = 'approved' AND b.scenario_id IS NOT NULL
       ORDER BY r.vendor_id, b.scenario_id, r.ended_at DESC NULLS LAST, r.id DESC)
     SELECT DISTINCT ON (d.vendor_id, d.thing_id, d.criterion) ${named('d.vendor_id', 'd.thing_id', 'd.title')}, d.thing, ${ms('d.at')} AS at, d.criterion,
       d.role, d.predicted, (k->>'value')::float8 AS measured, coalesce(k->'criterion'->>'direction', n->>'direction') AS direction
     FROM said d JOIN scenario s ON s.id = d.scenario_id
       LEFT JOIN LATERAL (SELECT n FROM jsonb_array_elements(s.need->'criteria') n WHERE n->>'id' = d.criterion LIMIT 1) need ON true
       LEFT JOIN measured m ON m.vendor_id = d.lead_id AND m.scenario_id = d.scenario_id
       LEFT JOIN LATERAL (SELECT k FROM jsonb_array_elements(m.criteria) k WHERE k->'criterion'->>'id' = d.criterion LIMIT 1) found ON true
     ORDER BY d.vendor_id, d.thing_id, d.criterion`,
  );
  return rows.flatMap((row) => {
    const { criterion, predicted, measured, direction, thing, role } = row;
    // What no need of ours asks for has no better side.
    if (direction === null) return [];
    return made(row, 'vendor.prediction', thing, predictionOf({ ...row, direction }), {
      part: criterion,
      values: { criterion, predicted, measured, ...(role ? { role } : {}) },
    });
  });
}

type OfTicketsAnswer = Named & TicketFact & { at: number };

const OfTicketsRow = z.object({
  thingId: z.string(),
  title: json<unknown>().nullable(),
  organisationId: z.string(),
  excluded: word<NonNullable<OfTicketsAnswer['excluded']>>().nullable(),
  respondDue: z.number().nullable(),
  respondedAt: z.number().nullable(),
  resolveDue: z.number().nullable(),
  closedAt: z.number().nullable(),
  resolved: z.boolean().nullable(),
  satisfied: z.boolean().nullable(),
  falseClosures: z.number(),
  at: z.number(),
});

async function ofTickets(tx: Tx, now: number): Promise<GatheredFact[]> {
  const rows = await queryRows(
    tx,
    OfTicketsRow,
    `SELECT ${named('t.vendor_id', 't.id', 't.title')}, ${ms('coalesce(t.closed_at, t.resolve_due, t.reported_at)')} AS at, t.excluded,
       ${ms('t.respond_due')} AS "respondDue", ${ms('t.responded_at')} AS "respondedAt", ${ms('t.resolve_due')} AS "resolveDue",
       ${ms('t.closed_at')} AS "closedAt", coalesce(t.checked_resolved, t.said_resolved) AS resolved,
       coalesce(t.checked_satisfied, t.said_satisfied) AS satisfied, t.false_closures AS "falseClosures"
     FROM ticket t WHERE t.status <> 'new' AND t.vendor_id IS NOT NULL`,
  );
  return rows.flatMap((row) => made(row, 'vendor.tickets', 'ticket', ticketOf(row, now)));
}

const OfReplicationsRow = z.object({
  thingId: z.string(),
  title: json<unknown>().nullable(),
  organisationId: z.string(),
  status: z.string(),
  at: z.number(),
});

async function ofReplications(tx: Tx): Promise<GatheredFact[]> {
  const rows = await queryRows(
    tx,
    OfReplicationsRow,
    `SELECT ${named('r.vendor_id', 'r.id', 'c.title')}, r.status, ${ms('r.updated_at')} AS at
     FROM replication r JOIN lab_case c ON c.id = r.case_id WHERE r.status <> 'new'`,
  );
  return rows.flatMap((row) => made(row, 'vendor.replications', 'replication', replicationOf(row)));
}

const OfTrainingRow = z.object({
  thingId: z.string(),
  title: json<unknown>().nullable(),
  organisationId: z.string(),
  part: z.string(),
  status: z.string(),
  from: z.string().nullable(),
  at: z.number(),
});

/** Seats, by number: which of an organisation's people they were is nobody's to read here. */
async function ofTraining(tx: Tx): Promise<GatheredFact[]> {
  const rows = await queryRows(
    tx,
    OfTrainingRow,
    `SELECT DISTINCT ON (t.id) ${named('t.organisation_id', 'c.id', 'c.title')}, t.number::text AS part, t.status,
       v.from_status AS "from", ${ms('v.at')} AS at
     FROM trainee t JOIN camp c ON c.id = t.camp_id JOIN organisation o ON o.id = t.organisation_id
       JOIN event v ON v.thing = 'trainee' AND v.thing_id = t.id AND v.to_status = t.status
     WHERE 'supply' = ANY (o.roles) AND t.status IN ('certified', 'fell_short', 'revoked', 'withdrawn', 'released')
     ORDER BY t.id, v.seq DESC`,
  );
  return rows.flatMap((row) => made(row, 'vendor.training', 'camp', trainingOf(row), { part: row.part }));
}

const OfDepartmentsRow = z.object({
  thingId: z.string(),
  title: json<unknown>().nullable(),
  organisationId: z.string(),
  rate: z.string(),
  part: z.string(),
  at: z.number(),
  met: z.boolean(),
  excluded: word<'withdrawn'>().nullable(),
});

/** The cockpit's own facts, by the same window: its shares and these are the same. */
async function ofDepartments(tx: Tx): Promise<GatheredFact[]> {
  const rows = await queryRows(
    tx,
    OfDepartmentsRow,
    `SELECT ${named('q.department_id', 'q.engagement_id', "s.need->'title'")}, ${rateOfKind} AS rate, q.kind AS part,
       ${ms('least(q.done_at, q.due_at)')} AS at, coalesce(q.met, q.done_at <= q.due_at, false) AS met, q.excluded
     FROM (SELECT * FROM buyer_fact WHERE ${buyersWindow}) q JOIN engagement e ON e.id = q.engagement_id
       JOIN scenario s ON s.id = e.scenario_id`,
  );
  return rows.flatMap((row) => {
    const outcome: Outcome = {
      at: row.at,
      met: row.excluded === null ? row.met : null,
      weight: 1,
      excluded: row.excluded,
    };
    return made(row, `department.${row.rate}` as RecordFigure, 'engagement', outcome, { part: row.part });
  });
}
