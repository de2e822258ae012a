import { type Criterion, criterionNames, criterionUnit, isResource } from '@scenario-lab/contracts/metrics';
import { formatsOf } from './format.js';
import type { Language } from './i18n.js';

const byId = new Map(criterionNames.map((metric) => [metric.id, metric]));

export function metricOf(id: string) {
  return byId.get(id) ?? null;
}

export function metricName(id: string, language: Language): string {
  return byId.get(id)?.[language] ?? id;
}

/** A ratio lies between 0 and 1: thresholds outside decide nothing, however good the program. */
export function foregoneOf({
  metric,
  direction,
  threshold,
}: Pick<Criterion, 'metric' | 'direction' | 'threshold'>): 'always_met' | 'never_met' | null {
  if (byId.get(metric)?.unit !== 'ratio') return null;
  if (direction === 'at_least') return threshold > 1 ? 'never_met' : threshold <= 0 ? 'always_met' : null;
  return threshold < 0 ? 'never_met' : threshold >= 1 ? 'always_met' : null;
}

/** “平均绝对误差不高于 12 µg/m³（季节 = 冬）” / “Mean absolute error at most 12 µg/m³ (season = winter)”. */
export function criterionSentence(
  criterion: Pick<Criterion, 'metric' | 'direction' | 'threshold' | 'unit' | 'slice'>,
  language: Language,
): string {
  const name = metricName(criterion.metric, language);
  const unit = criterionUnit(criterion.metric, criterion.unit, language);
  const value = `${formatsOf(language).figure(criterion.threshold)}${unit ? (unit === '%' ? '%' : ` ${unit}`) : ''}`;
  // A limit is kept, a figure is high or low.
  if (language === 'zh' && isResource(criterion.metric)) return `${name}不超过 ${value}`;
  if (language === 'zh') {
    const gap = /[\w²)]$/.test(name) ? ' ' : '';
    const slice = criterion.slice ? `（${criterion.slice.column} = ${criterion.slice.value}）` : '';
    return `${name}${gap}${criterion.direction === 'at_most' ? '不高于' : '不低于'} ${value}${slice}`;
  }
  const slice = criterion.slice ? ` (${criterion.slice.column} = ${criterion.slice.value})` : '';
  return `${name} ${criterion.direction === 'at_most' ? 'at most' : 'at least'} ${value}${slice}`;
}
