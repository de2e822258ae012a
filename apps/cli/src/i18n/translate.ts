import type { Text } from '@scenario-lab/contracts/common';
import { criterionNames } from '@scenario-lab/contracts/metrics';
import { codes } from './codes.js';
import { type WordKey, words } from './words.js';

export type Lang = 'zh' | 'en';

export interface Translate {
  lang: Lang;
  (key: WordKey, values?: Record<string, string | number>): string;
  /** The words for a code of the lab; the code itself where there are none. */
  code(code: string): string;
  /** A text in one or both languages. */
  text(text: Text): string;
  metric(id: string): string;
}

/** `--lang` wins over the system's locale; what is neither is English. */
export function langOf(argv: readonly string[], locale: string): Lang {
  const at = argv.findIndex((word) => word === '--lang' || word.startsWith('--lang='));
  const asked = at < 0 ? undefined : (argv[at]?.split('=')[1] ?? argv[at + 1]);
  return (asked ?? locale).toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

export function translator(lang: Lang): Translate {
  const place = lang === 'zh' ? 0 : 1;
  const translate = (key: WordKey, values: Record<string, string | number> = {}) =>
    words[key][place].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
  return Object.assign(translate, {
    lang,
    code: (code: string) => codes[code]?.[place] ?? code,
    text: (text: Text) => text[lang] ?? text.zh ?? text.en ?? '',
    metric: (id: string) => criterionNames.find((metric) => metric.id === id)?.[lang] ?? id,
  });
}
