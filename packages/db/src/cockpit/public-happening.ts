/** What the page of happening `h` is addressed by. */
export const publicPage = `CASE h.thing
  WHEN 'certificate' THEN (SELECT number FROM certificate WHERE id = h.thing_id)
  WHEN 'benchmark_version' THEN (SELECT benchmark_id::text FROM benchmark_version WHERE id = h.thing_id)
  ELSE h.thing_id::text END`;
/** Its title as everybody reads it. */
export const publicTitle = `CASE h.thing
  WHEN 'solution' THEN (SELECT listed->'title' FROM solution WHERE id = h.thing_id)
  WHEN 'algorithm' THEN (SELECT listed->'title' FROM algorithm WHERE id = h.thing_id)
  WHEN 'dataset' THEN (SELECT listed->'title' FROM dataset WHERE id = h.thing_id)
  WHEN 'scenario' THEN (SELECT need->'title' FROM scenario WHERE id = h.thing_id)
  WHEN 'benchmark_version' THEN (SELECT b.title FROM benchmark b JOIN benchmark_version v ON v.benchmark_id = b.id WHERE v.id = h.thing_id)
  WHEN 'certificate' THEN (SELECT jsonb_build_object('zh', number, 'en', number) FROM certificate WHERE id = h.thing_id)
  WHEN 'case' THEN (SELECT title FROM lab_case WHERE id = h.thing_id) END`;
