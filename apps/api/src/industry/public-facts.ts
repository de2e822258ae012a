/** The links of industry chains that a card names; none of a card of before there were any. */
const linksIn = (card: string) =>
  `coalesce((SELECT array_agg(link) FROM jsonb_array_elements_text(
     CASE WHEN jsonb_typeof(${card}->'chainLinks') = 'array' THEN ${card}->'chainLinks' ELSE '[]' END) AS l(link)), '{}')`;

/** Where a need stands, of what everybody may know: an open exam, public results, certificates in force. */
const needs = `SELECT s.id, s.need, s.field, s.region, s.owner_id, s.updated_at AS at, s.budget, s.deadline, ${linksIn('s.need')} AS links,
    s.status = 'published' AND coalesce(s.deadline >= current_date, true) AS open,
    (SELECT b.id FROM benchmark b JOIN benchmark_version v ON v.benchmark_id = b.id WHERE b.scenario_id = s.id AND v.status = 'open'
      ORDER BY v.number DESC, b.id LIMIT 1) AS exam,
    EXISTS (SELECT 1 FROM tried t WHERE t.scenario_id = s.id) AS tested,
    EXISTS (SELECT 1 FROM tried t WHERE t.scenario_id = s.id AND t.certified) AS certified
  FROM scenario s WHERE s.status IN ('published', 'closed')`;
const tried = `SELECT b.scenario_id, bool_or(p.certificate_status IN ('valid', 'watch')) AS certified
  FROM published_result p JOIN benchmark_version v ON v.id = p.benchmark_version_id JOIN benchmark b ON b.id = v.benchmark_id
  WHERE b.scenario_id IS NOT NULL GROUP BY b.scenario_id`;
/**
 * Of a case: what its need and its solution name, where everybody reads them. One without names stands in no chain: where
 * a link has one need or one solution, its place would say whose it is.
 */
const linksOfCase = `CASE WHEN c.anonymous THEN '{}' ELSE ARRAY(
    SELECT unnest(${linksIn('s.need')}) FROM scenario s WHERE s.id = c.scenario_id
    UNION SELECT unnest(${linksIn('n.listed')}) FROM solution n WHERE n.id = c.solution_id AND n.listed IS NOT NULL) END`;
const cases = `SELECT c.id, c.title, c.field, c.region, CASE WHEN c.anonymous THEN NULL ELSE c.department_id END AS owner_id, c.updated_at AS at,
    EXISTS (SELECT 1 FROM adoption_count a WHERE a.case_id = c.id) AS adopted, ${linksOfCase} AS links
  FROM lab_case c WHERE c.published AND c.outcome = 'accepted'`;

const ofNeeds = (figure: string, where: string) =>
  `SELECT '${figure}' AS figure, 'scenario' AS thing, id, need->'title' AS title, owner_id, ARRAY[field] AS fields, region, at,
     budget::float8 AS budget, links FROM need WHERE ${where}`;
const ofCases = (figure: string, where: string) =>
  `SELECT '${figure}', 'case', id, title, owner_id, ARRAY[field], region, at, NULL, links FROM told_case WHERE ${where}`;

/** `need` and `fact`, for a query to follow: one row of `fact` for each thing in each figure, as they are counted and listed. */
export const publicFacts = `WITH tried AS (${tried}), need AS MATERIALIZED (${needs}), told_case AS (${cases}),
  fact AS (
    ${ofNeeds('needs', 'true')}
    UNION ALL ${ofNeeds('open', 'open')}
    UNION ALL ${ofNeeds('gaps', 'open AND NOT certified')}
    UNION ALL ${ofNeeds('tested', 'tested')}
    UNION ALL ${ofNeeds('certified', 'certified')}
    UNION ALL SELECT 'solutions', 'solution', n.id, n.listed->'title', n.owner_id, n.fields, NULL, n.updated_at, NULL, ${linksIn('n.listed')}
      FROM solution n WHERE n.listed IS NOT NULL AND n.status <> 'delisted'
    UNION ALL ${ofCases('deployed', 'true')}
    UNION ALL ${ofCases('adopted', 'adopted')})`;
