import type { MigrationInterface, QueryRunner } from 'typeorm';

/** People are asked about a pilot, and the department signs what it makes of it. */
export class Acceptance1796006534921 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...tables, ...security]) await runner.query(statement);
  }
  async down(): Promise<void> {
    throw new Error('what was signed is not unsigned: restore a backup');
  }
}

const tables = [
  `CREATE TABLE "survey" ("id" uuid NOT NULL, "pilot_id" uuid NOT NULL, "audience" text NOT NULL, "sampling" text NOT
     NULL, "population" integer, "invited" integer, "until_day" date NOT NULL, "link" text, "closed_at" TIMESTAMP WITH
     TIME ZONE, "created_by" uuid NOT NULL, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT
     "UQ_9e7063876f3b36e3fd15eb53a2e" UNIQUE ("link"), CONSTRAINT "survey_audience" CHECK (audience IN ('staff',
     'public')), CONSTRAINT "PK_f0da32b9181e9c02ecf0be11ed3" PRIMARY KEY ("id"))`,
  'CREATE INDEX "IDX_a47847aad5d41e21affbe6d3ad" ON "survey" ("pilot_id")',
  `CREATE TABLE "survey_invitation" ("token_hash" text NOT NULL, "survey_id" uuid NOT NULL, "used" boolean NOT NULL
     DEFAULT false, CONSTRAINT "PK_b281fd819b98c28221f79f0c849" PRIMARY KEY ("token_hash"))`,
  'CREATE INDEX "IDX_583cd61450da7d20b90fe7487b" ON "survey_invitation" ("survey_id")',
  `CREATE TABLE "survey_answer" ("id" uuid NOT NULL, "survey_id" uuid NOT NULL, "answers" jsonb NOT NULL, "words" text,
     CONSTRAINT "PK_5a2a931b95ad2a866f8bc039db9" PRIMARY KEY ("id"))`,
  'CREATE INDEX "IDX_ca5d0e0e096f8874883140eac9" ON "survey_answer" ("survey_id")',
  `CREATE TABLE "acceptance" ("id" uuid NOT NULL, "pilot_id" uuid NOT NULL, "phase" text NOT NULL, "decision" text NOT
     NULL, "statement" text NOT NULL, "rubric" jsonb, "facts" jsonb NOT NULL, "signed_by" uuid NOT NULL, "created_at"
     TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "issued_at" TIMESTAMP WITH TIME ZONE, "key_id" text, "envelope"
     text, "digest" text, CONSTRAINT "PK_960708ee59333f03310462d674d" PRIMARY KEY ("id"))`,
  'CREATE INDEX "IDX_851e6b173749db8b6be5850aa0" ON "acceptance" ("pilot_id")',
  'CREATE INDEX "IDX_f6bb17f06f82de0a1cd7a017d3" ON "acceptance" ("digest") WHERE digest IS NOT NULL',
  `CREATE TABLE "acceptance_condition" ("id" uuid NOT NULL, "acceptance_id" uuid NOT NULL, "pilot_id" uuid NOT NULL,
     "words" text NOT NULL, "due" date NOT NULL, "owner" text NOT NULL, "position" integer NOT NULL, "met_at" TIMESTAMP
     WITH TIME ZONE, "met_by" uuid, "met_words" text, CONSTRAINT "PK_9d1dc9e925f8b0f4f082b0e9793" PRIMARY KEY ("id"))`,
  'CREATE INDEX "IDX_409c336afc00bdc87d5a3cce74" ON "acceptance_condition" ("acceptance_id")',
  'CREATE INDEX "IDX_74b3d7659389d9e676c9bf5d3f" ON "acceptance_condition" ("pilot_id")',
  `CREATE TABLE "pilot_payment" ("id" uuid NOT NULL, "pilot_id" uuid NOT NULL, "title" text NOT NULL, "amount" double
     precision NOT NULL, "due" date, "paid_on" date, "reference" text NOT NULL, "position" integer NOT NULL, CONSTRAINT
     "PK_ea35fc28456182591b0ba719e45" PRIMARY KEY ("id"))`,
  'CREATE INDEX "IDX_eba828c6618dc18154a255a61f" ON "pilot_payment" ("pilot_id")',
  ...[
    ['survey', 'FK_a47847aad5d41e21affbe6d3ad4', 'pilot_id', 'pilot'],
    ['survey', 'FK_ac6cd5d33bc3f814721b1bc16ef', 'created_by', 'person'],
    ['survey_invitation', 'FK_583cd61450da7d20b90fe7487bf', 'survey_id', 'survey'],
    ['survey_answer', 'FK_ca5d0e0e096f8874883140eac9c', 'survey_id', 'survey'],
    ['acceptance', 'FK_851e6b173749db8b6be5850aa01', 'pilot_id', 'pilot'],
    ['acceptance', 'FK_1f7d4854bcaa6939e6a2e8c181a', 'signed_by', 'person'],
    ['acceptance_condition', 'FK_409c336afc00bdc87d5a3cce744', 'acceptance_id', 'acceptance'],
    ['acceptance_condition', 'FK_74b3d7659389d9e676c9bf5d3f3', 'pilot_id', 'pilot'],
    ['pilot_payment', 'FK_eba828c6618dc18154a255a61fd', 'pilot_id', 'pilot'],
  ].map(
    ([table, name, column, of]) =>
      `ALTER TABLE "${table}" ADD CONSTRAINT "${name}" FOREIGN KEY ("${column}") REFERENCES "${of}"("id")`,
  ),
];

const guarded = (table: string, grants: string) => [
  `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
  `REVOKE ALL ON ${table} FROM lab_api, lab_score, lab_execute, lab_public`,
  `GRANT ${grants} ON ${table} TO lab_api`,
];

/** Who sees what is said in `acceptance.border.ts`. */
const security = [
  ...guarded('survey', 'SELECT, INSERT, UPDATE (closed_at)'),
  // Nobody reads which links were used; an answer comes in by the function below and by nothing else.
  ...guarded('survey_invitation', 'INSERT'),
  ...guarded('survey_answer', 'SELECT'),
  ...guarded('acceptance', 'SELECT, INSERT'),
  'GRANT SELECT, UPDATE (issued_at, key_id, envelope, digest) ON acceptance TO lab_score',
  ...guarded('acceptance_condition', 'SELECT, INSERT, UPDATE (met_at, met_by, met_words)'),
  'GRANT SELECT ON acceptance_condition TO lab_score',
  ...guarded('pilot_payment', 'SELECT, INSERT, UPDATE, DELETE'),
  // A link is a key: whoever holds it learns what it asks. Used, ended and unknown links are alike.
  `CREATE FUNCTION survey_told(link_hash text, open_link text) RETURNS TABLE (id uuid, audience text, until_day date, scenario
       jsonb, department jsonb)
     LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
     $$ SELECT s.id, s.audience, s.until_day, c.need->'title', o.name FROM survey s JOIN pilot p ON p.id = s.pilot_id
          JOIN engagement e ON e.id = p.engagement_id JOIN scenario c ON c.id = e.scenario_id
          JOIN organisation o ON o.id = e.department_id
        WHERE s.closed_at IS NULL AND s.until_day >= current_date AND (s.link = $2 OR EXISTS (SELECT 1 FROM survey_invitation i
          WHERE i.token_hash = $1 AND i.survey_id = s.id AND NOT i.used)) $$`,
  // Once by a link of one's own. The answer's id is random, not of the hour, and says nothing of the link.
  `CREATE FUNCTION survey_take(survey uuid, link_hash text, open_link text, said jsonb, free text) RETURNS boolean
     LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public AS $$ BEGIN
       PERFORM 1 FROM survey s WHERE s.id = survey AND s.closed_at IS NULL AND s.until_day >= current_date FOR SHARE;
       IF NOT FOUND THEN RETURN false; END IF;
       IF NOT EXISTS (SELECT 1 FROM survey s WHERE s.id = survey AND s.link = open_link) THEN
         UPDATE survey_invitation SET used = true WHERE token_hash = link_hash AND survey_id = survey AND NOT used;
         IF NOT FOUND THEN RETURN false; END IF;
       END IF;
       INSERT INTO survey_answer (id, survey_id, answers, words) VALUES (gen_random_uuid(), survey, said, free);
       RETURN true;
     END $$`,
  // How many have answered is known while it runs; what they said is not.
  `CREATE FUNCTION survey_answered(survey uuid) RETURNS integer LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
     $$ SELECT count(*)::int FROM survey_answer WHERE survey_id = $1 $$`,
  ...[
    'survey_told(text, text)',
    'survey_take(uuid, text, text, jsonb, text)',
    'survey_answered(uuid)',
  ].flatMap((name) => [
    `REVOKE ALL ON FUNCTION ${name} FROM PUBLIC`,
    `GRANT EXECUTE ON FUNCTION ${name} TO lab_api`,
  ]),
  // The lab has signed an acceptance as it has signed a report; of what it says nobody is told.
  `CREATE OR REPLACE FUNCTION report_known(digest text, number text) RETURNS TABLE (certificate text, status text)
     LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
   $$ (SELECT c.number, c.status FROM report r
         LEFT JOIN certificate c ON c.report_id = r.report_id AND c.number = $2 AND c.status <> 'new'
       WHERE r.digest = $1 LIMIT 1)
      UNION ALL (SELECT NULL::text, NULL::text FROM acceptance a WHERE a.digest = $1 LIMIT 1) $$`,
];
