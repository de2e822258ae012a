import { readSandboxState } from '@scenario-lab/contracts/lab';
import { useRow } from '../app/api.js';
import { useWords } from '../i18n/use-words.js';
import { Notice } from './notice.js';
import { TextView } from './text-view.js';

/** Says that nothing can be run or opened at the moment, why, and how to mend it; nothing while it can. */
export function SandboxNotice({ waits = 'runs' }: { waits?: 'runs' | 'upload' }) {
  const { t } = useWords();
  const { data } = useRow(readSandboxState, {}, { refetchInterval: 60_000 });
  if (!data || data.available) return null;
  return (
    <Notice tone="warn">
      <strong>{t(waits === 'runs' ? 'runs.sandbox.title' : 'runs.sandbox.upload')}</strong>
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
