import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Versions of a contract's terms, the terms in force at each use, and what ended with a contract. */
export class ContractTerms1796007784116 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...tables, ...terms, ...uses]) await runner.query(statement);
  }
  async down(): Promise<void> {
    throw new Error('what was agreed is not forgotten: restore a backup');
  }
}

const moment = 'TIMESTAMP WITH TIME ZONE';
const tables = [
  `ALTER TABLE access_grant ADD "purpose_kind" text NOT NULL DEFAULT 'development', ADD "purpose" text,
     ADD "terms" integer NOT NULL DEFAULT '0', ADD "reminded" date`,
  `UPDATE access_grant g SET purpose_kind = r.purpose_kind, purpose = r.purpose FROM access_request r WHERE r.id = g.request_id`,
  `CREATE TABLE "grant_terms" ("id" uuid NOT NULL, "grant_id" uuid NOT NULL, "number" integer NOT NULL, "expires" date NOT NULL,
     "purpose_kind" text NOT NULL, "purpose" text, "methods" text array NOT NULL, "uses" integer, "proposed_by_id" uuid,
     "person_id" uuid, "reason" text, "created_at" ${moment} NOT NULL DEFAULT now(), "agreed_at" ${moment},
     "declined_at" ${moment}, "withdrawn_at" ${moment}, "answered_by_id" uuid, "answer" text,
     CONSTRAINT "PK_grant_terms" PRIMARY KEY ("id"))`,
  `ALTER TABLE grant_terms ADD CONSTRAINT "FK_grant_terms_grant" FOREIGN KEY ("grant_id") REFERENCES "access_grant"("id")`,
  'CREATE UNIQUE INDEX "grant_terms_number" ON "grant_terms" ("grant_id", "number")',
  `CREATE UNIQUE INDEX "grant_terms_waiting" ON "grant_terms" ("grant_id") WHERE agreed_at IS NULL AND declined_at IS NULL
     AND withdrawn_at IS NULL`,
  `CREATE TABLE "grant_stop" ("id" uuid NOT NULL, "grant_id" uuid NOT NULL, "kind" text NOT NULL, "thing_id" uuid NOT NULL,
     "cause" text NOT NULL, "at" ${moment} NOT NULL DEFAULT now(), CONSTRAINT "PK_grant_stop" PRIMARY KEY ("id"))`,
  `ALTER TABLE grant_stop ADD CONSTRAINT "FK_grant_stop_grant" FOREIGN KEY ("grant_id") REFERENCES "access_grant"("id")`,
  'CREATE INDEX "grant_stop_grant" ON "grant_stop" ("grant_id")',
  ...['grant_terms', 'grant_stop'].flatMap((table) => [
    `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
    `REVOKE ALL ON ${table} FROM lab_api, lab_score, lab_execute, lab_public`,
    `GRANT SELECT, INSERT ON ${table} TO lab_api, lab_score`,
  ]),
  'GRANT UPDATE (agreed_at, declined_at, withdrawn_at, answered_by_id, answer) ON grant_terms TO lab_api',
  // A contract that lapses ends what runs under it, as one that is revoked.
  'GRANT UPDATE (status, progress, ended_at) ON data_job TO lab_score',
];

const zero = `INSERT INTO grant_terms (id, grant_id, number, expires, purpose_kind, purpose, methods, uses, agreed_at)
  SELECT gen_random_uuid(), g.id, 0, g.expires, g.purpose_kind, g.purpose, g.methods, g.uses, now() FROM access_grant g`;
const terms = [
  zero,
  // By the database, so that no way of giving data goes round it.
  `CREATE FUNCTION first_grant_terms() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$ BEGIN
     UPDATE access_grant g SET purpose_kind = r.purpose_kind, purpose = r.purpose FROM access_request r
       WHERE g.id = NEW.id AND r.id = NEW.request_id AND g.purpose IS NULL;
     ${zero} WHERE g.id = NEW.id;
     RETURN NULL;
   END $$`,
  `CREATE TRIGGER first_grant_terms AFTER INSERT ON access_grant FOR EACH ROW EXECUTE FUNCTION first_grant_terms()`,
  // A grantee may read its grant and not change it: what both have agreed on is put in force here. The count of uses goes on.
  `CREATE FUNCTION terms_in_force() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$ BEGIN
     UPDATE access_grant SET expires = NEW.expires, purpose_kind = NEW.purpose_kind, purpose = NEW.purpose, methods = NEW.methods,
       uses = NEW.uses, terms = NEW.number WHERE id = NEW.grant_id AND status = 'active' AND terms < NEW.number;
     IF NOT FOUND THEN RAISE EXCEPTION 'the contract has ended' USING ERRCODE = 'serialization_failure'; END IF;
     RETURN NULL;
   END $$`,
  `CREATE TRIGGER terms_in_force AFTER UPDATE OF agreed_at ON grant_terms FOR EACH ROW
     WHEN (OLD.agreed_at IS NULL AND NEW.agreed_at IS NOT NULL) EXECUTE FUNCTION terms_in_force()`,
];

const into = `INSERT INTO data_use (id, dataset_id, dataset_version_id, organisation_id`;
const uses = [
  'ALTER TABLE data_use ADD "grant_id" uuid, ADD "terms" integer',
  'CREATE INDEX "data_use_grant" ON "data_use" ("grant_id", "at")',
  // Lines of before: a job names its grant; others are told apart where an organisation had one grant on the data only.
  `UPDATE data_use u SET grant_id = j.grant_id, terms = 0 FROM data_job j WHERE j.id = u.data_job_id`,
  `UPDATE data_use u SET grant_id = g.id, terms = 0 FROM access_grant g WHERE u.grant_id IS NULL AND g.dataset_id = u.dataset_id
     AND g.organisation_id = u.organisation_id AND NOT EXISTS (SELECT 1 FROM access_grant o WHERE o.dataset_id = g.dataset_id
       AND o.organisation_id = g.organisation_id AND o.id <> g.id)`,
  `CREATE OR REPLACE FUNCTION grant_purpose(dataset uuid, organisation uuid) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
     $$ SELECT g.purpose FROM access_grant g
        WHERE g.dataset_id = $1 AND g.organisation_id = $2 AND $2 = app_org() AND g.status = 'active' AND g.expires >= current_date
        ORDER BY g.expires DESC LIMIT 1 $$`,
  // By the database, so that no way of starting goes round it; once, however often it is begun again.
  `CREATE OR REPLACE FUNCTION run_uses_data() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$ BEGIN
     ${into}, kind, run_id, split, purpose, grant_id, terms, at)
     SELECT gen_random_uuid(), v.dataset_id, v.id, r.vendor_id, 'run', r.id, r.split, g.purpose, g.id, g.terms, now()
       FROM run r JOIN benchmark_version b ON b.id = r.benchmark_version_id JOIN dataset_version v ON v.id = b.dataset_version_id
         LEFT JOIN LATERAL (SELECT o.id, o.purpose, o.terms FROM access_grant o WHERE o.dataset_id = v.dataset_id
           AND o.organisation_id = r.vendor_id AND o.status = 'active' AND o.expires >= current_date AND 'compute' = ANY(o.methods)
           ORDER BY o.expires DESC LIMIT 1) g ON true
       WHERE r.id = NEW.id AND NOT (r.split = 'sample' AND b.twin IS NOT NULL) ON CONFLICT (run_id) DO NOTHING;
     RETURN NEW;
   END $$`,
  `CREATE OR REPLACE FUNCTION job_uses_data() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$ BEGIN
     ${into}, person_id, kind, rows, data_job_id, purpose, grant_id, terms)
     SELECT gen_random_uuid(), NEW.dataset_id, NEW.dataset_version_id, NEW.organisation_id, NEW.person_id, 'data_job', NEW.rows, NEW.id,
       g.purpose, g.id, g.terms FROM access_grant g WHERE g.id = NEW.grant_id
     ON CONFLICT (data_job_id) WHERE kind = 'data_job' DO NOTHING;
     RETURN NEW;
   END $$`,
];
