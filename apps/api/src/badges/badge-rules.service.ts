import { Inject, Injectable } from '@nestjs/common';
import type {
  BadgeRules,
  saveBadgeRules,
  Thresholds,
  tryBadgeRules,
} from '@scenario-lab/contracts/badge-rules';
import { badgeKinds } from '@scenario-lab/contracts/badges';
import type { Answer, Received } from '@scenario-lab/contracts/route';
import { BadgeRecord, badgeColumns, badgeFrom, badgeRowOf } from '@scenario-lab/db/badges/badge.queries';
import { rulesVersions } from '@scenario-lab/db/badges/thresholds';
import { execute, queryOne, queryRows } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { recordEvent } from '@scenario-lab/db/transition';
import type { Actor, SignedIn } from '@scenario-lab/domain/actor';
import { badgePolicy } from '@scenario-lab/domain/badges/badges.policy';
import { rulesOf, shortOf } from '@scenario-lab/domain/badges/rules';
import { changesOf, faultsOf, type KeptVersion } from '@scenario-lab/domain/badges/thresholds';
import { allowed, may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { demand } from '../http/demand.js';
import { inputRefusal } from '../http/input-refusal.js';
import { DATABASE } from '../http/tokens.js';

type Said = Received<typeof saveBadgeRules>['body'];

/** No badge in particular. */
const facts = {
  status: null,
  ownerOrganisationId: '',
  rulesHold: false,
  recommendedByPersonId: null,
};

const SaveRow = z.object({
  at: z.date(),
});

/** What badges ask: the lab's to set from now on, never for what is given already. */
@Injectable()
export class BadgeRulesService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  read(actor: Actor): Promise<BadgeRules> {
    return this.database.asActor(actor, async (tx) => {
      const versions = await rulesVersions(tx);
      const asked = versions.at(-1)?.thresholds ?? {};
      return {
        number: versions.at(-1)?.number ?? 1,
        kinds: badgeKinds.map((kind) => ({
          kind,
          rules: rulesOf[kind].map(({ rule, bound, threshold }) => ({
            ...{ rule, bound, usual: threshold },
            threshold: asked[kind]?.[rule] ?? threshold,
          })),
        })),
        history: versions.map(({ thresholds: _, ...version }) => version).reverse(),
        allowed: allowed(badgePolicy, actor, facts).filter((action) => action === 'badge.set_thresholds'),
      };
    });
  }

  /** Nothing is written. */
  try(actor: SignedIn, { thresholds }: { thresholds: Thresholds }): Promise<Answer<typeof tryBadgeRules>> {
    return this.database.asActor(actor, async (tx) => {
      demand(may(badgePolicy, actor, 'badge.set_thresholds', facts), {});
      insist(thresholds);
      const before = (await rulesVersions(tx)).at(-1)?.thresholds ?? {};
      const standing = await standingBadges(tx, actor);
      return {
        changes: changesOf(before, thresholds),
        standing: standing.length,
        short: fallShort(standing, thresholds).map(({ badge, rules }) => ({ ...badgeRowOf(badge), rules })),
      };
    });
  }

  save(actor: SignedIn, { thresholds, seen, note }: Said): Promise<Answer<typeof saveBadgeRules>> {
    return this.database.asActor(actor, async (tx) => {
      demand(may(badgePolicy, actor, 'badge.set_thresholds', facts), {});
      insist(thresholds);
      await execute(tx, `SELECT pg_advisory_xact_lock(hashtextextended('badge.thresholds', 0))`);
      const versions = await rulesVersions(tx);
      const last = versions.at(-1);
      const number = last?.number ?? 1;
      if (seen !== number) throw new Refusal('changed_meanwhile', { thing: 'badge_rules' });
      const changes = changesOf(last?.thresholds ?? {}, thresholds);
      if (changes.length === 0) throw inputRefusal({ path: 'thresholds', code: 'nothing_changed' });
      const { at } = await queryOne(tx, SaveRow, 'SELECT now() AS at');
      const version: KeptVersion = {
        ...{ number: number + 1, at: at.toISOString(), note, changes, thresholds },
      };
      await execute(
        tx,
        `INSERT INTO setting (key, value) VALUES ('badge.thresholds', $1::jsonb)
         ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value`,
        [JSON.stringify([...versions, version])],
      );
      await recordEvent(tx, {
        thing: 'lab',
        id: actor.organisationId,
        event: 'lab.badge_rules_set',
        by: actor,
        remark: `${version.number}: ${changes
          .map(({ kind, rule, from, to }) => `${kind}.${rule} ${from} → ${to}`)
          .join('; ')}. ${note}`.slice(0, 2_000),
      });
      // Only whom these changes concern: who fell short before was warned before.
      const touched = new Set(changes.map(({ kind, rule }) => `${kind} ${rule}`));
      const warned = fallShort(await standingBadges(tx, actor), thresholds).filter(({ badge, rules }) =>
        rules.some((rule) => touched.has(`${badge.kind} ${rule}`)),
      );
      for (const { badge, rules } of warned)
        await recordEvent(tx, {
          thing: 'badge',
          id: badge.id,
          event: 'badge.warned',
          by: actor,
          remark: rules.join(', '),
        });
      return { number: version.number, warned: warned.length };
    });
  }
}

function insist(said: Thresholds): void {
  const faults = faultsOf(said);
  if (faults.length > 0) throw inputRefusal(...faults);
}

async function standingBadges(tx: Tx, actor: SignedIn): Promise<BadgeRecord[]> {
  const standing = await queryRows(
    tx,
    BadgeRecord,
    `SELECT ${badgeColumns(actor)} FROM ${badgeFrom} WHERE b.status IN ('valid', 'watch') ORDER BY b.number`,
  );
  return standing;
}

/** By their figures as last measured, ten minutes ago at most. */
function fallShort(standing: readonly BadgeRecord[], thresholds: Thresholds) {
  return standing.flatMap((badge) => {
    const rules = shortOf(badge.kind, badge.rules, thresholds[badge.kind] ?? {}).map(({ rule }) => rule);
    return rules.length > 0 ? [{ badge, rules }] : [];
  });
}
