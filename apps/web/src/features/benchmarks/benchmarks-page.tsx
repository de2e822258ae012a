import { listBenchmarks } from '@scenario-lab/contracts/benchmarks';
import { taskKinds } from '@scenario-lab/contracts/metrics';
import { Link } from 'react-router';
import { path } from '../../app/paths.js';
import { useMe } from '../../app/session.js';
import { CataloguePage, type Facet } from '../../components/catalogue-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { ResultRow } from '../../components/result-row.js';
import { StatusTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { choicesOf } from '../../components/use-terms.js';
import { useFormats } from '../../i18n/format.js';
import { saidPlainly } from '../../i18n/metric-words.js';
import { useWords, wordFor } from '../../i18n/use-words.js';

const statuses = ['draft', 'sealing', 'baseline', 'open', 'closed', 'retired'] as const;

export function BenchmarksPage() {
  const { t, language } = useWords();
  const { count, ago } = useFormats();
  const here = useMe();
  const facets: Facet[] = [
    { key: 'task', label: t('common.task'), options: choicesOf('task', taskKinds) },
    {
      key: 'status',
      label: t('common.status'),
      options: statuses.map((value) => ({ value, label: wordFor('status.benchmark_version', value) })),
    },
    ...(here.me
      ? [{ key: 'mine', label: t('common.scope'), options: [{ value: 'true', label: t('common.mine') }] }]
      : []),
  ];
  const create = here.may('benchmark.create') ? (
    <Link className="sl-button" to={path.newBenchmark()}>
      {t('benchmarks.new')}
    </Link>
  ) : null;
  return (
    <CataloguePage
      title={t('benchmarks.title')}
      lead={t('benchmarks.lead')}
      keeps="benchmarks"
      row={listBenchmarks}
      facets={facets}
      action={create}
      empty={{
        text: t('benchmarks.empty'),
        action: create ?? (
          <Link className="sl-button" to={path.scenarios()}>
            {t('benchmarks.empty_action')}
          </Link>
        ),
      }}
      keyOf={(benchmark) => benchmark.id}
      item={(benchmark) => (
        <ResultRow
          to={path.benchmark(benchmark.id)}
          title={<TextView text={benchmark.title} />}
          tags={
            <>
              <span className="sl-chip">{t(`taxonomy.task.${benchmark.task}`)}</span>
              {benchmark.status === 'open' ? null : (
                <StatusTag thing="benchmark_version" status={benchmark.status} />
              )}
              {benchmark.truthPublic ? (
                <span className="sl-chip">{t('benchmarks.demonstration')}</span>
              ) : null}
            </>
          }
          text={
            benchmark.criteria.length > 0
              ? benchmark.criteria
                  .map((criterion) =>
                    saidPlainly(
                      criterion,
                      { task: benchmark.task, subject: benchmark.scenario?.subject ?? null },
                      language,
                    ),
                  )
                  .join(language === 'zh' ? '；' : '; ')
              : t('benchmarks.no_criteria')
          }
          meta={
            <>
              <OrganisationName of={benchmark.owner} />
              <span>{t('common.updated', { when: ago(benchmark.updatedAt) })}</span>
            </>
          }
          figures={[
            [t('benchmarks.criteria_count'), count(benchmark.criteria.length)],
            [t('benchmarks.rows'), benchmark.rows === null ? '–' : count(benchmark.rows)],
            [t('benchmarks.runs'), count(benchmark.runs)],
          ]}
        />
      )}
    />
  );
}
