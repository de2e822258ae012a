import { z } from 'zod';
import { badgeMachine } from './badges/badge.machine.js';
import {
  Allowed,
  ById,
  Id,
  Instant,
  ListQuery,
  OrganisationRef,
  pageOf,
  Reason,
  Remark,
  Sha256,
  Title,
} from './common.js';
import { deedsOf } from './deed.js';
import { defineRoute } from './route.js';

export const badgeKinds = [
  'demonstration_scenario',
  'standard_dataset',
  'data_partner',
  'service_provider',
] as const;
export const BadgeKind = z.enum(badgeKinds);
export type BadgeKind = z.infer<typeof BadgeKind>;
/** What each kind is given to. */
export const badgeThings = {
  demonstration_scenario: 'scenario',
  standard_dataset: 'dataset',
  data_partner: 'organisation',
  service_provider: 'organisation',
} as const satisfies Record<BadgeKind, string>;
export const BadgeThing = z.enum(['scenario', 'dataset', 'organisation']);

export const badgeStatuses = badgeMachine.statuses;
export const BadgeStatus = z.enum(badgeStatuses);
/** What everybody reads: what was given once, whatever has become of it. */
export const shownBadges = ['valid', 'watch', 'lost', 'expired', 'revoked'] as const;
export const ShownBadge = z.enum(shownBadges);

/** A figure a badge rests on; its name is the rule's. */
export const badgeRules = [
  'pilots_accepted',
  'cases_published',
  'vendors_measured',
  'listed',
  'rows',
  'columns_described',
  'rules_broken',
  'exams_open',
  'users',
  'datasets_listed',
  'requests_overdue',
  'certificates_in_force',
  'certificates_lost',
  'field_estimate',
  'kept_estimate',
] as const;
export const BadgeRule = z.enum(badgeRules);
export type BadgeRule = z.infer<typeof BadgeRule>;
/** Each rule with its present figure; a figure that rests on nothing holds no rule. */
export const RuleReading = z.object({
  rule: BadgeRule,
  bound: z.enum(['at_least', 'at_most']),
  threshold: z.number(),
  value: z.number().nullable(),
  holds: z.boolean(),
});
export type RuleReading = z.infer<typeof RuleReading>;

export const BadgeRow = z.object({
  id: Id,
  /** `SB-2026-0001` once it was given. */
  number: z.string().nullable(),
  kind: BadgeKind,
  status: BadgeStatus,
  holder: OrganisationRef,
  thing: BadgeThing,
  thingId: Id,
  title: Title,
  issuedAt: Instant.nullable(),
  expiresAt: Instant.nullable(),
});
export type BadgeRow = z.infer<typeof BadgeRow>;
export const Badge = BadgeRow.extend({
  /** As last measured; when it was given they all held. */
  rules: z.array(RuleReading),
  /** Of one that stands: what of today's thresholds it falls short of. It is judged by those it was given under. */
  short: z.array(RuleReading).optional(),
  measuredAt: Instant.nullable(),
  /** Lost then, unless its rules hold again. */
  mendBy: Instant.nullable(),
  reason: z.string().nullable(),
  /** The holder's words; for itself and the lab. */
  words: z.string().nullable(),
  digest: Sha256.nullable(),
  keyId: z.string().nullable(),
  /** It is printed. */
  paper: z.boolean(),
  appliedAt: Instant,
  allowed: Allowed,
});
export type Badge = z.infer<typeof Badge>;

const target = { kind: BadgeKind, thingId: Id };

export const listBadges = defineRoute({
  name: 'badge.browse',
  method: 'GET',
  path: '/badges',
  access: 'public',
  query: ListQuery.extend({
    kind: BadgeKind.optional(),
    status: BadgeStatus.optional(),
    thingId: Id.optional(),
    mine: z.enum(['true']).optional(),
  }),
  reply: pageOf(BadgeRow).extend({
    facets: z.object({
      kind: z.record(z.string(), z.number()),
      status: z.record(z.string(), z.number()),
    }),
  }),
});
/** By its id, or by its number once it was given. */
export const readBadge = defineRoute({
  name: 'badge.read',
  method: 'GET',
  path: '/badges/:key',
  access: 'public',
  params: z.object({ key: z.string().max(40) }),
  reply: Badge,
});
/** How the rules stand now, for whose thing it is and for the lab. Errors: `not_found` for everybody else. */
export const checkBadge = defineRoute({
  name: 'badge.read_rules',
  method: 'GET',
  path: '/badge-checks',
  access: 'badge.read_rules',
  query: z.object(target),
  reply: z.object({ title: Title, holder: OrganisationRef, rules: z.array(RuleReading) }),
});
/** Errors: `rules_unmet`; `duplicate` where one stands or waits already. */
export const applyForBadge = defineRoute({
  name: 'badge.apply',
  method: 'POST',
  path: '/badges',
  access: 'badge.apply',
  body: z.object({ ...target, words: z.string().trim().max(5_000).default('') }),
  reply: z.object({ id: Id }),
});
const deed = deedsOf('badge', '/badges/:id');
export const badgeDeeds = {
  /** The first pair of eyes; another person grants. */
  recommend: deed('recommend', Remark),
  grant: deed('grant', Remark),
  decline: deed('decline', Reason),
  withdraw: deed('withdraw', Remark),
  revoke: deed('revoke', Reason),
};
/** The signed statement: a DSSE envelope around an in-toto statement. */
export const downloadBadge = defineRoute({
  name: 'badge.statement',
  method: 'GET',
  path: '/badges/:id/statement.json',
  access: 'public',
  params: ById,
  reply: 'stream',
});

/** The same as a page to hang up. Errors: `not_found` until it is printed, a moment after it was signed. */
export const downloadBadgePdf = defineRoute({
  name: 'badge.pdf',
  method: 'GET',
  path: '/badges/:id/badge.pdf',
  access: 'public',
  params: ById,
  query: z.object({ lang: z.enum(['zh', 'en']).default('zh') }),
  reply: 'stream',
});

export const badgeRoutes = [
  listBadges,
  readBadge,
  checkBadge,
  applyForBadge,
  ...Object.values(badgeDeeds),
  downloadBadge,
  downloadBadgePdf,
];

export const badgePredicateType = 'urn:scenario-lab:badge:1';
const BadgePredicate = z.object({
  issuedAt: Instant,
  badge: z.object({ number: z.string(), kind: BadgeKind, expiresAt: Instant }),
  holder: OrganisationRef,
  subject: z.object({ thing: BadgeThing, id: Id, title: Title }),
  rules: z.array(RuleReading),
});
export type BadgePredicate = z.infer<typeof BadgePredicate>;
const BadgeStatement = z.object({
  predicateType: z.literal(badgePredicateType),
  predicate: BadgePredicate,
});

/** The predicate of a badge; null when the statement is of another form. */
export function badgeIn(statement: unknown): BadgePredicate | null {
  const parsed = BadgeStatement.safeParse(statement);
  return parsed.success ? parsed.data.predicate : null;
}
