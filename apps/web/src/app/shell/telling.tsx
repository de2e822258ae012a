import { type DemonstrationProgress, readSession } from '@scenario-lab/contracts/accounts';
import { useEffect } from 'react';
import { useWords } from '../../i18n/use-words.js';
import { queries } from '../api.js';
import { readAnew } from '../read-anew.js';

/** How far the demonstration of a fresh lab is; with each part that is told the page shown is read anew. */
export function Telling({ step, done, of }: DemonstrationProgress) {
  const { t } = useWords();
  useEffect(() => {
    if (done > 0) grown();
  }, [done]);
  useEffect(() => grown, []);
  return (
    <p className="shell-telling">
      {step === 'broken_off' ? null : (
        <progress value={done} max={of} aria-label={t('shell.telling.label')} />
      )}
      <span>{t(`shell.telling.${step}`)}</span>
    </p>
  );
}

/** Whoever is here stays; what they see may have grown. */
function grown(): void {
  readAnew(queries, ({ queryKey }) => queryKey[0] !== readSession.name);
}
