import type { Badge, BadgeRow, RuleReading } from '@scenario-lab/contracts/badges';
import type { Actor } from '@scenario-lab/domain/actor';
import { type BadgeFacts, badgePolicy } from '@scenario-lab/domain/badges/badges.policy';
import { allHold } from '@scenario-lab/domain/badges/rules';
import { allowed } from '@scenario-lab/domain/policy';
import type { Tx } from '../database.js';

export interface BadgeRecord {
  id: string;
  number: string | null;
  status: Badge['status'];
  kind: Badge['kind'];
  holder: Badge['holder'];
  thing: Badge['thing'];
  thing_id: string;
  title: Badge['title'];
  rules: RuleReading[];
  measured_at: Date | null;
  mend_by: Date | null;
  reason: string | null;
  words: string | null;
  recommended_by: string | null;
  digest: string | null;
  key_id: string | null;
  issued_at: Date | null;
  expires_at: Date | null;
  paper: boolean;
  created_at: Date;
}

/** Visitors' role reads neither the holder's words nor who decided. */
export const badgeColumns = (
  actor: Actor,
) => `b.id, b.number, b.status, b.kind, b.thing, b.thing_id, b.title, b.rules,
  b.measured_at, b.mend_by, b.reason, b.digest, b.key_id, b.issued_at, b.expires_at, b.created_at,
  b.pdf_zh_sha256 IS NOT NULL AS paper,
  jsonb_build_object('id', o.id, 'name', o.name) AS holder, ${
    actor === 'anonymous'
      ? 'NULL AS words, NULL AS recommended_by'
      : 'CASE WHEN b.holder_id = app_org() OR app_lab_reads() THEN b.words END AS words, b.recommended_by'
  }`;
export const badgeFrom = 'badge b JOIN organisation o ON o.id = b.holder_id';

export const badgeFactsOf = (record: BadgeRecord): BadgeFacts => ({
  status: record.status,
  ownerOrganisationId: record.holder.id,
  rulesHold: allHold(record.rules),
  recommendedByPersonId: record.recommended_by,
});

const instant = (at: Date | null) => at?.toISOString() ?? null;

export const badgeRowOf = (record: BadgeRecord): BadgeRow => ({
  id: record.id,
  number: record.number,
  kind: record.kind,
  status: record.status,
  holder: record.holder,
  thing: record.thing,
  thingId: record.thing_id,
  title: record.title,
  issuedAt: instant(record.issued_at),
  expiresAt: instant(record.expires_at),
});

export const badgeOf = (record: BadgeRecord, actor: Actor): Badge => ({
  ...badgeRowOf(record),
  rules: record.rules,
  measuredAt: instant(record.measured_at),
  mendBy: instant(record.mend_by),
  reason: record.reason,
  words: record.words,
  digest: record.digest,
  keyId: record.key_id,
  paper: record.paper,
  appliedAt: record.created_at.toISOString(),
  allowed: allowed(badgePolicy, actor, badgeFactsOf(record)),
});

/** By number where one looks like it, else by id. */
export async function readBadgeRecord(tx: Tx, actor: Actor, key: string): Promise<BadgeRecord | null> {
  const byId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(key);
  const [record] = (await tx.query(
    `SELECT ${badgeColumns(actor)} FROM ${badgeFrom} WHERE b.status <> 'new' AND ${byId ? 'b.id' : 'b.number'} = $1`,
    [key],
  )) as BadgeRecord[];
  return record ?? null;
}
