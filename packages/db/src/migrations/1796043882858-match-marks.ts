import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What sides think of matches, letters to several vendors, and what is told of new matches once a week. */
export class MatchMarks1796043882858 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...tables, ...keys, ...security, ...lessons]) await runner.query(statement);
  }
  async down(): Promise<void> {
    throw new Error('a letter that was sent is not forgotten: restore a backup');
  }
}

const moment = 'TIMESTAMP WITH TIME ZONE';
const now = `${moment} NOT NULL DEFAULT now()`;
const tables = [
  `CREATE TABLE "match_mark" ("id" uuid NOT NULL, "organisation_id" uuid NOT NULL, "scenario_id" uuid NOT NULL,
     "solution_id" uuid NOT NULL, "mark" text NOT NULL, "reason" text, "words" text, "person_id" uuid NOT NULL, "at" ${now},
     "taken_back_at" ${moment}, CONSTRAINT "match_mark_kind" CHECK (mark IN ('dismissed', 'shortlisted')),
     CONSTRAINT "match_mark_reason" CHECK ((mark = 'dismissed') = (reason IS NOT NULL)),
     CONSTRAINT "PK_match_mark" PRIMARY KEY ("id"))`,
  `CREATE UNIQUE INDEX "IDX_match_mark_in_force" ON "match_mark" ("organisation_id", "scenario_id", "solution_id")
     WHERE taken_back_at IS NULL`,
  'CREATE INDEX "IDX_match_mark_scenario" ON "match_mark" ("scenario_id")',
  `CREATE TABLE "invitation_letter" ("id" uuid NOT NULL, "scenario_id" uuid NOT NULL, "department_id" uuid NOT NULL,
     "organisation_id" uuid NOT NULL, "person_id" uuid NOT NULL, "text" text NOT NULL, "sha256" text NOT NULL, "at" ${now},
     CONSTRAINT "PK_invitation_letter" PRIMARY KEY ("id"))`,
  'CREATE INDEX "IDX_invitation_letter_scenario" ON "invitation_letter" ("scenario_id")',
  `CREATE TABLE "invitation_letter_to" ("letter_id" uuid NOT NULL, "solution_id" uuid NOT NULL, "place" integer NOT NULL,
     "vendor_id" uuid NOT NULL, "engagement_id" uuid, "skipped" text,
     CONSTRAINT "invitation_letter_to_outcome" CHECK ((engagement_id IS NULL) = (skipped IS NOT NULL)),
     CONSTRAINT "PK_invitation_letter_to" PRIMARY KEY ("letter_id", "solution_id"))`,
  'CREATE INDEX "IDX_invitation_letter_to_engagement" ON "invitation_letter_to" ("engagement_id")',
  `CREATE TABLE "match_subscription" ("person_id" uuid NOT NULL, "organisation_id" uuid NOT NULL, "thing" text NOT NULL,
     "thing_id" uuid NOT NULL, "created_at" ${now}, "looked_at" ${now},
     CONSTRAINT "match_subscription_thing" CHECK (thing IN ('scenario', 'solution')),
     CONSTRAINT "PK_match_subscription" PRIMARY KEY ("person_id", "organisation_id", "thing", "thing_id"))`,
  `CREATE TABLE "match_digest" ("id" uuid NOT NULL, "person_id" uuid NOT NULL, "organisation_id" uuid NOT NULL,
     "event_id" uuid NOT NULL, "title" jsonb NOT NULL, "at" ${now}, CONSTRAINT "PK_match_digest" PRIMARY KEY ("id"))`,
  'CREATE INDEX "IDX_match_digest_event" ON "match_digest" ("event_id")',
  'CREATE INDEX "IDX_match_digest_person" ON "match_digest" ("person_id", "organisation_id", "at")',
  // A pair somebody knows of, be it from the list on the day of the subscription: no digest tells it again.
  `CREATE TABLE "match_told" ("person_id" uuid NOT NULL, "organisation_id" uuid NOT NULL, "scenario_id" uuid NOT NULL,
     "solution_id" uuid NOT NULL, "of" text NOT NULL, "score" double precision NOT NULL, "digest_id" uuid,
     CONSTRAINT "match_told_of" CHECK ("of" IN ('scenario', 'solution')),
     CONSTRAINT "PK_match_told" PRIMARY KEY ("person_id", "organisation_id", "scenario_id", "solution_id"))`,
  'CREATE INDEX "IDX_match_told_digest" ON "match_told" ("digest_id")',
];

const of: Record<string, readonly string[]> = {
  match_mark: ['organisation', 'scenario', 'solution', 'person'],
  invitation_letter: ['scenario', 'organisation', 'person'],
  invitation_letter_to: ['solution', 'engagement'],
  match_subscription: ['person', 'organisation'],
  match_digest: ['person', 'organisation', 'event'],
  match_told: ['person', 'organisation', 'scenario', 'solution'],
};
const foreign = (table: string, name: string, column: string, to: string) =>
  `ALTER TABLE "${table}" ADD CONSTRAINT "FK_${table}_${name}" FOREIGN KEY ("${column}") REFERENCES "${to}"("id")`;
const keys = [
  ...Object.entries(of).flatMap(([table, names]) =>
    names.map((name) => foreign(table, name, `${name}_id`, name)),
  ),
  foreign('invitation_letter', 'department', 'department_id', 'organisation'),
  foreign('invitation_letter_to', 'vendor', 'vendor_id', 'organisation'),
  foreign('invitation_letter_to', 'letter', 'letter_id', 'invitation_letter'),
  foreign('match_told', 'digest', 'digest_id', 'match_digest'),
];

const guarded = (table: string, grants: string) => [
  `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
  `REVOKE ALL ON ${table} FROM lab_api, lab_score, lab_execute, lab_public`,
  `GRANT ${grants} ON ${table} TO lab_api`,
];
/** Who sees which rows is said in `matches.border.ts`. */
const security = [
  ...guarded('match_mark', 'SELECT, INSERT, UPDATE (taken_back_at)'),
  ...guarded('invitation_letter', 'SELECT, INSERT'),
  ...guarded('invitation_letter_to', 'SELECT, INSERT'),
  ...guarded('match_subscription', 'SELECT, INSERT, DELETE'),
  ...guarded('match_digest', 'SELECT'),
  ...guarded('match_told', 'SELECT, INSERT'),
  'GRANT SELECT ON match_mark, match_subscription TO lab_score',
  // The digest searches with the lab's own synonyms.
  'GRANT SELECT (id, key, deed, zh, en, at) ON synonym_change TO lab_score',
  'GRANT UPDATE (looked_at) ON match_subscription TO lab_score',
  'GRANT SELECT, INSERT ON match_digest, match_told TO lab_score',
];

const definer = 'STABLE SECURITY DEFINER SET search_path = public AS';
const lessons = [
  // Of each need at most the five newest: a list cleared out in one evening must not outweigh what came of engagements.
  `CREATE FUNCTION match_lessons(reasons text[]) RETURNS TABLE (scenario_id uuid, solution_id uuid, at timestamptz) LANGUAGE sql ${definer}
     $$ SELECT x.scenario_id, x.solution_id, x.at FROM (
          SELECT m.scenario_id, m.solution_id, m.at, row_number() OVER (PARTITION BY m.scenario_id ORDER BY m.at DESC, m.id) AS place
          FROM match_mark m JOIN scenario s ON s.id = m.scenario_id AND s.owner_id = m.organisation_id
          WHERE m.mark = 'dismissed' AND m.taken_back_at IS NULL AND m.reason = ANY($1) AND NOT EXISTS (SELECT 1 FROM engagement e
            WHERE e.scenario_id = m.scenario_id AND e.solution_id = m.solution_id)) x
        WHERE x.place <= 5 AND app_lab() $$`,
  // Counts alone, and none of one or two: the words stay with whoever wrote them.
  `CREATE FUNCTION match_dismissals() RETURNS TABLE (reason text, times bigint) LANGUAGE sql ${definer}
     $$ SELECT m.reason, told_count(count(*)) FROM match_mark m
        WHERE m.mark = 'dismissed' AND m.taken_back_at IS NULL AND app_lab_reads() GROUP BY m.reason ORDER BY m.reason $$`,
  ...['match_lessons(text[])', 'match_dismissals()'].flatMap((name) => [
    `REVOKE ALL ON FUNCTION ${name} FROM public`,
    `GRANT EXECUTE ON FUNCTION ${name} TO lab_api`,
  ]),
];
