import type { Kpi } from '@scenario-lab/contracts/pilots';
import { gapSize } from '../../components/gap.js';
import { useFormats } from '../../i18n/format.js';
import { shownUnit } from '../../i18n/shown-unit.js';
import { useWords } from '../../i18n/use-words.js';

type Gap = Pick<Kpi, 'gap' | 'lab' | 'field' | 'unit' | 'insideLabInterval'>;

/** “现场比实验室差 0.048（5.6%），在实验室区间之外。” */
export function useGapSentence(): (kpi: Gap) => string | null {
  const { t } = useWords();
  const { figure, percent } = useFormats();
  return ({ gap, lab, field, unit, insideLabInterval }) => {
    if (gap === null || !lab) return null;
    const size = gapSize({ lab: lab.value, field: field?.value ?? null }, gap, figure);
    const said = `${size}${shownUnit(unit) ? ` ${shownUnit(unit)}` : ''}`;
    const share = lab.value === 0 ? '' : t('pilots.gap.share', { share: percent(Math.abs(gap / lab.value)) });
    const way = Number(size) === 0 ? 'same' : gap > 0 ? 'better' : 'worse';
    const first = t(`pilots.gap.${way}`, { size: said, share });
    if (insideLabInterval === null || !lab.interval) return `${first}${t('pilots.gap.end')}`;
    return `${first}${t(insideLabInterval ? 'pilots.gap.inside' : 'pilots.gap.outside')}`;
  };
}

/** Indicators that still lack observations for acceptance. */
export function lackingOf<K extends Pick<Kpi, 'counted' | 'observations'>>(kpis: readonly K[]): K[] {
  return kpis.filter(({ counted, observations }) => counted < Math.max(1, observations));
}
