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

async function load(language: Language, which: keyof typeof fetched): Promise<void> {
  const words = await fetched[which][language]();
  if (!i18next.isInitialized) {
    await i18next.use(initReactI18next).init({
      lng: language,
      resources: {},
      interpolation: { escapeValue: false },
      returnNull: false,
      react: { useSuspense: false },
    });
  }
  i18next.addResourceBundle(language, 'translation', words, true, true);
  await i18next.changeLanguage(language);
  localStorage.setItem(key, language);
  document.documentElement.lang = localeOf[language];
}

/** What the shell and the front page say, and turns to that language. */
export const loadFirstWords = (language: Language): Promise<void> => load(language, 'first');

/** Fetches all of one language's words (each language is files of its own) and turns to it. */
export async function loadLanguage(language: Language): Promise<void> {
  await load(language, 'all');
  whole.add(language);
}
const whole = new Set<Language>();

/** All words of the language that is read, before a page that says more than the front page. */
export async function wholeLanguage(): Promise<void> {
  const language: Language = i18next.language === 'en' ? 'en' : 'zh';
  if (!whole.has(language)) await loadLanguage(language);
}
