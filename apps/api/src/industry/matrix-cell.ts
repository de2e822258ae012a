import type { Plan } from '@scenario-lab/contracts/benchmarks';
import type {
  MatrixCell,
  MatrixColumn,
  MatrixRow,
  MatrixState,
} from '@scenario-lab/contracts/industry-matrix';
import type { Result } from '@scenario-lab/contracts/runs';
import { leadingMetric } from '@scenario-lab/domain/benchmarks/leading-metric';
import { type FitSockets, misfitsOf } from '@scenario-lab/domain/runs/data-fit';

export interface FoundRow {
  id: string;
  algorithm_id: string;
  title: MatrixRow['algorithm']['title'];
  label: string;
  certified: number;
  vendor: MatrixRow['vendor'];
  /** Of a listed algorithm with a card; what others read is not told to everybody. */
  sockets: FitSockets | null;
  listed: boolean;
  case_id: string | null;
}
export interface FoundColumn {
  benchmark_id: string;
  id: string;
  number: number;
  open: boolean;
  title: MatrixColumn['title'];
  plan: Plan;
  columns: { name: string; type: string }[];
  hidden_digest: string | null;
  department: MatrixColumn['department'];
  scenario_id: string | null;
  region: string | null;
  field: MatrixColumn['field'];
  dataset: MatrixColumn['title'] | null;
  rows: number | string | null;
  certified: number;
}
export interface FoundResult {
  run_id: string;
  number: number;
  algorithm_id: string;
  algorithm_version_id: string;
  benchmark_id: string;
  version: number;
  hidden_digest: string | null;
  verdict: string | null;
  certificate: string | null;
  certificate_status: string | null;
  report_id: string | null;
  transfer: boolean;
  body: Result | null;
}

export function columnOf(found: FoundColumn): MatrixColumn {
  const metric = leadingMetric(found.plan);
  const asked = found.plan.criteria.find((one) => one.metric === metric && !one.slice);
  return {
    benchmarkId: found.benchmark_id,
    versionId: found.id,
    number: found.number,
    open: found.open,
    title: found.title,
    department: found.department,
    field: found.field,
    region: found.region,
    scenarioId: found.scenario_id,
    dataset: found.dataset
      ? { title: found.dataset, rows: found.rows === null ? null : Number(found.rows) }
      : null,
    metric,
    threshold: asked?.threshold ?? null,
    certified: found.certified,
  };
}

function stateOf({ certificate_status, transfer }: FoundResult): MatrixState {
  if (certificate_status === 'valid') return 'certified';
  if (certificate_status === 'watch') return 'watch';
  return transfer ? 'transferred' : 'measured';
}
const order: readonly MatrixState[] = ['certified', 'watch', 'transferred', 'measured'];

/** The best that is public of a program on a column's rows, else on earlier ones, else the gap. */
export function cellOf(
  row: FoundRow,
  column: FoundColumn,
  results: readonly FoundResult[],
  tiers: ReadonlyMap<string, number | null>,
): MatrixCell {
  const same = (one: FoundResult) => one.hidden_digest === column.hidden_digest;
  const rank = (one: FoundResult) => (same(one) ? 0 : order.length) + order.indexOf(stateOf(one));
  const [best] = results
    .filter(
      ({ algorithm_version_id, benchmark_id }) =>
        algorithm_version_id === row.id && benchmark_id === column.benchmark_id,
    )
    .toSorted((one, other) => rank(one) - rank(other) || other.number - one.number);
  if (!best) return gapOf(row, column);
  const metric = leadingMetric(column.plan);
  const figure = best.body?.figures.find((one) => one.metric === metric && one.slice === null);
  const state = stateOf(best);
  return {
    benchmarkId: column.benchmark_id,
    state,
    value: figure?.value ?? null,
    lower: figure?.interval?.lower ?? null,
    upper: figure?.interval?.upper ?? null,
    tier: tiers.get(best.run_id) ?? null,
    verdict: best.verdict,
    certificate: state === 'certified' || state === 'watch' ? best.certificate : null,
    reportId: best.report_id,
    earlier: same(best) ? null : best.version,
    gap: null,
    missing: [],
  };
}

function gapOf(row: FoundRow, column: FoundColumn): MatrixCell {
  const misfits = row.sockets ? misfitsOf(row.sockets, column.plan.task, column.columns) : [];
  return {
    benchmarkId: column.benchmark_id,
    state: 'untried',
    value: null,
    lower: null,
    upper: null,
    tier: null,
    verdict: null,
    certificate: null,
    reportId: null,
    earlier: null,
    gap: misfits.length > 0 ? 'columns' : column.open ? 'test' : 'closed',
    missing: misfits.map(({ place }) => place),
  };
}
