import { Inject, Injectable } from '@nestjs/common';
import { type addChecklist, checksAtMost, type RoomChecklist } from '@scenario-lab/contracts/room-checks';
import type { Received } from '@scenario-lab/contracts/route';
import { execute, queryOne, queryRow, queryRows, word } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { recordEvent } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { type CheckMark, checkMay, type RoomSide, roomSideOf } from '@scenario-lab/domain/engagements/room';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { inputRefusal } from '../http/input-refusal.js';
import { DATABASE } from '../http/tokens.js';
import { holdEngagement } from './hold-engagement.js';
import { isColleague } from './room-people.js';

const AddRow = z.object({
  used: z.number(),
});

const MarkRow = z.object({
  list: z.string(),
  title: z.string(),
  side: word<RoomSide>(),
  organisation_id: z.string(),
  done: z.boolean(),
});

const MarkRow2 = z.object({
  open: z.number(),
});

/** Lists each side works off: who has ticked what is read by both. */
@Injectable()
export class RoomChecksService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  add(actor: SignedIn, id: string, body: Received<typeof addChecklist>['body']): Promise<{ id: string }> {
    return this.database.asActor(actor, async (tx) => {
      const held = await holdEngagement(tx, actor, id, 'engagement.keep_room');
      await lock(tx, id);
      const { used } = await queryOne(
        tx,
        AddRow,
        'SELECT count(*)::int AS used FROM room_check WHERE engagement_id = $1',
        [id],
      );
      if (used + body.items.length > checksAtMost)
        throw new Refusal('quota_exhausted', { used, of: checksAtMost });
      if (body.personId) {
        const own = roomSideOf(actor, held.vendor.id, held.department.id) === body.side;
        if (!own || !(await isColleague(tx, body.personId)))
          throw inputRefusal({ path: 'personId', code: 'not_a_colleague' });
      }
      const list = newId();
      for (const [place, what] of body.items.entries())
        await execute(
          tx,
          `INSERT INTO room_check (id, engagement_id, list, title, side, what, place, person_id, given_by, organisation_id)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
          [
            newId(),
            id,
            list,
            body.title,
            body.side,
            what,
            place,
            body.personId,
            actor.personId,
            actor.organisationId,
          ],
        );
      await tell(tx, actor, id, 'checklist_added', body.title);
      return { id: list };
    });
  }

  /** That a whole list is done is told to the other side; of single ticks nobody is. */
  mark(actor: SignedIn, id: string, checkId: string, how: CheckMark): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const held = await holdEngagement(tx, actor, id, 'engagement.keep_room');
      await lock(tx, id);
      const check = await queryRow(
        tx,
        MarkRow,
        `SELECT list, title, side, organisation_id, done_at IS NOT NULL AS done FROM room_check
         WHERE id = $1 AND engagement_id = $2 AND dropped_at IS NULL`,
        [checkId, id],
      );
      if (!check) throw new Refusal('not_found', { thing: 'room_check', id: checkId });
      const may = checkMay(
        { side: check.side, organisationId: check.organisation_id, done: check.done, dropped: false },
        roomSideOf(actor, held.vendor.id, held.department.id),
        actor.organisationId,
      );
      if (!may.includes(how))
        throw may.length === 0
          ? new Refusal('not_the_other_side', { thing: 'room_check', id: checkId })
          : new Refusal('wrong_status', { thing: 'room_check', id: checkId });
      if (how === 'untick')
        await execute(tx, 'UPDATE room_check SET done_at = NULL, done_by = NULL WHERE id = $1', [checkId]);
      else {
        const what = how === 'tick' ? 'done' : 'dropped';
        await execute(
          tx,
          `UPDATE room_check SET ${what}_at = clock_timestamp(), ${what}_by = $2 WHERE id = $1`,
          [checkId, actor.personId],
        );
      }
      const { open } = await queryOne(
        tx,
        MarkRow2,
        `SELECT count(*)::int AS open FROM room_check WHERE list = $1 AND done_at IS NULL AND dropped_at IS NULL`,
        [check.list],
      );
      if (how === 'tick' && open === 0) await tell(tx, actor, id, 'checklist_done', check.title);
    });
  }
}

const ChecklistsOfRow = z.object({
  id: z.string(),
  list: z.string(),
  title: z.string(),
  side: word<RoomSide>(),
  what: z.string(),
  at: z.date(),
  organisation_id: z.string(),
  person: z.string().nullable(),
  by: z.string(),
  done_at: z.date().nullable(),
  done_by: z.string(),
  dropped_at: z.date().nullable(),
  dropped_by: z.string(),
});

/** Those with something open first, in the order they came. `reader`: null where nothing may be done. */
export async function checklistsOf(
  tx: Tx,
  id: string,
  reader: { side: RoomSide; organisationId: string } | null,
): Promise<RoomChecklist[]> {
  const rows = await queryRows(
    tx,
    ChecklistsOfRow,
    `SELECT k.id, k.list, k.title, k.side, k.what, k.at, k.organisation_id,
       CASE WHEN k.person_id IS NOT NULL THEN person_name(k.person_id) END AS person, coalesce(person_name(k.given_by), '') AS by,
       k.done_at, coalesce(person_name(k.done_by), '') AS done_by, k.dropped_at, coalesce(person_name(k.dropped_by), '') AS dropped_by
     FROM room_check k WHERE k.engagement_id = $1 ORDER BY k.at, k.list, k.place`,
    [id],
  );
  const lists = new Map<string, RoomChecklist>();
  for (const row of rows) {
    const list = lists.get(row.list) ?? {
      id: row.list,
      title: row.title,
      side: row.side,
      person: row.person,
      by: row.by,
      at: row.at.toISOString(),
      items: [],
    };
    lists.set(row.list, list);
    list.items.push({
      id: row.id,
      what: row.what,
      done: row.done_at && { by: row.done_by, at: row.done_at.toISOString() },
      dropped: row.dropped_at && { by: row.dropped_by, at: row.dropped_at.toISOString() },
      may: reader
        ? checkMay(
            {
              side: row.side,
              organisationId: row.organisation_id,
              done: row.done_at !== null,
              dropped: row.dropped_at !== null,
            },
            reader.side,
            reader.organisationId,
          )
        : [],
    });
  }
  const open = (list: RoomChecklist) => list.items.some(({ done, dropped }) => !done && !dropped);
  return [...lists.values()].sort((one, other) => Number(open(other)) - Number(open(one)));
}

const lock = (tx: Tx, id: string) =>
  execute(tx, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`room ${id}`]);

async function tell(tx: Tx, actor: SignedIn, id: string, event: string, remark: string): Promise<void> {
  await recordEvent(tx, { thing: 'engagement', id, event: `engagement.${event}`, by: actor, remark });
}
