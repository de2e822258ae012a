import { Inject, Injectable } from '@nestjs/common';
import type { Room, RoomContact, RoomRecord, RoomTask } from '@scenario-lab/contracts/rooms';
import { json, queryRows, word } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { engagementFactsOf } from '@scenario-lab/db/engagements/engagement.queries';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { engagementPolicy } from '@scenario-lab/domain/engagements/engagements.policy';
import { type RoomSide, recordMay, roomSideOf, taskMay } from '@scenario-lab/domain/engagements/room';
import { allowed } from '@scenario-lab/domain/policy';
import { z } from 'zod';
import { DATABASE } from '../http/tokens.js';
import { holdEngagement } from './hold-engagement.js';
import { meetingNeed, offeredOf, talksOf } from './meetings.query.js';
import { checklistsOf } from './room-checks.service.js';

/** Whose eyes a room is read with; `open` while something may be written there. */
interface Reader {
  side: RoomSide;
  organisationId: string;
  keeps: boolean;
  confirms: boolean;
}

@Injectable()
export class RoomsQuery {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  read(actor: SignedIn, id: string): Promise<Room> {
    return this.database.asActor(actor, async (tx) => {
      const held = await holdEngagement(tx, actor, id, 'engagement.read_room');
      const may = allowed(engagementPolicy, actor, engagementFactsOf(held));
      const keeps = may.includes('engagement.keep_room');
      const side = roomSideOf(actor, held.vendor.id, held.department.id);
      const reader = {
        side,
        organisationId: actor.organisationId,
        keeps,
        confirms: may.includes('engagement.confirm_record'),
      };
      const need = await meetingNeed(tx, held.scenario.id);
      return {
        scenario: held.scenario,
        solution: held.solution,
        status: held.status,
        side: keeps ? side : null,
        records: await recordsOf(tx, id, reader),
        tasks: await tasksOf(tx, id, reader),
        checklists: await checklistsOf(tx, id, keeps ? reader : null),
        meetings: [...(await talksOf(tx, id)), ...(await offeredOf(tx, actor, need))],
        underCall: need.under_call,
        contacts: await contactsOf(tx, id),
        colleagues: keeps ? await colleagues(tx) : [],
        allowed: may,
      };
    });
  }
}

type Said = { at: Date | null; by: string };
const saidOf = ({ at, by }: Said) => at && { by, at: at.toISOString() };

type RecordsOfAnswer = Pick<RoomRecord, 'id' | 'kind' | 'text' | 'sha256' | 'by' | 'organisation'> & {
  file_name: string | null;
  bytes: number | null;
  at: Date;
  vendor_at: Date | null;
  vendor_by: string;
  department_at: Date | null;
  department_by: string;
  taken_back_at: Date | null;
  taken_back_by: string;
};

const RecordsOfRow = z.object({
  organisation: json<RecordsOfAnswer['organisation']>(),
  id: z.string(),
  kind: word<RecordsOfAnswer['kind']>(),
  by: z.string(),
  sha256: z.string(),
  text: z.string(),
  file_name: z.string().nullable(),
  bytes: z.number().nullable(),
  at: z.date(),
  vendor_at: z.date().nullable(),
  vendor_by: z.string(),
  department_at: z.date().nullable(),
  department_by: z.string(),
  taken_back_at: z.date().nullable(),
  taken_back_by: z.string(),
});

export async function recordsOf(tx: Tx, id: string, reader: Reader | null): Promise<RoomRecord[]> {
  const rows = await queryRows(
    tx,
    RecordsOfRow,
    `SELECT r.id, r.kind, r.text, r.file_name, r.bytes::float8 AS bytes, r.sha256, coalesce(person_name(r.person_id), '') AS by,
       jsonb_build_object('id', o.id, 'name', o.name) AS organisation, r.at, r.vendor_at, r.department_at, r.taken_back_at,
       coalesce(person_name(r.vendor_by), '') AS vendor_by, coalesce(person_name(r.department_by), '') AS department_by,
       coalesce(person_name(r.taken_back_by), '') AS taken_back_by
     FROM room_record r JOIN organisation o ON o.id = r.organisation_id WHERE r.engagement_id = $1 ORDER BY r.at, r.id`,
    [id],
  );
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    text: row.text,
    file: row.file_name === null ? null : { name: row.file_name, bytes: row.bytes ?? 0 },
    sha256: row.sha256,
    by: row.by,
    organisation: row.organisation,
    at: row.at.toISOString(),
    confirmed: {
      vendor: saidOf({ at: row.vendor_at, by: row.vendor_by }),
      department: saidOf({ at: row.department_at, by: row.department_by }),
    },
    takenBack: saidOf({ at: row.taken_back_at, by: row.taken_back_by }),
    may: reader?.keeps
      ? recordMay(
          {
            kind: row.kind,
            organisationId: row.organisation.id,
            vendor: row.vendor_at !== null,
            department: row.department_at !== null,
            takenBack: row.taken_back_at !== null,
          },
          reader.side,
          reader.organisationId,
        ).filter((deed) => deed !== 'confirm' || reader.confirms)
      : [],
  }));
}

type TasksOfAnswer = Pick<
  RoomTask,
  'id' | 'what' | 'side' | 'person' | 'due' | 'late' | 'by' | 'organisation'
> & {
  at: Date;
  how: 'done' | 'dropped' | null;
  ended_at: Date | null;
  ended_by: string;
  remark: string | null;
};

const TasksOfRow = z.object({
  person: z.string().nullable(),
  organisation: json<TasksOfAnswer['organisation']>(),
  id: z.string(),
  by: z.string(),
  what: z.string(),
  late: z.boolean(),
  side: word<TasksOfAnswer['side']>(),
  due: z.string(),
  at: z.date(),
  how: word<'done' | 'dropped'>().nullable(),
  ended_at: z.date().nullable(),
  ended_by: z.string(),
  remark: z.string().nullable(),
});

export async function tasksOf(tx: Tx, id: string, reader: Reader | null): Promise<RoomTask[]> {
  const rows = await queryRows(
    tx,
    TasksOfRow,
    `SELECT t.id, t.what, t.side, CASE WHEN t.person_id IS NOT NULL THEN person_name(t.person_id) END AS person, t.due::text AS due,
       t.ended_at IS NULL AND t.due < current_date AS late, coalesce(person_name(t.given_by), '') AS by,
       jsonb_build_object('id', o.id, 'name', o.name) AS organisation, t.at, t.how, t.ended_at,
       coalesce(person_name(t.ended_by), '') AS ended_by, t.remark
     FROM room_task t JOIN organisation o ON o.id = t.organisation_id WHERE t.engagement_id = $1
     ORDER BY t.ended_at IS NOT NULL, t.due, t.at, t.id`,
    [id],
  );
  return rows.map(({ at, how, ended_at, ended_by, remark, ...row }) => ({
    ...row,
    at: at.toISOString(),
    ended: how && ended_at && { how, by: ended_by, at: ended_at.toISOString(), remark },
    may:
      reader?.keeps && !ended_at
        ? taskMay({ side: row.side, organisationId: row.organisation.id }, reader.side, reader.organisationId)
        : [],
  }));
}

type ContactsOfAnswer = Omit<RoomContact, 'at'> & { at: Date };

const ContactsOfRow = z.object({
  name: z.string(),
  note: z.string().nullable(),
  by: z.string(),
  now: z.boolean(),
  side: word<ContactsOfAnswer['side']>(),
  gone: z.boolean(),
  at: z.date(),
});

/** The newest first. */
export async function contactsOf(tx: Tx, id: string): Promise<RoomContact[]> {
  const rows = await queryRows(
    tx,
    ContactsOfRow,
    `SELECT c.side, coalesce(person_name(c.person_id), '') AS name, c.note, coalesce(person_name(c.handed_by), '') AS by, c.at,
       row_number() OVER (PARTITION BY c.side ORDER BY c.at DESC, c.id DESC) = 1 AS now,
       NOT EXISTS (SELECT 1 FROM membership m WHERE m.person_id = c.person_id AND m.organisation_id = c.organisation_id) AS gone
     FROM room_contact c WHERE c.engagement_id = $1 ORDER BY c.at DESC, c.id DESC`,
    [id],
  );
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

const ColleaguesRow = z.object({
  id: z.string(),
  name: z.string(),
});

const colleagues = (tx: Tx): Promise<Room['colleagues']> =>
  queryRows(
    tx,
    ColleaguesRow,
    `SELECT m.person_id AS id, coalesce(person_name(m.person_id), '') AS name FROM membership m
     WHERE m.organisation_id = app_org() ORDER BY name, id LIMIT 500`,
  );
