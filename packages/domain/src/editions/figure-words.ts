import type { Text } from '@scenario-lab/contracts/common';
import { type Criterion, criterionNames, criterionUnit, isResource } from '@scenario-lab/contracts/metrics';
import { sliceWords } from '@scenario-lab/contracts/words/slice-words';
import { type Language, languages } from './cells.js';

const nameOf = (metric: string, language: Language) =>
  criterionNames.find(({ id }) => id === metric)?.[language] ?? metric;

const withUnit = (value: number, unit: string) => `${value}${unit ? (unit === '%' ? '%' : ` ${unit}`) : ''}`;

/** A criterion as a printed list says it: “平均绝对误差不高于 12 cm”, “Mean absolute error at most 12 cm”. */
export function criterionText(criterion: Criterion): Text {
  const { metric, direction, threshold, unit, slice } = criterion;
  const figure = (language: Language) => withUnit(threshold, criterionUnit(metric, unit, language));
  const at = (language: Language) => (slice ? sliceWords(slice, language) : '');
  const limit = isResource(metric) ? '不超过' : direction === 'at_most' ? '不高于' : '不低于';
  const bound = direction === 'at_most' ? 'at most' : 'at least';
  return {
    zh: `${nameOf(metric, 'zh')}${limit} ${figure('zh')}${slice ? `（${at('zh')}）` : ''}`,
    en: `${nameOf(metric, 'en')} ${bound} ${figure('en')}${slice ? ` (${at('en')})` : ''}`,
  };
}

/** A vendor's own figure. */
export function claimText(claim: { metric: string; value: number; context?: string | undefined }): Text {
  const text: Text = {};
  for (const language of languages) {
    const figure = withUnit(claim.value, criterionUnit(claim.metric, undefined, language));
    const context = claim.context ? (language === 'zh' ? `（${claim.context}）` : ` (${claim.context})`) : '';
    text[language] = `${nameOf(claim.metric, language)} ${figure}${context}`;
  }
  return text;
}
