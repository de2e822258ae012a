import { readSandboxState } from '@scenario-lab/contracts/lab';
import { useRow } from '../app/api.js';
import { useWords } from '../i18n/use-words.js';
import { Notice } from './notice.js';
import { TextView } from './text-view.js';

/** Says that programs cannot be run at the moment, why, and how to mend it; nothing while they can. */
export function SandboxNotice() {
  const { t } = useWords();
  const { data } = useRow(readSandboxState, {}, { refetchInterval: 60_000 });
  if (!data || data.available) return null;
  return (
    <Notice tone="warn">
      <strong>{t('runs.sandbox.title')}</strong>
      <ul>
        {data.reasons.map((reason) => (
          <li key={reason.code}>
            <TextView text={reason} />
            <br />
            <span className="sl-muted">
              {t('runs.sandbox.remedy')}
              {t('common.colon')}
              <TextView text={reason.remedy} />
            </span>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
