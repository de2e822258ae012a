import { type Criterion, criterionNames, criterionUnit, isResource } from '@scenario-lab/contracts/metrics';
import type { Run } from '@scenario-lab/contracts/runs';
import { type About, plainWords } from '@scenario-lab/contracts/words/criterion-words';
import { rawSlice, sliceWords } from '@scenario-lab/contracts/words/slice-words';
import { formatsOf } from './format.js';
import type { Language } from './i18n.js';

const byId = new Map(criterionNames.map((metric) => [metric.id, metric]));

export function metricOf(id: string) {
  return byId.get(id) ?? null;
}

export function metricName(id: string, language: Language): string {
  return byId.get(id)?.[language] ?? id;
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
    const slice = criterion.slice ? `（${sliceWords(criterion.slice, language)}）` : '';
    return `${name}${gap}${criterion.direction === 'at_most' ? '不高于' : '不低于'} ${value}${slice}`;
  }
  const slice = criterion.slice ? ` (${sliceWords(criterion.slice, language)})` : '';
  return `${name} ${criterion.direction === 'at_most' ? 'at most' : 'at least'} ${value}${slice}`;
}

/** “召回率 ≥ 0.74”, “准确率 [lighting = dim] ≥ 0.9”: the metric's own way of saying it, for those who want it. */
export function metricTerm(
  {
    metric,
    direction,
    threshold,
    unit,
    slice,
  }: Pick<Criterion, 'metric' | 'direction' | 'threshold' | 'unit' | 'slice'>,
  language: Language,
): string {
  const shown = criterionUnit(metric, unit, language);
  const value = formatsOf(language).figure(threshold);
  const after = shown ? (shown === '%' ? '%' : ` ${shown}`) : '';
  // Where the part has words of its own, this is the one place that still tells column and value.
  const part = slice?.says ? ` [${rawSlice(slice)}]` : '';
  return `${metricName(metric, language)}${part} ${direction === 'at_most' ? '≤' : '≥'} ${value}${after}`;
}

/** What a run's criteria are about. */
export const aboutOf = ({ benchmark, subject }: Pick<Run, 'benchmark' | 'subject'>): About => ({
  task: benchmark.task,
  subject,
});

/** As an office says it, where it can be said so. */
export function saidPlainly(criterion: Criterion, about: About, language: Language): string {
  return plainWords(criterion, about, language)?.sentence ?? criterionSentence(criterion, language);
}
