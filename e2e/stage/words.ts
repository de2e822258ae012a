import { words as en } from '../../apps/web/src/i18n/en/words.js';
import { words as zh } from '../../apps/web/src/i18n/zh/words.js';

/** The product's own words, so that a journey reads the page as a person does and survives a better wording. */
export const wordsOf = { zh, en };
export type Language = keyof typeof wordsOf;
export const languages = ['zh', 'en'] as const;
/** The tag a page in this language must carry. */
export const tagOf: Record<Language, string> = { zh: 'zh-CN', en: 'en' };

/** `filled('Run {{number}}', { number: 3 })`. */
export function filled(words: string, values: Record<string, string | number>): string {
  return words.replace(/\{\{(\w+)\}\}/g, (_, key: string) => String(values[key] ?? ''));
}

/** Every address of a word: `runs.submit.title`. None of them may ever be seen on a page. */
export function allKeys(group: object = zh, before = ''): string[] {
  return Object.entries(group).flatMap(([key, value]) =>
    typeof value === 'string' ? [`${before}${key}`] : allKeys(value as object, `${before}${key}.`),
  );
}
