import { type Criterion, metricNames } from '@scenario-lab/contracts/metrics';
import { formatsOf } from './format.js';
import type { Language } from './i18n.js';

const byId = new Map(metricNames.map((metric) => [metric.id, metric]));

export function metricOf(id: string) {
  return byId.get(id) ?? null;
}

export function metricName(id: string, language: Language): string {
  return byId.get(id)?.[language] ?? id;
}

/** The unit a criterion is stated in: its own, else what the metric itself is measured in. */
export function unitOf(id: string, own: string | undefined): string {
  if (own) return own;
  return byId.get(id)?.unit === 'percent' ? '%' : '';
}

/** “平均绝对误差不高于 12 µg/m³（季节 = 冬）” / “Mean absolute error at most 12 µg/m³ (season = winter)”. */
export function criterionSentence(
  criterion: Pick<Criterion, 'metric' | 'direction' | 'threshold' | 'unit' | 'slice'>,
  language: Language,
): string {
  const name = metricName(criterion.metric, language);
  const unit = unitOf(criterion.metric, criterion.unit);
  const value = `${formatsOf(language).figure(criterion.threshold)}${unit ? (unit === '%' ? '%' : ` ${unit}`) : ''}`;
  if (language === 'zh') {
    const slice = criterion.slice ? `（${criterion.slice.column} = ${criterion.slice.value}）` : '';
    return `${name}${criterion.direction === 'at_most' ? '不高于' : '不低于'} ${value}${slice}`;
  }
  const slice = criterion.slice ? ` (${criterion.slice.column} = ${criterion.slice.value})` : '';
  return `${name} ${criterion.direction === 'at_most' ? 'at most' : 'at least'} ${value}${slice}`;
}
