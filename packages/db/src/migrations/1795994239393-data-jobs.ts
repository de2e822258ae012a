import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Grantees' programs on data they never see, what these wrote, and their lines in the use log. */
export class DataJobs1795994239393 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...tables, ...security, ...uses]) await runner.query(statement);
  }
  async down(): Promise<void> {
    throw new Error('a log is not forgotten: restore a backup');
  }
}

const moment = 'TIMESTAMP WITH TIME ZONE';
const reference = (name: string, column: string, table: string) =>
  `ALTER TABLE data_job ADD CONSTRAINT "FK_data_job_${name}" FOREIGN KEY ("${column}") REFERENCES "${table}"("id")`;
const tables = [
  `CREATE TABLE "data_job" ("id" uuid NOT NULL, "status" text NOT NULL DEFAULT 'new', "dataset_id" uuid NOT NULL,
     "dataset_version_id" uuid NOT NULL, "grant_id" uuid NOT NULL, "organisation_id" uuid NOT NULL, "owner_id" uuid NOT NULL,
     "person_id" uuid NOT NULL, "title" text NOT NULL, "purpose" text NOT NULL, "wants" text NOT NULL, "kind" text NOT NULL,
     "file_name" text NOT NULL, "bytes" bigint NOT NULL, "sha256" text NOT NULL, "unpacked_sha256" text, "inspection" jsonb,
     "progress" jsonb, "outcome" text, "defect" text, "rows" integer, "rows_digest" text, "resources" jsonb, "host" text, "worker" text,
     "left_at" ${moment}, "created_at" ${moment} NOT NULL DEFAULT now(), "started_at" ${moment}, "ended_at" ${moment},
     "decided_at" ${moment}, CONSTRAINT "PK_data_job" PRIMARY KEY ("id"))`,
  reference('dataset', 'dataset_id', 'dataset'),
  reference('version', 'dataset_version_id', 'dataset_version'),
  reference('organisation', 'organisation_id', 'organisation'),
  reference('owner', 'owner_id', 'organisation'),
  `CREATE INDEX "data_job_waiting" ON "data_job" ("created_at") WHERE status IN ('submitted', 'queued', 'executing')`,
  'CREATE INDEX "data_job_dataset" ON "data_job" ("dataset_id")',
  'CREATE INDEX "data_job_organisation" ON "data_job" ("organisation_id")',
  `CREATE TABLE "data_job_output" ("data_job_id" uuid NOT NULL, "number" integer NOT NULL, "kind" text NOT NULL, "name" text NOT NULL,
     "bytes" bigint NOT NULL, "sha256" text, "scan" jsonb, "decision" text NOT NULL DEFAULT 'held', "reason" text,
     CONSTRAINT "PK_data_job_output" PRIMARY KEY ("data_job_id", "number"))`,
  `ALTER TABLE data_job_output ADD CONSTRAINT "FK_data_job_output_job" FOREIGN KEY ("data_job_id") REFERENCES "data_job"("id")`,
  'ALTER TABLE data_use ADD "data_job_id" uuid',
  'ALTER TABLE data_use ADD "output" integer',
  `CREATE UNIQUE INDEX "data_use_job" ON "data_use" ("data_job_id") WHERE kind = 'data_job'`,
];

const list = (words: readonly string[]) => words.map((word) => `'${word}'`).join(', ');
const own = [
  'status',
  'unpacked_sha256',
  'inspection',
  'progress',
  'outcome',
  'defect',
  'rows',
  'rows_digest',
  'resources',
  'host',
  'worker',
  'left_at',
  'started_at',
  'ended_at',
];
const steps = [
  'submitted queued',
  'submitted failed',
  'submitted revoked',
  'queued executing',
  'queued failed',
  'queued revoked',
  'executing held',
  'executing failed',
  'executing revoked',
];
const security = [
  'ALTER TABLE data_job ENABLE ROW LEVEL SECURITY',
  'ALTER TABLE data_job_output ENABLE ROW LEVEL SECURITY',
  'REVOKE ALL ON data_job, data_job_output FROM lab_api, lab_score, lab_execute, lab_public',
  'GRANT SELECT, INSERT, UPDATE (status, progress, ended_at, decided_at) ON data_job TO lab_api',
  'GRANT SELECT, UPDATE (decision, reason, sha256) ON data_job_output TO lab_api',
  'GRANT SELECT, UPDATE ON data_job TO lab_execute',
  'GRANT SELECT, UPDATE (left_at) ON data_job TO lab_score',
  // As with runs: what runs programs goes its own steps, and releases nothing.
  `CREATE FUNCTION guard_execute_data_job() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$ BEGIN
     IF (to_jsonb(NEW) - ARRAY[${list(own)}]) <> (to_jsonb(OLD) - ARRAY[${list(own)}])
       OR (NEW.status <> OLD.status AND (OLD.status || ' ' || NEW.status) NOT IN (${list(steps)})) THEN
       RAISE EXCEPTION 'not a step of executing a job' USING ERRCODE = 'insufficient_privilege'; END IF;
     RETURN NEW;
   END $$`,
  `CREATE TRIGGER guard_execute BEFORE UPDATE ON data_job FOR EACH ROW
     WHEN (current_user = 'lab_execute') EXECUTE FUNCTION guard_execute_data_job()`,
  'GRANT SELECT, INSERT, DELETE ON data_job_output TO lab_execute',
  'GRANT SELECT ON data_job_output TO lab_score',
  // What is told of a held file without its name: that there is one, and what was decided.
  `CREATE VIEW data_job_output_face WITH (security_barrier) AS
     SELECT o.data_job_id, o.number, o.kind, o.decision, o.reason, EXISTS (SELECT 1 FROM data_use u
         WHERE u.data_job_id = o.data_job_id AND u.output = o.number AND u.kind = 'job_output') AS taken
     FROM data_job_output o JOIN data_job j ON j.id = o.data_job_id
     WHERE app_lab_reads() OR app_org() IN (j.organisation_id, j.owner_id)`,
  'GRANT SELECT ON data_job_output_face TO lab_api',
  'GRANT SELECT (dataset_version_id, rows, jsonl_sha256) ON dataset_download TO lab_execute',
  // How many organisations wait before it; of whom it is not told.
  `CREATE FUNCTION data_jobs_ahead(job uuid) RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
     $$ SELECT count(DISTINCT o.organisation_id) FROM data_job o JOIN data_job j ON j.id = $1
        WHERE o.status IN ('queued', 'executing') AND o.id <> j.id AND o.created_at < j.created_at
          AND (app_lab_reads() OR app_org() IN (j.organisation_id, j.owner_id)) $$`,
];

const uses = [
  // By the database, so that no way of starting a job goes round it; once, however often it is begun again.
  `CREATE FUNCTION job_uses_data() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$ BEGIN
     INSERT INTO data_use (id, dataset_id, dataset_version_id, organisation_id, person_id, kind, rows, data_job_id, purpose)
     SELECT gen_random_uuid(), NEW.dataset_id, NEW.dataset_version_id, NEW.organisation_id, NEW.person_id, 'data_job', NEW.rows, NEW.id,
       (SELECT q.purpose FROM access_grant g JOIN access_request q ON q.id = g.request_id WHERE g.id = NEW.grant_id)
     ON CONFLICT (data_job_id) WHERE kind = 'data_job' DO NOTHING;
     RETURN NEW;
   END $$`,
  `CREATE TRIGGER job_uses_data AFTER UPDATE OF status ON data_job FOR EACH ROW
     WHEN (NEW.status = 'executing' AND OLD.status <> 'executing') EXECUTE FUNCTION job_uses_data()`,
];
