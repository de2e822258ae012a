import type { Case } from '@scenario-lab/contracts/cases';

type Figures = Pick<Case['numbers'][number], 'lab' | 'field'>;

/** How far apart two figures are, with the decimals of the one that shows more: further digits say nothing. */
export function gapSize({ lab, field }: Figures, gap: number, figure: (value: number) => string): string {
  const decimals = (value: number | null) =>
    value === null ? 0 : (figure(value).split('.')[1]?.length ?? 0);
  return Math.abs(gap).toFixed(Math.max(decimals(lab), decimals(field)));
}

/**
 * The gap with the decimals of the figures it lies between: more digits than either of them has say nothing. Written with the
 * minus of mathematics, and without a sign where nothing of it is left.
 */
export function gapOf(
  { gap, ...figures }: Figures & Pick<Case['numbers'][number], 'gap'>,
  figure: (value: number) => string,
): string {
  if (gap === null) return '–';
  const size = gapSize(figures, gap, figure);
  if (Number(size) === 0) return size;
  return `${gap > 0 ? '+' : '−'}${size}`;
}
