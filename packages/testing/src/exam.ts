import { createHash } from 'node:crypto';
import type { Plan } from '@scenario-lab/contracts/benchmarks';
import { SaveScenario } from '@scenario-lab/contracts/scenarios';
import { newId } from '@scenario-lab/db/ids';
import type { SignedIn } from '@scenario-lab/domain/actor';
import type pg from 'pg';

export interface Exam {
  solutionId: string;
  algorithmId: string;
  algorithmVersionId: string;
  scenarioId: string;
  datasetId: string;
  benchmarkId: string;
  benchmarkVersionId: string;
  hiddenDigest: string;
}

const digestOf = (text: string) => createHash('sha256').update(text).digest('hex');

async function insert(owner: pg.Client, table: string, row: Record<string, unknown>): Promise<void> {
  const columns = Object.keys(row);
  const values = Object.values(row).map((value) =>
    value !== null && typeof value === 'object' && !Array.isArray(value) ? JSON.stringify(value) : value,
  );
  await owner.query(
    `INSERT INTO ${table} (${columns.map((column) => `"${column}"`).join(', ')})
     VALUES (${columns.map((_, at) => `$${at + 1}`).join(', ')})`,
    values,
  );
}

export async function giveParty(
  owner: pg.Client,
  thing: string,
  thingId: string,
  organisationId: string,
  right: string,
): Promise<void> {
  await insert(owner, 'party', { thing, thing_id: thingId, organisation_id: organisationId, right });
}

/** A solution with a ready version of its algorithm; both listed. */
export async function makeAlgorithm(
  owner: pg.Client,
  vendor: SignedIn,
): Promise<Pick<Exam, 'solutionId' | 'algorithmId' | 'algorithmVersionId'>> {
  const [solutionId, algorithmId, algorithmVersionId] = [newId(), newId(), newId()];
  const card = {
    title: { en: 'Level forecast', zh: '液位预测' },
    summary: { en: 'x' },
    fields: [],
    technologies: [],
  };
  const solution = {
    ...card,
    trl: 7,
    claims: [],
    deployment: { gpu: false, sites: [], xinchuang: false },
    qualifications: [],
    cases: [],
    cooperationModes: [],
    regions: [],
    priceFrom: null,
    sharedCapacity: null,
  };
  const algorithm = {
    ...card,
    solutionId,
    task: 'regression',
    licence: 'proprietary',
    card: { intendedUse: { en: 'x' } },
  };
  await giveParty(owner, 'solution', solutionId, vendor.organisationId, 'own');
  await insert(owner, 'solution', {
    id: solutionId,
    owner_id: vendor.organisationId,
    status: 'listed',
    card: solution,
    listed: solution,
  });
  await giveParty(owner, 'algorithm', algorithmId, vendor.organisationId, 'own');
  await insert(owner, 'algorithm', {
    id: algorithmId,
    owner_id: vendor.organisationId,
    solution_id: solutionId,
    task: 'regression',
    status: 'listed',
    card: algorithm,
    listed: algorithm,
  });
  await insert(owner, 'algorithm_version', {
    id: algorithmVersionId,
    algorithm_id: algorithmId,
    label: '1.0',
    status: 'ready',
    kind: 'bundle',
    file_name: 'a.zip',
    bytes: 10,
    sha256: digestOf(algorithmVersionId),
    sockets: { task: 'regression', inputs: [{ column: 'rain', type: 'number', required: true }] },
  });
  return { solutionId, algorithmId, algorithmVersionId };
}

export const examPlan = (datasetVersionId: string, more: Partial<Plan> = {}): Plan => ({
  task: 'regression',
  datasetVersionId,
  target: 'level',
  positive: null,
  features: ['rain'],
  slices: [],
  metrics: ['mae'],
  criteria: [{ id: 'mae', metric: 'mae', direction: 'at_most', threshold: 12, unit: 'cm', must: true }],
  resamplingUnit: { kind: 'row' },
  forecast: null,
  limits: {
    cpuSeconds: 60,
    wallSeconds: 120,
    memoryBytes: 2 ** 30,
    processes: 16,
    tmpBytes: 2 ** 20,
    outBytes: 2 ** 20,
    logBytes: 2 ** 16,
  },
  looks: 3,
  baseline: 'mean',
  ...more,
});

/** A department's published need, its data and an open benchmark on them, as the worker would have sealed it. */
export async function makeBenchmark(
  owner: pg.Client,
  department: SignedIn,
  options: { accessMode?: string; listed?: boolean; plan?: Partial<Plan> } = {},
): Promise<Pick<Exam, 'scenarioId' | 'datasetId' | 'benchmarkId' | 'benchmarkVersionId' | 'hiddenDigest'>> {
  const [scenarioId, datasetId, versionId, benchmarkId, benchmarkVersionId] = Array.from(
    { length: 5 },
    newId,
  );
  const own = department.organisationId;
  const plan = examPlan(versionId!, options.plan);
  const need = SaveScenario.parse({
    title: { en: 'Flooded underpasses', zh: '下穿隧道积水' },
    criteria: plan.criteria,
    task: plan.task,
    problem: { zh: '积水' },
    contact: { name: 'Li', phone: '1' },
  });
  await giveParty(owner, 'scenario', scenarioId!, own, 'own');
  await insert(owner, 'scenario', {
    id: scenarioId,
    owner_id: own,
    status: 'published',
    need,
    region: '510100',
  });
  const card = {
    title: { en: 'Rain and levels' },
    summary: { en: 'x' },
    fields: [],
    technologies: [],
    accessMode: options.accessMode ?? 'open',
    sourceKind: 'public',
    region: null,
    licence: '',
    source: '',
    truthPublic: false,
  };
  await giveParty(owner, 'dataset', datasetId!, own, 'own');
  await insert(owner, 'dataset', {
    id: datasetId,
    owner_id: own,
    status: options.listed === false ? 'draft' : 'listed',
    card,
    listed: options.listed === false ? null : card,
    access_mode: options.accessMode ?? 'open',
  });
  await insert(owner, 'dataset_version', {
    id: versionId,
    dataset_id: datasetId,
    label: '1',
    status: 'ready',
    file_name: 'a.csv',
    bytes: 10,
    sha256: digestOf(versionId!),
    rows: 4000,
    columns: '[]',
    split: { by: 'hash', sample: 0.1, validation: 0.3, hidden: 0.6 },
  });
  await giveParty(owner, 'benchmark', benchmarkId!, own, 'own');
  await insert(owner, 'benchmark', {
    id: benchmarkId,
    owner_id: own,
    scenario_id: scenarioId,
    title: { en: 'Levels at underpasses' },
  });
  const hiddenDigest = digestOf(`hidden ${benchmarkVersionId}`);
  await insert(owner, 'benchmark_version', {
    id: benchmarkVersionId,
    benchmark_id: benchmarkId,
    number: 1,
    status: 'open',
    dataset_version_id: versionId,
    plan,
    columns: JSON.stringify([{ name: 'rain', type: 'number', role: 'feature' }]),
    digest: digestOf(benchmarkVersionId!),
    hidden_digest: hiddenDigest,
    opened_at: new Date(),
  });
  for (const split of ['sample', 'validation', 'hidden']) {
    await insert(owner, 'pack', {
      benchmark_version_id: benchmarkVersionId,
      split,
      sha256: digestOf(`${split} ${benchmarkVersionId}`),
      rows: 2000,
      executions: 1,
    });
  }
  return {
    scenarioId: scenarioId!,
    datasetId: datasetId!,
    benchmarkId: benchmarkId!,
    benchmarkVersionId: benchmarkVersionId!,
    hiddenDigest,
  };
}

export async function makeExam(
  owner: pg.Client,
  who: { vendor: SignedIn; department: SignedIn },
  options: Parameters<typeof makeBenchmark>[2] = {},
): Promise<Exam> {
  return {
    ...(await makeAlgorithm(owner, who.vendor)),
    ...(await makeBenchmark(owner, who.department, options)),
  };
}
