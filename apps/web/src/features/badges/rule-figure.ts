import type { BadgeRule } from '@scenario-lab/contracts/badges';
import type { useFormats } from '../../i18n/format.js';

const shares: ReadonlySet<BadgeRule> = new Set(['columns_described', 'field_estimate', 'kept_estimate']);

/** A rule's figure as it is read: a share, or a number of things. */
export const ruleFigure = (
  { count, percent }: Pick<ReturnType<typeof useFormats>, 'count' | 'percent'>,
  rule: BadgeRule,
  value: number,
): string => (shares.has(rule) ? percent(value) : count(value));
