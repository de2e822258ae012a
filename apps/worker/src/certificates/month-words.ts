import { event as eventEn } from '@scenario-lab/contracts/words/events-en';
import { event as eventZh } from '@scenario-lab/contracts/words/events-zh';

const slices: Record<string, readonly [string, string]> = {
  showcase: ['能力展示', 'Showcase'],
  matching: ['供需对接', 'Matching'],
  validation: ['测试验证', 'Validation'],
  field: ['场景实战', 'Field'],
  enablement: ['赋能产业', 'Enablement'],
  response: ['响应率', 'Response'],
  decision: ['按期决定率', 'Decided on time'],
  conversion: ['转化率', 'Conversion'],
  run: ['测试运行用数', 'Computed on by runs'],
  download: ['下载公开行', 'Open rows downloaded'],
  sample: ['下载样例', 'Samples downloaded'],
};

/** A part of a figure in words: a stage, a rate, a kind of use, or what became true (`solution.listed`). */
export function sliceWord(slice: string, language: 'zh' | 'en'): string {
  const own = slices[slice];
  if (own) return own[language === 'zh' ? 0 : 1];
  const [thing = '', event = ''] = slice.split('.');
  const events: Record<string, Record<string, unknown>> = language === 'zh' ? eventZh : eventEn;
  const said = events[thing]?.[event];
  return typeof said === 'string' ? said : slice;
}
