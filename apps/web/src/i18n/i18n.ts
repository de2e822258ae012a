import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { words as zhWords } from './zh/words.js';

export type Language = 'zh' | 'en';
/** The tag of `<html lang>`, of `Intl` and of the server. */
export const localeOf: Record<Language, string> = { zh: 'zh-CN', en: 'en' };

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof zhWords };
  }
}

const key = 'scenario-lab.language';

export function languageNow(): Language {
  const kept = localStorage.getItem(key);
  if (kept === 'zh' || kept === 'en') return kept;
  return navigator.language.toLowerCase().startsWith('zh') || !navigator.language ? 'zh' : 'en';
}

const fetched = {
  first: {
    zh: async () => (await import('./zh/first-words.js')).firstWords,
    en: async () => (await import('./en/first-words.js')).firstWords,
  },
  all: {
    zh: async () => (await import('./zh/words.js')).words,
    en: async () => (await import('./en/words.js')).words,
  },
};

let ready: Promise<unknown> | undefined;

/** Fetches words and puts them beside those that are there. */
async function fill(language: Language, which: keyof typeof fetched): Promise<void> {
  const words = await fetched[which][language]();
  ready ??= i18next.use(initReactI18next).init({
    lng: language,
    resources: {},
    interpolation: { escapeValue: false },
    returnNull: false,
    react: { useSuspense: false },
  });
  await ready;
  i18next.addResourceBundle(language, 'translation', words, true, true);
  if (which === 'all') whole.add(language);
}
const whole = new Set<Language>();

async function turnTo(language: Language): Promise<void> {
  await i18next.changeLanguage(language);
  localStorage.setItem(key, language);
  document.documentElement.lang = localeOf[language];
}

/** What the shell and the front page say, and turns to that language. */
export async function loadFirstWords(language: Language): Promise<void> {
  await fill(language, 'first');
  await turnTo(language);
}

/** Fetches all of one language's words (each language is files of its own) and turns to it. */
export async function loadLanguage(language: Language): Promise<void> {
  await fill(language, 'all');
  await turnTo(language);
}

/**
 * All words of the language that is read, before a page that says more than the front page. The router asks for its
 * first page before a language was turned to; and who turns to another one meanwhile is not turned back.
 */
export async function wholeLanguage(): Promise<void> {
  const said = i18next.isInitialized ? i18next.language : languageNow();
  const language: Language = said === 'en' ? 'en' : 'zh';
  if (!whole.has(language)) await fill(language, 'all');
}
