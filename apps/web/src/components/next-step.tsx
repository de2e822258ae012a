import './next-step.css';
import type { Thing } from '@scenario-lab/contracts/lab';
import { knowsWord, useWords, wordFor } from '../i18n/use-words.js';

export interface Standing {
  thing: Thing;
  status: string;
}

/** One sentence on what happens next to a thing in this status, for whoever sees it for the first time. */
export function NextStep({ thing, status }: Standing) {
  const { t } = useWords();
  const code = `${thing}.${status}`;
  if (!knowsWord('next', code)) return null;
  return (
    <p className="next-step">
      <strong>{t('next.label')}</strong> {wordFor('next', code)}
    </p>
  );
}
