import {
  type BadgeKind,
  type BadgeRule,
  badgeThings,
  type RuleReading,
} from '@scenario-lab/contracts/badges';
import { readRules, thresholdsIn } from '@scenario-lab/domain/badges/rules';
import { z } from 'zod';
import { json, queryRow } from '../core/rows.js';
import type { Tx } from '../database.js';
import { presentThresholds } from './thresholds.js';

export interface MeasuredThing {
  holder: { id: string; name: { zh?: string; en?: string } };
  title: { zh?: string; en?: string };
  rules: RuleReading[];
}

const MeasureBadgeRow = z.object({
  said: json<
    Omit<MeasuredThing, 'rules'> & { measured: Partial<Record<BadgeRule, number | null>> }
  >().nullable(),
});

/**
 * How the rules of a kind stand for a thing. Null where the actor neither owns it nor reads for the lab, as where it is
 * not there: the function asks whose it is, since what it counts is not all the actor's to read.
 *
 * `given`: the readings of a badge that stands, which is judged by the thresholds it was given under.
 */
export async function measureBadge(
  tx: Tx,
  kind: BadgeKind,
  thingId: string,
  given?: readonly RuleReading[],
): Promise<MeasuredThing | null> {
  const row = await queryRow(tx, MeasureBadgeRow, 'SELECT badge_measures($1, $2) AS said', [
    badgeThings[kind],
    thingId,
  ]);
  if (!row?.said) return null;
  const { holder, title, measured } = row.said;
  const asked = given ? thresholdsIn(given) : (await presentThresholds(tx))[kind];
  return { holder, title, rules: readRules(kind, measured, asked) };
}
