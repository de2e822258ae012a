import './run-lines.css';
import type { RunRow } from '@scenario-lab/contracts/runs';
import { Link } from 'react-router';
import { path } from '../app/paths.js';
import { useFormats } from '../i18n/format.js';
import { useWords } from '../i18n/use-words.js';
import { StatusTag, VerdictTag } from './status-tag.js';
import { TextView } from './text-view.js';

/** Runs under the thing they belong to: which program on which split, where it stands, what was found. */
export function RunLines({ runs }: { runs: readonly RunRow[] }) {
  const { t } = useWords();
  const { ago } = useFormats();
  return (
    <ul className="run-lines sl-plain">
      {runs.map((run) => (
        <li key={run.id}>
          <div className="run-lines-name">
            <Link to={path.run(run.id)}>{t('runs.name', { number: run.number })}</Link>
            <span>
              <TextView text={run.algorithm.title} /> {run.algorithm.label}
            </span>
          </div>
          <div className="sl-row">
            <span className="sl-chip">{t(`taxonomy.split.${run.split}`)}</span>
            <StatusTag thing="run" status={run.status} />
            {run.verdict ? <VerdictTag verdict={run.verdict} /> : null}
            {run.certificate ? <Link to={path.certificate(run.certificate)}>{run.certificate}</Link> : null}
            <span className="sl-muted sl-small">{ago(run.endedAt ?? run.submittedAt)}</span>
          </div>
        </li>
      ))}
    </ul>
  );
}
