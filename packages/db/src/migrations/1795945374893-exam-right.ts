import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Making an exam on somebody's data is a right of its own; the whole edition of a run is the data's owner's and the lab's. */
export class ExamRight1795945374893 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }
  async down(): Promise<void> {
    throw new Error('what was narrowed is not widened again: restore a backup');
  }
}

const reads = 'run_id IN (SELECT thing_id FROM party WHERE organisation_id = app_org())';
// Whoever stands on both sides of a run, as the data's owner and as the vendor, is its vendor here.
const oversees = `run_id IN (SELECT thing_id FROM party WHERE organisation_id = app_org() AND "right" = 'oversee'
  EXCEPT SELECT thing_id FROM party WHERE organisation_id = app_org() AND "right" = 'own')`;
const notOwn = `run_id NOT IN (SELECT thing_id FROM party WHERE organisation_id = app_org() AND "right" = 'own')`;

const statements = [
  `ALTER TABLE "access_request" ADD "scope" text NOT NULL DEFAULT 'compute'`,
  `ALTER TABLE "access_grant" ADD "scope" text NOT NULL DEFAULT 'compute'`,
  `ALTER TABLE "access_request" ADD CONSTRAINT "access_request_scope" CHECK (scope IN ('compute', 'examine'))`,
  `ALTER TABLE "access_grant" ADD CONSTRAINT "access_grant_scope" CHECK (scope IN ('compute', 'examine'))`,
  // Who oversaw a run through the exam alone goes on seeing it, in the vendor's edition.
  `INSERT INTO party (thing_id, organisation_id, "right", thing)
     SELECT p.thing_id, p.organisation_id, 'read', p.thing FROM party p JOIN run r ON r.id = p.thing_id
       JOIN benchmark_version b ON b.id = r.benchmark_version_id JOIN dataset_version v ON v.id = b.dataset_version_id
       JOIN dataset d ON d.id = v.dataset_id
     WHERE p."right" = 'oversee' AND p.organisation_id <> d.owner_id ON CONFLICT DO NOTHING`,
  `DELETE FROM party p USING run r, benchmark_version b, dataset_version v, dataset d
     WHERE p.thing_id = r.id AND b.id = r.benchmark_version_id AND v.id = b.dataset_version_id AND d.id = v.dataset_id
       AND p."right" = 'oversee' AND p.organisation_id <> d.owner_id`,
  ...['result', 'report'].map(
    (table) =>
      `ALTER POLICY seen ON ${table} USING (app_lab_reads() ${table === 'report' ? "OR (published AND edition = 'vendor')" : ''}
         OR (edition = 'vendor' AND ${reads}) OR ${oversees})`,
  ),
  // No log of unpublished rows reaches the organisation whose program wrote it, not even where that is the lab.
  `ALTER POLICY seen ON run_log USING ((for_vendor AND ${reads}) OR ${oversees} OR (app_lab_reads() AND ${notOwn}))`,
  // The right to make an exam, held against revocation until the transaction ends; the lab asks for its sealing.
  `CREATE FUNCTION hold_exam_right(dataset uuid, organisation uuid) RETURNS uuid LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public AS
     $$ SELECT id FROM access_grant WHERE dataset_id = $1 AND organisation_id = $2 AND ($2 = app_org() OR app_lab())
        AND scope = 'examine' AND status = 'active' AND expires >= current_date ORDER BY expires DESC LIMIT 1 FOR SHARE $$`,
  // Columns that another organisation's exam on the same data asks for, drafts and closed ones left out.
  `CREATE FUNCTION targets_of_others(dataset uuid, owner uuid) RETURNS SETOF text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
     $$ SELECT DISTINCT v.plan->>'target' FROM benchmark_version v JOIN benchmark b ON b.id = v.benchmark_id
          JOIN dataset_version w ON w.id = v.dataset_version_id
        WHERE w.dataset_id = $1 AND b.owner_id <> $2 AND v.status IN ('sealing', 'baseline', 'open') $$`,
];
