import './engagements.css';
import { type Engagement, readEngagement } from '@scenario-lab/contracts/engagements';
import { Link, useParams } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { useMe } from '../../app/session.js';
import { MemberLines } from '../../components/member-lines.js';
import { Notice } from '../../components/notice.js';
import { ObjectPage, Panel } from '../../components/object-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { RunLines } from '../../components/run-lines.js';
import { StatusTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { useLive } from '../../components/use-live.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { EngagementAside, runAddress } from './engagement-aside.js';
import { ProposalPanel } from './proposal-panel.js';
import { ThreadPanel } from './thread-panel.js';

/** The room of one scenario with one solution. */
export function EngagementPage() {
  const { id = '' } = useParams();
  const { data, error, isPending } = useRow(readEngagement, { params: { id } });
  useLive([`engagement:${id}`, ...(data?.runs ?? []).slice(0, 20).map((run) => `run:${run.id}`)]);
  if (isPending) return <PageSkeleton />;
  if (error) return <ProblemAlert error={error} />;
  return <Room key={data.id} engagement={data} />;
}

function Room({ engagement }: { engagement: Engagement }) {
  const { t } = useWords();
  const { text } = useFormats();
  return (
    <ObjectPage
      title={
        <>
          <TextView text={engagement.scenario.title} /> × <TextView text={engagement.solution.title} />
        </>
      }
      name={`${text(engagement.scenario.title)} × ${text(engagement.solution.title)}`}
      back={{ to: path.engagements(), label: t('engagements.title') }}
      status={<StatusTag thing="engagement" status={engagement.status} />}
      lead={
        <span>
          <OrganisationName of={engagement.department} /> ↔ <OrganisationName of={engagement.vendor} />
        </span>
      }
      rail={engagement.rail}
      aside={<EngagementAside engagement={engagement} />}
      timeline={{ thing: 'engagement', id: engagement.id }}
    >
      {engagement.endReason ? (
        <Notice tone="warn">
          <strong>{t('engagements.end_reason')}</strong>
          <p>{engagement.endReason}</p>
        </Notice>
      ) : null}
      {engagement.members.length > 0 ? (
        <Panel title={t('engagements.consortium')}>
          <MemberLines of={engagement.members} />
        </Panel>
      ) : null}
      <ProposalPanel engagement={engagement} />
      <RunsPanel engagement={engagement} />
      <p>
        <Link className="sl-button" to={path.room(engagement.id)}>
          {t('room.open')}
        </Link>
      </p>
      <ThreadPanel engagement={engagement} />
    </ObjectPage>
  );
}

function RunsPanel({ engagement }: { engagement: Engagement }) {
  const { t } = useWords();
  const here = useMe();
  const starts =
    engagement.status === 'validating' &&
    here.me?.organisation.id === engagement.vendor.id &&
    here.may('run.submit');
  return (
    <Panel
      title={t('engagements.runs')}
      extra={starts ? <Link to={runAddress(engagement)}>{t('engagements.start_run')}</Link> : null}
    >
      {engagement.runs.length === 0 ? (
        <p className="sl-muted">{t('engagements.no_runs')}</p>
      ) : (
        <RunLines runs={engagement.runs} />
      )}
      {engagement.benchmarks.length > 0 ? (
        <p className="sl-small">
          <span className="sl-muted">{t('engagements.benchmarks')}</span>{' '}
          {engagement.benchmarks.map((benchmark) => (
            <Link key={benchmark.versionId} to={path.benchmark(benchmark.id)}>
              <TextView text={benchmark.title} />{' '}
            </Link>
          ))}
        </p>
      ) : null}
    </Panel>
  );
}
