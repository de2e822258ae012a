import type { Badge, BadgeRow, RuleReading } from '@scenario-lab/contracts/badges';
import type { Actor } from '@scenario-lab/domain/actor';
import { type BadgeFacts, badgePolicy } from '@scenario-lab/domain/badges/badges.policy';
import { allHold } from '@scenario-lab/domain/badges/rules';
import { allowed } from '@scenario-lab/domain/policy';
import { z } from 'zod';
import { json, queryRow, word } from '../core/rows.js';
import type { Tx } from '../database.js';

export const BadgeRecord = z.object({
  id: z.string(),
  number: z.string().nullable(),
  status: word<Badge['status']>(),
  kind: word<Badge['kind']>(),
  holder: json<Badge['holder']>(),
  thing: word<Badge['thing']>(),
  thing_id: z.string(),
  title: json<Badge['title']>(),
  rules: json<RuleReading[]>(),
  measured_at: z.date().nullable(),
  mend_by: z.date().nullable(),
  reason: z.string().nullable(),
  words: z.string().nullable(),
  recommended_by: z.string().nullable(),
  digest: z.string().nullable(),
  key_id: z.string().nullable(),
  issued_at: z.date().nullable(),
  expires_at: z.date().nullable(),
  paper: z.boolean(),
  created_at: z.date(),
});
export type BadgeRecord = z.output<typeof BadgeRecord>;

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
  const record = await queryRow(
    tx,
    BadgeRecord,
    `SELECT ${badgeColumns(actor)} FROM ${badgeFrom} WHERE b.status <> 'new' AND ${byId ? 'b.id' : 'b.number'} = $1`,
    [key],
  );
  return record ?? null;
}
