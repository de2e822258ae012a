import { z } from 'zod';
import { Id } from './common.js';

/** What an engine without backtracking does not know: looking around, and what stood before. */
const beyondRe2 = /\(\?[=!]|\(\?<[=!]|\\[1-9]|\\k</;

function isPattern(text: string): boolean {
  if (beyondRe2.test(text)) return false;
  try {
    new RegExp(text, 'u');
    return true;
  } catch {
    return false;
  }
}

/** What its owner declares of a column's values. Checked on every version, in the sandbox, by the table engine itself. */
export const ColumnRules = z
  .object({
    required: z.boolean().optional(),
    unique: z.boolean().optional(),
    least: z.number().optional(),
    most: z.number().optional(),
    /** A regular expression that the whole value meets (RE2: it takes no longer, whatever is written). */
    pattern: z.string().trim().min(1).max(200).refine(isPattern, { error: 'pattern_unreadable' }).optional(),
    /** A foreign key: every value stands in a column of other data, which are the owner's own or open to everybody. */
    inData: z.object({ datasetId: Id, column: z.string().trim().min(1).max(200) }).optional(),
    oneOf: z.array(z.string().trim().min(1).max(200)).min(1).max(1_000).optional(),
  })
  .refine(({ least, most }) => least === undefined || most === undefined || least <= most, {
    error: 'least_above_most',
    path: ['most'],
  });
export type ColumnRules = z.infer<typeof ColumnRules>;

/** Where a version is not what was declared. */
export const RuleViolation = z.object({
  column: z.string(),
  rule: z.enum(['required', 'unique', 'range', 'pattern', 'list', 'reference']),
  /** Null where the rule itself could not be read, or what it refers to. */
  cells: z.number().int().nullable(),
  /** The first rows it was found in, counted from 1 below the header; no value of them. */
  rows: z.array(z.number().int()),
});
