import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What may be downloaded of a version, and who took or used what of whose data. */
export class DataUse1795968250990 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...tables, ...security, ...runs]) await runner.query(statement);
  }
  async down(): Promise<void> {
    throw new Error('a log is not forgotten: restore a backup');
  }
}

const tables = [
  `CREATE TABLE "dataset_download" ("dataset_version_id" uuid NOT NULL, "rows" integer, "whole" boolean NOT NULL DEFAULT false,
     "csv_sha256" text, "csv_bytes" bigint, "jsonl_sha256" text, "jsonl_bytes" bigint, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
     CONSTRAINT "PK_dataset_download" PRIMARY KEY ("dataset_version_id"),
     CONSTRAINT "FK_5d9f903eb5c97e7c6a982123531" FOREIGN KEY ("dataset_version_id") REFERENCES "dataset_version"("id"))`,
  `CREATE TABLE "data_use" ("id" uuid NOT NULL, "dataset_id" uuid NOT NULL, "dataset_version_id" uuid NOT NULL, "organisation_id" uuid NOT NULL,
     "person_id" uuid, "kind" text NOT NULL, "format" text, "rows" integer, "run_id" uuid, "split" text, "purpose" text,
     "at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
     CONSTRAINT "PK_data_use" PRIMARY KEY ("id"),
     CONSTRAINT "FK_e5553c77b93e55b44794e6bc509" FOREIGN KEY ("dataset_id") REFERENCES "dataset"("id"),
     CONSTRAINT "FK_2e64e34bf89015041b03e965337" FOREIGN KEY ("dataset_version_id") REFERENCES "dataset_version"("id"),
     CONSTRAINT "FK_d095cd5675b95308c37eaf14f89" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id"))`,
  `CREATE INDEX "data_use_of" ON "data_use" ("dataset_id", "at")`,
  `CREATE UNIQUE INDEX "data_use_run" ON "data_use" ("run_id")`,
];

const ownsData = 'dataset_id IN (SELECT id FROM dataset WHERE owner_id = app_org())';
const security = [
  'ALTER TABLE dataset_download ENABLE ROW LEVEL SECURITY',
  // Row-level security of the version below says whether it is seen at all; what may be taken the policy says.
  'CREATE POLICY seen ON dataset_download FOR SELECT TO lab_api, lab_public USING (dataset_version_id IN (SELECT id FROM dataset_version))',
  'CREATE POLICY system ON dataset_download TO lab_score USING (true) WITH CHECK (true)',
  'REVOKE ALL ON dataset_download FROM lab_api, lab_score, lab_execute, lab_public',
  `CREATE POLICY removed ON dataset_download FOR DELETE TO lab_api
     USING (dataset_version_id IN (SELECT v.id FROM dataset_version v WHERE v.${ownsData}))`,
  'GRANT SELECT, DELETE ON dataset_download TO lab_api',
  'GRANT SELECT (dataset_version_id, rows, whole, csv_bytes, jsonl_bytes) ON dataset_download TO lab_public',
  'GRANT SELECT, INSERT, DELETE ON dataset_download TO lab_score',
  'ALTER TABLE data_use ENABLE ROW LEVEL SECURITY',
  `CREATE POLICY seen ON data_use FOR SELECT TO lab_api USING (app_lab_reads() OR ${ownsData})`,
  // Nobody writes a line in another's name, and no run but by running.
  `CREATE POLICY added ON data_use FOR INSERT TO lab_api
     WITH CHECK (organisation_id = app_org() AND person_id = app_person() AND kind <> 'run' AND run_id IS NULL)`,
  'CREATE POLICY system ON data_use FOR SELECT TO lab_score USING (true)',
  'REVOKE ALL ON data_use FROM lab_api, lab_score, lab_execute, lab_public',
  'GRANT SELECT ON data_use TO lab_score',
  'GRANT SELECT, INSERT ON data_use TO lab_api',
  // What an organisation asked for the data for; of its own grant alone.
  `CREATE FUNCTION grant_purpose(dataset uuid, organisation uuid) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
     $$ SELECT q.purpose FROM access_grant g JOIN access_request q ON q.id = g.request_id
        WHERE g.dataset_id = $1 AND g.organisation_id = $2 AND $2 = app_org() AND g.status = 'active' AND g.expires >= current_date
        ORDER BY g.expires DESC LIMIT 1 $$`,
];

const uses = `SELECT gen_random_uuid(), v.dataset_id, v.id, r.vendor_id, 'run', r.id, r.split, (SELECT q.purpose FROM access_grant g
    JOIN access_request q ON q.id = g.request_id WHERE g.dataset_id = v.dataset_id AND g.organisation_id = r.vendor_id
    ORDER BY g.expires DESC LIMIT 1)`;
// A run on a synthetic twin computes on nobody's row.
const onRows = `b.dataset_version_id = v.id AND NOT (r.split = 'sample' AND b.twin IS NOT NULL)`;
const into =
  'INSERT INTO data_use (id, dataset_id, dataset_version_id, organisation_id, kind, run_id, split, purpose, at)';
const runs = [
  // By the database, so that no way of starting a run goes round it; once, however often it is begun again.
  `CREATE FUNCTION run_uses_data() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$ BEGIN
     ${into} ${uses}, now() FROM run r, benchmark_version b, dataset_version v
       WHERE r.id = NEW.id AND b.id = r.benchmark_version_id AND ${onRows} ON CONFLICT (run_id) DO NOTHING;
     RETURN NEW;
   END $$`,
  `CREATE TRIGGER run_uses_data AFTER UPDATE OF status ON run FOR EACH ROW
     WHEN (NEW.status = 'executing' AND OLD.status <> 'executing') EXECUTE FUNCTION run_uses_data()`,
  `${into} ${uses}, e.at FROM run r, benchmark_version b, dataset_version v,
     LATERAL (SELECT min(at) AS at FROM event WHERE thing_id = r.id AND to_status = 'executing') e
     WHERE b.id = r.benchmark_version_id AND e.at IS NOT NULL AND ${onRows}`,
];
