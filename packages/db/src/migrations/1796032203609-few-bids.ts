import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who looked at a call and did not offer, told in counts alone. */
export class FewBids1796032203609 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }
  async down(): Promise<void> {
    throw new Error('what was said is not forgotten: restore a backup');
  }
}

const definer = 'LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS';
const statements = [
  `CREATE TABLE "call_interest" ("call_id" uuid NOT NULL, "organisation_id" uuid NOT NULL,
     "looked_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "started_at" TIMESTAMP WITH TIME ZONE, "reasons" text array,
     "said_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "PK_call_interest" PRIMARY KEY ("call_id", "organisation_id"))`,
  'ALTER TABLE "call_interest" ADD CONSTRAINT "FK_call_interest_call" FOREIGN KEY ("call_id") REFERENCES "open_call"("id")',
  'ALTER TABLE "call_interest" ADD CONSTRAINT "FK_call_interest_organisation" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id")',
  'ALTER TABLE call_interest ENABLE ROW LEVEL SECURITY',
  'REVOKE ALL ON call_interest FROM lab_api, lab_score, lab_execute, lab_public',
  'GRANT SELECT, INSERT, UPDATE (started_at, reasons, said_at) ON call_interest TO lab_api',
  // Not even the lab reads a row: what is told of it is told by the function below.
  'CREATE POLICY own ON call_interest FOR ALL TO lab_api USING (organisation_id = app_org()) WITH CHECK (organisation_id = app_org())',
  `CREATE FUNCTION few_bids(called uuid) RETURNS boolean ${definer}
     $$ SELECT c.status IN ('failed', 'opened') AND c.published_at IS NOT NULL AND (SELECT count(*) FROM bid b
          WHERE b.call_id = c.id AND b.replaced_at IS NULL AND b.withdrawn_at IS NULL) <= 1
        FROM open_call c WHERE c.id = $1 $$`,
  `CREATE FUNCTION told_count(counted bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS
     $$ SELECT CASE WHEN counted BETWEEN 1 AND 2 THEN NULL ELSE counted END $$`,
  // Answers are added three at a time, in the order they came: two readings never differ by one organisation's word.
  `CREATE FUNCTION call_echo(called uuid) RETURNS jsonb ${definer} $$
     WITH c AS (SELECT * FROM open_call WHERE id = $1 AND few_bids(id) AND (app_lab_reads() OR department_id = app_org())),
       i AS (SELECT x.* FROM call_interest x JOIN c ON x.call_id = c.id WHERE x.organisation_id <> c.department_id),
       numbered AS (SELECT reasons, row_number() OVER (ORDER BY said_at, organisation_id) AS place FROM i WHERE said_at IS NOT NULL),
       told AS (SELECT n.reasons FROM numbered n WHERE n.place <= (SELECT count(*) / 3 * 3 FROM numbered))
     SELECT jsonb_build_object(
       'looked', told_count((SELECT count(*) FROM i)),
       'started', told_count((SELECT count(*) FROM i WHERE started_at IS NOT NULL)),
       'followed', told_count((SELECT count(DISTINCT f.organisation_id) FROM follow f JOIN organisation o ON o.id = f.organisation_id
         AND 'supply' = ANY(o.roles) WHERE f.thing = 'scenario' AND f.thing_id = c.scenario_id AND f.organisation_id <> c.department_id)),
       'asked', told_count((SELECT count(DISTINCT a.organisation_id) FROM clarification_asker a
         JOIN clarification q ON q.id = a.clarification_id WHERE q.scenario_id = c.scenario_id)),
       'withdrew', told_count((SELECT count(DISTINCT b.vendor_id) FROM bid b WHERE b.call_id = c.id AND b.withdrawn_at IS NOT NULL)),
       'bids', (SELECT count(*) FROM bid b WHERE b.call_id = c.id AND b.replaced_at IS NULL AND b.withdrawn_at IS NULL),
       'answers', (SELECT count(*) FROM told),
       'reasons', (SELECT coalesce(jsonb_object_agg(r.reason, told_count(r.times)), '{}') FROM (
         SELECT reason, count(*) AS times FROM told, unnest(told.reasons) AS reason GROUP BY reason) r))
     FROM c $$`,
  ...['few_bids(uuid)', 'call_echo(uuid)'].flatMap((name) => [
    `REVOKE ALL ON FUNCTION ${name} FROM public`,
    `GRANT EXECUTE ON FUNCTION ${name} TO lab_api`,
  ]),
];
