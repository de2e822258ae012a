import type { Thing } from '@scenario-lab/contracts/lab';

/**
 * What a notice says of a thing, one SELECT each, `$1` its id: `root` (whose parties are concerned), `page` (what its
 * page is addressed by), `title` as all of its parties may know it.
 */
const card = (thing: 'solution' | 'algorithm' | 'dataset') =>
  `SELECT t.id AS root, t.id::text AS page, t.card->'title' AS title FROM ${thing} t WHERE t.id = $1`;
const shown = (card: string) => `coalesce(${card}.listed, ${card}.card)->'title'`;

export const noticeSubjects: Readonly<Record<Thing, string>> = {
  organisation:
    'SELECT t.id AS root, t.id::text AS page, t.name AS title FROM organisation t WHERE t.id = $1',
  solution: card('solution'),
  algorithm: card('algorithm'),
  algorithm_version: `SELECT a.id AS root, a.id::text AS page, a.card->'title' AS title
    FROM algorithm_version t JOIN algorithm a ON a.id = t.algorithm_id WHERE t.id = $1`,
  dataset: card('dataset'),
  // Read by those who hold a grant, too.
  dataset_version: `SELECT d.id AS root, d.id::text AS page, ${shown('d')} AS title
    FROM dataset_version t JOIN dataset d ON d.id = t.dataset_id WHERE t.id = $1`,
  scenario: `SELECT t.id AS root, t.id::text AS page, t.need->'title' AS title FROM scenario t WHERE t.id = $1`,
  access_request: `SELECT t.id AS root, t.id::text AS page, ${shown('d')} AS title
    FROM access_request t JOIN dataset d ON d.id = t.dataset_id WHERE t.id = $1`,
  grant: `SELECT t.id AS root, t.id::text AS page, ${shown('d')} AS title
    FROM access_grant t JOIN dataset d ON d.id = t.dataset_id WHERE t.id = $1`,
  benchmark_version: `SELECT b.id AS root, b.id::text AS page, b.title
    FROM benchmark_version t JOIN benchmark b ON b.id = t.benchmark_id WHERE t.id = $1`,
  engagement: `SELECT t.id AS root, t.id::text AS page, s.need->'title' AS title
    FROM engagement t JOIN scenario s ON s.id = t.scenario_id WHERE t.id = $1`,
  run: `SELECT t.id AS root, t.id::text AS page, ${shown('a')} AS title FROM run t
    JOIN algorithm_version v ON v.id = t.algorithm_version_id JOIN algorithm a ON a.id = v.algorithm_id WHERE t.id = $1`,
  certificate: `SELECT t.run_id AS root, t.number AS page, jsonb_build_object('zh', t.number, 'en', t.number) AS title
    FROM certificate t WHERE t.id = $1`,
  pilot: `SELECT e.id AS root, t.id::text AS page, s.need->'title' AS title FROM pilot t
    JOIN engagement e ON e.id = t.engagement_id JOIN scenario s ON s.id = e.scenario_id WHERE t.id = $1`,
  // Its parties are those of the engagement its pilot came from.
  case: `SELECT w.engagement_id AS root, t.id::text AS page, t.title FROM lab_case t
    JOIN pilot w ON w.id = t.pilot_id WHERE t.id = $1`,
  edition: 'SELECT t.id AS root, t.id::text AS page, t.title FROM edition t WHERE t.id = $1',
  call: `SELECT t.id AS root, t.id::text AS page, t.terms->'title' AS title FROM open_call t WHERE t.id = $1`,
  // Its title is the grantee's own; the data's owner reads it as well.
  data_job: `SELECT t.id AS root, t.id::text AS page, jsonb_build_object('zh', t.title, 'en', t.title) AS title
    FROM data_job t WHERE t.id = $1`,
  catalogue_source: `SELECT t.id AS root, t.id::text AS page, jsonb_build_object('zh', t.name) AS title FROM catalogue_source t
    WHERE t.id = $1`,
  data_request: 'SELECT t.id AS root, t.id::text AS page, t.title FROM data_request t WHERE t.id = $1',
  joint_need: 'SELECT t.id AS root, t.id::text AS page, t.title FROM joint_need t WHERE t.id = $1',
  ticket: 'SELECT t.id AS root, t.id::text AS page, t.title FROM ticket t WHERE t.id = $1',
  camp: 'SELECT t.id AS root, t.id::text AS page, t.title FROM camp t WHERE t.id = $1',
  trainee:
    'SELECT t.id AS root, t.camp_id::text AS page, c.title FROM trainee t JOIN camp c ON c.id = t.camp_id WHERE t.id = $1',
  // Its page is the need's list of meetings.
  meeting_seat: `SELECT t.id AS root, s.id::text AS page, s.need->'title' AS title FROM meeting_seat t
    JOIN meeting g ON g.id = t.meeting_id JOIN scenario s ON s.id = g.scenario_id WHERE t.id = $1`,
  badge: 'SELECT t.id AS root, t.id::text AS page, t.title FROM badge t WHERE t.id = $1',
  replication: `SELECT t.id AS root, t.id::text AS page, coalesce(c.title, f.content->'case.json'->'title') AS title
    FROM replication t LEFT JOIN lab_case c ON c.id = t.case_id LEFT JOIN foreign_pack f ON f.id = t.foreign_pack_id
    WHERE t.id = $1`,
};
