import { z } from 'zod';
import { BadgeKind, BadgeRow, BadgeRule, badgeKinds } from './badges.js';
import { Allowed, Instant } from './common.js';
import { defineRoute } from './route.js';

/** The rules whose thresholds the lab sets, and between what; `listed` is yes or no and nobody's to set. */
const share = { least: 0, most: 1, whole: false };
const counted = { least: 1, most: 100_000, whole: true };
const few = { least: 0, most: 1_000, whole: true };
export const ruleBounds: Readonly<
  Partial<Record<BadgeRule, { least: number; most: number; whole: boolean }>>
> = {
  pilots_accepted: counted,
  cases_published: counted,
  vendors_measured: counted,
  rows: counted,
  columns_described: share,
  rules_broken: few,
  exams_open: counted,
  users: counted,
  datasets_listed: counted,
  requests_overdue: few,
  certificates_in_force: counted,
  certificates_lost: few,
  field_estimate: share,
  kept_estimate: share,
};

/** What the lab asks beside what is shipped, by kind and rule. */
export const Thresholds = z.partialRecord(
  BadgeKind,
  z.partialRecord(BadgeRule, z.number().min(0).max(100_000)),
);
export type Thresholds = z.infer<typeof Thresholds>;

const RuleChange = z.object({ kind: BadgeKind, rule: BadgeRule, from: z.number(), to: z.number() });
export type RuleChange = z.infer<typeof RuleChange>;
export const RulesVersion = z.object({
  /** 1 is what was shipped. */
  number: z.number().int(),
  at: Instant,
  /** Why, for everybody to read. */
  note: z.string(),
  changes: z.array(RuleChange),
});
export type RulesVersion = z.infer<typeof RulesVersion>;

const AskedRule = z.object({
  rule: BadgeRule,
  bound: z.enum(['at_least', 'at_most']),
  threshold: z.number(),
  usual: z.number(),
});
export const BadgeRules = z.object({
  number: z.number().int(),
  kinds: z.array(z.object({ kind: BadgeKind, rules: z.array(AskedRule) })).length(badgeKinds.length),
  /** The latest first; without the shipped one. */
  history: z.array(RulesVersion),
  allowed: Allowed,
});
export type BadgeRules = z.infer<typeof BadgeRules>;

/** What each badge asks today, and what was asked before. */
export const readBadgeRules = defineRoute({
  name: 'badge.read_thresholds',
  method: 'GET',
  path: '/badge-rules',
  access: 'public',
  reply: BadgeRules,
});
const Said = z.object({ thresholds: Thresholds });
/** Who holds a badge now and would not get it again under these thresholds. Errors as of saving. */
export const tryBadgeRules = defineRoute({
  name: 'badge.try_thresholds',
  method: 'POST',
  path: '/badge-rules/trial',
  access: 'badge.set_thresholds',
  body: Said,
  reply: z.object({
    changes: z.array(RuleChange),
    standing: z.number().int(),
    short: z.array(BadgeRow.extend({ rules: z.array(BadgeRule) })),
  }),
});
/**
 * A new version, from now on for whoever applies. Badges that stand are judged by the thresholds they were given under;
 * their holders are warned where they fall short of the new ones. Errors: `invalid_input` at
 * `thresholds.<kind>.<rule>` with `not_of_the_badge` or `out_of_bounds`; `nothing_changed`; `changed_meanwhile`.
 */
export const saveBadgeRules = defineRoute({
  name: 'badge.set_thresholds',
  method: 'PUT',
  path: '/badge-rules',
  access: 'badge.set_thresholds',
  body: Said.extend({
    /** The version the writer had read. */
    seen: z.number().int(),
    note: z.string().trim().min(1).max(500),
  }),
  reply: z.object({ number: z.number().int(), warned: z.number().int() }),
});

export const badgeRuleRoutes = [readBadgeRules, tryBadgeRules, saveBadgeRules];
