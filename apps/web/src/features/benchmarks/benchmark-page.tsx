import { type Benchmark, type BenchmarkVersion, readBenchmark } from '@scenario-lab/contracts/benchmarks';
import { useParams, useSearchParams } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { Notice } from '../../components/notice.js';
import { ObjectPage, Panel } from '../../components/object-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { StatusTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { useLive } from '../../components/use-live.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { BenchmarkFacts } from './benchmark-facts.js';
import { ColumnsTable } from './columns-table.js';
import { CriteriaPanel } from './criteria-panel.js';
import { NeedPanel } from './need-panel.js';
import { PacksPanel } from './packs-panel.js';
import { ProblemsPanel } from './problems-panel.js';
import { Scoreboard } from './scoreboard.js';
import { Standing } from './standing.js';
import { TaskPanel } from './task-panel.js';
import { TryAtHome } from './try-at-home.js';

export function BenchmarkPage() {
  const { id = '' } = useParams();
  const [params] = useSearchParams();
  const { data, error, isPending } = useRow(readBenchmark, { params: { id } });
  useLive((data?.versions ?? []).map((version) => `benchmark_version:${version.id}`));
  if (isPending) return <PageSkeleton />;
  if (error) return <ProblemAlert error={error} />;
  const { versions } = data;
  const version =
    versions.find((one) => one.id === params.get('version')) ??
    versions.find((one) => one.id === data.versionId) ??
    versions[0];
  if (!version) return <PageSkeleton />;
  return <BenchmarkView key={version.id} benchmark={data} version={version} />;
}

/** The public face of one version: what is asked, by which rules, what came of it. */
function BenchmarkView({ benchmark, version }: { benchmark: Benchmark; version: BenchmarkVersion }) {
  const { t } = useWords();
  const { text, ago } = useFormats();
  const about = { task: version.plan.task, subject: benchmark.scenario?.subject ?? null };
  const current = version.id === benchmark.versionId;
  return (
    <ObjectPage
      title={<TextView text={benchmark.title} />}
      name={text(benchmark.title)}
      back={{ to: path.benchmarks(), label: t('benchmarks.title') }}
      follow={{ thing: 'benchmark', id: benchmark.id }}
      status={<StatusTag thing="benchmark_version" status={version.status} />}
      lead={
        <>
          <OrganisationName of={benchmark.owner} />
          <span>{t('benchmarks.version', { number: version.number })}</span>
          <span>{t('common.updated', { when: ago(benchmark.updatedAt) })}</span>
          {version.truthPublic ? <span className="sl-chip">{t('benchmarks.demonstration')}</span> : null}
        </>
      }
      aside={
        <>
          {version.dataWarning ? (
            <Notice tone="warn">
              <strong>{t(`benchmarks.data_warning.${version.dataWarning.status}`)}</strong>
              {version.dataWarning.reason ? <p>{version.dataWarning.reason}</p> : null}
            </Notice>
          ) : null}
          <Standing benchmark={benchmark} version={version} />
          <BenchmarkFacts benchmark={benchmark} version={version} />
        </>
      }
      next={{ thing: 'benchmark_version', id: version.id, status: version.status }}
      timeline={{ thing: 'benchmark_version', id: version.id }}
    >
      <ProblemsPanel version={version} />
      <NeedPanel version={version} about={about} />
      <TaskPanel version={version} about={about} />
      <CriteriaPanel version={version} about={about} />
      {current && version.openedAt ? (
        <Scoreboard benchmark={benchmark} version={version} about={about} />
      ) : null}
      <Panel title={t('benchmarks.columns')}>
        <ColumnsTable version={version} />
      </Panel>
      {version.status === 'open' ? <TryAtHome benchmark={benchmark} /> : null}
      <PacksPanel version={version} />
    </ObjectPage>
  );
}
