import {
  type Benchmark,
  type BenchmarkVersion,
  createBenchmark,
  editBenchmark,
  readBenchmark,
} from '@scenario-lab/contracts/benchmarks';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { FormProblem } from '../../components/conflict-notice.js';
import { FormPage } from '../../components/form-page.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { useRowForm } from '../../components/row-form.js';
import { useWords } from '../../i18n/use-words.js';
import { NeedPanel } from './need-panel.js';
import { PlanForm } from './plan-form.js';
import { emptyPlan, fieldOfPlan, type PlanValues, planBodyOf, valuesOfPlan } from './plan-values.js';
import { ProblemsPanel } from './problems-panel.js';

/** A benchmark of one's own, or a further version of one, filled in with the last. */
export function NewBenchmarkPage() {
  const [params] = useSearchParams();
  const from = params.get('benchmark');
  const { data, error, isPending } = useRow(
    readBenchmark,
    { params: { id: from ?? '' } },
    { enabled: from !== null },
  );
  if (from !== null && isPending) return <PageSkeleton />;
  if (error) return <ProblemAlert error={error} />;
  return <NewBenchmark from={data ?? null} />;
}

function NewBenchmark({ from }: { from: Benchmark | null }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const last = from?.versions[0];
  const work = useRowForm<typeof createBenchmark, PlanValues>({
    row: createBenchmark,
    draft: `benchmark.new.${from?.id ?? ''}`,
    fieldOf: fieldOfPlan,
    bodyOf: (values) => ({ ...planBodyOf(values), scenarioId: null, benchmarkId: from?.id ?? null }),
    onDone: ({ benchmarkId, benchmarkVersionId }) =>
      navigate(path.benchmark(benchmarkId, { version: benchmarkVersionId })),
  });
  return (
    <FormPage
      title={t(from ? 'benchmarks.new_version' : 'benchmarks.form.new_title')}
      lead={t('benchmarks.form.lead')}
      back={{ to: from ? path.benchmark(from.id) : path.benchmarks(), label: t('benchmarks.title') }}
    >
      <FormProblem work={work} />
      <PlanForm
        form={work.form}
        initial={from && last ? valuesOfPlan(from.title, from.dataset.id, last.plan) : emptyPlan}
        pending={work.pending}
        onSubmit={work.submit}
      />
    </FormPage>
  );
}

export function EditBenchmarkPage() {
  const { id = '' } = useParams();
  const { data, error, isPending } = useRow(readBenchmark, { params: { id } });
  if (isPending) return <PageSkeleton />;
  if (error) return <ProblemAlert error={error} />;
  const draft = data.versions.find(({ allowed }) => allowed.includes('benchmark.edit'));
  return draft ? <EditBenchmark benchmark={data} draft={draft} /> : <NoDraft benchmark={data} />;
}

function NoDraft({ benchmark }: { benchmark: Benchmark }) {
  const { t } = useWords();
  return (
    <FormPage
      title={t('benchmarks.edit_title')}
      back={{ to: path.benchmark(benchmark.id), label: t('benchmarks.title') }}
    >
      <p>{t('benchmarks.form.no_draft')}</p>
      {benchmark.allowed.includes('benchmark.create') ? (
        <p>
          <Link className="sl-button" to={path.newBenchmark({ benchmark: benchmark.id })}>
            {t('benchmarks.new_version')}
          </Link>
        </p>
      ) : null}
    </FormPage>
  );
}

function EditBenchmark({ benchmark, draft }: { benchmark: Benchmark; draft: BenchmarkVersion }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const work = useRowForm<typeof editBenchmark, PlanValues>({
    row: editBenchmark,
    draft: `benchmark.${draft.id}`,
    seen: benchmark.updatedAt,
    params: { id: draft.id },
    fieldOf: fieldOfPlan,
    bodyOf: planBodyOf,
    onDone: () => navigate(path.benchmark(benchmark.id, { version: draft.id })),
  });
  return (
    <FormPage
      title={t('benchmarks.edit_title')}
      lead={t('benchmarks.form.lead')}
      back={{ to: path.benchmark(benchmark.id, { version: draft.id }), label: t('benchmarks.title') }}
    >
      <ProblemsPanel version={draft} />
      <NeedPanel
        version={draft}
        about={{ task: draft.plan.task, subject: benchmark.scenario?.subject ?? null }}
      />
      <FormProblem work={work} />
      <PlanForm
        form={work.form}
        initial={valuesOfPlan(benchmark.title, benchmark.dataset.id, draft.plan)}
        pending={work.pending}
        onSubmit={work.submit}
      />
    </FormPage>
  );
}
