import { listAlgorithms } from '@scenario-lab/contracts/algorithms';
import type { readDataJob } from '@scenario-lab/contracts/data-jobs';
import type { Answer } from '@scenario-lab/contracts/route';
import { useState } from 'react';
import { Link } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { useMe } from '../../app/session.js';
import { Panel } from '../../components/object-page.js';
import { TextView } from '../../components/text-view.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** Both sides read what the released files were made into: whose the data are learns it here and nowhere else. */
export function MadeOf({ job }: { job: Answer<typeof readDataJob> }) {
  const { t } = useWords();
  const { instant } = useFormats();
  const names = new Map(job.outputs.map(({ number, name }) => [number, name]));
  return (
    <Panel title={t('data_jobs.became')}>
      <ul className="sl-plain sl-stack sl-tight">
        {job.became.map((one) => (
          <li key={`${one.algorithmId}:${one.label}`}>
            <Link to={path.algorithm(one.algorithmId)}>
              <TextView text={one.title} />
            </Link>{' '}
            {one.label} <span className="sl-muted">· {instant(one.at)}</span>
            <p className="sl-muted sl-small">
              {t(one.proven ? 'data_jobs.became_proven' : 'data_jobs.became_said', {
                file: names.get(one.number) ?? String(one.number),
              })}
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** Leads the grantee from a released model to the algorithm it becomes a version of. */
export function MakeVersion({
  jobId,
  granteeId,
  number,
}: {
  jobId: string;
  granteeId: string;
  number: number;
}) {
  const { t } = useWords();
  const here = useMe();
  const [open, setOpen] = useState(false);
  const own = here.me?.organisation.id === granteeId && here.may('algorithm.create');
  const algorithms = useRow(listAlgorithms, { query: { mine: 'true' } }, { enabled: own && open });
  if (!own) return null;
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('data_jobs.make_version')}</summary>
      <p className="sl-muted sl-small">{t('data_jobs.make_version_says')}</p>
      <ul className="sl-plain sl-stack sl-tight">
        {(algorithms.data?.items ?? []).map((one) => (
          <li key={one.id}>
            <Link to={path.newAlgorithmVersion(one.id, { job: jobId, output: String(number) })}>
              <TextView text={one.title} />
            </Link>
          </li>
        ))}
      </ul>
      <p>
        <Link to={path.newAlgorithm()}>{t('data_jobs.new_algorithm')}</Link>
      </p>
    </details>
  );
}
