import { createHash } from 'node:crypto';
import { type BadgePredicate, badgePredicateType } from '@scenario-lab/contracts/badges';
import { canonicalJson, envelopeText, sealEnvelope, signedDigest } from '@scenario-lab/contracts/envelope';
import type { BadgeRecord } from '@scenario-lab/db/badges/badge.queries';
import { measureBadge } from '@scenario-lab/db/badges/measure-badge';
import { execute, json, queryOne, queryRow, queryRows, word } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import { transition } from '@scenario-lab/db/transition';
import { allHold, brokenRules, goodForDays, mendDays } from '@scenario-lab/domain/badges/rules';
import { z } from 'zod';
import type { JobsDesk } from '../desk.js';

export type BadgeDesk = Pick<JobsDesk, 'db' | 'key'>;
type Held = Pick<BadgeRecord, 'id' | 'status' | 'kind' | 'thing' | 'thing_id' | 'mend_by' | 'rules'> & {
  over: boolean;
};

/** Signs what two have granted, and looks at what each badge rests on again, every ten minutes. */
export async function badgesOnce({ db, key }: BadgeDesk): Promise<void> {
  const granted = await ids(db, `status = 'granted'`);
  for (const id of granted) await db.asSystem((tx) => issue(tx, key, id));
  const due = await ids(
    db,
    `status IN ('valid', 'watch') AND (expires_at < now() OR mend_by < now() OR measured_at < now() - interval '10 minutes')`,
  );
  for (const id of due) await db.asSystem((tx) => lookAgain(tx, id));
}

const IdsRow = z.object({
  id: z.string(),
});

async function ids(db: BadgeDesk['db'], which: string): Promise<string[]> {
  const rows = await db.asSystem((tx) =>
    queryRows(tx, IdsRow, `SELECT id FROM badge WHERE ${which} ORDER BY measured_at LIMIT 200`),
  );
  return rows.map(({ id }) => id);
}

const HeldRow = z.object({
  id: z.string(),
  status: word<Held['status']>(),
  kind: word<Held['kind']>(),
  thing: word<Held['thing']>(),
  thing_id: z.string(),
  mend_by: z.date().nullable(),
  rules: json<Held['rules']>(),
  over: z.boolean(),
});

async function held(tx: Tx, id: string): Promise<Held | null> {
  const row = await queryRow(
    tx,
    HeldRow,
    `SELECT id, status, kind, thing, thing_id, mend_by, rules, coalesce(expires_at < now(), false) AS over FROM badge
     WHERE id = $1 FOR UPDATE SKIP LOCKED`,
    [id],
  );
  return row ?? null;
}

const IssueRow = z.object({
  at: z.date(),
  until: z.date().nullable(),
});

/** Statement, signature and number in one transaction. A rule that broke since sends it back to the desk. */
async function issue(tx: Tx, keyOf: BadgeDesk['key'], id: string): Promise<void> {
  const badge = await held(tx, id);
  if (badge?.status !== 'granted') return;
  const measured = await measureBadge(tx, badge.kind, badge.thing_id);
  const rules = measured?.rules ?? [];
  if (!measured || !allHold(rules)) {
    await transition(tx, 'badge', id, 'hand_back', {
      remark: brokenRules(rules).join(', '),
      set: { rules, measured_at: new Date(), recommended_by: null, granted_by: null },
    });
    return;
  }
  const { at, until } = await queryOne(
    tx,
    IssueRow,
    `SELECT now() AS at, (current_date + ${goodForDays} + 1)::timestamptz - interval '1 second' AS until`,
  );
  const number = await nextNumber(tx);
  const key = await keyOf(tx);
  const predicate: BadgePredicate = {
    issuedAt: (at as Date).toISOString(),
    badge: { number, kind: badge.kind, expiresAt: (until as Date).toISOString() },
    holder: measured.holder,
    subject: { thing: badge.thing, id: badge.thing_id, title: measured.title },
    rules,
  };
  const subject = { thing: badge.thing, id: badge.thing_id };
  const envelope = sealEnvelope(
    {
      _type: 'https://in-toto.io/Statement/v1',
      subject: [
        {
          name: `${badge.thing}/${badge.thing_id}`,
          digest: { sha256: createHash('sha256').update(canonicalJson(subject)).digest('hex') },
        },
      ],
      predicateType: badgePredicateType,
      predicate,
    },
    key.keyId,
    key.sign,
  );
  await transition(tx, 'badge', id, 'issue', {
    set: {
      number,
      rules,
      title: measured.title,
      measured_at: at,
      issued_at: at,
      expires_at: until,
      envelope: envelopeText(envelope),
      digest: signedDigest(envelope),
      key_id: key.keyId,
    },
  });
}

const LookAgainRow = z.object({
  by: z.date(),
});

/** What its rules say now: watched with the rules named, cleared where they hold again, lost where they did not in time. */
async function lookAgain(tx: Tx, id: string): Promise<void> {
  const badge = await held(tx, id);
  if (!badge || (badge.status !== 'valid' && badge.status !== 'watch')) return;
  const measured = await measureBadge(tx, badge.kind, badge.thing_id, badge.rules);
  const rules = measured?.rules ?? [];
  // What is not there any more holds nothing.
  const broken = measured ? brokenRules(rules) : ['listed'];
  const set = { ...(measured ? { rules } : {}), measured_at: new Date() };
  if (badge.over) {
    await transition(tx, 'badge', id, 'expire', { set: { ...set, mend_by: null } });
  } else if (badge.status === 'valid' && broken.length > 0) {
    const { by } = await queryOne(tx, LookAgainRow, `SELECT now() + interval '${mendDays} days' AS by`);
    await transition(tx, 'badge', id, 'watch', {
      remark: broken.join(', '),
      set: { ...set, reason: broken.join(','), mend_by: by },
    });
  } else if (badge.status === 'watch' && broken.length === 0) {
    await transition(tx, 'badge', id, 'clear', { set: { ...set, reason: null, mend_by: null } });
  } else if (badge.status === 'watch' && badge.mend_by && badge.mend_by.getTime() < Date.now()) {
    await transition(tx, 'badge', id, 'lose', {
      remark: broken.join(', '),
      set: { ...set, reason: broken.join(','), mend_by: null },
    });
  } else {
    await execute(
      tx,
      'UPDATE badge SET rules = coalesce($2::jsonb, rules), reason = $3, measured_at = now() WHERE id = $1',
      [id, measured ? JSON.stringify(rules) : null, broken.length > 0 ? broken.join(',') : null],
    );
  }
}

const NextNumberRow = z.object({
  year: z.string().nullable(),
  next: z.number().nullable(),
});

/** `SB-2026-0001`, counted up within the year, one at a time. */
async function nextNumber(tx: Tx): Promise<string> {
  await execute(tx, "SELECT pg_advisory_xact_lock(hashtextextended('badge-number', 0))");
  const row = await queryOne(
    tx,
    NextNumberRow,
    `SELECT to_char(now(), 'YYYY') AS year, coalesce(max(split_part(number, '-', 3)::int), 0) + 1 AS next
     FROM badge WHERE number LIKE 'SB-' || to_char(now(), 'YYYY') || '-%'`,
  );
  return `SB-${row.year}-${String(row.next).padStart(4, '0')}`;
}
