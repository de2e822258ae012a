import { Inject, Injectable } from '@nestjs/common';
import { type applyForBadge, badgeThings } from '@scenario-lab/contracts/badges';
import type { Received } from '@scenario-lab/contracts/route';
import { type BadgeRecord, badgeFactsOf, readBadgeRecord } from '@scenario-lab/db/badges/badge.queries';
import { measureBadge } from '@scenario-lab/db/badges/measure-badge';
import { execute, queryRow } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { addParty } from '@scenario-lab/db/parties';
import { transition } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { badgePolicy } from '@scenario-lab/domain/badges/badges.policy';
import { allHold, brokenRules } from '@scenario-lab/domain/badges/rules';
import { may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { demand } from '../http/demand.js';
import { DATABASE } from '../http/tokens.js';

type Deed = 'recommend' | 'grant' | 'decline' | 'withdraw' | 'revoke';

@Injectable()
export class BadgesService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** Errors: `not_found` for what is not the actor's, `rules_unmet`, `duplicate`. */
  apply(
    actor: SignedIn,
    { kind, thingId, words }: Received<typeof applyForBadge>['body'],
  ): Promise<{ id: string }> {
    return this.database.asActor(actor, async (tx) => {
      const measured = await measureBadge(tx, kind, thingId);
      if (!measured || measured.holder.id !== actor.organisationId)
        throw new Refusal('not_found', { thing: badgeThings[kind], id: thingId });
      const facts = {
        status: null,
        ownerOrganisationId: measured.holder.id,
        rulesHold: allHold(measured.rules),
        recommendedByPersonId: null,
      };
      demand(may(badgePolicy, actor, 'badge.apply', facts), { rules: brokenRules(measured.rules) });
      await execute(tx, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
        `badge ${kind} ${thingId}`,
      ]);
      const standing = await queryRow(
        tx,
        z.unknown(),
        `SELECT 1 FROM badge WHERE kind = $1 AND thing_id = $2 AND status IN ('applied', 'recommended', 'granted', 'valid', 'watch')`,
        [kind, thingId],
      );
      if (standing) throw new Refusal('duplicate', { thing: 'badge' });
      const id = newId();
      await addParty(tx, 'badge', id, actor.organisationId, 'own');
      await execute(
        tx,
        `INSERT INTO badge (id, kind, holder_id, thing, thing_id, title, words, applied_by, rules, measured_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, now())`,
        [
          id,
          kind,
          actor.organisationId,
          badgeThings[kind],
          thingId,
          JSON.stringify(measured.title),
          words,
          actor.personId,
          JSON.stringify(measured.rules),
        ],
      );
      await transition(tx, 'badge', id, 'apply', { by: actor });
      return { id };
    });
  }

  /** What is decided is decided on figures of now, not of when it was applied for. */
  deed(actor: SignedIn, id: string, deed: Deed, remark: string | undefined): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const record = await heldNow(tx, actor, id);
      const refusedBy = { thing: 'badge', status: record.status, rules: brokenRules(record.rules) };
      demand(may(badgePolicy, actor, `badge.${deed}`, badgeFactsOf(record)), refusedBy);
      await transition(tx, 'badge', id, deed, {
        by: actor,
        remark,
        set: {
          ...(deed === 'recommend' ? { recommended_by: actor.personId } : {}),
          ...(deed === 'grant' ? { granted_by: actor.personId } : {}),
          ...(deed === 'decline' || deed === 'revoke' ? { reason: remark } : {}),
        },
      });
    });
  }
}

async function heldNow(tx: Tx, actor: SignedIn, id: string): Promise<BadgeRecord> {
  await execute(tx, 'SELECT 1 FROM badge WHERE id = $1 FOR UPDATE', [id]);
  const record = await readBadgeRecord(tx, actor, id);
  if (!record) throw new Refusal('not_found', { thing: 'badge', id });
  if (record.status !== 'applied' && record.status !== 'recommended') return record;
  const measured = await measureBadge(tx, record.kind, record.thing_id);
  if (!measured) return { ...record, rules: [] };
  await execute(tx, 'UPDATE badge SET rules = $2, measured_at = now() WHERE id = $1', [
    id,
    JSON.stringify(measured.rules),
  ]);
  return { ...record, rules: measured.rules };
}
