import type { ColumnEntry, Profile } from '@scenario-lab/contracts/datasets';
import { significant } from '@scenario-lab/domain/runs/edition';
import type { z } from 'zod';

type Columns = z.infer<typeof Profile>['columns'];

/**
 * The profile of data that may only be computed on: of a target no single value is shown, for some of its rows
 * will be somebody's hidden truth. Its histogram keeps edges of two figures.
 */
export function withoutTargetValues(columns: Columns, declared: readonly ColumnEntry[]): Columns {
  const targets = new Set(declared.filter((entry) => entry.role === 'target').map((entry) => entry.name));
  return columns.map((column) =>
    targets.has(column.name)
      ? {
          ...column,
          min: null,
          max: null,
          quantiles: [],
          mean: column.mean === null ? null : significant(column.mean, 2),
          deviation: column.deviation === null ? null : significant(column.deviation, 2),
          histogram: column.histogram.map(({ from, to, count }) => ({
            from: significant(from, 2),
            to: significant(to, 2),
            count,
          })),
        }
      : column,
  );
}
