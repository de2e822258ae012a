import { listAlgorithms, readAlgorithm } from '@scenario-lab/contracts/algorithms';
import { listBenchmarks } from '@scenario-lab/contracts/benchmarks';
import { listEngagements } from '@scenario-lab/contracts/engagements';
import { useQueries } from '@tanstack/react-query';
import { rowQuery, useRow } from '../../app/api.js';
import { useFormats } from '../../i18n/format.js';

/** Statuses of an engagement in which its solution is tested. */
const testable = ['validating', 'validated', 'piloting'];

/**
 * What can meet what: one's own ready versions, the open benchmarks of the chosen one's task, the engagements on
 * the benchmark's need. The address says what is chosen: `algorithmVersionId` or `algorithm`, `benchmark` (or
 * `benchmarkVersionId`), `engagement`.
 */
export function useCandidates(params: URLSearchParams) {
  const { text } = useFormats();
  const mine = useRow(listAlgorithms, { query: { mine: 'true', limit: 50 } });
  const algorithms = useQueries({
    queries: (mine.data?.items ?? []).map(({ id }) => rowQuery(readAlgorithm, { params: { id } })),
  });
  const open = useRow(listBenchmarks, { query: { status: 'open', limit: 100 } });
  const mineToo = useRow(listEngagements, { query: { limit: 100 } });

  const versions = algorithms.flatMap(({ data }) =>
    data
      ? data.versionList
          .filter(({ status }) => status === 'ready')
          .map(({ id, label }) => ({
            value: id,
            label: `${text(data.title)} · ${label}`,
            algorithmId: data.id,
            task: data.task,
          }))
      : [],
  );
  const version =
    versions.find(({ value }) => value === params.get('algorithmVersionId')) ??
    versions.find(({ algorithmId }) => algorithmId === params.get('algorithm')) ??
    (versions.length === 1 ? versions[0] : undefined);
  const task = version?.task ?? params.get('task');
  const benchmarks = (open.data?.items ?? [])
    .filter((one) => !task || one.task === task || one.id === params.get('benchmark'))
    .map((one) => ({
      value: one.id,
      label: text(one.title),
      versionId: one.versionId,
      scenarioId: one.scenario?.id ?? null,
    }));
  const benchmark =
    benchmarks.find(({ value }) => value === params.get('benchmark')) ??
    benchmarks.find(({ versionId }) => versionId === params.get('benchmarkVersionId'));
  const engagements = (mineToo.data?.items ?? [])
    .filter((one) => testable.includes(one.status) && one.scenario.id === benchmark?.scenarioId)
    .map((one) => ({ value: one.id, label: text(one.scenario.title) }));
  const engagement = engagements.find(({ value }) => value === params.get('engagement'))?.value ?? null;
  return {
    versions,
    version,
    benchmarks,
    benchmark,
    engagements,
    engagement,
    loading: mine.isPending || open.isPending || algorithms.some(({ isPending }) => isPending),
    error: mine.error ?? open.error ?? algorithms.find(({ error }) => error)?.error ?? mineToo.error,
  };
}
