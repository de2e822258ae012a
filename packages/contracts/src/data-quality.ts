import { z } from 'zod';

const qualityDimensions = ['completeness', 'uniqueness', 'validity', 'consistency', 'timeliness'] as const;
const qualityDefects = [
  'empty_column',
  'missing_cells',
  'duplicate_rows',
  'id_repeats',
  'stand_in',
  'beyond_percent',
  'future_time',
  'spelt_differently',
  'ends_long_ago',
  'rule_required',
  'rule_unique',
  'rule_range',
  'rule_pattern',
  'rule_list',
  'rule_reference',
  'rule_unreadable',
  'reference_unread',
] as const;
/** Something to mend in the data, by the figures of the same profile. */
export const QualityDefect = z.object({
  dimension: z.enum(qualityDimensions),
  code: z.enum(qualityDefects),
  /** Null where it is of the table as a whole. */
  column: z.string().nullable(),
  /** Of the rows; null where it is not counted. */
  share: z.number().nullable(),
  /** The value, the two spellings, the days. */
  detail: z.string(),
});
export type QualityDefect = z.infer<typeof QualityDefect>;
