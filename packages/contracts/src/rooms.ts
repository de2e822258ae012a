import { z } from 'zod';
import { Allowed, ById, Day, Id, Instant, OrganisationRef, Remark, Sha256, Title } from './common.js';
import { Meeting } from './meetings.js';
import { RoomChecklist } from './room-checks.js';
import { RoomSide } from './room-sides.js';
import { defineRoute } from './route.js';

/** `agreement`: a PDF both sides confirm by its digest; `decision`: what was settled, in words; `file`: to be read only. */
export const recordKinds = ['file', 'agreement', 'decision'] as const;
export const RecordKind = z.enum(recordKinds);
export type RecordKind = z.infer<typeof RecordKind>;

/** Of one file, and of one room together; more of them than this no archive opens at once. */
export const roomFileBytes = 50 * 1024 * 1024;
export const roomBytes = 1024 * 1024 * 1024;
export const roomRecordsAtMost = 500;
export const roomTasksAtMost = 500;

const Confirmed = z.object({ by: z.string(), at: Instant }).nullable();
/** What both sides have on record: never changed; one that nobody else has confirmed may be taken back by whoever brought it. */
export const RoomRecord = z.object({
  id: Id,
  kind: RecordKind,
  /** What a file is called by people; what was decided. */
  text: z.string(),
  file: z.object({ name: z.string(), bytes: z.number().int() }).nullable(),
  /** Of the file's bytes; of a decision's words in UTF-8. */
  sha256: Sha256,
  by: z.string(),
  organisation: OrganisationRef,
  at: Instant,
  confirmed: z.object({ vendor: Confirmed, department: Confirmed }),
  takenBack: Confirmed,
  may: z.array(z.enum(['confirm', 'take_back'])),
});
export type RoomRecord = z.infer<typeof RoomRecord>;

export const taskEnds = ['done', 'dropped'] as const;
export const RoomTask = z.object({
  id: Id,
  what: z.string(),
  side: RoomSide,
  /** Who of that side it was given to; null: whoever answers for it. */
  person: z.string().nullable(),
  due: Day,
  late: z.boolean(),
  by: z.string(),
  organisation: OrganisationRef,
  at: Instant,
  ended: z
    .object({ how: z.enum(taskEnds), by: z.string(), at: Instant, remark: z.string().nullable() })
    .nullable(),
  may: z.array(z.enum(taskEnds)),
});
export type RoomTask = z.infer<typeof RoomTask>;

/** Who answers for a side, since when, and what was said at the handover. */
export const RoomContact = z.object({
  side: RoomSide,
  name: z.string(),
  note: z.string().nullable(),
  by: z.string(),
  at: Instant,
  /** The newest of its side. */
  now: z.boolean(),
  /** Is no member of its organisation any more: somebody else has to be named. */
  gone: z.boolean(),
});
export type RoomContact = z.infer<typeof RoomContact>;

export const Room = z.object({
  scenario: z.object({ id: Id, title: Title }),
  solution: z.object({ id: Id, title: Title }),
  status: z.string(),
  /** The reader's own; null for who only looks on. */
  side: RoomSide.nullable(),
  records: z.array(RoomRecord),
  tasks: z.array(RoomTask),
  checklists: z.array(RoomChecklist),
  /** Talks of this engagement, and what its need offers to all. */
  meetings: z.array(Meeting),
  underCall: z.boolean(),
  contacts: z.array(RoomContact),
  /** The reader's own colleagues, to give a task or hand over to. */
  colleagues: z.array(z.object({ id: Id, name: z.string() })),
  allowed: Allowed,
});
export type Room = z.infer<typeof Room>;

export const readRoom = defineRoute({
  name: 'engagement.read_room',
  method: 'GET',
  path: '/engagements/:id/room',
  access: 'signed_in',
  params: ById,
  reply: Room,
});
/**
 * Words, or a finished upload (`file`): PDF, PNG, JPEG, a ZIP (office files are) or text, by its content, of at most 50 MiB;
 * an agreement is a PDF. Errors: `invalid_input` naming `uploadId`, `quota_exhausted`.
 */
export const addRecord = defineRoute({
  name: 'engagement.add_record',
  method: 'POST',
  path: '/engagements/:id/records',
  access: 'engagement.keep_room',
  params: ById,
  body: z
    .object({ kind: RecordKind, text: z.string().trim().min(1).max(2_000), uploadId: Id.nullable() })
    .refine(({ kind, uploadId }) => (kind === 'decision') === (uploadId === null), {
      path: ['uploadId'],
      error: 'file_for_kind',
    }),
  reply: z.object({ id: Id }),
});
const ofRecord = { params: z.object({ id: Id, recordId: Id }) };
/** By the other side, under the digest it has seen. Errors: `not_found`, `changed_meanwhile`. */
export const confirmRecord = defineRoute({
  name: 'engagement.confirm_record',
  method: 'POST',
  path: '/engagements/:id/records/:recordId/confirm',
  access: 'engagement.confirm_record',
  ...ofRecord,
  body: z.object({ sha256: Sha256 }),
  reply: 'none',
});
/** It stays listed, with its digest; its file is handed out no more. */
export const takeBackRecord = defineRoute({
  name: 'engagement.take_back_record',
  method: 'POST',
  path: '/engagements/:id/records/:recordId/take-back',
  access: 'engagement.keep_room',
  ...ofRecord,
  body: z.object({}),
  reply: 'none',
});
export const downloadRecord = defineRoute({
  name: 'engagement.download_record',
  method: 'GET',
  path: '/engagements/:id/records/:recordId/file',
  access: 'signed_in',
  ...ofRecord,
  reply: 'stream',
});
/** Of one's own side a person may be named; the other side's people are its own to name. */
export const addTask = defineRoute({
  name: 'engagement.add_task',
  method: 'POST',
  path: '/engagements/:id/tasks',
  access: 'engagement.keep_room',
  params: ById,
  body: z.object({
    what: z.string().trim().min(1).max(500),
    side: RoomSide,
    personId: Id.nullable(),
    due: Day,
  }),
  reply: z.object({ id: Id }),
});
/** Done by the side it was given to; dropped by the organisation that gave it. */
export const endTask = defineRoute({
  name: 'engagement.end_task',
  method: 'POST',
  path: '/engagements/:id/tasks/:taskId/end',
  access: 'engagement.keep_room',
  params: z.object({ id: Id, taskId: Id }),
  body: Remark.extend({ how: z.enum(taskEnds) }),
  reply: 'none',
});
/** To a colleague; open tasks, checklists and unanswered mentions of whoever answered before go along. */
export const handOver = defineRoute({
  name: 'engagement.hand_over',
  method: 'POST',
  path: '/engagements/:id/handover',
  access: 'engagement.hand_over',
  params: ById,
  body: z.object({ personId: Id, note: z.string().trim().max(5_000).default('') }),
  reply: 'none',
});
/**
 * The whole file as a ZIP for the archive: an index to read and one for machines, every document with its digest. For the
 * parties and the lab; that it was taken is written down.
 */
export const exportRoom = defineRoute({
  name: 'engagement.export_room',
  method: 'GET',
  path: '/engagements/:id/archive',
  access: 'engagement.export_room',
  params: ById,
  query: z.object({ lang: z.enum(['zh', 'en']).default('zh') }),
  reply: 'stream',
});

export const roomRoutes = [
  readRoom,
  addRecord,
  confirmRecord,
  takeBackRecord,
  downloadRecord,
  addTask,
  endTask,
  handOver,
  exportRoom,
];
