import { rateOfKind } from './windows.js';

/** An engagement as a line: its need beside its solution. */
const engagement = `JOIN engagement e ON e.id = q.engagement_id JOIN scenario s ON s.id = e.scenario_id
  JOIN organisation o ON o.id = e.department_id`;
const organisation = `jsonb_build_object('id', o.id, 'name', o.name)`;
const line = (columns: {
  id: string;
  thing: string;
  page: string;
  title: string;
  organisation: string;
  at: string;
  days?: string;
  result?: string;
  note?: string;
}) =>
  `SELECT ${columns.id} AS id, '${columns.thing}' AS thing, (${columns.page})::text AS page, ${columns.title} AS title,
    ${columns.organisation} AS organisation, ${columns.at} AS at, ${columns.days ?? 'NULL::float8'} AS days,
    ${columns.result ?? 'NULL::text'} AS result, ${columns.note ?? 'NULL::text'} AS note`;
const daysFrom = (from: string, to: string) => `(extract(epoch FROM ${to} - ${from}) / 86400)::float8`;

/** Stays in a stage (a parameter's name), as far as the condition on `c` holds: of engagements, and in the showcase of solutions. */
export const stayLines = (stage: `$${number}`, held: string) => `
  ${line({
    id: 'q.thing_id',
    thing: 'engagement',
    page: 'q.thing_id',
    title: `s.need->'title'`,
    organisation,
    at: 'q.entered_at',
    days: daysFrom('q.entered_at', 'coalesce(q.left_at, now())'),
    note: 'e.status',
  })} FROM (SELECT *, thing_id AS engagement_id FROM chain_stay c WHERE c.thing = 'engagement' AND c.stage = ${stage} AND ${held}) q ${engagement}
  UNION ALL
  ${line({
    id: 'q.thing_id',
    thing: 'solution',
    page: 'q.thing_id',
    title: `coalesce(n.listed, n.card)->'title'`,
    organisation,
    at: 'q.entered_at',
    days: daysFrom('q.entered_at', 'coalesce(q.left_at, now())'),
  })} FROM (SELECT * FROM chain_stay c WHERE c.thing = 'solution' AND c.stage = ${stage} AND ${held}) q
    JOIN solution n ON n.id = q.thing_id JOIN organisation o ON o.id = n.owner_id`;

/** Facts of a department's rate, as far as the condition holds; what is left out is told as left out. */
export const factLines = (rate: string, where: string) => `
  ${line({
    id: 'q.engagement_id',
    thing: 'engagement',
    page: 'q.engagement_id',
    title: `s.need->'title'`,
    organisation,
    at: 'least(q.done_at, q.due_at)',
    days: `CASE WHEN q.done_at IS NULL OR q.due_at IS NULL THEN NULL ELSE ${daysFrom('q.due_at', 'q.done_at')} END`,
    result: `CASE WHEN q.excluded IS NOT NULL THEN 'withdrawn' WHEN coalesce(q.met, q.done_at <= q.due_at, false) THEN 'met' ELSE 'missed' END`,
    note: 'q.kind',
  })} FROM (SELECT * FROM buyer_fact WHERE ${rateOfKind} = '${rate}' AND ${where}) q ${engagement}`;

/** Runs that ended, cancelled ones apart, as far as the condition on `t` holds. */
export const runLines = (where: string) =>
  `${line({
    id: 'r.id',
    thing: 'run',
    page: 'r.id',
    title: `coalesce(a.listed, a.card)->'title'`,
    organisation,
    at: 't.ended_at',
    note: 't.state',
  })} FROM run_tally t JOIN run r ON r.id = t.run_id JOIN algorithm_version v ON v.id = r.algorithm_version_id
    JOIN algorithm a ON a.id = v.algorithm_id JOIN organisation o ON o.id = r.vendor_id
    WHERE t.state <> 'cancelled' AND ${where}`;

/** Lines of the use log, as far as the condition on `u` holds. */
export const useLines = (where: string) =>
  `${line({
    id: 'u.id',
    thing: 'dataset',
    page: 'u.dataset_id',
    title: `coalesce(d.listed, d.card)->'title'`,
    organisation,
    at: 'u.at',
    note: 'u.kind',
  })} FROM data_use u JOIN dataset d ON d.id = u.dataset_id JOIN organisation o ON o.id = u.organisation_id
    WHERE ${where}`;
