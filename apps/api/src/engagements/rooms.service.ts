import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import {
  type addRecord,
  type addTask,
  type endTask,
  type handOver,
  roomBytes,
  roomRecordsAtMost,
  roomTasksAtMost,
} from '@scenario-lab/contracts/rooms';
import type { Received } from '@scenario-lab/contracts/route';
import { takeUpload } from '@scenario-lab/db/catalogue/take-upload';
import { execute, queryOne, queryRow, word } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { recordEvent } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import {
  bindsSide,
  type RoomSide,
  recordMay,
  roomSideOf,
  taskMay,
} from '@scenario-lab/domain/engagements/room';
import { Refusal } from '@scenario-lab/domain/refusal';
import type { BlobStore } from '@scenario-lab/storage/blob-store';
import { z } from 'zod';
import { inputRefusal } from '../http/input-refusal.js';
import { BLOBS, DATABASE } from '../http/tokens.js';
import { holdEngagement } from './hold-engagement.js';
import { faultOfRoomFile } from './room-files.js';
import { isColleague, passMentions } from './room-people.js';

const AddRow = z.object({
  used: z.number(),
  held: z.number(),
});

const ConfirmRow = z.object({
  text: z.string(),
  sha256: z.string(),
});

const TakeBackRow = z.object({
  kind: z.string(),
  organisationId: z.string(),
  vendor: z.boolean(),
  department: z.boolean(),
  takenBack: z.boolean(),
  text: z.string(),
});

const FileRow = z.object({
  file_name: z.string(),
  sha256: z.string(),
});

const AddTaskRow = z.object({
  used: z.number(),
  past: z.boolean().nullable(),
});

const EndTaskRow = z.object({
  what: z.string(),
  side: word<RoomSide>(),
  organisation_id: z.string(),
});

const HandOverRow = z.object({
  person_id: z.string(),
});

/** What both sides have on record, what they have to do, and who answers for them. */
@Injectable()
export class RoomsService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(BLOBS) private readonly blobs: BlobStore,
  ) {}

  /** Whoever brings it has confirmed it by that. Errors: `invalid_input` naming `uploadId`, `quota_exhausted`. */
  add(actor: SignedIn, id: string, body: Received<typeof addRecord>['body']): Promise<{ id: string }> {
    return this.database.asActor(actor, async (tx) => {
      const record = await holdEngagement(tx, actor, id, 'engagement.keep_room');
      await one(tx, id);
      const { used, held } = await queryOne(
        tx,
        AddRow,
        `SELECT count(*)::int AS used, coalesce(sum(bytes), 0)::float8 AS held FROM room_record WHERE engagement_id = $1`,
        [id],
      );
      if (used >= roomRecordsAtMost) throw new Refusal('quota_exhausted', { used, of: roomRecordsAtMost });
      const file = body.uploadId && (await takeUpload(tx, body.uploadId, actor.organisationId, 'file'));
      if (file) {
        const fault = await faultOfRoomFile(this.blobs, body.kind, file);
        if (fault) throw inputRefusal({ path: 'uploadId', ...fault });
        if (held + Number(file.bytes) > roomBytes)
          throw new Refusal('quota_exhausted', { used: held, of: roomBytes });
      }
      const recordId = newId();
      const confirms = bindsSide(actor, record.vendor.id, record.department.id);
      await execute(
        tx,
        `INSERT INTO room_record (id, engagement_id, kind, text, file_name, sha256, bytes, person_id, organisation_id
           ${confirms ? `, ${confirms}_at, ${confirms}_by` : ''})
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9${confirms ? ', clock_timestamp(), $8' : ''})`,
        [
          recordId,
          id,
          body.kind,
          body.text,
          file ? file.fileName : null,
          file ? file.sha256 : createHash('sha256').update(body.text).digest('hex'),
          file ? file.bytes : null,
          actor.personId,
          actor.organisationId,
        ],
      );
      await tell(tx, actor, id, 'record_added', body.text);
      return { id: recordId };
    });
  }

  /** By the other side, once, under the digest it has seen. Errors: `not_found`, `changed_meanwhile`. */
  confirm(actor: SignedIn, id: string, recordId: string, sha256: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const held = await holdEngagement(tx, actor, id, 'engagement.confirm_record');
      const side = roomSideOf(actor, held.vendor.id, held.department.id);
      const record = await queryRow(
        tx,
        ConfirmRow,
        `SELECT text, sha256 FROM room_record WHERE id = $1 AND engagement_id = $2 AND kind <> 'file'
           AND taken_back_at IS NULL AND ${side}_at IS NULL FOR UPDATE`,
        [recordId, id],
      );
      if (!record) throw new Refusal('not_found', { thing: 'room_record', id: recordId });
      if (record.sha256 !== sha256)
        throw new Refusal('changed_meanwhile', { thing: 'room_record', id: recordId });
      await execute(
        tx,
        `UPDATE room_record SET ${side}_at = clock_timestamp(), ${side}_by = $2 WHERE id = $1`,
        [recordId, actor.personId],
      );
      await tell(tx, actor, id, 'record_confirmed', record.text);
    });
  }

  /** By whoever brought it, as long as nobody else has confirmed it. Errors: `not_found`. */
  takeBack(actor: SignedIn, id: string, recordId: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const held = await holdEngagement(tx, actor, id, 'engagement.keep_room');
      const record = await queryRow(
        tx,
        TakeBackRow,
        `SELECT text, kind, organisation_id AS "organisationId", vendor_at IS NOT NULL AS vendor, department_at IS NOT NULL AS department,
           taken_back_at IS NOT NULL AS "takenBack"
         FROM room_record WHERE id = $1 AND engagement_id = $2 FOR UPDATE`,
        [recordId, id],
      );
      const side = roomSideOf(actor, held.vendor.id, held.department.id);
      if (!record || !recordMay(record, side, actor.organisationId).includes('take_back'))
        throw new Refusal('not_found', { thing: 'room_record', id: recordId });
      await execute(
        tx,
        'UPDATE room_record SET taken_back_at = clock_timestamp(), taken_back_by = $2 WHERE id = $1',
        [recordId, actor.personId],
      );
      await tell(tx, actor, id, 'record_taken_back', record.text);
    });
  }

  /** Errors: `not_found`, also of what was taken back. */
  async file(
    actor: SignedIn,
    id: string,
    recordId: string,
  ): Promise<{ name: string; bytes: number; stream: Readable }> {
    const found = await this.database.asActor(actor, async (tx) => {
      await holdEngagement(tx, actor, id, 'engagement.read_room');
      return queryRow(
        tx,
        FileRow,
        `SELECT file_name, sha256 FROM room_record
         WHERE id = $1 AND engagement_id = $2 AND file_name IS NOT NULL AND taken_back_at IS NULL`,
        [recordId, id],
      );
    });
    const kept = found && (await this.blobs.stat(found.sha256));
    if (!found || !kept) throw new Refusal('not_found', { thing: 'room_record', id: recordId });
    return { name: found.file_name, bytes: kept.bytes, stream: await this.blobs.get(found.sha256) };
  }

  /** Errors: `invalid_input` where the day is past, or the person is nobody of one's own side. */
  addTask(actor: SignedIn, id: string, body: Received<typeof addTask>['body']): Promise<{ id: string }> {
    return this.database.asActor(actor, async (tx) => {
      const held = await holdEngagement(tx, actor, id, 'engagement.keep_room');
      await one(tx, id);
      const { used, past } = await queryOne(
        tx,
        AddTaskRow,
        'SELECT count(*)::int AS used, $2::date < current_date AS past FROM room_task WHERE engagement_id = $1',
        [id, body.due],
      );
      if (used >= roomTasksAtMost) throw new Refusal('quota_exhausted', { used, of: roomTasksAtMost });
      if (past) throw inputRefusal({ path: 'due', code: 'in_the_past' });
      if (body.personId) {
        const own = roomSideOf(actor, held.vendor.id, held.department.id) === body.side;
        if (!own || !(await isColleague(tx, body.personId)))
          throw inputRefusal({ path: 'personId', code: 'not_a_colleague' });
      }
      const taskId = newId();
      await execute(
        tx,
        `INSERT INTO room_task (id, engagement_id, what, side, person_id, due, given_by, organisation_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [taskId, id, body.what, body.side, body.personId, body.due, actor.personId, actor.organisationId],
      );
      await tell(tx, actor, id, 'task_added', body.what);
      return { id: taskId };
    });
  }

  /** Errors: `not_found` where it has ended or is not there, `not_the_other_side`. */
  endTask(
    actor: SignedIn,
    id: string,
    taskId: string,
    { how, remark }: Received<typeof endTask>['body'],
  ): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const held = await holdEngagement(tx, actor, id, 'engagement.keep_room');
      const task = await queryRow(
        tx,
        EndTaskRow,
        `SELECT what, side, organisation_id FROM room_task WHERE id = $1 AND engagement_id = $2 AND ended_at IS NULL FOR UPDATE`,
        [taskId, id],
      );
      if (!task) throw new Refusal('not_found', { thing: 'room_task', id: taskId });
      const may = taskMay(
        { side: task.side, organisationId: task.organisation_id },
        roomSideOf(actor, held.vendor.id, held.department.id),
        actor.organisationId,
      );
      if (!may.includes(how)) throw new Refusal('not_the_other_side', { thing: 'room_task', id: taskId });
      await execute(
        tx,
        'UPDATE room_task SET how = $2, ended_at = clock_timestamp(), ended_by = $3, remark = $4 WHERE id = $1',
        [taskId, how, actor.personId, remark ?? null],
      );
      await tell(tx, actor, id, how === 'done' ? 'task_done' : 'task_dropped', task.what);
    });
  }

  /** Errors: `invalid_input` where it is nobody of one's own organisation. */
  handOver(
    actor: SignedIn,
    id: string,
    { personId, note }: Received<typeof handOver>['body'],
  ): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const held = await holdEngagement(tx, actor, id, 'engagement.hand_over');
      await one(tx, id);
      if (!(await isColleague(tx, personId)))
        throw inputRefusal({ path: 'personId', code: 'not_a_colleague' });
      const side = roomSideOf(actor, held.vendor.id, held.department.id);
      const before = await queryRow(
        tx,
        HandOverRow,
        `SELECT person_id FROM room_contact WHERE engagement_id = $1 AND organisation_id = app_org() ORDER BY at DESC, id DESC LIMIT 1`,
        [id],
      );
      await execute(
        tx,
        `INSERT INTO room_contact (id, engagement_id, side, organisation_id, person_id, handed_by, note, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, clock_timestamp())`,
        [newId(), id, side, actor.organisationId, personId, actor.personId, note || null],
      );
      if (before) {
        await execute(
          tx,
          `UPDATE room_task SET person_id = $3 WHERE engagement_id = $1 AND person_id = $2 AND side = $4 AND ended_at IS NULL`,
          [id, before.person_id, personId, side],
        );
        await execute(
          tx,
          `UPDATE room_check SET person_id = $3 WHERE engagement_id = $1 AND person_id = $2 AND side = $4 AND done_at IS NULL
             AND dropped_at IS NULL`,
          [id, before.person_id, personId, side],
        );
        await passMentions(tx, actor, id, before.person_id, personId);
      }
      await tell(tx, actor, id, 'handed_over', note);
    });
  }
}

/** Bounds are counted by one at a time. */
const one = (tx: Tx, id: string) =>
  execute(tx, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`room ${id}`]);

/** What it was about stands in the history with it, for those who see the room. */
async function tell(tx: Tx, actor: SignedIn, id: string, event: string, remark: string): Promise<void> {
  await recordEvent(tx, {
    thing: 'engagement',
    id,
    event: `engagement.${event}`,
    by: actor,
    remark: remark.slice(0, 500) || undefined,
  });
}
