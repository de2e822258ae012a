import { provenLevels } from '@scenario-lab/contracts/readiness';

/** A solution `c` with its owner `o` and what has been published about its algorithms. */
export const solutionFrom = `solution c JOIN organisation o ON o.id = c.owner_id LEFT JOIN (
  SELECT solution_id, count(*) FILTER (WHERE certificate_status = 'valid')::int AS certificates,
    count(DISTINCT benchmark_version_id)::int AS tested_on
  FROM published_result GROUP BY solution_id) e ON e.solution_id = c.id`;
/** Columns `certificates` (valid ones) and `tested_on` (benchmark versions). */
export const solutionEvidence =
  'coalesce(e.certificates, 0) AS certificates, coalesce(e.tested_on, 0) AS tested_on';
/** Whether anything has been published about `c` at all: true of few. */
export const solutionTold =
  '(c.id IN (SELECT solution_id FROM published_result WHERE solution_id IS NOT NULL))';

/** Pilots of `c` that were accepted, by departments; what is told without names would be told with them by standing here. */
const accepted = `(SELECT count(DISTINCT k.department_id) FROM lab_case k
  WHERE k.solution_id = c.id AND k.published AND NOT k.anonymous AND k.outcome = 'accepted')`;
/** Up to which level of readiness the lab has seen `c` itself, by what is published; null where by nothing. */
export const provenTrlSql = `CASE WHEN ${accepted} > 1 THEN ${provenLevels.pilots} WHEN ${accepted} = 1 THEN ${provenLevels.pilot}
  WHEN coalesce(e.certificates, 0) > 0 THEN ${provenLevels.certificate}
  WHEN coalesce(e.tested_on, 0) > 0 THEN ${provenLevels.result} END`;
