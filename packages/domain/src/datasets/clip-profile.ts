export interface ColumnFigures {
  type: string;
  min: number | string | null;
  max: number | string | null;
  quantiles: readonly { p: number; value: number }[];
  histogram: readonly { from: number; to: number; count: number }[];
  top: readonly { value: string; count: number }[];
}

/** Rows a value must stand in before it is named to somebody who may not read rows. */
export const fewestNamed = 10;

/**
 * A column's figures for readers who may not read rows: extremes clipped to the 1st and 99th percentile (unit of the
 * column; instants in seconds since 1970 UTC become ISO 8601), no value named and no bar drawn of fewer than 10 rows.
 */
export function clipColumn<C extends ColumnFigures>(column: C): C {
  const at = (p: number) => {
    const value = column.quantiles.find((quantile) => quantile.p === p)?.value;
    if (value === undefined) return null;
    if (column.type !== 'timestamp') return value;
    const instant = new Date(value * 1_000).toISOString();
    // A column of days stays one.
    return typeof column.min === 'string' && column.min.length === 10
      ? instant.slice(0, 10)
      : `${instant.slice(0, 19)}Z`;
  };
  return {
    ...column,
    min: at(0.01),
    max: at(0.99),
    top: column.top.filter(({ count }) => count >= fewestNamed),
    histogram: column.histogram.filter(({ count }) => count === 0 || count >= fewestNamed),
  };
}
