import { Inject, Injectable } from '@nestjs/common';
import type { OrganisationRef } from '@scenario-lab/contracts/common';
import { engagementMachine } from '@scenario-lab/contracts/engagements/engagement.machine';
import type { Meeting, MeetingSlot, Meetings } from '@scenario-lab/contracts/meetings';
import { json, queryRow, queryRows, word } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { holds, isLab, type SignedIn } from '@scenario-lab/domain/actor';
import { belongs } from '@scenario-lab/domain/conditions';
import { type MeetingFacts, meetingPolicy } from '@scenario-lab/domain/engagements/meetings.policy';
import { allowed } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { DATABASE } from '../http/tokens.js';

/** The need of a meeting, as far as meetings ask for it. */
export const MeetingNeed = z.object({
  id: z.string(),
  title: json<Meetings['scenario']['title']>(),
  owner_id: z.string(),
  status: z.string(),
  /** A call of it is published and not settled yet. */
  under_call: z.boolean(),
  may_come: z.boolean(),
});
export type MeetingNeed = z.output<typeof MeetingNeed>;

const live = engagementMachine.live.map((status) => `'${status}'`).join(', ');
/** From when bids are asked for until the award is final: nobody meets one bidder alone. */
const callRuns = `('open', 'opened', 'consensus', 'recommended', 'standstill')`;

export async function meetingNeed(tx: Tx, id: string): Promise<MeetingNeed> {
  const need = await queryRow(
    tx,
    MeetingNeed,
    `SELECT s.id, s.need->'title' AS title, s.owner_id, s.status,
       EXISTS (SELECT 1 FROM open_call c WHERE c.scenario_id = s.id AND c.status IN ${callRuns}) AS under_call,
       EXISTS (SELECT 1 FROM open_call c WHERE c.scenario_id = s.id AND c.status = 'open')
         OR EXISTS (SELECT 1 FROM engagement e WHERE e.scenario_id = s.id AND e.vendor_id = app_org() AND e.status IN (${live})) AS may_come
     FROM scenario s WHERE s.id = $1 AND s.status <> 'new'`,
    [id],
  );
  if (!need) throw new Refusal('not_found', { thing: 'scenario', id });
  return need;
}

@Injectable()
export class MeetingsQuery {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  list(actor: SignedIn, scenarioId: string): Promise<Meetings> {
    return this.database.asActor(actor, async (tx) => {
      const need = await meetingNeed(tx, scenarioId);
      return {
        scenario: { id: need.id, title: need.title },
        items: await offeredOf(tx, actor, need),
        underCall: need.under_call,
        allowed: allowed(meetingPolicy, actor, factsOf(need, null)).filter((one) => one === 'meeting.offer'),
      };
    });
  }
}

/** What is offered to all on the need, the newest last. */
export async function offeredOf(tx: Tx, actor: SignedIn, need: MeetingNeed): Promise<Meeting[]> {
  const rows = await rowsOf(tx, 'g.scenario_id = $1 AND g.engagement_id IS NULL', need.id);
  const runs = belongs(actor, need.owner_id) || isLab(actor) || holds(actor, ['observer']);
  const items: Meeting[] = [];
  for (const row of rows) items.push(await offered(tx, actor, need, row, runs));
  return items;
}

/** Talks of one engagement; what may be done with them is said by the room. */
export async function talksOf(tx: Tx, engagementId: string): Promise<Meeting[]> {
  const rows = await rowsOf(tx, 'g.engagement_id = $1', engagementId);
  const items: Meeting[] = [];
  for (const row of rows) {
    const slots = await slotsOf(tx, row.id);
    items.push({
      ...faceOf(row),
      slots: slots.map((slot) => ({ ...timeOf(slot), full: true, seats: null, taken: [] })),
      mine: null,
      agreed: {
        vendor: row.vendor_at && { by: row.vendor_name, at: row.vendor_at.toISOString() },
        department: row.department_at && { by: row.department_name, at: row.department_at.toISOString() },
      },
      allowed: [],
    });
  }
  return items;
}

export const MeetingRow = z.object({
  id: z.string(),
  scenario_id: z.string(),
  engagement_id: z.string().nullable(),
  kind: word<Meeting['kind']>(),
  place: z.string(),
  note: z.string().nullable(),
  book_until: z.date().nullable(),
  at: z.date(),
  by: z.string(),
  organisation: json<OrganisationRef>(),
  vendor_at: z.date().nullable(),
  vendor_name: z.string(),
  department_at: z.date().nullable(),
  department_name: z.string(),
  called_off_at: z.date().nullable(),
  called_off_name: z.string(),
  why: z.string().nullable(),
  past: z.boolean(),
  closed: z.boolean(),
});
export type MeetingRow = z.output<typeof MeetingRow>;

export const rowsOf = (tx: Tx, where: string, id: string): Promise<MeetingRow[]> =>
  queryRows(
    tx,
    MeetingRow,
    `SELECT g.id, g.scenario_id, g.engagement_id, g.kind, g.place, g.note, g.book_until, g.at, coalesce(person_name(g.person_id), '') AS by,
       jsonb_build_object('id', o.id, 'name', o.name) AS organisation, g.vendor_at, coalesce(person_name(g.vendor_by), '') AS vendor_name,
       g.department_at, coalesce(person_name(g.department_by), '') AS department_name, g.called_off_at,
       coalesce(person_name(g.called_off_by), '') AS called_off_name, g.why,
       NOT EXISTS (SELECT 1 FROM meeting_slot s WHERE s.meeting_id = g.id AND s.starts + s.minutes * interval '1 minute' > now()) AS past,
       coalesce(g.book_until < now(), false)
         OR NOT EXISTS (SELECT 1 FROM meeting_slot s WHERE s.meeting_id = g.id AND s.starts > now()) AS closed
     FROM meeting g JOIN organisation o ON o.id = g.organisation_id WHERE ${where} ORDER BY g.at, g.id LIMIT 200`,
    [id],
  );

const faceOf = (row: MeetingRow) => ({
  id: row.id,
  kind: row.kind,
  place: row.place,
  note: row.note,
  at: row.at.toISOString(),
  by: row.by,
  organisation: row.organisation,
  bookUntil: row.book_until?.toISOString() ?? null,
  past: row.past,
  calledOff: row.called_off_at && {
    by: row.called_off_name,
    at: row.called_off_at.toISOString(),
    reason: row.why ?? '',
  },
});

const SlotRow = z.object({
  id: z.string(),
  starts: z.date(),
  minutes: z.number(),
  seats: z.number(),
  seated: z.number(),
  waiting: z.number(),
});
type SlotRow = z.output<typeof SlotRow>;
const slotsOf = (tx: Tx, id: string): Promise<SlotRow[]> =>
  queryRows(
    tx,
    SlotRow,
    `SELECT s.id, s.starts, s.minutes, s.seats, n.seated, n.waiting FROM meeting_slot s
     JOIN meeting_counts($1) n ON n.slot = s.id WHERE s.meeting_id = $1 ORDER BY s.starts, s.id`,
    [id],
  );
const timeOf = ({ id, starts, minutes }: SlotRow) => ({ id, starts: starts.toISOString(), minutes });

async function offered(
  tx: Tx,
  actor: SignedIn,
  need: MeetingNeed,
  row: MeetingRow,
  runs: boolean,
): Promise<Meeting> {
  const seats = await seatsOf(tx, row.id);
  const own = seats.find(({ vendor }) => belongs(actor, vendor.id));
  const slots = (await slotsOf(tx, row.id)).map(
    (slot): MeetingSlot => ({
      ...timeOf(slot),
      full: slot.seated >= slot.seats,
      seats: runs ? slot.seats : null,
      taken: runs
        ? seats
            .filter(({ slotId }) => slotId === slot.id)
            .map(({ id, vendor, who, waiting, at }) => ({ id, vendor, who, waiting, at: at.toISOString() }))
        : [],
    }),
  );
  return {
    ...faceOf(row),
    slots,
    mine: own ? { id: own.id, slotId: own.slotId, who: own.who, waiting: own.waiting } : null,
    agreed: null,
    allowed: allowed(
      meetingPolicy,
      actor,
      factsOf(need, {
        placed: own !== undefined,
        closed: row.closed,
        past: row.past,
        calledOff: row.called_off_at !== null,
      }),
    ).filter((one) => one !== 'meeting.offer'),
  };
}

const SeatsOfRow = z.object({
  id: z.string(),
  slotId: z.string(),
  vendor: json<OrganisationRef>(),
  who: z.string(),
  waiting: z.boolean(),
  at: z.date(),
});

/** Of those the reader may see: all for who runs the need, one's own for a vendor. Who waits longest first. */
const seatsOf = (
  tx: Tx,
  id: string,
): Promise<
  { id: string; slotId: string; vendor: OrganisationRef; who: string; waiting: boolean; at: Date }[]
> =>
  queryRows(
    tx,
    SeatsOfRow,
    `SELECT x.id, x.slot_id AS "slotId", jsonb_build_object('id', o.id, 'name', o.name) AS vendor, x.who, x.seated_at IS NULL AS waiting, x.at
     FROM meeting_seat x JOIN organisation o ON o.id = x.vendor_id WHERE x.meeting_id = $1 AND x.left_at IS NULL
     ORDER BY x.seated_at NULLS LAST, x.at, x.id`,
    [id],
  );

export function factsOf(
  need: MeetingNeed,
  at: Pick<MeetingFacts, 'placed' | 'closed' | 'past' | 'calledOff'> | null,
): MeetingFacts {
  return {
    status: need.status,
    ownerOrganisationId: need.owner_id,
    mayCome: need.may_come,
    ...(at ?? { placed: false, closed: true, past: true, calledOff: true }),
  };
}
