import type { CalendarDate } from '@scenario-lab/contracts/calendar';
import type { CampSession } from '@scenario-lab/contracts/camps';
import type { Text } from '@scenario-lab/contracts/common';
import { engagementMachine } from '@scenario-lab/contracts/engagements/engagement.machine';
import { pilotMachine } from '@scenario-lab/contracts/pilots/pilot.machine';
import { json, queryRows } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import { lastDayOfQuestions } from '@scenario-lab/domain/scenarios/questions';
import { z } from 'zod';
import { ofMeetings } from './calendar-meetings.js';
import type { Asked, Dated } from './dated.js';

interface Found {
  id: string;
  title: Text;
  changes: number;
  changed_at: Date;
}

/** The history is written once and never shortened, so that its length only grows: what SEQUENCE asks for. */
const history = (thing: string, id: string, born: string) =>
  `(SELECT count(*)::int FROM event h WHERE h.thing = '${thing}' AND h.thing_id = ${id}) AS changes,
   coalesce((SELECT max(h.at) FROM event h WHERE h.thing = '${thing}' AND h.thing_id = ${id}), ${born}) AS changed_at`;

const live = engagementMachine.live.map((status) => `'${status}'`).join(', ');
/** Needs of one's own, needs one follows, needs one's organisation is engaged on; `s` is the need. */
const concerned = `(s.owner_id = app_org()
  OR EXISTS (SELECT 1 FROM follow f WHERE f.thing = 'scenario' AND f.thing_id = s.id)
  OR EXISTS (SELECT 1 FROM engagement e WHERE e.scenario_id = s.id AND e.vendor_id = app_org() AND e.status IN (${live})))`;

const hidden = `'{"zh": "（未公开）", "en": "(not public)"}'::jsonb`;

const made = (
  found: Found,
  date: Pick<CalendarDate, 'kind' | 'thing' | 'day' | 'at'> & Partial<Dated> & { of?: string },
): Dated => {
  const { of, ...rest } = date;
  return {
    key: `${date.kind}-${of ?? found.id}`,
    thingId: found.id,
    page: found.id,
    title: found.title,
    part: null,
    waitsFor: null,
    ...rest,
    changes: found.changes,
    changedAt: found.changed_at,
  };
};

const OfNeedsRow = z.object({
  id: z.string(),
  title: json<Text>(),
  changes: z.number(),
  changed_at: z.date(),
  status: z.string(),
  deadline: z.string().nullable(),
  questions: z.string().nullable(),
  decision: z.string().nullable(),
});

async function ofNeeds(tx: Tx, asked: Asked): Promise<Dated[]> {
  if ('thing' in asked && asked.thing !== 'scenario') return [];
  const rows = await queryRows(
    tx,
    OfNeedsRow,
    `SELECT s.id, s.need->'title' AS title, s.status, s.deadline::text AS deadline, s.need->>'questionsUntil' AS questions,
       s.need->>'decisionDate' AS decision, ${history('scenario', 's.id', 's.updated_at')}
     FROM scenario s WHERE s.status IN ('published', 'closed') AND ${'thing' in asked ? 's.id = $1' : `$1::uuid IS NULL AND ${concerned}`}`,
    ['thing' in asked ? asked.id : null],
  );
  return rows.flatMap((row) =>
    (
      [
        ['questions_end', lastDayOfQuestions(row.questions, row.deadline)],
        ['need_deadline', row.deadline],
        ['need_decision', row.decision],
      ] as const
    ).flatMap(([kind, day]) => (day ? [made(row, { kind, thing: 'scenario', day, at: null })] : [])),
  );
}

const OfCallsRow = z.object({
  id: z.string(),
  title: json<Text>(),
  changes: z.number(),
  changed_at: z.date(),
  deadline: z.date(),
  holds: z.boolean(),
});

/** A call's hour is also when its two keys can be brought, which is for those who hold them. */
async function ofCalls(tx: Tx, asked: Asked): Promise<Dated[]> {
  if ('thing' in asked && asked.thing !== 'call' && asked.thing !== 'scenario') return [];
  const where =
    'thing' in asked
      ? `c.published_at IS NOT NULL AND (c.id = $1 OR c.scenario_id = $1)`
      : `$1::uuid IS NULL AND (c.department_id = app_org() OR c.published_at IS NOT NULL AND (${asked.operator} OR ${concerned}
          OR EXISTS (SELECT 1 FROM bid b WHERE b.call_id = c.id AND b.vendor_id = app_org() AND b.replaced_at IS NULL
            AND b.withdrawn_at IS NULL)))`;
  const holds =
    'thing' in asked ? 'false' : `(c.department_id = app_org() OR ${asked.operator}) AND c.status = 'open'`;
  const rows = await queryRows(
    tx,
    OfCallsRow,
    `SELECT c.id, c.terms->'title' AS title, c.deadline, ${holds} AS holds, ${history('call', 'c.id', 'c.updated_at')}
     FROM open_call c JOIN scenario s ON s.id = c.scenario_id
     WHERE c.status IN ('keyed', 'open', 'opened') AND ${where}`,
    ['thing' in asked ? asked.id : null],
  );
  return rows.flatMap((row) => {
    const at = row.deadline.toISOString();
    const deadline = made(row, { kind: 'call_deadline', thing: 'call', day: null, at });
    return row.holds
      ? [deadline, made(row, { kind: 'call_opening', thing: 'call', day: null, at })]
      : [deadline];
  });
}

const OfPilotsRow = z.object({
  id: z.string(),
  title: json<Text>(),
  changes: z.number(),
  changed_at: z.date(),
  from_day: z.string(),
  until_day: z.string(),
  milestones: json<{ id: string; title: Text; due: string; done?: unknown }[]>(),
});

async function ofPilots(tx: Tx, asked: Asked): Promise<Dated[]> {
  if ('thing' in asked && asked.thing !== 'pilot') return [];
  const rows = await queryRows(
    tx,
    OfPilotsRow,
    `SELECT p.id, coalesce(s.need->'title', ${hidden}) AS title, p.from_day::text AS from_day, p.until_day::text AS until_day,
       p.milestones, ${history('pilot', 'p.id', 'p.updated_at')}
     FROM pilot p JOIN engagement e ON e.id = p.engagement_id LEFT JOIN scenario s ON s.id = e.scenario_id
     WHERE ${'thing' in asked ? 'p.id = $1' : '$1::uuid IS NULL AND app_org() IN (e.vendor_id, e.department_id)'}
       AND p.status = ANY($2)`,
    ['thing' in asked ? asked.id : null, pilotMachine.live],
  );
  return rows.flatMap((row) => [
    made(row, { kind: 'pilot_start', thing: 'pilot', day: row.from_day, at: null }),
    ...row.milestones
      .filter(({ done }) => !done)
      .map(({ id, title, due }) =>
        made(row, { kind: 'milestone', thing: 'pilot', day: due, at: null, part: title, of: id }),
      ),
    made(row, { kind: 'pilot_end', thing: 'pilot', day: row.until_day, at: null }),
  ]);
}

const OfCertificatesRow = z.object({
  id: z.string(),
  title: json<Text>(),
  changes: z.number(),
  changed_at: z.date(),
  number: z.string(),
  day: z.string(),
});

async function ofCertificates(tx: Tx, asked: Asked): Promise<Dated[]> {
  if ('thing' in asked) return [];
  const rows = await queryRows(
    tx,
    OfCertificatesRow,
    `SELECT t.id, coalesce(p.algorithm_title, ${hidden}) AS title, t.number, t.expires_at::date::text AS day,
       ${history('certificate', 't.id', 't.issued_at')}
     FROM certificate t LEFT JOIN public_certificate p ON p.number = t.number
     WHERE t.vendor_id = app_org() AND t.status IN ('valid', 'watch', 'suspended')`,
  );
  return rows.map((row) =>
    made(row, {
      kind: 'certificate_expiry',
      thing: 'certificate',
      page: row.number,
      part: { zh: row.number, en: row.number },
      day: row.day,
      at: null,
    }),
  );
}

const OfGrantsRow = z.object({
  id: z.string(),
  title: json<Text>(),
  changes: z.number(),
  changed_at: z.date(),
  grant_id: z.string(),
  day: z.string(),
});

async function ofGrants(tx: Tx, asked: Asked): Promise<Dated[]> {
  if ('thing' in asked) return [];
  const rows = await queryRows(
    tx,
    OfGrantsRow,
    `SELECT g.dataset_id AS id, g.id AS grant_id, coalesce(d.listed->'title', ${hidden}) AS title, g.expires::text AS day,
       ${history('grant', 'g.id', 'now()')}
     FROM access_grant g LEFT JOIN dataset d ON d.id = g.dataset_id
     WHERE g.organisation_id = app_org() AND g.status = 'active'`,
  );
  return rows.map((row) =>
    made(row, { kind: 'grant_expiry', thing: 'dataset', day: row.day, at: null, of: row.grant_id }),
  );
}

const OfCampsRow = z.object({
  id: z.string(),
  title: json<Text>(),
  changes: z.number(),
  changed_at: z.date(),
  sessions: json<CampSession[]>(),
});

/** Of camps one has a seat in or teaches; of one camp, for whoever reads it. */
async function ofCamps(tx: Tx, asked: Asked): Promise<Dated[]> {
  if ('thing' in asked && asked.thing !== 'camp') return [];
  const rows = await queryRows(
    tx,
    OfCampsRow,
    `SELECT c.id, c.title, c.sessions, ${history('camp', 'c.id', 'c.updated_at')}
     FROM camp c WHERE c.status IN ('announced', 'running', 'finished') AND ${
       'thing' in asked
         ? 'c.id = $1'
         : `$1::uuid IS NULL AND (camp_instructs(c.id) OR EXISTS (SELECT 1 FROM trainee t WHERE t.camp_id = c.id
              AND t.person_id = app_person() AND t.status NOT IN ('waiting', 'withdrawn', 'released')))`
     }`,
    ['thing' in asked ? asked.id : null],
  );
  return rows.flatMap((row) =>
    row.sessions.map(({ id, topic, at }) =>
      made(row, { kind: 'camp_session', thing: 'camp', day: null, at, part: topic, of: `${row.id}-${id}` }),
    ),
  );
}

const all = [ofNeeds, ofCalls, ofPilots, ofCertificates, ofGrants, ofCamps, ofMeetings];

/** Read with the reader's own rights; the nearest first. */
export async function datesOf(tx: Tx, asked: Asked): Promise<Dated[]> {
  const found: Dated[] = [];
  for (const source of all) found.push(...(await source(tx, asked)));
  return found;
}
