import { useEffect } from 'react';
import { useWords } from '../i18n/use-words.js';

/** Names the page in the browser's tab and history. */
export function useTitle(title: string | undefined): void {
  const { t } = useWords();
  const lab = t('shell.lab');
  useEffect(() => {
    document.title = title ? `${title} · ${lab}` : lab;
  }, [title, lab]);
}
