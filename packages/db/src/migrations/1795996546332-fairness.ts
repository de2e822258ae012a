import type { MigrationInterface, QueryRunner } from 'typeorm';

const runsNeed = (need: string) =>
  `(app_lab() OR EXISTS (SELECT 1 FROM scenario s WHERE s.id = ${need} AND s.owner_id = app_org()))`;
const ofFavour = (condition: string) =>
  `EXISTS (SELECT 1 FROM favour f WHERE f.id = favour_id AND ${condition})`;
const fk = (table: string, name: string, column: string, to: string) =>
  `ALTER TABLE "${table}" ADD CONSTRAINT "${name}" FOREIGN KEY ("${column}") REFERENCES "${to}"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`;

/** What one participant of a need got, and that the same was offered to the others. Lines are added, never changed. */
export class Fairness1795996546332 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [
      `CREATE TABLE "favour" ("id" uuid NOT NULL, "scenario_id" uuid NOT NULL, "kind" text NOT NULL, "day" date NOT NULL,
         "text" jsonb NOT NULL, "recorded_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "favour_key" PRIMARY KEY ("id"))`,
      'CREATE INDEX "favour_need" ON "favour" ("scenario_id")',
      fk('favour', 'favour_of_need', 'scenario_id', 'scenario'),
      // Apart from the line, so that no read of the public ledger brings a name along.
      `CREATE TABLE "favour_receiver" ("favour_id" uuid NOT NULL, "vendor_id" uuid NOT NULL,
         CONSTRAINT "favour_receiver_key" PRIMARY KEY ("favour_id"))`,
      fk('favour_receiver', 'favour_receiver_favour', 'favour_id', 'favour'),
      fk('favour_receiver', 'favour_receiver_vendor', 'vendor_id', 'organisation'),
      `CREATE TABLE "favour_offer" ("favour_id" uuid NOT NULL, "organisation_id" uuid NOT NULL,
         "at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "favour_offer_key" PRIMARY KEY ("favour_id", "organisation_id"))`,
      fk('favour_offer', 'favour_offer_favour', 'favour_id', 'favour'),
      fk('favour_offer', 'favour_offer_organisation', 'organisation_id', 'organisation'),
      ...['favour', 'favour_receiver', 'favour_offer'].flatMap((table) => [
        `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
        `REVOKE ALL ON ${table} FROM lab_api, lab_score, lab_execute, lab_public`,
        `GRANT SELECT, INSERT ON ${table} TO lab_api`,
      ]),
      'CREATE POLICY seen ON favour FOR SELECT TO lab_api, lab_public USING (EXISTS (SELECT 1 FROM scenario s WHERE s.id = scenario_id))',
      `CREATE POLICY added ON favour FOR INSERT TO lab_api WITH CHECK (${runsNeed('scenario_id')})`,
      'GRANT SELECT ON favour TO lab_public',
      `CREATE POLICY seen ON favour_receiver FOR SELECT TO lab_api USING (vendor_id = app_org() OR app_lab_reads() OR ${ofFavour(runsNeed('f.scenario_id'))})`,
      `CREATE POLICY added ON favour_receiver FOR INSERT TO lab_api WITH CHECK (${ofFavour(runsNeed('f.scenario_id'))})`,
      `CREATE POLICY seen ON favour_offer FOR SELECT TO lab_api USING (organisation_id = app_org() OR app_lab_reads() OR ${ofFavour(runsNeed('f.scenario_id'))})`,
      `CREATE POLICY added ON favour_offer FOR INSERT TO lab_api WITH CHECK (${ofFavour(runsNeed('f.scenario_id'))})`,
      // Two narrow questions past row-level security: whether everybody who takes part has been offered it, and since when;
      // and on which days the lab agreed that a look on the need's exams is not charged. No names.
      `CREATE FUNCTION favour_offered_at(favour uuid) RETURNS timestamptz LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
        $$ SELECT CASE WHEN EXISTS (
             SELECT 1 FROM engagement e JOIN favour f ON f.id = $1 AND e.scenario_id = f.scenario_id
             WHERE e.status NOT IN ('new', 'declined', 'withdrawn', 'not_selected', 'validation_failed', 'field_rejected', 'completed')
               AND NOT EXISTS (SELECT 1 FROM favour_receiver r WHERE r.favour_id = $1 AND r.vendor_id = e.vendor_id)
               AND NOT EXISTS (SELECT 1 FROM favour_offer o WHERE o.favour_id = $1 AND o.organisation_id = e.vendor_id))
           THEN NULL ELSE coalesce((SELECT max(o.at) FROM favour_offer o WHERE o.favour_id = $1), (SELECT recorded_at FROM favour WHERE id = $1)) END $$`,
      `CREATE FUNCTION uncharged_look_days(need uuid) RETURNS SETOF date LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
        $$ SELECT e.at::date FROM benchmark b JOIN benchmark_version v ON v.benchmark_id = b.id
             JOIN run r ON r.benchmark_version_id = v.id
             JOIN event e ON e.thing_id = r.id AND e.thing = 'run' AND e.event = 'run.look_allowed'
           WHERE b.scenario_id = $1 ORDER BY e.at LIMIT 200 $$`,
      'REVOKE ALL ON FUNCTION favour_offered_at(uuid), uncharged_look_days(uuid) FROM PUBLIC',
      'GRANT EXECUTE ON FUNCTION favour_offered_at(uuid), uncharged_look_days(uuid) TO lab_api, lab_public',
    ])
      await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION favour_offered_at(uuid)');
    await runner.query('DROP FUNCTION uncharged_look_days(uuid)');
    for (const table of ['favour_offer', 'favour_receiver', 'favour'])
      await runner.query(`DROP TABLE "${table}"`);
  }
}
