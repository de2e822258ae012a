import type { Case } from '@scenario-lab/contracts/cases';

/**
 * The gap with the decimals of the figures it lies between: more digits than either of them has say nothing. Written with the
 * minus of mathematics, and without a sign where nothing of it is left.
 */
export function gapOf(
  { lab, field, gap }: Pick<Case['numbers'][number], 'lab' | 'field' | 'gap'>,
  figure: (value: number) => string,
): string {
  if (gap === null) return '–';
  const decimals = (value: number | null) =>
    value === null ? 0 : (figure(value).split('.')[1]?.length ?? 0);
  const size = Math.abs(gap).toFixed(Math.max(decimals(lab), decimals(field)));
  if (Number(size) === 0) return size;
  return `${gap > 0 ? '+' : '−'}${size}`;
}
