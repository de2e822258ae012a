import type { Plan } from '@scenario-lab/contracts/benchmarks';
import type { Text } from '@scenario-lab/contracts/common';
import type { ColumnEntry } from '@scenario-lab/contracts/datasets';

/** As long as what somebody writes of a criterion's part. */
const longest = 80;

/**
 * The plan with the words of the data's dictionary: every part of rows that figures are told of, and every part a criterion names
 * without words of its own. Pure; what a plan said of parts before is made anew.
 */
export function withPartNames(plan: Plan, columns: readonly ColumnEntry[]): Plan {
  const { partNames: _, ...rest } = plan;
  const told = new Set([
    ...plan.slices,
    ...plan.criteria.flatMap(({ slice }) => (slice ? [slice.column] : [])),
  ]);
  const partNames = columns
    .filter(({ name }) => told.has(name))
    .flatMap((column) =>
      (column.values ?? []).map(({ value, says }) => ({
        column: column.name,
        value,
        says: partSaid(column, says),
      })),
    );
  const wordOf = (column: string, value: string) =>
    partNames.find((one) => one.column === column && one.value === value)?.says;
  const criteria = plan.criteria.map((criterion) => {
    const { slice } = criterion;
    const says = slice && (slice.says ?? wordOf(slice.column, slice.value));
    return says ? { ...criterion, slice: { ...slice, says } } : criterion;
  });
  return { ...rest, criteria, ...(partNames.length > 0 ? { partNames } : {}) };
}

/** “季节为夏季”, “Season: summer”; the value's name alone where the column has none in that language. */
function partSaid({ title }: ColumnEntry, says: Text): Text {
  const said = (column: string | undefined, value: string | undefined, between: string) => {
    if (value === undefined) return undefined;
    const whole = column === undefined ? value : `${column}${between}${value}`;
    return whole.length > longest ? value : whole;
  };
  const zh = said(title?.zh, says.zh, '为');
  const en = said(title?.en, says.en, ': ');
  return { ...(zh === undefined ? {} : { zh }), ...(en === undefined ? {} : { en }) };
}
