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
