/** Of a point `o`: neither replaced nor voided. */
export const standsSql = 'o.superseded_at IS NULL AND o.voided_at IS NULL';

/**
 * Of a point `o`: counts for acceptance. Never what a vendor reported itself; and a value without a site says the same
 * moment over again where a site's own value is there.
 */
export const countsSql = `(NOT o.self_reported AND ${standsSql} AND (o.site <> '' OR NOT EXISTS (
  SELECT 1 FROM observation n WHERE n.pilot_id = o.pilot_id AND n.at = o.at AND n.kpi_id = o.kpi_id AND n.site <> ''
    AND NOT n.self_reported AND n.superseded_at IS NULL AND n.voided_at IS NULL)))`;

/** Of a counting point `o`: a site's device sent it or the lab has confirmed it. Nothing else moves a certificate. */
export const witnessedSql = `(o.source = 'site_token' OR o.confirmed_at IS NOT NULL)`;

/** Of pilot `p`: every indicator has as many counting points as its plan asks for, and one at least. */
export const enoughSql = `NOT EXISTS (SELECT 1 FROM kpi k WHERE k.pilot_id = p.id AND greatest(1, k.observations) > coalesce(
  (SELECT sum(d.points) FROM field_days(p.id) d WHERE d.kpi_id = k.id AND d.source <> 'self_reported' AND in_effect(p.design, d.site, d.day)), 0))`;
