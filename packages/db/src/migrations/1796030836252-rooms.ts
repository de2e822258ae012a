import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What two sides have on record, what they have to do until when, and who answers for each of them. */
export class Rooms1796030836252 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...tables, ...keys, ...security]) await runner.query(statement);
  }
  async down(): Promise<void> {
    throw new Error('what both sides agreed on is not forgotten: restore a backup');
  }
}

const moment = 'TIMESTAMP WITH TIME ZONE';
const now = `${moment} NOT NULL DEFAULT now()`;
const tables = [
  `CREATE TABLE "room_record" ("id" uuid NOT NULL, "engagement_id" uuid NOT NULL, "kind" text NOT NULL, "text" text NOT NULL,
     "file_name" text, "sha256" text NOT NULL, "bytes" bigint, "person_id" uuid NOT NULL, "organisation_id" uuid NOT NULL,
     "at" ${now}, "vendor_at" ${moment}, "vendor_by" uuid, "department_at" ${moment}, "department_by" uuid,
     "taken_back_at" ${moment}, "taken_back_by" uuid,
     CONSTRAINT "room_record_kind" CHECK (kind IN ('file', 'agreement', 'decision')),
     CONSTRAINT "room_record_file" CHECK ((kind = 'decision') = (file_name IS NULL)),
     CONSTRAINT "PK_room_record" PRIMARY KEY ("id"))`,
  'CREATE INDEX "IDX_room_record_engagement" ON "room_record" ("engagement_id")',
  `CREATE TABLE "room_task" ("id" uuid NOT NULL, "engagement_id" uuid NOT NULL, "what" text NOT NULL, "side" text NOT NULL,
     "person_id" uuid, "due" date NOT NULL, "given_by" uuid NOT NULL, "organisation_id" uuid NOT NULL, "at" ${now},
     "how" text, "ended_at" ${moment}, "ended_by" uuid, "remark" text,
     CONSTRAINT "room_task_side" CHECK (side IN ('vendor', 'department', 'lab')),
     CONSTRAINT "room_task_how" CHECK (how IN ('done', 'dropped')), CONSTRAINT "PK_room_task" PRIMARY KEY ("id"))`,
  'CREATE INDEX "IDX_room_task_engagement" ON "room_task" ("engagement_id")',
  `CREATE TABLE "room_contact" ("id" uuid NOT NULL, "engagement_id" uuid NOT NULL, "side" text NOT NULL, "organisation_id" uuid
     NOT NULL, "person_id" uuid NOT NULL, "handed_by" uuid NOT NULL, "note" text, "at" ${now},
     CONSTRAINT "room_contact_side" CHECK (side IN ('vendor', 'department', 'lab')),
     CONSTRAINT "PK_room_contact" PRIMARY KEY ("id"))`,
  'CREATE INDEX "IDX_room_contact_engagement" ON "room_contact" ("engagement_id")',
];
const keys = [
  ['room_record', 'engagement', 'engagement_id', 'engagement'],
  ['room_record', 'person', 'person_id', 'person'],
  ['room_record', 'organisation', 'organisation_id', 'organisation'],
  ['room_task', 'engagement', 'engagement_id', 'engagement'],
  ['room_task', 'person', 'person_id', 'person'],
  ['room_task', 'given_by', 'given_by', 'person'],
  ['room_task', 'organisation', 'organisation_id', 'organisation'],
  ['room_contact', 'engagement', 'engagement_id', 'engagement'],
  ['room_contact', 'organisation', 'organisation_id', 'organisation'],
  ['room_contact', 'person', 'person_id', 'person'],
  ['room_contact', 'by', 'handed_by', 'person'],
].map(
  ([table, name, column, of]) =>
    `ALTER TABLE "${table}" ADD CONSTRAINT "FK_${table}_${name}" FOREIGN KEY ("${column}") REFERENCES "${of}"("id")`,
);

const guarded = (table: string, grants: string) => [
  `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
  `REVOKE ALL ON ${table} FROM lab_api, lab_score, lab_execute, lab_public`,
  `GRANT ${grants} ON ${table} TO lab_api`,
];

/** Who sees what is said in `engagements.border.ts`. What was brought, and what was asked for, stays as it came. */
const security = [
  ...guarded(
    'room_record',
    'SELECT, INSERT, UPDATE (vendor_at, vendor_by, department_at, department_by, taken_back_at, taken_back_by)',
  ),
  ...guarded('room_task', 'SELECT, INSERT, UPDATE (person_id, how, ended_at, ended_by, remark)'),
  ...guarded('room_contact', 'SELECT, INSERT'),
  // A file on record is not collected.
  'GRANT SELECT ON room_record TO lab_score',
];
