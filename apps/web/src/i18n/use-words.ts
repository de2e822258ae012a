import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Language } from './i18n.js';

/** `t('solutions.title')`: keys are typed after the Chinese words. */
export function useWords() {
  const { t, i18n } = useTranslation();
  return { t, language: (i18n.language === 'en' ? 'en' : 'zh') as Language };
}

/**
 * Words for a code that came from the server: `wordFor('problem', 'not_yours')`, `wordFor('event', 'run.queued')`.
 * A code this page does not know yet is shown as it is, so that nothing is hidden.
 */
export function wordFor(
  group: string,
  code: string,
  values: Record<string, string | number | boolean> = {},
): string {
  const key = `${group}.${code}`;
  if (!i18next.exists(key)) return code;
  const said: unknown = i18next.t(key as never, values as never);
  return typeof said === 'string' ? said : code;
}

export function knowsWord(group: string, code: string): boolean {
  return i18next.exists(`${group}.${code}`);
}
