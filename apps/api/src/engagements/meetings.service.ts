import { Inject, Injectable } from '@nestjs/common';
import { meetingsAtMost, type offerMeeting, type takeSeat } from '@scenario-lab/contracts/meetings';
import type { Received } from '@scenario-lab/contracts/route';
import { execute, queryOne, queryRow, queryRows } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { addParty } from '@scenario-lab/db/parties';
import { recordEvent } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { meetingPolicy } from '@scenario-lab/domain/engagements/meetings.policy';
import { type ActionOf, may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { demand } from '../http/demand.js';
import { inputRefusal } from '../http/input-refusal.js';
import { DATABASE } from '../http/tokens.js';
import { factsOf, type MeetingNeed, type MeetingRow, meetingNeed, rowsOf } from './meetings.query.js';

const OfferRow = z.object({
  used: z.number(),
});

const TakeRow = z.object({
  seats: z.number(),
  seated: z.number(),
  waiting: z.number(),
  begun: z.boolean(),
});

const LeaveRow = z.object({
  id: z.string(),
  slot_id: z.string(),
});

const LeaveRow2 = z.object({
  moved: z.string().nullable(),
});

const CallOffRow = z.object({
  id: z.string(),
});

/** What is offered to all who take part in a need: a day of pitches, a visit of the site. */
@Injectable()
export class MeetingsService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** It stands in the need's ledger by that. Errors: `invalid_input` naming a time that is past or lies within another. */
  offer(
    actor: SignedIn,
    scenarioId: string,
    body: Received<typeof offerMeeting>['body'],
  ): Promise<{ id: string }> {
    return this.database.asActor(actor, async (tx) => {
      const need = await meetingNeed(tx, scenarioId);
      demand(may(meetingPolicy, actor, 'meeting.offer', factsOf(need, null)), {
        thing: 'scenario',
        status: need.status,
      });
      const { until, slots } = await soundTimes(tx, body);
      await lock(tx, scenarioId);
      const { used } = await queryOne(
        tx,
        OfferRow,
        'SELECT count(*)::int AS used FROM meeting WHERE scenario_id = $1 AND engagement_id IS NULL',
        [scenarioId],
      );
      if (used >= meetingsAtMost) throw new Refusal('quota_exhausted', { used, of: meetingsAtMost });
      const id = newId();
      await execute(
        tx,
        `INSERT INTO meeting (id, scenario_id, kind, place, note, book_until, person_id, organisation_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [
          id,
          scenarioId,
          body.kind,
          body.place,
          body.note || null,
          until,
          actor.personId,
          actor.organisationId,
        ],
      );
      for (const { starts, minutes, seats } of slots)
        await execute(
          tx,
          'INSERT INTO meeting_slot (id, meeting_id, starts, minutes, seats) VALUES ($1, $2, $3, $4, $5)',
          [newId(), id, starts, minutes, seats],
        );
      await recordEvent(tx, {
        thing: 'scenario',
        id: scenarioId,
        event: 'scenario.meeting_offered',
        by: actor,
      });
      return { id };
    });
  }

  /** Of two at once for the last seat one waits; nobody passes those who wait already. */
  take(
    actor: SignedIn,
    id: string,
    { slotId, who }: Received<typeof takeSeat>['body'],
  ): Promise<{ id: string; waiting: boolean }> {
    return this.database.asActor(actor, async (tx) => {
      const { need } = await hold(tx, actor, id, 'meeting.take_seat');
      const slot = await queryRow(
        tx,
        TakeRow,
        `SELECT s.seats, n.seated, n.waiting, s.starts <= now() AS begun FROM meeting_slot s
         JOIN meeting_counts($1) n ON n.slot = s.id WHERE s.id = $2 AND s.meeting_id = $1`,
        [id, slotId],
      );
      if (!slot) throw inputRefusal({ path: 'slotId', code: 'unknown_slot' });
      if (slot.begun) throw inputRefusal({ path: 'slotId', code: 'in_the_past' });
      const seated = slot.seated < slot.seats && slot.waiting === 0;
      const seatId = newId();
      await addParty(tx, 'meeting_seat', seatId, actor.organisationId, 'own');
      await addParty(tx, 'meeting_seat', seatId, need.owner_id, 'act');
      await execute(
        tx,
        `INSERT INTO meeting_seat (id, meeting_id, slot_id, vendor_id, person_id, who, at, seated_at)
         VALUES ($1, $2, $3, $4, $5, $6, clock_timestamp(), CASE WHEN $7 THEN clock_timestamp() END)`,
        [seatId, id, slotId, actor.organisationId, actor.personId, who, seated],
      );
      await recordEvent(tx, {
        thing: 'meeting_seat',
        id: seatId,
        event: seated ? 'meeting_seat.taken' : 'meeting_seat.queued',
        by: actor,
      });
      return { id: seatId, waiting: !seated };
    });
  }

  /** Whoever waits longest for the slot has the seat in the same moment. */
  leave(actor: SignedIn, id: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      await hold(tx, actor, id, 'meeting.leave_seat');
      const left = await queryRow(
        tx,
        LeaveRow,
        `UPDATE meeting_seat SET left_at = clock_timestamp() WHERE meeting_id = $1 AND vendor_id = app_org() AND left_at IS NULL
         RETURNING id, slot_id`,
        [id],
      );
      if (!left) throw new Refusal('not_found', { thing: 'meeting_seat', id });
      await recordEvent(tx, { thing: 'meeting_seat', id: left.id, event: 'meeting_seat.left', by: actor });
      const { moved } = await queryOne(tx, LeaveRow2, 'SELECT meeting_move_up($1) AS moved', [left.slot_id]);
      // By nobody: whoever moved up is not told who made room.
      if (moved) await recordEvent(tx, { thing: 'meeting_seat', id: moved, event: 'meeting_seat.moved_up' });
    });
  }

  callOff(actor: SignedIn, id: string, reason: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const { meeting } = await hold(tx, actor, id, 'meeting.call_off');
      await execute(
        tx,
        'UPDATE meeting SET called_off_at = clock_timestamp(), called_off_by = $2, why = $3 WHERE id = $1',
        [id, actor.personId, reason],
      );
      const seats = await queryRows(
        tx,
        CallOffRow,
        'SELECT id FROM meeting_seat WHERE meeting_id = $1 AND left_at IS NULL ORDER BY id',
        [id],
      );
      for (const seat of seats)
        await recordEvent(tx, {
          thing: 'meeting_seat',
          id: seat.id,
          event: 'meeting_seat.called_off',
          by: actor,
          remark: reason.slice(0, 500),
        });
      await recordEvent(tx, {
        thing: 'scenario',
        id: meeting.scenario_id,
        event: 'scenario.meeting_called_off',
        by: actor,
      });
    });
  }
}

/** Places are given and given up one at a time. */
async function hold(
  tx: Tx,
  actor: SignedIn,
  id: string,
  action: ActionOf<typeof meetingPolicy>,
): Promise<{ meeting: MeetingRow; need: MeetingNeed }> {
  await lock(tx, id);
  const [meeting] = await rowsOf(tx, 'g.id = $1 AND g.engagement_id IS NULL', id);
  if (!meeting) throw new Refusal('not_found', { thing: 'meeting', id });
  const need = await meetingNeed(tx, meeting.scenario_id);
  const placed = await queryRows(
    tx,
    z.unknown(),
    'SELECT 1 FROM meeting_seat WHERE meeting_id = $1 AND vendor_id = app_org() AND left_at IS NULL',
    [id],
  );
  demand(
    may(
      meetingPolicy,
      actor,
      action,
      factsOf(need, {
        placed: placed.length > 0,
        closed: meeting.closed,
        past: meeting.past,
        calledOff: meeting.called_off_at !== null,
      }),
    ),
    { thing: 'meeting' },
  );
  return { meeting, need };
}

const lock = (tx: Tx, id: string) =>
  execute(tx, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`meeting ${id}`]);

const SoundTimesRow = z.object({
  at: z.date().nullable(),
  now: z.date(),
});

/**
 * As moments, what was said by the lab's clocks. A pitch's slots do not overlap, and each holds one vendor; what lies behind
 * nobody can come to.
 */
async function soundTimes(tx: Tx, { kind, bookUntil, slots }: Received<typeof offerMeeting>['body']) {
  const faults: { path: string; code: string }[] = [];
  const moments = await queryRows(
    tx,
    SoundTimesRow,
    `SELECT at::timestamp AT TIME ZONE current_setting('TimeZone') AS at, clock_timestamp() AS now
     FROM unnest($1::text[]) WITH ORDINALITY AS said (at, place) ORDER BY place`,
    [[bookUntil, ...slots.map(({ starts }) => starts)]],
  );
  const [until, ...starts] = moments;
  const now = until?.now.getTime() ?? 0;
  const spans = slots.map(({ minutes, seats }, at) => {
    const from = starts[at]?.at?.getTime() ?? 0;
    return { from, until: from + minutes * 60_000, minutes, seats };
  });
  for (const [at, span] of spans.entries()) {
    if (span.from <= now) faults.push({ path: `slots.${at}.starts`, code: 'in_the_past' });
    if (spans.slice(0, at).some((other) => span.from < other.until && other.from < span.until))
      faults.push({ path: `slots.${at}.starts`, code: 'slots_overlap' });
    if (kind === 'pitch' && span.seats !== 1)
      faults.push({ path: `slots.${at}.seats`, code: 'one_vendor_a_slot' });
  }
  if (until?.at) {
    const first = Math.min(...spans.map(({ from }) => from));
    if (until.at.getTime() > first) faults.push({ path: 'bookUntil', code: 'after_the_meeting' });
    else if (until.at.getTime() <= now) faults.push({ path: 'bookUntil', code: 'in_the_past' });
  }
  if (faults.length > 0) throw inputRefusal(...faults);
  return {
    until: until?.at ?? null,
    slots: spans.map(({ from, minutes, seats }) => ({ starts: new Date(from), minutes, seats })),
  };
}
