import type { MigrationInterface, QueryRunner } from 'typeorm';

const figures = [
  'vendor.answers',
  'vendor.kept',
  'vendor.prediction',
  'vendor.field',
  'vendor.tickets',
  'vendor.replications',
  'department.response',
  'department.decision',
  'department.conversion',
];
const refers = (table: string, name: string, column: string, to: string) =>
  `ALTER TABLE "${table}" ADD CONSTRAINT "${name}" FOREIGN KEY ("${column}") REFERENCES "${to}"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`;

/** Records of vendors and departments: their facts, what is told of them, and what they say to it. */
export class Records1796006283561 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [
      `CREATE TABLE "record_fact" ("organisation_id" uuid NOT NULL, "figure" text NOT NULL, "thing_id" uuid NOT NULL, "part" text NOT NULL,
         "thing" text NOT NULL, "title" jsonb NOT NULL, "at" TIMESTAMP WITH TIME ZONE NOT NULL, "met" boolean, "weight" integer NOT NULL,
         "excluded" text, "values" jsonb, CONSTRAINT "record_fact_key" PRIMARY KEY ("organisation_id", "figure", "thing_id", "part"),
         CONSTRAINT "record_fact_counts" CHECK ((met IS NULL) <> (excluded IS NULL) AND weight > 0))`,
      'CREATE INDEX "record_fact_figure" ON "record_fact" ("figure")',
      `CREATE TABLE "record_tally" ("organisation_id" uuid NOT NULL, "figure" text NOT NULL, "met" integer NOT NULL, "facts" integer NOT NULL,
         "excluded" jsonb NOT NULL, CONSTRAINT "record_tally_key" PRIMARY KEY ("organisation_id", "figure"),
         CONSTRAINT "record_tally_sums" CHECK (met >= 0 AND met <= facts))`,
      `CREATE TABLE "record_figure" ("figure" text NOT NULL, "published_from" date, "published_by" uuid, "prior_share" double precision NOT NULL DEFAULT '0.5',
         "prior_of_lab" boolean NOT NULL DEFAULT false, "counted_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "record_figure_key" PRIMARY KEY ("figure"))`,
      `CREATE TABLE "record_reply" ("organisation_id" uuid NOT NULL, "figure" text NOT NULL, "text" text NOT NULL, "person_id" uuid NOT NULL,
         "at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "shown_at" TIMESTAMP WITH TIME ZONE, "refused_because" text, "judged_by" uuid,
         CONSTRAINT "record_reply_key" PRIMARY KEY ("organisation_id", "figure"),
         CONSTRAINT "record_reply_judged" CHECK ((judged_by IS NOT NULL) = (shown_at IS NOT NULL OR refused_because IS NOT NULL)
           AND (shown_at IS NULL OR refused_because IS NULL)))`,
      refers('record_fact', 'record_fact_organisation', 'organisation_id', 'organisation'),
      refers('record_tally', 'record_tally_organisation', 'organisation_id', 'organisation'),
      refers('record_figure', 'record_figure_person', 'published_by', 'person'),
      refers('record_reply', 'record_reply_organisation', 'organisation_id', 'organisation'),
      refers('record_reply', 'record_reply_person', 'person_id', 'person'),
      refers('record_reply', 'record_reply_judge', 'judged_by', 'person'),
      `INSERT INTO record_figure (figure) VALUES ${figures.map((figure) => `('${figure}')`).join(', ')}`,
      ...['record_fact', 'record_tally', 'record_figure', 'record_reply'].flatMap((table) => [
        `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
        `REVOKE ALL ON ${table} FROM lab_api, lab_score, lab_execute, lab_public`,
        `GRANT SELECT ON ${table} TO lab_api`,
        `GRANT SELECT, INSERT, UPDATE, DELETE ON ${table} TO lab_score`,
      ]),
      'GRANT SELECT ON record_tally TO lab_public',
      'GRANT SELECT (figure, published_from, prior_share, prior_of_lab, counted_at) ON record_figure TO lab_public',
      'GRANT SELECT (organisation_id, figure, text, at, shown_at) ON record_reply TO lab_public',
      'GRANT UPDATE (published_from, published_by) ON record_figure TO lab_api',
      'GRANT INSERT (organisation_id, figure, text, person_id), UPDATE (text, person_id, at, shown_at, refused_because, judged_by), DELETE ON record_reply TO lab_api',
      // Of an opened bid the numbers it predicted and nothing else it says; before that there is nothing to read.
      `CREATE FUNCTION bid_predictions() RETURNS TABLE (call_id uuid, vendor_id uuid, criterion text, predicted float8)
       LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
         SELECT b.call_id, b.vendor_id, a->>'criterion', (a->>'value')::float8
         FROM bid b, jsonb_array_elements(b.content->'answers') a
         WHERE b.content IS NOT NULL AND b.replaced_at IS NULL AND b.withdrawn_at IS NULL AND jsonb_typeof(a->'value') = 'number' $$`,
      'REVOKE ALL ON FUNCTION bid_predictions() FROM PUBLIC',
      'GRANT EXECUTE ON FUNCTION bid_predictions() TO lab_score',
      'GRANT SELECT (opening) ON open_call TO lab_score',
      // Terms of departments are working days now: every engagement is counted anew.
      `INSERT INTO rollup_due (thing_id, event_id, thing, event, at)
       SELECT DISTINCT ON (thing_id) thing_id, id, thing, event, at FROM event WHERE thing = 'engagement' ORDER BY thing_id, seq DESC
       ON CONFLICT DO NOTHING`,
    ])
      await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION bid_predictions()');
    for (const table of ['record_reply', 'record_figure', 'record_tally', 'record_fact'])
      await runner.query(`DROP TABLE "${table}"`);
  }
}
