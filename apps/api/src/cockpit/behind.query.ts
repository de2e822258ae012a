import { Inject, Injectable } from '@nestjs/common';
import type { BehindRow, readBehind } from '@scenario-lab/contracts/cockpit';
import type { Answer, Received } from '@scenario-lab/contracts/route';
import { stages } from '@scenario-lab/contracts/taxonomies';
import { publicPage, publicTitle } from '@scenario-lab/db/cockpit/public-happening';
import { buyersWindow, endedWindow, rateOfKind, recently } from '@scenario-lab/db/cockpit/windows';
import type { Database } from '@scenario-lab/db/database';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { expectedDays } from '@scenario-lab/domain/cockpit/engagement-facts';
import { countedTo } from '../http/id-page.js';
import { InputError } from '../http/input-error.js';
import { DATABASE } from '../http/tokens.js';

type Asked = Received<typeof readBehind>['query'];
type Row = Omit<BehindRow, 'at'> & { at: Date };

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

/** Stays in stage `$1`: of engagements, and in the showcase of solutions. `$2`: days that are expected. */
const stays = (held: string) => `
  ${line({
    id: 'q.thing_id',
    thing: 'engagement',
    page: 'q.thing_id',
    title: `s.need->'title'`,
    organisation,
    at: 'q.entered_at',
    days: daysFrom('q.entered_at', 'coalesce(q.left_at, now())'),
    note: 'e.status',
  })} FROM (SELECT *, thing_id AS engagement_id FROM chain_stay c WHERE c.thing = 'engagement' AND c.stage = $1 AND ${held}) q ${engagement}
  UNION ALL
  ${line({
    id: 'q.thing_id',
    thing: 'solution',
    page: 'q.thing_id',
    title: `coalesce(n.listed, n.card)->'title'`,
    organisation,
    at: 'q.entered_at',
    days: daysFrom('q.entered_at', 'coalesce(q.left_at, now())'),
  })} FROM (SELECT * FROM chain_stay c WHERE c.thing = 'solution' AND c.stage = $1 AND ${held}) q
    JOIN solution n ON n.id = q.thing_id JOIN organisation o ON o.id = n.owner_id`;

const facts = (rate: string) => `
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
  })} FROM (SELECT * FROM buyer_fact WHERE ${rateOfKind} = '${rate}' AND ${buyersWindow}
    AND ($1::uuid IS NULL OR department_id = $1)) q ${engagement}`;

const others: Record<'runs' | 'data_uses' | 'today', string> = {
  runs: `${line({
    id: 'r.id',
    thing: 'run',
    page: 'r.id',
    title: `coalesce(a.listed, a.card)->'title'`,
    organisation,
    at: 't.ended_at',
    note: 't.state',
  })} FROM run_tally t JOIN run r ON r.id = t.run_id JOIN algorithm_version v ON v.id = r.algorithm_version_id
    JOIN algorithm a ON a.id = v.algorithm_id JOIN organisation o ON o.id = r.vendor_id
    WHERE t.state <> 'cancelled' AND ${recently('t.ended_at')}`,
  data_uses: `${line({
    id: 'u.id',
    thing: 'dataset',
    page: 'u.dataset_id',
    title: `coalesce(d.listed, d.card)->'title'`,
    organisation,
    at: 'u.at',
    note: 'u.kind',
  })} FROM data_use u JOIN dataset d ON d.id = u.dataset_id JOIN organisation o ON o.id = u.organisation_id
    WHERE ${recently('u.at')} AND ($1::text IS NULL OR u.kind = $1)`,
  today: `SELECT h.event_id AS id, h.thing, ${publicPage} AS page, ${publicTitle} AS title, NULL::jsonb AS organisation,
      h.at, NULL::float8 AS days, NULL::text AS result, h.event AS note
    FROM public_happening h WHERE h.at >= current_date AND thing_is_public(h.thing, h.thing_id) AND ${publicTitle} IS NOT NULL
      AND ($1::text IS NULL OR h.event = $1)`,
};

/** The lines and their parameters. A stage must be named where the number is of a stage. */
function linesOf({ of, stage, departmentId, event, use }: Asked): { lines: string; values: unknown[] } {
  if (of === 'here' || of === 'overdue' || of === 'ended') {
    if (!stage)
      throw new InputError([
        { path: 'query.stage', code: 'required', message: `one of ${stages.join(', ')}` },
      ]);
    const held = {
      here: 'c.left_at IS NULL AND $2::int > 0',
      overdue: 'c.left_at IS NULL AND c.entered_at < now() - make_interval(days => $2::int)',
      ended: `${endedWindow('c')} AND $2::int > 0`,
    };
    return { lines: stays(held[of]), values: [stage, expectedDays[stage]] };
  }
  if (of === 'response' || of === 'decision' || of === 'conversion')
    return { lines: facts(of), values: [departmentId ?? null] };
  const values = { runs: [], data_uses: [use ?? null], today: [event ?? null] };
  return { lines: others[of], values: values[of] };
}

@Injectable()
export class BehindQuery {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** What a number was made of, oldest first where it is a stay in a stage, newest first else. Pages by place. */
  async read(actor: SignedIn, asked: Asked): Promise<Answer<typeof readBehind>> {
    const from = placeOf(asked.cursor);
    const { lines, values } = linesOf(asked);
    const oldestFirst = asked.of === 'here' || asked.of === 'overdue';
    return this.database.asActor(actor, async (tx) => {
      const rows = (await tx.query(
        `SELECT * FROM (${lines}) l ORDER BY at ${oldestFirst ? 'ASC' : 'DESC'}, id, note
         LIMIT ${asked.limit + 1} OFFSET ${from}`,
        values,
      )) as Row[];
      const [{ total }] = await tx.query(
        `SELECT count(*)::int AS total FROM (SELECT 1 FROM (${lines}) l LIMIT ${countedTo}) x`,
        values,
      );
      return {
        items: rows.slice(0, asked.limit).map(({ at, ...row }) => ({ ...row, at: at.toISOString() })),
        next: rows.length > asked.limit ? String(from + asked.limit) : null,
        total,
      };
    });
  }
}

/** These lists are short and read from the top; a place is enough. */
function placeOf(cursor: string | undefined): number {
  const place = Number(cursor ?? 0);
  if (Number.isSafeInteger(place) && place >= 0 && place <= countedTo) return place;
  throw new InputError([
    { path: 'query.cursor', code: 'invalid_cursor', message: 'not a cursor of this list' },
  ]);
}
