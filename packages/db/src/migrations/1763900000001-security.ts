import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Roles, grants, row-level security, notices. Processes connect as one of four roles, none of which owns a
 * table: `lab_public` sees what is published, `lab_api` what the party rows of the actor's organisation say,
 * `lab_execute` what running programs needs and no truth, `lab_score` everything.
 */
export class Security1763900000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [
      ...roles,
      functions,
      ...protections(),
      ...views,
      ...compared,
      ...grants,
      ...search,
      notices,
    ]) {
      await runner.query(statement);
    }
  }
  async down(): Promise<void> {
    throw new Error('security is not taken back');
  }
}

const roleNames = ['lab_public', 'lab_api', 'lab_execute', 'lab_score'];
const roles = roleNames.map(
  (role) => `DO $$ BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '${role}') THEN CREATE ROLE ${role} LOGIN; END IF;
  EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`,
);

const functions = `
CREATE FUNCTION app_org() RETURNS uuid LANGUAGE sql STABLE AS
  $$ SELECT nullif(current_setting('app.organisation', true), '')::uuid $$;
CREATE FUNCTION app_person() RETURNS uuid LANGUAGE sql STABLE AS
  $$ SELECT nullif(current_setting('app.person', true), '')::uuid $$;
CREATE FUNCTION app_lab() RETURNS boolean LANGUAGE sql STABLE AS
  $$ SELECT coalesce(current_setting('app.lab', true), '') = 'yes' $$;
CREATE FUNCTION app_lab_reads() RETURNS boolean LANGUAGE sql STABLE AS
  $$ SELECT coalesce(current_setting('app.lab', true), '') IN ('yes', 'read') $$;
-- These look past row-level security on purpose and answer one narrow question each.
CREATE FUNCTION party_exists(thing uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
  $$ SELECT EXISTS (SELECT 1 FROM party WHERE thing_id = $1) $$;
CREATE FUNCTION app_owns(thing uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
  $$ SELECT EXISTS (SELECT 1 FROM party WHERE thing_id = $1 AND organisation_id = app_org() AND "right" = 'own') $$;
CREATE FUNCTION person_name(person uuid) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
  $$ SELECT name FROM person WHERE id = $1 $$;
CREATE FUNCTION looks_charged(grp uuid, digest text) RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
  $$ SELECT count(*) FROM look WHERE control_group = $1 AND hidden_digest = $2 AND charged $$;
CREATE FUNCTION site_token_of(hash text) RETURNS SETOF site_token LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
  $$ SELECT * FROM site_token WHERE token_hash = $1 AND revoked_at IS NULL $$;
-- The grant an organisation computes under, kept from being revoked until the transaction ends; it may not change it.
CREATE FUNCTION hold_grant(dataset uuid, organisation uuid) RETURNS uuid LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public AS
  $$ SELECT id FROM access_grant WHERE dataset_id = $1 AND organisation_id = $2 AND ($2 = app_org() OR app_lab())
     AND status = 'active' AND expires >= current_date ORDER BY expires DESC LIMIT 1 FOR SHARE $$;
-- The third argument: a run whose own report or certificate is being made and which is not counted among the others.
CREATE FUNCTION unpublished_runs(algorithm uuid, version uuid, besides uuid DEFAULT NULL) RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
  $$ SELECT count(*) FROM run r JOIN algorithm_version v ON v.id = r.algorithm_version_id
     WHERE v.algorithm_id = $1 AND r.benchmark_version_id = $2 AND r.split = 'hidden'
       AND r.status <> 'cancelled' AND r.id IS DISTINCT FROM $3 AND NOT EXISTS (SELECT 1 FROM certificate c WHERE c.run_id = r.id)
       AND NOT EXISTS (SELECT 1 FROM report p WHERE p.run_id = r.id AND p.published) $$;
-- Whether an exam made of these data is being prepared or open: their owner is told so much of other organisations' drafts.
CREATE FUNCTION version_in_use(version uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
  $$ SELECT EXISTS (SELECT 1 FROM benchmark_version WHERE dataset_version_id = $1 AND status IN ('sealing', 'baseline', 'open')) $$;
CREATE FUNCTION thing_is_public(kind text, thing uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
  $$ SELECT CASE $1
       WHEN 'solution' THEN EXISTS (SELECT 1 FROM solution WHERE id = $2 AND listed IS NOT NULL AND status <> 'delisted')
       WHEN 'algorithm' THEN EXISTS (SELECT 1 FROM algorithm WHERE id = $2 AND listed IS NOT NULL AND status <> 'delisted')
       WHEN 'dataset' THEN EXISTS (SELECT 1 FROM dataset WHERE id = $2 AND listed IS NOT NULL AND status <> 'delisted')
       WHEN 'scenario' THEN EXISTS (SELECT 1 FROM scenario WHERE id = $2 AND status IN ('published', 'closed', 'archived'))
       WHEN 'benchmark_version' THEN EXISTS (SELECT 1 FROM benchmark_version WHERE id = $2 AND status IN ('open', 'closed', 'retired'))
       WHEN 'certificate' THEN true
       -- The history of a case without names would tell them.
       WHEN 'case' THEN EXISTS (SELECT 1 FROM lab_case WHERE id = $2 AND published AND NOT anonymous)
       ELSE false END $$;
-- What has no party rows of its own is seen by the parties of what it belongs to.
CREATE FUNCTION seen_by_parent(kind text, thing uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
  $$ SELECT EXISTS (SELECT 1 FROM party WHERE organisation_id = app_org() AND thing_id = CASE $1
       WHEN 'algorithm_version' THEN (SELECT algorithm_id FROM algorithm_version WHERE id = $2)
       WHEN 'dataset_version' THEN (SELECT dataset_id FROM dataset_version WHERE id = $2)
       WHEN 'benchmark_version' THEN (SELECT benchmark_id FROM benchmark_version WHERE id = $2)
       WHEN 'certificate' THEN (SELECT run_id FROM certificate WHERE id = $2)
       WHEN 'pilot' THEN (SELECT engagement_id FROM pilot WHERE id = $2)
       WHEN 'case' THEN (SELECT p.engagement_id FROM lab_case c JOIN pilot p ON p.id = c.pilot_id WHERE c.id = $2) END) $$;
-- Where a queued run stands among all of them, in the order claims are made (turns of vendors, then age), and what
-- its start depends on: the slots of live workers, how many are taken, how long the last executions lasted.
CREATE FUNCTION queue_place(queued uuid) RETURNS TABLE (place bigint, slots bigint, busy bigint, seconds double precision)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
  $$ WITH waiting AS (
       SELECT r.id, r.submitted_at, t.last_started_at,
         row_number() OVER (PARTITION BY r.vendor_id ORDER BY r.submitted_at, r.id) AS turn
       FROM run r LEFT JOIN vendor_turn t ON t.vendor_id = r.vendor_id WHERE r.status = 'queued'),
     placed AS (
       SELECT id, row_number() OVER (ORDER BY turn, last_started_at NULLS FIRST, submitted_at, id) AS place FROM waiting)
     SELECT p.place, w.slots, w.busy,
       (SELECT avg(extract(epoch FROM x.ended_at - x.started_at))::double precision
        FROM unnest(ARRAY['finished', 'in_review', 'approved', 'algorithm_fault']) AS ended (status),
          LATERAL (SELECT id FROM run WHERE run.status = ended.status ORDER BY submitted_at DESC LIMIT 20) AS latest
          JOIN attempt x ON x.run_id = latest.id AND x.phase = 'execute' AND x.ended_at IS NOT NULL)
     FROM placed p,
       (SELECT coalesce(sum(slots), 0) AS slots, coalesce(sum(busy), 0) AS busy FROM worker_state
        WHERE sandbox = 'available' AND seen_at > now() - interval '60 seconds'
          AND NOT EXISTS (SELECT 1 FROM setting WHERE key = 'queue.paused' AND value = 'true'::jsonb)) AS w
     WHERE p.id = $1 $$;
-- Numbers of the showcase; of what is private only how many there are.
CREATE FUNCTION showcase_counts() RETURNS TABLE (what text, status text, number bigint) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
  $$ SELECT 'run', NULL, count(*) FROM run WHERE status <> 'new'
     UNION ALL SELECT 'pilot', NULL, count(*) FROM pilot WHERE status <> 'new'
     UNION ALL SELECT 'replication', NULL, count(*) FROM replication WHERE status <> 'new'
     UNION ALL SELECT 'engagement', e.status, count(*) FROM engagement e WHERE e.status <> 'new' GROUP BY e.status $$;
`;

const reads = (key: string) => `${key} IN (SELECT thing_id FROM party WHERE organisation_id = app_org())`;
const acts = (key: string) =>
  `${key} IN (SELECT thing_id FROM party WHERE organisation_id = app_org() AND "right" IN ('own', 'act'))`;

/** A table whose rows belong to the parties of `key`; `open` says which rows everybody sees. */
function protect(table: string, key: string, open = 'false', see = reads(key)): string[] {
  return [
    `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
    `CREATE POLICY seen ON ${table} FOR SELECT TO lab_api USING (app_lab_reads() OR (${open}) OR ${see})`,
    `CREATE POLICY added ON ${table} FOR INSERT TO lab_api WITH CHECK (app_lab() OR ${acts(key)})`,
    `CREATE POLICY changed ON ${table} FOR UPDATE TO lab_api USING (app_lab() OR ${acts(key)})`,
    `CREATE POLICY removed ON ${table} FOR DELETE TO lab_api USING (app_lab() OR ${acts(key)})`,
    `CREATE POLICY public ON ${table} FOR SELECT TO lab_public USING (${open})`,
    `CREATE POLICY system ON ${table} TO lab_execute, lab_score USING (true) WITH CHECK (true)`,
  ];
}

const cardOpen = "listed IS NOT NULL AND status <> 'delisted'";
const needOpen = "status IN ('published', 'closed', 'archived')";
const ownsData = 'dataset_id IN (SELECT id FROM dataset WHERE owner_id = app_org())';
const profileOpen = `(edition = 'open' AND EXISTS (SELECT 1 FROM dataset_version v JOIN dataset d ON d.id = v.dataset_id
   WHERE v.id = dataset_version_id AND (counts <> 'all_rows' OR d.access_mode <> 'sandbox_only')))`;
const oversees = `run_id IN (SELECT thing_id FROM party WHERE organisation_id = app_org() AND "right" = 'oversee')`;

function protections(): string[] {
  return [
    ...protect('solution', 'id', cardOpen),
    ...protect('algorithm', 'id', cardOpen),
    ...protect('algorithm_version', 'algorithm_id'),
    ...protect('dataset', 'id', cardOpen),
    ...protect('dataset_version', 'dataset_id', `dataset_id IN (SELECT id FROM dataset WHERE ${cardOpen})`),
    // The whole profile is its owner's and the lab's; what was counted over all rows is told of data that may be read.
    'ALTER TABLE dataset_profile ENABLE ROW LEVEL SECURITY',
    `CREATE POLICY seen ON dataset_profile FOR SELECT TO lab_api USING (app_lab_reads() OR ${profileOpen}
       OR dataset_version_id IN (SELECT v.id FROM dataset_version v WHERE v.${ownsData}))`,
    `CREATE POLICY public ON dataset_profile FOR SELECT TO lab_public USING (${profileOpen})`,
    `CREATE POLICY written ON dataset_profile FOR INSERT TO lab_execute WITH CHECK (true)`,
    `CREATE POLICY seen_open ON dataset_profile FOR SELECT TO lab_execute USING (edition = 'open')`,
    `CREATE POLICY renewed ON dataset_profile FOR UPDATE TO lab_execute USING (edition = 'open')`,
    `CREATE POLICY system ON dataset_profile TO lab_score USING (true) WITH CHECK (true)`,
    ...protect('scenario', 'id', needOpen),
    ...protect('access_request', 'id'),
    ...protect('access_grant', 'id'),
    // A grant comes from the data's owner; whoever asks cannot write one for itself.
    'DROP POLICY added ON access_grant',
    'DROP POLICY changed ON access_grant',
    `CREATE POLICY added ON access_grant FOR INSERT TO lab_api WITH CHECK (app_lab() OR ${ownsData})`,
    `CREATE POLICY changed ON access_grant FOR UPDATE TO lab_api USING (app_lab() OR ${ownsData})`,
    ...protect(
      'benchmark',
      'id',
      "EXISTS (SELECT 1 FROM benchmark_version v WHERE v.benchmark_id = benchmark.id AND v.status IN ('open', 'closed', 'retired'))",
    ),
    ...protect('benchmark_version', 'benchmark_id', "status IN ('open', 'closed', 'retired')"),
    ...protect('run', 'id'),
    ...protect('attempt', 'run_id'),
    ...protect('look', 'run_id'),
    ...protect('review', 'run_id'),
    ...protect('result', 'run_id', 'false', `(edition = 'vendor' AND ${reads('run_id')}) OR ${oversees}`),
    ...protect('run_log', 'run_id', 'false', `(for_vendor AND ${reads('run_id')}) OR ${oversees}`),
    ...protect(
      'report',
      'run_id',
      "published AND edition = 'vendor'",
      `(edition = 'vendor' AND ${reads('run_id')}) OR ${oversees}`,
    ),
    // Its vendor may publish its own edition, and no other.
    'DROP POLICY changed ON report',
    `CREATE POLICY changed ON report FOR UPDATE TO lab_api USING (edition = 'vendor' AND (app_lab() OR ${acts('run_id')}))`,
    ...protect('certificate', 'run_id', "status <> 'new'"),
    // A vendor owns its run and not what the lab says of its certificate.
    'DROP POLICY changed ON certificate',
    'CREATE POLICY changed ON certificate FOR UPDATE TO lab_api USING (app_lab())',
    ...protect('engagement', 'id'),
    ...protect('message', 'engagement_id'),
    ...protect('pilot', 'engagement_id'),
    // A case is seen and written by the parties of the engagement its pilot came from.
    ...protect(
      'lab_case',
      '(SELECT p.engagement_id FROM pilot p WHERE p.id = lab_case.pilot_id)',
      'published',
    ),
    ...protect('replication', 'id'),
    // Children of a pilot follow whoever sees the pilot itself.
    ...['kpi', 'observation'].flatMap((table) => [
      `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
      `CREATE POLICY seen ON ${table} FOR SELECT TO lab_api USING (pilot_id IN (SELECT id FROM pilot))`,
      `CREATE POLICY added ON ${table} FOR INSERT TO lab_api WITH CHECK (pilot_id IN (SELECT id FROM pilot WHERE app_lab() OR ${acts('engagement_id')}))`,
      `CREATE POLICY changed ON ${table} FOR UPDATE TO lab_api USING (pilot_id IN (SELECT id FROM pilot WHERE app_lab() OR ${acts('engagement_id')}))`,
      `CREATE POLICY system ON ${table} TO lab_score USING (true) WITH CHECK (true)`,
    ]),
    // A plan is written anew before its first day.
    `CREATE POLICY removed ON kpi FOR DELETE TO lab_api USING (pilot_id IN (SELECT id FROM pilot WHERE status = 'planned' AND (app_lab() OR ${acts('engagement_id')})))`,
    'ALTER TABLE site_token ENABLE ROW LEVEL SECURITY',
    'CREATE POLICY own ON site_token TO lab_api USING (organisation_id = app_org() OR app_lab_reads()) WITH CHECK (organisation_id = app_org())',
    'CREATE POLICY system ON site_token TO lab_score USING (true) WITH CHECK (true)',
    'ALTER TABLE idempotency_key ENABLE ROW LEVEL SECURITY',
    'CREATE POLICY own ON idempotency_key TO lab_api USING (person_id = app_person() AND organisation_id = app_org()) WITH CHECK (person_id = app_person() AND organisation_id = app_org())',
    'CREATE POLICY system ON idempotency_key TO lab_score USING (true)',
    'ALTER TABLE upload ENABLE ROW LEVEL SECURITY',
    'CREATE POLICY own ON upload TO lab_api USING (organisation_id = app_org()) WITH CHECK (organisation_id = app_org())',
    'CREATE POLICY system ON upload TO lab_execute, lab_score USING (true) WITH CHECK (true)',
    ...['wallet', 'wallet_entry'].flatMap((table) => [
      `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
      `CREATE POLICY own ON ${table} TO lab_api USING (organisation_id = app_org() OR app_lab_reads()) WITH CHECK (organisation_id = app_org() OR app_lab())`,
      `CREATE POLICY opened ON ${table} FOR INSERT TO lab_api WITH CHECK (app_person() IS NULL)`,
      `CREATE POLICY system ON ${table} TO lab_execute, lab_score USING (true) WITH CHECK (true)`,
    ]),
    // Before anybody is known (signing in, registering) no person is set; afterwards one sees oneself and one's own organisation.
    'ALTER TABLE person ENABLE ROW LEVEL SECURITY',
    `CREATE POLICY seen ON person TO lab_api USING (
       app_person() IS NULL OR id = app_person() OR app_lab_reads()
       OR id IN (SELECT person_id FROM membership WHERE organisation_id = app_org())) WITH CHECK (true)`,
    'CREATE POLICY system ON person TO lab_score USING (true)',
    // The history: readable with its thing, written once.
    'ALTER TABLE event ENABLE ROW LEVEL SECURITY',
    `CREATE POLICY seen ON event FOR SELECT TO lab_api USING (app_lab_reads() OR ${reads('thing_id')} OR seen_by_parent(thing, thing_id) OR thing_is_public(thing, thing_id))`,
    'CREATE POLICY seen_public ON event FOR SELECT TO lab_public USING (thing_is_public(thing, thing_id))',
    'CREATE POLICY added ON event FOR INSERT TO lab_api, lab_execute, lab_score WITH CHECK (true)',
    'CREATE POLICY system ON event FOR SELECT TO lab_execute, lab_score USING (true)',
    'ALTER TABLE remark ENABLE ROW LEVEL SECURITY',
    `CREATE POLICY seen ON remark FOR SELECT TO lab_api USING (app_lab_reads() OR EXISTS (
       SELECT 1 FROM event e WHERE e.id = event_id AND (${reads('e.thing_id')} OR seen_by_parent(e.thing, e.thing_id))))`,
    'CREATE POLICY added ON remark FOR INSERT TO lab_api, lab_execute, lab_score WITH CHECK (true)',
    'CREATE POLICY system ON remark FOR SELECT TO lab_score USING (true)',
    'ALTER TABLE party ENABLE ROW LEVEL SECURITY',
    'CREATE POLICY seen ON party FOR SELECT TO lab_api USING (organisation_id = app_org() OR app_lab_reads())',
    'CREATE POLICY added ON party FOR INSERT TO lab_api WITH CHECK (app_lab() OR app_owns(thing_id) OR NOT party_exists(thing_id))',
    'CREATE POLICY system ON party TO lab_execute, lab_score USING (true) WITH CHECK (true)',
  ];
}

/*
 * What is known to everybody although the tables behind it are not: an approved result that its vendor or a
 * certificate has published, in the rounded edition; how often a version was tried; which data it is made of.
 */
const views = [
  `CREATE VIEW published_result WITH (security_barrier) AS
     SELECT r.id AS run_id, r.number, r.verdict, r.vendor_id, r.benchmark_version_id, r.ended_at,
       v.algorithm_id, r.algorithm_version_id, v.label, a.solution_id, x.body,
       c.number AS certificate, c.status AS certificate_status, c.demonstration,
       (SELECT q.report_id FROM report q WHERE q.run_id = r.id AND q.edition = 'vendor' AND q.published) AS report_id,
       -- Two significant figures, as on the report's public edition.
       CASE WHEN (r.resources->>'cpuSeconds')::numeric > 0 THEN round((r.resources->>'cpuSeconds')::numeric,
         1 - floor(log((r.resources->>'cpuSeconds')::numeric))::int) ELSE 0 END AS cpu_seconds
     FROM run r JOIN algorithm_version v ON v.id = r.algorithm_version_id JOIN algorithm a ON a.id = v.algorithm_id
       LEFT JOIN certificate c ON c.run_id = r.id AND c.status <> 'new'
       LEFT JOIN result x ON x.run_id = r.id AND x.edition = 'vendor'
     WHERE r.split = 'hidden' AND r.status = 'approved'
       AND (c.id IS NOT NULL OR EXISTS (SELECT 1 FROM report p WHERE p.run_id = r.id AND p.published))`,
  // What a certificate claims it names, be its algorithm listed or not.
  `CREATE VIEW public_certificate WITH (security_barrier) AS
     SELECT c.id, c.number, c.status, c.run_id, c.vendor_id, c.report_id, c.key_id, c.demonstration, c.prior_access, c.face,
       c.issued_at, c.expires_at, c.status_at, c.reason, a.id AS algorithm_id, a.solution_id,
       coalesce(a.listed, a.card)->'title' AS algorithm_title, v.id AS algorithm_version_id, v.label, v.sha256 AS artifact,
       b.id AS benchmark_id, b.title AS benchmark_title, w.id AS benchmark_version_id, w.number AS benchmark_number,
       w.digest AS benchmark_digest,
       s.id AS scenario_id, s.need->'title' AS scenario_title, unpublished_runs(a.id, w.id)::int AS unpublished_runs
     FROM certificate c JOIN algorithm_version v ON v.id = c.algorithm_version_id JOIN algorithm a ON a.id = v.algorithm_id
       JOIN benchmark_version w ON w.id = c.benchmark_version_id JOIN benchmark b ON b.id = w.benchmark_id
       LEFT JOIN scenario s ON s.id = b.scenario_id AND s.status IN ('published', 'closed', 'archived')
     WHERE c.status <> 'new'`,
  // An engagement keeps the names of its need and its solution when either leaves the catalogue.
  `CREATE VIEW engagement_face WITH (security_barrier) AS
     SELECT e.id AS engagement_id, s.id AS scenario_id, s.need->'title' AS scenario_title, s.field, s.region,
       n.id AS solution_id, coalesce(n.listed, n.card)->'title' AS solution_title
     FROM engagement e JOIN scenario s ON s.id = e.scenario_id JOIN solution n ON n.id = e.solution_id
     WHERE app_lab_reads() OR ${reads('e.id')}`,
  `CREATE VIEW replication_count WITH (security_barrier) AS
     SELECT case_id, count(*)::int AS replications FROM replication WHERE status NOT IN ('new', 'declined', 'withdrawn')
     GROUP BY case_id`,
  // What a listed algorithm asks of its inputs, by its newest version that may run; the version itself stays its owner's.
  `CREATE VIEW listed_socket WITH (security_barrier) AS
     SELECT DISTINCT ON (a.id) a.id AS algorithm_id, a.solution_id, v.sockets
     FROM algorithm a JOIN algorithm_version v ON v.algorithm_id = a.id AND v.status = 'ready'
     WHERE a.solution_id IS NOT NULL AND a.listed IS NOT NULL AND a.status <> 'delisted' ORDER BY a.id, v.id DESC`,
  `CREATE VIEW run_count WITH (security_barrier) AS
     SELECT benchmark_version_id, count(*) AS runs FROM run WHERE status <> 'cancelled' GROUP BY benchmark_version_id`,
  `CREATE VIEW benchmark_data WITH (security_barrier) AS
     SELECT v.id AS benchmark_version_id, d.id AS dataset_id, d.owner_id, coalesce(d.listed, d.card)->'title' AS title,
       d.access_mode, w.rows
     FROM benchmark_version v JOIN dataset_version w ON w.id = v.dataset_version_id JOIN dataset d ON d.id = w.dataset_id
     WHERE v.status IN ('open', 'closed', 'retired') OR app_lab_reads() OR ${reads('v.benchmark_id')}`,
];

/** A pair is known to whoever may know both: by a party's right, or because both are published. */
const knows = (id: string, party: string) =>
  `(${party}${id} = benchmark_version_id OR ${id} IN (SELECT run_id FROM published_result))`;
const compared = [
  'ALTER TABLE comparison ENABLE ROW LEVEL SECURITY',
  `CREATE POLICY seen ON comparison FOR SELECT TO lab_api USING (app_lab_reads()
     OR (${knows('run_id', `${reads('run_id')} OR `)} AND ${knows('other_id', `${reads('other_id')} OR `)}))`,
  `CREATE POLICY public ON comparison FOR SELECT TO lab_public USING (${knows('run_id', '')} AND ${knows('other_id', '')})`,
  'CREATE POLICY system ON comparison TO lab_score USING (true) WITH CHECK (true)',
];

const grants = [
  'REVOKE ALL ON SCHEMA public FROM PUBLIC',
  'GRANT USAGE ON SCHEMA public TO lab_public, lab_api, lab_execute, lab_score',
  // Everything to score, everything but the truth and the keys' making to the API.
  'GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO lab_api, lab_score',
  'REVOKE ALL ON truth, migration FROM lab_api',
  'REVOKE INSERT, UPDATE, DELETE ON pack, dataset_profile, result, comparison, run_log, report, certificate, lab_key, attempt, vendor_turn, worker_state FROM lab_api',
  'GRANT UPDATE (status, status_at, reason) ON certificate TO lab_api',
  'GRANT UPDATE (published) ON report TO lab_api',
  'REVOKE UPDATE, DELETE ON event, remark FROM lab_api, lab_score',
  'REVOKE DELETE, UPDATE ON delivery FROM lab_api',
  'GRANT SELECT ON party, run, attempt, algorithm, algorithm_version, dataset, dataset_version, benchmark, benchmark_version, pack, setting, worker_state, vendor_turn, organisation, access_grant, event, look, replication TO lab_execute',
  'GRANT INSERT ON event, remark, delivery, attempt, vendor_turn, worker_state, run_log TO lab_execute',
  'GRANT UPDATE ON run, attempt, algorithm_version, dataset_version, vendor_turn, worker_state, run_log TO lab_execute',
  'GRANT SELECT, DELETE ON run_log TO lab_execute',
  // The first profile is written once and not read again; of the one for everybody it sees what it was made of.
  'GRANT INSERT, SELECT (dataset_version_id, edition, table_sha256), UPDATE (counts, body, quality, table_sha256) ON dataset_profile TO lab_execute',
  'GRANT DELETE ON worker_state TO lab_execute',
  // A run that ends where it was executed is settled there, in the same transaction.
  'GRANT SELECT, UPDATE ON wallet TO lab_execute',
  'GRANT INSERT ON wallet_entry TO lab_execute',
  'GRANT UPDATE (charged) ON look TO lab_execute',
  'GRANT SELECT (id, owner_id, status, listed, fields, tokens, updated_at, created_at) ON solution TO lab_public',
  'GRANT SELECT (id, owner_id, solution_id, task, status, listed, fields, tokens, updated_at, created_at) ON algorithm TO lab_public',
  'GRANT SELECT (id, owner_id, status, listed, access_mode, truth_public, fields, tokens, updated_at, created_at) ON dataset TO lab_public',
  'GRANT SELECT ON listed_socket, published_result, public_certificate, run_count, benchmark_data, replication_count TO lab_public',
  'GRANT SELECT ON comparison, dataset_version, dataset_profile, scenario, benchmark, benchmark_version, pack, certificate, lab_key, lab_case, event, setting, worker_state TO lab_public',
  'GRANT SELECT (id, report_id, run_id, edition, key_id, statement, envelope, pdf_zh_sha256, pdf_en_sha256, published, issued_at) ON report TO lab_public',
  'GRANT SELECT (id, name, roles, region, verified, created_at) ON organisation TO lab_public',
];

/*
 * What is searched, and which of its rows everybody sees. Below row-level security an index is asked only by operators
 * that are leakproof, and `@@` is not: these functions look past it, and answer for what the caller may see alone.
 */
const searched = {
  solution: cardOpen,
  algorithm: cardOpen,
  dataset: cardOpen,
  scenario: needOpen,
};
const search = Object.entries(searched).flatMap(([table, open]) => [
  `CREATE INDEX ${table}_search ON ${table} USING gin (to_tsvector('simple', tokens))`,
  `CREATE FUNCTION ${table}_found(words text) RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
  $$ SELECT id FROM ${table} WHERE to_tsvector('simple', tokens) @@ to_tsquery('simple', $1)
     AND (app_lab_reads() OR (${open}) OR ${reads('id')}) $$`,
]);

const notices = `
CREATE FUNCTION tell_event() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  PERFORM pg_notify('lab_event', json_build_object('thing', NEW.thing, 'id', NEW.thing_id, 'event', NEW.event)::text);
  RETURN NULL;
END $$;
CREATE TRIGGER event_told AFTER INSERT ON event FOR EACH ROW EXECUTE FUNCTION tell_event();
CREATE FUNCTION tell_delivery() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  PERFORM pg_notify('lab_delivery', '');
  RETURN NULL;
END $$;
CREATE TRIGGER delivery_told AFTER INSERT ON delivery FOR EACH STATEMENT EXECUTE FUNCTION tell_delivery();
`;
