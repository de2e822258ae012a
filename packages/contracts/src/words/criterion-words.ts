import type { Text } from '../common.js';
import { type Criterion, criterionUnit, type TaskKind } from '../metrics.js';
import { sliceWords } from './slice-words.js';

// A criterion as an office would say it. One place for the wizard, the need's page, the exam's page and the pilot's,
// so that the writer, the reviewer and the field read the same words.

type Language = 'zh' | 'en';

/** What the words are about; all of it may be unknown. */
export interface About {
  task: TaskKind | null;
  subject: { what?: Text | undefined; unit?: string | undefined } | null;
}

export interface PlainWords {
  /** “每 100 例真实故障，漏报不超过 26 例” */
  sentence: string;
  /** The same with figures worked out from the threshold; null where the sentence is one already. */
  example: string | null;
}

type Asked = Pick<Criterion, 'metric' | 'direction' | 'threshold' | 'unit' | 'slice'>;

/** A share as so many of 100, of 1,000 or of 10,000: the least of them in which it is whole. */
export function ofRound(share: number): { count: number; of: number } | null {
  for (const of of [100, 1_000, 10_000]) {
    const count = Math.round(share * of);
    if (Math.abs(share * of - count) < 1e-7) return { count, of };
  }
  return null;
}

const locale = { zh: 'zh-CN', en: 'en-GB' } as const;
const numbers = {
  zh: new Intl.NumberFormat(locale.zh, { maximumSignificantDigits: 4 }),
  en: new Intl.NumberFormat(locale.en, { maximumSignificantDigits: 4 }),
};

/** Null where nobody but the metric's name says it: R², MCC, a limit that no share turns into a count. */
export function plainWords(criterion: Asked, about: About, language: Language): PlainWords | null {
  const said = language === 'zh' ? inChinese(criterion, about) : inEnglish(criterion, about);
  if (!said) return null;
  const [words, example = null] = said;
  const sentence = words.charAt(0).toUpperCase() + words.slice(1);
  const { slice } = criterion;
  if (!slice) return { sentence, example };
  const only = sliceWords(slice, language);
  const named = slice.says !== undefined;
  if (language === 'zh') return { sentence: `${sentence}（仅限${named ? '' : ' '}${only}）`, example };
  return { sentence: `${sentence} (${named ? `${only} only` : `only where ${only}`})`, example };
}

/** What a metric's figure counts: hits of so many, or misses of them. */
const missesOf: Record<string, boolean> = {
  recall: true,
  precision: true,
  accuracy: false,
  balanced_accuracy: false,
  top_k_accuracy: false,
};

interface Parts {
  n: (value: number) => string;
  /** With the unit of the thing. */
  amount: (value: number) => string;
  what: string;
  forecast: boolean;
  kinds: boolean;
  /** Of shares. */
  count: string;
  of: string;
}

function partsOf({ metric, threshold, unit }: Asked, { task, subject }: About, language: Language): Parts {
  const n = (value: number) => numbers[language].format(value);
  const own = criterionUnit(metric, unit || subject?.unit, language);
  // A Chinese word in an English sentence reads worse than none; the other way round offices are used to it.
  const what = (language === 'zh' ? (subject?.what?.zh ?? subject?.what?.en) : subject?.what?.en) ?? '';
  const round = ofRound(threshold);
  const count = round ? (missesOf[metric] ? round.of - round.count : round.count) : 0;
  return {
    n,
    amount: (value) => (own ? (own === '%' ? `${n(value)}%` : `${n(value)} ${own}`) : n(value)),
    what,
    forecast: task === 'forecasting',
    kinds: task === 'multiclass',
    count: n(count),
    of: round ? n(round.of) : '',
  };
}

/** Whether the criterion asks what its metric is for: much of a share, little of an error. */
function asksForGood({ metric, direction, threshold }: Asked): boolean {
  if (metric in missesOf) return direction === 'at_least' && ofRound(threshold) !== null;
  return metric.startsWith('skill_') ? direction === 'at_least' && threshold >= 0 : direction === 'at_most';
}

type Said = [sentence: string, example?: string];

function inChinese(criterion: Asked, about: About): Said | null {
  if (!asksForGood(criterion)) return null;
  const { n, amount, what, forecast, kinds, count, of } = partsOf(criterion, about, 'zh');
  const { metric, threshold: t } = criterion;
  const doing = forecast ? '预报' : '估计';
  const whose = what ? `${what}${/[\w.)%]$/.test(what) ? ' ' : ''}的${doing}` : doing;
  const even = `例如三次分别相差 ${amount(t / 2)}、${amount(t)} 和 ${amount(1.5 * t)}，平均 ${amount(t)}，刚好达到。`;
  switch (metric) {
    case 'recall':
      return [`每 ${of} 例真实${what || '情况'}，漏报不超过 ${count} 例`];
    case 'precision':
      return [`每 ${of} 次报警，误报不超过 ${count} 次`];
    case 'accuracy':
      return [kinds ? `每 ${of} 件${what}，至少归对 ${count} 件` : `每 ${of} 次判断，至少判对 ${count} 次`];
    case 'balanced_accuracy':
      return [`各类分开统计再平均，每 ${of} 件至少判对 ${count} 件`];
    case 'top_k_accuracy':
      return [`每 ${of} 件${what}，至少 ${count} 件的正确类别排在前三位`];
    case 'mae':
      return [`${whose}平均相差不超过 ${amount(t)}`, even];
    case 'median_ae':
      return [`${whose}至少有一半相差不超过 ${amount(t)}`];
    case 'max_error':
      return [`${whose}任何一次相差都不超过 ${amount(t)}`];
    case 'rmse':
      return [
        `${whose}相差不超过 ${amount(t)}（偏差大的加重计算）`,
        `例如四次中三次完全准确、一次相差 ${amount(2 * t)}，刚好达到。`,
      ];
    case 'mape':
      return [
        `${whose}平均相差不超过真实值的 ${n(t)}%`,
        `例如真实值为 200 时，相差 ${n(2 * t)} 为平均水平。`,
      ];
    case 'bias':
      return [`${whose}总体偏高或偏低不超过 ${amount(t)}`];
    case 'skill_persistence':
      return [
        `误差比“照搬最近一次实测值”至少小 ${n(100 * t)}%`,
        `例如照搬平均相差 10，则须不超过 ${n(10 * (1 - t))}。`,
      ];
    case 'skill_seasonal':
      return [
        `误差比“照搬上一周期同一时刻的值”至少小 ${n(100 * t)}%`,
        `例如照搬平均相差 10，则须不超过 ${n(10 * (1 - t))}。`,
      ];
    case 'wall_seconds_per_1k':
      return [`每 1,000 条等待不超过 ${amount(t)}`, `例如 20,000 条最多等待 ${amount(20 * t)}。`];
    case 'cpu_seconds_per_1k':
      return [`每 1,000 条占用处理器不超过 ${amount(t)}`, `例如 20,000 条最多占用 ${amount(20 * t)}。`];
    case 'peak_memory_mib':
      return [`运行时占用内存不超过 ${amount(t)}`];
    default:
      return null;
  }
}

function inEnglish(criterion: Asked, about: About): Said | null {
  if (!asksForGood(criterion)) return null;
  const { n, amount, what, forecast, kinds, count, of } = partsOf(criterion, about, 'en');
  const { metric, threshold: t } = criterion;
  const doing = forecast ? 'forecasts' : 'estimates';
  const whose = what ? `${doing} of ${what}` : doing;
  const even = `For instance off by ${amount(t / 2)}, ${amount(t)} and ${amount(1.5 * t)}: ${amount(t)} on average, just met.`;
  switch (metric) {
    case 'recall':
      return [`of ${of} real ${what || 'cases'}, at most ${count} may be missed`];
    case 'precision':
      return [`of ${of} alarms, at most ${count} may be false`];
    case 'accuracy':
      return [
        kinds
          ? `of ${of} ${what || 'items'}, at least ${count} must be put in the right kind`
          : `of ${of} answers, at least ${count} must be right`,
      ];
    case 'balanced_accuracy':
      return [`each kind counted by itself and averaged: of ${of}, at least ${count} must be right`];
    case 'top_k_accuracy':
      return [
        `of ${of} ${what || 'items'}, at least ${count} must have the right kind among the first three`,
      ];
    case 'mae':
      return [`${whose} off by at most ${amount(t)} on average`, even];
    case 'median_ae':
      return [`at least half of the ${whose} off by at most ${amount(t)}`];
    case 'max_error':
      return [`none of the ${whose} off by more than ${amount(t)}`];
    case 'rmse':
      return [
        `${whose} off by at most ${amount(t)}, large errors counting more`,
        `For instance three of four exactly right and one off by ${amount(2 * t)}: just met.`,
      ];
    case 'mape':
      return [
        `${whose} off by at most ${n(t)}% of the true value on average`,
        `For instance ${n(2 * t)} off is average where the true value is 200.`,
      ];
    case 'bias':
      return [`${whose} too high or too low by at most ${amount(t)} overall`];
    case 'skill_persistence':
      return [
        `errors at least ${n(100 * t)}% smaller than repeating the latest reading`,
        `For instance at most ${n(10 * (1 - t))} where repeating is 10 off on average.`,
      ];
    case 'skill_seasonal':
      return [
        `errors at least ${n(100 * t)}% smaller than repeating the same moment of the last cycle`,
        `For instance at most ${n(10 * (1 - t))} where repeating is 10 off on average.`,
      ];
    case 'wall_seconds_per_1k':
      return [
        `at most ${amount(t)} of waiting for 1,000 rows`,
        `For instance at most ${amount(20 * t)} for 20,000 rows.`,
      ];
    case 'cpu_seconds_per_1k':
      return [
        `at most ${amount(t)} of processor time for 1,000 rows`,
        `For instance at most ${amount(20 * t)} for 20,000 rows.`,
      ];
    case 'peak_memory_mib':
      return [`at most ${amount(t)} of memory while it runs`];
    default:
      return null;
  }
}

/** Metrics whose figure is so many of 100, in the words of an indicator. */
const counted: Record<
  string,
  { zh: (what: string, kinds: boolean) => string; en: (what: string, kinds: boolean) => string }
> = {
  recall: {
    zh: (what) => `每 {of} 例真实${what || '情况'}认出 {count} 例`,
    en: (what) => `{count} of {of} real ${what || 'cases'} found`,
  },
  precision: { zh: () => '每 {of} 次报警 {count} 次属实', en: () => '{count} of {of} alarms true' },
  accuracy: {
    zh: (what, kinds) => (kinds ? `每 {of} 件${what}归对 {count} 件` : '每 {of} 次判断判对 {count} 次'),
    en: (what, kinds) =>
      kinds ? `{count} of {of} ${what || 'items'} put in the right kind` : '{count} of {of} answers right',
  },
  balanced_accuracy: {
    zh: () => '各类分开统计再平均，每 {of} 件判对 {count} 件',
    en: () => '{count} of {of} right, each kind counted by itself and averaged',
  },
  top_k_accuracy: {
    zh: (what) => `每 {of} 件${what}有 {count} 件的正确类别排在前三位`,
    en: (what) => `{count} of {of} ${what || 'items'} with the right kind among the first three`,
  },
};

export const isCounted = (metric: string): boolean => metric in counted;

/** A measured figure in the need's words: “每 100 例真实故障认出 86 例”; null where it is a figure with a unit anyhow. */
export function plainFigure(metric: string, value: number, about: About, language: Language): string | null {
  const words = counted[metric]?.[language];
  if (!words) return null;
  const { what, kinds } = partsOf({ metric, threshold: 0, direction: 'at_least' }, about, language);
  const share = Math.round(value * 1_000) / 10;
  return words(what, kinds).replace('{of}', '100').replace('{count}', numbers[language].format(share));
}
