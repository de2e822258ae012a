import { type AlgorithmVersion, retireAlgorithmVersion } from '@scenario-lab/contracts/algorithms';
import { Link } from 'react-router';
import { path } from '../../app/paths.js';
import { useMe } from '../../app/session.js';
import { DeedButtons } from '../../components/deed-buttons.js';
import { FindingsTable } from '../../components/findings-table.js';
import { NextStep } from '../../components/next-step.js';
import { Facts } from '../../components/object-page.js';
import { SandboxNotice } from '../../components/sandbox-notice.js';
import { StatusTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

interface VersionPanelProps {
  version: AlgorithmVersion;
  task: string;
  allowed: readonly string[];
}

/** One immutable version: what it is, what inspection found, what can be done with it. */
export function VersionPanel({ version, task, allowed }: VersionPanelProps) {
  const { t } = useWords();
  const { bytes, instant, count } = useFormats();
  const here = useMe();
  const runnable =
    version.status === 'ready' && here.may('run.submit') && allowed.includes('algorithm.add_version');
  const digest = <code>{version.sha256}</code>;
  const runs = <Link to={path.runs({ algorithmId: version.algorithmId })}>{count(version.runs)}</Link>;
  const inputs =
    version.sockets.inputs.length === 0 ? (
      t('algorithms.no_inputs')
    ) : (
      <span className="sl-row" style={{ gap: 4 }}>
        {version.sockets.inputs.map((input) => (
          <span key={input.column} className="sl-chip">
            {input.column} · {t(`taxonomy.column_type.${input.type}`)}
            {input.required ? '' : ` · ${t('algorithms.optional')}`}
          </span>
        ))}
      </span>
    );
  return (
    <section className="sl-panel sl-stack sl-tight" aria-label={version.label}>
      <div className="sl-panel-head">
        <h3 className="sl-row">
          {version.label} <StatusTag thing="algorithm_version" status={version.status} />
        </h3>
        <span className="sl-row">
          {runnable ? (
            <Link className="sl-button" to={path.newRun({ algorithmVersionId: version.id, task })}>
              {t('algorithms.submit_run')}
            </Link>
          ) : null}
          <DeedButtons
            allowed={version.allowed}
            deeds={[{ row: retireAlgorithmVersion, params: { id: version.id }, tone: 'danger' }]}
          />
        </span>
      </div>
      <NextStep thing="algorithm_version" status={version.status} />
      {version.status === 'uploaded' || version.status === 'inspecting' ? (
        <SandboxNotice waits="upload" />
      ) : null}
      <Facts
        facts={[
          [t('algorithms.kind'), t(`taxonomy.artifact.${version.kind}`)],
          [t('datasets.file'), `${version.fileName} · ${bytes(version.bytes)}`],
          ['SHA-256', digest],
          [t('common.date'), instant(version.createdAt)],
          [t('algorithms.inputs'), inputs],
          [t('algorithms.runs'), runs],
          version.trainedBy
            ? [t('algorithms.trained_by'), <TrainedBy key="job" by={version.trainedBy} />]
            : null,
        ]}
      />
      <InspectionView version={version} />
    </section>
  );
}

/** What data it learnt from, and how that is known. */
function TrainedBy({ by }: { by: NonNullable<AlgorithmVersion['trainedBy']> }) {
  const { t } = useWords();
  return (
    <span className="sl-stack sl-tight">
      <span>
        <Link to={path.dataJob(by.jobId)}>{by.title}</Link>
        {' · '}
        {by.dataset.title ? (
          <Link to={path.dataset(by.dataset.id)}>
            <TextView text={by.dataset.title} />
          </Link>
        ) : (
          t('algorithms.trained_delisted')
        )}{' '}
        {by.version}
      </span>
      <span className="sl-muted sl-small">
        {t(by.proven ? 'algorithms.trained_proven' : 'algorithms.trained_said')}
      </span>
    </span>
  );
}

function InspectionView({ version }: { version: AlgorithmVersion }) {
  const { t } = useWords();
  const { bytes, count } = useFormats();
  const { inspection } = version;
  if (!inspection) {
    return null;
  }
  const manifest = inspection.manifest ?? {};
  const said = (key: string) => {
    const value = manifest[key];
    return Array.isArray(value) ? value.join(' ') : typeof value === 'string' ? value : null;
  };
  return (
    <div>
      <h4>{t('algorithms.inspection')}</h4>
      {inspection.ok ? (
        <p>
          {[
            t('algorithms.inspection_ok'),
            inspection.files === undefined || inspection.bytes === undefined
              ? null
              : t('algorithms.files', { files: count(inspection.files), bytes: bytes(inspection.bytes) }),
            said('runtime') ? `${t('algorithms.runtime')} ${said('runtime')}` : null,
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      ) : null}
      {said('command') ? (
        <p>
          {t('algorithms.command')} <code>{said('command')}</code>
        </p>
      ) : null}
      {inspection.problems.length > 0 ? <FindingsTable findings={inspection.problems} /> : null}
    </div>
  );
}
