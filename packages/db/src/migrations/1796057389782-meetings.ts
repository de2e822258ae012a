import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Meetings of a need and of an engagement, checklists of both sides, and whom a message names. */
export class Meetings1796057389782 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...tables, ...keys, ...functions, ...security]) await runner.query(statement);
  }
  async down(): Promise<void> {
    throw new Error('what was offered to all stands in the ledger: restore a backup');
  }
}

const moment = 'TIMESTAMP WITH TIME ZONE';
const now = `${moment} NOT NULL DEFAULT now()`;
const tables = [
  `CREATE TABLE "meeting" ("id" uuid NOT NULL, "scenario_id" uuid NOT NULL, "engagement_id" uuid, "kind" text NOT NULL,
     "place" text NOT NULL, "note" text, "book_until" ${moment}, "person_id" uuid NOT NULL, "organisation_id" uuid NOT NULL,
     "at" ${now}, "vendor_at" ${moment}, "vendor_by" uuid, "department_at" ${moment}, "department_by" uuid,
     "called_off_at" ${moment}, "called_off_by" uuid, "why" text,
     CONSTRAINT "meeting_kind" CHECK (kind IN ('pitch', 'visit', 'talk')),
     CONSTRAINT "meeting_whose" CHECK ((kind = 'talk') = (engagement_id IS NOT NULL)),
     CONSTRAINT "PK_meeting" PRIMARY KEY ("id"))`,
  'CREATE INDEX "IDX_meeting_scenario" ON "meeting" ("scenario_id")',
  'CREATE INDEX "IDX_meeting_engagement" ON "meeting" ("engagement_id")',
  `CREATE TABLE "meeting_slot" ("id" uuid NOT NULL, "meeting_id" uuid NOT NULL, "starts" ${moment} NOT NULL,
     "minutes" integer NOT NULL, "seats" integer NOT NULL,
     CONSTRAINT "meeting_slot_size" CHECK (minutes > 0 AND seats > 0), CONSTRAINT "PK_meeting_slot" PRIMARY KEY ("id"))`,
  'CREATE INDEX "IDX_meeting_slot_meeting" ON "meeting_slot" ("meeting_id")',
  `CREATE TABLE "meeting_seat" ("id" uuid NOT NULL, "meeting_id" uuid NOT NULL, "slot_id" uuid NOT NULL, "vendor_id" uuid NOT NULL,
     "person_id" uuid NOT NULL, "who" text NOT NULL, "at" ${now}, "seated_at" ${moment}, "left_at" ${moment},
     CONSTRAINT "PK_meeting_seat" PRIMARY KEY ("id"))`,
  'CREATE UNIQUE INDEX "meeting_seat_once" ON "meeting_seat" ("meeting_id", "vendor_id") WHERE left_at IS NULL',
  'CREATE INDEX "IDX_meeting_seat_slot" ON "meeting_seat" ("slot_id")',
  `CREATE TABLE "room_check" ("id" uuid NOT NULL, "engagement_id" uuid NOT NULL, "list" uuid NOT NULL, "title" text NOT NULL,
     "side" text NOT NULL, "what" text NOT NULL, "place" integer NOT NULL, "person_id" uuid, "given_by" uuid NOT NULL,
     "organisation_id" uuid NOT NULL, "at" ${now}, "done_at" ${moment}, "done_by" uuid, "dropped_at" ${moment}, "dropped_by" uuid,
     CONSTRAINT "room_check_side" CHECK (side IN ('vendor', 'department', 'lab')), CONSTRAINT "PK_room_check" PRIMARY KEY ("id"))`,
  'CREATE INDEX "IDX_room_check_engagement" ON "room_check" ("engagement_id")',
  `CREATE TABLE "message_mention" ("message_id" uuid NOT NULL, "person_id" uuid NOT NULL, "engagement_id" uuid NOT NULL,
     "organisation_id" uuid NOT NULL, "event_id" uuid NOT NULL, "message_event_id" uuid, "passed_from" uuid, "at" ${now},
     CONSTRAINT "PK_message_mention" PRIMARY KEY ("message_id", "person_id"))`,
  'CREATE INDEX "IDX_message_mention_engagement" ON "message_mention" ("engagement_id")',
  'CREATE INDEX "IDX_message_mention_event" ON "message_mention" ("event_id")',
  'CREATE INDEX "IDX_message_mention_said" ON "message_mention" ("message_event_id")',
];
const keys = [
  ['meeting', 'scenario', 'scenario_id', 'scenario'],
  ['meeting', 'engagement', 'engagement_id', 'engagement'],
  ['meeting', 'person', 'person_id', 'person'],
  ['meeting', 'organisation', 'organisation_id', 'organisation'],
  ['meeting_slot', 'meeting', 'meeting_id', 'meeting'],
  ['meeting_seat', 'meeting', 'meeting_id', 'meeting'],
  ['meeting_seat', 'slot', 'slot_id', 'meeting_slot'],
  ['meeting_seat', 'vendor', 'vendor_id', 'organisation'],
  ['meeting_seat', 'person', 'person_id', 'person'],
  ['room_check', 'engagement', 'engagement_id', 'engagement'],
  ['room_check', 'person', 'person_id', 'person'],
  ['room_check', 'given_by', 'given_by', 'person'],
  ['room_check', 'organisation', 'organisation_id', 'organisation'],
  ['message_mention', 'message', 'message_id', 'message'],
  ['message_mention', 'person', 'person_id', 'person'],
  ['message_mention', 'engagement', 'engagement_id', 'engagement'],
  ['message_mention', 'organisation', 'organisation_id', 'organisation'],
].map(
  ([table, name, column, of]) =>
    `ALTER TABLE "${table}" ADD CONSTRAINT "FK_${table}_${name}" FOREIGN KEY ("${column}") REFERENCES "${of}"("id")`,
);

const definer = (head: string, returns: string, body: string, how: 'STABLE' | 'VOLATILE') =>
  `CREATE FUNCTION ${head} RETURNS ${returns} LANGUAGE sql ${how} SECURITY DEFINER SET search_path = public AS $$ ${body} $$`;
const functions = [
  // How full each slot is, and nobody's name.
  definer(
    'meeting_counts(meeting uuid)',
    'TABLE (slot uuid, seated int, waiting int)',
    `SELECT s.id, (count(x.id) FILTER (WHERE x.seated_at IS NOT NULL))::int, (count(x.id) FILTER (WHERE x.seated_at IS NULL))::int
       FROM meeting_slot s LEFT JOIN meeting_seat x ON x.slot_id = s.id AND x.left_at IS NULL WHERE s.meeting_id = $1 GROUP BY s.id`,
    'STABLE',
  ),
  // Whoever has waited longest gets the seat that is free; nobody does where none is. Asked by whoever left, who sees no rival.
  definer(
    'meeting_move_up(freed uuid)',
    'uuid',
    `UPDATE meeting_seat SET seated_at = clock_timestamp() WHERE id = (
       SELECT x.id FROM meeting_seat x JOIN meeting_slot s ON s.id = x.slot_id JOIN meeting g ON g.id = s.meeting_id
       WHERE s.id = $1 AND x.seated_at IS NULL AND x.left_at IS NULL AND g.called_off_at IS NULL AND s.starts > now()
         AND s.seats > (SELECT count(*) FROM meeting_seat y WHERE y.slot_id = s.id AND y.left_at IS NULL AND y.seated_at IS NOT NULL)
       ORDER BY x.at, x.id LIMIT 1) RETURNING id`,
    'VOLATILE',
  ),
  'REVOKE ALL ON FUNCTION meeting_counts(uuid), meeting_move_up(uuid) FROM PUBLIC',
  'GRANT EXECUTE ON FUNCTION meeting_counts(uuid), meeting_move_up(uuid) TO lab_api',
];

const guarded = (table: string, grants: string) => [
  `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
  `REVOKE ALL ON ${table} FROM lab_api, lab_score, lab_execute, lab_public`,
  `GRANT ${grants} ON ${table} TO lab_api`,
];
/** Who sees what is said in `engagements.border.ts`. */
const security = [
  ...guarded(
    'meeting',
    'SELECT, INSERT, UPDATE (vendor_at, vendor_by, department_at, department_by, called_off_at, called_off_by, why)',
  ),
  ...guarded('meeting_slot', 'SELECT, INSERT'),
  ...guarded('meeting_seat', 'SELECT, INSERT, UPDATE (left_at)'),
  ...guarded('room_check', 'SELECT, INSERT, UPDATE (person_id, done_at, done_by, dropped_at, dropped_by)'),
  ...guarded('message_mention', 'SELECT, INSERT'),
  // The public ledger says that it was offered, and when; where and what is for those who come.
  'GRANT SELECT (id, scenario_id, engagement_id, kind, at) ON meeting TO lab_public',
  'GRANT SELECT ON meeting, meeting_seat, message_mention TO lab_score',
];
