import './certificates.css';
import { badgeIn } from '@scenario-lab/contracts/badges';
import { trainingIn } from '@scenario-lab/contracts/camps';
import { acceptanceOf } from '@scenario-lab/contracts/pilot-acceptance';
import { predicateOf, type ReportPredicate } from '@scenario-lab/contracts/statement';
import { Link } from 'react-router';
import { path } from '../../app/paths.js';
import { Facts, Panel } from '../../components/object-page.js';
import { ResultView } from '../../components/result-view.js';
import { TextView } from '../../components/text-view.js';
import { useFormats } from '../../i18n/format.js';
import { useWords, wordFor } from '../../i18n/use-words.js';
import { AcceptanceView } from './acceptance-view.js';

/** A statement in readable form, the whole of it behind; one of another form is shown as written. */
export function StatementView({ statement }: { statement: Record<string, unknown> }) {
  const { t } = useWords();
  const report = predicateOf(statement);
  const acceptance = acceptanceOf(statement);
  // What a badge or a camp's certificate says stands above already.
  const known = report ?? acceptance ?? badgeIn(statement) ?? trainingIn(statement);
  return (
    <>
      {report ? <ReportBody report={report} /> : null}
      {acceptance ? <AcceptanceView acceptance={acceptance} /> : null}
      {known ? null : <p>{t('certificates.report.not_ours')}</p>}
      <details className="sl-panel" open={!report && !acceptance}>
        <summary>{t('certificates.report.raw')}</summary>
        <pre className="raw">{JSON.stringify(statement, null, 2)}</pre>
      </details>
    </>
  );
}

function ReportBody({ report }: { report: ReportPredicate }) {
  const { t, language } = useWords();
  const { instant, duration, bytes, count } = useFormats();
  const { algorithm, benchmark, digests, looks, review, certificate } = report;
  const code = (text: string | null) => (text ? <code>{text}</code> : null);
  return (
    <>
      <Panel title={t('certificates.report.subject')}>
        <Facts
          facts={[
            [
              t('certificates.algorithm'),
              <span key="algorithm">
                <TextView text={algorithm.title} /> {algorithm.label} ·{' '}
                {wordFor('taxonomy.artifact', algorithm.kind)}
              </span>,
            ],
            [t('certificates.vendor'), <TextView key="vendor" text={report.vendor.name} />],
            [
              t('certificates.benchmark'),
              <span key="benchmark">
                <TextView text={benchmark.title} />{' '}
                {t('runs.benchmark_version', { number: benchmark.number })} ·{' '}
                {wordFor('taxonomy.task', benchmark.task)}
              </span>,
            ],
            report.scenario
              ? [t('certificates.scenario'), <TextView key="scenario" text={report.scenario.title} />]
              : null,
            [
              t('certificates.report.dataset'),
              <span key="dataset">
                <TextView text={report.dataset.title} /> {report.dataset.label}
              </span>,
            ],
            [t('certificates.report.target'), benchmark.target],
            [t('certificates.report.rows'), count(benchmark.rows)],
            [
              t('certificates.report.certificate'),
              certificate ? (
                <Link key="certificate" to={path.certificate(certificate.number)}>
                  {certificate.number}
                </Link>
              ) : (
                <span key="none">
                  {t('certificates.report.no_certificate')}
                  {report.certificateObstacles.length > 0 ? t('common.colon') : ''}
                  {report.certificateObstacles
                    .map((one) => wordFor('certificates.report.obstacle', one))
                    .join(t('common.comma'))}
                </span>
              ),
            ],
            report.dataset.truthPublic
              ? [t('runs.facts.truth_public'), t('certificates.demonstration')]
              : null,
          ]}
        />
      </Panel>
      <ResultView result={report} />
      <Panel title={t('certificates.report.review')}>
        <p className="sl-muted">
          {t('runs.review.by', { reviewer: review.reviewer, when: instant(review.at) })}
        </p>
        <p className="sl-reading" style={{ whiteSpace: 'pre-line' }}>
          {review.statement}
        </p>
        <p className="sl-muted sl-small">{t('runs.review.means')}</p>
      </Panel>
      <Panel title={t('common.facts_only')}>
        <Facts
          facts={[
            [
              t('certificates.looks'),
              looks ? t('certificates.looks_of', { used: looks.number, of: looks.of }) : null,
            ],
            [t('certificates.unpublished'), count(report.unpublishedRuns)],
            [
              t('certificates.prior_access'),
              t(report.priorAccess ? 'certificates.prior_access_yes' : 'certificates.prior_access_no'),
            ],
            [
              t('certificates.level'),
              report.sandbox.level ? wordFor('taxonomy.level', report.sandbox.level) : null,
            ],
            [t('runs.resources.cpu'), duration(report.resources.cpuSeconds)],
            [t('runs.resources.memory'), bytes(report.resources.peakMemoryBytes)],
            [t('certificates.report.executions'), count(benchmark.executions)],
            report.previousVersion
              ? [
                  t('certificates.report.previous'),
                  t('certificates.report.previous_says', report.previousVersion),
                ]
              : null,
            [t('certificates.artifact'), code(digests.artifact)],
            [t('runs.facts.pack'), code(digests.pack)],
            [t('certificates.benchmark_digest'), code(digests.benchmark)],
            [t('certificates.report.hidden_split'), code(digests.hiddenSplit)],
            [t('certificates.report.environment'), code(digests.environment)],
          ]}
        />
      </Panel>
      <Panel title={t('certificates.report.limits')}>
        <ul className="sl-reading">
          {report.limitsOfValidity[language].map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </Panel>
    </>
  );
}
