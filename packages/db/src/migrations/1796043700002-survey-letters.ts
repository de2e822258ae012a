import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Surveys go out by mail, in rounds; an address lies here for as long as a letter may still go to it. */
export class SurveyLetters1796043700002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }
  async down(): Promise<void> {
    throw new Error('what people were asked is not unasked: restore a backup');
  }
}

const definer = 'SECURITY DEFINER SET search_path = public AS';
const statements = [
  'ALTER TABLE "survey" ADD "rounds" integer NOT NULL DEFAULT 1',
  'ALTER TABLE "survey" ADD "reminded_round" integer NOT NULL DEFAULT 0',
  'GRANT UPDATE (invited, sampling, rounds, reminded_round) ON survey TO lab_api',
  'GRANT SELECT ON survey TO lab_score',
  `CREATE TABLE "survey_letter" ("id" uuid NOT NULL, "survey_id" uuid NOT NULL, "round" integer NOT NULL, "state" text NOT NULL
     DEFAULT 'new', "reminder" text NOT NULL DEFAULT 'none', "withdrawn" boolean NOT NULL DEFAULT false, "address" text,
     "link" text, "token_hash" text, "mail_id" uuid, CONSTRAINT "PK_survey_letter" PRIMARY KEY ("id"),
     CONSTRAINT "survey_letter_state" CHECK (state IN ('new', 'queued', 'sent', 'failed', 'unknown')),
     CONSTRAINT "survey_letter_reminder" CHECK (reminder IN ('none', 'queued', 'sent', 'failed', 'unknown')))`,
  'ALTER TABLE "survey_letter" ADD CONSTRAINT "FK_survey_letter_survey" FOREIGN KEY ("survey_id") REFERENCES "survey"("id")',
  'CREATE INDEX "survey_letter_survey" ON "survey_letter" ("survey_id")',
  'CREATE INDEX "survey_letter_token" ON "survey_letter" ("token_hash") WHERE token_hash IS NOT NULL',
  'ALTER TABLE survey_letter ENABLE ROW LEVEL SECURITY',
  'REVOKE ALL ON survey_letter FROM lab_api, lab_score, lab_execute, lab_public',
  // The API writes addresses and reads none: not the department that gave them, nor the lab.
  'GRANT INSERT (id, survey_id, round, address, link, token_hash) ON survey_letter TO lab_api',
  'GRANT SELECT, UPDATE ON survey_letter TO lab_score',
  `CREATE FUNCTION survey_letters(survey uuid) RETURNS jsonb LANGUAGE sql STABLE ${definer}
     $$ SELECT CASE WHEN count(*) > 0 THEN jsonb_build_object('all', count(*), 'waiting', count(*) FILTER (WHERE state IN ('new', 'queued')),
          'sent', count(*) FILTER (WHERE state = 'sent'), 'failed', count(*) FILTER (WHERE state = 'failed'),
          'unsure', count(*) FILTER (WHERE state = 'unknown'), 'reminded', count(*) FILTER (WHERE reminder = 'sent'),
          'withdrawn', count(*) FILTER (WHERE withdrawn)) END FROM survey_letter WHERE survey_id = $1 $$`,
  `CREATE FUNCTION survey_withdraw(link_hash text) RETURNS boolean LANGUAGE plpgsql VOLATILE ${definer} $$ BEGIN
       DELETE FROM mail m USING survey_letter l WHERE l.token_hash = link_hash AND m.id = l.mail_id AND m.state = 'waiting';
       UPDATE survey_letter SET withdrawn = true, reminder = CASE WHEN reminder = 'queued' THEN 'none' ELSE reminder END, address = NULL, link = NULL, token_hash = NULL
       WHERE token_hash = link_hash AND address IS NOT NULL;
       RETURN FOUND;
     END $$`,
  // Whoever answered, and whoever can no longer answer, is forgotten. Answers are then written anew in an order drawn by lot,
  // all in one transaction: nothing the database keeps of a row's making tells which link it came by.
  `CREATE FUNCTION survey_forget() RETURNS void LANGUAGE plpgsql VOLATILE ${definer} $$ DECLARE one record; BEGIN
       FOR one IN SELECT s.id, s.closed_at IS NOT NULL OR s.until_day < current_date AS ended FROM survey s WHERE EXISTS (
           SELECT 1 FROM survey_letter l LEFT JOIN survey_invitation i ON i.token_hash = l.token_hash
           WHERE l.survey_id = s.id AND l.address IS NOT NULL AND (coalesce(i.used, true) OR s.closed_at IS NOT NULL OR s.until_day < current_date))
         ORDER BY s.id FOR UPDATE OF s LOOP
         DELETE FROM mail m USING survey_letter l WHERE one.ended AND l.survey_id = one.id AND m.id = l.mail_id AND m.state = 'waiting';
         UPDATE survey_letter l SET address = NULL, link = NULL, token_hash = NULL,
           state = CASE WHEN one.ended AND l.state = 'new' OR l.state = 'queued' AND NOT EXISTS (SELECT 1 FROM mail m WHERE m.id = l.mail_id)
             THEN 'failed' ELSE l.state END,
           reminder = CASE WHEN l.reminder = 'queued' AND NOT EXISTS (SELECT 1 FROM mail m WHERE m.id = l.mail_id) THEN 'failed' ELSE l.reminder END
         WHERE l.survey_id = one.id AND l.address IS NOT NULL
           AND (one.ended OR NOT EXISTS (SELECT 1 FROM survey_invitation i WHERE i.token_hash = l.token_hash AND NOT i.used));
         UPDATE survey_invitation SET used = true WHERE survey_id = one.id AND used;
         WITH gone AS (DELETE FROM survey_answer WHERE survey_id = one.id RETURNING survey_id, answers, words)
         INSERT INTO survey_answer (id, survey_id, answers, words)
           SELECT gen_random_uuid(), survey_id, answers, words FROM gone ORDER BY random();
       END LOOP;
     END $$`,
  ...(
    [
      ['survey_letters(uuid)', 'lab_api'],
      ['survey_withdraw(text)', 'lab_api'],
      ['survey_forget()', 'lab_score'],
    ] as const
  ).flatMap(([name, role]) => [
    `REVOKE ALL ON FUNCTION ${name} FROM PUBLIC`,
    `GRANT EXECUTE ON FUNCTION ${name} TO ${role}`,
  ]),
];
