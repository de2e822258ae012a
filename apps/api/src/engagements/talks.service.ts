import { Inject, Injectable } from '@nestjs/common';
import { meetingsAtMost, type proposeTalk } from '@scenario-lab/contracts/meetings';
import type { Received } from '@scenario-lab/contracts/route';
import { execute, queryOne } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { recordEvent } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { bindsSide } from '@scenario-lab/domain/engagements/room';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { inputRefusal } from '../http/input-refusal.js';
import { DATABASE } from '../http/tokens.js';
import { holdEngagement } from './hold-engagement.js';
import { type MeetingRow, meetingNeed, rowsOf } from './meetings.query.js';

const ProposeRow = z.object({
  starts: z.date(),
  past: z.boolean(),
});

const ProposeRow2 = z.object({
  used: z.number(),
});

/** Meetings between the two sides of one engagement: one proposes a time, both agree to it. */
@Injectable()
export class TalksService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** Errors: `call_open` while a call of the need runs: what one bidder gets is offered to all. */
  propose(actor: SignedIn, id: string, body: Received<typeof proposeTalk>['body']): Promise<{ id: string }> {
    return this.database.asActor(actor, async (tx) => {
      const held = await holdEngagement(tx, actor, id, 'engagement.propose_talk');
      await insistNoCall(tx, held.scenario.id);
      const { starts, past } = await queryOne(
        tx,
        ProposeRow,
        `SELECT m.at AS starts, m.at <= clock_timestamp() AS past FROM (
           SELECT $1::timestamp AT TIME ZONE current_setting('TimeZone') AS at) m`,
        [body.starts],
      );
      if (past) throw inputRefusal({ path: 'starts', code: 'in_the_past' });
      await lock(tx, id);
      const { used } = await queryOne(
        tx,
        ProposeRow2,
        'SELECT count(*)::int AS used FROM meeting WHERE engagement_id = $1',
        [id],
      );
      if (used >= meetingsAtMost) throw new Refusal('quota_exhausted', { used, of: meetingsAtMost });
      const agrees = bindsSide(actor, held.vendor.id, held.department.id);
      const meetingId = newId();
      await execute(
        tx,
        `INSERT INTO meeting (id, scenario_id, engagement_id, kind, place, note, person_id, organisation_id
           ${agrees ? `, ${agrees}_at, ${agrees}_by` : ''})
         VALUES ($1, $2, $3, 'talk', $4, $5, $6, $7 ${agrees ? ', clock_timestamp(), $6' : ''})`,
        [
          meetingId,
          held.scenario.id,
          id,
          body.place,
          body.note || null,
          actor.personId,
          actor.organisationId,
        ],
      );
      await execute(
        tx,
        'INSERT INTO meeting_slot (id, meeting_id, starts, minutes, seats) VALUES ($1, $2, $3, $4, 1)',
        [newId(), meetingId, starts, body.minutes],
      );
      await tell(tx, actor, id, 'talk_proposed', body.place);
      return { id: meetingId };
    });
  }

  agree(actor: SignedIn, id: string, meetingId: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const held = await holdEngagement(tx, actor, id, 'engagement.agree_talk');
      await insistNoCall(tx, held.scenario.id);
      const talk = await hold(tx, id, meetingId);
      const side = bindsSide(actor, held.vendor.id, held.department.id);
      if (side === null || talk[`${side}_at`] !== null)
        throw new Refusal('not_found', { thing: 'meeting', id: meetingId });
      await execute(tx, `UPDATE meeting SET ${side}_at = clock_timestamp(), ${side}_by = $2 WHERE id = $1`, [
        meetingId,
        actor.personId,
      ]);
      await tell(tx, actor, id, 'talk_agreed', talk.place);
    });
  }

  callOff(actor: SignedIn, id: string, meetingId: string, reason: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      await holdEngagement(tx, actor, id, 'engagement.propose_talk');
      await hold(tx, id, meetingId);
      await execute(
        tx,
        'UPDATE meeting SET called_off_at = clock_timestamp(), called_off_by = $2, why = $3 WHERE id = $1',
        [meetingId, actor.personId, reason],
      );
      await tell(tx, actor, id, 'talk_called_off', reason);
    });
  }
}

const lock = (tx: Tx, id: string) =>
  execute(tx, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`meeting ${id}`]);

async function insistNoCall(tx: Tx, scenarioId: string): Promise<void> {
  const { under_call } = await meetingNeed(tx, scenarioId);
  if (under_call) throw new Refusal('call_open', { thing: 'scenario', id: scenarioId });
}

/** One that lies ahead and was not called off. */
async function hold(tx: Tx, id: string, meetingId: string): Promise<MeetingRow> {
  await lock(tx, id);
  const talk = (await rowsOf(tx, 'g.engagement_id = $1', id)).find((one) => one.id === meetingId);
  if (!talk || talk.called_off_at !== null || talk.past)
    throw new Refusal('not_found', { thing: 'meeting', id: meetingId });
  return talk;
}

async function tell(tx: Tx, actor: SignedIn, id: string, event: string, remark: string): Promise<void> {
  await recordEvent(tx, {
    thing: 'engagement',
    id,
    event: `engagement.${event}`,
    by: actor,
    remark: remark.slice(0, 500),
  });
}
