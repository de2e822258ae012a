import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Looks follow the program and the rows: an account is shared by a control group and by whoever sends the same
 * artifact, and passes on to splits that hide the same rows. What was not charged keeps its cause.
 */
export class Looks1795942299413 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }
  async down(): Promise<void> {
    throw new Error('looks are not forgotten');
  }
}

const statements = [
  'ALTER TABLE run ADD outcome_detail text',
  'ALTER TABLE look ADD artifact_sha256 text, ADD cause text, ADD excused_at timestamptz, ADD excused_by uuid',
  `UPDATE look SET artifact_sha256 = v.sha256 FROM run r JOIN algorithm_version v ON v.id = r.algorithm_version_id
   WHERE r.id = look.run_id`,
  `UPDATE look SET cause = CASE WHEN r.status <> 'cancelled' THEN 'platform_fault'
     WHEN r.execute_attempts = 0 THEN 'withdrawn' ELSE 'cancelled' END FROM run r WHERE r.id = look.run_id AND NOT look.charged`,
  'CREATE INDEX "IDX_look_artifact" ON look (artifact_sha256, hidden_digest)',
  // Which splits hide rows of each other; what rows those are is told by keyed digests that only the score side holds.
  `CREATE TABLE hidden_split (id integer GENERATED ALWAYS AS IDENTITY NOT NULL, hidden_digest text NOT NULL, rows integer NOT NULL,
     CONSTRAINT "PK_hidden_split" PRIMARY KEY (id), CONSTRAINT "UQ_hidden_split" UNIQUE (hidden_digest))`,
  `CREATE TABLE hidden_row (digest bigint NOT NULL, split_id integer NOT NULL,
     CONSTRAINT "PK_hidden_row" PRIMARY KEY (digest, split_id))`,
  `CREATE TABLE hidden_kin (hidden_digest text NOT NULL, other_digest text NOT NULL, share double precision NOT NULL,
     CONSTRAINT "PK_hidden_kin" PRIMARY KEY (hidden_digest, other_digest))`,
  // Sealed before rows were compared: versions of the same data are taken to hide the same.
  `INSERT INTO hidden_kin SELECT DISTINCT a.hidden_digest, b.hidden_digest, 1::double precision
     FROM benchmark_version a JOIN dataset_version c ON c.id = a.dataset_version_id
       JOIN dataset_version d ON d.dataset_id = c.dataset_id JOIN benchmark_version b ON b.dataset_version_id = d.id
     WHERE a.hidden_digest IS NOT NULL AND b.hidden_digest IS NOT NULL AND a.hidden_digest <> b.hidden_digest`,
  ...['hidden_split', 'hidden_row', 'hidden_kin'].flatMap((table) => [
    `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
    `CREATE POLICY system ON ${table} TO lab_score USING (true) WITH CHECK (true)`,
    `GRANT SELECT, INSERT, UPDATE, DELETE ON ${table} TO lab_score`,
  ]),
  'GRANT UPDATE (cause) ON look TO lab_execute',
  'DROP FUNCTION looks_charged(uuid, text)',
  /*
   * The looks that count for somebody at a hidden split: those of its control group, as it was then and as it is
   * now, and those of the same artifact, whoever sent it; made at this split, at one that shares more than 5 % of
   * this one's rows, or at several that share so much together.
   */
  `CREATE FUNCTION look_account(grp uuid, artifact text, digest text) RETURNS SETOF look LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
  $$ WITH kin AS (
         SELECT $3 AS hidden_digest, 1::double precision AS share
         UNION ALL SELECT k.other_digest, k.share FROM hidden_kin k WHERE k.hidden_digest = $3),
       seen AS (
         SELECT l.*, kin.share FROM kin JOIN look l ON l.hidden_digest = kin.hidden_digest
           JOIN run r ON r.id = l.run_id JOIN organisation o ON o.id = r.vendor_id
         WHERE l.control_group = $1 OR coalesce(o.control_group_id, o.id) = $1 OR l.artifact_sha256 = $2),
       rest AS (
         SELECT coalesce(sum(share), 0) AS share FROM (SELECT DISTINCT hidden_digest, share FROM seen WHERE share <= 0.05) s)
     SELECT look.* FROM seen JOIN look ON look.run_id = seen.run_id, rest WHERE seen.share > 0.05 OR rest.share > 0.05 $$`,
  `CREATE FUNCTION looks_of(grp uuid, artifact text, digest text) RETURNS TABLE (charged bigint, uncharged bigint)
     LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
  $$ SELECT count(*) FILTER (WHERE a.charged),
       count(*) FILTER (WHERE NOT a.charged AND a.cause IS DISTINCT FROM 'withdrawn' AND a.excused_at IS NULL)
     FROM look_account($1, $2, $3) a $$`,
  // The whole account a run's look belongs to, for the lab alone: other organisations' runs stand in it.
  `CREATE FUNCTION look_ledger(run uuid) RETURNS TABLE (run_id uuid, number integer, vendor_id uuid, vendor jsonb, charged boolean,
     cause text, excused boolean, status text, at timestamptz) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
  $$ SELECT r.id, r.number, o.id, o.name, a.charged, a.cause, a.excused_at IS NOT NULL, r.status, r.submitted_at
     FROM look l, LATERAL look_account(l.control_group, l.artifact_sha256, l.hidden_digest) a
       JOIN run r ON r.id = a.run_id JOIN organisation o ON o.id = r.vendor_id
     WHERE l.run_id = $1 AND app_lab_reads() ORDER BY r.submitted_at DESC LIMIT 100 $$`,
  'REVOKE EXECUTE ON FUNCTION look_account(uuid, text, text) FROM PUBLIC',
  'GRANT EXECUTE ON FUNCTION look_account(uuid, text, text) TO lab_score',
];
