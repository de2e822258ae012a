import type { ImportLine } from '@scenario-lab/contracts/catalogue-imports';
import { useState } from 'react';
import { Link } from 'react-router';
import { path } from '../../app/paths.js';
import { Button } from '../../components/button.js';
import { reachable } from '../../components/reachable.js';
import { ToneTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { useWords } from '../../i18n/use-words.js';

const tones = {
  added: 'pass',
  changed: 'running',
  vanished: 'suspended',
  same: 'waiting',
  refused: 'fail',
} as const;
const shownAtOnce = 50;

/** Each entry: what it becomes, what it is here, and what is against it with its place. */
export function LinesTable({ lines }: { lines: readonly ImportLine[] }) {
  const { t } = useWords();
  const [most, setMost] = useState(shownAtOnce);
  // What needs a look comes first.
  const sorted = [...lines].sort((one, other) => rank(one) - rank(other));
  return (
    <div className="sl-stack sl-tight">
      <div className="sl-scroll" ref={reachable}>
        <table className="sl-table">
          <thead>
            <tr>
              <th scope="col">{t('interchange.becomes')}</th>
              <th scope="col">{t('interchange.entry')}</th>
              <th scope="col">{t('interchange.publisher')}</th>
              <th scope="col">{t('datasets.licence')}</th>
              <th scope="col">{t('interchange.remarks')}</th>
            </tr>
          </thead>
          <tbody>
            {sorted.slice(0, most).map((line) => (
              <tr key={line.place}>
                <td>
                  <ToneTag tone={tones[line.outcome]}>{t(`interchange.outcome.${line.outcome}`)}</ToneTag>
                </td>
                <td>
                  <Entry line={line} />
                </td>
                <td>{line.publisher ?? '–'}</td>
                <td>{line.licence ?? '–'}</td>
                <td>
                  <ul className="sl-plain sl-small">
                    {line.problems.map((one) => (
                      <li key={`${one.code} ${one.place} ${one.detail}`}>
                        {t(`interchange.problem.${one.code}`)}
                        {one.detail ? <span className="sl-muted"> {one.detail}</span> : null}
                      </li>
                    ))}
                  </ul>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {sorted.length > most ? (
        <p>
          <Button small onClick={() => setMost(most + 200)}>
            {t('interchange.more', { left: sorted.length - most })}
          </Button>
        </p>
      ) : null}
    </div>
  );
}

function Entry({ line }: { line: ImportLine }) {
  const { t } = useWords();
  const title = line.title ? <TextView text={line.title} /> : <span>{t('interchange.untitled')}</span>;
  return (
    <>
      {line.datasetId && line.outcome !== 'refused' ? (
        <Link to={path.dataset(line.datasetId)}>{title}</Link>
      ) : (
        title
      )}
      <br />
      <code className="sl-small sl-muted">{line.place}</code>
    </>
  );
}

const rank = ({ outcome, problems }: ImportLine) =>
  outcome === 'refused'
    ? 0
    : problems.length > 0
      ? 1
      : outcome === 'same'
        ? 4
        : outcome === 'vanished'
          ? 2
          : 3;
