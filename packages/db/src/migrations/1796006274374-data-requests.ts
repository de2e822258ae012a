import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The register of wishes for data, and who wants the same. */
export class DataRequests1796006274374 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...tables, ...security]) await runner.query(statement);
  }
  async down(): Promise<void> {
    throw new Error('what was wished for is not forgotten: restore a backup');
  }
}

const moment = 'TIMESTAMP WITH TIME ZONE';
const reference = (table: string, name: string, column: string, to: string) =>
  `ALTER TABLE ${table} ADD CONSTRAINT "FK_${table}_${name}" FOREIGN KEY ("${column}") REFERENCES "${to}"("id")`;
const tables = [
  `CREATE TABLE "data_request" ("id" uuid NOT NULL, "status" text NOT NULL DEFAULT 'new', "owner_id" uuid NOT NULL,
     "person_id" uuid NOT NULL, "title" jsonb NOT NULL, "purpose" jsonb NOT NULL, "wanted" jsonb NOT NULL, "field" text NOT NULL,
     "region" text, "scenario_id" uuid, "votes" integer NOT NULL DEFAULT '0', "claimant_id" uuid, "claimed_at" ${moment},
     "reason" text, "merged_into" uuid, "dataset_id" uuid, "dataset_version_id" uuid, "fulfilled_at" ${moment},
     "created_at" ${moment} NOT NULL DEFAULT now(), CONSTRAINT "PK_data_request" PRIMARY KEY ("id"))`,
  reference('data_request', 'owner', 'owner_id', 'organisation'),
  reference('data_request', 'person', 'person_id', 'person'),
  reference('data_request', 'claimant', 'claimant_id', 'organisation'),
  'CREATE INDEX "data_request_owner" ON "data_request" ("owner_id")',
  'CREATE INDEX "data_request_scenario" ON "data_request" ("scenario_id")',
  'CREATE INDEX "data_request_votes" ON "data_request" ("votes", "id")',
  'CREATE INDEX "data_request_born" ON "data_request" ("created_at", "id")',
  `CREATE TABLE "data_request_vote" ("data_request_id" uuid NOT NULL, "organisation_id" uuid NOT NULL, "moved_from" uuid,
     "at" ${moment} NOT NULL DEFAULT now(), CONSTRAINT "PK_data_request_vote" PRIMARY KEY ("data_request_id", "organisation_id"))`,
  reference('data_request_vote', 'request', 'data_request_id', 'data_request'),
  reference('data_request_vote', 'organisation', 'organisation_id', 'organisation'),
];

const written =
  'status, claimant_id, claimed_at, reason, merged_into, dataset_id, dataset_version_id, fulfilled_at';
const told =
  'id, status, title, purpose, wanted, field, region, scenario_id, votes, claimant_id, claimed_at, reason, merged_into, dataset_id, dataset_version_id, fulfilled_at, created_at';
/** Who sees what is said in `data-requests.border.ts`. */
const security = [
  ...['data_request', 'data_request_vote'].flatMap((table) => [
    `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
    `REVOKE ALL ON ${table} FROM lab_api, lab_score, lab_execute, lab_public`,
  ]),
  `GRANT SELECT, INSERT, UPDATE (${written}) ON data_request TO lab_api`,
  // A visitor has no look at whose wish it is.
  `GRANT SELECT (${told}) ON data_request TO lab_public`,
  'GRANT SELECT, UPDATE (scenario_id) ON data_request TO lab_score',
  'GRANT SELECT, INSERT, DELETE, UPDATE (data_request_id, moved_from) ON data_request_vote TO lab_api',
  'GRANT SELECT ON data_request_vote TO lab_score',
  // One more or one less, never a count of what one's own look shows: two at once are both counted.
  `CREATE FUNCTION count_data_request_vote() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$ BEGIN
     IF TG_OP <> 'INSERT' THEN UPDATE data_request SET votes = votes - 1 WHERE id = OLD.data_request_id; END IF;
     IF TG_OP <> 'DELETE' THEN UPDATE data_request SET votes = votes + 1 WHERE id = NEW.data_request_id; END IF;
     RETURN NULL;
   END $$`,
  `CREATE TRIGGER count_data_request_vote AFTER INSERT OR DELETE OR UPDATE OF data_request_id ON data_request_vote
     FOR EACH ROW EXECUTE FUNCTION count_data_request_vote()`,
];
