import { splits } from '@scenario-lab/contracts/benchmarks';
import { listRuns, type RunRow, runStatuses } from '@scenario-lab/contracts/runs';
import { Link, useSearchParams } from 'react-router';
import { path } from '../../app/paths.js';
import { useMe } from '../../app/session.js';
import { CataloguePage, type Facet } from '../../components/catalogue-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { ResultRow } from '../../components/result-row.js';
import { StatusTag, VerdictTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { useLive } from '../../components/use-live.js';
import { choicesOf } from '../../components/use-terms.js';
import { useFormats } from '../../i18n/format.js';
import { useWords, wordFor } from '../../i18n/use-words.js';

const narrowings = ['benchmarkId', 'algorithmId', 'engagementId'] as const;
const narrowedBy = {
  benchmarkId: 'benchmark',
  algorithmId: 'algorithm',
  engagementId: 'engagement',
} as const;

/** Runs the reader may see; what came with the address narrows the list and can be let go again. */
export function RunsPage() {
  const { t } = useWords();
  const [params] = useSearchParams();
  const here = useMe();
  useLive();
  const fixed = Object.fromEntries(
    narrowings.flatMap((key) => {
      const value = params.get(key);
      return value ? [[key, value]] : [];
    }),
  );
  const facets: Facet[] = [
    {
      key: 'waiting',
      label: t('runs.waiting'),
      options: [{ value: 'true', label: t('runs.waiting_only') }],
    },
    ...(here.is('vendor')
      ? [{ key: 'mine', label: t('common.scope'), options: [{ value: 'true', label: t('common.mine') }] }]
      : []),
    { key: 'split', label: t('runs.split'), options: choicesOf('split', splits) },
    {
      key: 'status',
      label: t('common.status'),
      options: runStatuses.map((value) => ({ value, label: wordFor('status.run', value) })),
    },
  ];
  const submit = here.may('run.submit') ? (
    <Link
      className="sl-button"
      to={path.newRun({ benchmark: fixed.benchmarkId, algorithm: fixed.algorithmId })}
    >
      {t('runs.new')}
    </Link>
  ) : null;
  const narrowed = narrowings.filter((key) => fixed[key]);
  return (
    <CataloguePage
      title={t('runs.title')}
      lead={
        narrowed.length > 0 ? (
          <>
            {narrowed.map((key) => t(`runs.only_${narrowedBy[key]}`)).join(t('common.comma'))}{' '}
            <Link to={path.runs()}>{t('runs.show_all')}</Link>
          </>
        ) : (
          t('runs.lead')
        )
      }
      row={listRuns}
      keeps="runs"
      facets={facets}
      fixed={fixed}
      action={submit}
      empty={{
        text: t('runs.empty'),
        action: submit ?? (
          <Link className="sl-button" to={path.benchmarks()}>
            {t('runs.find_benchmark')}
          </Link>
        ),
      }}
      keyOf={(run) => run.id}
      item={(run) => <RunLine run={run} />}
    />
  );
}

function RunLine({ run }: { run: RunRow }) {
  const { t } = useWords();
  const { ago } = useFormats();
  return (
    <ResultRow
      to={path.run(run.id)}
      title={
        <>
          {t('runs.name', { number: run.number })} · <TextView text={run.algorithm.title} />{' '}
          {run.algorithm.label}
        </>
      }
      tags={
        <>
          <span className="sl-chip">{t(`taxonomy.split.${run.split}`)}</span>
          <StatusTag thing="run" status={run.status} />
        </>
      }
      text={
        <>
          <TextView text={run.benchmark.title} />{' '}
          {t('runs.benchmark_version', { number: run.benchmark.number })}
        </>
      }
      meta={
        <>
          <OrganisationName of={run.vendor} />
          <span>{t('runs.submitted', { when: ago(run.submittedAt) })}</span>
          {run.certificate ? <Link to={path.certificate(run.certificate)}>{run.certificate}</Link> : null}
        </>
      }
      figures={
        run.verdict
          ? [[t('runs.verdict'), <VerdictTag key="verdict" verdict={run.verdict} />]]
          : run.outcome && run.outcome !== 'ok'
            ? [[t('runs.facts.outcome'), t(`taxonomy.outcome.${run.outcome}`)]]
            : []
      }
    />
  );
}
