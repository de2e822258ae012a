import '../../components/verdict-list.css';
import type { Run } from '@scenario-lab/contracts/runs';
import { Panel } from '../../components/object-page.js';
import { useWords } from '../../i18n/use-words.js';

/** What the program wrote, as it wrote it. */
export function LogView({ log }: { log: NonNullable<Run['log']> }) {
  const { t } = useWords();
  const streams = [
    [t('runs.log.stdout'), log.stdout],
    [t('runs.log.stderr'), log.stderr],
  ] as const;
  return (
    <Panel title={t('runs.log.title')}>
      <div className="sl-stack">
        {log.truncated ? <p className="sl-muted">{t('runs.log.truncated')}</p> : null}
        {streams.map(([label, text]) => (
          <div key={label}>
            <h3>{label}</h3>
            {text ? <pre className="log">{text}</pre> : <p className="sl-muted">{t('runs.log.empty')}</p>}
          </div>
        ))}
      </div>
    </Panel>
  );
}
