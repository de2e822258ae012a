import { accessRequestDeeds, requestAccess } from '@scenario-lab/contracts/access';
import {
  addAlgorithmVersion,
  algorithmDeeds,
  createAlgorithm,
  readAlgorithm,
} from '@scenario-lab/contracts/algorithms';
import { benchmarkDeeds, editBenchmark, readBenchmark } from '@scenario-lab/contracts/benchmarks';
import {
  addDatasetVersion,
  createDataset,
  datasetDeeds,
  readDataset,
} from '@scenario-lab/contracts/datasets';
import { engagementDeeds, proposeEngagement } from '@scenario-lab/contracts/engagements';
import { type Run, readRun, reviewDeeds, submitRun } from '@scenario-lab/contracts/runs';
import {
  compileScenario,
  createScenario,
  matchScenario,
  scenarioDeeds,
} from '@scenario-lab/contracts/scenarios';
import { createSolution, solutionDeeds } from '@scenario-lab/contracts/solutions';
import { type Persona, until } from '../seed/persona.js';
import { dayAfter } from '../seed/time.js';
import { tryOnSample } from '../seed/trial.js';
import { columns, type FreshData, shares, threshold } from './data.js';
import type { People } from './stage.js';

const words = (zh: string, en: string) => ({ zh, en });

export const criterion = {
  id: 'mae',
  metric: 'mae',
  direction: 'at_most' as const,
  threshold,
  unit: 'MW',
  must: true,
  weight: 100,
};

/** A card and an inspected algorithm of one vendor. */
export async function showcase(people: People, vendor: Persona, name: string, file: Uint8Array) {
  const operator = people.operator;
  const card = {
    title: words(`热负荷预测 ${name}`, `Heat demand ${name}`),
    summary: words(
      '按室外温度与入住率估计小时热负荷。',
      'Hourly heat demand from outdoor temperature and occupancy.',
    ),
    fields: ['public_services' as const],
    technologies: ['regression'],
  };
  const { id: solutionId } = await vendor.call(createSolution, {
    body: {
      ...card,
      trl: 7,
      claims: [{ metric: 'mae', value: 0.8 }],
      regions: ['510100'],
      cooperationModes: ['pilot'],
    },
  });
  await vendor.call(solutionDeeds.submit, { params: { id: solutionId }, body: {} });
  await operator.call(solutionDeeds.approve, { params: { id: solutionId }, body: {} });
  const { id: algorithmId } = await vendor.call(createAlgorithm, {
    body: {
      ...card,
      solutionId,
      task: 'regression',
      card: { intendedUse: words('供热调度参考。', 'Advice for heat dispatch.') },
    },
  });
  const uploadId = await vendor.upload('artifact', `${name}.zip`, file);
  const inputs = ['temperature', 'occupancy'].map((column) => ({ column, type: 'number' as const }));
  const { id: versionId } = await vendor.call(addAlgorithmVersion, {
    params: { id: algorithmId },
    body: { uploadId, label: '1.0', kind: 'bundle', sockets: { task: 'regression', inputs } },
  });
  const version = await until(
    `inspection of ${name}`,
    async () => (await vendor.call(readAlgorithm, { params: { id: algorithmId } })).versionList[0],
    (one) => one?.status === 'ready' || one?.status === 'refused',
  );
  if (version?.status !== 'ready')
    throw new Error(`${name} was refused: ${JSON.stringify(version?.inspection)}`);
  await vendor.call(algorithmDeeds.submit, { params: { id: algorithmId }, body: {} });
  await operator.call(algorithmDeeds.approve, { params: { id: algorithmId }, body: {} });
  return { solutionId, algorithmId, versionId };
}

/** A department's sealed data, profiled and listed. */
export async function provideData(people: People, owner: Persona, data: FreshData, tag: string) {
  const { id } = await owner.call(createDataset, {
    body: {
      title: words(`小时热负荷 ${tag}`, `Hourly heat demand ${tag}`),
      summary: words(
        '现场生成的演示数据，隐藏部分只在实验室内计算。',
        'Freshly generated; the hidden part is computed on inside the lab only.',
      ),
      fields: ['public_services'],
      accessMode: 'sandbox_only',
      sourceKind: 'public',
    },
  });
  const uploadId = await owner.upload('dataset', 'heat.csv', new TextEncoder().encode(data.csv));
  const { id: versionId } = await owner.call(addDatasetVersion, {
    params: { id },
    body: { uploadId, label: '1.0', columns, split: { by: 'time', column: 'at', ...shares } },
  });
  const dataset = await until(
    `profile of ${tag}`,
    () => owner.call(readDataset, { params: { id } }),
    (one) => one.versions.every((version) => ['ready', 'refused'].includes(version.status)),
  );
  const version = dataset.versions[0];
  if (version?.status !== 'ready')
    throw new Error(`the data of ${tag} were refused: ${JSON.stringify(version?.problems)}`);
  await owner.call(datasetDeeds.submit, { params: { id }, body: {} });
  await people.operator.call(datasetDeeds.approve, { params: { id }, body: {} });
  return { datasetId: id, versionId };
}

/** A need with one criterion, published, compiled into a test and sealed. */
export async function postNeed(
  people: People,
  owner: Persona,
  data: { datasetId: string; versionId: string },
  tag: string,
) {
  const { id: scenarioId } = await owner.call(createScenario, {
    body: {
      title: words(`供热小时负荷预测 ${tag}`, `Hourly heat demand forecast ${tag}`),
      field: 'public_services',
      region: '510100',
      problem: words(
        '热源按经验调度，负荷估计误差大，末端过热与不热并存。',
        'Heat is dispatched by experience; estimates are poor, some homes overheat while others stay cold.',
      ),
      users: words('供热调度员', 'Heat dispatchers'),
      today: words('现行估计平均误差约 2.4 MW。', 'Today’s estimates are off by 2.4 MW on average.'),
      task: 'regression',
      criteria: [criterion],
      datasetIds: [data.datasetId],
      cooperationMode: 'pilot',
      budget: 600_000,
      budgetOwner: '供热管理处财务科',
      procurementRoute: 'competitive_negotiation',
      decisionDate: dayAfter(90),
      deadline: dayAfter(60),
      contact: { name: '演示联系人', phone: '028-0000-0000' },
    },
  });
  await owner.call(scenarioDeeds.submit, { params: { id: scenarioId }, body: {} });
  await people.operator.call(scenarioDeeds.approve, { params: { id: scenarioId }, body: {} });
  const made = await owner.call(compileScenario, {
    params: { id: scenarioId },
    body: { datasetVersionId: data.versionId },
  });
  const draft = await owner.call(readBenchmark, { params: { id: made.benchmarkId } });
  const plan = draft.versions.find((version) => version.id === made.benchmarkVersionId)?.plan;
  if (!plan) throw new Error('the compiled test has no plan');
  await owner.call(editBenchmark, {
    params: { id: made.benchmarkVersionId },
    body: {
      plan: {
        ...plan,
        features: ['at', 'temperature', 'occupancy'],
        resamplingUnit: { kind: 'block', duration: 'P1D' },
      },
    },
  });
  await people.operator.call(benchmarkDeeds.seal, { params: { id: made.benchmarkVersionId }, body: {} });
  const version = await until(
    `sealing of ${tag}`,
    async () =>
      (await owner.call(readBenchmark, { params: { id: made.benchmarkId } })).versions.find(
        (one) => one.id === made.benchmarkVersionId,
      ),
    (one) => one?.status === 'open' || (one?.status === 'draft' && one.problems.length > 0),
  );
  if (version?.status !== 'open')
    throw new Error(`the test of ${tag} was refused: ${JSON.stringify(version?.problems)}`);
  return { scenarioId, ...made, digest: version.digest, packs: version.packs };
}

/** Proposal accepted, shortlisted, in validation; access to the data granted. */
export async function engage(
  people: People,
  vendor: Persona,
  need: { scenarioId: string },
  solutionId: string,
  datasetId: string,
): Promise<string> {
  const { id } = await vendor.call(proposeEngagement, {
    body: {
      scenarioId: need.scenarioId,
      solutionId,
      proposal: '现有传感器即可，无需改造。',
      predictions: [{ criterion: 'mae', value: 0.8 }],
    },
  });
  const params = { id };
  await people.department.call(engagementDeeds.accept, { params, body: {} });
  await people.department.call(engagementDeeds.shortlist, { params, body: {} });
  await people.operator.call(engagementDeeds.validate, { params, body: {} });
  const request = await vendor.call(requestAccess, {
    params: { id: datasetId },
    body: { purpose: '仅在实验室沙箱内运行已提交的算法版本。', until: dayAfter(90) },
  });
  await people.department.call(accessRequestDeeds.approve, { params: { id: request.id }, body: {} });
  return id;
}

/** One hidden run to its end, reviewed where it can be. */
export async function hiddenRun(
  people: People,
  vendor: Persona,
  algorithmVersionId: string,
  benchmarkVersionId: string,
  engagementId: string,
): Promise<Run> {
  await tryOnSample(vendor, { algorithmVersionId, benchmarkVersionId });
  const run = await vendor.call(submitRun, {
    body: { algorithmVersionId, benchmarkVersionId, split: 'hidden', engagementId },
  });
  const ended = await until(
    `run ${run.number}`,
    () => vendor.call(readRun, { params: { id: run.id } }),
    (one) => ['in_review', 'algorithm_fault', 'platform_fault', 'cancelled'].includes(one.status),
    180,
  );
  if (ended.status !== 'in_review')
    throw new Error(`run ${run.number} ended as ${ended.status} (${ended.outcome ?? ended.platformFault})`);
  return approve(people, vendor, run.id);
}

export async function approve(people: People, reader: Persona, runId: string): Promise<Run> {
  const statement = '测试按大纲进行，过程无异常。Conducted as planned.';
  await people.reviewer.call(reviewDeeds.approve, { params: { id: runId }, body: { statement } });
  return until(
    `report of run ${runId}`,
    () => reader.call(readRun, { params: { id: runId } }),
    (one) => one.report?.ready === true,
    90,
  );
}

export const matches = (people: People, scenarioId: string) =>
  people.department.call(matchScenario, { params: { id: scenarioId }, query: {} });
