import type { DeskShelfKey } from '@scenario-lab/contracts/desks';
import { engagementMachine } from '@scenario-lab/contracts/engagements/engagement.machine';
import type { Action } from '@scenario-lab/domain/policies';

/** Rows of a shelf: `key, thing, id, page, title, state, detail, since, due_at`. The code's own SQL, never input. */
export interface DeskSource {
  sql: string;
  /** The deed whose promised days make the due date, where the row has none of its own. */
  promised?: Action;
  newestFirst?: boolean;
}

const live = engagementMachine.live.map((status) => `'${status}'`).join(', ');
/** An engagement that nothing has happened to for so long stands still. */
const stillDays = 14;
/** What went uncharged longer ago than this is history. */
const looksDays = 90;

const lastOf = (thing: string, id: string, born: string) =>
  `coalesce((SELECT max(h.at) FROM event h WHERE h.thing = '${thing}' AND h.thing_id = ${id}), ${born})`;
const engagementTitle = `jsonb_build_object(
  'zh', concat_ws(' × ', coalesce(f.scenario_title->>'zh', f.scenario_title->>'en'), coalesce(f.solution_title->>'zh', f.solution_title->>'en')),
  'en', concat_ws(' × ', coalesce(f.scenario_title->>'en', f.scenario_title->>'zh'), coalesce(f.solution_title->>'en', f.solution_title->>'zh')))`;
const engagements = 'engagement e JOIN engagement_face f ON f.engagement_id = e.id';
const plain = (text: string) => `jsonb_build_object('zh', ${text}, 'en', ${text})`;
const nothing = 'NULL::timestamptz AS due_at';

export const deskSources: Readonly<Record<DeskShelfKey, DeskSource>> = {
  needs_unmatched: {
    sql: `SELECT s.id::text AS key, 'scenario' AS thing, s.id, s.id::text AS page, s.need->'title' AS title, s.status AS state,
        NULL AS detail, ${lastOf('scenario', 's.id', 's.updated_at')} AS since,
        (s.need->>'deadline')::date::timestamptz AS due_at
      FROM scenario s WHERE s.status = 'published'
        AND NOT EXISTS (SELECT 1 FROM engagement e WHERE e.scenario_id = s.id AND e.status IN (${live}))`,
  },
  // Pairs the lab itself brought together; the first event of each says who did.
  pairs_proposed: {
    sql: `SELECT e.id::text AS key, 'engagement' AS thing, e.id, e.id::text AS page, ${engagementTitle} AS title,
        e.status AS state, e.end_reason AS detail, h.at AS since, ${nothing}
      FROM ${engagements} JOIN LATERAL (SELECT v.at, v.organisation_id FROM event v WHERE v.thing = 'engagement'
        AND v.thing_id = e.id ORDER BY v.seq LIMIT 1) h ON h.organisation_id = app_org()`,
    newestFirst: true,
  },
  standing_still: {
    sql: `SELECT * FROM (SELECT e.id::text AS key, 'engagement' AS thing, e.id, e.id::text AS page, ${engagementTitle} AS title,
        e.status AS state, NULL AS detail, greatest(${lastOf('engagement', 'e.id', 'e.created_at')},
          (SELECT max(m.at) FROM message m WHERE m.engagement_id = e.id)) AS since, ${nothing}
      FROM ${engagements} WHERE e.status IN (${live})) still WHERE since < now() - interval '${stillDays} days'`,
  },
  to_review: {
    sql: `SELECT r.id::text AS key, 'run' AS thing, r.id, r.id::text AS page, coalesce(a.listed, a.card)->'title' AS title,
        r.status AS state, '#' || r.number AS detail, ${lastOf('run', 'r.id', 'r.submitted_at')} AS since, ${nothing}
      FROM run r JOIN algorithm_version v ON v.id = r.algorithm_version_id JOIN algorithm a ON a.id = v.algorithm_id
      WHERE r.status = 'in_review' AND r.vendor_id <> app_org()`,
    promised: 'review.approve',
  },
  uncharged_looks: {
    sql: `SELECT r.id::text AS key, 'run' AS thing, r.id, r.id::text AS page, coalesce(a.listed, a.card)->'title' AS title,
        k.cause AS state, '#' || r.number AS detail, coalesce(r.ended_at, r.submitted_at) AS since, ${nothing}
      FROM look k JOIN run r ON r.id = k.run_id JOIN algorithm_version v ON v.id = r.algorithm_version_id
        JOIN algorithm a ON a.id = v.algorithm_id
      WHERE k.cause IS NOT NULL AND k.excused_at IS NULL
        AND coalesce(r.ended_at, r.submitted_at) > now() - interval '${looksDays} days'`,
    newestFirst: true,
  },
  on_watch: {
    sql: `SELECT c.id::text AS key, 'certificate' AS thing, c.id, c.number AS page, ${plain('c.number')} AS title,
        c.status AS state, c.reason AS detail, c.status_at AS since, ${nothing}
      FROM certificate c WHERE c.status = 'watch'`,
    promised: 'certificate.clear',
  },
  // A draft whose sealing was refused for what tells the target: its owner mends it or says why it is none.
  leaks: {
    sql: `SELECT t.id::text AS key, 'benchmark_version' AS thing, t.id, b.id::text AS page, b.title, p.code AS state,
        p.place AS detail, ${lastOf('benchmark_version', 't.id', 't.created_at')} AS since, ${nothing}
      FROM benchmark_version t JOIN benchmark b ON b.id = t.benchmark_id JOIN LATERAL (
        SELECT x->>'code' AS code, x->>'place' AS place FROM jsonb_array_elements(t.problems) x
        WHERE x->>'code' IN ('column_determines_target', 'score_suspicious') LIMIT 1) p ON true
      WHERE t.status = 'draft'`,
  },
  to_verify: {
    sql: `SELECT o.id::text AS key, 'organisation' AS thing, o.id, o.id::text AS page, o.name AS title,
        CASE WHEN o.credit_code IS NULL THEN 'no_code' ELSE 'code_given' END AS state, NULL AS detail,
        o.created_at AS since, ${nothing}
      FROM organisation o WHERE NOT o.verified`,
    promised: 'organisation.verify',
  },
  role_proposals: {
    sql: `SELECT q.person_id::text AS key, NULL AS thing, NULL::uuid AS id, NULL AS page, ${plain('person_name(q.person_id)')} AS title,
        array_to_string(q.roles, ' ') AS state, person_name(q.proposed_by) AS detail, q.at AS since, ${nothing}
      FROM role_proposal q WHERE q.organisation_id = app_org()
      UNION ALL SELECT i.id::text, NULL, NULL, NULL, ${plain('i.email')}, array_to_string(i.roles, ' '),
        person_name(i.invited_by), i.expires_at - interval '7 days', i.expires_at
      FROM invitation i WHERE i.organisation_id = app_org() AND i.consent = 'asked' AND i.accepted_at IS NULL
        AND i.expires_at > now()`,
  },
  jobs_given_up: {
    sql: `SELECT j.job || ':' || j.thing_id AS key, NULL AS thing, j.thing_id AS id, NULL AS page, ${plain('j.job')} AS title,
        j.job AS state, j.detail, j.given_up_at AS since, ${nothing}
      FROM job_try j WHERE j.given_up_at IS NOT NULL`,
  },
  signing_keys: {
    sql: `SELECT y.key_id AS key, NULL AS thing, NULL::uuid AS id, NULL AS page, ${plain('y.key_id')} AS title,
        CASE WHEN y.compromised_since IS NOT NULL THEN 'compromised' WHEN y.valid_until IS NULL THEN 'in_use'
          WHEN y.valid_until > now() THEN 'ending' ELSE 'ended' END AS state,
        NULL AS detail, y.valid_from AS since, y.valid_until AS due_at FROM lab_key y`,
    newestFirst: true,
  },
};
