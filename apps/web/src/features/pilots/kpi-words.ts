import type { Kpi } from '@scenario-lab/contracts/pilots';
import { useFormats } from '../../i18n/format.js';
import { shownUnit } from '../../i18n/shown-unit.js';
import { useWords } from '../../i18n/use-words.js';

type Gap = Pick<Kpi, 'gap' | 'lab' | 'unit' | 'insideLabInterval'>;

/** Below which a gap is said to be none: what rounding of two figures leaves. */
const nothing = 1e-9;

/** “现场比实验室差 0.048（5.6%），在实验室区间之外。” */
export function useGapSentence(): (kpi: Gap) => string | null {
  const { t } = useWords();
  const { figure, percent } = useFormats();
  return ({ gap, lab, unit, insideLabInterval }) => {
    if (gap === null || !lab) return null;
    const size = Math.abs(gap);
    const said = `${figure(size)}${shownUnit(unit) ? ` ${shownUnit(unit)}` : ''}`;
    const share =
      lab.value === 0 ? '' : t('pilots.gap.share', { share: percent(size / Math.abs(lab.value)) });
    const way = size < nothing ? 'same' : gap > 0 ? 'better' : 'worse';
    const first = t(`pilots.gap.${way}`, { size: said, share });
    if (insideLabInterval === null || !lab.interval) return `${first}${t('pilots.gap.end')}`;
    return `${first}${t(insideLabInterval ? 'pilots.gap.inside' : 'pilots.gap.outside')}`;
  };
}

/** Indicators that still lack observations for acceptance. */
export function lackingOf<K extends Pick<Kpi, 'counted' | 'observations'>>(kpis: readonly K[]): K[] {
  return kpis.filter(({ counted, observations }) => counted < Math.max(1, observations));
}
