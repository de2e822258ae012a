import { listRuns, type Run, type RunRow, readRun, reviewDeeds } from '@scenario-lab/contracts/runs';
import { Link } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { Desk } from '../../components/desk.js';
import { EmptyState } from '../../components/empty-state.js';
import { LookLedger } from '../../components/look-ledger.js';
import { Notice } from '../../components/notice.js';
import { Facts, Panel } from '../../components/object-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { ResultView } from '../../components/result-view.js';
import { StatementForm } from '../../components/statement-form.js';
import { StatusTag, VerdictTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { Timeline } from '../../components/timeline.js';
import { useLive } from '../../components/use-live.js';
import { useTitle } from '../../components/use-title.js';
import { useFormats } from '../../i18n/format.js';
import { aboutOf } from '../../i18n/metric-words.js';
import { useWords, wordFor } from '../../i18n/use-words.js';

/** Page kind 4 of the look: runs that wait for review, the longest waiting first, opened beside the list. */
export function ReviewsPage() {
  const { t } = useWords();
  const { ago } = useFormats();
  useTitle(t('reviews.title'));
  useLive();
  const inReview = useRow(listRuns, { query: { status: 'in_review', limit: 100 } });
  const asked = useRow(listRuns, { query: { status: 'needs_info', limit: 100 } });
  const since = (run: RunRow) => run.endedAt ?? run.submittedAt;
  const oldestFirst = (runs: readonly RunRow[] = []) =>
    [...runs].sort((a, b) => since(a).localeCompare(since(b)));
  // A question that waits for its vendor's answer is nobody's turn here, so those stand below.
  const items = [...oldestFirst(inReview.data?.items), ...oldestFirst(asked.data?.items)];
  const pending = inReview.isPending || asked.isPending;
  return (
    <div className="sl-stack">
      <header>
        <h1>{t('reviews.title')}</h1>
        <p className="sl-muted">{t('reviews.lead')}</p>
      </header>
      <ProblemAlert error={inReview.error ?? asked.error} />
      {pending ? <PageSkeleton kind="rows" /> : null}
      {!pending && items.length === 0 ? (
        <EmptyState
          text={t('reviews.empty')}
          action={
            <Link className="sl-button" to={path.runs()}>
              {t('reviews.see_runs')}
            </Link>
          }
        />
      ) : null}
      {items.length > 0 ? (
        <Desk
          label={t('reviews.title')}
          items={items}
          keyOf={(run) => run.id}
          hint={<p className="sl-muted">{t('reviews.choose')}</p>}
          line={(run) => (
            <>
              <strong>
                {t('runs.name', { number: run.number })} · <TextView text={run.algorithm.title} />{' '}
                {run.algorithm.label}
              </strong>
              <span className="sl-row sl-spread sl-small">
                <TextView text={run.vendor.name} />
                <span className="sl-muted">{t('reviews.waiting_since', { when: ago(since(run)) })}</span>
              </span>
              <span className="sl-row">
                <StatusTag thing="run" status={run.status} />
                {run.verdict ? <VerdictTag verdict={run.verdict} /> : null}
              </span>
            </>
          )}
          item={(run) => <ReviewItem key={run.id} id={run.id} />}
        />
      ) : null}
    </div>
  );
}

function ReviewItem({ id }: { id: string }) {
  const { data, error, isPending } = useRow(readRun, { params: { id } });
  if (isPending) return <PageSkeleton />;
  if (error) return <ProblemAlert error={error} />;
  return <ReviewDesk run={data} />;
}

const decisions = ['review.approve', 'review.reject', 'review.ask_info', 'review.resume'];

function ReviewDesk({ run }: { run: Run }) {
  const { t } = useWords();
  const { instant } = useFormats();
  const { review } = run;
  const mayDecide = decisions.some((deed) => run.allowed.includes(deed));
  const digest = run.result?.digest ? <code>{run.result.digest}</code> : null;
  return (
    <div className="sl-stack">
      <Panel
        title={
          <>
            {t('runs.name', { number: run.number })} · <TextView text={run.benchmark.title} />
          </>
        }
        extra={<Link to={path.run(run.id)}>{t('reviews.open_run')}</Link>}
      >
        <div className="sl-stack">
          <h3>{t('reviews.checks')}</h3>
          <Facts
            facts={[
              [t('runs.vendor'), <OrganisationName key="vendor" of={run.vendor} />],
              [
                t('reviews.check.level'),
                run.level ? wordFor('taxonomy.level', run.level) : t('common.unknown'),
              ],
              [t('reviews.check.look'), run.look ? t('runs.facts.look_of', run.look) : null],
              // Scoring is an attempt of its own, without a sandbox.
              [
                t('reviews.check.attempts'),
                String(run.attempts.filter(({ level }) => level !== null).length),
              ],
              [
                t('reviews.check.prior_access'),
                run.priorAccess ? t('runs.facts.prior_access_yes') : t('common.no'),
              ],
              [t('runs.facts.truth_public'), run.truthPublic ? t('runs.facts.truth_public_yes') : null],
              [t('reviews.check.digest'), digest],
            ]}
          />
        </div>
      </Panel>
      {run.ledger ? <LookLedger entries={run.ledger} kinship={run.kinship} /> : null}
      {review ? (
        <Panel title={wordFor('runs.review.decision', review.decision)}>
          <p className="sl-muted">
            {t('runs.review.by', { reviewer: review.reviewer, when: instant(review.at) })}
          </p>
          <p className="sl-reading" style={{ whiteSpace: 'pre-line' }}>
            {review.statement}
          </p>
        </Panel>
      ) : null}
      <Panel title={t('reviews.decide')}>
        <div className="sl-stack">
          <Notice>{t('reviews.means')}</Notice>
          {run.status === 'needs_info' ? <p className="sl-muted">{t('runs.now.needs_info')}</p> : null}
          {mayDecide ? (
            <StatementForm
              id={run.id}
              allowed={run.allowed}
              help={t('reviews.statement_help')}
              deeds={[
                { row: reviewDeeds.approve, tone: 'primary' },
                { row: reviewDeeds.ask_info },
                { row: reviewDeeds.reject, tone: 'danger' },
                { row: reviewDeeds.resume },
              ]}
            />
          ) : (
            <p className="sl-muted">{t('reviews.not_yours')}</p>
          )}
        </div>
      </Panel>
      {run.result ? <ResultView result={run.result} about={aboutOf(run)} /> : null}
      <Timeline thing="run" id={run.id} />
    </div>
  );
}
