import { urlOf } from '@scenario-lab/contracts/call';
import { type DataJob, dataJobDeeds, readDataJob, readJobOutput } from '@scenario-lab/contracts/data-jobs';
import type { Answer } from '@scenario-lab/contracts/route';
import { Link, useParams } from 'react-router';
import { client, useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { DeedButtons } from '../../components/deed-buttons.js';
import { FindingsTable } from '../../components/findings-table.js';
import { Notice } from '../../components/notice.js';
import { Facts, ObjectPage, Panel } from '../../components/object-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { StatusTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { useLive } from '../../components/use-live.js';
import { useFormats } from '../../i18n/format.js';
import { useWords, wordFor } from '../../i18n/use-words.js';
import { MadeOf, MakeVersion } from './made-of.js';
import { ReviewOutputs } from './review-outputs.js';
import { ScanView } from './scan-view.js';

type Whole = Answer<typeof readDataJob>;

export function DataJobPage() {
  const { id = '' } = useParams();
  const { data, error, isPending } = useRow(readDataJob, { params: { id } });
  useLive([`data_job:${id}`]);
  if (isPending) return <PageSkeleton />;
  if (error) return <ProblemAlert error={error} />;
  return <JobView job={data} />;
}

function JobView({ job }: { job: Whole }) {
  const { t } = useWords();
  const { ago } = useFormats();
  const reviews = job.allowed.includes('data_job.decide');
  return (
    <ObjectPage
      title={job.title}
      name={job.title}
      back={{ to: path.dataJobs(), label: t('data_jobs.title') }}
      status={<StatusTag thing="data_job" status={job.status} />}
      lead={
        <>
          <OrganisationName of={job.grantee} />
          <span>{t('data_jobs.submitted', { when: ago(job.createdAt) })}</span>
        </>
      }
      next={{ thing: 'data_job', id: job.id, status: job.status }}
      aside={<Aside job={job} />}
      timeline={{ thing: 'data_job', id: job.id }}
    >
      <Progress job={job} />
      {job.problems.length > 0 ? (
        <Panel title={t('data_jobs.problems')}>
          <FindingsTable findings={job.problems} />
        </Panel>
      ) : null}
      <Panel title={t('data_jobs.asked')}>
        <h3>{t('data_jobs.purpose')}</h3>
        <p className="sl-reading" style={{ whiteSpace: 'pre-line' }}>
          {job.purpose}
        </p>
        <h3>{t('data_jobs.wants')}</h3>
        <p className="sl-reading" style={{ whiteSpace: 'pre-line' }}>
          {job.wants}
        </p>
      </Panel>
      {job.became.length > 0 ? <MadeOf job={job} /> : null}
      {reviews ? <ReviewOutputs job={job} /> : job.outputs.length > 0 ? <Outputs job={job} /> : null}
    </ObjectPage>
  );
}

/** Live while it is under way: which of three steps it is at, or how many organisations come before it. */
function Progress({ job }: { job: DataJob }) {
  const { t } = useWords();
  const { count } = useFormats();
  if (job.status === 'queued' && job.ahead !== null)
    return <Notice>{t('data_jobs.ahead', { number: count(job.ahead) })}</Notice>;
  if (job.status === 'executing' && job.progress)
    return <Notice>{t(`data_jobs.stage.${job.progress.stage}`)}</Notice>;
  if (job.outcome && job.outcome !== 'ok')
    return (
      <Notice tone="warn">
        <strong>{wordFor('taxonomy.outcome', job.outcome)}</strong>
        <p>{t('data_jobs.failed_says')}</p>
      </Notice>
    );
  return null;
}

function Aside({ job }: { job: Whole }) {
  const { t } = useWords();
  const { instant, count } = useFormats();
  const moment = (at: string | null) => (at ? instant(at) : null);
  return (
    <>
      <Panel title={t('common.actions')}>
        <div className="sl-stack sl-tight">
          <DeedButtons
            allowed={job.allowed}
            deeds={[{ row: dataJobDeeds.cancel, params: { id: job.id }, tone: 'danger', field: 'remark' }]}
          />
          <Link to={path.dataset(job.dataset.id)}>{t('data_jobs.see_data')}</Link>
        </div>
      </Panel>
      <Panel title={t('common.facts_only')}>
        <Facts
          facts={[
            [t('access.dataset'), <TextView key="data" text={job.dataset.title} />],
            [t('data_jobs.version'), job.version],
            [t('data_jobs.owner'), <OrganisationName key="owner" of={job.owner} />],
            [t('data_jobs.program'), `${wordFor('taxonomy.artifact', job.kind)} · ${job.fileName}`],
            [t('datasets.rows'), job.rows === null ? null : count(job.rows)],
            [t('data_jobs.started'), moment(job.startedAt)],
            [t('data_jobs.ended'), moment(job.endedAt)],
            [t('data_jobs.decided'), moment(job.decidedAt)],
          ]}
        />
      </Panel>
    </>
  );
}

/** What the grantee may know of each file: nothing but its number until it is released. */
function Outputs({ job }: { job: Whole }) {
  const { t } = useWords();
  const { bytes } = useFormats();
  const gone = job.status === 'revoked';
  return (
    <Panel title={t('data_jobs.outputs')}>
      <ul className="sl-plain sl-stack">
        {job.outputs.map((one) => (
          <li key={one.number} className="sl-stack sl-tight">
            <p className="sl-row">
              <strong>{one.name ?? t(`data_jobs.unnamed.${one.kind}`, { number: one.number })}</strong>
              <StatusTag thing="job_output" status={one.decision} />
              {one.bytes === null ? null : <span className="sl-muted">{bytes(one.bytes)}</span>}
              {one.decision === 'released' && !gone ? (
                <a
                  href={client.baseUrl + urlOf(readJobOutput, { params: { id: job.id, number: one.number } })}
                  download
                >
                  {t('data_jobs.download')}
                </a>
              ) : null}
            </p>
            {one.decision === 'released' && one.kind === 'file' && !gone ? (
              <MakeVersion jobId={job.id} granteeId={job.grantee.id} number={one.number} />
            ) : null}
            {one.reason ? <p className="sl-reading">{one.reason}</p> : null}
            {one.scan ? <ScanView scan={one.scan} /> : null}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
