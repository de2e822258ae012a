import { urlOf } from '@scenario-lab/contracts/call';
import { downloadAnswers, downloadHiddenRows, type Run, readRun } from '@scenario-lab/contracts/runs';
import { useParams } from 'react-router';
import { client, useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { Icon } from '../../components/icon.js';
import { LookLedger } from '../../components/look-ledger.js';
import { Notice } from '../../components/notice.js';
import { ObjectPage, Panel } from '../../components/object-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { ResultView } from '../../components/result-view.js';
import { StatusTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { useLive } from '../../components/use-live.js';
import { useFormats } from '../../i18n/format.js';
import { aboutOf } from '../../i18n/metric-words.js';
import { useWords } from '../../i18n/use-words.js';
import { DefectsView } from './defects-view.js';
import { LogView } from './log-view.js';
import { NowView } from './now-view.js';
import { ReviewView } from './review-view.js';
import { RunDeeds, RunFacts } from './run-facts.js';
import { WhatIf } from './what-if.js';

/** Events tell of steps; places in the queue and executions done are asked for while they change. */
const followEvery: Partial<Record<Run['status'], number>> = {
  queued: 5_000,
  preparing: 2_000,
  executing: 2_000,
  scoring: 2_000,
};

/** Signing the report is a job of its own after the review, and tells nobody of the run. */
const pauseOf = (run: Run) =>
  followEvery[run.status] ?? (run.status === 'approved' && !run.report?.ready ? 2_000 : undefined);

export function RunPage() {
  const { id = '' } = useParams();
  const first = useRow(readRun, { params: { id } });
  const every = first.data ? pauseOf(first.data) : undefined;
  const { data, error, isPending } = useRow(readRun, { params: { id } }, { refetchInterval: every });
  useLive([`run:${id}`]);
  if (isPending) return <PageSkeleton />;
  if (!data) return <ProblemAlert error={error} />;
  return (
    <>
      <ProblemAlert error={error} />
      <RunView run={data} />
    </>
  );
}

/** Page kind 5 of the look: what is happening now, then what came of it. */
export function RunView({ run }: { run: Run }) {
  const { t } = useWords();
  const { text, ago } = useFormats();
  const name = t('runs.name', { number: run.number });
  const live = followEvery[run.status] !== undefined;
  return (
    <ObjectPage
      title={name}
      name={`${name} · ${text(run.algorithm.title)}`}
      back={{ to: path.runs(), label: t('runs.title') }}
      status={<StatusTag thing="run" status={run.status} big />}
      lead={
        <>
          <span>
            <TextView text={run.algorithm.title} /> {run.algorithm.label}
          </span>
          <OrganisationName of={run.vendor} />
          <span>{t('runs.submitted', { when: ago(run.submittedAt) })}</span>
          {run.endedAt ? <span>{t('runs.ended', { when: ago(run.endedAt) })}</span> : null}
        </>
      }
      aside={
        <>
          <RunDeeds run={run} />
          <RunFacts run={run} />
        </>
      }
      first={<NowView run={run} />}
      next={{ thing: 'run', id: run.id, status: run.status }}
      timeline={{ thing: 'run', id: run.id }}
    >
      {run.synthetic ? (
        <Notice>
          <strong>{t('runs.synthetic')}</strong>
          <p>{t('runs.synthetic_says')}</p>
        </Notice>
      ) : null}
      {run.result && run.split !== 'sample' ? <Notice>{t(`runs.edition.${run.edition}`)}</Notice> : null}
      <ReviewView run={run} />
      {run.ledger ? <LookLedger entries={run.ledger} kinship={run.kinship} /> : null}
      {run.defects.length > 0 ? <DefectsView defects={run.defects} /> : null}
      {run.result ? (
        <ResultView result={run.result} about={aboutOf(run)} synthetic={run.synthetic} />
      ) : live ? (
        <Panel title={t('runs.result.title')}>
          <p className="sl-muted">{t('runs.result.none_yet')}</p>
        </Panel>
      ) : null}
      {run.result && run.allowed.includes('run.what_if') && run.result.criteria.length > 0 ? (
        <WhatIf runId={run.id} criteria={run.result.criteria} about={aboutOf(run)} />
      ) : null}
      {run.answers ? (
        <Panel title={t('runs.answers.title')}>
          <p className="sl-row">
            <a href={client.baseUrl + urlOf(downloadAnswers, { params: { id: run.id } })} download>
              <Icon name="download" /> {t('runs.answers.download')}
            </a>
          </p>
          <p className="sl-muted sl-small">{t('runs.answers.says')}</p>
          {run.hiddenRows ? (
            <>
              <p className="sl-row">
                <a href={client.baseUrl + urlOf(downloadHiddenRows, { params: { id: run.id } })} download>
                  <Icon name="download" /> {t('runs.answers.download_rows')}
                </a>
              </p>
              <p className="sl-muted sl-small">{t('runs.answers.says_rows')}</p>
            </>
          ) : null}
        </Panel>
      ) : null}
      {run.log ? <LogView log={run.log} /> : null}
    </ObjectPage>
  );
}
