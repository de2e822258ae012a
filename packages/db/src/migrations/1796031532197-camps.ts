import type { MigrationInterface, QueryRunner } from 'typeorm';

const refers = (table: string, name: string, column: string, to: string) =>
  `ALTER TABLE "${table}" ADD CONSTRAINT "${table}_${name}" FOREIGN KEY ("${column}") REFERENCES "${to}"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`;
const moment = 'TIMESTAMP WITH TIME ZONE';

const tables = [
  `CREATE TABLE "camp" ("id" uuid NOT NULL, "status" text NOT NULL DEFAULT 'new', "organisation_id" uuid NOT NULL, "title" jsonb NOT NULL,
     "about" jsonb NOT NULL, "field" text, "seats" integer NOT NULL, "sign_up_until" date NOT NULL, "sessions" jsonb NOT NULL,
     "tasks" jsonb NOT NULL, "rule" jsonb NOT NULL, "instructors" uuid array NOT NULL DEFAULT '{}', "reason" text,
     "created_at" ${moment} NOT NULL DEFAULT now(), "updated_at" ${moment} NOT NULL DEFAULT now(), CONSTRAINT "camp_key" PRIMARY KEY ("id"))`,
  'CREATE INDEX "camp_born" ON "camp" ("created_at", "id")',
  refers('camp', 'organisation', 'organisation_id', 'organisation'),
  `CREATE TABLE "trainee" ("id" uuid NOT NULL, "status" text NOT NULL DEFAULT 'new', "camp_id" uuid NOT NULL, "person_id" uuid NOT NULL,
     "organisation_id" uuid NOT NULL, "number" integer NOT NULL, "name" text NOT NULL, "certificate" text, "envelope" text, "digest" text,
     "key_id" text, "issued_at" ${moment}, "reason" text, "created_at" ${moment} NOT NULL DEFAULT now(),
     CONSTRAINT "trainee_key" PRIMARY KEY ("id"))`,
  `CREATE UNIQUE INDEX "trainee_once" ON "trainee" ("camp_id", "person_id") WHERE status NOT IN ('withdrawn', 'released')`,
  'CREATE UNIQUE INDEX "trainee_of_camp" ON "trainee" ("camp_id", "number")',
  'CREATE INDEX "trainee_of_person" ON "trainee" ("person_id")',
  'CREATE UNIQUE INDEX "trainee_certificate" ON "trainee" ("certificate")',
  'CREATE INDEX "trainee_digest" ON "trainee" ("digest")',
  refers('trainee', 'camp', 'camp_id', 'camp'),
  refers('trainee', 'person', 'person_id', 'person'),
  refers('trainee', 'organisation', 'organisation_id', 'organisation'),
  `CREATE TABLE "camp_attendance" ("trainee_id" uuid NOT NULL, "session" text NOT NULL, "marked_by" uuid NOT NULL,
     "at" ${moment} NOT NULL DEFAULT now(), CONSTRAINT "camp_attendance_key" PRIMARY KEY ("trainee_id", "session"))`,
  refers('camp_attendance', 'trainee', 'trainee_id', 'trainee'),
  refers('camp_attendance', 'marker', 'marked_by', 'person'),
  `CREATE TABLE "camp_try" ("run_id" uuid NOT NULL, "trainee_id" uuid NOT NULL, "task" text NOT NULL,
     CONSTRAINT "camp_try_key" PRIMARY KEY ("run_id"))`,
  'CREATE INDEX "camp_try_of_trainee" ON "camp_try" ("trainee_id", "task")',
  refers('camp_try', 'run', 'run_id', 'run'),
  refers('camp_try', 'trainee', 'trainee_id', 'trainee'),
];

/** These look past row-level security on purpose and answer one narrow question each. */
const definer = (signature: string, returns: string, body: string) =>
  `CREATE FUNCTION ${signature} RETURNS ${returns} LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$ ${body} $$`;
const readsClass = `(app_lab_reads() OR session_user = 'lab_score' OR app_person() = ANY (c.instructors)
  OR EXISTS (SELECT 1 FROM trainee m WHERE m.camp_id = c.id AND m.person_id = app_person() AND m.status NOT IN ('waiting', 'withdrawn', 'released')))`;
const functions = [
  definer(
    'camp_instructs(camp uuid)',
    'boolean',
    'SELECT EXISTS (SELECT 1 FROM camp c WHERE c.id = $1 AND app_person() = ANY (c.instructors))',
  ),
  // How full it is, and nobody's name.
  definer(
    'camp_counts(camp uuid)',
    'TABLE (taken int, waiting int, certified int, last int)',
    `SELECT (count(*) FILTER (WHERE status NOT IN ('new', 'waiting', 'withdrawn', 'released')))::int,
       (count(*) FILTER (WHERE status = 'waiting'))::int, (count(*) FILTER (WHERE status = 'certified'))::int, coalesce(max(number), 0)::int
     FROM trainee t WHERE t.camp_id = $1`,
  ),
  definer(
    'camp_ahead(camp uuid, place int)',
    'int',
    `SELECT (count(*) FILTER (WHERE status = 'waiting' AND number < $2))::int FROM trainee t WHERE t.camp_id = $1`,
  ),
  definer(
    'camp_instructors(camp uuid)',
    'TABLE (name text, email text, organisation jsonb)',
    `SELECT p.name, CASE WHEN app_lab() THEN p.email END, (SELECT jsonb_build_object('id', o.id, 'name', o.name) FROM membership m
       JOIN organisation o ON o.id = m.organisation_id WHERE m.person_id = p.id ORDER BY o.id LIMIT 1)
     FROM camp c JOIN LATERAL unnest(c.instructors) WITH ORDINALITY AS i(person, place) ON true JOIN person p ON p.id = i.person
     WHERE c.id = $1 AND (c.status NOT IN ('new', 'draft') OR app_lab_reads()) ORDER BY i.place`,
  ),
  // The class's own scoreboard, by number; the runs behind it stay their organisations'.
  definer(
    'camp_tries(camp uuid)',
    'TABLE (trainee_id uuid, number int, task text, run_id uuid, status text, figures jsonb)',
    `SELECT t.id, t.number, y.task, y.run_id, r.status, CASE WHEN r.status = 'finished' THEN x.body->'figures' END
     FROM camp c JOIN trainee t ON t.camp_id = c.id JOIN camp_try y ON y.trainee_id = t.id JOIN run r ON r.id = y.run_id
       LEFT JOIN result x ON x.run_id = r.id AND x.edition = 'vendor'
     WHERE c.id = $1 AND ${readsClass}`,
  ),
  // Numbers follow each other: whoever asks one after the other learns no name.
  definer(
    'training_certificate(number text)',
    `TABLE (id uuid, certificate text, status text, name text, camp_id uuid, camp_title jsonb, organisation jsonb, issued_at timestamptz,
       reason text, digest text, key_id text, file boolean)`,
    `SELECT t.id, t.certificate, t.status, CASE WHEN m.holds THEN t.name ELSE left(t.name, 1) || '**' END, c.id, c.title,
       jsonb_build_object('id', o.id, 'name', o.name), t.issued_at, t.reason, t.digest, t.key_id, m.holds
     FROM trainee t JOIN camp c ON c.id = t.camp_id JOIN organisation o ON o.id = c.organisation_id
       JOIN LATERAL (SELECT (t.person_id = app_person()) IS TRUE OR app_lab_reads() AS holds) m ON true
     WHERE t.certificate = $1`,
  ),
  definer(
    'training_known(digest text)',
    'TABLE (number text, status text)',
    'SELECT t.certificate, t.status FROM trainee t WHERE t.digest = $1 AND t.certificate IS NOT NULL LIMIT 1',
  ),
];
const everybody = [
  'camp_counts(uuid)',
  'camp_instructors(uuid)',
  'training_certificate(text)',
  'training_known(text)',
];
const signedIn = ['camp_instructs(uuid)', 'camp_ahead(uuid, int)', 'camp_tries(uuid)'];

/** Camps, who takes part, who came, what was tried, and the certificates that came of it. */
export class Camps1796031532197 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [
      ...tables,
      ...functions,
      ...['camp', 'trainee', 'camp_attendance', 'camp_try'].flatMap((table) => [
        `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
        `REVOKE ALL ON ${table} FROM lab_api, lab_score, lab_execute, lab_public`,
      ]),
      `GRANT SELECT, INSERT, UPDATE (status, title, about, field, seats, sign_up_until, sessions, tasks, rule, instructors, reason, updated_at)
         ON camp TO lab_api`,
      `GRANT SELECT (id, status, organisation_id, title, about, field, seats, sign_up_until, sessions, tasks, rule, reason, created_at, updated_at)
         ON camp TO lab_public`,
      `GRANT SELECT, INSERT (id, camp_id, person_id, organisation_id, number, name), UPDATE (status, reason) ON trainee TO lab_api`,
      'GRANT SELECT, INSERT, DELETE ON camp_attendance TO lab_api',
      'GRANT SELECT, INSERT ON camp_try TO lab_api',
      'GRANT SELECT ON camp, camp_attendance, camp_try TO lab_score',
      'GRANT SELECT, UPDATE ON trainee TO lab_score',
      ...[...everybody, ...signedIn].map((name) => `REVOKE ALL ON FUNCTION ${name} FROM PUBLIC`),
      ...everybody.map((name) => `GRANT EXECUTE ON FUNCTION ${name} TO lab_public, lab_api, lab_score`),
      ...signedIn.map((name) => `GRANT EXECUTE ON FUNCTION ${name} TO lab_api, lab_score`),
    ])
      await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('what was signed is not forgotten');
  }
}
