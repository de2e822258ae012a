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

/** Fetches one language's words (each is a file of its own) and turns to it. */
export async function loadLanguage(language: Language): Promise<void> {
  const { words } = language === 'zh' ? await import('./zh/words.js') : await import('./en/words.js');
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
