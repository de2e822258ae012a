import { definitions } from '@scenario-lab/contracts/cockpit-figures';
import { useEffect, useId, useRef } from 'react';
import { Button } from '../../components/button.js';
import { useWords } from '../../i18n/use-words.js';

/** What every figure counts, and the same figures as files. */
export function Definitions({ screen, onClose }: { screen?: boolean; onClose: () => void }) {
  const { t, language } = useWords();
  const box = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    box.current?.showModal();
  }, []);
  return (
    <dialog ref={box} className="dialog cockpit-definitions" aria-labelledby={heading} onClose={onClose}>
      <h2 id={heading}>{t('cockpit.definitions')}</h2>
      <dl>
        {definitions.map(({ figure, name, definition }) => (
          <div key={figure}>
            <dt>{name[language]}</dt>
            <dd>{definition[language]}</dd>
          </div>
        ))}
      </dl>
      <div className="dialog-foot">
        {screen ? null : (
          <>
            <a href="/api/cockpit/statistics">{t('cockpit.as_json')}</a>
            <a href={`/api/cockpit/statistics.csv?lang=${language}`} download>
              {t('cockpit.as_csv')}
            </a>
          </>
        )}
        <Button onClick={() => box.current?.close()}>{t('shell.close')}</Button>
      </div>
    </dialog>
  );
}
