import type { Where } from '../core/page.js';

/** Lines of the use log as a data set's owner and both sides of a contract read them; `u` is the line. */
export const dataUseFrom =
  'data_use u JOIN organisation o ON o.id = u.organisation_id JOIN dataset_version v ON v.id = u.dataset_version_id LEFT JOIN data_job j ON j.id = u.data_job_id';

export const dataUseColumns = `u.id, u.at, jsonb_build_object('id', o.id, 'name', o.name) AS organisation, u.kind, v.label AS version,
  u.rows, u.format, u.purpose, u.terms,
  CASE WHEN u.run_id IS NULL THEN NULL ELSE jsonb_build_object('id', u.run_id, 'split', u.split) END AS run,
  CASE WHEN u.data_job_id IS NULL THEN NULL ELSE jsonb_build_object('id', u.data_job_id, 'title', j.title) END AS job`;

const mostLines = 100_000;

/** The same as a table for export, newest first; moments in the lab's time zone, with its offset. */
export const dataUseExport = (where: Where): string =>
  `SELECT to_char(u.at, 'YYYY-MM-DD"T"HH24:MI:SSTZH:TZM') AS at, coalesce(o.name->>'zh', o.name->>'en') AS organisation,
     u.kind, u.terms, v.label AS version, u.split, u.format, u.rows, u.run_id, u.data_job_id, u.output, u.purpose
   FROM ${dataUseFrom} WHERE ${where.sql} ORDER BY u.at DESC, u.id DESC LIMIT ${mostLines}`;

/** Narrows lines by kind and by days, which are those of the lab's time zone: the session speaks it. */
export function dataUseWithin(
  where: Where,
  { kind, from, until }: { kind?: string | undefined; from?: string | undefined; until?: string | undefined },
): Where {
  if (kind) where.and('u.kind = ?', kind);
  if (from) where.and('u.at >= ?::date', from);
  if (until) where.and('u.at < ?::date + 1', until);
  return where;
}
