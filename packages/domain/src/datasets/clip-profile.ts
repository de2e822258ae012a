export interface NumberProfile {
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
 * A profile for readers who may not read rows: extremes clipped to the 1st and 99th percentile (unit of the
 * column), no value named and no bar drawn of fewer than 10 rows. Instants keep their range: it is the time covered.
 */
export function clipColumn<C extends NumberProfile>(column: C): C {
  const at = (p: number) => column.quantiles.find((quantile) => quantile.p === p)?.value ?? null;
  const isTime = column.type === 'timestamp';
  return {
    ...column,
    min: isTime ? column.min : at(0.01),
    max: isTime ? column.max : at(0.99),
    top: column.top.filter(({ count }) => count >= fewestNamed),
    histogram: column.histogram.filter(({ count }) => count === 0 || count >= fewestNamed),
  };
}
