import { type Run, reviewDeeds, runDeeds } from '@scenario-lab/contracts/runs';
import { Link } from 'react-router';
import { path } from '../../app/paths.js';
import { useMe } from '../../app/session.js';
import { DeedButtons } from '../../components/deed-buttons.js';
import { Facts, Panel } from '../../components/object-page.js';
import { TextView } from '../../components/text-view.js';
import { useFormats } from '../../i18n/format.js';
import { knowsWord, useWords, wordFor } from '../../i18n/use-words.js';

const deedsOf = (id: string) => [
  { row: runDeeds.cancel, params: { id }, tone: 'danger' as const, field: 'remark' as const },
  { row: runDeeds.requeue, params: { id }, tone: 'primary' as const, field: 'remark' as const },
  { row: runDeeds.publish, params: { id }, field: 'remark' as const },
  { row: runDeeds.rerun, params: { id }, field: 'remark' as const },
  { row: runDeeds.allow_look, params: { id }, field: 'reason' as const },
  { row: reviewDeeds.void, params: { id }, tone: 'danger' as const, field: 'statement' as const },
];
const deedNames = ['run.cancel', 'run.requeue', 'run.publish', 'run.rerun', 'run.allow_look', 'review.void'];
const reviewNames = ['review.approve', 'review.reject', 'review.ask_info', 'review.resume'];

/** Report and certificate first, then what can be done. */
export function RunDeeds({ run }: { run: Run }) {
  const { t } = useWords();
  const reviewable = reviewNames.some((deed) => run.allowed.includes(deed));
  const some = deedNames.some((deed) => run.allowed.includes(deed));
  const { me } = useMe();
  /** It ran where it costs nothing: the way on is the exam itself. */
  const ready = run.status === 'finished' && run.split !== 'hidden' && run.vendor.id === me?.organisation.id;
  if (!run.report && !run.certificate && !reviewable && !some && !ready) return null;
  return (
    <Panel title={t('common.actions')}>
      <div className="sl-stack sl-tight">
        {ready ? (
          <div>
            <Link
              className="button button-primary"
              to={path.newRun({
                algorithmVersionId: run.algorithm.versionId,
                benchmarkVersionId: run.benchmark.versionId,
                engagement: run.engagementId ?? undefined,
                split: 'hidden',
              })}
            >
              {t('runs.to_hidden')}
            </Link>
            <p className="sl-muted sl-small">{t('runs.to_hidden_says')}</p>
          </div>
        ) : null}
        {run.report ? (
          <>
            <Link className="sl-button" to={path.report(run.report.id)}>
              {t('runs.report.open')}
            </Link>
            {run.report.ready ? null : <p className="sl-muted sl-small">{t('runs.report.pending')}</p>}
          </>
        ) : null}
        {run.certificate ? (
          <Link to={path.certificate(run.certificate)}>
            {t('runs.report.certificate', { number: run.certificate })}
          </Link>
        ) : null}
        {reviewable ? (
          <Link className="sl-button" to={path.reviews({ id: run.id })}>
            {t('reviews.open')}
          </Link>
        ) : null}
        <DeedButtons allowed={run.allowed} deeds={deedsOf(run.id)} />
      </div>
    </Panel>
  );
}

/** How an attempt ended: a word of the lab's own, or the outcome of the program. */
const endOf = (end: string) =>
  knowsWord('runs.attempt_end', end) ? wordFor('runs.attempt_end', end) : wordFor('taxonomy.outcome', end);

/** Everything a reader needs to say which run this was: what met what, where, with which digests. */
export function RunFacts({ run }: { run: Run }) {
  const { t } = useWords();
  const { bytes, duration, count, instant } = useFormats();
  const { look, runtime, resources, digests } = run;
  const code = (text: string | null) => (text ? <code>{text}</code> : null);
  const versions = Object.entries(runtime?.versions ?? {}).map(([name, version]) => `${name} ${version}`);
  const algorithm = (
    <Link to={path.algorithm(run.algorithm.id)}>
      <TextView text={run.algorithm.title} /> {run.algorithm.label}
    </Link>
  );
  const benchmark = (
    <Link to={path.benchmark(run.benchmark.id)}>
      <TextView text={run.benchmark.title} /> {t('runs.benchmark_version', { number: run.benchmark.number })}
    </Link>
  );
  const engagement = run.engagementId ? (
    <Link to={path.engagement(run.engagementId)}>{t('runs.facts.open_engagement')}</Link>
  ) : null;
  const attempts =
    run.attempts.length > 0 ? (
      <ol className="sl-plain sl-small">
        {run.attempts.map((attempt) => (
          <li key={attempt.number}>
            {t('runs.facts.attempt', { number: attempt.number })} · {instant(attempt.startedAt)} ·{' '}
            {attempt.end ? endOf(attempt.end) : t('runs.facts.attempt_running')} · {attempt.worker}
          </li>
        ))}
      </ol>
    ) : null;
  return (
    <>
      <Panel title={t('common.facts_only')}>
        <Facts
          facts={[
            [t('runs.algorithm'), algorithm],
            [t('runs.benchmark'), benchmark],
            [t('runs.split'), t(`taxonomy.split.${run.split}`)],
            [t('runs.facts.engagement'), engagement],
            [t('runs.facts.outcome'), run.outcome ? t(`taxonomy.outcome.${run.outcome}`) : null],
            [
              t('runs.facts.look'),
              look
                ? t(look.charged ? 'runs.facts.look_of' : 'runs.facts.look_back', {
                    number: look.number,
                    of: look.of,
                  })
                : null,
            ],
            [t('runs.facts.prior_access'), run.priorAccess ? t('runs.facts.prior_access_yes') : null],
            [t('runs.facts.truth_public'), run.truthPublic ? t('runs.facts.truth_public_yes') : null],
            [t('runs.facts.level'), run.level ? wordFor('taxonomy.level', run.level) : null],
          ]}
        />
      </Panel>
      {resources ? (
        <Panel title={t('runs.resources.title')}>
          <Facts
            facts={[
              [t('runs.resources.cpu'), duration(resources.cpuSeconds)],
              [t('runs.resources.memory'), bytes(resources.peakMemoryBytes)],
              [
                t('runs.resources.wall'),
                resources.wallSeconds === null ? null : duration(resources.wallSeconds),
              ],
              [t('runs.resources.executions'), count(resources.executions)],
            ]}
          />
        </Panel>
      ) : null}
      <Panel title={t('runs.facts.runtime')}>
        <Facts
          facts={[
            [t('runs.facts.runtime'), runtime?.name ?? null],
            [t('runs.facts.runtime_versions'), versions.join(' · ') || null],
            [t('runs.facts.runtime_source'), runtime?.source ?? null],
            [t('runs.facts.runtime_digest'), code(runtime?.digest ?? null)],
            [t('runs.facts.artifact'), code(digests.artifact)],
            [t('runs.facts.pack'), code(digests.pack)],
            [t('runs.facts.benchmark'), code(digests.benchmark)],
            [t('runs.result.digest'), code(run.result?.digest ?? null)],
            [t('runs.facts.attempts'), attempts],
          ]}
        />
      </Panel>
    </>
  );
}
