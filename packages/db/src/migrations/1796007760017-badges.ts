import { priorStrength } from '@scenario-lab/contracts/record-figures';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const refers = (name: string, column: string, to: string) =>
  `ALTER TABLE "badge" ADD CONSTRAINT "${name}" FOREIGN KEY ("${column}") REFERENCES "${to}"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`;

const usersOf = (whose: string) =>
  `(SELECT count(DISTINCT u.organisation_id) FROM data_use u JOIN dataset d ON d.id = u.dataset_id
     WHERE ${whose} AND u.organisation_id <> d.owner_id AND u.at > now() - interval '365 days')`;
const examsOf = (whose: string) =>
  `(SELECT count(DISTINCT b.id) FROM benchmark_version b JOIN dataset_version v ON v.id = b.dataset_version_id
     JOIN dataset d ON d.id = v.dataset_id WHERE ${whose} AND b.status = 'open')`;
const estimateOf = (figure: string) =>
  `(SELECT round(((t.met + ${priorStrength} * f.prior_share) / (t.facts + ${priorStrength}))::numeric, 4) FROM record_tally t
     JOIN record_figure f ON f.figure = t.figure WHERE t.figure = '${figure}' AND t.organisation_id = thing AND t.facts > 0)`;
const acceptedBy = (whose: string) =>
  `(SELECT count(*) FROM pilot p JOIN engagement e ON e.id = p.engagement_id WHERE ${whose} AND p.status = 'accepted')`;

/** What every rule counts, in one place for the API and the job alike; null for whoever has no business with it. */
const measures = `CREATE FUNCTION badge_measures(kind text, thing uuid) RETURNS jsonb
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  WITH named AS (
    SELECT s.owner_id AS holder, s.need->'title' AS title, jsonb_build_object(
      'vendors_measured', (SELECT count(DISTINCT r.vendor_id) FROM run r JOIN benchmark_version v ON v.id = r.benchmark_version_id
        JOIN benchmark b ON b.id = v.benchmark_id WHERE b.scenario_id = s.id AND r.split = 'hidden' AND r.status = 'approved'),
      'pilots_accepted', ${acceptedBy('e.scenario_id = s.id')},
      'cases_published', (SELECT count(*) FROM lab_case c WHERE c.scenario_id = s.id AND c.published AND c.outcome = 'accepted')) AS measured
    FROM scenario s WHERE kind = 'scenario' AND s.id = thing AND s.status IN ('published', 'closed', 'archived')
    UNION ALL
    SELECT d.owner_id, coalesce(d.listed, d.card)->'title', jsonb_build_object(
      'listed', (d.status = 'listed')::int, 'rows', latest.rows,
      'columns_described', (SELECT round(avg((c ? 'meaning' OR c ? 'title')::int), 4) FROM jsonb_array_elements(latest.columns) c),
      'rules_broken', (SELECT max(jsonb_array_length(coalesce(p.body->'violations', '[]'))) FROM dataset_profile p
        WHERE p.dataset_version_id = latest.id),
      'exams_open', ${examsOf('d.id = thing')}, 'users', ${usersOf('d.id = thing')})
    FROM dataset d LEFT JOIN LATERAL (SELECT v.id, v.rows, v.columns FROM dataset_version v
      WHERE v.dataset_id = d.id AND v.status = 'ready' ORDER BY v.created_at DESC LIMIT 1) latest ON true
    WHERE kind = 'dataset' AND d.id = thing
    UNION ALL
    SELECT o.id, o.name, jsonb_build_object(
      'datasets_listed', (SELECT count(*) FROM dataset d WHERE d.owner_id = o.id AND d.status = 'listed'),
      'users', ${usersOf('d.owner_id = thing')},
      'requests_overdue', (SELECT count(*) FROM access_request q WHERE q.owner_id = o.id AND q.status IN ('submitted', 'needs_info')
        AND q.created_at < now() - interval '21 days'),
      'certificates_in_force', (SELECT count(*) FROM certificate k WHERE k.vendor_id = o.id AND k.status = 'valid'),
      'certificates_lost', (SELECT count(*) FROM certificate k WHERE k.vendor_id = o.id AND k.status IN ('suspended', 'revoked')
        AND k.status_at > now() - interval '365 days'),
      'pilots_accepted', ${acceptedBy('e.vendor_id = o.id')},
      'field_estimate', ${estimateOf('vendor.field')}, 'kept_estimate', ${estimateOf('vendor.kept')})
    FROM organisation o WHERE kind = 'organisation' AND o.id = thing AND o.verified)
  SELECT jsonb_build_object('holder', jsonb_build_object('id', o.id, 'name', o.name), 'title', n.title, 'measured', n.measured)
  FROM named n JOIN organisation o ON o.id = n.holder
  WHERE n.holder = app_org() OR app_lab_reads() OR session_user = 'lab_score' $$`;

/** Badges, what they rest on, and the lab's answer to whoever holds a signed one. */
export class Badges1796007760017 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [
      `CREATE TABLE "badge" ("id" uuid NOT NULL, "status" text NOT NULL DEFAULT 'new', "number" text, "kind" text NOT NULL, "holder_id" uuid NOT NULL,
         "thing" text NOT NULL, "thing_id" uuid NOT NULL, "title" jsonb NOT NULL, "words" text NOT NULL, "applied_by" uuid NOT NULL,
         "recommended_by" uuid, "granted_by" uuid, "rules" jsonb NOT NULL, "measured_at" TIMESTAMP WITH TIME ZONE, "mend_by" TIMESTAMP WITH TIME ZONE,
         "reason" text, "envelope" text, "digest" text, "key_id" text, "issued_at" TIMESTAMP WITH TIME ZONE, "expires_at" TIMESTAMP WITH TIME ZONE,
         "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "badge_key" PRIMARY KEY ("id"))`,
      'CREATE INDEX "badge_of_thing" ON "badge" ("thing_id", "kind")',
      `CREATE UNIQUE INDEX "badge_once" ON "badge" ("thing_id", "kind") WHERE status IN ('new', 'applied', 'recommended', 'granted', 'valid', 'watch')`,
      'CREATE UNIQUE INDEX "badge_number" ON "badge" ("number")',
      'CREATE INDEX "badge_digest" ON "badge" ("digest")',
      refers('badge_holder', 'holder_id', 'organisation'),
      refers('badge_applicant', 'applied_by', 'person'),
      refers('badge_recommender', 'recommended_by', 'person'),
      refers('badge_granter', 'granted_by', 'person'),
      'ALTER TABLE badge ENABLE ROW LEVEL SECURITY',
      'REVOKE ALL ON badge FROM lab_api, lab_score, lab_execute, lab_public',
      `GRANT SELECT, INSERT (id, kind, holder_id, thing, thing_id, title, words, applied_by, rules, measured_at),
         UPDATE (status, recommended_by, granted_by, reason, rules, measured_at) ON badge TO lab_api`,
      `GRANT SELECT (id, status, number, kind, holder_id, thing, thing_id, title, rules, measured_at, mend_by, reason, envelope, digest, key_id,
         issued_at, expires_at, created_at) ON badge TO lab_public`,
      'GRANT SELECT, UPDATE ON badge TO lab_score',
      measures,
      'REVOKE ALL ON FUNCTION badge_measures(text, uuid) FROM PUBLIC',
      'GRANT EXECUTE ON FUNCTION badge_measures(text, uuid) TO lab_api, lab_score',
      // Whoever holds a signed file asks by what was signed; the answer tells no more than the register does.
      `CREATE FUNCTION badge_known(digest text) RETURNS TABLE (number text, status text) LANGUAGE sql STABLE SECURITY DEFINER
         SET search_path = public AS $$ SELECT b.number, b.status FROM badge b WHERE b.digest = $1 AND b.number IS NOT NULL LIMIT 1 $$`,
      'GRANT EXECUTE ON FUNCTION badge_known(text) TO lab_public, lab_api',
    ])
      await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('what was signed is not forgotten');
  }
}
