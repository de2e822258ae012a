import type { Benchmark, BenchmarkVersion } from '@scenario-lab/contracts/benchmarks';
import { Link } from 'react-router';
import { path } from '../../app/paths.js';
import { Facts, Panel } from '../../components/object-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { StatusTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { useFormats } from '../../i18n/format.js';
import { metricName } from '../../i18n/metric-words.js';
import { useWords, wordFor } from '../../i18n/use-words.js';

const sizes = ['memoryBytes', 'tmpBytes', 'outBytes', 'logBytes'] as const;

export function BenchmarkFacts({ benchmark, version }: { benchmark: Benchmark; version: BenchmarkVersion }) {
  const { t, language } = useWords();
  const { count, bytes, day, duration } = useFormats();
  const { plan } = version;
  const scenario = benchmark.scenario ? (
    <Link to={path.scenario(benchmark.scenario.id)}>
      <TextView text={benchmark.scenario.title} />
    </Link>
  ) : (
    t('benchmarks.own')
  );
  const dataset = (
    <Link to={path.dataset(benchmark.dataset.id)}>
      <TextView text={benchmark.dataset.title} />
    </Link>
  );
  const digest = version.digest ? <code>{version.digest}</code> : null;
  return (
    <>
      <Panel title={t('common.facts_only')}>
        <Facts
          facts={[
            [t('benchmarks.facts.owner'), <OrganisationName key="owner" of={benchmark.owner} />],
            [t('benchmarks.facts.scenario'), scenario],
            [t('benchmarks.facts.dataset'), dataset],
            [t('benchmarks.facts.access'), wordFor('taxonomy.access_mode', benchmark.dataset.accessMode)],
            [t('common.task'), t(`taxonomy.task.${plan.task}`)],
            [
              t('benchmarks.facts.metrics'),
              plan.metrics.map((metric) => metricName(metric, language)).join(' · '),
            ],
            [t('benchmarks.facts.looks'), count(plan.looks)],
            [t('benchmarks.baseline'), t(`benchmarks.baselines.${plan.baseline}`)],
            [t('benchmarks.facts.opened'), version.openedAt ? day(version.openedAt) : null],
            [t('benchmarks.facts.digest'), digest],
          ]}
        />
      </Panel>
      <Panel title={t('benchmarks.limits')}>
        <Facts
          facts={[
            [t('runs.resources.cpu'), duration(plan.limits.cpuSeconds)],
            [t('runs.resources.wall'), duration(plan.limits.wallSeconds)],
            [t('benchmarks.limit.processes'), count(plan.limits.processes)],
            ...sizes.map((name) => [t(`benchmarks.limit.${name}`), bytes(plan.limits[name])] as const),
          ]}
        />
      </Panel>
      {benchmark.versions.length > 1 ? (
        <Panel title={t('benchmarks.versions')}>
          <ul className="sl-plain sl-stack sl-tight">
            {benchmark.versions.map((one) => (
              <li key={one.id} className="sl-row">
                {one.id === version.id ? (
                  <strong>{t('benchmarks.version', { number: one.number })}</strong>
                ) : (
                  <Link to={path.benchmark(benchmark.id, { version: one.id })}>
                    {t('benchmarks.version', { number: one.number })}
                  </Link>
                )}
                <StatusTag thing="benchmark_version" status={one.status} />
              </li>
            ))}
          </ul>
        </Panel>
      ) : null}
    </>
  );
}
