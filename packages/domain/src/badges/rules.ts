import type { BadgeKind, BadgeRule, RuleReading } from '@scenario-lab/contracts/badges';

type Rule = Pick<RuleReading, 'rule' | 'bound' | 'threshold'>;
const atLeast = (rule: BadgeRule, threshold: number): Rule => ({ rule, bound: 'at_least', threshold });
const none = (rule: BadgeRule): Rule => ({ rule, bound: 'at_most', threshold: 0 });

/** How long a badge whose rules broke has to hold them again, and how long one is good for; in days. */
export const mendDays = 30;
export const goodForDays = 365;

/** What each badge asks: measured figures, none of them anybody's opinion. */
export const rulesOf: Readonly<Record<BadgeKind, readonly Rule[]>> = {
  demonstration_scenario: [
    atLeast('vendors_measured', 1),
    atLeast('pilots_accepted', 1),
    atLeast('cases_published', 1),
  ],
  standard_dataset: [
    atLeast('listed', 1),
    atLeast('rows', 200),
    atLeast('columns_described', 1),
    none('rules_broken'),
    atLeast('exams_open', 1),
    atLeast('users', 2),
  ],
  data_partner: [atLeast('datasets_listed', 2), atLeast('users', 2), none('requests_overdue')],
  service_provider: [
    atLeast('certificates_in_force', 1),
    atLeast('pilots_accepted', 1),
    none('certificates_lost'),
    atLeast('field_estimate', 0.5),
    atLeast('kept_estimate', 0.5),
  ],
};

/** Thresholds by rule; what is not named is as shipped. */
type Asked = Readonly<Partial<Record<BadgeRule, number>>>;
export const askedRules = (kind: BadgeKind, asked: Asked = {}): readonly Rule[] =>
  rulesOf[kind].map((rule) => ({ ...rule, threshold: asked[rule.rule] ?? rule.threshold }));

/** The thresholds a badge was given under, as its own readings say them. */
export const thresholdsIn = (readings: readonly RuleReading[]): Asked =>
  Object.fromEntries(readings.map(({ rule, threshold }) => [rule, threshold]));

/** What of today's thresholds the figures last measured fall short of. */
export const shortOf = (kind: BadgeKind, readings: readonly RuleReading[], asked: Asked): RuleReading[] =>
  readRules(kind, Object.fromEntries(readings.map(({ rule, value }) => [rule, value])), asked).filter(
    ({ holds }) => !holds,
  );

/** Each rule beside its figure; what was not measured holds nothing. */
export function readRules(
  kind: BadgeKind,
  measured: Readonly<Partial<Record<BadgeRule, number | null>>>,
  asked: Asked = {},
): RuleReading[] {
  return askedRules(kind, asked).map((rule) => {
    const value = measured[rule.rule] ?? null;
    const holds =
      value !== null && (rule.bound === 'at_least' ? value >= rule.threshold : value <= rule.threshold);
    return { ...rule, value, holds };
  });
}

export const allHold = (readings: readonly RuleReading[]): boolean =>
  readings.length > 0 && readings.every(({ holds }) => holds);
export const brokenRules = (readings: readonly RuleReading[]): BadgeRule[] =>
  readings.filter(({ holds }) => !holds).map(({ rule }) => rule);
