import type { ColumnEntry, Profile } from '@scenario-lab/contracts/datasets';
import { significant } from '@scenario-lab/domain/runs/edition';
import type { z } from 'zod';

type Columns = z.infer<typeof Profile>['columns'];
type Column = Columns[number];

/**
 * The profile of data that may only be computed on. Of a target no single value is shown, for some of its rows
 * will be somebody's hidden truth; its histogram keeps edges of two figures. Of a column that no program is
 * ever given (never known, left out, or sensitive) nothing but counts.
 */
export function withoutHiddenValues(columns: Columns, declared: readonly ColumnEntry[]): Columns {
  const byName = new Map(declared.map((entry) => [entry.name, entry] as const));
  return columns.map((column) => {
    const entry = byName.get(column.name);
    if (entry?.role === 'target') return coarse(column);
    const withheld =
      !entry || entry.role === 'ignored' || entry.knownAt === 'never' || entry.sensitivity !== 'none';
    return withheld ? countsOnly(column) : column;
  });
}

function coarse(column: Column): Column {
  return {
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
  };
}

function countsOnly(column: Column): Column {
  return {
    ...column,
    min: null,
    max: null,
    mean: null,
    deviation: null,
    quantiles: [],
    histogram: [],
    top: [],
  };
}
